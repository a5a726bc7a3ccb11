//! The loop over r = 1, 2, …: solvable, solvable, …, and the first order that is not is r̄.

use super::{Decision, refute, witness};
use crate::exact::certificate::Proof;
use crate::exact::system::TaylorSystem;
use crate::kernel::System;

/// One order of the search.
#[derive(Clone, Debug)]
pub struct Step {
    /// r.
    pub order: usize,
    /// The number of equations of the system of this order; `None` beyond the 64-bit range.
    pub equations: Option<u64>,
    /// What is proposed.
    pub decision: Decision,
}

/// The steps of the search, up to the first order that is not solvable or `max_order`.
///
/// # Shapes
/// One step for each order from 1; only the last can be something else than solvable.
pub fn search(cells: usize, dim: usize, max_order: usize) -> Vec<Step> {
    let witness = witness::propose(cells, dim).map(|w| fits_a_file(w, cells, dim));
    let mut steps = Vec::new();
    for order in 1..=max_order {
        let system = System { atoms: cells, dim, order };
        let decision = match &witness {
            Some(w) if order <= w.reach => Decision::Solvable(w.clone()),
            _ => refutation(&system),
        };
        let last = !matches!(decision, Decision::Solvable(_));
        steps.push(Step { order, equations: system.equation_count(), decision });
        if last {
            break;
        }
    }
    steps
}

/// A rational point stands in a file beside the written-out system. Where that would be too large, the same point is given by
/// its algebraic description, which needs no equations.
fn fits_a_file(w: witness::Witness, cells: usize, dim: usize) -> witness::Witness {
    let written = written_terms(&System { atoms: cells, dim, order: w.reach + 1 });
    match written.is_some_and(|n| n <= refute::MAX_WRITTEN_TERMS) {
        true => w,
        false => witness::Witness { proof: witness::algebraic(cells), ..w },
    }
}

/// A refutation of a system: by algebra if one of small degree exists and the written-out system fits into a file, and else by
/// the caloric separation lemma, which applies from order 2m on.
fn refutation(system: &System) -> Decision {
    let fits = written_terms(system).is_some_and(|n| n <= refute::MAX_WRITTEN_TERMS);
    if let Some(proof) = fits.then(|| refute::propose(system)).flatten() {
        return Decision::Unsolvable(proof);
    }
    match system.order >= 2 * system.atoms {
        true => Decision::Unsolvable(Proof::Caloric),
        false => Decision::Undecided {
            reason: format!("no solution and no refutation of order {} found", system.order),
            hint: format!("the caloric separation lemma applies from order {} on", 2 * system.atoms),
        },
    }
}

/// The number of terms of the written-out system, if it can be built at all.
fn written_terms(system: &System) -> Option<usize> {
    let one_atom = TaylorSystem::count_terms(system.dim, system.order)?;
    usize::try_from(one_atom).ok()?.checked_mul(system.atoms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_ends_at_the_first_order_without_a_solution() {
        for (cells, rbar) in [(1, 1), (2, 4), (3, 6)] {
            let steps = search(cells, 1, 100);
            assert_eq!(steps.len(), rbar);
            assert!(matches!(steps[rbar - 1].decision, Decision::Unsolvable(_)));
        }
    }

    #[test]
    fn the_search_stops_at_the_limit() {
        let steps = search(4, 2, 5);
        assert_eq!(steps.len(), 5);
        assert!(steps.iter().all(|s| matches!(s.decision, Decision::Solvable(_))));
    }
}
