//! What can go wrong on the numeric side, with the place named.

use super::measure::ParameterError;

/// An error of the numeric side: what, where, found, expected, hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What went wrong.
    pub what: String,
    /// Where: a file with a line, a column, an option.
    pub place: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
    /// What can be done about it.
    pub hint: Option<String>,
}

impl Error {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Error { what: what.into(), place: None, found: None, expected: None, hint: None }
    }

    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    pub(crate) fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        for (name, part) in
            [("at", &self.place), ("found", &self.found), ("expected", &self.expected), ("hint:", &self.hint)]
        {
            if let Some(part) = part {
                write!(f, "; {name} {part}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<ParameterError> for Error {
    fn from(e: ParameterError) -> Self {
        Error::new("invalid parameters").at(e.place).found(e.found).expected(e.expected)
    }
}
