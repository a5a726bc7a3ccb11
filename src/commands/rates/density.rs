//! What is proved about densities, and not about Taylor coefficients alone.
//!
//! V(G, H) is the integral of |g_G − g_H| over a box. The Coq development bounds the differences of parameters by powers of V; from
//! there to the rate of an estimator only the density rate is missing, and that is cited.

use crate::kernel::{CellExponents, Gate};
use crate::model::Family;
use num_rational::BigRational;
use serde_json::{Value, json};

/// The file that states the theorems.
const FILE: &str = "proofs/coq/Main.v";

/// Where the density rate of the maximum-likelihood estimator comes from.
pub const CITED: &str = "arXiv:2305.03288";

/// What the theorems on densities say of a cell.
#[derive(Debug)]
pub struct DensityTheorems {
    /// |Δ| ≲ V^θ.
    theorem: &'static str,
    /// No smaller power of |Δ| is bounded by V.
    sharp: Option<&'static str>,
    /// No power of |Δβ1| is bounded by V.
    lost: Option<&'static str>,
    /// θ of Δβ1, Δa, Δb, Δν.
    exponents: [Option<BigRational>; 4],
}

impl DensityTheorems {
    /// The theorems on a cell whose exponents for coefficients the kernel has verified.
    ///
    /// With a fixed gate the powers in D_t are the same ones. With a free gate Δa comes with the power of Δb: at each x the difference
    /// of the two means is Δaᵀx + Δb.
    pub fn of(verified: &CellExponents) -> DensityTheorems {
        let [gate_slope, slope, intercept, variance] = verified.at_least.clone();
        match verified.gate {
            Gate::Fixed => DensityTheorems {
                theorem: "density_inequality",
                sharp: (verified.atoms > 1).then_some("sharp_density"),
                lost: None,
                exponents: [gate_slope, slope, intercept, variance].map(Some),
            },
            Gate::Free => DensityTheorems {
                theorem: "density_inequality_without_gate",
                sharp: None,
                lost: Some("gate_slopes_lost"),
                exponents: [None, Some(intercept.clone()), Some(intercept), Some(variance)],
            },
        }
    }

    /// The names of all the theorems.
    #[cfg(test)]
    fn names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.theorem), self.sharp, self.lost].into_iter().flatten()
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let exponents: Vec<String> = Family::softmax_gaussian()
            .iter()
            .zip(&self.exponents)
            .filter_map(|((_, parameter), e)| e.as_ref().map(|e| format!("{} {e}", parameter.symbol)))
            .collect();
        let mut line = format!("|Δ| ≲ V^θ, θ: {}, by {}", exponents.join(", "), self.theorem);
        if let Some(sharp) = self.sharp {
            line.push_str(&format!("; no larger θ, by {sharp}"));
        }
        if let Some(lost) = self.lost {
            line.push_str(&format!("; none for β₁, by {lost}"));
        }
        format!("{line} ({FILE})")
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let exponents: Vec<Option<String>> =
            self.exponents.iter().map(|e| e.as_ref().map(BigRational::to_string)).collect();
        json!({"theorem": self.theorem, "sharp": self.sharp, "lost": self.lost, "file": FILE, "distance": "V",
               "exponents": exponents, "cited": {"density_rate": CITED}})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: [(usize, Gate); 5] =
        [(1, Gate::Fixed), (2, Gate::Fixed), (3, Gate::Fixed), (2, Gate::Free), (3, Gate::Free)];

    fn of(atoms: usize, gate: Gate) -> DensityTheorems {
        DensityTheorems::of(crate::prove::exponents(atoms, 1, gate).unwrap().exponents().unwrap())
    }

    /// Every theorem that a cell can name is stated in the file that is named.
    #[test]
    fn the_theorems_are_stated() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = std::fs::read_to_string(path).unwrap();
        let mut names = Vec::new();
        for (atoms, gate) in CELLS {
            for name in of(atoms, gate).names() {
                assert!(text.contains(&format!("\nTheorem {name} ")), "{FILE} does not state {name}");
                names.push(name);
            }
        }
        assert!(names.contains(&"density_inequality_without_gate") && names.contains(&"sharp_density"), "{names:?}");
    }

    /// θ is one over the power in the theorems: 1 in a cell of one atom, 2, 2, 2m, m with a fixed gate, 2m, 2m, m with a free one.
    #[test]
    fn the_exponents_are_one_over_the_powers_of_the_theorems() {
        for (atoms, gate) in CELLS {
            let powers = match (atoms, gate) {
                (1, _) => [Some(1); 4],
                (m, Gate::Fixed) => [Some(2), Some(2), Some(2 * m), Some(m)],
                (m, Gate::Free) => [None, Some(2 * m), Some(2 * m), Some(m)],
            };
            let expected = powers.map(|p| p.map(|p| BigRational::new(1.into(), p.into())));
            assert_eq!(of(atoms, gate).exponents, expected, "{atoms} atoms, {gate:?}");
        }
    }
}
