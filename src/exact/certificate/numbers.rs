//! Numbers and polynomials as they stand in a file: written, and read again.

use crate::kernel::Exponents;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};

/// A polynomial as a list of terms, exponents strictly decreasing.
pub type Terms = Vec<(BigRational, Exponents)>;

/// Numbers as strings: `["-1/2","3"]`.
pub(super) fn strings<T: ToString>(numbers: &[T]) -> Value {
    json!(numbers.iter().map(T::to_string).collect::<Vec<_>>())
}

pub(super) fn terms_json(terms: &[(BigRational, Exponents)]) -> Value {
    terms.iter().map(|(c, e)| json!([c.to_string(), e])).collect()
}

pub(super) fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(item).collect()
}

pub(super) fn rational(value: &Value) -> Option<BigRational> {
    value.as_str()?.parse().ok()
}

pub(super) fn integer(value: &Value) -> Option<BigInt> {
    value.as_str()?.parse().ok()
}

pub(super) fn exponents(value: &Value) -> Option<Exponents> {
    list(value, |k| u32::try_from(k.as_u64()?).ok())
}

pub(super) fn terms(value: &Value) -> Option<Terms> {
    list(value, |term| match term.as_array()?.as_slice() {
        [c, e] => Some((rational(c)?, exponents(e)?)),
        _ => None,
    })
}
