//! Proposes the curves that show how slowly each parameter can follow ε (docs/theory.md section 4). The kernel checks them.
//!
//! * one atom: all differences δ, ε ≍ δ;
//! * two atoms at ±δ in β1 (or in a), all else equal: the odd powers cancel, ε ≍ δ²;
//! * Gauss–Hermite nodes scaled by δ, Δν = −δ²: ε ≍ δ^{2m};
//! * free gate: atoms at β1 = ±1 and nothing else, ε = 0;
//! * free gate, m ≥ 3: (weight, β1, Δa, Δb, Δν) = (½, 0, ±δ⁵, ±δ³, δ⁶), (1, δ², 0, 0, −2δ⁶), ε ≍ δ¹²; this is the curve of the theory
//!   with its δ replaced by δ³. For m > 3 the last atom is split into m − 2 equal ones.

use crate::exact::certificate::Proof;
use crate::exact::certificate::exponents::{Curve, CurveAtom};
use crate::exact::decide::witness;
use crate::kernel::Gate;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The curves for a cell of m atoms, and for each parameter which of them shows the smallest exponent.
pub fn propose(cells: usize, gate: Gate) -> (Vec<Curve>, [usize; 4]) {
    let hermite = |cells| match witness::algebraic(cells) {
        Proof::GaussHermite { weight_root, cofactor } => Curve::GaussHermite { weight_root, cofactor },
        _ => unreachable!("the algebraic witness is the Gauss–Hermite point"),
    };
    match (cells, gate) {
        (1, _) => {
            let one = (BigRational::one(), 1);
            let p = [one.clone(), one.clone(), one.clone(), one];
            (vec![Curve::Monomial { order: 1, atoms: vec![CurveAtom { weight: BigRational::one(), p }] }], [0; 4])
        }
        (_, Gate::Fixed) => (vec![pair(cells, 0), pair(cells, 1), hermite(cells)], [0, 1, 2, 2]),
        (2, Gate::Free) => (vec![spread(cells), pair(cells, 1), hermite(cells)], [0, 1, 2, 2]),
        (_, Gate::Free) => (vec![spread(cells), slow_slopes(cells), hermite(cells)], [0, 1, 2, 2]),
    }
}

fn number(n: i64, d: i64, power: u32) -> (BigRational, u32) {
    (BigRational::new(n.into(), d.into()), power)
}

fn nothing() -> [(BigRational, u32); 4] {
    [(); 4].map(|()| (BigRational::zero(), 0))
}

/// Two atoms at ±δ in one unknown, the others at 0, all of weight 1.
fn pair(cells: usize, unknown: usize) -> Curve {
    let atoms = (0..cells).map(|j| {
        let mut p = nothing();
        if j < 2 {
            p[unknown] = number(if j == 0 { 1 } else { -1 }, 1, 1);
        }
        CurveAtom { weight: BigRational::one(), p }
    });
    Curve::Monomial { order: 2, atoms: atoms.collect() }
}

/// One atom at β1 = 1, the others at β1 = −1: two slopes, a common factor that every cell of two atoms can have.
fn spread(cells: usize) -> Curve {
    let atoms = (0..cells).map(|j| {
        let mut p = nothing();
        p[0] = number(if j == 0 { 1 } else { -1 }, 1, 0);
        CurveAtom { weight: BigRational::one(), p }
    });
    Curve::Monomial { order: 1, atoms: atoms.collect() }
}

/// The curve that spoils the expert slopes of three or more atoms with a free gate. p4 = Δν/2.
fn slow_slopes(cells: usize) -> Curve {
    let mut atoms: Vec<CurveAtom> = [1, -1]
        .map(|sign| CurveAtom {
            weight: number(1, 2, 0).0,
            p: [number(0, 1, 0), number(sign, 1, 5), number(sign, 1, 3), number(1, 2, 6)],
        })
        .into();
    let rest = cells - 2;
    let last = CurveAtom {
        weight: number(1, rest as i64, 0).0,
        p: [number(1, 1, 2), number(0, 1, 0), number(0, 1, 0), number(-1, 1, 6)],
    };
    atoms.extend(vec![last; rest]);
    Curve::Monomial { order: 12, atoms }
}
