//! The conditional density, one observation at a time: the plain formula that the blocked engine is tested against.
//!
//! `log g(y|x) = logsumexp_i(β1_iᵀx + β0_i + log N(y; a_iᵀx + b_i, ν_i)) − logsumexp_i(β1_iᵀx + β0_i)`.

use super::measure::{Atom, MixingMeasure};

impl Atom {
    /// β1ᵀx + β0.
    pub fn gate_logit(&self, x: &[f64]) -> f64 {
        self.gate_bias + dot(&self.gate_slope, x)
    }

    /// aᵀx + b.
    pub fn mean(&self, x: &[f64]) -> f64 {
        self.expert_intercept + dot(&self.expert_slope, x)
    }

    /// log N(y; aᵀx + b, ν).
    pub fn log_normal(&self, x: &[f64], y: f64) -> f64 {
        let residual = y - self.mean(x);
        -0.5 * ((2.0 * std::f64::consts::PI * self.variance).ln() + residual * residual / self.variance)
    }
}

impl MixingMeasure {
    /// log g(y|x); `x` has length `dim`.
    pub fn log_density(&self, x: &[f64], y: f64) -> f64 {
        let logits: Vec<f64> = self.atoms.iter().map(|a| a.gate_logit(x)).collect();
        let joint = self.atoms.iter().zip(&logits).map(|(a, l)| l + a.log_normal(x, y));
        log_sum_exp(&joint.collect::<Vec<_>>()) - log_sum_exp(&logits)
    }

    /// The softmax weights at `x`, in the order of the atoms.
    pub fn gate_weights(&self, x: &[f64]) -> Vec<f64> {
        let logits: Vec<f64> = self.atoms.iter().map(|a| a.gate_logit(x)).collect();
        let total = log_sum_exp(&logits);
        logits.iter().map(|l| (l - total).exp()).collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(u, v)| u * v).sum()
}

fn log_sum_exp(values: &[f64]) -> f64 {
    let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top + values.iter().map(|v| (v - top).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_atom_is_a_normal_density_whatever_its_gate() {
        let atom = Atom {
            gate_bias: 700.0,
            gate_slope: vec![-300.0],
            expert_slope: vec![2.0],
            expert_intercept: 1.0,
            variance: 4.0,
        };
        let measure = MixingMeasure { dim: 1, atoms: vec![atom] };
        // N(6; 7, 4) = exp(−1/8) / (2 √(2π))
        let expected = -0.125 - 2f64.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln();
        assert!((measure.log_density(&[3.0], 6.0) - expected).abs() < 1e-13);
    }

    #[test]
    fn a_common_factor_of_two_terms_does_not_change_the_density() {
        // docs/theory.md, section 1: every expert in two copies with gate slopes β1 ± c.
        let text = |slopes: [[f64; 2]; 2]| {
            let atoms = (0..4).map(|i| Atom {
                gate_bias: [-2.0, 0.0][i / 2],
                gate_slope: vec![slopes[i / 2][i % 2]],
                expert_slope: vec![[-2.0, 2.0][i / 2]],
                expert_intercept: [1.0, -1.0][i / 2],
                variance: [0.25, 0.3][i / 2],
            });
            MixingMeasure { dim: 1, atoms: atoms.collect() }
        };
        let gap = |a: &MixingMeasure, b: &MixingMeasure| {
            let mut worst: f64 = 0.0;
            for i in 0..20 {
                let (x, y) = (i as f64 / 19.0, i as f64 * 0.2 - 2.0);
                worst = worst.max((a.log_density(&[x], y) - b.log_density(&[x], y)).abs());
            }
            worst
        };
        let plain = text([[6.0, 6.0], [0.0, 0.0]]);
        assert!(gap(&plain, &text([[11.0, 1.0], [5.0, -5.0]])) < 1e-13);
        assert!(gap(&plain, &text([[11.0, 1.0], [3.0, -3.0]])) > 1e-2);
    }
}
