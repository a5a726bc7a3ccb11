//! Where a proof is, in the words of a command.

use crate::kernel::path_text;
use std::fs;
use std::path::Path;

/// `proof: rbar-2.json    check it: moe-proof check rbar-2.json`; what went into a pipe or a device cannot be checked there.
pub fn where_to_find(path: &Path) -> String {
    let name = path_text(path);
    match fs::metadata(path).is_ok_and(|m| m.is_file()) {
        true => format!("proof: {name}    check it: moe-proof check {name}\n"),
        false => format!("proof: written to {name}\n"),
    }
}
