//! The measure that has the density of G multiplied above and below by a factor `φ(x) = Σ_l c_l exp(γ_lᵀx)`.

use crate::kernel::{AtomCopy, SameDensity};
use num_rational::BigRational;

/// One copy of each of `experts` atoms for each of `terms` terms, with the whole weight; of `fitted` atoms those that are left over
/// split the first copy into equal parts. `None` if `fitted < terms · experts`, or if one of the numbers is 0.
///
/// # Example
/// ```
/// use moe_proof::exact::identify::copies::copies;
/// assert_eq!(copies(2, 5, 1, 2).unwrap().copies.len(), 5);
/// assert!(copies(2, 3, 1, 2).is_none(), "two terms need 2k* atoms");
/// ```
pub fn copies(experts: usize, fitted: usize, dim: usize, terms: usize) -> Option<SameDensity> {
    let spare = fitted.checked_sub(terms.checked_mul(experts)?)?;
    if terms == 0 || experts == 0 {
        return None;
    }
    let mut copies = Vec::new();
    for atom in 0..experts {
        for term in 0..terms {
            let parts = if (atom, term) == (0, 0) { spare + 1 } else { 1 };
            let share = BigRational::new(1.into(), parts.into());
            copies.extend(vec![AtomCopy { share, atom, term }; parts]);
        }
    }
    Some(SameDensity { dim, true_atoms: experts, terms, copies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::{One, Zero};

    #[test]
    fn every_copy_has_the_whole_weight() {
        for (experts, fitted, terms) in [(1, 2, 2), (2, 4, 2), (2, 3, 1), (3, 11, 3)] {
            let all = copies(experts, fitted, 1, terms).unwrap().copies;
            assert_eq!(all.len(), fitted);
            for (atom, term) in (0..experts).flat_map(|i| (0..terms).map(move |l| (i, l))) {
                let shares = all.iter().filter(|c| (c.atom, c.term) == (atom, term)).map(|c| &c.share);
                assert!(shares.fold(BigRational::zero(), |sum, s| sum + s).is_one(), "{atom}, {term} of {all:?}");
            }
        }
        assert!(copies(0, 3, 1, 1).is_none() && copies(2, 3, 1, 0).is_none() && copies(2, 1, 1, 1).is_none());
    }
}
