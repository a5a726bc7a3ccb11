//! r̄(3) step by step: the system, a solution of order 5, a refutation of order 6, the proof file, the kernel.
//!
//! `cargo run --release --example rbar_from_scratch`

use moe_proof::exact::certificate::{self, Proof};
use moe_proof::exact::decide::{Decision, search::search};
use moe_proof::exact::system::TaylorSystem;
use moe_proof::kernel::{Outcome, Statement, System, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (cells, dim) = (3, 1);

    // The polynomial system of order 2, as the paper prints it: Σ_j p5_j² (…) = 0.
    let system = TaylorSystem::new(cells, dim, 2)?;
    println!("{}", moe_proof::report::system::system(&system, moe_proof::report::system::Form::Text));

    // Order by order: what is proposed.
    let steps = search(cells, dim, 100);
    let mut solution = Proof::EmptySystem;
    let mut refutation = None;
    for step in &steps {
        match &step.decision {
            Decision::Solvable(witness) => {
                println!("order {}: a solution is proposed", step.order);
                solution = witness.proof.clone();
            }
            Decision::Unsolvable(proof) => {
                println!("order {}: a refutation is proposed", step.order);
                refutation = Some((step.order, proof.clone()));
            }
            Decision::Undecided { reason, .. } => println!("order {}: {reason}", step.order),
        }
    }

    // Proposals are not theorems: write them down, and let the kernel decide on the bytes.
    let (order, unsolvable) = refutation.ok_or("no refutation was found")?;
    let statement = Statement::Rbar(System { atoms: cells, dim, order });
    let proof = Proof::Rbar { solvable: Box::new(solution), unsolvable: Box::new(unsolvable) };
    let bytes = certificate::bytes(&statement, &proof, None);
    match verify(&bytes)? {
        Outcome::Valid(verified) => println!("verified: {}", verified.statement()),
        Outcome::Incomplete { missing, .. } => println!("incomplete: {missing}"),
    }
    Ok(())
}
