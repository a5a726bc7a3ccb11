//! Proofs in the words of a command: where one is, and why there is none.

use super::{ExitStatus, Failure};
use crate::prove::NotProven;
use std::fs;

impl From<NotProven> for Failure {
    fn from(e: NotProven) -> Self {
        match e {
            NotProven::OutOfRange { what, found, least, most } => Failure::new(format!("{what} is out of range"))
                .found(found.to_string())
                .expected(format!("an integer from {least} to {most}")),
            NotProven::Undecided { what, reason, hint } => {
                Failure::new(format!("{what} is undecided")).found(reason).hint(hint).status(ExitStatus::Undecided)
            }
            NotProven::Refuted(why) => Failure::new("refuted").found(why).status(ExitStatus::Refuted),
            NotProven::File(e) => e.into(),
            NotProven::Rejected(rejection) => Failure::new("the kernel rejected the proof")
                .found(rejection.to_string())
                .hint("this is a defect of the program: please report it"),
            other => Failure::new(other.to_string()),
        }
    }
}

/// `proof: rbar-2.json    check it: moe-proof check rbar-2.json`; what went into a pipe or a device cannot be checked there.
pub fn where_to_find(path: &str) -> String {
    if !fs::metadata(path).is_ok_and(|m| m.is_file()) {
        return format!("proof: written to {path}\n");
    }
    let quoted = match path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)) {
        true => path.to_string(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    };
    format!("proof: {path}    check it: moe-proof check {quoted}\n")
}
