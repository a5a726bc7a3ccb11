//! What the density leaves undetermined, proved.

use super::{Proven, within};
use crate::Error;
use crate::exact::certificate::Proof;
use crate::exact::identify::{copies, independence};
use crate::kernel::{MAX_DEGREE, MAX_DIM, MAX_FITTED_ATOMS, MAX_TRUE_ATOMS, Statement};

/// The largest degree of the monomials x^γ in the published proof.
const PUBLISHED_DEGREE: usize = 2;

/// What k fitted experts leave undetermined about k* true ones, each part proved.
#[derive(Clone, Debug)]
pub struct Identifiability {
    /// Translating all gates leaves the density unchanged.
    pub translation: Proven,
    /// For k < 2k*: there is nothing else. For k ≥ 2k*: a common factor of ⌊k/k*⌋ terms leaves it unchanged as well.
    pub beyond: Proven,
    /// A relation among the functions of the published proof.
    pub dependence: Proven,
    /// How many of them are independent.
    pub rank: Proven,
}

impl Identifiability {
    /// The four proofs.
    pub fn all(&self) -> [&Proven; 4] {
        [&self.translation, &self.beyond, &self.dependence, &self.rank]
    }
}

/// Proves what k fitted experts leave undetermined about k* true ones in dimension d.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ k* ≤ 16, k* ≤ k ≤ 256 and 1 ≤ d ≤ 1000.
///
/// # Example
/// ```
/// let found = moe_proof::prove::identifiability(2, 4, 1)?;
/// assert_eq!(found.beyond.file_name(), "common-factor-2-4.json");
/// assert!(found.beyond.assumes().is_empty());
/// assert_eq!(found.rank.assumes()[0].name, "rank_of_functions");
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn identifiability(experts_true: usize, experts_fitted: usize, dim: usize) -> Result<Identifiability, Error> {
    let translation = translation(experts_true, experts_fitted, dim)?;
    Ok(Identifiability {
        translation,
        beyond: match experts_fitted / experts_true {
            1 => identifiable(experts_true, experts_fitted, dim)?,
            terms => common_factor(experts_true, experts_fitted, dim, terms)?,
        },
        dependence: dependence(experts_true, dim)?,
        rank: rank(experts_true, dim, PUBLISHED_DEGREE)?,
    })
}

/// Proves that the density of every measure of k* experts stays the same when all gates are translated; of k ≥ k* atoms those that
/// are left over share the place of one.
///
/// # Errors
/// As [`identifiability`].
pub fn translation(experts_true: usize, experts_fitted: usize, dim: usize) -> Result<Proven, Error> {
    common_factor(experts_true, experts_fitted, dim, 1)
}

/// Proves that the density of every measure of k* experts is that of k atoms with a common factor of L terms in all gates, whatever
/// the terms are.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ k* ≤ 16, 1 ≤ L, L k* ≤ k ≤ 256 and 1 ≤ d ≤ 1000.
pub fn common_factor(experts_true: usize, experts_fitted: usize, dim: usize, terms: usize) -> Result<Proven, Error> {
    sizes(experts_true, dim)?;
    within("the number of terms", terms, 1, MAX_FITTED_ATOMS)?;
    within("the number of fitted experts", experts_fitted, (terms * experts_true) as u64, MAX_FITTED_ATOMS)?;
    let claim = copies::copies(experts_true, experts_fitted, dim, terms)
        .ok_or_else(|| Error::defect("no copies of experts although there are enough"))?;
    Proven::by_kernel(&Statement::SameDensity(Box::new(claim)), &Proof::CommonFactor)
}

/// Proves that k* ≤ k < 2k* atoms with the density of k* distinct experts are determined up to a translation.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ k* ≤ 16, k* ≤ k < 2k* and 1 ≤ d ≤ 1000.
pub fn identifiable(experts_true: usize, experts_fitted: usize, dim: usize) -> Result<Proven, Error> {
    sizes(experts_true, dim)?;
    within("the number of fitted experts", experts_fitted, experts_true as u64, 2 * experts_true as u64 - 1)?;
    let claim = Statement::Identifiable { dim, true_atoms: experts_true, fitted_atoms: experts_fitted };
    Proven::by_kernel(&claim, &Proof::Threshold)
}

