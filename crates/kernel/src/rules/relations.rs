//! Relations: the hidden PDEs hold, and every linear relation among the partial derivatives of u up to order R follows
//! from them (docs/theory.md section 2). Assumes nothing.
//!
//! Three things are checked.
//!
//! 1. The identities in the file hold. Among them are, up to a factor, `∂²u/∂β1_i∂b = ∂u/∂a_i` for every i and
//!    `∂²u/∂b² = 2 ∂u/∂ν`. Replacing a_i by β1_i b and ν by b²/2 turns every ∂^α u into `2^{−α4}` times a *standard*
//!    derivative `∂_β1^γ ∂_b^n u`, with γ = α1 + α2 and n = |α2| + α3 + 2α4.
//! 2. So it is for the derivatives themselves: for every |α| ≤ R the expansion of ∂^α u / u equals `2^{−α4} x^γ P_n`,
//!    where P_n = ∂_b^n u / u. This is seen by induction, one differentiation after the other.
//! 3. Standard derivatives are linearly independent, for every parameter with ν > 0: for n ≤ 2R the polynomial P_n in z
//!    has the degree n with the leading coefficient ν^{−n} ≠ 0. The products x^γ P_n then have distinct leading
//!    monomials x^γ zⁿ, and x and z are algebraically independent functions of (x, y).
//!
//! A relation Σ c_α ∂^α u = 0 therefore splits, monomial by monomial, into Σ c_α 2^{−α4} = 0 over the α of one (γ, n):
//! a combination of the identities' consequences `∂^α u = 2^{−α4} ∂_β1^γ ∂_b^n u`.

use super::{Finding, Task, identity};
use crate::derivatives::Quotients;
use crate::polynomial::Polynomial;
use crate::proof::Method;
use crate::rejection::{Reason, Rejection};
use crate::statement::{Relation, Statement, derivative_text};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

/// The most derivatives that a statement may be about.
pub const MAX_DERIVATIVES: u64 = 200_000;
/// The most identities in a file: one for each coordinate and one more are needed.
const MAX_IDENTITIES: usize = 2_000;

/// Checks that the identities hold and generate all relations up to the order of the statement.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let Statement::Relations { dim, order } = *task.claim else { return Err(task.does_not_prove()) };
    let list = task.fields.take("identities")?;
    task.fields.finish()?;
    let items = list.items()?;
    if items.len() > MAX_IDENTITIES {
        return Err(list.reject(Reason::WrongLength { found: items.len(), expected: dim + 1 }));
    }
    let reject = |reason| list.reject(reason);
    let too_much = Reason::TooMuchWork { limit: MAX_DERIVATIVES };
    if count_derivatives(dim, order).is_none_or(|n| n > MAX_DERIVATIVES) {
        return Err(reject(too_much));
    }
    let mut identities = Vec::new();
    let mut budget = identity::MAX_DIFFERENTIATIONS;
    for node in &items {
        let relation = node.terms(2 * dim + 2)?;
        if relation.is_empty() {
            return Err(node.reject(Reason::WrongLength { found: 0, expected: 1 }));
        }
        identity::holds(dim, &relation, &mut budget).map_err(|reason| node.reject(reason))?;
        identities.push(relation);
    }
    for needed in hidden_pdes(dim) {
        if !identities.iter().any(|given| proportional(given, &needed)) {
            let relation = crate::statement::relation_text(&needed, dim);
            return Err(list.reject(Reason::RelationMissing { relation }));
        }
    }
    let quotients = Quotients { dim };
    let standard = standard_quotients(&quotients, 2 * order).map_err(reject)?;
    keep_the_form(&quotients, &standard).map_err(reject)?;
    Finding::whole(Method::Expansion, vec![])
}

/// `∂²u/∂β1_i∂b − ∂u/∂a_i` for i = 1..d and `∂²u/∂b² − 2 ∂u/∂ν`, terms in decreasing order of the multi-indices.
pub fn hidden_pdes(dim: usize) -> Vec<Relation> {
    let unit = |positions: &[usize]| {
        let mut alpha = vec![0; 2 * dim + 2];
        positions.iter().for_each(|&p| alpha[p] += 1);
        alpha
    };
    let number = |n: i64| BigRational::from_integer(BigInt::from(n));
    let (b, nu) = (2 * dim, 2 * dim + 1);
    let mut all: Vec<Relation> =
        (0..dim).map(|i| vec![(number(1), unit(&[i, b])), (number(-1), unit(&[dim + i]))]).collect();
    all.push(vec![(number(1), unit(&[b, b])), (number(-2), unit(&[nu]))]);
    all
}

/// The number of multi-indices α with |α| ≤ R: `C(2d + 2 + R, R)`, or `None` beyond the 64-bit range.
fn count_derivatives(dim: usize, order: usize) -> Option<u64> {
    let n = 2 * dim as u64 + 2;
    (1..=order as u64).try_fold(1u64, |count, k| Some(count.checked_mul(n + k)? / k))
}

