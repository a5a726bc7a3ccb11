//! A theorem with the bytes that earned it.

use super::name;
use crate::Error;
use crate::exact::certificate::{self, Proof};
use crate::files;
use crate::kernel::{
    CellExponents, FunctionRank, Method, Outcome, Reason, Statement, Theorem, Verified, path_text, verify,
};
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
    pub(super) fn by_kernel(statement: &Statement, proof: &Proof) -> Result<Self, Error> {
        let bytes = certificate::bytes(statement, proof)?;
        let refused = match verify(&bytes) {
            Ok(Outcome::Valid(verified)) if verified.statement() == statement => return Ok(Proven { verified, bytes }),
            Ok(Outcome::Valid(other)) => Error::defect("the proof proves another statement").found(other.statement()),
            Ok(Outcome::Incomplete { missing, .. }) => {
                Error::defect("the proof is incomplete").found(format_args!("missing: {missing}"))
            }
            // The statement of an identity comes from outside: it may be false, or no statement at all.
            Err(no) if matches!(no.reason, Reason::IdentityFails { .. }) => return Err(Error::refuted(no.reason)),
            Err(no) if no.place.starts_with("statement") => {
                return Err(Error::input("this is no statement").at(&no.place).found(&no.reason).because(no));
            }
            Err(no) => Error::defect("the kernel rejected the proof").because(no),
        };
        Err(refused.hint("please report this defect"))
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
    ///
    /// # Errors
    /// A statement that is about something else, such as a bound of r̄.
    pub fn rbar(&self) -> Result<usize, Error> {
        match self.statement() {
            Statement::Rbar(system) => Ok(system.order),
            other => Err(Error::usage("the proof gives no value of r̄").found(other)),
        }
    }

    /// The exponents that are proved.
    ///
    /// # Errors
    /// A statement that is about something else.
    pub fn exponents(&self) -> Result<&CellExponents, Error> {
        match self.statement() {
            Statement::Exponents(exponents) => Ok(exponents),
            other => Err(Error::usage("the proof is about no exponents").found(other)),
        }
    }

    /// The rank of a set of functions that is proved.
    ///
    /// # Errors
    /// A statement that is about something else.
    pub fn rank(&self) -> Result<FunctionRank, Error> {
        match self.statement() {
            Statement::Rank(rank) => Ok(*rank),
            other => Err(Error::usage("the proof is about no rank").found(other)),
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
    /// The file cannot be written or read back, or holds other bytes.
    ///
    /// # Example
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let proven = moe_proof::prove::rbar(2, 1)?;
    /// proven.write(folder.path().join("rbar-2.json"))?;
    /// assert!(proven.write(folder.path().join("no such folder/rbar-2.json")).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        files::write_file(path, &self.bytes)?;
        if !fs::metadata(path).is_ok_and(|m| m.is_file()) {
            return Ok(());
        }
        let back = files::read_at_most(path, self.bytes.len() as u64 + 1)
            .map_err(|e| Error::io("cannot read the proof back").at(path_text(path)).because(e))?;
        match back == self.bytes {
            true => Ok(()),
            false => Err(Error::io("the proof was changed while it was read back")
                .at(path_text(path))
                .found("other bytes")
                .expected("those that the kernel accepted")),
        }
    }

    /// Writes the proof into a folder, under its usual name; returns the path.
    ///
    /// # Errors
    /// As [`Proven::write`].
    pub fn write_into(&self, folder: impl AsRef<Path>) -> Result<PathBuf, Error> {
        let path = folder.as_ref().join(self.file_name());
        self.write(&path)?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
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
        let statement = Statement::Unsolvable(System { atoms: 3, dim: 1, order: 5 });
        assert_eq!(Proven::by_kernel(&statement, &Proof::Caloric).unwrap_err().kind, Kind::Defect);
    }
}
