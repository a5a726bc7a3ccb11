//! Gaussian refutation: no non-trivial real solution, by algebra in p3, p4 and p5 alone. Assumes nothing.
//!
//! The equations (0, ℓ) contain neither p1 nor p2, since α1 + α2 = 0 leaves α1 = α2 = 0. For every d they are
//! `Σ_j p5_j² H_ℓ(p3_j, p4_j)`: the whole system of dimension 0. Whether a solution is trivial depends on p3 and p5
//! alone. So whatever refutes the system of dimension 0 refutes that of dimension d, and neither the file nor the work
//! grows with d.

use super::expanded::Expanded;
use super::{Finding, Task, refutation};
use crate::json::MAX_VALUES;
use crate::rejection::{Reason, Rejection};
use crate::system::System;

/// Checks that the cases refute the equations (0, 1), …, (0, r) of the claim's system.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let system = System { dim: 0, ..task.system()? };
    if values(&system) > MAX_VALUES {
        return Err(task.proof.reject(Reason::TooMuchWork { limit: MAX_VALUES as u64 }));
    }
    refutation::refutes(&Expanded::derived(system), task.fields)
}

/// The number of exponents in all equations: E(0, ℓ) has ⌊ℓ/2⌋ + 1 terms for each atom, each with an exponent for each
/// of 3m unknowns.
fn values(system: &System) -> usize {
    let terms: usize = (1..=system.order).map(|l| l / 2 + 1).sum();
    terms * system.atoms * system.atoms * system.unknowns_per_atom()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_equations_of_dimension_zero_are_those_without_a_gate() {
        let (none, three) = (System { atoms: 2, dim: 0, order: 6 }, System { atoms: 2, dim: 3, order: 6 });
        assert_eq!(none.variables(), ["p3_1", "p4_1", "p5_1", "p3_2", "p4_2", "p5_2"]);
        assert_eq!(none.indices().collect::<Vec<_>>(), [[1], [2], [3], [4], [5], [6]]);
        let kept: Vec<usize> =
            none.variables().iter().map(|n| three.variables().iter().position(|m| m == n).unwrap()).collect();
        let mut exponents = 0;
        for l in 1..=6 {
            let (small, large) = (none.equation(&[l]), three.equation(&[0, 0, 0, l]));
            assert_eq!(small.len(), large.len());
            for ((c, e), (d, f)) in small.terms().zip(large.terms()) {
                assert_eq!((c, e), (d, &kept.iter().map(|&k| f[k]).collect::<Vec<u32>>()));
                assert_eq!(e.iter().sum::<u32>(), f.iter().sum::<u32>(), "a gate or a slope occurs");
                exponents += e.len();
            }
        }
        assert_eq!(values(&none), exponents);
    }
}
