//! Gauss–Hermite witness: an exact solution in real algebraic numbers (docs/theory.md 3.2). Assumes nothing.
//!
//! Let a_1, …, a_m be the roots of the probabilists' Hermite polynomial He_m and Q an integer polynomial. The point
//!
//! `p1_j = p2_j = 0, p3_j = a_j, p4_j = −1/2, p5_j = Q(a_j)`
//!
//! is checked with integer arithmetic alone:
//!
//! * He_m has m distinct real roots: He_m, …, He_0 is a Sturm chain.
//! * p5_j ≠ 0: the file carries a cofactor V with `Q V ≡ c (mod He_m)` for a constant c ≠ 0.
//! * some p3_j ≠ 0: m ≥ 2 distinct roots.
//! * An equation with ℓ1 ≠ 0 holds: α1 + α2 = ℓ1 ≠ 0, so every one of its terms contains a coordinate of p1 or p2.
//! * An equation (0, ℓ) has α1 = α2 = 0, so its value is `Σ_j Q(a_j)² e_ℓ(a_j)` with
//!   `e_ℓ(x) = Σ_{i+2k=ℓ} x^i (−1/2)^k/(i! k!)`: the trace of multiplication by `Q² e_ℓ` in Q[x]/(He_m), which the
//!   power sums of the roots give (Newton's identities).

use super::{Finding, Task};
use crate::proof::Method;
use crate::reader::{Fields, Node};
use crate::rejection::{Reason, Rejection};
use crate::system::System;
use crate::univariate::{Univariate, hermite, is_real_rooted_by, power_sums};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Checks that the weights solve the system of the claim non-trivially.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    solves(&task.system()?, task.fields)?;
    Finding::whole(Method::GaussHermite, vec![])
}

/// Checks that the weights solve `system` non-trivially.
pub fn solves(system: &System, mut fields: Fields) -> Result<(), Rejection> {
    let m = system.atoms;
    let (root_node, cofactor_node) = (fields.take("weight_root")?, fields.take("cofactor")?);
    fields.finish()?;
    let weight_root = read(&root_node, m)?;
    let cofactor = read(&cofactor_node, m)?;
    if m < 2 {
        return Err(root_node.reject(Reason::Trivial { why: "the one node of He_1 is 0".into() }));
    }

    let mut chain = hermite(m);
    chain.reverse();
    let modulus = chain[0].clone();
    if !is_real_rooted_by(&chain) {
        let why = "the Hermite polynomials are not a Sturm chain".into();
        return Err(root_node.reject(Reason::HypothesisFails { theorem: "Sturm's theorem", why }));
    }
    let unit = weight_root.times(&cofactor).modulo(&modulus);
    if unit.degree() != Some(0) {
        return Err(
            cofactor_node.reject(Reason::Trivial { why: "weight_root · cofactor is no constant other than 0".into() })
        );
    }

    // v_i = Σ_j Q(a_j)² a_j^i from the power sums of the nodes: a polynomial Σ q_i x^i has the weighted sum Σ q_i v_i.
    let square = weight_root.times(&weight_root).modulo(&modulus);
    let sums = power_sums(&modulus, m + system.order);
    let weighted: Vec<BigInt> =
        (0..=system.order).map(|i| square.coefficients().iter().zip(&sums[i..]).map(|(c, s)| c * s).sum()).collect();
    for l in 1..=system.order {
        let e = heat_polynomial(l);
        let value: BigInt = e.coefficients().iter().zip(&weighted).map(|(c, v)| c * v).sum();
        if !value.is_zero() {
            let index = super::expanded::index_text(&[vec![0; system.dim], vec![l as u32]].concat());
            let value = "a number other than 0".into();
            return Err(root_node.reject(Reason::EquationNotSolved { index, value }));
        }
    }
    Ok(())
}

