//! What a file can claim about the parameters that a density leaves undetermined (docs/theory.md section 1).
//!
//! G has k* atoms: the weights W_i = e^{β0_i}, the gate slopes β1_i, and the experts f_i = N(y; a_iᵀx + b_i, ν_i) with
//! ν_i > 0. Its density is `g_G = Σ_i W_i e^{β1_iᵀx} f_i / Σ_i W_i e^{β1_iᵀx}`. Each claim is about all such G at once.

use super::polynomial::{Exponents, Polynomial};
use super::reader::{CommonDenominator, Fields, Node};
use super::rejection::{Reason, Rejection, clip};
use num_rational::BigRational;
use num_traits::Signed;
use std::fmt;

/// The largest k*, the number of atoms of G.
pub const MAX_TRUE_ATOMS: u64 = 16;
/// The largest k, the number of atoms of another measure with the density of G, and of terms of a common factor.
pub const MAX_FITTED_ATOMS: u64 = 256;
/// The largest degree |γ| of the monomials x^γ.
pub const MAX_DEGREE: u64 = 64;
/// The most terms that the coefficients of a relation among functions have together.
pub const MAX_COEFFICIENT_TERMS: usize = 1_000;

/// A measure with the density of G, whatever the parameters of G and of a factor `Σ_l c_l e^{γ_lᵀx}`, c_l > 0, are.
///
/// One term is a translation of all gates by (γ_1, log c_1); two and more are a common factor of all gates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameDensity {
    /// d, the dimension of x.
    pub dim: usize,
    /// k*, the number of atoms of G.
    pub true_atoms: usize,
    /// L, the number of terms of the factor.
    pub terms: usize,
    /// The atoms of the other measure.
    pub copies: Vec<AtomCopy>,
}

/// An atom with the weight `share · W_i c_l`, the gate slope β1_i + γ_l and the expert of the atom i.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtomCopy {
    /// The part of the weight, positive.
    pub share: BigRational,
    /// i, from 0.
    pub atom: usize,
    /// l, from 0.
    pub term: usize,
}

/// A relation `Σ_j (c_j x^γ e^{β1_jᵀx} f_j + e_j x^γ e^{β1_jᵀx} g_G) = 0`, for every γ and whatever the parameters of G
/// are. The coefficients are polynomials in W_1, …, W_k*, and for no G are all of them 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependence {
    /// d, the dimension of x.
    pub dim: usize,
    /// k*, the number of atoms of G.
    pub true_atoms: usize,
    /// c_1, …, c_k*: terms, exponents strictly decreasing.
    pub experts: Vec<Coefficient>,
    /// e_1, …, e_k*.
    pub densities: Vec<Coefficient>,
}

/// A polynomial in W_1, …, W_k*.
pub type Coefficient = Vec<(BigRational, Exponents)>;

/// How many of the functions `x^γ e^{β1_jᵀx} f_j` and `x^γ e^{β1_jᵀx} g_G` with |γ| ≤ q are linearly independent, for
/// every G with distinct experts and distinct gate slopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionRank {
    /// d, the dimension of x.
    pub dim: usize,
    /// k*, the number of atoms of G.
    pub true_atoms: usize,
    /// q, the largest |γ|.
    pub degree: usize,
    /// How many functions there are.
    pub functions: u64,
    /// How many of them are independent.
    pub rank: u64,
}

impl SameDensity {
    pub(super) fn read(fields: &mut Fields, dim: usize) -> Result<SameDensity, Rejection> {
        let true_atoms = true_atoms(fields)?;
        let terms = fields.take("terms")?.natural(1, MAX_FITTED_ATOMS)? as usize;
        let list = fields.take("copies")?;
        let items = list.items()?;
        if !(1..=MAX_FITTED_ATOMS as usize).contains(&items.len()) {
            let expected = format!("1 to {MAX_FITTED_ATOMS} copies");
            return Err(list.reject(Reason::OutOfRange { found: items.len().to_string(), expected }));
        }
        let mut denominator = CommonDenominator::default();
        let mut read = |node: &Node| {
            let [share, atom, term] = node.tuple()?;
            let copy = AtomCopy {
                share: share.rational()?,
                atom: atom.natural(1, true_atoms as u64)? as usize - 1,
                term: term.natural(1, terms as u64)? as usize - 1,
            };
            if !copy.share.is_positive() {
                return Err(share.reject(Reason::WeightNotPositive { found: clip(&copy.share.to_string()) }));
            }
            denominator.include(copy.share.denom(), node)?;
            Ok(copy)
        };
        let copies = items.iter().map(&mut read).collect::<Result<_, _>>()?;
        Ok(SameDensity { dim, true_atoms, terms, copies })
    }
}

