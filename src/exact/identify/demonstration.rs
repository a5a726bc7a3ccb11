//! The common factor in numbers: the largest change of log g(y|x) on a grid when every expert is doubled.
//!
//! The truth has k* experts in dimension d, unit-size parameters and variance 0.25. Doubling expert j at the slopes β1_j ± c_j in the
//! first coordinate, each copy with half the weight, multiplies its gate by cosh(c_j x_1): with one c for all experts a common
//! factor, with different ones none.

/// The change for one c.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// c.
    pub spread: f64,
    /// The largest |Δ log g| with c_j = c for all j: rounding alone.
    pub common: f64,
    /// The largest |Δ log g| with c_j = c for the first expert and 0 for the others; `None` if there is one expert alone.
    pub different: Option<f64>,
}

/// One expert of the truth: β0, β1, a (both of length d), b, ν.
#[derive(Clone, Debug)]
struct Expert {
    bias: f64,
    gate: Vec<f64>,
    slope: Vec<f64>,
    intercept: f64,
    variance: f64,
}

/// The truth that is doubled: slopes and intercepts spread evenly, the last gate 0.
fn truth(experts: usize, dim: usize) -> Vec<Expert> {
    (0..experts)
        .map(|i| {
            let t = if experts == 1 { 0.0 } else { i as f64 / (experts - 1) as f64 };
            let along =
                |first: f64, other: f64| (0..dim).map(|c| if c == 0 { first } else { other / dim as f64 }).collect();
            Expert {
                bias: 2.0 * t - 2.0,
                gate: along(6.0 - 6.0 * t, 1.0 - t),
                slope: along(4.0 * t - 2.0, t),
                intercept: 1.0 - 2.0 * t,
                variance: 0.25,
            }
        })
        .collect()
}

/// Each expert twice, at β1 ± c_j e_1 with half the weight.
fn doubled(truth: &[Expert], spread: impl Fn(usize) -> f64) -> Vec<Expert> {
    let mut all = Vec::new();
    for (j, expert) in truth.iter().enumerate() {
        for sign in [1.0, -1.0] {
            let mut copy = expert.clone();
            copy.bias -= std::f64::consts::LN_2;
            copy.gate[0] += sign * spread(j);
            all.push(copy);
        }
    }
    all
}

/// log g(y|x), by log-sum-exp.
fn log_density(experts: &[Expert], x: &[f64], y: f64) -> f64 {
    let dot = |u: &[f64]| u.iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
    let gates: Vec<f64> = experts.iter().map(|e| e.bias + dot(&e.gate)).collect();
    let joint = experts.iter().zip(&gates).map(|(e, gate)| {
        let z = y - dot(&e.slope) - e.intercept;
        gate - z * z / (2.0 * e.variance) - 0.5 * (std::f64::consts::TAU * e.variance).ln()
    });
    log_sum_exp(&joint.collect::<Vec<_>>()) - log_sum_exp(&gates)
}

fn log_sum_exp(terms: &[f64]) -> f64 {
    let top = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top + terms.iter().map(|t| (t - top).exp()).sum::<f64>().ln()
}

/// The changes for these c over x on the diagonal of `[0,1]^d` (21 points) and y from −4 to 4 (33 points).
pub fn changes(experts: usize, dim: usize, spreads: &[f64]) -> Vec<Change> {
    let truth = truth(experts, dim);
    let largest = |other: &[Expert]| {
        let mut largest = 0.0f64;
        for i in 0..=20 {
            let x = vec![f64::from(i) / 20.0; dim];
            for j in 0..=32 {
                let y = -4.0 + f64::from(j) / 4.0;
                largest = largest.max((log_density(other, &x, y) - log_density(&truth, &x, y)).abs());
            }
        }
        largest
    };
    let change = |&c: &f64| Change {
        spread: c,
        common: largest(&doubled(&truth, |_| c)),
        different: (experts > 1).then(|| largest(&doubled(&truth, |j| if j == 0 { c } else { 0.0 }))),
    };
    spreads.iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_common_factor_leaves_the_density() {
        for (experts, dim) in [(2, 1), (3, 2), (5, 4)] {
            for change in changes(experts, dim, &[0.5, 2.0, 8.0]) {
                assert!(change.common < 1e-11, "{change:?}");
                assert!(change.different.unwrap() > 1e-3, "{change:?}");
            }
        }
        let single = changes(1, 1, &[1.0]);
        assert!(single[0].common < 1e-12 && single[0].different.is_none());
    }

    #[test]
    fn the_density_is_one() {
        let truth = truth(3, 2);
        let total: f64 =
            (0..4000).map(|j| 0.005 * log_density(&truth, &[0.3, 0.8], -10.0 + 0.005 * f64::from(j)).exp()).sum();
        assert!((total - 1.0).abs() < 1e-9, "{total}");
    }
}
