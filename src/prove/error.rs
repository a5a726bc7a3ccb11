//! Why there is no theorem.

use crate::exact::rates::programme::NoOptimum;
use crate::exact::relations::survey::OutOfReach;
use crate::exact::system::TooLarge;
use crate::files::FileError;
use crate::kernel::Rejection;

/// Why a front door returns no [`Proven`](super::Proven), or why one is not on disk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProven {
    /// A size outside the limits.
    #[error("{what} is out of range: found {found}, expected an integer from {least} to {most}")]
    OutOfRange {
        /// The size.
        what: &'static str,
        /// Its value.
        found: usize,
        /// The smallest that is allowed.
        least: u64,
        /// The largest that is allowed.
        most: u64,
    },
    /// Derivatives beyond the limits.
    #[error(transparent)]
    OutOfReach(#[from] OutOfReach),
    /// Neither a proof nor a refutation was found.
    #[error("{what} is undecided: {reason}")]
    Undecided {
        /// What was asked.
        what: String,
        /// Why, and which limit was reached.
        reason: String,
        /// How to get further.
        hint: String,
    },
    /// What was asked for is false.
    #[error("{0}")]
    Refuted(String),
    /// A proof was found, but the system that its file must carry is too large.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// No exponents are proposed: a defect of this program.
    #[error(transparent)]
    NoOptimum(#[from] NoOptimum),
    /// The kernel does not accept what was proposed.
    #[error("the kernel rejected the proof: {0}")]
    Rejected(Rejection),
    /// The kernel misses a part of the proof: a defect of this program.
    #[error("the proof is incomplete, missing: {0}")]
    Incomplete(String),
    /// The proof is about something else than what is wanted of it.
    #[error("this is a proof of another statement: {0}")]
    OtherStatement(String),
    /// The file could not be written, or not be read back.
    #[error(transparent)]
    File(#[from] FileError),
}
