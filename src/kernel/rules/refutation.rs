//! Refutation: no non-trivial real solution, by pure algebra. Assumes nothing.
//!
//! If `Σ_k h_k E_k = Σ_i c_i s_i²` as polynomials with all `c_i > 0`, then at a solution every `s_i` vanishes. If one `s_i` is
//! a non-zero multiple of a monomial in variables that are not zero at the solution, that is a contradiction. One such identity
//! is needed for each way in which a solution can be non-trivial: all p5_j ≠ 0 and p3_j ≠ 0, for every j.

use super::expanded::{Expanded, index_text};
use crate::kernel::polynomial::{Exponents, Polynomial};
use crate::kernel::reader::{Fields, MAX_DIGITS, Node};
use crate::kernel::rejection::{Reason, Rejection};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::collections::BTreeSet;

/// The most products of terms in one proof.
const MAX_PRODUCTS: u64 = 2_000_000;

/// Checks that the cases refute the system of `written`; returns the number of equations used.
pub fn check(written: &Expanded, mut fields: Fields) -> Result<usize, Rejection> {
    let system = &written.system;
    let list = fields.take("cases")?;
    fields.finish()?;
    let mut open: BTreeSet<usize> = system.any_nonzero().into_iter().collect();
    let mut used = BTreeSet::new();
    let mut budget = Budget { products: MAX_PRODUCTS, denominator: BigInt::one() };
    for case in list.items()? {
        let refuted = check_case(written, &case, &mut used, &mut budget)?;
        open = &open - &refuted;
    }
    match open.first() {
        None => Ok(used.len()),
        Some(&v) => Err(list.reject(Reason::CaseMissing { variable: written.names[v].clone() })),
    }
}

/// Checks one case; returns which of the alternatives "some p3_j ≠ 0" it refutes.
fn check_case(
    written: &Expanded,
    case: &Node,
    used: &mut BTreeSet<Vec<u32>>,
    budget: &mut Budget,
) -> Result<BTreeSet<usize>, Rejection> {
    let names = &written.names;
    let mut fields = case.object()?;
    let (assumed, multipliers, squares) =
        (fields.take("assume_nonzero")?, fields.take("multipliers")?, fields.take("squares")?);
    fields.finish()?;

    let mut nonzero = BTreeSet::new();
    for name in assumed.items()? {
        let text = name.string()?;
        let Some(position) = names.iter().position(|n| n == text) else {
            let found = crate::kernel::statement::clip(text);
            return Err(name.reject(Reason::UnknownWord { found, expected: "a variable of the system" }));
        };
        if !nonzero.insert(position) {
            return Err(name.reject(Reason::DuplicateField(text.into())));
        }
    }
    // Given in this case: all p5_j ≠ 0, and one p3_j ≠ 0; a case that assumes no p3_j refutes every alternative at once.
    let any: BTreeSet<usize> = system_any(written);
    let chosen: BTreeSet<usize> = nonzero.intersection(&any).copied().collect();
    let all: BTreeSet<usize> = written.system.all_nonzero().into_iter().collect();
    let surplus = nonzero.iter().find(|v| !all.contains(v) && !any.contains(v));
    let second = chosen.iter().nth(1);
    if let Some(&v) = surplus.or(second) {
        return Err(assumed.reject(Reason::CaseAssumesTooMuch { variable: names[v].clone() }));
    }

    // Σ h_k E_k − Σ c_i s_i²
    let mut residual = Polynomial::zero();
    let mut last_equation = None;
    for node in multipliers.items()? {
        let mut fields = node.object()?;
        let (equation, terms) = (fields.take("equation")?, fields.take("terms")?);
        fields.finish()?;
        let index = equation.exponents(written.system.dim + 1)?;
        let Some(polynomial) = written.equation(&index) else {
            let (found, expected) = (index_text(&index), "the index of an equation of the system".into());
            return Err(equation.reject(Reason::OutOfRange { found, expected }));
        };
        let factor = terms.terms(names.len())?;
        budget.spend(&terms, factor.len(), polynomial.len(), factor.iter().map(|t| &t.0))?;
        let factor = Polynomial::from_terms(factor.iter().map(|(c, e)| (c, e)));
        let product = factor.times(polynomial).ok_or_else(|| too_large(&terms))?;
        residual.add_scaled(&BigRational::one(), &product);
        used.insert(index.clone());
        last_equation = Some(index);
    }
    let mut stays_positive = false;
    for node in squares.items()? {
        let mut fields = node.object()?;
        let (coeff, root) = (fields.take("coeff")?, fields.take("root")?);
        fields.finish()?;
        let weight = coeff.rational()?;
        if !weight.is_positive() {
            return Err(coeff.reject(Reason::WeightNotPositive { found: weight.to_string() }));
        }
        let terms = root.terms(names.len())?;
        budget.spend(&root, terms.len(), terms.len(), terms.iter().map(|t| &t.0).chain([&weight]))?;
        let s = Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)));
        residual.add_scaled(&-weight, &s.times(&s).ok_or_else(|| too_large(&root))?);
        stays_positive |= s.as_monomial().is_some_and(|e| within(e, &nonzero));
    }
    if !residual.is_zero() {
        let reason = Reason::ResidualNotZero { terms: residual.len(), first: residual.first_term(names) };
        let place = match last_equation {
            Some(index) => format!("{}: the case that uses equation {} last", case.place(), index_text(&index)),
            None => case.place().to_string(),
        };
        return Err(Rejection::new(place, reason));
    }
    if !stays_positive {
        return Err(squares.reject(Reason::NoSquareStaysPositive));
    }
    Ok(if chosen.is_empty() { any } else { chosen })
}

fn system_any(written: &Expanded) -> BTreeSet<usize> {
    written.system.any_nonzero().into_iter().collect()
}

/// Whether a monomial contains only variables from `nonzero`.
fn within(exponents: &Exponents, nonzero: &BTreeSet<usize>) -> bool {
    exponents.iter().enumerate().all(|(v, &k)| k == 0 || nonzero.contains(&v))
}

fn too_large(node: &Node) -> Rejection {
    node.reject(Reason::OutOfRange { found: "an exponent beyond 32 bits".into(), expected: "smaller exponents".into() })
}

/// What a proof may cost: the number of products of terms, and the length of the common denominator of all coefficients.
struct Budget {
    products: u64,
    denominator: BigInt,
}

impl Budget {
    fn spend<'c>(
        &mut self,
        place: &Node,
        left: usize,
        right: usize,
        coefficients: impl Iterator<Item = &'c BigRational>,
    ) -> Result<(), Rejection> {
        let products = (left as u64).saturating_mul(right as u64);
        self.products = self
            .products
            .checked_sub(products)
            .ok_or_else(|| place.reject(Reason::TooMuchWork { limit: MAX_PRODUCTS }))?;
        for c in coefficients {
            self.denominator = self.denominator.lcm(c.denom());
            // Four bits hold more than one decimal digit.
            let digits = (self.denominator.bits() / 4) as usize;
            if digits > MAX_DIGITS {
                return Err(place.reject(Reason::TooManyDigits { found: digits, limit: MAX_DIGITS }));
            }
        }
        Ok(())
    }
}
