//! Where a proof is, in the words of a command.

use std::fs;

/// `proof: rbar-2.json    check it: moe-proof check rbar-2.json`; what went into a pipe or a device cannot be checked there.
pub fn where_to_find(path: &str) -> String {
    if !fs::metadata(path).is_ok_and(|m| m.is_file()) {
        return format!("proof: written to {path}\n");
    }
    format!("proof: {path}    check it: moe-proof check {}\n", quoted(path))
}

/// A path as one word of a shell's command line.
pub fn quoted(path: &str) -> String {
    match path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)) {
        true => path.to_string(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