/// `ℓ! e_ℓ(x) = Σ_{i+2k=ℓ} ℓ!/(i! k!) x^i (−1/2)^k`: what one atom at p4 = −1/2 contributes to equation (0, ℓ).
///
/// The coefficients `ℓ!/(i! k! 2^k)` are integers: they count the ways to choose k disjoint pairs out of ℓ things.
fn heat_polynomial(l: usize) -> Univariate {
    let mut coefficients = vec![BigInt::zero(); l + 1];
    // From i! to k = 0 upwards: c_0 = 1, c_{k+1} = −c_k i (i − 1) / (2 (k + 1)) with i = ℓ − 2k.
    let mut c = BigInt::one();
    for k in 0..=l / 2 {
        let i = l - 2 * k;
        coefficients[i] = c.clone();
        if i >= 2 {
            c = -c * BigInt::from(i * (i - 1)) / BigInt::from(2 * (k + 1));
        }
    }
    Univariate::new(coefficients)
}

/// Integers, lowest degree first, at most m of them.
fn read(node: &Node, m: usize) -> Result<Univariate, Rejection> {
    let items = node.items()?;
    if items.len() > m {
        return Err(node.reject(Reason::WrongLength { found: items.len(), expected: m }));
    }
    let coefficients = items.iter().map(|n| n.integer()).collect::<Result<Vec<_>, _>>()?;
    if coefficients.last().is_none_or(Zero::is_zero) {
        return Err(node.reject(Reason::TermsNotNormal));
    }
    Ok(Univariate::new(coefficients))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::system::factorials;

    fn verdict(m: usize, order: usize, weight_root: &str, cofactor: &str) -> Result<(), Rejection> {
        let text = format!(r#"{{"weight_root": {weight_root}, "cofactor": {cofactor}}}"#);
        let json = Json::parse(text.as_bytes()).unwrap();
        solves(&System { atoms: m, dim: 1, order }, Node::root(&json).object().unwrap())
    }

    // m = 3: nodes 0, ±√3 with weights 2/3, 1/6, 1/6, so p5 ∝ (2, 1, 1) up to sign: Q = x² − 2, and Q · He_2 = Q (x² −
    // 1) ≡ 2.
    #[test]
    fn the_three_point_rule_solves_order_5_and_not_6() {
        assert_eq!(verdict(3, 5, r#"["-2","0","1"]"#, r#"["-1","0","1"]"#), Ok(()));
        let no = verdict(3, 6, r#"["-2","0","1"]"#, r#"["-1","0","1"]"#).unwrap_err();
        assert!(matches!(no.reason, Reason::EquationNotSolved { index, .. } if index == "(0,6)"));
    }

    #[test]
    fn wrong_weights_are_refused() {
        let no = verdict(3, 5, r#"["-3","0","1"]"#, r#"["-1","0","1"]"#).unwrap_err();
        assert!(matches!(no.reason, Reason::Trivial { .. }), "x² − 3 vanishes at two nodes");
        let no = verdict(3, 5, r#"["1"]"#, r#"["1"]"#).unwrap_err();
        assert!(matches!(no.reason, Reason::EquationNotSolved { .. }), "equal weights");
        let no = verdict(3, 5, r#"["0"]"#, r#"["1"]"#).unwrap_err();
        assert_eq!(no.reason, Reason::TermsNotNormal);
    }

    #[test]
    fn heat_polynomials_at_minus_one_half_follow_the_definition() {
        let all = factorials(12);
        let factorial = |n: u32| &all[n as usize];
        for l in 0..12u32 {
            let direct: Vec<BigInt> = (0..=l)
                .map(|i| {
                    if (l - i) % 2 == 1 {
                        return BigInt::zero();
                    }
                    let k = (l - i) / 2;
                    let size = factorial(l) / (factorial(i) * factorial(k) * (BigInt::one() << k));
                    if k % 2 == 1 { -size } else { size }
                })
                .collect();
            assert_eq!(heat_polynomial(l as usize), Univariate::new(direct), "{l}");
        }
    }
}
