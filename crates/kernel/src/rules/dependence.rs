//! Dependence: a linear relation among the functions `x^γ e^{β1_jᵀx} f_j` and `x^γ e^{β1_jᵀx} g_G` (docs/theory.md
//! section 1). Assumes nothing.
//!
//! With N and D the numerator and the denominator of g_G as polynomials in the generators of [`crate::mixture`], the
//! relation multiplied by D and divided by x^γ is `Σ_j X_j (c_j f_j D + e_j N) = 0`. The kernel expands it. If it is
//! zero, then the relation holds for every γ, all parameters, all x and all y.
//!
//! A relation says that functions are dependent only if its coefficients are not all 0. So one of them must be a
//! polynomial in the weights with coefficients of one sign: it has this sign at all positive weights.

use super::{Finding, Task};
use crate::identifiability::{Coefficient, Dependence};
use crate::mixture::Generators;
use crate::polynomial::{Polynomial, Product};
use crate::proof::Method;
use crate::rejection::{Reason, Rejection, clip};
use crate::statement::Statement;
use num_rational::BigRational;
use num_traits::{One, Signed};

/// Checks that the relation of the statement holds and is one.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let Statement::Dependence(claim) = task.claim else { return Err(task.does_not_prove()) };
    task.fields.finish()?;
    holds(claim).map_err(|reason| Rejection::new("statement", reason))?;
    if !claim.experts.iter().chain(&claim.densities).any(keeps_its_sign) {
        return Err(Rejection::new("statement", Reason::CoefficientsMayVanish));
    }
    Finding::whole(Method::PolynomialIdentity, vec![])
}

/// Whether a polynomial is positive at all positive weights, or negative at all of them.
fn keeps_its_sign(coefficient: &Coefficient) -> bool {
    let negative = coefficient.iter().filter(|(c, _)| c.is_negative()).count();
    !coefficient.is_empty() && (negative == 0 || negative == coefficient.len())
}

/// `Σ_j X_j (c_j f_j D + e_j N) = 0`.
fn holds(claim: &Dependence) -> Result<(), Reason> {
    let generators = Generators { atoms: claim.true_atoms, terms: 0 };
    // A polynomial in the weights, times generators.
    let times = |coefficient: &Coefficient, positions: &[usize]| {
        let monomial = generators.product(positions);
        let raised = |(c, weights): &(BigRational, Vec<u32>)| {
            let mut exponents = monomial.clone();
            weights.iter().enumerate().for_each(|(i, k)| exponents[generators.weight(i)] += k);
            (c.clone(), exponents)
        };
        let terms: Vec<_> = coefficient.iter().map(raised).collect();
        Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
    };
    let (mut of_denominator, mut of_numerator) = (Polynomial::zero(), Polynomial::zero());
    for j in 0..claim.true_atoms {
        let gate = generators.gate(j);
        of_denominator.add_scaled(&BigRational::one(), &times(&claim.experts[j], &[gate, generators.expert(j)]));
        of_numerator.add_scaled(&BigRational::one(), &times(&claim.densities[j], &[gate]));
    }
    let own = generators.true_density();
    let product = |left, right| Product { factor: BigRational::one(), left, right };
    let products = [product(&of_denominator, &own.denominator), product(&of_numerator, &own.numerator)];
    match Polynomial::sum_of(&products) {
        Some(sum) if sum.is_zero() => Ok(()),
        Some(sum) => {
            Err(Reason::DependenceFails { terms: sum.len(), first: clip(&sum.first_term(&generators.names())) })
        }
        None => Err(Reason::TooMuchWork { limit: u64::from(u32::MAX) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Σ_j c_j W^{e_j}, one term for each exponent list.
    fn polynomial(terms: &[(i64, &[u32])]) -> Coefficient {
        terms.iter().map(|&(c, e)| (BigRational::from_integer(c.into()), e.to_vec())).collect()
    }

    fn claim(experts: [Coefficient; 2], densities: [Coefficient; 2]) -> Dependence {
        Dependence { dim: 1, true_atoms: 2, experts: experts.to_vec(), densities: densities.to_vec() }
    }

    #[test]
    fn multiples_of_the_one_relation_hold() {
        let (w1, w2): (&[u32], &[u32]) = (&[1, 0], &[0, 1]);
        let one = |c: i64, e: &[u32]| polynomial(&[(c, e)]);
        assert_eq!(holds(&claim([one(1, w1), one(1, w2)], [one(-1, w1), one(-1, w2)])), Ok(()));
        // Times W1 − 3 W2.
        let (a, b) = (polynomial(&[(1, &[2, 0]), (-3, &[1, 1])]), polynomial(&[(1, &[1, 1]), (-3, &[0, 2])]));
        let minus = |p: &Coefficient| p.iter().map(|(c, e)| (-c, e.clone())).collect::<Coefficient>();
        assert_eq!(holds(&claim([a.clone(), b.clone()], [minus(&a), minus(&b)])), Ok(()));
    }

    #[test]
    fn other_relations_do_not_hold() {
        let (w1, w2): (&[u32], &[u32]) = (&[1, 0], &[0, 1]);
        let one = |c: i64, e: &[u32]| polynomial(&[(c, e)]);
        for (experts, densities) in [
            ([one(1, w1), one(1, w2)], [one(-1, w1), one(1, w2)]),
            ([one(1, w2), one(1, w1)], [one(-1, w2), one(-1, w1)]),
            ([one(1, w1), vec![]], [one(-1, w1), vec![]]),
            ([vec![], vec![]], [one(1, w1), one(1, w2)]),
        ] {
            let found = holds(&claim(experts, densities));
            assert!(matches!(found, Err(Reason::DependenceFails { .. })), "{found:?}");
        }
    }

    #[test]
    fn a_coefficient_of_one_sign_does_not_vanish() {
        assert!(keeps_its_sign(&polynomial(&[(1, &[1, 0]), (2, &[0, 1])])));
        assert!(keeps_its_sign(&polynomial(&[(-1, &[1, 0]), (-2, &[0, 1])])));
        // W1 − W2 is 0 at equal weights, and 0 is 0.
        assert!(!keeps_its_sign(&polynomial(&[(1, &[1, 0]), (-1, &[0, 1])])));
        assert!(!keeps_its_sign(&vec![]));
    }
}
