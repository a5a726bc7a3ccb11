//! The exact rank of `{x^γ e^{β1_jᵀx} f_j} ∪ {x^γ e^{β1_jᵀx} g_G*}`, |γ| ≤ q (docs/theory.md section 1).
//!
//! Multiplying all functions by the positive function P = Σ_i W_i e^{β1_iᵀx}, W_i = e^{β0_i}, does not change their rank and turns them
//! into exponential polynomials:
//!
//! `P x^γ e^{β1_jᵀx} f_j = Σ_i W_i x^γ e^{(β1_i+β1_j)ᵀx} f_j`, `P x^γ e^{β1_jᵀx} g_G* = Σ_i W_i x^γ e^{(β1_i+β1_j)ᵀx} f_i`.
//!
//! For distinct experts the functions x^γ e^{ωᵀx} f_i with different (γ, ω, i) are linearly independent on any set with non-empty
//! interior, so the rank is that of the matrix of these coefficients. It splits into one equal block for each γ. The slopes are in
//! general position: the sums β1_i + β1_j, i ≤ j, are pairwise distinct (for k* = 2 that is β1_1 ≠ β1_2).

use crate::exact::decide::linear::Row;
use crate::kernel::{Coefficient, Dependence, FunctionRank};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// The relation `Σ_j W_j x^γ e^{β1_jᵀx} (f_j − g_G) = 0`: its coefficients, as polynomials in the weights.
pub fn relation(experts: usize, dim: usize) -> Dependence {
    let weights = |factor: i64| -> Vec<Coefficient> {
        let weight = |j: usize| (0..experts).map(|i| u32::from(i == j)).collect();
        (0..experts).map(|j| vec![(BigRational::from_integer(factor.into()), weight(j))]).collect()
    };
    Dependence { dim, true_atoms: experts, experts: weights(1), densities: weights(-1) }
}

/// The functions with |γ| ≤ `degree` for k* experts in dimension d, and their rank at the weights W_i = i, which is that at all
/// others (`rank_of_functions` in proofs/coq/Main.v). `None` beyond the 64-bit range.
///
/// # Example
/// ```
/// use moe_proof::exact::identify::independence::rank;
/// let found = rank(2, 1, 2).unwrap();
/// assert_eq!((found.functions, found.rank), (12, 9));
/// ```
pub fn rank(experts: usize, dim: usize, degree: usize) -> Option<FunctionRank> {
    let weights: Vec<BigRational> = (1..=experts).map(|i| BigRational::from_integer(i.into())).collect();
    let rows = block(&weights);
    // C(d + q, q) monomials x^γ.
    let monomials = (1..=degree as u64).try_fold(1u64, |c, k| Some(c.checked_mul(dim as u64 + k)? / k))?;
    let functions = monomials.checked_mul(rows.len() as u64)?;
    Some(FunctionRank { dim, true_atoms: experts, degree, functions, rank: monomials * rank_of(rows) as u64 })
}

/// The rows of one γ: first those with f_j, then those with g_G*. The columns are the (β1_i + β1_j, expert).
fn block(weights: &[BigRational]) -> Vec<Row> {
    let k = weights.len();
    let column = |i: usize, j: usize, expert: usize| (i.min(j) * k + i.max(j)) * k + expert;
    let row = |entry: &dyn Fn(usize) -> usize| -> Row {
        let mut row = BTreeMap::new();
        for (i, w) in weights.iter().enumerate() {
            *row.entry(entry(i)).or_insert_with(BigRational::zero) += w;
        }
        row
    };
    let experts = (0..k).map(|j| row(&|i| column(i, j, j)));
    let densities = (0..k).map(|j| row(&|i| column(i, j, i)));
    experts.chain(densities).collect()
}

/// The rank, by exact elimination.
fn rank_of(rows: Vec<Row>) -> usize {
    let mut pivots: BTreeMap<usize, Row> = BTreeMap::new();
    for mut row in rows {
        while let Some((&column, lead)) = row.iter().next() {
            let lead = lead.clone();
            let Some(pivot) = pivots.get(&column) else {
                row.values_mut().for_each(|v| *v /= &lead);
                pivots.insert(column, row);
                break;
            };
            for (c, v) in pivot {
                let entry = row.entry(*c).or_insert_with(BigRational::zero);
                *entry -= &lead * v;
                if entry.is_zero() {
                    row.remove(c);
                }
            }
        }
    }
    pivots.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_relation_is_lost_for_each_monomial() {
        let of = |experts, dim, degree| rank(experts, dim, degree).map(|r| (r.functions, r.rank));
        assert_eq!(of(2, 1, 2), Some((12, 9)));
        assert_eq!(of(3, 1, 0), Some((6, 5)));
        assert_eq!(of(2, 2, 2), Some((24, 18)));
        // With one expert g_G* = f_1.
        assert_eq!(of(1, 1, 2), Some((6, 3)));
        assert_eq!(of(2, 1000, 64), None);
    }

    #[test]
    fn elimination_counts_independent_rows() {
        let q = |n: i64| BigRational::from_integer(n.into());
        let row = |entries: &[(usize, i64)]| entries.iter().map(|&(c, v)| (c, q(v))).collect::<Row>();
        assert_eq!(rank_of(vec![row(&[(0, 1), (1, 2)]), row(&[(0, 2), (1, 4)]), row(&[(1, 1)])]), 2);
        assert_eq!(rank_of(vec![row(&[(0, 1), (1, 2)]), row(&[(0, 2), (1, 5)]), row(&[(1, 1)])]), 2);
        assert_eq!(rank_of(vec![row(&[])]), 0);
    }

    #[test]
    fn numbers_confirm_the_rank() {
        // The 12 functions for k* = 2, d = 1 at many points: 9 singular values stay away from 0, 3 vanish.
        let (slopes, weights) = ([1.5, 0.0], [0.7, 1.0]);
        let experts = [(-2.0, 1.0, 0.5), (2.0, -1.0, 0.8)];
        let mut rows = Vec::new();
        for i in 0..12 {
            for j in 0..12 {
                let (x, y) = (f64::from(i) / 11.0, -3.0 + f64::from(j) / 2.0);
                let f = experts
                    .map(|(a, b, nu): (f64, f64, f64)| (-(y - a * x - b).powi(2) / (2.0 * nu)).exp() / nu.sqrt());
                let gates = [0, 1].map(|j| (slopes[j] * x).exp());
                let total: f64 = (0..2).map(|j| weights[j] * gates[j]).sum();
                let g: f64 = (0..2).map(|j| weights[j] * gates[j] * f[j]).sum::<f64>() / total;
                rows.extend(
                    (0..3)
                        .flat_map(|p| [0, 1].map(|j| [x.powi(p) * gates[j] * f[j], x.powi(p) * gates[j] * g]))
                        .flatten(),
                );
            }
        }
        let singular = nalgebra::DMatrix::from_row_slice(144, 12, &rows).singular_values();
        let mut singular: Vec<f64> = singular.iter().copied().collect();
        singular.sort_by(f64::total_cmp);
        assert!(singular[2] < 1e-12 && singular[3] > 1e-6, "{singular:?}");
    }
}
