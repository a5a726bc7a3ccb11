//! The exact side: the search for r̄ with its proof, the kernel on the proof's bytes, and the written-out system.
//!
//! `cargo bench -p moe-proof-benches --bench exact`. Whole-process times and other programs: `scripts/bench-rbar.sh`.

use divan::Bencher;
use moe_proof::exact::system::TaylorSystem;
use moe_proof::kernel::verify;
use moe_proof::prove::{Proven, rbar};

fn main() {
    divan::main();
}

fn proven(cells: usize) -> Proven {
    rbar(cells, 1).expect("every cell of at most 256 atoms is decided")
}

#[divan::bench(args = [1, 2, 8, 32, 64, 128])]
fn search_write_and_verify(cells: usize) -> Proven {
    proven(cells)
}

#[divan::bench(args = [1, 2, 8, 32, 64, 128])]
fn kernel(bencher: Bencher, cells: usize) {
    let proven = proven(cells);
    bencher.bench(|| verify(proven.bytes()).expect("the program's own proof"));
}

#[divan::bench(args = [(2, 4, 1), (4, 8, 2), (6, 12, 3)])]
fn written_out_system((cells, order, dim): (usize, usize, usize)) -> TaylorSystem {
    TaylorSystem::new(cells, dim, order).expect("within the limit")
}
