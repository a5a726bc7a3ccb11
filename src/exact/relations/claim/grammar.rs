//! The grammar of claims on the cursor of all small languages; what a parameter is, the caller knows.

use super::{Claim, MAX_ORDER};
use moe_proof_formula::cursor::{
    self, Cursor, Parsed, Refusal, SyntaxError, blanks, digits, fault, few_digits, natural, offset, peek, rest, sign,
    unexpected, word,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// Reads a claim whose parameters `resolve` knows by name and optional index.
pub(super) fn parse_with<P: Ord + Clone>(
    text: &str,
    resolve: impl Fn(&str, Option<usize>) -> Result<P, String>,
) -> Result<Claim<P>, SyntaxError> {
    let mut terms = BTreeMap::new();
    cursor::read(text, "claim", |cursor| {
        only_known_characters(text)?;
        side(cursor, &BigRational::one(), &resolve, &mut terms)?;
        if sign(cursor, ['='])?.is_none() {
            return Err(next_unexpected(cursor, "+, -, = or one more parameter"));
        }
        side(cursor, &-BigRational::one(), &resolve, &mut terms)?;
        match peek(cursor) {
            None => Ok(()),
            Some(_) => Err(next_unexpected(cursor, "+, - or the end of the claim")),
        }
    })?;
    let terms = terms.into_iter().filter(|(_, c): &(_, BigRational)| !c.is_zero()).map(|(v, c)| (c, v)).collect();
    Ok(Claim { terms })
}

/// Refuses a character that no claim has, wherever it stands.
fn only_known_characters(text: &str) -> Parsed<()> {
    let known = |c: char| c.is_whitespace() || c.is_ascii_alphanumeric() || "_=+-*/[]".contains(c);
    match text.char_indices().find(|(_, c)| !known(*c)) {
        None => Ok(()),
        Some((offset, c)) => {
            Err(fault(offset, format_args!("{c:?}"), "letters, digits, spaces and the signs = + - * / [ ]"))
        }
    }
}

/// The fault of finding something else than `expected` next.
fn next_unexpected(cursor: &mut Cursor<'_>, expected: impl std::fmt::Display) -> Refusal {
    blanks(cursor).err().unwrap_or_else(|| unexpected(cursor, expected))
}

/// Digits with a value, not too many.
fn number(cursor: &mut Cursor<'_>, expected: &str) -> Parsed<BigInt> {
    blanks(cursor)?;
    let begun = offset(cursor);
    let digits = digits(cursor, expected)?;
    few_digits(digits.len(), begun)?;
    Ok(natural(digits))
}

/// One side of the claim, added to `terms` with the factor `factor`.
fn side<P: Ord + Clone>(
    cursor: &mut Cursor<'_>,
    factor: &BigRational,
    resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
    terms: &mut BTreeMap<Vec<P>, BigRational>,
) -> Parsed<()> {
    let next = rest(cursor).trim_start();
    let behind = next.trim_start_matches('0').trim_start();
    if next.starts_with('0') && (behind.is_empty() || behind.starts_with('=')) {
        return digits(cursor, "0").map(drop);
    }
    let mut negative = sign(cursor, ['+', '-'])? == Some('-');
    loop {
        let (coefficient, variables) = term(cursor, resolve)?;
        let signed = if negative { -coefficient } else { coefficient };
        *terms.entry(variables).or_insert_with(BigRational::zero) += factor * signed;
        match sign(cursor, ['+', '-'])? {
            Some(found) => negative = found == '-',
            None => return Ok(()),
        }
    }
}

fn term<P: Ord + Clone>(
    cursor: &mut Cursor<'_>,
    resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
) -> Parsed<(BigRational, Vec<P>)> {
    let mut coefficient = BigRational::one();
    if peek(cursor).is_some_and(|c| c.is_ascii_digit()) {
        let numerator = number(cursor, "a number")?;
        let mut denominator = BigInt::one();
        if sign(cursor, ['/'])?.is_some() {
            blanks(cursor)?;
            let begun = offset(cursor);
            denominator = number(cursor, "the digits of a denominator")?;
            if denominator.is_zero() {
                return Err(fault(begun, "\"0\"", "a denominator other than 0"));
            }
        }
        coefficient = BigRational::new(numerator, denominator);
        sign(cursor, ['*'])?;
    }
    let order = derivative_sign(cursor)?;
    let mut variables = Vec::with_capacity(order);
    while variables.len() < order {
        let nth = variables.len() + 1;
        variables.push(parameter(cursor, nth, order, resolve)?);
    }
    if peek(cursor).is_some_and(|c| c.is_ascii_alphabetic()) {
        let expected = format!("+, -, = or the end of the claim, since this derivative has order {order}");
        return Err(next_unexpected(cursor, expected));
    }
    variables.sort();
    Ok((coefficient, variables))
}

/// `d`, `d2`, `d3`, …: the order.
fn derivative_sign(cursor: &mut Cursor<'_>) -> Parsed<usize> {
    blanks(cursor)?;
    let here = *cursor;
    let order = match word(cursor)? {
        Some("d") => Some(1),
        Some(name) => name.strip_prefix('d').and_then(|n| n.parse().ok()).filter(|n| (1..=MAX_ORDER).contains(n)),
        None => None,
    };
    let expected = format_args!("a derivative: d, or d2 to d{MAX_ORDER}, and its parameters");
    order.ok_or_else(|| unexpected(&here, expected))
}

/// The parameter number `nth` of a derivative of this order.
fn parameter<P>(
    cursor: &mut Cursor<'_>,
    nth: usize,
    order: usize,
    resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
) -> Parsed<P> {
    blanks(cursor)?;
    let begun = offset(cursor);
    let Some(name) = word(cursor)? else {
        return Err(unexpected(
            cursor,
            format_args!("parameter {nth} of the {order} that the order of this derivative asks for"),
        ));
    };
    let mut shown = format!("\"{name}\"");
    let mut index = None;
    if sign(cursor, ['['])?.is_some() {
        let value = number(cursor, "the digits of an index")?;
        shown = format!("\"{name}[{value}]\"");
        // An index beyond usize is as much out of range as 0 is.
        index = Some(usize::try_from(value).unwrap_or(0));
        if sign(cursor, [']'])?.is_none() {
            return Err(next_unexpected(cursor, "\"]\" after the index"));
        }
    }
    resolve(name, index).map_err(|expected| fault(begun, shown, expected))
}
