//! What is proved about densities, and not about Taylor coefficients alone.
//!
//! V(G, H) is the integral of |g_G − g_H| over a box. The Coq development bounds the differences of parameters by powers of V; from
//! there to the rate of an estimator only the density rate is missing, and that is cited.

use crate::kernel::Gate;
use num_rational::BigRational;
use num_traits::One;
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
    /// The theorems on a cell of m atoms.
    pub fn of(atoms: usize, gate: Gate) -> DensityTheorems {
        let over = |power: usize| Some(BigRational::new(One::one(), power.into()));
        match (gate, atoms) {
            (Gate::Fixed, 1) => DensityTheorems {
                theorem: "density_inequality",
                sharp: None,
                lost: None,
                exponents: [over(1), over(1), over(1), over(1)],
            },
            (Gate::Fixed, m) => DensityTheorems {
                theorem: "density_inequality",
                sharp: Some("sharp_density"),
                lost: None,
                exponents: [over(2), over(2), over(2 * m), over(m)],
            },
            (Gate::Free, m) => DensityTheorems {
                theorem: "density_inequality_without_gate",
                sharp: None,
                lost: Some("gate_slopes_lost"),
                exponents: [None, over(2 * m), over(2 * m), over(m)],
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
        let words = ["β₁", "a", "b", "ν"];
        let exponents: Vec<String> = words
            .iter()
            .zip(&self.exponents)
            .filter_map(|(word, e)| e.as_ref().map(|e| format!("{word} {e}")))
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

    /// Every theorem that a cell can name is stated in the file that is named.
    #[test]
    fn the_theorems_are_stated() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = std::fs::read_to_string(path).unwrap();
        let mut names = Vec::new();
        for (atoms, gate) in [(1, Gate::Fixed), (2, Gate::Fixed), (3, Gate::Fixed), (2, Gate::Free), (3, Gate::Free)] {
            for name in DensityTheorems::of(atoms, gate).names() {
                assert!(text.contains(&format!("\nTheorem {name} ")), "{FILE} does not state {name}");
                names.push(name);
            }
        }
        assert!(names.contains(&"density_inequality_without_gate") && names.contains(&"sharp_density"), "{names:?}");
    }

    /// The exponents are those that the kernel verifies for coefficients, but for the slope of two atoms with a free gate.
    #[test]
    fn the_exponents_are_those_of_the_coefficients() {
        for (atoms, gate) in [(1, Gate::Fixed), (2, Gate::Fixed), (5, Gate::Fixed), (2, Gate::Free), (3, Gate::Free)] {
            let proven = crate::prove::exponents(atoms, 1, gate).unwrap();
            let verified = proven.exponents().unwrap();
            let densities = DensityTheorems::of(atoms, gate).exponents;
            for (k, density) in densities.iter().enumerate() {
                match (density, gate, atoms, k) {
                    (None, Gate::Free, _, 0) => assert_eq!(verified.at_most[0], BigRational::from_integer(0.into())),
                    (Some(e), Gate::Free, 2, 1) => assert!(*e < verified.at_least[1]),
                    (e, ..) => assert_eq!(e.as_ref(), Some(&verified.at_least[k]), "{atoms} atoms, {gate:?}, {k}"),
                }
            }
        }
    }
}
