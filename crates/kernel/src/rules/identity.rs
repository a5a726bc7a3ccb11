//! Identity: a linear relation among partial derivatives of u, for every x, y and every parameter with ν > 0. Assumes
//! nothing.
//!
//! The kernel expands `Σ_k c_k ∂^{α_k} u / u` as a polynomial in x, z = y − aᵀx − b and 1/ν; the relation holds if and
//! only if that polynomial is zero.

use super::{Finding, Task};
use crate::derivatives::Quotients;
use crate::polynomial::Polynomial;
use crate::proof::Method;
use crate::rejection::{Reason, Rejection, clip};
use crate::statement::{MAX_DERIVATIVE_ORDER, Relation, Statement};

/// The most differentiations in all the relations of one file.
pub const MAX_DIFFERENTIATIONS: u64 = 2_000;

/// Checks the relation of the statement.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let Statement::Identity { dim, relation } = task.claim else { return Err(task.does_not_prove()) };
    task.fields.finish()?;
    let mut budget = MAX_DIFFERENTIATIONS;
    holds(*dim, relation, &mut budget).map_err(|reason| Rejection::new("statement.relation", reason))?;
    Finding::whole(Method::Expansion, vec![])
}

/// Checks that a relation holds identically; what it costs is taken from `budget`.
pub fn holds(dim: usize, relation: &Relation, budget: &mut u64) -> Result<(), Reason> {
    let too_much = || Reason::TooMuchWork { limit: MAX_DIFFERENTIATIONS };
    let order = |alpha: &[u32]| alpha.iter().map(|&k| u64::from(k)).sum::<u64>();
    let steps: u64 = relation.iter().map(|(_, alpha)| order(alpha)).sum();
    *budget = budget.checked_sub(steps).ok_or_else(too_much)?;
    if let Some(found) = relation.iter().map(|(_, alpha)| order(alpha)).find(|n| *n > MAX_DERIVATIVE_ORDER) {
        let expected = format!("derivatives of order at most {MAX_DERIVATIVE_ORDER}");
        return Err(Reason::OutOfRange { found: format!("order {found}"), expected });
    }
    let quotients = Quotients { dim };
    let mut sum = Polynomial::zero();
    for (c, alpha) in relation {
        sum.add_scaled(c, &quotients.derivative(alpha).ok_or_else(too_much)?);
    }
    match sum.is_zero() {
        true => Ok(()),
        false => {
            let names = quotients.names();
            let mut residual = clip(&sum.first_term(&names));
            if sum.len() > 1 {
                residual.push_str(&format!(" and {} more", sum.len() - 1));
            }
            Err(Reason::IdentityFails { residual })
        }
    }
}
