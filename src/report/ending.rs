//! How a command ends: one word and one exit code for one ending, in every command.

use crate::error::Kind;

/// The ending of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The kernel has accepted a proof of what was asked.
    Verified,
    /// The work is done; it proves nothing.
    Done,
    /// Refuted, or a proof was rejected.
    Refuted,
    /// Neither proved nor refuted, or not complete.
    Undecided,
    /// A usage, input or I/O error, or a size above a documented limit.
    Error,
}

impl Ending {
    /// The word for it: `status` of the JSON object, and in text.
    pub fn word(self) -> &'static str {
        match self {
            Ending::Verified => "verified",
            Ending::Done => "done",
            Ending::Refuted => "refuted",
            Ending::Undecided => "undecided",
            Ending::Error => "error",
        }
    }

    /// The code with which the process ends. Ctrl-C ends it with 130, see [`super::Interrupts`].
    pub fn code(self) -> u8 {
        match self {
            Ending::Verified | Ending::Done => 0,
            Ending::Refuted => 1,
            Ending::Error => 2,
            Ending::Undecided => 3,
        }
    }

    /// The worse of two endings, where several things were looked at: error before refuted before undecided.
    pub fn worse(self, other: Ending) -> Ending {
        let rank = |ending| match ending {
            Ending::Verified | Ending::Done => 0,
            Ending::Undecided => 1,
            Ending::Refuted => 2,
            Ending::Error => 3,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

impl From<Kind> for Ending {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Rejected | Kind::Refuted => Ending::Refuted,
            Kind::Undecided => Ending::Undecided,
            Kind::Usage | Kind::Input | Kind::Io | Kind::Limit | Kind::Tool | Kind::Defect => Ending::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refuted_relation_is_not_hidden_by_an_undecided_one() {
        assert_eq!(Ending::Undecided.worse(Ending::Refuted), Ending::Refuted);
        assert_eq!(Ending::Refuted.worse(Ending::Undecided).code(), 1);
        assert_eq!(Ending::Verified.worse(Ending::Undecided).code(), 3);
        assert_eq!(Ending::from(Kind::Limit).worse(Ending::Refuted).code(), 2);
    }
}
