//! The polynomial system whose solvability decides r̄ (docs/theory.md section 3).
//!
//! `Σ_j p5_j² exp(p1_jᵀx + p2_jᵀx t + p3_j t + p4_j t²)` must have no monomial x^ℓ1 t^ℓ2 of total degree 1..r. Expanding the
//! exponential atom by atom, a choice of exponents (α1, α2, α3, α4) of an atom's unknowns lands on the monomial
//! `ℓ1 = α1 + α2, ℓ2 = |α2| + α3 + 2α4` with the coefficient 1/(α1! α2! α3! α4!). This module walks over all choices and sorts
//! them by the monomial they land on; the kernel goes the other way, from the monomial to the choices, and a test compares.

use crate::Error;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::model::{Component, Family, ParameterId};
use num_bigint::BigInt;
use num_traits::One;
use std::collections::BTreeMap;

/// The exponents of the unknowns (p1, p2, p3, p4) of an atom, which stand for the differences of the family's parameters (β1, a, b,
/// ν/2) at the family's positions; or of the monomial (x, t).
pub type MultiIndex = Vec<u32>;

/// `1/denominator · p1^α1 p2^α2 p3^α3 p4^α4`, the factor p5² left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtomTerm {
    /// α1 (d of them), α2 (d), α3, α4.
    pub exponents: MultiIndex,
    /// α1! α2! α3! α4!
    pub denominator: BigInt,
}

/// One equation `Σ_j p5_j² (Σ terms in the unknowns of atom j) = 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// (ℓ1, ℓ2): d + 1 numbers.
    pub index: MultiIndex,
    /// The terms of one atom, exponents in decreasing lexicographic order.
    pub terms: Vec<AtomTerm>,
}

/// The system for one cell.
///
/// # Shapes
/// `cells·(2·dim + 3)` unknowns, grouped by atom as p1…p5; `C(dim + 1 + order, order) − 1` equations, sorted by (ℓ1, ℓ2).
#[derive(Clone, Debug)]
pub struct TaylorSystem {
    /// m, the number of atoms.
    pub cells: usize,
    /// d, the dimension of x.
    pub dim: usize,
    /// r, the order.
    pub order: usize,
    /// The equations in increasing lexicographic order of their indices.
    pub equations: Vec<Equation>,
}

/// The position of an unknown p1, …, p4 among those of an atom: that of the parameter whose difference it is.
pub(in crate::exact) fn position(parameter: ParameterId, axis: usize, dim: usize) -> usize {
    Family::softmax_gaussian().position(Component { parameter, axis }, dim)
}

/// The number of unknowns of an atom: one for each entry of the family's parameters, and p5 for the weight.
pub fn unknowns_per_atom(dim: usize) -> usize {
    Family::softmax_gaussian().width(dim) + 1
}

/// The most terms of one atom that are built: about 1 GB of memory.
pub const MAX_ATOM_TERMS: u64 = 3_000_000;

/// The error of a system that has more terms than are built or written.
pub(crate) fn too_large(found: impl std::fmt::Display, limit: u64) -> Error {
    Error::limit("the system is too large to be written out")
        .found(found)
        .expected(format_args!("at most {limit}"))
        .hint("rbar decides systems of any of these sizes without writing them out")
}

impl TaylorSystem {
    /// Builds the system.
    ///
    /// # Example
    /// ```
    /// let system = moe_proof::exact::system::TaylorSystem::new(2, 1, 4).unwrap();
    /// assert_eq!(system.equations.len(), 14);
    /// ```
    ///
    /// # Errors
    /// If one atom has more than [`MAX_ATOM_TERMS`] terms.
    ///
    /// # References
    /// Nguyen, Nguyen & Ho (2023), arXiv:2305.03288, definition of r̄; docs/theory.md section 3.
    pub fn new(cells: usize, dim: usize, order: usize) -> Result<Self, Error> {
        match atom_terms(dim as u64, order as u64) {
            Some(n) if n <= MAX_ATOM_TERMS => {}
            n => {
                let terms = n.map_or_else(|| "more than 2^64".to_string(), |n| n.to_string());
                return Err(too_large(format_args!("{terms} terms an atom"), MAX_ATOM_TERMS));
            }
        }
        let mut by_index = BTreeMap::new();
        let weights = Family::softmax_gaussian().weights(dim);
        let mut exponents = vec![0; weights.len()];
        let walk = Walk { dim, weights };
        walk.visit(&mut exponents, 0, order as u32, BigInt::one(), &mut by_index);
        by_index.remove(&vec![0; dim + 1]);
        let equations = by_index
            .into_iter()
            .map(|(index, mut terms)| {
                terms.sort_by(|s, t| t.exponents.cmp(&s.exponents));
                Equation { index, terms }
            })
            .collect();
        Ok(TaylorSystem { cells, dim, order, equations })
    }

