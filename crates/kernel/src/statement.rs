//! What a proof file claims.

use super::exponents::CellExponents;
use super::identifiability::{
    Dependence, FunctionRank, MAX_FITTED_ATOMS, SameDensity, atoms_text, experts_text, true_atoms,
};
use super::polynomial::Exponents;
use super::reader::{Fields, Node};
use super::rejection::{Reason, Rejection};
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
    /// The hidden PDEs hold and generate every linear relation with constant coefficients among the partial derivatives
    /// of u up to an order, for every parameter with ν > 0.
    Relations {
        /// d, the dimension of x.
        dim: usize,
        /// R, the largest total order |α| of the derivatives.
        order: usize,
    },
    /// Bounds of the exponents of one Voronoi cell, parameter by parameter.
    Exponents(Box<CellExponents>),
    /// A measure has the density of every G: the gates may be translated, or multiplied by a common factor.
    SameDensity(Box<SameDensity>),
    /// For every set X with interior: a measure of so many atoms, with positive variances, that has the density of a
    /// measure with positive variances and pairwise distinct experts on X × R is a translate of it.
    Identifiable {
        /// d, the dimension of x.
        dim: usize,
        /// k*, the number of atoms with distinct experts.
        true_atoms: usize,
        /// k, the number of atoms of the measures with the same density.
        fitted_atoms: usize,
    },
    /// A relation among the functions `x^γ e^{β1ᵀx} f` and `x^γ e^{β1ᵀx} g` of every G.
    Dependence(Box<Dependence>),
    /// How many of these functions are independent.
    Rank(FunctionRank),
}

/// A linear combination of partial derivatives: coefficients and multi-indices.
pub type Relation = Vec<(BigRational, Exponents)>;

impl Statement {
    /// The word in the field `claim` of a file.
    pub fn claim(&self) -> &'static str {
        match self {
            Statement::Solvable(_) => SOLVABLE.word,
            Statement::Unsolvable(_) => UNSOLVABLE.word,
            Statement::Rbar(_) => RBAR.word,
            Statement::Identity { .. } => IDENTITY.word,
            Statement::Relations { .. } => RELATIONS.word,
            Statement::Exponents(_) => EXPONENTS.word,
            Statement::SameDensity(_) => SAME_DENSITY.word,
            Statement::Identifiable { .. } => IDENTIFIABLE.word,
            Statement::Dependence(_) => DEPENDENCE.word,
            Statement::Rank(_) => RANK.word,
        }
    }

    /// The dimension of x.
    pub fn dim(&self) -> usize {
        match self {
            Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => s.dim,
            Statement::Identity { dim, .. } | Statement::Relations { dim, .. } => *dim,
            Statement::Exponents(e) => e.dim,
            Statement::SameDensity(s) => s.dim,
            Statement::Identifiable { dim, .. } => *dim,
            Statement::Dependence(s) => s.dim,
            Statement::Rank(s) => s.dim,
        }
    }

    /// The polynomial system, for a claim about one.
    pub fn system(&self) -> Option<System> {
        match self {
            Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => Some(*s),
            _ => None,
        }
    }

    /// Reads the statement of a file.
    pub(super) fn read(node: &Node) -> Result<Statement, Rejection> {
        let mut fields = node.object()?;
        let claim = fields.take("claim")?;
        fields.take("family")?.word(FAMILY)?;
        let dim = fields.take("dim")?.natural(1, MAX_DIM)? as usize;
        let statement = (claim.row(&CLAIMS, |c| c.word)?.read)(&mut fields, dim)?;
        fields.finish()?;
        Ok(statement)
    }
}

/// A kind of statement: its word, and how the fields beside `claim`, `family` and `dim` are read.
pub(super) struct Claim {
    pub word: &'static str,
    read: fn(&mut Fields, usize) -> Result<Statement, Rejection>,
}

pub(super) const SOLVABLE: Claim =
    Claim { word: "solvable", read: |fields, dim| Ok(Statement::Solvable(read_system(fields, dim)?)) };
pub(super) const UNSOLVABLE: Claim =
    Claim { word: "unsolvable", read: |fields, dim| Ok(Statement::Unsolvable(read_system(fields, dim)?)) };
pub(super) const RBAR: Claim =
    Claim { word: "rbar", read: |fields, dim| Ok(Statement::Rbar(read_system(fields, dim)?)) };
