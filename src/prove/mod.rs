//! The front doors of the exact side: each proposes a proof, writes it down, and hands the bytes to the kernel.
//!
//! What comes back is [`Proven`]: a statement together with the very bytes that the kernel accepted for it. There is no other way
//! to one, so whoever holds a [`Proven`] holds a theorem and its file.
//!
//! | front door | what it proves |
//! |---|---|
//! | [`rbar`] | r̄(m), the least order whose system has no non-trivial real solution |
//! | [`rbar_up_to`] | the same, with the orders one by one, as far as one wants to go |
//! | [`solvable`], [`unsolvable`] | one system has such a solution, or has none |
//! | [`exponents`] | how slowly each parameter of a cell can follow the density |
//! | [`relations`] | the hidden PDEs generate all relations among derivatives up to an order |
//! | [`identity`] | one relation among derivatives |
//! | [`translation`], [`common_factor`] | another measure has the density of every measure of k* experts |
//! | [`identifiable`] | for k < 2k* translation is the only freedom |
//! | [`dependence`], [`rank`] | functions that a published proof takes for independent are not; how many of them are |
//! | [`identifiability`] | all of that for k* true and k fitted experts |
//!
//! ```
//! use moe_proof::{kernel::Gate, prove};
//! let proven = prove::exponents(2, 1, Gate::Fixed)?;
//! assert_eq!(proven.statement().to_string(), "exponents of a cell of 2 atoms with a fixed gate: β₁ 1/2, a 1/2, b 1/4, ν 1/2");
//! assert_eq!(proven.assumes()[0].file, "proofs/coq/Main.v");
//! assert_eq!(proven.file_name(), "exponents-2.json");
//! # Ok::<(), moe_proof::Error>(())
//! ```

mod identifiability;
mod name;
mod proven;
mod rbar;

pub use identifiability::{
    Identifiability, common_factor, dependence, identifiability, identifiable, rank, translation,
};
pub use proven::Proven;
pub use rbar::{Walk, rbar, rbar_up_to, solvable, unsolvable};

use crate::Error;
use crate::exact::certificate::Proof;
use crate::exact::relations::{hidden_pdes, survey};
use crate::kernel::{Gate, MAX_ATOMS, MAX_DIM, Relation, Statement};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// Proves the exponents of a cell of m atoms in dimension d: bounds from certified inequalities, curves that attain them.
///
/// With a fixed gate some other cell has exactly one atom; with a free one every cell has two or more.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ m ≤ 256 (2 ≤ m with a free gate) and 1 ≤ d ≤ 1000.
///
/// # Example
/// ```
/// use moe_proof::{kernel::Gate, prove};
/// let proven = prove::exponents(3, 1, Gate::Free)?;
/// // The gate slope has no rate; the exponent of the expert slope is known between two bounds.
/// assert_eq!(proven.exponents()?.at_most[0].to_string(), "0");
/// assert_eq!((&proven.exponents()?.at_least[1], &proven.exponents()?.at_most[1]), (&"1/6".parse()?, &"5/12".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exponents(atoms: usize, dim: usize, gate: Gate) -> Result<Proven, Error> {
    let least = if gate == Gate::Free { 2 } else { 1 };
    within("the number of atoms", atoms, least, MAX_ATOMS)?;
    within("the dimension", dim, 1, MAX_DIM)?;
    let (claim, proof) = crate::exact::rates::propose(atoms, dim, gate)?;
    Proven::by_kernel(&Statement::Exponents(Box::new(claim)), &proof)
}

/// Proves that the hidden PDEs hold in dimension d and generate every linear relation with constant coefficients among the partial
/// derivatives of u up to an order.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) for a size out of range, [`Kind::Limit`](crate::error::Kind::Limit) if there are too many derivatives.
///
/// # Example
/// ```
/// let proven = moe_proof::prove::relations(6, 1)?;
/// assert_eq!(proven.statement().to_string(), "the hidden PDEs generate all relations up to order 6");
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn relations(order: usize, dim: usize) -> Result<Proven, Error> {
    within("the dimension", dim, 1, MAX_DIM)?;
    let (order, _) = survey::derivatives(order as u64, dim)?;
    Proven::by_kernel(&Statement::Relations { dim, order }, &Proof::Relations(hidden_pdes(dim)))
}

