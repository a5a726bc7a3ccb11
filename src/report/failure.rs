//! Exit codes and errors as a user meets them: what, where, found, expected, hint.

use std::fmt;

/// The exit codes of every command, documented in the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: verified, or done.
    Done,
    /// 1: refuted, or a proof was rejected.
    Refuted,
    /// 2: usage, input or I/O error, or a size above a documented limit.
    Error,
    /// 3: undecided or incomplete.
    Undecided,
}

impl ExitStatus {
    /// The code the process ends with.
    pub fn code(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::Refuted => 1,
            ExitStatus::Error => 2,
            ExitStatus::Undecided => 3,
        }
    }

    /// The worse of two outcomes, for commands that treat several files: 2 before 1 before 3 before 0.
    pub fn worse(self, other: ExitStatus) -> ExitStatus {
        let rank = |s| match s {
            ExitStatus::Done => 0,
            ExitStatus::Undecided => 1,
            ExitStatus::Refuted => 2,
            ExitStatus::Error => 3,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// An error for a person: what went wrong, where, what was found, what was expected, and what to do.
///
/// ```
/// # use moe_proof::report::Failure;
/// let f = Failure::new("the number of cells is out of range").at("--cells").found("0").expected("an integer from 1 to 256");
/// assert!(f.to_string().contains("expected: an integer from 1 to 256"));
/// ```
#[derive(Clone, Debug)]
pub struct Failure(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    what: String,
    place: Option<String>,
    found: Option<String>,
    expected: Option<String>,
    hint: Option<String>,
    status: ExitStatus,
}

impl Failure {
    /// An error that ends the command with exit code 2.
    pub fn new(what: impl Into<String>) -> Self {
        let what = what.into();
        Failure(Box::new(Parts {
            what,
            place: None,
            found: None,
            expected: None,
            hint: None,
            status: ExitStatus::Error,
        }))
    }

    /// Where: a file, a line, an option.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.0.place = Some(place.into());
        self
    }

    /// What was found there.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.0.found = Some(found.into());
        self
    }

    /// What was expected there.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.0.expected = Some(expected.into());
        self
    }

    /// What the user can do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Ends the command with another exit code than 2.
    pub fn status(mut self, status: ExitStatus) -> Self {
        self.0.status = status;
        self
    }

    /// The exit code this failure asks for.
    pub fn exit_status(&self) -> ExitStatus {
        self.0.status
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { what, place, found, expected, hint, .. } = &*self.0;
        write!(f, "{what}")?;
        let lines = [("where", place), ("found", found), ("expected", expected), ("hint", hint)];
        for (name, value) in lines {
            if let Some(value) = value {
                write!(f, "\n  {name}: {value}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
