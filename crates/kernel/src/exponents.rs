//! What a file can claim about the exponents of one Voronoi cell (docs/theory.md section 4).
//!
//! A cell of m atoms has weights `p5_j² ≥ w0 > 0` and bounded differences
//! `(p1_j, p2_j, p3_j, p4_j) = (Δβ1, Δa, Δb, Δν/2)`. Let ε bound the absolute values of the coefficients E(ℓ1, ℓ2) of
//! its system: of all, if the gate is *fixed* by another cell with exactly one atom, and of those with ℓ2 ≥ 1, if it is
//! *free* because every cell has two atoms or more. θ is a possible exponent of a parameter if there are such cells
//! with ε → 0 and `max_j |Δ| ≥ κ ε^θ`, κ > 0. The claim is, parameter by parameter: every possible exponent is at least
//! `at_least`, and `at_most` is one. Where the two agree the exponent is sharp.
//!
//! In the free case the coefficients with ℓ2 = 0 must also be those of a factor `ψ(x)` that every cell can have,
//! that is, of an exponential sum of at most two terms.

use super::reader::{Fields, Node};
use super::rejection::{Reason, Rejection};
use super::statement::MAX_ATOMS;
use num_rational::BigRational;
use num_traits::Zero;
use std::fmt;

/// The parameters in the order in which all lists of exponents have them: Δβ1, Δa, Δb, Δν.
pub const PARAMETERS: [&str; 4] = ["β₁", "a", "b", "ν"];

/// What is known about the gate of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Some other cell has exactly one atom (or this one has): then its equations fix the gate up to a
    /// translation.
    Fixed,
    /// Every cell has at least two atoms: the normaliser can absorb a common factor.
    Free,
}

impl Gate {
    const ALL: [Gate; 2] = [Gate::Fixed, Gate::Free];

    /// The word in a file, and the least number of atoms in a cell with such a gate.
    const fn row(self) -> (&'static str, u64) {
        match self {
            Gate::Fixed => ("fixed", 1),
            Gate::Free => ("free", 2),
        }
    }

    /// The word in the field `gate` of a file.
    pub fn name(self) -> &'static str {
        self.row().0
    }
}

/// Bounds of the exponents of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellExponents {
    /// m, the number of atoms.
    pub atoms: usize,
    /// d, the dimension of x.
    pub dim: usize,
    /// Whether the gate is fixed.
    pub gate: Gate,
    /// No possible exponent is below this: `|Δ| ≤ K ε^θ`. In the order of [`PARAMETERS`].
    pub at_least: [BigRational; 4],
    /// This exponent is possible: a curve attains it. In the order of [`PARAMETERS`].
    pub at_most: [BigRational; 4],
}

impl CellExponents {
    /// Whether the exponent of a parameter (a position in [`PARAMETERS`]) is known exactly.
    pub fn is_sharp(&self, parameter: usize) -> bool {
        self.at_least[parameter] == self.at_most[parameter]
    }

    pub(super) fn read(fields: &mut Fields, dim: usize) -> Result<CellExponents, Rejection> {
        let gate = *fields.take("gate")?.row(&Gate::ALL, |gate| gate.name())?;
        let (_, least) = gate.row();
        let atoms = fields.take("atoms")?.natural(least, MAX_ATOMS)? as usize;
        let at_least = four_exponents(&fields.take("at_least")?)?;
        let upper = fields.take("at_most")?;
        let at_most = four_exponents(&upper)?;
        // Every possible exponent is at least the one bound, and the other bound is a possible exponent.
        for (node, (least, most)) in upper.items()?.iter().zip(at_least.iter().zip(&at_most)) {
            if least > most {
                let (at_least, at_most) = (least.to_string(), most.to_string());
                return Err(node.reject(Reason::NoExponentBetween { at_least, at_most }));
            }
        }
        Ok(CellExponents { atoms, dim, gate, at_least, at_most })
    }
}

/// Four non-negative rationals.
pub(super) fn four_exponents(node: &Node) -> Result<[BigRational; 4], Rejection> {
    let read = |n: &Node| {
        let value = n.rational()?;
        match value < BigRational::zero() {
            true => Err(n.reject(Reason::OutOfRange { found: value.to_string(), expected: "at least 0".into() })),
            false => Ok(value),
        }
    };
    let [beta, a, b, nu] = node.tuple()?;
    Ok([read(&beta)?, read(&a)?, read(&b)?, read(&nu)?])
}

impl fmt::Display for CellExponents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.atoms == 1 { "" } else { "s" };
        write!(f, "exponents of a cell of {} atom{s}", self.atoms)?;
        write!(f, " with a {} gate", self.gate.name())?;
        if self.dim > 1 {
            write!(f, " in dimension {}", self.dim)?;
        }
        for (k, name) in PARAMETERS.iter().enumerate() {
            write!(f, "{} {name} ", if k == 0 { ":" } else { "," })?;
            match (&self.at_least[k], &self.at_most[k]) {
                (_, top) if top.is_zero() => write!(f, "none")?,
                (low, top) if low == top => write!(f, "{low}")?,
                (low, top) => write!(f, "{low} to {top}")?,
            }
        }
        Ok(())
    }
}
