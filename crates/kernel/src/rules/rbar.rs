//! r̄(m) = r: the system of order r − 1 is solvable and that of order r is not. The systems nest, so these two suffice.
//! Assumes what its halves assume.

use super::{Finding, Gap, Task, prove};
use crate::rejection::{Reason, Rejection};
use crate::statement::Statement;
use crate::system::System;

/// Checks both halves; one that is `null` leaves a gap. A file without either proves nothing and is rejected.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let system = task.system()?;
    let (below, at) = (task.fields.take("solvable")?, task.fields.take("unsolvable")?);
    task.fields.finish()?;
    let absent = [below.is_null(), at.is_null()];
    if absent == [true, true] {
        return Err(task.proof.reject(Reason::NothingProved));
    }
    let (m, r) = (system.atoms, system.order);
    let solvable = Statement::Solvable(System { order: r - 1, ..system });
    let halves = [(below, solvable), (at, Statement::Unsolvable(system))];
    let mut finding = Finding { methods: vec![], assumes: vec![], gap: None };
    for (proof, claim) in halves.iter().filter(|(proof, _)| !proof.is_null()) {
        let half = prove(claim, proof, task.written)?;
        finding.methods.extend(half.methods);
        finding.assumes.extend(half.assumes);
    }
    finding.gap = match absent {
        [false, false] => None,
        [true, _] => {
            Some(Gap { verified: format!("r̄({m}) ≤ {r}"), missing: format!("a solution of order {}", r - 1) })
        }
        [_, true] => Some(Gap { verified: format!("r̄({m}) ≥ {r}"), missing: format!("a refutation of order {r}") }),
    };
    Ok(finding)
}
