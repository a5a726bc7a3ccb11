//! The exact side: the search for r̄ with its proof, the kernel on the proof's bytes, and the written-out system.
//!
//! `cargo bench -p moe-proof-benches --bench exact`. Whole-process times and other programs: `scripts/bench-rbar.sh`.

use divan::Bencher;
use moe_proof::exact::certificate::{self, Proof};
use moe_proof::exact::decide::{Decision, search::search};
use moe_proof::exact::system::TaylorSystem;
use moe_proof::kernel::{Statement, System, verify};

fn main() {
    divan::main();
}

/// The bytes that `moe-proof rbar --cells m` writes.
fn proof_of(cells: usize) -> Vec<u8> {
    let steps = search(cells, 1, 512);
    let mut solvable = Proof::EmptySystem;
    let mut unsolvable = None;
    for step in steps {
        match step.decision {
            Decision::Solvable(witness) => solvable = witness.proof,
            Decision::Unsolvable(proof) => unsolvable = Some((step.order, proof)),
            Decision::Undecided { .. } => {}
        }
    }
    let (order, refutation) = unsolvable.expect("every cell of at most 256 atoms is decided");
    let proof = Proof::Rbar { solvable: Box::new(solvable), unsolvable: Box::new(refutation) };
    let written = proof.needs_equations().then(|| TaylorSystem::new(cells, 1, order).expect("a small system"));
    certificate::bytes(&Statement::Rbar(System { cells, dim: 1, order }), &proof, written.as_ref())
}

#[divan::bench(args = [1, 2, 8, 32, 64, 128])]
fn search_and_write(cells: usize) -> Vec<u8> {
    proof_of(cells)
}

#[divan::bench(args = [1, 2, 8, 32, 64, 128])]
fn kernel(bencher: Bencher, cells: usize) {
    let bytes = proof_of(cells);
    bencher.bench(|| verify(&bytes).expect("the program's own proof"));
}

#[divan::bench(args = [(2, 4, 1), (4, 8, 2), (6, 12, 3)])]
fn written_out_system((cells, order, dim): (usize, usize, usize)) -> TaylorSystem {
    TaylorSystem::new(cells, dim, order).expect("within the limit")
}
