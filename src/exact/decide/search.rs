//! What is proposed order by order: a solution, a solution, …, and at the first order without one a refutation.

use super::{Decision, refute, witness};
use crate::exact::certificate::{Case, Proof};
use crate::exact::system::TaylorSystem;
use crate::kernel::System;
use std::sync::Arc;
use witness::Witness;

/// The most numbers that a written-out system may have: about 1 MB of a file, and a quarter of what the kernel reads.
const MAX_WRITTEN_VALUES: u64 = 500_000;

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

/// A refutation of a system: by algebra if one of small degree exists, and else by the caloric separation lemma, which applies
/// from order 2m on.
///
/// By algebra, the file shows the whole system as long as it is small, and else speaks of the equations (0, ℓ) alone, which are the
/// same for every d.
fn refutation(system: &System) -> Decision {
    let (of, proof): (System, fn(Vec<Case>) -> Proof) = match can_be_written(system) {
        true => (*system, Proof::Refutation),
        false => (System { dim: 0, ..*system }, Proof::GaussianRefutation),
    };
    if let Some(cases) = refute::propose(&of) {
        return Decision::Unsolvable(proof(cases));
    }
    match system.order >= 2 * system.atoms {
        true => Decision::Unsolvable(Proof::Caloric),
        false => Decision::Undecided {
            reason: format!("no solution and no refutation of order {} found", system.order),
            hint: format!("the caloric separation lemma applies from order {} on", 2 * system.atoms),
        },
    }
}

/// Whether the written-out system is small enough for a proof file: a term has an exponent for each unknown, an equation an index.
fn can_be_written(system: &System) -> bool {
    let values = || {
        let terms = TaylorSystem::count_terms(system.dim, system.order)?.checked_mul(system.atoms as u64)?;
        let unknowns = (system.atoms * system.unknowns_per_atom()) as u64;
        let indices = system.equation_count()?.checked_mul(system.dim as u64 + 1)?;
        terms.checked_mul(unknowns)?.checked_add(indices)
    };
    values().is_some_and(|n| n <= MAX_WRITTEN_VALUES)
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
    fn one_and_two_atoms_are_refuted_by_algebra_in_every_dimension() {
        for (atoms, rbar) in [(1, 1), (2, 4)] {
            for dim in [1, 2, 12, 13, 406, 407, 813, 814, 1000] {
                let step = Search::new(atoms, dim).step(rbar);
                let Decision::Unsolvable(proof) = step.decision else { panic!("{atoms} atoms, d = {dim}: undecided") };
                assert!(
                    matches!(proof, Proof::Refutation(_) | Proof::GaussianRefutation(_)),
                    "{atoms} atoms, d = {dim}"
                );
            }
        }
    }

    #[test]
    fn the_search_stops_at_the_limit() {
        let steps = Search::new(4, 2).steps(5);
        assert_eq!(steps.len(), 5);
        assert!(steps.iter().all(|s| matches!(s.decision, Decision::Solvable(_))));
    }
}
