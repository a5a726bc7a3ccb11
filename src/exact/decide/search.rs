//! What is proposed order by order: a solution, a solution, …, and at the first order without one a refutation.

use super::{Decision, refute, witness};
use crate::exact::certificate::Proof;
use crate::exact::system::TaylorSystem;
use crate::kernel::System;
use std::sync::Arc;
use witness::Witness;

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

/// The systems of one cell: m atoms in dimension d, of any order.
#[derive(Clone, Debug)]
pub struct Search {
    cells: usize,
    dim: usize,
    witness: Option<Arc<Witness>>,
}

impl Search {
    /// Prepares the search: the one witness that solves the orders within its reach.
    pub fn new(cells: usize, dim: usize) -> Self {
        let witness = witness::propose(cells, dim).map(|w| Arc::new(fits_a_file(w, cells, dim)));
        Search { cells, dim, witness }
    }

    /// What is proposed for one order.
    pub fn step(&self, order: usize) -> Step {
        let system = System { atoms: self.cells, dim: self.dim, order };
        let decision = match &self.witness {
            Some(w) if order <= w.reach => Decision::Solvable(w.clone()),
            _ => refutation(&system),
        };
        Step { order, equations: system.equation_count(), decision }
    }

    /// The steps from order 1 to the first that is not solvable, or to `max_order`.
    pub fn steps(&self, max_order: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        for order in 1..=max_order {
            let step = self.step(order);
            let solvable = matches!(step.decision, Decision::Solvable(_));
            steps.push(step);
            if !solvable {
                break;
            }
        }
        steps
    }
}

/// A rational point stands in a file beside the written-out system. Where that would be too large, the same point is given by
/// its algebraic description, which needs no equations.
fn fits_a_file(w: Witness, cells: usize, dim: usize) -> Witness {
    match can_be_written(&System { atoms: cells, dim, order: w.reach + 1 }) {
        true => w,
        false => Witness { proof: witness::algebraic(cells), ..w },
    }
}

/// A refutation of a system: by algebra if one of small degree exists and the written-out system fits into a file, and else by
/// the caloric separation lemma, which applies from order 2m on.
fn refutation(system: &System) -> Decision {
    if let Some(proof) = can_be_written(system).then(|| refute::propose(system)).flatten() {
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

/// Whether the written-out system is small enough for a proof file.
fn can_be_written(system: &System) -> bool {
    let one_atom = TaylorSystem::count_terms(system.dim, system.order);
    let terms = one_atom.and_then(|n| usize::try_from(n).ok()?.checked_mul(system.atoms));
    terms.is_some_and(|n| n <= refute::MAX_WRITTEN_TERMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_ends_at_the_first_order_without_a_solution() {
        for (cells, rbar) in [(1, 1), (2, 4), (3, 6)] {
            let steps = Search::new(cells, 1).steps(100);
            assert_eq!(steps.len(), rbar);
            assert!(matches!(steps[rbar - 1].decision, Decision::Unsolvable(_)));
        }
    }

    #[test]
    fn the_search_stops_at_the_limit() {
        let steps = Search::new(4, 2).steps(5);
        assert_eq!(steps.len(), 5);
        assert!(steps.iter().all(|s| matches!(s.decision, Decision::Solvable(_))));
    }
}
