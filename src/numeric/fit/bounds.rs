//! The box of a fit, in the units of the parameters, and its form for θ.
//!
//! Without a box there is no maximum: the likelihood grows without limit as one ν goes to 0 on a single observation, and a gate
//! that separates the data perfectly has no finite slope. Unless told otherwise, a fit uses
//! `ν ≥ variance_fraction · (residual variance of the linear regression of y on x)`, and for each gate, relative to the last one's,
//! a log-odds at the mean of x and a slope per standard deviation of x within ±`gate_bound`.

use super::newton::Bounds;
use crate::Error;
use crate::model::data::Scales;
use crate::model::family::Role;
use crate::model::layout::{Entry, Frame, Layout, Scaling};

/// Bounds on one entry of the atoms, for all experts and axes or for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// β0 or a parameter of the family.
    pub entry: Entry,
    /// The expert, from 0; `None` for all.
    pub expert: Option<usize>,
    /// The coordinate of x for slopes, from 0; `None` for all.
    pub axis: Option<usize>,
    /// Lower end in the parameter's own units (for ν the variance); may be −∞.
    pub lower: f64,
    /// Upper end; may be ∞.
    pub upper: f64,
}

/// The box of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRule {
    /// The smallest variance, as a fraction of the residual variance of y on x.
    pub variance_fraction: f64,
    /// The largest size of a gate's log-odds at the mean of x, and of its slope per standard deviation of x.
    pub gate_bound: f64,
    /// Bounds that replace these, later ones before earlier ones. As soon as one is on an intercept (`gate_bias` or
    /// `expert_intercept`), θ is written in the raw coordinates of x, where these bounds are faces of a box.
    pub intervals: Vec<Interval>,
}

impl Default for BoxRule {
    fn default() -> Self {
        BoxRule { variance_fraction: 1e-4, gate_bound: 30.0, intervals: Vec::new() }
    }
}

impl BoxRule {
    /// The frame of θ and the bounds there.
    ///
    /// # Errors
    /// A number out of range, an empty interval, an expert or axis that does not exist, a gate of the last expert.
    pub(super) fn resolve(&self, layout: Layout, scales: &Scales) -> Result<(Frame, Bounds), Error> {
        let positive = |name: &str, value: f64, largest: f64| {
            if value > 0.0 && value <= largest {
                return Ok(());
            }
            Err(Error::usage("a bound is out of range")
                .at(name)
                .found(value.to_string())
                .expected(format!("a number > 0 and ≤ {largest}")))
        };
        positive("the fraction of the residual variance", self.variance_fraction, 1.0)?;
        positive("the gate bound", self.gate_bound, 300.0)?;
        let raw = self.intervals.iter().any(|i| i.entry.scaling() == Scaling::Intercept);
        let frame = if raw { Frame::raw(layout.dim) } else { scales.frame.clone() };
        let mut bounds = Bounds::none(layout.len());
        let slopes = |j: usize| self.gate_bound / scales.frame.scale[j] * frame.scale[j];
        // Centred coordinates have center 0 left; in raw ones the bias at x = 0 may be as far off as the slopes carry it.
        let reach: f64 =
            (0..layout.dim).map(|j| (scales.frame.center[j] - frame.center[j]).abs() / scales.frame.scale[j]).sum();
        for p in 0..layout.len() {
            let c = layout.coordinate(p);
            let (lower, upper) = match (c.entry.role(), c.entry.scaling()) {
                (Role::Gate, Scaling::Intercept) => (-self.gate_bound * (1.0 + reach), self.gate_bound * (1.0 + reach)),
                (Role::Gate, _) => (-slopes(c.axis), slopes(c.axis)),
                (_, Scaling::Logarithm) => ((self.variance_fraction * scales.residual_variance).ln(), f64::INFINITY),
                _ => (f64::NEG_INFINITY, f64::INFINITY),
            };
            (bounds.lower[p], bounds.upper[p]) = (lower, upper);
        }
        for interval in &self.intervals {
            interval.check(layout)?;
            for p in 0..layout.len() {
                let c = layout.coordinate(p);
                let same = |wanted: Option<usize>, have: usize| wanted.is_none_or(|w| w == have);
                if c.entry != interval.entry || !same(interval.expert, c.expert) || !same(interval.axis, c.axis) {
                    continue;
                }
                let to_theta = |v: f64| match c.entry.scaling() {
                    Scaling::Logarithm => v.max(0.0).ln(),
                    Scaling::Slope => v * frame.scale[c.axis],
                    Scaling::Intercept => v,
                };
                (bounds.lower[p], bounds.upper[p]) = (to_theta(interval.lower), to_theta(interval.upper));
            }
        }
        Ok((frame, bounds))
    }
}

