//! Curves that show how slowly a parameter can follow ε: cells that depend on δ → 0 with every coefficient E(ℓ1, ℓ2) =
//! O(δ^N) and a parameter of exactly the size δ^e, so that e/N is a possible exponent. Assumes nothing.
//!
//! **`monomial`**: atom j has the weight p5_j² = w_j > 0 and each of p1, p2, p3, p4 is a number times a power δ^e, e ≥
//! 1, in the first coordinate of x (the others are 0, and an index with ℓ1 ≠ 0 in another coordinate has no term left).
//! Checked: in every E(k, ℓ) with k + ℓ ≤ 2(N − 1) the powers of δ below N cancel. That is enough for all: a term with
//! |α| ≥ N is O(δ^N), as each factor is O(δ), one with |α| < N has k + ℓ = |α1| + 2|α2| + |α3| + 2 α4 ≤ 2(N − 1); and
//! one constant serves all equations, as the absolute values of all terms at δ = 1 add up to at most Σ_j w_j e^{|p1| +
//! |p2| + |p3| + |p4|}. With a free gate the equations with ℓ2 = 0 are left out, and the atoms have at most two
//! different p1, so that every other cell, which has two atoms or more, can take the same slopes with proportional
//! weights: ψ is common to all cells.
//!
//! A free gate allows the power δ^0 for p1 if all of p2, p3, p4 vanish. Then every E(ℓ1, ℓ2) with ℓ2 ≥ 1 is 0, as each
//! of its terms contains one of them: the density says nothing about the gate slopes, exponent 0.
//!
//! **`gauss-hermite`**: p3_j = δ a_j, p4_j = −δ²/2, p1 = p2 = 0 with the roots a_j of He_m and weights as in the rule
//! of that name, which checks the equations up to 2m − 1 at δ = 1. A term of E(0, ℓ) has α3 + 2 α4 = ℓ, so it carries
//! δ^ℓ: the equations below 2m vanish, the others are O(δ^{2m}), Σ_ℓ |E(0, ℓ)| being at most Σ_j w_j e^{|a_j| + 1/2}.
//! Here N = 2m, |Δb| ≍ δ, |Δν| ≍ δ².

use super::gauss_hermite;
use crate::exponents::Gate;
use crate::reader::{CommonDenominator, Fields, Node};
use crate::rejection::{Reason, Rejection};
use crate::system::System;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::collections::BTreeMap;

/// The longest weight or coefficient of a monomial curve in characters, and their longest common denominator in digits.
const LONGEST: usize = 20;
/// The largest N of a monomial curve.
pub const MAX_CURVE_ORDER: u64 = 16;

/// A verified curve: all coefficients are O(δ^order).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    order: u32,
    /// The least power of δ among the atoms for Δβ1, Δa, Δb, Δν; `None` if the difference vanishes along the curve.
    powers: [Option<u32>; 4],
}

impl Curve {
    /// The exponent that the curve shows to be possible for a parameter.
    pub fn exponent(&self, parameter: usize) -> Option<BigRational> {
        self.powers[parameter].map(|e| BigRational::new(e.into(), self.order.into()))
    }
}

/// The kinds of curves, and the functions that check one for a cell of m atoms.
const KINDS: [(&str, Check); 2] = [("monomial", monomial), ("gauss-hermite", gauss_hermite_curve)];

type Check = fn(usize, Gate, Fields) -> Result<Curve, Rejection>;

/// Checks a curve for a cell of m atoms.
pub fn check(m: usize, gate: Gate, node: &Node) -> Result<Curve, Rejection> {
    let mut fields = node.object()?;
    let (_, check) = fields.take("kind")?.row(&KINDS, |kind| kind.0)?;
    check(m, gate, fields)
}

/// The Gauss–Hermite point at the scale δ, whatever the gate.
fn gauss_hermite_curve(m: usize, _: Gate, fields: Fields) -> Result<Curve, Rejection> {
    gauss_hermite::solves(&System { atoms: m, dim: 1, order: 2 * m - 1 }, fields)?;
    Ok(Curve { order: 2 * m as u32, powers: [None, None, Some(1), Some(2)] })
}

/// An atom of a monomial curve: its weight, and for p1..p4 a coefficient and a power of δ.
struct Atom {
    weight: BigRational,
    unknowns: [(BigRational, u32); 4],
}

