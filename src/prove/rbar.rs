//! Solvable, solvable, …, unsolvable: the first order without a non-trivial real solution is r̄.

use super::{Proven, within};
use crate::Error;
use crate::exact::certificate::Proof;
use crate::exact::decide::Decision;
use crate::exact::decide::search::{Search, Step};
use crate::kernel::{MAX_ATOMS, MAX_DIM, MAX_ORDER, Statement, System};

/// The orders one after the other, and what they prove together.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What was proposed for each order from 1; only the last can be something else than solvable.
    pub steps: Vec<Step>,
    /// r̄; or, if the walk ended before it, that the last solvable order is solvable. `None` if no order is.
    pub proven: Option<Proven>,
}

/// Proves r̄(m) in dimension d.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ m ≤ 256 and 1 ≤ d ≤ 1000; [`Kind::Undecided`](crate::error::Kind::Undecided) if an order stays open.
///
/// # Example
/// ```
/// let proven = moe_proof::prove::rbar(3, 1)?;
/// assert_eq!(proven.statement().to_string(), "r̄(3) = 6");
/// assert_eq!(proven.assumes()[0].file, "proofs/coq/Main.v");
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn rbar(atoms: usize, dim: usize) -> Result<Proven, Error> {
    let Walk { steps, proven } = rbar_up_to(atoms, dim, MAX_ORDER as usize)?;
    match proven {
        Some(proven) if proven.rbar().is_ok() => Ok(proven),
        _ => Err(undecided(format!("r̄({atoms})"), steps.last())),
    }
}

/// Goes through the orders from 1 to the first that is not solvable, at most to `max_order`, and proves what they tell.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage) unless 1 ≤ m ≤ 256, 1 ≤ d ≤ 1000 and 1 ≤ `max_order` ≤ 512. An order that stays open is no error.
///
/// # Example
/// ```
/// let walk = moe_proof::prove::rbar_up_to(3, 1, 4)?;
/// assert_eq!(walk.steps.len(), 4);
/// let proven = walk.proven.unwrap();
/// assert_eq!(proven.statement().to_string(), "the system for 3 atoms of order 4 is solvable, so r̄(3) > 4");
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn rbar_up_to(atoms: usize, dim: usize, max_order: usize) -> Result<Walk, Error> {
    check(&System { atoms, dim, order: max_order })?;
    let steps = Search::new(atoms, dim).steps(max_order);
    let proven = match claim(&steps, atoms, dim) {
        Some((statement, proof)) => Some(Proven::by_kernel(&statement, &proof)?),
        None => None,
    };
    Ok(Walk { steps, proven })
}

/// What the steps prove together.
fn claim(steps: &[Step], atoms: usize, dim: usize) -> Option<(Statement, Proof)> {
    let (last, before) = steps.split_last()?;
    let system = System { atoms, dim, order: last.order };
    // All steps before the last are solvable.
    let below = match before.last().map(|step| &step.decision) {
        Some(Decision::Solvable(witness)) => witness.proof.clone(),
        _ => Proof::EmptySystem,
    };
    match &last.decision {
        Decision::Unsolvable(refutation) => {
            let (solvable, unsolvable) = (Box::new(below), Box::new(refutation.clone()));
            Some((Statement::Rbar(system), Proof::Rbar { solvable, unsolvable }))
        }
        Decision::Solvable(witness) => Some((Statement::Solvable(system), witness.proof.clone())),
        Decision::Undecided { .. } if before.is_empty() => None,
        Decision::Undecided { .. } => Some((Statement::Solvable(System { order: last.order - 1, ..system }), below)),
    }
}

/// Proves that a system has a non-trivial real solution.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage); [`Kind::Refuted`](crate::error::Kind::Refuted) if the system has none; [`Kind::Undecided`](crate::error::Kind::Undecided).
///
/// # Example
/// ```
/// use moe_proof::kernel::System;
/// let proven = moe_proof::prove::solvable(System { atoms: 2, dim: 1, order: 3 })?;
/// assert_eq!(proven.statement().to_string(), "the system for 2 atoms of order 3 is solvable, so r̄(2) > 3");
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn solvable(system: System) -> Result<Proven, Error> {
    let step = one_step(&system)?;
    match &step.decision {
        Decision::Solvable(witness) => Proven::by_kernel(&Statement::Solvable(system), &witness.proof),
        Decision::Unsolvable(proof) => Err(the_opposite(Statement::Unsolvable(system), proof)),
        Decision::Undecided { .. } => Err(undecided(words(&system), Some(&step))),
    }
}

