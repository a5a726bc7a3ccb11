//! Takes a proof file apart that the kernel has accepted, for those who write the proof in another language.
//!
//! Reading and judging a file is the kernel's business: nothing here is a check, and nothing is done to bytes that the kernel
//! has refused. What is taken out is compared with the file by writing it again, so a part that this module would misread or
//! overlook is an error and not an omission.

use super::Proof;
use crate::Error;
use crate::kernel::{Outcome, Statement, Verified, verify};
use serde_json::Value;

/// A proof file that the kernel has accepted: its verdict, and the proof itself.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What the kernel verified.
    pub verified: Verified,
    /// The proof, number by number as in the file.
    pub proof: Proof,
}

/// Hands `bytes` to the kernel and, if it accepts them, takes the proof out.
///
/// # Example
/// ```
/// use moe_proof::exact::certificate::{Proof, accepted};
/// let file = br#"{"format": "moe-proof/2",
///   "statement": {"claim": "unsolvable", "family": "softmax-gaussian", "atoms": 3, "dim": 2, "order": 6},
///   "proof": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}}"#;
/// assert_eq!(accepted(file).unwrap().proof, Proof::Caloric);
/// assert!(accepted(&file[..100]).is_err());
/// ```
///
/// # Errors
/// The kernel's reason, what an incomplete proof lacks, or a claim whose proofs are not taken apart.
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
    if let Some(theorem) = theorem_in_coq(verified.statement()) {
        let claim = verified.statement().claim();
        return Err(Error::input(format_args!("a proof of the claim \"{claim}\" is not written for other languages"))
            .expected("a proof of solvable, unsolvable, rbar, identity or relations")
            .hint(format_args!("the general theorem is in Coq: proofs/coq/Main.v, {theorem}")));
    }
    let file: Value = serde_json::from_slice(bytes).map_err(|_| unreadable())?;
    let proof = Proof::read(&file["proof"]).ok_or_else(unreadable)?;
    match serde_json::from_str::<Value>(&proof.json()) {
        Ok(again) if again == file["proof"] => Ok(Accepted { verified, proof }),
        _ => Err(unreadable()),
    }
}

/// For a claim whose proofs are not taken apart: the theorem of the Coq development that is about all such claims.
fn theorem_in_coq(statement: &Statement) -> Option<&'static str> {
    match statement {
        Statement::Exponents(_) => Some("sharp_exponents"),
        Statement::SameDensity(_) => Some("common_factor"),
        Statement::Identifiable { .. } => Some("identifiability_threshold"),
        Statement::Dependence(_) => Some("expert_density_relation"),
        Statement::Rank(_) => Some("rank_of_functions"),
        Statement::Solvable(_)
        | Statement::Unsolvable(_)
        | Statement::Rbar(_)
        | Statement::Identity { .. }
        | Statement::Relations { .. } => None,
    }
}

/// The kernel has accepted what this module cannot take apart.
fn unreadable() -> Error {
    Error::defect("the accepted proof cannot be taken apart").hint("please report this defect")
}
