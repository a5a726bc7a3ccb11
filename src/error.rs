//! The one error of the library and of the program: what went wrong, where, what was found there, what was expected.
//!
//! ```
//! use moe_proof::error::Kind;
//! use moe_proof::model::MixingMeasure;
//! let error = MixingMeasure::from_json("{}").unwrap_err();
//! assert_eq!((error.kind, error.place.as_deref()), (Kind::Input, Some("the top level")));
//! ```

use moe_proof_formula::SyntaxError;
use moe_proof_symbolica::EngineError;
use std::fmt;
use std::sync::Arc;

/// What kind of thing went wrong. The program's exit code depends on it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An argument, an option or a request that cannot be met.
    Usage,
    /// A file or data whose content cannot be used.
    Input,
    /// The system refused to read or to write.
    Io,
    /// A size above a documented limit.
    Limit,
    /// Another program, such as the second symbolic engine, gave no answer.
    Tool,
    /// The kernel does not accept a proof that somebody else wrote.
    Rejected,
    /// What was to be proved is false.
    Refuted,
    /// Neither proved nor refuted.
    Undecided,
    /// A fault of this program itself: its own proof was refused, or its engines contradict each other.
    Defect,
}

/// An error: kind, message, place, found, expected, hint and cause.
///
/// `{}` writes it on one line, `{:#}` one part a line, as the program shows it.
///
/// ```
/// use moe_proof::Error;
/// let error = Error::usage("--cells is out of range").at("--cells").found(0).expected("an integer from 1 to 256");
/// assert_eq!(error.to_string(), "--cells is out of range; at --cells; found 0; expected an integer from 1 to 256");
/// assert!(format!("{error:#}").ends_with("\n  expected: an integer from 1 to 256"));
/// ```
#[derive(Clone, Debug)]
pub struct Error {
    /// The kind, from which the exit code follows.
    pub kind: Kind,
    /// What went wrong.
    pub what: Box<str>,
    /// Where: a file, a line and column, a field, an option.
    pub place: Option<Box<str>>,
    /// What was found there.
    pub found: Option<Box<str>>,
    /// What was expected there.
    pub expected: Option<Box<str>>,
    /// What can be done about it.
    pub hint: Option<Box<str>>,
    /// The error from which this one follows, such as the kernel's [`Rejection`](crate::kernel::Rejection).
    pub cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// Makes the text of a part.
fn part(text: impl fmt::Display) -> Box<str> {
    text.to_string().into_boxed_str()
}

impl Error {
    /// An error of a kind, without any other part yet.
    pub fn new(kind: Kind, what: impl fmt::Display) -> Self {
        Error { kind, what: part(what), place: None, found: None, expected: None, hint: None, cause: None }
    }

    /// An error of [`Kind::Usage`].
    pub fn usage(what: impl fmt::Display) -> Self {
        Error::new(Kind::Usage, what)
    }

    /// An error of [`Kind::Input`].
    pub fn input(what: impl fmt::Display) -> Self {
        Error::new(Kind::Input, what)
    }

    /// An error of [`Kind::Io`].
    pub fn io(what: impl fmt::Display) -> Self {
        Error::new(Kind::Io, what)
    }

    /// An error of [`Kind::Limit`].
    pub fn limit(what: impl fmt::Display) -> Self {
        Error::new(Kind::Limit, what)
    }

    /// An error of [`Kind::Rejected`].
    pub fn rejected(what: impl fmt::Display) -> Self {
        Error::new(Kind::Rejected, what)
    }

    /// An error of [`Kind::Refuted`].
    pub fn refuted(what: impl fmt::Display) -> Self {
        Error::new(Kind::Refuted, what)
    }

    /// An error of [`Kind::Undecided`].
    pub fn undecided(what: impl fmt::Display) -> Self {
        Error::new(Kind::Undecided, what)
    }

    /// An error of [`Kind::Defect`].
    pub fn defect(what: impl fmt::Display) -> Self {
        Error::new(Kind::Defect, what)
    }

    /// Says where: a file, a line, a field, an option.
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place = Some(part(place));
        self
    }

    /// Puts the place into a larger one: `column 3` within `--claim` becomes `--claim, column 3`.
    pub fn within(self, larger: impl fmt::Display) -> Self {
        match self.place.clone() {
            Some(place) => self.at(format_args!("{larger}, {place}")),
            None => self.at(larger),
        }
    }

    /// Says what was found there.
    pub fn found(mut self, found: impl fmt::Display) -> Self {
        self.found = Some(part(found));
        self
    }

    /// Says what was expected there.
    pub fn expected(mut self, expected: impl fmt::Display) -> Self {
        self.expected = Some(part(expected));
        self
    }

    /// Says what can be done about it.
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(part(hint));
        self
    }

    /// Names the error from which this one follows. Its words become what was found, unless something was found already.
    pub fn because(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.found.get_or_insert_with(|| part(&cause));
        self.cause = Some(Arc::new(cause));
        self
    }

    /// Makes it an error of another kind.
    pub fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let parts = [&self.place, &self.found, &self.expected, &self.hint];
        let names = match f.alternate() {
            true => ["\n  where: ", "\n  found: ", "\n  expected: ", "\n  hint: "],
            false => ["; at ", "; found ", "; expected ", "; hint: "],
        };
        for (name, part) in names.into_iter().zip(parts) {
            if let Some(part) = part {
                write!(f, "{name}{part}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as _)
    }
}

impl From<EngineError> for Error {
    fn from(e: EngineError) -> Self {
        Error::new(Kind::Tool, format_args!("no answer from the second engine: {e}")).hint(e.hint())
    }
}

impl From<SyntaxError> for Error {
    fn from(e: SyntaxError) -> Self {
        Error::usage(format_args!("the {} cannot be read", e.what)).at(e.place()).found(e.found).expected(e.expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn the_cause_is_kept_and_its_words_are_what_was_found() {
        let cause = std::io::Error::other("no space");
        let error = Error::io("cannot write").at("a file").because(cause);
        assert_eq!(error.to_string(), "cannot write; at a file; found no space");
        assert!(error.source().unwrap().is::<std::io::Error>());
        let other = Error::input("x").found("y").because(std::fmt::Error);
        assert_eq!(other.found.as_deref(), Some("y"));
    }

    #[test]
    fn a_place_lies_within_a_larger_one() {
        assert_eq!(Error::input("x").at("column 3").within("--claim").place.as_deref(), Some("--claim, column 3"));
        assert_eq!(Error::input("x").within("--claim").place.as_deref(), Some("--claim"));
    }

    #[test]
    fn an_error_is_small_enough_to_be_returned() {
        assert!(size_of::<Error>() <= 128);
    }
}