pub(super) const IDENTITY: Claim = Claim { word: "identity", read: read_identity };
pub(super) const RELATIONS: Claim = Claim { word: "relations", read: read_relations };
pub(super) const EXPONENTS: Claim = Claim {
    word: "exponents",
    read: |fields, dim| Ok(Statement::Exponents(Box::new(CellExponents::read(fields, dim)?))),
};
pub(super) const SAME_DENSITY: Claim = Claim {
    word: "same-density",
    read: |fields, dim| Ok(Statement::SameDensity(Box::new(SameDensity::read(fields, dim)?))),
};
pub(super) const IDENTIFIABLE: Claim = Claim { word: "identifiable", read: read_identifiable };
pub(super) const DEPENDENCE: Claim = Claim {
    word: "dependence",
    read: |fields, dim| Ok(Statement::Dependence(Box::new(Dependence::read(fields, dim)?))),
};
pub(super) const RANK: Claim =
    Claim { word: "rank", read: |fields, dim| Ok(Statement::Rank(FunctionRank::read(fields, dim)?)) };

/// All kinds of statements.
#[rustfmt::skip]
pub(super) const CLAIMS: [Claim; 10] = [
    SOLVABLE, UNSOLVABLE, RBAR, IDENTITY, RELATIONS, EXPONENTS, SAME_DENSITY, IDENTIFIABLE, DEPENDENCE, RANK,
];

fn read_system(fields: &mut Fields, dim: usize) -> Result<System, Rejection> {
    let atoms = fields.take("atoms")?.natural(1, MAX_ATOMS)? as usize;
    let order = fields.take("order")?.natural(1, MAX_ORDER)? as usize;
    Ok(System { atoms, dim, order })
}

fn read_identity(fields: &mut Fields, dim: usize) -> Result<Statement, Rejection> {
    let node = fields.take("relation")?;
    let relation = node.terms(2 * dim + 2)?;
    match relation.is_empty() {
        true => Err(node.reject(Reason::WrongLength { found: 0, expected: 1 })),
        false => Ok(Statement::Identity { dim, relation }),
    }
}

fn read_relations(fields: &mut Fields, dim: usize) -> Result<Statement, Rejection> {
    let order = fields.take("order")?.natural(2, MAX_DERIVATIVE_ORDER)? as usize;
    Ok(Statement::Relations { dim, order })
}

fn read_identifiable(fields: &mut Fields, dim: usize) -> Result<Statement, Rejection> {
    let true_atoms = true_atoms(fields)?;
    let fitted_atoms = fields.take("fitted_atoms")?.natural(1, MAX_FITTED_ATOMS)? as usize;
    Ok(Statement::Identifiable { dim, true_atoms, fitted_atoms })
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
        let place = |dim: usize| if dim == 1 { String::new() } else { format!(" in dimension {dim}") };
        let about = |s: &System, what: &str| {
            let plural = if s.atoms == 1 { "" } else { "s" };
            format!("the system for {} atom{plural} of order {} is {what}{}", s.atoms, s.order, place(s.dim))
        };
        match self {
            Statement::Rbar(s) => write!(f, "r̄({}) = {}{}", s.atoms, s.order, place(s.dim)),
            Statement::Solvable(s) => write!(f, "{}, so r̄({}) > {}", about(s, "solvable"), s.atoms, s.order),
            Statement::Unsolvable(s) => write!(f, "{}, so r̄({}) ≤ {}", about(s, "unsolvable"), s.atoms, s.order),
            Statement::Exponents(e) => write!(f, "{e}"),
            Statement::SameDensity(s) => write!(f, "{s}"),
            Statement::Dependence(s) => write!(f, "{s}"),
            Statement::Rank(s) => write!(f, "{s}"),
            Statement::Identifiable { dim, true_atoms, fitted_atoms } => write!(
                f,
                "{} with the density of {}{} are determined up to a translation of the gates{}",
                atoms_text(*fitted_atoms),
                experts_text(*true_atoms),
                if *true_atoms == 1 { "" } else { ", distinct," },
                place(*dim)
            ),
            Statement::Identity { dim, relation } => write!(f, "{} = 0", relation_text(relation, *dim)),
            Statement::Relations { dim, order } => {
                write!(f, "the hidden PDEs generate all relations up to order {order}{}", place(*dim))
            }
        }
    }
}
