//! Expectation-maximisation, to get near a maximum.
//!
//! With the responsibilities r at the current θ, every expert's (b, a) is the weighted least-squares line and its ν the weighted mean
//! square (kept inside the box); the gates, a weighted multinomial regression, take one Newton step. All of this comes from
//! one pass over the data. The Newton step may overshoot, so a step that lowers the likelihood is tried again with half the
//! change of the gates: the likelihood never falls.

use super::likelihood::{EmSums, Likelihood};
use super::newton::Bounds;
use nalgebra::{DMatrix, DVector};
use std::time::Instant;

/// Where a run of expectation-maximisation ended.
#[derive(Clone, Debug)]
pub struct EmRun {
    /// The last θ.
    pub theta: Vec<f64>,
    /// Its log-likelihood.
    pub value: f64,
    /// Steps made.
    pub steps: usize,
    /// Whether the last gain fell below the tolerance, or no step could raise the likelihood.
    pub settled: bool,
}

/// Makes at most `steps` steps from `theta`, until one gains less than `tolerance` log-likelihood units, or the deadline passes.
/// `watch` sees the log-likelihood before the first and after each step.
pub fn expectation_maximisation(
    likelihood: &Likelihood<'_>,
    theta: &[f64],
    bounds: &Bounds,
    steps: usize,
    tolerance: f64,
    deadline: Option<Instant>,
    mut watch: impl FnMut(f64),
) -> EmRun {
    let mut theta = theta.to_vec();
    bounds.clip(&mut theta);
    if steps == 0 {
        let value = likelihood.value(&theta);
        return EmRun { theta, value, steps: 0, settled: false };
    }
    let mut sums = likelihood.em_sums(&theta);
    watch(sums.value);
    for step in 0..steps {
        if deadline.is_some_and(|d| Instant::now() >= d) {
            return EmRun { theta, value: sums.value, steps: step, settled: false };
        }
        let full = proposal(likelihood, &theta, &sums);
        let gates = likelihood.layout().gates();
        let mut fraction = 1.0;
        let found = loop {
            let mut next = full.clone();
            for (to, from) in next[..gates].iter_mut().zip(&theta) {
                *to = from + fraction * (*to - from);
            }
            bounds.clip(&mut next);
            let trial = likelihood.em_sums(&next);
            if trial.value >= sums.value {
                break Some((next, trial));
            }
            if fraction == 0.0 {
                break None;
            }
            fraction = if fraction > 0.05 { 0.5 * fraction } else { 0.0 };
        };
        let Some((next, trial)) = found else {
            return EmRun { theta, value: sums.value, steps: step, settled: true };
        };
        let gain = trial.value - sums.value;
        (theta, sums) = (next, trial);
        watch(sums.value);
        if gain < tolerance {
            return EmRun { theta, value: sums.value, steps: step + 1, settled: true };
        }
    }
    EmRun { theta, value: sums.value, steps, settled: false }
}

/// The maximisation step, with the full Newton step for the gates; not clipped to the box.
fn proposal(likelihood: &Likelihood<'_>, theta: &[f64], sums: &EmSums) -> Vec<f64> {
    let layout = likelihood.layout();
    let width = layout.gate_width();
    let mut next = theta.to_vec();
    for k in 0..layout.experts {
        let total = sums.at(k, EmSums::RESPONSIBILITY, 0, 0);
        if total < 1e-6 {
            continue;
        }
        let place = layout.log_variance(k);
        let variance = theta[place].exp();
        let gram = DMatrix::from_fn(width, width, |i, j| sums.at(k, EmSums::RESPONSIBILITY, i, j));
        let right = DVector::from_fn(width, |i, _| variance * sums.at(k, EmSums::RESIDUAL, 0, i));
        let change = solve(&gram, &right);
        let squares = variance * (2.0 * sums.spread(k) + total) - (&gram * &change).dot(&change);
        for (p, c) in layout.mean(k).zip(change.iter()) {
            next[p] += c;
        }
        // Rounding may leave nothing; the box has a floor.
        next[place] = (squares / total).max(f64::MIN_POSITIVE).ln();
    }
    let gates = layout.gates();
    if gates > 0 {
        let gap = DVector::from_fn(gates, |p, _| {
            let (k, i) = (p / width, p % width);
            sums.at(k, EmSums::RESPONSIBILITY, 0, i) - sums.at(k, EmSums::GATE, 0, i)
        });
        let information = DMatrix::from_fn(gates, gates, |p, q| {
            let same =
                if p / width == q / width { sums.at(p / width, EmSums::GATE, p % width, q % width) } else { 0.0 };
            same - sums.gate_product(p, q)
        });
        let change = solve(&information, &gap);
        for (to, c) in next.iter_mut().zip(change.iter()) {
            *to += c;
        }
    }
    next
}

