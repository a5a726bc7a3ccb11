//! Common factor: another measure has the density of G, whatever the parameters are (docs/theory.md section 1). Assumes
//! nothing.
//!
//! The atoms of the other measure are copies `share · W_i c_l, β1_i + γ_l, expert i`. With N and D the numerator and the
//! denominator of a density as polynomials in the generators of [`crate::mixture`], the kernel expands
//! `N_H D_G − N_G D_H`. If that is zero, then g_H = g_G for all parameters, x and y: the denominators are sums of
//! positive numbers.
//!
//! With two terms or more this is what makes the gate slopes not identifiable. Two copies of one atom have gate slopes
//! that differ by γ_1 − γ_2, which is any vector; a translation of all slopes does not change such differences. So
//! measures with one density differ by more than a translation, and no function of the density recovers the slopes up
//! to one.
//!
//! **Checked here**: every atom of G has a copy for every term of the factor, and the identity.

use super::{Finding, Task};
use crate::identifiability::{AtomCopy, SameDensity};
use crate::mixture::Generators;
use crate::polynomial::{Polynomial, Product};
use crate::proof::Method;
use crate::rejection::{Reason, Rejection, clip};
use crate::statement::Statement;
use num_rational::BigRational;
use num_traits::One;
use std::collections::BTreeSet;

/// Checks that the measure of the statement has the density of G.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let Statement::SameDensity(claim) = task.claim else { return Err(task.does_not_prove()) };
    task.fields.finish()?;
    let reject = |reason| Rejection::new("statement.copies", reason);
    every_copy(claim).map_err(reject)?;
    same_density(claim).map_err(reject)?;
    Finding::whole(Method::PolynomialIdentity, vec![])
}

/// Every atom has a copy for every term. Otherwise a term that occurs nowhere would promise a freedom that is none.
fn every_copy(claim: &SameDensity) -> Result<(), Reason> {
    let given: BTreeSet<(usize, usize)> = claim.copies.iter().map(|c| (c.atom, c.term)).collect();
    for atom in 0..claim.true_atoms {
        for term in 0..claim.terms {
            if !given.contains(&(atom, term)) {
                return Err(Reason::CopyMissing { atom: atom + 1, term: term + 1 });
            }
        }
    }
    Ok(())
}

/// `N_H D_G − N_G D_H = 0`.
fn same_density(claim: &SameDensity) -> Result<(), Reason> {
    let generators = Generators { atoms: claim.true_atoms, terms: claim.terms };
    let copy = |copy: &AtomCopy| {
        let [c, y] = generators.factor(copy.term);
        let gate = vec![generators.weight(copy.atom), generators.gate(copy.atom), c, y];
        (copy.share.clone(), gate, copy.atom)
    };
    let other = generators.density(&claim.copies.iter().map(copy).collect::<Vec<_>>());
    let own = generators.true_density();
    let product = |factor, left, right| Product { factor, left, right };
    let products = [
        product(BigRational::one(), &other.numerator, &own.denominator),
        product(-BigRational::one(), &own.numerator, &other.denominator),
    ];
    match Polynomial::sum_of(&products) {
        Some(difference) if difference.is_zero() => Ok(()),
        Some(difference) => Err(Reason::DensitiesDiffer {
            terms: difference.len(),
            first: clip(&difference.first_term(&generators.names())),
        }),
        None => Err(Reason::TooMuchWork { limit: u64::from(u32::MAX) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(true_atoms: usize, terms: usize, copies: &[(i64, i64, usize, usize)]) -> SameDensity {
        let copy = |&(n, d, atom, term): &(i64, i64, usize, usize)| AtomCopy {
            share: BigRational::new(n.into(), d.into()),
            atom,
            term,
        };
        SameDensity { dim: 1, true_atoms, terms, copies: copies.iter().map(copy).collect() }
    }

    #[test]
    fn copies_of_all_atoms_in_equal_parts_have_the_density() {
        for copies in [
            claim(2, 1, &[(1, 1, 0, 0), (1, 1, 1, 0)]),
            // Any number in front of a term is part of its coefficient.
            claim(2, 2, &[(1, 2, 0, 0), (1, 2, 1, 0), (3, 1, 0, 1), (3, 1, 1, 1)]),
            // One copy split into unequal parts.
            claim(2, 1, &[(1, 3, 0, 0), (2, 3, 0, 0), (1, 1, 1, 0)]),
            // One expert has no other gate to compare with.
            claim(1, 2, &[(1, 7, 0, 0), (1, 1, 0, 1)]),
        ] {
            assert_eq!((every_copy(&copies), same_density(&copies)), (Ok(()), Ok(())), "{copies:?}");
        }
    }

    #[test]
    fn what_is_no_common_factor_is_told_apart() {
        let uneven = claim(2, 1, &[(1, 1, 0, 0), (2, 1, 1, 0)]);
        assert_eq!(every_copy(&uneven), Ok(()));
        // 1·2 − 2·1 in front of f1 − f2: W1 X1 f1 · 2 W2 X2 is missing.
        let Err(Reason::DensitiesDiffer { terms, first }) = same_density(&uneven) else { panic!("not told apart") };
        assert_eq!((terms, first.as_str()), (2, "-W1 W2 X1 X2 f1 c1 Y1"));
        let missing = claim(2, 2, &[(1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1)]);
        assert_eq!(every_copy(&missing), Err(Reason::CopyMissing { atom: 1, term: 2 }));
        assert!(matches!(same_density(&missing), Err(Reason::DensitiesDiffer { .. })));
        // The density is that of G here; but the second term is none.
        let idle = claim(2, 2, &[(1, 1, 0, 0), (1, 1, 1, 0)]);
        assert_eq!(same_density(&idle), Ok(()));
        assert_eq!(every_copy(&idle), Err(Reason::CopyMissing { atom: 1, term: 2 }));
    }
}
