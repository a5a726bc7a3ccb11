//! Places in the text of a plan: the errors of a value there.

use crate::Error;
use std::fmt::Display;
use toml::Spanned;

/// The text with its name, to say where something stands.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) name: &'a str,
}

impl Place<'_> {
    pub(super) fn line(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    /// A fault of the value of `key` that begins at `offset`.
    pub(super) fn fault(&self, offset: usize, key: &str, found: impl Display, expected: impl Display) -> Error {
        Error::input("the plan cannot be used")
            .at(format!("{}, line {}, {key}", self.name, self.line(offset)))
            .found(found)
            .expected(expected)
    }

    pub(super) fn integer(&self, value: &Spanned<i64>, key: &str, from: u64, to: u64) -> Result<u64, Error> {
        let v = *value.get_ref();
        match u64::try_from(v).ok().filter(|v| (from..=to).contains(v)) {
            Some(v) => Ok(v),
            None => Err(self.fault(value.span().start, key, v.to_string(), format!("an integer from {from} to {to}"))),
        }
    }

    pub(super) fn range(
        &self,
        value: Option<Spanned<[f64; 2]>>,
        key: &str,
        positive: bool,
    ) -> Result<Option<[f64; 2]>, Error> {
        let Some(value) = value else { return Ok(None) };
        let [low, high] = *value.get_ref();
        if low.is_finite() && high.is_finite() && low < high && (!positive || low > 0.0) {
            return Ok(Some([low, high]));
        }
        let expected = if positive { "[low, high] with 0 < low < high" } else { "[low, high] with low < high" };
        Err(self.fault(value.span().start, key, format!("[{low}, {high}]"), expected))
    }
}
