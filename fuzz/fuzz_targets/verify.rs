//! Any bytes get a verdict: no panic, no overflow, bounded time and memory; and no statement about r̄ is accepted that is false.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moe_proof_kernel::{Outcome, Statement, verify};

fuzz_target!(|bytes: &[u8]| {
    let Ok(Outcome::Valid(verified)) = verify(bytes) else { return };
    let rbar = |atoms: usize| if atoms == 1 { 1 } else { 2 * atoms };
    match verified.statement() {
        Statement::Rbar(s) => assert_eq!(s.order, rbar(s.atoms)),
        Statement::Solvable(s) => assert!(s.order < rbar(s.atoms)),
        Statement::Unsolvable(s) => assert!(s.order >= rbar(s.atoms)),
        _ => {}
    }
});
