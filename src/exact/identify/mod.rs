//! What the density leaves undetermined (docs/theory.md section 1).
//!
//! For an exponential sum `φ(x) = Σ_l c_l exp(γ_lᵀx)` with c_l > 0, replacing each expert by copies at the gate slopes β1_i + γ_l
//! with the weights e^{β0_i} c_l multiplies numerator and denominator of g_G by φ. One term is a translation; L terms need k ≥ L k*
//! fitted experts, and for k < 2k* nothing but the translation is left. [`common_factor`] verifies the identity for all weights
//! and slopes at once, [`independence`] computes the exact rank of a set of functions that has been taken for independent, and
//! [`demonstration`] shows both in numbers; [`undetermined`] is all of it for k* true and k fitted experts.

pub mod common_factor;
pub mod demonstration;
pub mod independence;

use crate::Error;
use demonstration::Change;
use independence::Rank;

/// The slopes by which the common factor is shown in numbers.
const SPREADS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];

/// What k fitted experts leave undetermined about k* true ones.
#[derive(Clone, Debug)]
pub struct Undetermined {
    /// k*.
    pub experts_true: usize,
    /// k.
    pub experts_fitted: usize,
    /// d.
    pub dim: usize,
    /// Whether the translation (a factor of one term) was verified as an exact identity.
    pub translation: bool,
    /// For k ≥ 2k*: whether the identity for a factor of two terms was verified.
    pub common_factor: Option<bool>,
    /// For k ≥ 2k*: the identity in numbers.
    pub changes: Vec<Change>,
    /// Whether the relation among the functions of the published proof was verified.
    pub relation: bool,
    /// Their exact rank, |γ| ≤ 2.
    pub rank: Rank,
}

/// Expands the identities for all parameters at once, shows them in numbers, and counts the functions that are dependent.
///
/// # Errors
/// No true expert, fewer fitted ones than true ones, or more functions than 64 bits count.
///
/// # Example
/// ```
/// use moe_proof::exact::identify::undetermined;
/// assert_eq!(undetermined(2, 3, 1).unwrap().common_factor, None);
/// assert_eq!(undetermined(2, 4, 1).unwrap().common_factor, Some(true));
/// ```
pub fn undetermined(experts_true: usize, experts_fitted: usize, dim: usize) -> Result<Undetermined, Error> {
    if experts_true == 0 {
        return Err(Error::usage("there is no true expert").found(0).expected("at least 1"));
    }
    let (truth, translated) = common_factor::copies(experts_true, experts_fitted, 1).ok_or_else(|| {
        Error::usage("fewer fitted experts than true ones")
            .found(experts_fitted)
            .expected(format_args!("at least {experts_true}"))
            .hint("the theory is about k ≥ k*")
    })?;
    let common_factor =
        common_factor::copies(experts_true, experts_fitted, 2).map(|(truth, copies)| copies.is_multiple_of(&truth));
    let changes = match common_factor {
        Some(_) => demonstration::changes(experts_true, dim, &SPREADS),
        None => Vec::new(),
    };
    Ok(Undetermined {
        experts_true,
        experts_fitted,
        dim,
        translation: translated.is_multiple_of(&truth),
        common_factor,
        changes,
        relation: truth.has_density_relation(),
        rank: independence::rank(experts_true, dim, 2).ok_or_else(|| Error::limit("too many functions to count"))?,
    })
}

impl Undetermined {
    /// Whether every identity that was expanded holds.
    pub fn holds(&self) -> bool {
        self.translation && self.common_factor != Some(false) && self.relation
    }

    /// L, the most terms that a common factor can have with k fitted experts.
    pub fn terms(&self) -> usize {
        self.experts_fitted / self.experts_true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_factor_needs_twice_as_many_experts() {
        for (experts_true, experts_fitted) in [(1, 1), (2, 3), (3, 5)] {
            let found = undetermined(experts_true, experts_fitted, 2).unwrap();
            assert!(found.holds() && found.common_factor.is_none() && found.changes.is_empty());
        }
        let found = undetermined(2, 5, 1).unwrap();
        assert!(found.holds() && found.common_factor == Some(true));
        assert_eq!((found.terms(), found.changes.len()), (2, SPREADS.len()));
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        assert_eq!(undetermined(3, 2, 1).unwrap_err().expected.as_deref(), Some("at least 3"));
        assert_eq!(undetermined(0, 2, 1).unwrap_err().found.as_deref(), Some("0"));
    }
}
