//! Refutation: no non-trivial real solution, by pure algebra. Assumes nothing.
//!
//! If `Σ_k h_k E_k = Σ_i c_i s_i²` as polynomials with all `c_i > 0`, then at a solution every `s_i` vanishes. If one
//! `s_i` is a non-zero multiple of a monomial in variables that are not zero at the solution, that is a contradiction.
//! One such identity is needed for each way in which a solution can be non-trivial: all p5_j ≠ 0 and p3_j ≠ 0, for
//! every j.

use super::expanded::{Expanded, index_text};
use super::{Finding, Task};
use crate::polynomial::{Exponents, Polynomial, Product, steps};
use crate::proof::Method;
use crate::reader::{CommonDenominator, Fields, Node};
use crate::rejection::{Reason, Rejection, clip};
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::collections::BTreeSet;

/// The most steps of multiplication in one proof, as [`steps`] counts them: about 200 MB of products.
const MAX_STEPS: u64 = 50_000_000;

/// Checks that the cases refute the system of the claim.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let (written, fields) = task.with_written()?;
    refutes(written, fields)
}

/// Checks that the cases in the field `cases` refute a system.
pub(super) fn refutes(written: &Expanded, mut fields: Fields) -> Result<Finding, Rejection> {
    let system = &written.system;
    let list = fields.take("cases")?;
    fields.finish()?;
    let mut open: BTreeSet<usize> = system.any_nonzero().into_iter().collect();
    let mut used = BTreeSet::new();
    let mut budget = MAX_STEPS;
    for case in list.items()? {
        let refuted = check_case(written, &case, &mut used, &mut budget)?;
        open = &open - &refuted;
    }
    match open.first() {
        None => Finding::whole(Method::Refutation { equations_used: used.len() }, vec![]),
        Some(&v) => Err(list.reject(Reason::CaseMissing { variable: written.names[v].clone() })),
    }
}

/// Checks one case; returns which of the alternatives "some p3_j ≠ 0" it refutes.
fn check_case(
    written: &Expanded,
    case: &Node,
    used: &mut BTreeSet<Vec<u32>>,
    budget: &mut u64,
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
            let expected = "a variable of the system".into();
            return Err(name.reject(Reason::UnknownWord { found: clip(text), expected }));
        };
        if !nonzero.insert(position) {
            return Err(name.reject(Reason::DuplicateField(text.into())));
        }
    }
    // Given in this case: all p5_j ≠ 0, and one p3_j ≠ 0; a case that assumes no p3_j refutes every alternative at
    // once.
    let any: BTreeSet<usize> = system_any(written);
    let chosen: BTreeSet<usize> = nonzero.intersection(&any).copied().collect();
    let all: BTreeSet<usize> = written.system.all_nonzero().into_iter().collect();
    let surplus = nonzero.iter().find(|v| !all.contains(v) && !any.contains(v));
    let second = chosen.iter().nth(1);
    if let Some(&v) = surplus.or(second) {
        return Err(assumed.reject(Reason::CaseAssumesTooMuch { variable: names[v].clone() }));
    }

    // Σ h_k E_k − Σ c_i s_i²: all parts are read before any is multiplied, so that the work is known beforehand.
    let mut denominator = CommonDenominator::default();
    let mut multiples: Vec<(Polynomial, &Polynomial)> = Vec::new();
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
        multiples.push((read(&terms, names.len(), &mut denominator)?, polynomial));
        used.insert(index.clone());
        last_equation = Some(index);
    }
    let mut weighted: Vec<(BigRational, Polynomial)> = Vec::new();
    for node in squares.items()? {
        let mut fields = node.object()?;
        let (coeff, root) = (fields.take("coeff")?, fields.take("root")?);
        fields.finish()?;
        let weight = coeff.rational()?;
        if !weight.is_positive() {
            return Err(coeff.reject(Reason::WeightNotPositive { found: clip(&weight.to_string()) }));
        }
        denominator.include(weight.denom(), &coeff)?;
        weighted.push((weight, read(&root, names.len(), &mut denominator)?));
    }
    let multiples = multiples.iter().map(|(h, e)| Product { factor: BigRational::one(), left: h, right: e });
    let minus_squares = weighted.iter().map(|(c, s)| Product { factor: -c, left: s, right: s });
    let products: Vec<Product> = multiples.chain(minus_squares).collect();
    *budget = budget
        .checked_sub(steps(&products, names.len()))
        .ok_or_else(|| case.reject(Reason::TooMuchWork { limit: MAX_STEPS }))?;
    let residual =
        Polynomial::sum_of(&products).ok_or_else(|| case.reject(Reason::TooMuchWork { limit: MAX_STEPS }))?;
    if !residual.is_zero() {
        let which = match last_equation {
            Some(index) => format!("the case that uses equation {} last", index_text(&index)),
            None => "the case that uses no equation".into(),
        };
        let (terms, first) = (residual.len(), clip(&residual.first_term(names)));
        return Err(case.reject(Reason::ResidualNotZero { case: which, terms, first }));
    }
    if !weighted.iter().any(|(_, s)| s.as_monomial().is_some_and(|e| within(e, &nonzero))) {
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

/// A polynomial that is not zero; its denominator joins those of the case.
fn read(node: &Node, width: usize, denominator: &mut CommonDenominator) -> Result<Polynomial, Rejection> {
    let terms = node.terms(width)?;
    if terms.is_empty() {
        return Err(node.reject(Reason::TermsNotNormal));
    }
    let polynomial = Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)));
    denominator.include(polynomial.denominator(), node)?;
    Ok(polynomial)
}