/// Proves that a system has no non-trivial real solution.
///
/// # Errors
/// [`Kind::Usage`](crate::error::Kind::Usage); [`Kind::Refuted`](crate::error::Kind::Refuted) if the system has one; [`Kind::Undecided`](crate::error::Kind::Undecided).
///
/// # Example
/// ```
/// use moe_proof::kernel::System;
/// // Two atoms are refuted by algebra alone.
/// assert!(moe_proof::prove::unsolvable(System { atoms: 2, dim: 1, order: 4 })?.assumes().is_empty());
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn unsolvable(system: System) -> Result<Proven, Error> {
    let step = one_step(&system)?;
    match &step.decision {
        Decision::Unsolvable(proof) => Proven::by_kernel(&Statement::Unsolvable(system), proof),
        Decision::Solvable(witness) => Err(the_opposite(Statement::Solvable(system), &witness.proof)),
        Decision::Undecided { .. } => Err(undecided(words(&system), Some(&step))),
    }
}

fn one_step(system: &System) -> Result<Step, Error> {
    check(system)?;
    Ok(Search::new(system.atoms, system.dim).step(system.order))
}

/// What was asked for is false because its opposite is a theorem; if the kernel does not think so, that is the error.
fn the_opposite(statement: Statement, proof: &Proof) -> Error {
    match Proven::by_kernel(&statement, proof) {
        Ok(proven) => Error::refuted(proven.statement()),
        Err(e) => e,
    }
}

fn check(system: &System) -> Result<(), Error> {
    within("the number of atoms", system.atoms, 1, MAX_ATOMS)?;
    within("the dimension", system.dim, 1, MAX_DIM)?;
    within("the order", system.order, 1, MAX_ORDER)
}

fn words(system: &System) -> String {
    format!("the system for {} atoms of order {} in dimension {}", system.atoms, system.order, system.dim)
}

fn undecided(what: impl std::fmt::Display, last: Option<&Step>) -> Error {
    let error = Error::undecided(format_args!("{what} is undecided"));
    match last.map(|step| &step.decision) {
        Some(Decision::Undecided { reason, hint }) => error.found(reason).hint(hint),
        _ => error.found(format_args!("every order up to {MAX_ORDER} is solvable")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use crate::kernel::Method;

    #[test]
    fn rbar_is_proved_for_small_and_for_large_cells() {
        for (atoms, dim, expected) in [(1, 1, 1), (2, 1, 4), (2, 3, 4), (3, 1, 6), (40, 1000, 80)] {
            let proven = rbar(atoms, dim).unwrap();
            assert_eq!(proven.rbar().unwrap(), expected);
            assert_eq!(proven.methods().len(), 2);
        }
        assert_eq!(rbar(1, 1).unwrap().methods()[0], Method::EmptySystem);
    }

    #[test]
    fn a_walk_that_ends_early_proves_a_bound() {
        let walk = rbar_up_to(2, 1, 3).unwrap();
        let proven = walk.proven.unwrap();
        assert!(proven.rbar().is_err());
        assert_eq!(*proven.statement(), Statement::Solvable(System { atoms: 2, dim: 1, order: 3 }));
    }

    #[test]
    fn an_order_that_stays_open_leaves_the_bound_below_it() {
        let undecided = |order| Step {
            order,
            equations: None,
            decision: Decision::Undecided { reason: "none found".into(), hint: "wait".into() },
        };
        let mut steps = Search::new(2, 1).steps(2);
        steps.push(undecided(3));
        let (statement, proof) = claim(&steps, 2, 1).unwrap();
        assert_eq!(statement, Statement::Solvable(System { atoms: 2, dim: 1, order: 2 }));
        assert!(Proven::by_kernel(&statement, &proof).is_ok());
        assert!(claim(&[undecided(1)], 2, 1).is_none());
        assert!(claim(&[], 2, 1).is_none());
    }

    #[test]
    fn a_false_request_is_answered_by_the_opposite() {
        let system = |order| System { atoms: 3, dim: 1, order };
        let refuted = |answer: Result<Proven, Error>, why: &str| {
            answer.is_err_and(|e| e.kind == Kind::Refuted && e.what.contains(why))
        };
        assert!(refuted(solvable(system(6)), "unsolvable"));
        assert!(refuted(unsolvable(system(5)), "is solvable"));
        assert!(solvable(system(5)).is_ok() && unsolvable(system(6)).is_ok());
    }

    #[test]
    fn sizes_outside_the_limits_are_refused() {
        for (atoms, dim, order) in [(0, 1, 1), (257, 1, 1), (1, 0, 1), (1, 1001, 1), (1, 1, 0), (1, 1, 513)] {
            assert_eq!(rbar_up_to(atoms, dim, order).unwrap_err().kind, Kind::Usage);
        }
    }
}