/// Solves with a positive semidefinite matrix; directions that it does not see get a small ridge.
fn solve(matrix: &DMatrix<f64>, right: &DVector<f64>) -> DVector<f64> {
    let mut ridge = 0.0;
    for _ in 0..12 {
        let mut shifted = matrix.clone();
        for i in 0..shifted.nrows() {
            shifted[(i, i)] += ridge * (matrix[(i, i)] + 1e-6);
        }
        if let Some(factor) = shifted.cholesky() {
            let solution = factor.solve(right);
            if solution.iter().all(|v| v.is_finite()) {
                return solution;
            }
        }
        ridge = if ridge == 0.0 { 1e-12 } else { 10.0 * ridge };
    }
    DVector::zeros(right.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::layout::Frame;
    use crate::model::sampler::tests::{gentle, measure, paper};
    use crate::model::sampler::{Design, sample};

    #[test]
    fn the_likelihood_never_falls() {
        for (truth, start) in [
            (gentle(), measure(&[[0.5, 1.0, -1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.5, 1.0]])),
            (paper(), measure(&[[0.0, 9.0, -12.0, 9.0, 4.0], [0.0, 0.0, 12.0, -2.0, 4.0]])),
        ] {
            let data = sample(&truth, Design::Uniform { lo: 0.0, hi: 1.0 }, 3000, 5).unwrap();
            let likelihood = Likelihood::new(&data, start.len(), Frame::raw(1));
            let layout = likelihood.layout();
            let theta = layout.pack(&start, likelihood.frame());
            let mut trace = Vec::new();
            let bounds = Bounds::none(layout.len());
            let run = expectation_maximisation(&likelihood, &theta, &bounds, 60, 0.0, None, |v| trace.push(v));
            assert!(trace.len() > 10 && trace.windows(2).all(|w| w[1] >= w[0]), "{trace:?}");
            assert!(trace[trace.len() - 1] > trace[0] + 100.0);
            assert!((run.value - likelihood.value(&run.theta)).abs() < 1e-9 * run.value.abs());
        }
    }

    #[test]
    fn one_expert_is_least_squares_in_one_step() {
        let data = sample(&gentle(), Design::Uniform { lo: 0.0, hi: 1.0 }, 500, 5).unwrap();
        let likelihood = Likelihood::new(&data, 1, Frame::raw(1));
        let run = expectation_maximisation(&likelihood, &[0.3, 2.0, 1.0], &Bounds::none(3), 1, 0.0, None, |_| {});
        let n = data.len() as f64;
        let (mx, my) = (data.x(0).iter().sum::<f64>() / n, data.y().iter().sum::<f64>() / n);
        let pairs = || data.x(0).iter().zip(data.y());
        let slope = pairs().map(|(x, y)| (x - mx) * (y - my)).sum::<f64>()
            / pairs().map(|(x, _)| (x - mx).powi(2)).sum::<f64>();
        let variance = pairs().map(|(x, y)| (y - my - slope * (x - mx)).powi(2)).sum::<f64>() / n;
        for (found, expected) in run.theta.iter().zip([my - slope * mx, slope, variance.ln()]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}
