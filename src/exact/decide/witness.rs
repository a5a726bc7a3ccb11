//! Proposes exact solutions: Gauss–Hermite nodes (docs/theory.md 3.2).
//!
//! With a_j the roots of He_m, w_j the weights of the m-point rule and p4_j = −1/2, the equations (0, 1..2m−1) hold, because the
//! rule is exact up to degree 2m − 1. The weights are squares in the field of each node: with the second solution q of the
//! recurrence, `q_{k+1} = x q_k − k q_{k−1}`, q_0 = 0, q_1 = 1, the Casoratian `q_m He_{m−1} − He_m q_{m−1} = (m−1)!` gives
//! `q_m(a_j) He_{m−1}(a_j) = (m−1)!`, so that `w_j = (m−1)!/(m He_{m−1}(a_j)²) = q_m(a_j)²/m!`. The total weight is free:
//! p5_j = q_m(a_j) is a solution with integer coefficients, and He_{m−1} the cofactor that shows q_m(a_j) ≠ 0.

use crate::exact::certificate::Proof;
use crate::exact::system::position;
use crate::model::softmax_gaussian::EXPERT_INTERCEPT;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A proposed solution and how far it reaches.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The largest order that it is claimed to solve.
    pub reach: usize,
    /// The solution.
    pub proof: Proof,
    /// The rational coordinates (p3, p4, p5) of the atoms, if they are rational.
    pub rational: Option<Vec<[BigRational; 3]>>,
}

/// The Gauss–Hermite solution for `cells` atoms in dimension `dim`, as a rational point if its nodes are rational.
///
/// There is none for one atom: its node is 0.
pub fn propose(cells: usize, dim: usize) -> Option<Witness> {
    if cells < 2 {
        return None;
    }
    let weight_root = second_solution(cells);
    let reach = 2 * cells - 1;
    match integer_nodes(cells) {
        Some(nodes) => {
            let half = BigRational::new((-1).into(), 2.into());
            let atoms: Vec<[BigRational; 3]> = nodes
                .into_iter()
                .map(|a| {
                    let p5 = evaluate(&weight_root, &a).abs();
                    [a.into(), half.clone(), p5.into()]
                })
                .collect();
            // p1 and p2, which stand before p3, are 0.
            let zeros = vec![BigRational::zero(); position(EXPERT_INTERCEPT, 0, dim)];
            let point = atoms.iter().flat_map(|p| zeros.iter().chain(p.iter()).cloned()).collect();
            Some(Witness { reach, proof: Proof::Point(point), rational: Some(atoms) })
        }
        None => Some(Witness { reach, proof: algebraic(cells), rational: None }),
    }
}

/// The solution for `cells` ≥ 2 atoms in algebraic form.
pub fn algebraic(cells: usize) -> Proof {
    let cofactor = three_term(cells - 1, BigInt::one(), vec![BigInt::zero(), BigInt::one()]);
    Proof::GaussHermite { weight_root: second_solution(cells), cofactor }
}

/// `f_n` of the recurrence `f_{k+1} = x f_k − k f_{k−1}` from f_0 and f_1.
fn three_term(n: usize, zeroth: BigInt, first: Vec<BigInt>) -> Vec<BigInt> {
    let (mut before, mut current) = (vec![zeroth], first);
    if n == 0 {
        return before;
    }
    for k in 1..n {
        let mut next = vec![BigInt::zero()];
        next.extend(current.iter().cloned());
        for (c, p) in next.iter_mut().zip(&before) {
            *c -= p * BigInt::from(k);
        }
        (before, current) = (current, next);
    }
    current
}

/// q_m: the second solution, which starts with 0 and 1.
fn second_solution(m: usize) -> Vec<BigInt> {
    three_term(m, BigInt::zero(), vec![BigInt::one()])
}

fn evaluate(coefficients: &[BigInt], x: &BigInt) -> BigInt {
    coefficients.iter().rev().fold(BigInt::zero(), |value, c| value * x + c)
}

/// The roots of He_m, largest first, if all are integers. They lie within ±2√m.
fn integer_nodes(m: usize) -> Option<Vec<BigInt>> {
    let he = three_term(m, BigInt::one(), vec![BigInt::zero(), BigInt::one()]);
    let bound = (4 * m).isqrt() as i64;
    let roots: Vec<BigInt> = (-bound..=bound).rev().map(BigInt::from).filter(|a| evaluate(&he, a).is_zero()).collect();
    (roots.len() == m).then_some(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_atoms_have_the_rational_solution_of_the_paper() {
        let witness = propose(2, 1).unwrap();
        let q = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        assert_eq!(witness.rational.unwrap(), [[q(1, 1), q(-1, 2), q(1, 1)], [q(-1, 1), q(-1, 2), q(1, 1)]]);
    }

    #[test]
    fn the_weight_root_of_three_atoms() {
        let ints = |c: &[i64]| c.iter().map(|&c| BigInt::from(c)).collect::<Vec<_>>();
        let expected = Proof::GaussHermite { weight_root: ints(&[-2, 0, 1]), cofactor: ints(&[-1, 0, 1]) };
        assert_eq!(propose(3, 1).unwrap().proof, expected);
    }

    #[test]
    fn one_atom_has_none() {
        assert!(propose(1, 1).is_none());
    }
}
