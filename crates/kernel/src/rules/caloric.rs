//! Caloric separation: no non-trivial real solution of order 2m, by a theorem (docs/theory.md 3.3).
//!
//! **Theorem** (`caloric_separation`). Let (a_0, b_0), …, (a_{n−1}, b_{n−1}) be distinct points of R² and α_j real
//! numbers with `Σ_j α_j ℓ! H_ℓ(a_j, b_j) = 0` for ℓ = 0, …, 2n − 2, where `H_ℓ(a, b) = Σ_{i+2k=ℓ} a^i b^k/(i! k!)`.
//! Then all α_j = 0. (ℓ! H_ℓ is the heat polynomial of x^ℓ; the number ℓ! ≠ 0 in front changes nothing.)
//!
//! **Use.** Suppose that a non-trivial solution of order r ≥ 2m exists. Then with weights w_j = p5_j² > 0, because all
//! p5_j ≠ 0, the equations (0, 1), …, (0, 2m) say `Σ_j w_j H_ℓ(p3_j, p4_j) = 0`. Adding the weight −Σ w_j at (0, 0)
//! makes ℓ = 0 hold too. Merging equal points leaves n ≤ m + 1 distinct ones, and 2n − 2 ≤ 2m. By the theorem every
//! merged weight vanishes. Away from (0, 0) a merged weight is a sum of positive numbers, so there is no such point and
//! every p3_j is 0: the solution is trivial after all.
//!
//! **Checked here**, on the system of the statement: the order reaches 2m, and the equations (0, 1), …, (0, 2m) that
//! the definition of the system gives are, term by term, `Σ_j p5_j² H_ℓ(p3_j, p4_j)`, where H_ℓ is computed by its own
//! recurrence `ℓ H_ℓ = a H_{ℓ−1} + 2b H_{ℓ−2}` (the t-derivative of `e^{at+bt²}`).

use super::{Finding, Task};
use crate::CALORIC_SEPARATION;
use crate::polynomial::Polynomial;
use crate::proof::Method;
use crate::rejection::{Reason, Rejection};
use crate::system::System;
use num_rational::BigRational;
use num_traits::One;

/// Checks the hypotheses of the theorem on the system of the claim.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let system = task.system()?;
    let theorem = task.theorem(CALORIC_SEPARATION)?;
    task.fields.finish()?;
    let fails = |why: String| theorem.reject(Reason::HypothesisFails { theorem: CALORIC_SEPARATION.name, why });
    let needed = 2 * system.atoms;
    if system.order < needed {
        return Err(fails(format!("{} atoms need the order {needed}, the system has {}", system.atoms, system.order)));
    }
    heat_polynomials(&system).map_err(fails)?;
    Finding::whole(Method::CaloricSeparation, vec![CALORIC_SEPARATION])
}

/// Whether the equations (0, 1), …, (0, 2m) of a system with m atoms are `Σ_j p5_j² H_ℓ(p3_j, p4_j)`; if not, why.
pub fn heat_polynomials(system: &System) -> Result<(), String> {
    // In dimension d the index (0, ℓ) has d zeros: α1 + α2 = 0 leaves α1 = α2 = 0, the same term list for every d. It
    // is derived with d = 1, whose unknowns of an atom are p1, p2, p3, p4, p5.
    let one_dimensional = System { dim: 1, ..*system };
    let variable = |position: usize| {
        let mut exponents = vec![0; one_dimensional.unknowns_per_atom()];
        exponents[position] = 1;
        Polynomial::monomial(&BigRational::one(), exponents)
    };
    let (a, b, p5) = (variable(2), variable(3), variable(4));
    let multiply = |p: &Polynomial, q: &Polynomial| p.times(q).ok_or_else(|| "an exponent beyond 32 bits".to_string());
    let square = multiply(&p5, &p5)?;
    let (mut before, mut current) = (Polynomial::zero(), square);
    for l in 1..=2 * system.atoms {
        // ℓ H_ℓ = a H_{ℓ−1} + 2b H_{ℓ−2}, all multiplied by p5².
        let mut next = Polynomial::zero();
        let fraction = |n: usize| BigRational::new(n.into(), l.into());
        next.add_scaled(&fraction(1), &multiply(&a, &current)?);
        next.add_scaled(&fraction(2), &multiply(&b, &before)?);
        let derived = one_dimensional.atom_polynomial(&[0, l as u32]);
        if !derived.minus(&next).is_zero() {
            return Err(format!("equation (0,{l}) is not the heat polynomial H_{l}"));
        }
        (before, current) = (current, next);
    }
    Ok(())
}
