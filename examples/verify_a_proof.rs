//! Checks the proof files named on the command line, or one that is tampered with here to see it rejected.
//!
//! `cargo run --release --example verify_a_proof -- proofs/rbar/rbar-2.json`

use moe_proof::kernel::{Outcome, verify};

const IDENTITY: &str = r#"{"format": "moe-proof/2",
  "statement": {"claim": "identity", "family": "softmax-gaussian", "dim": 1,
                "relation": [["1", [0,0,2,0]], ["-2", [0,0,0,1]]]},
  "proof": {"kind": "identity"}}"#;

fn main() -> std::io::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    for path in &paths {
        say(path, &std::fs::read(path)?);
    }
    if paths.is_empty() {
        say("∂²u/∂b² = 2 ∂u/∂ν", IDENTITY.as_bytes());
        say("the same with the factor 1", IDENTITY.replace("\"-2\"", "\"-1\"").as_bytes());
    }
    Ok(())
}

fn say(name: &str, bytes: &[u8]) {
    match verify(bytes) {
        Ok(Outcome::Valid(verified)) => {
            let assumes = verified.assumes();
            println!("{name}: proves {}", verified.statement());
            assumes.iter().for_each(|t| println!("  assumes {} ({})", t.name, t.file));
        }
        Ok(Outcome::Incomplete { missing, .. }) => println!("{name}: incomplete, missing {missing}"),
        Err(rejection) => println!("{name}: rejected, {rejection}"),
    }
}