/// Whether two relations with terms in the same order differ by a factor alone.
fn proportional(one: &Relation, other: &Relation) -> bool {
    let same = one.len() == other.len() && one.iter().zip(other).all(|(f, g)| f.1 == g.1);
    let Some((first, second)) = one.first().zip(other.first()).filter(|_| same) else { return false };
    one.iter().zip(other).all(|(f, g)| &f.0 * &second.0 == &first.0 * &g.0)
}

/// P_0, …, P_n with `P_k = ∂_b^k u / u`, each of degree k in z with the leading coefficient s^k and free of x.
fn standard_quotients(quotients: &Quotients, n: usize) -> Result<Vec<Polynomial>, Reason> {
    let d = quotients.dim;
    let mut all = vec![quotients.one()];
    for k in 1..=n {
        let next = quotients.differentiate(&all[k - 1], 2 * d).ok_or(Reason::TooMuchWork { limit: MAX_DERIVATIVES })?;
        let top: Vec<_> = next.terms().filter(|(_, e)| e[d] as usize >= k).collect();
        let triangular = match &top[..] {
            [(c, e)] => c.is_one() && e[d] as usize == k && e[d + 1] as usize == k,
            _ => false,
        };
        let free_of_x = next.terms().all(|(_, e)| e[..d].iter().all(|&i| i == 0));
        if !triangular || !free_of_x {
            let why = format!("the {k}-th b-derivative does not have the leading term (z/ν)^{k}");
            return Err(Reason::HypothesisFails { theorem: "triangular independence", why });
        }
        all.push(next);
    }
    Ok(all)
}

/// Whether every derivative of order at most R is `2^{−α4} x^γ P_n`, given P_0, …, P_{2R}.
///
/// u itself is, and one more differentiation keeps the form: the four formulas of [`crate::derivatives`] contain no
/// ∂/∂x, so they commute with the factor `2^{−α4} x^γ`, and on P_n they give x_i P_n for β1_i, x_i P_{n+1} for a_i,
/// P_{n+1} for b and P_{n+2}/2 for ν. That is checked for every n up to 2R − 2, the largest of a derivative that is
/// differentiated once more. So every ∂^α u / u has been expanded, without walking through all α.
fn keep_the_form(quotients: &Quotients, standard: &[Polynomial]) -> Result<(), Reason> {
    let d = quotients.dim;
    for n in 0..standard.len().saturating_sub(2) {
        for parameter in 0..2 * d + 2 {
            let too_much = Reason::TooMuchWork { limit: MAX_DERIVATIVES };
            let next = quotients.differentiate(&standard[n], parameter).ok_or(too_much)?;
            let mut shift = vec![0; d + 2];
            if parameter < 2 * d {
                shift[parameter % d] = 1;
            }
            let (further, divisor) = match parameter {
                p if p < d => (n, 1),
                p if p <= 2 * d => (n + 1, 1),
                _ => (n + 2, 2),
            };
            if !next.is_shifted(&standard[further], &shift, &BigInt::from(divisor)) {
                let mut alpha = vec![0; 2 * d + 2];
                alpha[2 * d] = n as u32;
                alpha[parameter] += 1;
                let power = u32::from(divisor == 2);
                let residual = format!("{} − 2^(−{power}) x^(α1+α2) ∂_b^{further} u", derivative_text(&alpha, d));
                return Err(Reason::IdentityFails { residual });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_keeps_the_form_and_no_other_sequence_has_it() {
        for dim in [1, 3] {
            let quotients = Quotients { dim };
            let standard = standard_quotients(&quotients, 8).unwrap();
            assert_eq!(keep_the_form(&quotients, &standard), Ok(()));
            for n in 1..=8 {
                let mut other = standard.clone();
                other[n].add_scaled(&BigRational::one(), &quotients.one());
                let found = keep_the_form(&quotients, &other);
                assert!(matches!(found, Err(Reason::IdentityFails { .. })), "P_{n} changed: {found:?}");
            }
        }
    }

    /// The induction says what a walk through all multi-indices finds.
    #[test]
    fn all_derivatives_up_to_order_four_have_the_form() {
        let (dim, order) = (2, 4);
        let quotients = Quotients { dim };
        let standard = standard_quotients(&quotients, 2 * order).unwrap();
        let mut seen = 0;
        for code in 0..5u32.pow(6) {
            let alpha: Vec<u32> = (0..6).map(|k| code / 5u32.pow(k) % 5).collect();
            if alpha.iter().sum::<u32>() as usize > order {
                continue;
            }
            let n = (alpha[2] + alpha[3] + alpha[4] + 2 * alpha[5]) as usize;
            let shift = [alpha[0] + alpha[2], alpha[1] + alpha[3], 0, 0];
            let expanded = quotients.derivative(&alpha).unwrap();
            assert!(expanded.is_shifted(&standard[n], &shift, &(BigInt::one() << alpha[5])), "{alpha:?}");
            seen += 1;
        }
        assert_eq!(Some(seen), count_derivatives(dim, order));
    }
}
