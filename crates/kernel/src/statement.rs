//! What a proof file claims.

use super::exponents::CellExponents;
use super::polynomial::Exponents;
use super::reader::{Fields, Node};
use super::rejection::{Reason, Rejection, clip};
use super::system::System;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::fmt;

/// The largest number of atoms in a cell.
pub const MAX_ATOMS: u64 = 256;
/// The largest dimension.
pub const MAX_DIM: u64 = 1000;
/// The largest order of a polynomial system: twice the largest cell.
pub const MAX_ORDER: u64 = 2 * MAX_ATOMS;
/// The largest order of a statement about partial derivatives.
pub const MAX_DERIVATIVE_ORDER: u64 = 64;

/// The one family of this version: softmax-gated Gaussian experts, `u = exp(β1ᵀx) N(y; aᵀx + b, ν)`.
pub const FAMILY: &str = "softmax-gaussian";

/// A statement that a proof file can prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// The system has a non-trivial real solution.
    Solvable(System),
    /// The system has no non-trivial real solution.
    Unsolvable(System),
    /// The order of the system is r̄: the least order without a non-trivial real solution.
    Rbar(System),
    /// A linear relation with constant coefficients among partial derivatives of u.
    Identity {
        /// d, the dimension of x.
        dim: usize,
        /// The terms: coefficient and multi-index `[α1 (d of them), α2 (d), α3, α4]` for β1, a, b and ν.
        relation: Relation,
    },
    /// The hidden PDEs hold and generate every linear relation with constant coefficients among the partial derivatives of u
    /// up to an order, for every parameter with ν > 0.
    Relations {
        /// d, the dimension of x.
        dim: usize,
        /// R, the largest total order |α| of the derivatives.
        order: usize,
    },
    /// Bounds of the exponents of one Voronoi cell, parameter by parameter.
    Exponents(Box<CellExponents>),
}

/// A linear combination of partial derivatives: coefficients and multi-indices.
pub type Relation = Vec<(BigRational, Exponents)>;

impl Statement {
    /// The word that stands in the file.
    pub fn claim(&self) -> &'static str {
        match self {
            Statement::Solvable(_) => "solvable",
            Statement::Unsolvable(_) => "unsolvable",
            Statement::Rbar(_) => "rbar",
            Statement::Identity { .. } => "identity",
            Statement::Relations { .. } => "relations",
            Statement::Exponents(_) => "exponents",
        }
    }

    /// The dimension of x.
    pub fn dim(&self) -> usize {
        match self {
            Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => s.dim,
            Statement::Identity { dim, .. } | Statement::Relations { dim, .. } => *dim,
            Statement::Exponents(e) => e.dim,
        }
    }

    /// Reads the statement of a file.
    pub(super) fn read(node: &Node) -> Result<Statement, Rejection> {
        let mut fields = node.object()?;
        let claim = fields.take("claim")?;
        let family = fields.take("family")?;
        if family.string()? != FAMILY {
            return Err(family.reject(Reason::UnknownWord { found: clip(family.string()?), expected: FAMILY }));
        }
        let dim = fields.take("dim")?.natural(1, MAX_DIM)? as usize;
        let statement = match claim.string()? {
            "solvable" => Statement::Solvable(read_system(&mut fields, dim)?),
            "unsolvable" => Statement::Unsolvable(read_system(&mut fields, dim)?),
            "rbar" => Statement::Rbar(read_system(&mut fields, dim)?),
            "identity" => {
                let relation = fields.take("relation")?;
                let terms = relation.terms(2 * dim + 2)?;
                if terms.is_empty() {
                    return Err(relation.reject(Reason::WrongLength { found: 0, expected: 1 }));
                }
                Statement::Identity { dim, relation: terms }
            }
            "relations" => {
                let order = fields.take("order")?.natural(2, MAX_DERIVATIVE_ORDER)? as usize;
                Statement::Relations { dim, order }
            }
            "exponents" => Statement::Exponents(Box::new(CellExponents::read(&mut fields, dim)?)),
            other => {
                let expected = "solvable, unsolvable, rbar, identity, relations or exponents";
                return Err(claim.reject(Reason::UnknownWord { found: clip(other), expected }));
            }
        };
        fields.finish()?;
        Ok(statement)
    }
}

fn read_system(fields: &mut Fields, dim: usize) -> Result<System, Rejection> {
    let atoms = fields.take("atoms")?.natural(1, MAX_ATOMS)? as usize;
    let order = fields.take("order")?.natural(1, MAX_ORDER)? as usize;
    Ok(System { atoms, dim, order })
}

/// A relation as text: `∂²u/∂β₁∂b − ∂u/∂a`, with coordinates in brackets when d ≥ 2.
pub fn relation_text(relation: &[(BigRational, Exponents)], dim: usize) -> String {
    let mut text = String::new();
    for (k, (c, alpha)) in relation.iter().enumerate() {
        text.push_str(match (k, c.is_negative()) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        if !c.abs().is_one() {
            text.push_str(&format!("{} ", c.abs()));
        }
        text.push_str(&derivative_text(alpha, dim));
    }
    text
}

/// A partial derivative as text: `∂²u/∂β₁∂b`.
pub fn derivative_text(alpha: &[u32], dim: usize) -> String {
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let power = |n: u32| match n {
        1 => String::new(),
        n => n.to_string().bytes().map(|b| SUPERSCRIPTS[usize::from(b - b'0')]).collect(),
    };
    let name = |i: usize| match (i, dim) {
        (i, 1) if i < 2 => ["β₁", "a"][i].to_string(),
        (i, d) if i < d => format!("β₁[{}]", i + 1),
        (i, d) if i < 2 * d => format!("a[{}]", i - d + 1),
        (i, d) if i == 2 * d => "b".to_string(),
        _ => "ν".to_string(),
    };
    let total: u32 = alpha.iter().sum();
    if total == 0 {
        return "u".into();
    }
    let below: String =
        (0..alpha.len()).filter(|&i| alpha[i] > 0).map(|i| format!("∂{}{}", name(i), power(alpha[i]))).collect();
    format!("∂{}u/{below}", power(total))
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |s: &System| if s.dim == 1 { String::new() } else { format!(" in dimension {}", s.dim) };
        let atoms = |s: &System| if s.atoms == 1 { "1 atom".to_string() } else { format!("{} atoms", s.atoms) };
        match self {
            Statement::Rbar(s) => write!(f, "r̄({}) = {}{}", s.atoms, s.order, place(s)),
            Statement::Solvable(s) => {
                write!(
                    f,
                    "the system for {} of order {} is solvable{}, so r̄({}) > {}",
                    atoms(s),
                    s.order,
                    place(s),
                    s.atoms,
                    s.order
                )
            }
            Statement::Unsolvable(s) => {
                write!(
                    f,
                    "the system for {} of order {} is unsolvable{}, so r̄({}) ≤ {}",
                    atoms(s),
                    s.order,
                    place(s),
                    s.atoms,
                    s.order
                )
            }
            Statement::Exponents(e) => write!(f, "{e}"),
            Statement::Identity { dim, relation } => write!(f, "{} = 0", relation_text(relation, *dim)),
            Statement::Relations { dim, order } => {
                write!(f, "the hidden PDEs generate all relations up to order {order}")?;
                if *dim > 1 { write!(f, " in dimension {dim}") } else { Ok(()) }
            }
        }
    }
}
