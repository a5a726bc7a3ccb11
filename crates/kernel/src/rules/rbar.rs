//! r̄(m) = r: the system of order r − 1 is solvable and that of order r is not. The systems nest, so these two suffice.
//! Assumes what its halves assume.

use super::{Finding, Gap, Task, prove};
use crate::rejection::Rejection;
use crate::statement::Statement;
use crate::system::System;

/// Checks both halves; one that is `null` leaves a gap.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let system = task.system()?;
    let (below, at) = (task.fields.take("solvable")?, task.fields.take("unsolvable")?);
    task.fields.finish()?;
    let (m, r) = (system.atoms, system.order);
    let solvable = Statement::Solvable(System { order: r - 1, ..system });
    let halves = [(below, solvable), (at, Statement::Unsolvable(system))];
    let mut finding = Finding { methods: vec![], assumes: vec![], gap: None };
    let mut absent = [false; 2];
    for ((proof, claim), absent) in halves.iter().zip(&mut absent) {
        *absent = proof.is_null();
        if !*absent {
            let half = prove(claim, proof, task.written)?;
            finding.methods.extend(half.methods);
            finding.assumes.extend(half.assumes);
        }
    }
    let (solution, refutation) = (format!("a solution of order {}", r - 1), format!("a refutation of order {r}"));
    let gap = |verified: String, missing: String| Some(Gap { verified, missing });
    finding.gap = match absent {
        [false, false] => None,
        [false, true] => gap(format!("r̄({m}) ≥ {r}"), refutation),
        [true, false] => gap(format!("r̄({m}) ≤ {r}"), solution),
        [true, true] => gap("nothing".into(), format!("{solution} and {refutation}")),
    };
    Ok(finding)
}
