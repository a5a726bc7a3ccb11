//! The golden proofs, `proofs/*/*.json`: each is accepted, with this statement, by these methods and on these
//! assumptions.

use crate::support::{golden_proofs, snapshot};
use moe_proof_kernel::{Outcome, verify};

#[test]
fn every_golden_proof_is_accepted() {
    let mut list = String::new();
    for (file, bytes) in golden_proofs() {
        let verified = match verify(&bytes) {
            Ok(Outcome::Valid(verified)) => verified,
            other => panic!("{file}: {other:?}"),
        };
        let assumes: Vec<&str> = verified.assumes().iter().map(|theorem| theorem.name).collect();
        let (statement, methods) = (verified.statement(), verified.methods());
        list.push_str(&format!("{file}: {statement}\n    {methods:?} assuming {assumes:?}\n"));
    }
    snapshot("golden", &list);
}
