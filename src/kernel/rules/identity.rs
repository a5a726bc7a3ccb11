//! Identity: a linear relation among partial derivatives of u, for every x, y and every parameter with ν > 0. Assumes nothing.
//!
//! The kernel expands `Σ_k c_k ∂^{α_k} u / u` as a polynomial in x, z = y − aᵀx − b and 1/ν; the relation holds if and only if
//! that polynomial is zero.

use crate::kernel::derivatives::Quotients;
use crate::kernel::polynomial::Polynomial;
use crate::kernel::rejection::Reason;
use crate::kernel::statement::Relation;

/// The most differentiations in one relation.
const MAX_DIFFERENTIATIONS: u64 = 2_000;

/// Checks that a relation holds identically.
pub fn check(dim: usize, relation: &Relation) -> Result<(), Reason> {
    let steps: u64 = relation.iter().flat_map(|(_, alpha)| alpha).map(|&k| u64::from(k)).sum();
    if steps > MAX_DIFFERENTIATIONS {
        return Err(Reason::TooMuchWork { limit: MAX_DIFFERENTIATIONS });
    }
    let quotients = Quotients { dim };
    let too_much = || Reason::TooMuchWork { limit: MAX_DIFFERENTIATIONS };
    let mut sum = Polynomial::zero();
    for (c, alpha) in relation {
        sum.add_scaled(c, &quotients.derivative(alpha).ok_or_else(too_much)?);
    }
    match sum.is_zero() {
        true => Ok(()),
        false => {
            let names = quotients.names();
            let mut residual = sum.first_term(&names);
            if sum.len() > 1 {
                residual.push_str(&format!(" and {} more", sum.len() - 1));
            }
            Err(Reason::IdentityFails { residual })
        }
    }
}
