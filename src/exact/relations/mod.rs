//! PDE relations: verifies those that are claimed, and finds all there are.
//!
//! The relations with constant coefficients among the partial derivatives of u form an ideal in the commutative ring of
//! differential operators Q[∂_1, …, ∂_p], the kernel of `P ↦ P u / u`. [`discover`] computes a Gröbner basis of it up to a given
//! order with the algorithm of Buchberger and Möller: run through the monomials ∂^α in increasing order; skip a multiple of a
//! leading monomial already found; if ∂^α u / u is a combination of those of earlier standard monomials, that is a new relation
//! with the leading monomial ∂^α; otherwise ∂^α is standard. "In increasing order" is by weight, then by how much of the
//! heavy parameters occurs, so that for the softmax-gated Gaussian family every derivative reduces to one in β1 and b alone.

pub mod claim;
pub mod survey;

use crate::kernel::Relation;
use crate::model::ring::{DifferentialRing, Element};
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::model::{Component, Family};
use claim::Claim;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// A relation and what remains of it: the sum of its terms, divided by u. It holds if and only if the residual is zero.
pub fn residual(ring: &DifferentialRing, relation: &Relation) -> Element {
    relation.iter().fold(Element::default(), |sum, (c, alpha)| sum.plus(&ring.quotient(alpha).scaled(c)))
}

/// A claim about a family as a relation: terms with multi-indices in the order of the family's positions, decreasing.
pub fn relation_of(claim: &Claim, family: &Family, dim: usize) -> Relation {
    let mut terms: BTreeMap<Vec<u32>, BigRational> = BTreeMap::new();
    for (c, parameters) in &claim.terms {
        let alpha = multi_index(parameters, family, dim);
        *terms.entry(alpha).or_insert_with(BigRational::zero) += c;
    }
    terms.into_iter().rev().filter(|(_, c)| !c.is_zero()).map(|(alpha, c)| (c, alpha)).collect()
}

/// The orders of the derivative by these entries, each as often as it stands there.
fn multi_index(components: &[Component], family: &Family, dim: usize) -> Vec<u32> {
    let mut alpha = vec![0; family.width(dim)];
    components.iter().for_each(|c| alpha[family.position(*c, dim)] += 1);
    alpha
}

/// Finds all relations among derivatives up to an order that do not follow from `known` ones: those of a reduced Gröbner basis.
///
/// `weights` are the positive weights of the parameters, which order the derivatives. The terms of a relation in `known` may come
/// in any order.
///
/// # Shapes
/// `weights` and every multi-index have one entry for each parameter of the ring.
///
/// # Example
/// ```
/// use moe_proof::{exact::relations::discover, model::{Family, softmax_gaussian}};
/// // β1, a, b, ν have the weights 1, 2, 1, 2 of docs/theory.md section 3.
/// let found = discover(&softmax_gaussian(1), &Family::softmax_gaussian().weights(1), 3, &[]);
/// assert_eq!(found.len(), 2);
/// ```
pub fn discover(ring: &DifferentialRing, weights: &[u32], order: usize, known: &[Relation]) -> Vec<Relation> {
    let rank = |alpha: &[u32]| {
        let weight: u32 = alpha.iter().zip(weights).map(|(a, w)| a * w).sum();
        let heavy: u32 = alpha.iter().zip(weights).filter(|(_, w)| **w > 1).map(|(a, _)| a).sum();
        (weight, heavy, alpha.to_vec())
    };
    let mut leading: Vec<Vec<u32>> =
        known.iter().filter_map(|r| r.iter().map(|(_, alpha)| alpha.clone()).max_by_key(|a| rank(a))).collect();
    // The candidates so far, in increasing order: one derivative further than a standard one, with its expansion. A monomial
    // all of whose divisors are standard is reached in this way; no other one is looked at.
    let mut candidates = BTreeMap::from([(rank(&vec![0; weights.len()]), ring.one())]);

    let mut found = Vec::new();
    // Echelon form of the standard derivatives: leading term of the expansion → expansion and the combination it came from.
    let mut echelon: BTreeMap<Vec<u32>, (Element, Relation)> = BTreeMap::new();
    while let Some(((_, _, alpha), quotient)) = candidates.pop_first() {
        if leading.iter().any(|l| l.iter().zip(&alpha).all(|(i, j)| i <= j)) {
            continue;
        }
        let mut rest = quotient.clone();
        let mut combination: BTreeMap<Vec<u32>, BigRational> = BTreeMap::from([(alpha.clone(), BigRational::one())]);
        let mut reduced = true;
        while reduced {
            reduced = false;
            if let Some((row, from)) = rest.leading().and_then(|(e, _)| echelon.get(e)) {
                let factor = -rest.leading().map(|(_, c)| c.clone()).unwrap_or_else(BigRational::zero);
                rest = rest.plus(&row.scaled(&factor));
                for (c, a) in from {
                    *combination.entry(a.clone()).or_insert_with(BigRational::zero) += c * &factor;
                }
                reduced = true;
            }
        }
        combination.retain(|_, c| !c.is_zero());
        let mut relation: Relation = combination.into_iter().map(|(a, c)| (c, a)).collect();
        relation.sort_by_key(|(_, a)| std::cmp::Reverse(a.clone()));
        match rest.leading() {
            None => {
                leading.push(alpha);
                found.push(relation);
            }
            Some((e, c)) => {
                let inverse = c.recip();
                let scaled = relation.into_iter().map(|(k, a)| (k * &inverse, a)).collect();
                echelon.insert(e.clone(), (rest.scaled(&inverse), scaled));
                if alpha.iter().sum::<u32>() < order as u32 {
                    for parameter in 0..alpha.len() {
                        let mut next = alpha.clone();
                        next[parameter] += 1;
                        candidates.entry(rank(&next)).or_insert_with(|| ring.differentiate(&quotient, parameter));
                    }
                }
            }
        }
    }
    found
}

