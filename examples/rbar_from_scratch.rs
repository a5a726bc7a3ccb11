//! r̄(3) step by step: what is proposed for each order, the proof that the kernel accepts, and its file.
//!
//! `cargo run --release --example rbar_from_scratch -- rbar-3.json`

use moe_proof::exact::decide::Decision;
use moe_proof::prove;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let walk = prove::rbar_up_to(3, 1, 512)?;
    for step in &walk.steps {
        match &step.decision {
            Decision::Solvable(_) => println!("order {}: a solution is proposed", step.order),
            Decision::Unsolvable(_) => println!("order {}: a refutation is proposed", step.order),
            Decision::Undecided { reason, .. } => println!("order {}: {reason}", step.order),
        }
    }

    // Proposals are no theorems: this one has been written down, and the kernel has accepted the bytes.
    let proven = walk.proven.ok_or("nothing is proved")?;
    println!("verified: {}", proven.statement());
    proven.assumes().iter().for_each(|t| println!("  assumes {} ({})", t.name, t.file));
    if let Some(path) = std::env::args().nth(1) {
        proven.write(&path)?;
        println!("  written to {path}");
    }
    Ok(())
}
