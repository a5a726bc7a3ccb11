//! What a slope says about the rates that theory expects.
//!
//! A rate n^{−r} is **rejected** if −r lies outside the slope's 95 % interval, and the slope **agrees** with it if the interval holds it and none of
//! its rivals (the published rate, where it differs, and the classical n^{−1/2}; for n^{−1/2} itself n^{−1/4}). Where the interval holds it and a rival, the data **cannot tell**.
//! The sharp rate is a bound that some curve attains; an error that falls faster than it does not contradict theory, it says that the estimates
//! of these sample sizes do not yet (or at this truth never) lie along that curve.
//!
//! What would decide:
//! - *cannot tell*: a half-width of half the distance to the nearest rival. The half-width w shrinks as L^{−3/2} with the length L = log(n_max/n_min)
//!   of the range at the same number of sample sizes a decade, and as R^{−1/2} with the replicates R.
//! - *rejected*: the n where the local slope would arrive at −r if it went on drifting as the parabola says, from its value at the largest n:
//!   the median over the resamples, and 2.5 % and 97.5 % of them; a resample that drifts away never arrives.

use super::expected::{Expected, Fraction, HALF, Rate};
use super::slopes::Slope;

/// How a slope stands to one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// The interval holds it and no rival.
    Agrees,
    /// The interval holds it and a rival.
    CannotTell,
    /// The errors fall faster.
    RejectsFaster,
    /// The errors fall more slowly.
    RejectsSlower,
}

/// What would decide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decides {
    /// It is decided.
    Nothing,
    /// A range up to this n, or so many replicates on the present range.
    Range {
        /// The largest n.
        n: f64,
        /// Replicates.
        replicates: f64,
    },
    /// Where the drift, if it goes on, arrives at the rate; `INFINITY` stands for never.
    Drift {
        /// Half of the resamples arrive by this n.
        n: f64,
        /// 2.5 % of them arrive before.
        from: f64,
        /// 2.5 % of them arrive later.
        to: f64,
    },
    /// Fewer than four sample sizes: there is no drift to go by.
    NoDrift,
}

/// The verdict on one slope.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// On the sharp rate; `None` if there is none.
    pub sharp: Option<Stand>,
    /// On the published rate.
    pub published: Stand,
    /// Where the expected (sharp) rate is not the one that the slope agrees with.
    pub decides: Decides,
}

/// Judges a slope.
pub fn judge(slope: &Slope, expected: &Expected) -> Verdict {
    let rivals = |own: Fraction| {
        let mut rivals = vec![];
        for other in
            [Some(expected.published), sharp_rate(expected), Some(HALF), (own == HALF).then_some(Fraction(1, 4))]
                .into_iter()
                .flatten()
        {
            if other.value() != own.value() {
                rivals.push(other.value());
            }
        }
        rivals
    };
    let published = stand(slope, expected.published.value(), expected.published.value(), &rivals(expected.published));
    let (sharp, target, rivals) = match expected.sharp {
        Rate::None => return Verdict { sharp: None, published, decides: Decides::Nothing },
        Rate::Exactly(rate) => (
            stand(slope, rate.value(), rate.value(), &rivals(rate)),
            nearest(slope, rate.value(), rate.value()),
            rivals(rate),
        ),
        Rate::Between(low, high) => {
            let rivals: Vec<f64> =
                [HALF.value(), low.value()].into_iter().filter(|r| !(low.value()..=high.value()).contains(r)).collect();
            (stand(slope, low.value(), high.value(), &rivals), nearest(slope, low.value(), high.value()), rivals)
        }
    };
    let decides = match sharp {
        Stand::Agrees => Decides::Nothing,
        Stand::CannotTell => range(slope, target, &rivals),
        Stand::RejectsFaster | Stand::RejectsSlower => drift(slope, target),
    };
    Verdict { sharp: Some(sharp), published, decides }
}

fn sharp_rate(expected: &Expected) -> Option<Fraction> {
    match expected.sharp {
        Rate::Exactly(rate) => Some(rate),
        _ => None,
    }
}

/// The rate in [low, high] nearest to the slope.
fn nearest(slope: &Slope, low: f64, high: f64) -> f64 {
    (-slope.slope.estimate).clamp(low, high)
}

fn stand(slope: &Slope, low: f64, high: f64, rivals: &[f64]) -> Stand {
    let interval = &slope.slope;
    if interval.high < -high {
        return Stand::RejectsFaster;
    }
    if interval.low > -low {
        return Stand::RejectsSlower;
    }
    if rivals.iter().any(|r| interval.holds(-r)) { Stand::CannotTell } else { Stand::Agrees }
}

fn range(slope: &Slope, rate: f64, rivals: &[f64]) -> Decides {
    let held = rivals.iter().filter(|r| slope.slope.holds(-**r)).map(|r| (r - rate).abs());
    let wanted = 0.5 * held.fold(f64::INFINITY, f64::min);
    let factor = slope.slope.half_width() / wanted;
    let (first, last) = (slope.points[0].0 as f64, slope.points[slope.points.len() - 1].0 as f64);
    // An interval that is narrow enough and still holds both lies between them: a range twice as long moves it.
    let longer = factor.max(1.0).powf(2.0 / 3.0) * if factor <= 1.0 { 2.0 } else { 1.0 };
    Decides::Range {
        n: first * (last / first).powf(longer),
        replicates: (slope.replicates as f64 * factor * factor).ceil().max(slope.replicates as f64),
    }
}