/// The hidden PDEs of the softmax-gated Gaussian family: `∂²u/∂β1_i∂b = ∂u/∂a_i` for i = 1..d, and `∂²u/∂b² = 2 ∂u/∂ν`.
pub fn hidden_pdes(dim: usize) -> Vec<Relation> {
    let family = Family::softmax_gaussian();
    let term =
        |c: i64, components: &[Component]| (BigRational::from_integer(c.into()), multi_index(components, family, dim));
    let [beta1, a] = [GATE_SLOPE, EXPERT_SLOPE].map(|parameter| move |axis| Component { parameter, axis });
    let [b, nu] = [EXPERT_INTERCEPT, VARIANCE].map(|parameter| Component { parameter, axis: 0 });
    let gate = |axis| vec![term(1, &[beta1(axis), b]), term(-1, &[a(axis)])];
    (0..dim).map(gate).chain([vec![term(1, &[b, b]), term(-2, &[nu])]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::relation_text;
    use crate::model::softmax_gaussian;

    fn texts(dim: usize, order: usize, known: &[Relation]) -> Vec<String> {
        let found = discover(&softmax_gaussian(dim), &Family::softmax_gaussian().weights(dim), order, known);
        found.iter().map(|r| relation_text(r, dim)).collect()
    }

    fn relation(text: &str, dim: usize) -> Relation {
        let family = Family::softmax_gaussian();
        relation_of(&Claim::parse(text, family, dim).unwrap(), family, dim)
    }

    #[test]
    fn exactly_the_two_hidden_pdes_are_found() {
        assert_eq!(texts(1, 5, &[]), ["−1/2 ∂²u/∂b² + ∂u/∂ν", "−∂²u/∂β₁∂b + ∂u/∂a"]);
    }

    #[test]
    fn in_higher_dimension_one_for_each_coordinate() {
        assert_eq!(texts(2, 4, &[]).len(), 3);
        assert_eq!(texts(3, 2, &[]).len(), 4);
    }

    #[test]
    fn a_hidden_relation_is_found_again() {
        let heat = relation("d2 b b = 2 d nu", 1);
        assert_eq!(texts(1, 4, &[heat]), ["−∂²u/∂β₁∂b + ∂u/∂a"]);
        let gate = relation("d2 beta1 b = d a", 1);
        assert_eq!(texts(1, 4, &[gate]), ["−1/2 ∂²u/∂b² + ∂u/∂ν"]);
    }

    #[test]
    fn residuals_tell_true_from_false() {
        let ring = softmax_gaussian(1);
        assert!(residual(&ring, &relation("d2 b b = 2 d nu", 1)).is_zero());
        assert!(!residual(&ring, &relation("d2 b b = d nu", 1)).is_zero());
        let ring = softmax_gaussian(2);
        assert!(residual(&ring, &relation("d2 beta1[1] a[2] = d2 beta1[2] a[1]", 2)).is_zero());
        assert!(residual(&ring, &relation("d2 a[1] a[2] = 2 d3 beta1[1] beta1[2] nu", 2)).is_zero());
    }
}