    /// The number of terms of one atom, the constant included; `None` beyond the 64-bit range.
    pub fn count_terms(dim: usize, order: usize) -> Option<u64> {
        atom_terms(dim as u64, order as u64)
    }

    /// The names of the unknowns, grouped by atom: `p1_1`, `p2_1`, `p3_1`, `p4_1`, `p5_1`, `p1_2`, …; `p1_1[2]` for d ≥ 2.
    pub fn variables(&self) -> Vec<String> {
        crate::kernel::System { atoms: self.cells, dim: self.dim, order: self.order }.variables()
    }

    /// The terms of an equation in all unknowns: denominator and exponents, in decreasing lexicographic order.
    pub fn expand<'a>(&'a self, equation: &'a Equation) -> impl Iterator<Item = (&'a BigInt, MultiIndex)> {
        let width = unknowns_per_atom(self.dim);
        (0..self.cells).flat_map(move |j| {
            equation.terms.iter().map(move |t| {
                let mut exponents = vec![0; width * self.cells];
                exponents[j * width..(j + 1) * width - 1].copy_from_slice(&t.exponents);
                exponents[(j + 1) * width - 1] = 2;
                (&t.denominator, exponents)
            })
        })
    }
}

/// The number of terms of one atom of total degree at most r: d + 1 unknowns of weight 1 and d + 1 of weight 2.
fn atom_terms(dim: u64, order: u64) -> Option<u64> {
    // C(n + k − 1, k) ways to distribute k over n unknowns.
    let ways = |n: u64, k: u64| (1..=k).try_fold(1u64, |c, i| Some(c.checked_mul(n - 1 + i)? / i));
    (0..=order / 2).try_fold(0u64, |sum, heavy| {
        // At most `order − 2 heavy` over d + 1 unknowns is exactly that over d + 2.
        let light = ways(dim + 2, order - 2 * heavy)?;
        sum.checked_add(light.checked_mul(ways(dim + 1, heavy)?)?)
    })
}

struct Walk {
    dim: usize,
    /// How far each unknown moves in total degree: p1 (x) and p3 (t) one step, p2 (x t) and p4 (t²) two, the weights of their
    /// parameters.
    weights: Vec<u32>,
}

impl Walk {
    fn visit(
        &self,
        exponents: &mut MultiIndex,
        position: usize,
        budget: u32,
        denominator: BigInt,
        by_index: &mut BTreeMap<MultiIndex, Vec<AtomTerm>>,
    ) {
        if position == exponents.len() {
            let of = |parameter| &exponents[Family::softmax_gaussian().range(parameter, self.dim)];
            let (p2, p3, p4) = (of(EXPERT_SLOPE), of(EXPERT_INTERCEPT)[0], of(VARIANCE)[0]);
            let mut index: MultiIndex = of(GATE_SLOPE).iter().zip(p2).map(|(i, j)| i + j).collect();
            index.push(p2.iter().sum::<u32>() + p3 + 2 * p4);
            by_index.entry(index).or_default().push(AtomTerm { exponents: exponents.clone(), denominator });
            return;
        }
        let step = self.weights[position];
        let mut denominator = denominator;
        for k in 0..=budget / step {
            if k > 1 {
                denominator *= k;
            }
            exponents[position] = k;
            self.visit(exponents, position + 1, budget - k * step, denominator.clone(), by_index);
        }
        exponents[position] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_dimension_has_the_published_number_of_equations() {
        for r in 1..8 {
            assert_eq!(TaylorSystem::new(2, 1, r).unwrap().equations.len(), (r * r + 3 * r) / 2);
        }
    }

    #[test]
    fn the_number_of_terms_is_known_beforehand() {
        for (d, r) in [(1, 5), (2, 4), (3, 6)] {
            let system = TaylorSystem::new(1, d, r).unwrap();
            let terms: usize = system.equations.iter().map(|e| e.terms.len()).sum();
            // The constant monomial is no equation.
            assert_eq!(atom_terms(d as u64, r as u64), Some(terms as u64 + 1));
        }
    }

    #[test]
    fn a_system_out_of_reach_is_refused_at_once() {
        assert!(TaylorSystem::new(2, 40, 20).is_err());
    }
}