/// Proves that `Σ_j W_j x^γ e^{β1_jᵀx} (f_j − g) = 0` for every measure of k* experts.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ k* ≤ 16 and 1 ≤ d ≤ 1000.
pub fn dependence(experts_true: usize, dim: usize) -> Result<Proven, Error> {
    sizes(experts_true, dim)?;
    let claim = independence::relation(experts_true, dim);
    Proven::by_kernel(&Statement::Dependence(Box::new(claim)), &Proof::Dependence)
}

/// Proves how many of the functions `x^γ e^{β1_jᵀx} f_j` and `x^γ e^{β1_jᵀx} g`, |γ| ≤ q, are independent.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ k* ≤ 16, q ≤ 64 and 1 ≤ d ≤ 1000,
/// [`Kind::Limit`](crate::error::Kind::Limit) if there are more functions than 64 bits count.
pub fn rank(experts_true: usize, dim: usize, degree: usize) -> Result<Proven, Error> {
    sizes(experts_true, dim)?;
    within("the degree", degree, 0, MAX_DEGREE)?;
    let claim = independence::rank(experts_true, dim, degree).ok_or_else(|| {
        Error::limit("too many functions to count").found(format_args!("degree {degree} in {dim} variables"))
    })?;
    Proven::by_kernel(&Statement::Rank(claim), &Proof::Rank)
}

fn sizes(experts_true: usize, dim: usize) -> Result<(), Error> {
    within("the number of true experts", experts_true, 1, MAX_TRUE_ATOMS)?;
    within("the dimension", dim, 1, MAX_DIM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn a_common_factor_needs_twice_as_many_experts() {
        for (k_true, k) in [(1, 1), (2, 3), (3, 5), (16, 31)] {
            let found = identifiability(k_true, k, 2).unwrap();
            assert!(matches!(found.beyond.statement(), Statement::Identifiable { .. }));
            assert_eq!(found.beyond.assumes()[0].name, "identifiability_threshold");
        }
        for (k_true, k, expected) in [(1, 2, 2), (2, 4, 2), (2, 5, 2), (3, 11, 3), (1, 256, 256), (16, 256, 16)] {
            let found = identifiability(k_true, k, 1).unwrap();
            let Statement::SameDensity(claim) = found.beyond.statement() else { panic!("{:?}", found.beyond) };
            assert_eq!((claim.terms, claim.copies.len()), (expected, k));
            assert!(found.translation.assumes().is_empty() && found.beyond.assumes().is_empty());
        }
    }

    #[test]
    fn the_ranks_come_out_verified() {
        for (k_true, dim, degree, expected) in [(2, 1, 2, (12, 9)), (3, 2, 2, (36, 30)), (1, 1, 0, (2, 1))] {
            let proven = rank(k_true, dim, degree).unwrap();
            let claim = proven.rank().unwrap();
            assert_eq!((claim.functions, claim.rank), expected);
        }
        assert!(dependence(2, 1).unwrap().rank().is_err());
        assert_eq!(rank(2, 1000, 64).unwrap_err().kind, Kind::Limit);
    }

    #[test]
    fn sizes_outside_the_limits_are_refused() {
        let refused = |r: Result<Proven, Error>| r.unwrap_err().kind == Kind::Usage;
        assert!(refused(translation(0, 1, 1)) && refused(translation(17, 17, 1)) && refused(translation(2, 257, 1)));
        assert!(refused(translation(3, 2, 1)) && refused(translation(2, 2, 0)) && refused(dependence(2, 1001)));
        assert!(refused(common_factor(2, 3, 1, 2)) && refused(common_factor(2, 3, 1, 0)));
        assert!(refused(identifiable(2, 4, 1)) && refused(identifiable(2, 1, 1)) && refused(rank(2, 1, 65)));
        assert_eq!(identifiability(3, 2, 1).unwrap_err().expected.as_deref(), Some("an integer from 3 to 256"));
    }
}
