//! Writing a proof and having the kernel accept its bytes: the only way to the word "verified".

use super::write_file;
use crate::Error;
use crate::kernel::{MAX_BYTES, Outcome, Verified, verify};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Writes a proof file, reads the bytes back and hands them to the kernel. What a pipe or a device has swallowed cannot be
/// read back: then the bytes that were written are checked.
///
/// # Errors
/// The file cannot be written or read back, or the kernel does not accept the proof (which would be a defect of this program).
pub fn write_and_verify(path: &Path, bytes: &[u8]) -> Result<Verified, Error> {
    write_file(path, bytes)?;
    let place = path.display().to_string();
    let mut back = Vec::new();
    if fs::metadata(path).is_ok_and(|m| m.is_file()) {
        File::open(path)
            .and_then(|f| f.take(MAX_BYTES as u64 + 1).read_to_end(&mut back))
            .map_err(|e| Error::io("cannot read the proof back").at(&place).because(e))?;
    } else {
        back = bytes.to_vec();
    }
    match verify(&back) {
        Ok(Outcome::Valid(verified)) => Ok(verified),
        Ok(Outcome::Incomplete { missing, .. }) => Err(Error::defect("the proof that was written is incomplete")
            .at(place)
            .found(format!("missing: {missing}"))),
        Err(rejection) => Err(Error::defect("the kernel rejected the proof that was written")
            .at(place)
            .because(rejection)
            .hint("this is a defect of the program, or the file was changed while it was read: please report it")),
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
