//! Takes a proof file apart that the kernel has accepted, for those who write the proof in another language.
//!
//! Reading and judging a file is the kernel's business: nothing here is a check, and nothing is done to bytes that the kernel
//! has refused. What is taken out is compared with the file by writing it again, so a part that this module would misread or
//! overlook is an error and not an omission.

use super::Proof;
use crate::Error;
use crate::kernel::{Outcome, Verified, verify};
use serde_json::Value;

/// A proof file that the kernel has accepted: its verdict, and the proof itself.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What the kernel verified.
    pub verified: Verified,
    /// The proof, number by number as in the file; `None` for a kind that is not taken apart.
    pub proof: Option<Proof>,
}

/// Hands `bytes` to the kernel and, if it accepts them, takes the proof out.
///
/// # Example
/// ```
/// use moe_proof::exact::certificate::{Proof, accepted};
/// let file = br#"{"format": "moe-proof/2",
///   "statement": {"claim": "unsolvable", "family": "softmax-gaussian", "atoms": 3, "dim": 2, "order": 6},
///   "proof": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}}"#;
/// assert_eq!(accepted(file).unwrap().proof, Some(Proof::Caloric));
/// assert!(accepted(&file[..100]).is_err());
/// ```
///
/// # Errors
/// The kernel's reason, or what an incomplete proof lacks.
pub fn accepted(bytes: &[u8]) -> Result<Accepted, Error> {
    let verified = match verify(bytes) {
        Ok(Outcome::Valid(verified)) => verified,
        Ok(Outcome::Incomplete { verified, missing, .. }) => {
            return Err(Error::undecided("the proof is incomplete")
                .found(format_args!("verified: {verified}; missing: {missing}"))
                .expected("a proof of the whole statement"));
        }
        Err(rejection) => {
            return Err(Error::rejected("the kernel rejects the proof file")
                .because(rejection)
                .hint("only an accepted proof is exported: see moe-proof check"));
        }
    };
    let file: Value = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
    let Some(proof) = Proof::read(&file["proof"]) else { return Ok(Accepted { verified, proof: None }) };
    match serde_json::from_str::<Value>(&proof.json()) {
        Ok(again) if again == file["proof"] => Ok(Accepted { verified, proof: Some(proof) }),
        _ => Err(unreadable()),
    }
}

/// The kernel has accepted what this module cannot take apart.
fn unreadable() -> Error {
    Error::defect("the accepted proof cannot be taken apart").hint("please report this defect")
}