fn drift(slope: &Slope, rate: f64) -> Decides {
    if slope.ends.is_empty() {
        return Decides::NoDrift;
    }
    let end = slope.points[slope.points.len() - 1].0 as f64;
    let towards = (-rate - slope.slope.estimate).signum();
    let arrival = |&(last, drift): &(f64, f64)| {
        let missing = (-rate - last) * towards;
        match drift * towards {
            // The local slope is there already, though the line's is not.
            _ if missing <= 0.0 => end,
            d if d > 0.0 => end * 10f64.powf(missing / d),
            _ => f64::INFINITY,
        }
    };
    let mut all: Vec<f64> = slope.ends.iter().map(arrival).collect();
    all.sort_by(f64::total_cmp);
    let at = |level: f64| all[(level * (all.len() - 1) as f64).round() as usize];
    Decides::Drift { n: at(0.5), from: at(0.025), to: at(0.975) }
}

#[cfg(test)]
mod tests {
    use super::super::expected::expected;
    use super::super::slopes::{Interval, Statistic};
    use super::*;
    use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE};

    fn slope(low: f64, high: f64, drift: [f64; 3]) -> Slope {
        let estimate = 0.5 * (low + high);
        Slope {
            statistic: Statistic::Mean,
            points: vec![(1000, 1.0), (10_000, 0.5), (100_000, 0.2)],
            slope: Interval { estimate, low, high },
            intercept: 0.0,
            drift: Some(Interval { estimate: drift[1], low: drift[0], high: drift[2] }),
            ends: drift.map(|d| (estimate + drift[1], d)).to_vec(),
            replicates: 40,
        }
    }

    #[test]
    fn a_narrow_interval_decides_and_a_wide_one_does_not() {
        let gate = expected(2, 1, true).unwrap()[GATE_SLOPE];
        let verdict = judge(&slope(-0.27, -0.23, [0.0; 3]), &gate);
        assert_eq!(
            verdict,
            Verdict { sharp: Some(Stand::Agrees), published: Stand::RejectsFaster, decides: Decides::Nothing }
        );
        let verdict = judge(&slope(-0.13, -0.12, [0.0; 3]), &gate);
        assert_eq!((verdict.sharp, verdict.published), (Some(Stand::RejectsSlower), Stand::Agrees));
        let verdict = judge(&slope(-0.35, -0.10, [0.0; 3]), &gate);
        assert_eq!((verdict.sharp, verdict.published), (Some(Stand::CannotTell), Stand::CannotTell));
        // Half-width 0.125, wanted 1/16: twice as narrow by four times the replicates or a range 2^{2/3} as long.
        let Decides::Range { n, replicates } = verdict.decides else { panic!("{verdict:?}") };
        assert_eq!(replicates, 160.0);
        assert!((n.ln() - (1000f64.ln() + 100f64.ln() * 2f64.powf(2.0 / 3.0))).abs() < 1e-9);
    }

    #[test]
    fn the_classical_rate_is_told_from_the_slow_ones() {
        let one = expected(1, 1, true).unwrap()[EXPERT_INTERCEPT];
        assert_eq!(judge(&slope(-0.55, -0.45, [0.0; 3]), &one).sharp, Some(Stand::Agrees));
        assert_eq!(judge(&slope(-0.55, -0.20, [0.0; 3]), &one).sharp, Some(Stand::CannotTell));
        assert_eq!(judge(&slope(-0.45, -0.40, [0.0; 3]), &one).sharp, Some(Stand::RejectsSlower));
    }

    #[test]
    fn a_drift_towards_the_rate_foretells_where_it_arrives() {
        let b = expected(2, 1, true).unwrap()[EXPERT_INTERCEPT];
        // −0.225 on the line, −0.200 at n = 1e5, 0.025 a decade: three decades to −0.125.
        let verdict = judge(&slope(-0.24, -0.21, [0.0125, 0.025, 0.075]), &b);
        assert_eq!(verdict.sharp, Some(Stand::RejectsFaster));
        let Decides::Drift { n, from, to } = verdict.decides else { panic!("{verdict:?}") };
        assert!(
            (n / 1e8 - 1.0).abs() < 1e-9 && (from / 1e6 - 1.0).abs() < 1e-9 && (to / 1e11 - 1.0).abs() < 1e-6,
            "{n} {from} {to}"
        );
        let Decides::Drift { n, to, .. } = judge(&slope(-0.24, -0.21, [-0.01, 0.025, 0.05]), &b).decides else {
            panic!()
        };
        assert!(n.is_finite() && to == f64::INFINITY);
        let Decides::Drift { from, .. } = judge(&slope(-0.24, -0.21, [-0.05, -0.025, -0.01]), &b).decides else {
            panic!()
        };
        assert_eq!(from, f64::INFINITY);
        // The local slope at the end is past the rate.
        let Decides::Drift { n, .. } = judge(&slope(-0.14, -0.13, [0.02, 0.02, 0.02]), &b).decides else { panic!() };
        assert_eq!(n, 1e5);
    }

    #[test]
    fn open_and_missing_rates() {
        let open = expected(3, 1, false).unwrap()[EXPERT_SLOPE];
        assert_eq!(judge(&slope(-0.16, -0.14, [0.0; 3]), &open).sharp, Some(Stand::Agrees));
        assert_eq!(judge(&slope(-0.30, -0.25, [0.0; 3]), &open).sharp, Some(Stand::RejectsFaster));
        let none = expected(2, 1, false).unwrap()[GATE_SLOPE];
        assert_eq!(judge(&slope(-0.01, 0.01, [0.0; 3]), &none).sharp, None);
    }
}