impl Dependence {
    pub(super) fn read(fields: &mut Fields, dim: usize) -> Result<Dependence, Rejection> {
        let true_atoms = true_atoms(fields)?;
        let (mut denominator, mut count) = (CommonDenominator::default(), 0);
        let mut list = |name: &str| {
            let node = fields.take(name)?;
            let items = node.items()?;
            if items.len() != true_atoms {
                return Err(node.reject(Reason::WrongLength { found: items.len(), expected: true_atoms }));
            }
            let mut read = |item: &Node| {
                let terms = item.terms(true_atoms)?;
                terms.iter().try_for_each(|(c, _)| denominator.include(c.denom(), item))?;
                count += terms.len();
                match count > MAX_COEFFICIENT_TERMS {
                    true => Err(item.reject(Reason::TooMuchWork { limit: MAX_COEFFICIENT_TERMS as u64 })),
                    false => Ok(terms),
                }
            };
            items.iter().map(&mut read).collect::<Result<Vec<_>, _>>()
        };
        let (experts, densities) = (list("experts")?, list("densities")?);
        Ok(Dependence { dim, true_atoms, experts, densities })
    }
}

impl FunctionRank {
    pub(super) fn read(fields: &mut Fields, dim: usize) -> Result<FunctionRank, Rejection> {
        let true_atoms = true_atoms(fields)?;
        let degree = fields.take("degree")?.natural(0, MAX_DEGREE)? as usize;
        let functions = fields.take("functions")?.natural(1, u64::MAX)?;
        let rank = fields.take("rank")?.natural(1, u64::MAX)?;
        Ok(FunctionRank { dim, true_atoms, degree, functions, rank })
    }
}

/// The field `true_atoms`.
pub(super) fn true_atoms(fields: &mut Fields) -> Result<usize, Rejection> {
    Ok(fields.take("true_atoms")?.natural(1, MAX_TRUE_ATOMS)? as usize)
}

/// `any expert`, `any 2 experts`: a measure G of the statement.
pub(super) fn experts_text(true_atoms: usize) -> String {
    if true_atoms == 1 { "any expert".into() } else { format!("any {true_atoms} experts") }
}

/// `1 atom`, `4 atoms`.
pub(super) fn atoms_text(atoms: usize) -> String {
    format!("{atoms} atom{}", if atoms == 1 { "" } else { "s" })
}

fn place(dim: usize) -> String {
    if dim == 1 { String::new() } else { format!(" in dimension {dim}") }
}

impl fmt::Display for SameDensity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (freedom, consequence) = match self.terms {
            1 => ("translation of the gates".into(), ""),
            terms => (format!("common factor of the gates of {terms} terms"), ": the gate slopes are not identifiable"),
        };
        let (atoms, experts) = (atoms_text(self.copies.len()), experts_text(self.true_atoms));
        write!(f, "any {freedom}, with {atoms}, keeps the density of {experts}{}{consequence}", place(self.dim))
    }
}

impl fmt::Display for Dependence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        let names: Vec<String> = (1..=self.true_atoms).map(|i| format!("W{i}")).collect();
        let list = |coefficients: &[Coefficient]| {
            let one = |c: &Coefficient| {
                let more = if c.len() > 1 { " + …" } else { "" };
                clip(&Polynomial::from_terms(c.iter().map(|(c, e)| (c, e))).first_term(&names)) + more
            };
            let mut shown: Vec<String> = coefficients.iter().take(SHOWN).map(one).collect();
            if coefficients.len() > SHOWN {
                shown.push("…".into());
            }
            shown.join(", ")
        };
        write!(
            f,
            "x^γ Σⱼ exp(β₁ⱼᵀx) (cⱼ fⱼ + eⱼ g) = 0 for every γ and {}{}, c = ({}), e = ({})",
            experts_text(self.true_atoms),
            place(self.dim),
            list(&self.experts),
            list(&self.densities)
        )
    }
}

impl fmt::Display for FunctionRank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FunctionRank { dim, true_atoms, degree, functions, rank } = self;
        let distinct = if *true_atoms == 1 { "" } else { ", distinct with distinct gate slopes" };
        write!(
            f,
            "the {functions} functions x^γ exp(β₁ⱼᵀx) fⱼ and x^γ exp(β₁ⱼᵀx) g, |γ| ≤ {degree}, of {}{}{distinct}, \
             have the rank {rank}",
            experts_text(*true_atoms),
            place(*dim)
        )
    }
}
