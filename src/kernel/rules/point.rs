//! Witness: a rational point that solves the system. Assumes nothing.

use super::expanded::{Expanded, index_text};
use crate::kernel::reader::{Fields, MAX_DIGITS};
use crate::kernel::rejection::{Reason, Rejection};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Checks that `point`, one rational for each variable, is a non-trivial solution of all equations up to `order`.
pub fn check(written: &Expanded, order: usize, mut fields: Fields) -> Result<(), Rejection> {
    let node = fields.take("point")?;
    fields.finish()?;
    let items = node.items()?;
    if items.len() != written.names.len() {
        return Err(node.reject(Reason::WrongLength { found: items.len(), expected: written.names.len() }));
    }
    let point = items.iter().map(|n| n.rational()).collect::<Result<Vec<BigRational>, _>>()?;

    if let Some(v) = written.system.all_nonzero().into_iter().find(|&v| point[v].is_zero()) {
        return Err(node.reject(Reason::Trivial { why: format!("{} = 0", written.names[v]) }));
    }
    if written.system.any_nonzero().into_iter().all(|v| point[v].is_zero()) {
        return Err(node.reject(Reason::Trivial { why: "every p3 is 0".into() }));
    }

    let denominator = point.iter().fold(BigInt::one(), |d, c| d.lcm(c.denom()));
    let digits = (denominator.bits() / 4) as usize;
    if digits > MAX_DIGITS {
        return Err(node.reject(Reason::TooManyDigits { found: digits, limit: MAX_DIGITS }));
    }
    let numerators: Vec<BigInt> = point.iter().map(|c| c.numer() * (&denominator / c.denom())).collect();
    for (index, equation) in written.up_to(order) {
        let value = equation.value(&numerators, &denominator);
        if !value.is_zero() {
            let text = value.to_string();
            let value = if text.len() > 60 { "a number other than 0".into() } else { text };
            return Err(node.reject(Reason::EquationNotSolved { index: index_text(index), value }));
        }
    }
    Ok(())
}
