//! Takes a proof file apart that the kernel has accepted, for those who write the proof in another language.
//!
//! Reading and judging a file is the kernel's business: nothing here is a check, and nothing is done to bytes that the kernel
//! has refused. What is taken out is compared with the file by writing it again, so a part that this module would misread or
//! overlook is an error and not an omission.

use super::Proof;
use crate::kernel::{Outcome, Rejection, Statement, Verified, verify};
use serde_json::Value;

/// A proof file that the kernel has accepted: its verdict, and the proof itself.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What the kernel verified.
    pub verified: Verified,
    /// The proof, number by number as in the file.
    pub proof: Proof,
}

/// Why there is no accepted proof.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotAccepted {
    /// The kernel rejected the file.
    #[error("{0}")]
    Rejected(Rejection),
    /// The file is right as far as it goes, but proves only a part of its statement.
    #[error("the proof is incomplete: {verified} is verified, {missing} is missing")]
    Incomplete {
        /// What has been verified.
        verified: String,
        /// What is missing.
        missing: String,
    },
    /// The kernel accepted the file, but proofs of this claim are not taken apart.
    #[error("a proof of the claim \"{claim}\" is not written for other languages")]
    OtherClaim {
        /// The claim.
        claim: &'static str,
    },
    /// The kernel accepted the file, but it could not be taken apart: a defect of this program.
    #[error("the accepted proof cannot be taken apart")]
    Unreadable,
}

/// Hands `bytes` to the kernel and, if it accepts them, takes the proof out.
///
/// # Example
/// ```
/// use moe_proof::exact::certificate::{Proof, accepted};
/// let file = br#"{"format": "moe-proof/1",
///   "statement": {"claim": "unsolvable", "family": "softmax-gaussian", "cells": 3, "dim": 2, "order": 6},
///   "proof": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Separation.v"}}"#;
/// assert_eq!(accepted(file).unwrap().proof, Proof::Caloric);
/// assert!(accepted(&file[..100]).is_err());
/// ```
///
/// # Errors
/// [`NotAccepted`] with the kernel's reason.
pub fn accepted(bytes: &[u8]) -> Result<Accepted, NotAccepted> {
    let verified = match verify(bytes) {
        Ok(Outcome::Valid(verified)) => verified,
        Ok(Outcome::Incomplete { verified, missing, .. }) => return Err(NotAccepted::Incomplete { verified, missing }),
        Err(rejection) => return Err(NotAccepted::Rejected(rejection)),
    };
    if let claim @ Statement::Exponents(_) = verified.statement() {
        return Err(NotAccepted::OtherClaim { claim: claim.claim() });
    }
    let file: Value = serde_json::from_slice(bytes).map_err(|_| NotAccepted::Unreadable)?;
    let proof = Proof::read(&file["proof"]).ok_or(NotAccepted::Unreadable)?;
    match serde_json::from_str::<Value>(&proof.json()) {
        Ok(again) if again == file["proof"] => Ok(Accepted { verified, proof }),
        _ => Err(NotAccepted::Unreadable),
    }
}
