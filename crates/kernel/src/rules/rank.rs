//! Rank: how many of the functions `x^γ e^{β1_jᵀx} f_j` and `x^γ e^{β1_jᵀx} g_G` are independent (docs/theory.md section
//! 1). Assumes the theorem `rank_of_functions`.
//!
//! **Theorem.** Let X be a set with an interior point, Y an open interval that is not empty, G a measure of k* ≥ 1 atoms
//! with positive variances, pairwise distinct experts and pairwise distinct gate slopes, and Γ a finite set of
//! multi-indices. Of the 2k* |Γ| functions with γ in Γ exactly (2k* − 1) |Γ| are linearly independent on X × Y.
//!
//! **Use.** Γ is the set of all γ in N^d with |γ| ≤ q; the other hypotheses are those of the statement.
//!
//! **Checked here**: with |Γ| = C(d + q, q), that the numbers of functions and of independent ones are these.

use super::{Finding, Task};
use crate::RANK_OF_FUNCTIONS;
use crate::identifiability::FunctionRank;
use crate::proof::Method;
use crate::rejection::{Reason, Rejection};
use crate::statement::Statement;

/// Checks the numbers of the statement.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let Statement::Rank(claim) = *task.claim else { return Err(task.does_not_prove()) };
    task.theorem(RANK_OF_FUNCTIONS)?;
    task.fields.finish()?;
    let wrong = |field: &str, found: u64, expected: String| {
        Err(Rejection::new(format!("statement.{field}"), Reason::OutOfRange { found: found.to_string(), expected }))
    };
    let Some(expected) = numbers(&claim) else {
        return wrong("functions", claim.functions, "more functions than 64 bits count".into());
    };
    if claim.functions != expected.0 {
        return wrong("functions", claim.functions, format!("{}, 2k* for each monomial", expected.0));
    }
    if claim.rank != expected.1 {
        return wrong("rank", claim.rank, format!("{}, 2k* − 1 for each monomial", expected.1));
    }
    Finding::whole(Method::Theorem, vec![RANK_OF_FUNCTIONS])
}

/// 2k* C(d + q, q) and (2k* − 1) C(d + q, q); `None` beyond the 64-bit range.
fn numbers(claim: &FunctionRank) -> Option<(u64, u64)> {
    let n = claim.dim as u64;
    let monomials = (1..=claim.degree as u64).try_fold(1u64, |count, k| Some(count.checked_mul(n + k)? / k))?;
    let functions = monomials.checked_mul(2 * claim.true_atoms as u64)?;
    Some((functions, functions - monomials))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(true_atoms: usize, dim: usize, degree: usize) -> Option<(u64, u64)> {
        numbers(&FunctionRank { dim, true_atoms, degree, functions: 1, rank: 1 })
    }

    #[test]
    fn one_function_is_lost_for_each_monomial() {
        assert_eq!(of(2, 1, 2), Some((12, 9)));
        assert_eq!(of(3, 1, 0), Some((6, 5)));
        // The six monomials in two variables of degree at most 2.
        assert_eq!(of(2, 2, 2), Some((24, 18)));
        assert_eq!(of(1, 1, 2), Some((6, 3)));
        assert_eq!(of(2, 1000, 64), None);
    }
}