impl Interval {
    fn check(&self, layout: Layout) -> Result<(), Error> {
        let name = format!("the box, {}", self.entry.field());
        let fault = |found: String, expected: String| {
            Err(Error::usage("a bound is out of range").at(name.clone()).found(found).expected(expected))
        };
        let ordered = self.lower <= self.upper;
        if !ordered || self.lower == f64::INFINITY || self.upper == f64::NEG_INFINITY {
            return fault(format!("{}:{}", self.lower, self.upper), "LO:HI with LO ≤ HI".into());
        }
        if self.entry.is_positive() && self.lower <= 0.0 {
            return fault(self.lower.to_string(), format!("a smallest {} > 0", self.entry.field()));
        }
        let gate = self.entry.role() == Role::Gate;
        let experts = if gate { layout.experts - 1 } else { layout.experts };
        if let Some(k) = self.expert.filter(|k| *k >= experts) {
            let expected =
                format!("an expert from 0 to {}{}", experts as i64 - 1, if gate { ": the last gate is 0" } else { "" });
            return fault(k.to_string(), expected);
        }
        if let Some(j) = self.axis.filter(|j| *j >= layout.dim) {
            return fault(j.to_string(), format!("a coordinate of x from 0 to {}", layout.dim - 1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::softmax_gaussian::{EXPERT_SLOPE, GATE_SLOPE, VARIANCE};

    fn scales() -> Scales {
        Scales { frame: Frame { center: vec![10.0], scale: vec![2.0] }, residual_variance: 4.0 }
    }

    const LAYOUT: Layout = Layout { dim: 1, experts: 2 };

    fn interval(entry: Entry, expert: Option<usize>, lower: f64, upper: f64) -> BoxRule {
        BoxRule { intervals: vec![Interval { entry, expert, axis: None, lower, upper }], ..BoxRule::default() }
    }

    #[test]
    fn the_default_box_is_that_of_the_documentation() {
        let (frame, bounds) = BoxRule::default().resolve(LAYOUT, &scales()).unwrap();
        assert_eq!(frame, scales().frame);
        assert_eq!((bounds.lower[0], bounds.upper[1]), (-30.0, 30.0));
        assert_eq!((bounds.lower[2], bounds.upper[3]), (f64::NEG_INFINITY, f64::INFINITY));
        assert!((bounds.lower[4] - 4e-4f64.ln()).abs() < 1e-12 && bounds.upper[7] == f64::INFINITY);
    }

    #[test]
    fn given_intervals_are_in_the_parameters_units() {
        let (frame, bounds) =
            interval(Entry::Parameter(GATE_SLOPE), None, -3.0, 5.0).resolve(LAYOUT, &scales()).unwrap();
        assert_eq!((frame.scale[0], bounds.lower[1], bounds.upper[1]), (2.0, -6.0, 10.0));
        let (_, bounds) = interval(Entry::Parameter(VARIANCE), Some(1), 0.5, 1.0).resolve(LAYOUT, &scales()).unwrap();
        assert_eq!((bounds.lower[7], bounds.upper[7]), (0.5f64.ln(), 0.0));
        assert!(bounds.lower[4] < -7.0);
        let (frame, bounds) = interval(Entry::GateBias, Some(0), -1.0, 1.0).resolve(LAYOUT, &scales()).unwrap();
        assert_eq!(frame, Frame::raw(1));
        assert_eq!((bounds.lower[0], bounds.upper[1]), (-1.0, 15.0));
    }

    #[test]
    fn impossible_boxes_are_refused() {
        for (rule, word) in [
            (interval(Entry::GateBias, Some(1), 0.0, 1.0), "the last gate is 0"),
            (interval(Entry::Parameter(VARIANCE), None, 0.0, 1.0), "variance > 0"),
            (interval(Entry::Parameter(EXPERT_SLOPE), None, 2.0, 1.0), "LO ≤ HI"),
            (interval(Entry::Parameter(EXPERT_SLOPE), Some(7), 1.0, 2.0), "from 0 to 1"),
            (BoxRule { gate_bound: f64::NAN, ..BoxRule::default() }, "gate bound"),
            (BoxRule { variance_fraction: 0.0, ..BoxRule::default() }, "residual variance"),
        ] {
            let message = rule.resolve(LAYOUT, &scales()).unwrap_err().to_string();
            assert!(message.contains(word), "{message}");
        }
    }
}