fn monomial(m: usize, gate: Gate, mut fields: Fields) -> Result<Curve, Rejection> {
    let (order_node, list) = (fields.take("order")?, fields.take("atoms")?);
    fields.finish()?;
    let order = order_node.natural(1, MAX_CURVE_ORDER)? as u32;
    let nodes = list.items()?;
    if nodes.len() != m {
        return Err(list.reject(Reason::WrongLength { found: nodes.len(), expected: m }));
    }
    let atoms = nodes.iter().map(read_atom).collect::<Result<Vec<_>, _>>()?;
    // Sums over the atoms have powers of this for a denominator.
    let mut common = CommonDenominator::default();
    for (atom, node) in atoms.iter().zip(&nodes) {
        for c in atom.unknowns.iter().map(|(c, _)| c).chain([&atom.weight]) {
            common.include_up_to(LONGEST, c.denom(), node)?;
        }
    }
    let moves = |a: &Atom, k: usize| !a.unknowns[k].0.is_zero();
    let powers = [0, 1, 2, 3].map(|k| atoms.iter().filter(|a| moves(a, k)).map(|a| a.unknowns[k].1).min());

    if gate == Gate::Free {
        let first = &atoms[0].unknowns[0];
        let others: Vec<_> = atoms.iter().map(|a| &a.unknowns[0]).filter(|p1| *p1 != first).collect();
        if others.windows(2).any(|w| w[0] != w[1]) {
            let why = "more than two gate slopes: a cell of two atoms cannot have the same factor".into();
            return Err(list.reject(Reason::HypothesisFails { theorem: "monomial", why }));
        }
    }
    if powers.contains(&Some(0)) {
        if gate == Gate::Free && powers[1..] == [None; 3] && powers[0] == Some(0) {
            return Ok(Curve { order, powers });
        }
        let why = "the power δ^0 is for p1 alone, with a free gate and p2 = p3 = p4 = 0".into();
        return Err(list.reject(Reason::HypothesisFails { theorem: "monomial", why }));
    }
    let top = 2 * (order - 1);
    let system = System { atoms: m, dim: 1, order: top as usize };
    for index in system.indices() {
        if gate == Gate::Free && index[1] == 0 {
            continue;
        }
        if let Some(power) = lowest_power(&system, &index, &atoms, order) {
            let index = super::expanded::index_text(&index);
            return Err(list.reject(Reason::CurveTooLarge { index, power, order }));
        }
    }
    Ok(Curve { order, powers })
}

/// The lowest power of δ in E(index) along the curve, if it is below `order`.
fn lowest_power(system: &System, index: &[u32], atoms: &[Atom], order: u32) -> Option<u32> {
    let mut by_power: BTreeMap<u32, BigRational> = BTreeMap::new();
    for (c, alpha) in system.atom_polynomial(index).terms() {
        let vanishes = |atom: &&Atom| (0..4).any(|k| alpha[k] > 0 && atom.unknowns[k].0.is_zero());
        for atom in atoms.iter().filter(|atom| !vanishes(atom)) {
            let power = (0..4).map(|k| alpha[k] * atom.unknowns[k].1).sum();
            if power < order {
                let mut value = &c * &atom.weight;
                for (k, (coefficient, _)) in atom.unknowns.iter().enumerate() {
                    value *= num_traits::pow(coefficient.clone(), alpha[k] as usize);
                }
                *by_power.entry(power).or_insert_with(BigRational::zero) += value;
            }
        }
    }
    by_power.into_iter().find(|(_, value)| !value.is_zero()).map(|(power, _)| power)
}

/// `{"weight": "1/2", "p": [["1", 2], ["0", 0], …]}`: coefficients with at most 18 digits, the power of a zero being 0.
fn read_atom(node: &Node) -> Result<Atom, Rejection> {
    let mut fields = node.object()?;
    let (weight, p) = (fields.take("weight")?, fields.take("p")?);
    fields.finish()?;
    let value = short(&weight)?;
    if !value.is_positive() {
        return Err(weight.reject(Reason::WeightNotPositive { found: value.to_string() }));
    }
    let read = |n: &Node| {
        let [coefficient, power] = n.tuple()?;
        let c = short(&coefficient)?;
        let e = power.natural(0, if c.is_zero() { 0 } else { MAX_CURVE_ORDER })? as u32;
        Ok((c, e))
    };
    let [p1, p2, p3, p4] = p.tuple()?;
    Ok(Atom { weight: value, unknowns: [read(&p1)?, read(&p2)?, read(&p3)?, read(&p4)?] })
}

/// A rational short enough that its powers stay small.
fn short(node: &Node) -> Result<BigRational, Rejection> {
    let found = node.string()?.len();
    if found > LONGEST {
        return Err(node.reject(Reason::TooManyDigits { found, limit: LONGEST }));
    }
    node.rational()
}