/// Proves one relation with constant coefficients among partial derivatives of u: its terms, in any order, each a coefficient and
/// a multi-index.
///
/// # Shapes
/// A multi-index has 2d + 2 entries: β1 (d of them), a (d), b, ν.
///
/// # Errors
/// [`Kind::Refuted`](crate::error::Kind::Refuted) with what remains if the relation is false, [`Kind::Input`](crate::error::Kind::Input) if its shape is another.
///
/// # Example
/// ```
/// use moe_proof::exact::relations::{claim::Claim, relation_of};
/// use moe_proof::{error::Kind, model::Family, prove};
/// let family = Family::softmax_gaussian();
/// let relation = |text| relation_of(&Claim::parse(text, family, 1).unwrap(), family, 1);
/// assert_eq!(prove::identity(&relation("d2 b b = 2 d nu"), 1)?.statement().to_string(), "∂²u/∂b² − 2 ∂u/∂ν = 0");
/// assert_eq!(prove::identity(&relation("d2 b b = d nu"), 1).unwrap_err().kind, Kind::Refuted);
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn identity(relation: &Relation, dim: usize) -> Result<Proven, Error> {
    within("the dimension", dim, 1, MAX_DIM)?;
    let mut terms: BTreeMap<&[u32], BigRational> = BTreeMap::new();
    for (c, alpha) in relation {
        *terms.entry(alpha).or_insert_with(BigRational::zero) += c;
    }
    let terms = terms.into_iter().rev().filter(|(_, c)| !c.is_zero()).map(|(alpha, c)| (c, alpha.to_vec()));
    Proven::by_kernel(&Statement::Identity { dim, relation: terms.collect() }, &Proof::Identity)
}

/// A size within the limits that the kernel has.
fn within(what: &'static str, found: usize, least: u64, most: u64) -> Result<(), Error> {
    match (least..=most).contains(&(found as u64)) {
        true => Ok(()),
        false => Err(Error::usage(format_args!("{what} is out of range"))
            .found(found)
            .expected(format_args!("an integer from {least} to {most}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use crate::kernel::Theorem;

    fn texts(q: &[BigRational; 4]) -> [String; 4] {
        q.clone().map(|v| v.to_string())
    }

    #[test]
    fn the_table_of_the_theory_comes_out_verified() {
        for dim in [1, 3] {
            for m in 2..=8 {
                let (b, nu) = (format!("1/{}", 2 * m), format!("1/{m}"));
                let fixed = exponents(m, dim, Gate::Fixed).unwrap();
                let fixed = fixed.exponents().unwrap();
                assert_eq!(texts(&fixed.at_least), ["1/2", "1/2", &b, &nu].map(String::from));
                assert_eq!(fixed.at_least, fixed.at_most);
                let free = exponents(m, dim, Gate::Free).unwrap();
                let free = free.exponents().unwrap();
                let slope = if m == 2 { "1/2" } else { &b };
                assert_eq!(texts(&free.at_least), ["0", slope, &b, &nu].map(String::from));
                let slope = if m == 2 { "1/2" } else { "5/12" };
                assert_eq!(texts(&free.at_most), ["0", slope, &b, &nu].map(String::from));
            }
            let one = exponents(1, dim, Gate::Fixed).unwrap();
            let one = one.exponents().unwrap();
            assert_eq!(texts(&one.at_least), ["1"; 4].map(String::from));
            assert_eq!(one.at_least, one.at_most);
        }
    }

    #[test]
    fn a_relation_may_be_given_in_any_order() {
        let q = |n: i64| BigRational::from_integer(n.into());
        let (heat, time) = (vec![0, 0, 2, 0], vec![0, 0, 0, 1]);
        let relation = vec![(q(-3), time.clone()), (q(1), heat), (q(1), time)];
        let proven = identity(&relation, 1).unwrap();
        assert_eq!(proven.statement().to_string(), "∂²u/∂b² − 2 ∂u/∂ν = 0");
        assert_eq!(proven.assumes(), &[] as &[Theorem]);
    }

    #[test]
    fn what_is_no_relation_is_refused_by_name() {
        let q = |n: i64| BigRational::from_integer(n.into());
        assert_eq!(identity(&vec![(q(1), vec![0, 0, 1])], 1).unwrap_err().kind, Kind::Input);
        assert_eq!(identity(&vec![], 1).unwrap_err().kind, Kind::Input);
        let false_one = identity(&vec![(q(1), vec![0, 0, 1, 0])], 1).unwrap_err();
        assert_eq!(false_one.kind, Kind::Refuted);
        assert!(false_one.to_string().contains("remains"), "{false_one}");
    }

    #[test]
    fn sizes_outside_the_limits_are_refused() {
        let refused = |r: Result<Proven, Error>| r.unwrap_err().kind == Kind::Usage;
        assert!(refused(exponents(0, 1, Gate::Fixed)) && refused(exponents(257, 1, Gate::Fixed)));
        assert!(refused(exponents(1, 1, Gate::Free)) && refused(exponents(2, 0, Gate::Free)));
        assert!(refused(relations(6, 1001)) && refused(identity(&vec![], 0)));
        assert_eq!(relations(64, 1000).unwrap_err().kind, Kind::Limit);
    }
}
