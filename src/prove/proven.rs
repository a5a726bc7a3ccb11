//! A theorem with the bytes that earned it.

use super::{NotProven, name};
use crate::exact::certificate::{self, Proof};
use crate::files::{self, FileError};
use crate::kernel::{CellExponents, Method, Outcome, Reason, Statement, Theorem, Verified, verify};
use std::fs;
use std::path::{Path, PathBuf};

/// A statement that the kernel has accepted, and the bytes of the proof file that it accepted.
#[derive(Clone, Debug)]
pub struct Proven {
    verified: Verified,
    bytes: Vec<u8>,
}

impl Proven {
    /// The one way to a theorem: a proposal is written down, and the kernel decides on its bytes.
    pub(super) fn by_kernel(statement: &Statement, proof: &Proof) -> Result<Self, NotProven> {
        let bytes = certificate::bytes(statement, proof)?;
        match verify(&bytes) {
            Ok(Outcome::Valid(verified)) if verified.statement() == statement => Ok(Proven { verified, bytes }),
            Ok(Outcome::Valid(verified)) => Err(NotProven::OtherStatement(verified.statement().to_string())),
            Ok(Outcome::Incomplete { missing, .. }) => Err(NotProven::Incomplete(missing)),
            Err(no) if matches!(no.reason, Reason::IdentityFails { .. }) => {
                Err(NotProven::Refuted(no.reason.to_string()))
            }
            Err(no) => Err(NotProven::Rejected(no)),
        }
    }

    /// What is proved.
    pub fn statement(&self) -> &Statement {
        self.verified.statement()
    }

    /// By what, one entry a part: for r̄ first the solvable order, then the unsolvable one.
    pub fn methods(&self) -> &[Method] {
        self.verified.methods()
    }

    /// The theorems that the proof rests on; empty for a purely algebraic proof.
    pub fn assumes(&self) -> &[Theorem] {
        self.verified.assumes()
    }

    /// The kernel's verdict.
    pub fn verified(&self) -> &Verified {
        &self.verified
    }

    /// The bytes that the kernel accepted: the whole proof file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// r̄, if that is what is proved.
    pub fn rbar(&self) -> Option<usize> {
        match self.statement() {
            Statement::Rbar(system) => Some(system.order),
            _ => None,
        }
    }

    /// The exponents that are proved.
    ///
    /// # Errors
    /// [`NotProven::OtherStatement`] if the statement is about something else.
    pub fn exponents(&self) -> Result<&CellExponents, NotProven> {
        match self.statement() {
            Statement::Exponents(exponents) => Ok(exponents),
            other => Err(NotProven::OtherStatement(other.to_string())),
        }
    }

    /// The usual name of its file, such as `rbar-3.json`.
    pub fn file_name(&self) -> String {
        name::file_name(self.statement())
    }

    /// Writes the proof so that the file is there whole or not at all, reads it back and compares: what is on the disk then is
    /// what the kernel accepted. What a pipe or a device has swallowed cannot be read back.
    ///
    /// # Errors
    /// [`NotProven::File`] with the place and the system's words if the file cannot be written or read back, or if it holds other
    /// bytes.
    ///
    /// # Example
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let proven = moe_proof::prove::rbar(2, 1)?;
    /// proven.write(folder.path().join("rbar-2.json"))?;
    /// assert!(proven.write(folder.path().join("no such folder/rbar-2.json")).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), NotProven> {
        let path = path.as_ref();
        files::write(path, &self.bytes)?;
        if !fs::metadata(path).is_ok_and(|m| m.is_file()) {
            return Ok(());
        }
        let fault = |what, found| FileError { what, place: path.to_path_buf(), found, expected: None };
        let back = files::read_at_most(path, self.bytes.len() as u64 + 1)
            .map_err(|e| fault("cannot read the proof back", e.to_string()))?;
        match back == self.bytes {
            true => Ok(()),
            false => {
                Err(fault("the proof was changed while it was read back", "other bytes than were written".into())
                    .into())
            }
        }
    }

    /// Writes the proof into a folder, under its usual name; returns the path.
    ///
    /// # Errors
    /// As [`Proven::write`].
    pub fn write_into(&self, folder: impl AsRef<Path>) -> Result<PathBuf, NotProven> {
        let path = folder.as_ref().join(self.file_name());
        self.write(&path)?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::System;

    #[test]
    fn what_is_on_the_disk_is_what_the_kernel_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let proven = crate::prove::rbar(2, 1).unwrap();
        let path = proven.write_into(folder.path()).unwrap();
        assert!(path.ends_with("rbar-2.json"));
        let Ok(Outcome::Valid(again)) = verify(&fs::read(&path).unwrap()) else { panic!("not accepted") };
        assert_eq!(again.statement(), proven.statement());
        assert!(proven.write(folder.path()).is_err(), "a folder is no place for a proof");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_not_read() {
        crate::prove::rbar(1, 1).unwrap().write("/dev/null").unwrap();
    }

    #[test]
    fn what_the_kernel_refuses_is_no_theorem() {
        // The caloric separation lemma says nothing about order 5 of three atoms.
        let statement = Statement::Unsolvable(System { cells: 3, dim: 1, order: 5 });
        assert!(matches!(Proven::by_kernel(&statement, &Proof::Caloric), Err(NotProven::Rejected(_))));
    }
}
