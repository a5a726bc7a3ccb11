//! Proposes refutations: `Σ_k h_k E_k = Σ_i c_i s_i²` with monomials s_i, found by a linear programme.
//!
//! Only the equations (0, ℓ) are used. In a_j = p3_j, b_j = p4_j and w_j = p5_j² they are homogeneous twice over: E(0,ℓ) has
//! degree 1 in w and weight ℓ when a weighs 1 and b weighs 2. So a certificate can be sought among h_k of weight 2n − ℓ and
//! w-degree D − 1, whose unknown coefficients, with the unknown c_i ≥ 0, make the identity linear. The squares allowed are
//! monomials with even exponents of a and b (w is itself a square); one of them, a_1^2n w^e, must occur.
//!
//! The linear programme runs in floating point and only proposes which unknowns are not zero; the identity is then solved again
//! over Q on those, and the kernel checks the result. For the cases p3_2 ≠ 0, … the atoms are renamed.
//!
//! As no other equation is used, the system of dimension 0, whose equations are these, is refuted by the same certificate.

use super::linear::{self, Row};
use crate::exact::certificate::{Case, Multiplier, Square, Terms};
use crate::kernel::System;
use good_lp::{ProblemVariables, Solution, SolverModel, constraint, variable};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Sums of squares of monomials refute one and two atoms. For three, none of a degree within reach was found,
/// so nothing is tried there.
const MAX_ATOMS: usize = 2;
/// The largest linear programme that is tried, in unknown coefficients.
const MAX_UNKNOWNS: usize = 2_000;

/// Exponents of (a_1, …, a_m, b_1, …, b_m, w_1, …, w_m).
type Monomial = Vec<u32>;

/// The cases of an algebraic refutation of `system`, if one of small degree is found.
pub fn propose(system: &System) -> Option<Vec<Case>> {
    if system.atoms > MAX_ATOMS {
        return None;
    }
    for half_weight in 1..=system.order {
        for degree in 1..=2 * system.atoms {
            match Programme::new(system, 2 * half_weight, degree) {
                Some(programme) => {
                    if let Some(case) = programme.solve() {
                        return Some(cases(system, &case));
                    }
                }
                None => return None,
            }
        }
    }
    None
}

/// A found identity in (a, b, w): multipliers by equation (0, ℓ), and the squares.
struct Identity {
    multipliers: BTreeMap<usize, Vec<(BigRational, Monomial)>>,
    squares: Vec<(BigRational, Monomial)>,
}

struct Programme {
    /// The unknowns: first multiplier coefficients (ℓ, monomial), then squares.
    multipliers: Vec<(usize, Monomial)>,
    squares: Vec<Monomial>,
    /// One row for each monomial of the identity.
    rows: BTreeMap<Monomial, Row>,
    /// The squares that keep the identity from being empty.
    targets: Vec<usize>,
}

impl Programme {
    /// The programme for total weight 2n and w-degree D; `None` if it is too large.
    fn new(system: &System, weight: usize, degree: usize) -> Option<Self> {
        let m = system.atoms;
        let mut multipliers = Vec::new();
        for l in 1..=system.order.min(weight) {
            for ab in weighted_monomials(m, weight - l) {
                for w in monomials(m, degree - 1) {
                    multipliers.push((l, [ab.clone(), w].concat()));
                }
            }
            if multipliers.len() > MAX_UNKNOWNS {
                return None;
            }
        }
        let mut squares = Vec::new();
        for ab in weighted_monomials(m, weight).into_iter().filter(|ab| ab.iter().all(|k| k % 2 == 0)) {
            for w in monomials(m, degree) {
                squares.push([ab.clone(), w].concat());
            }
        }
        let mut rows: BTreeMap<Monomial, Row> = BTreeMap::new();
        for (column, (l, h)) in multipliers.iter().enumerate() {
            for (c, e) in heat_equation(m, *l) {
                let product: Monomial = h.iter().zip(&e).map(|(i, j)| i + j).collect();
                *rows.entry(product).or_default().entry(column).or_insert_with(BigRational::zero) += c;
            }
        }
        let first = multipliers.len();
        for (k, s) in squares.iter().enumerate() {
            // A square that no multiple of an equation contains must be zero, which its row says.
            rows.entry(s.clone()).or_default().insert(first + k, -BigRational::one());
        }
        let only_first = |s: &Monomial| s[0] as usize == weight;
        let targets = (0..squares.len()).filter(|&k| only_first(&squares[k])).map(|k| first + k).collect();
        Some(Programme { multipliers, squares, rows, targets })
    }

    fn solve(&self) -> Option<Identity> {
        let first = self.multipliers.len();
        let mut problem = ProblemVariables::new();
        let unknowns: Vec<_> = (0..first + self.squares.len())
            .map(|k| if k < first { problem.add(variable()) } else { problem.add(variable().min(0.0)) })
            .collect();
        // Few squares make a short proof.
        let objective: good_lp::Expression = unknowns[first..].iter().sum();
        let mut model = problem.minimise(objective).using(good_lp::microlp);
        for row in self.rows.values() {
            let sum: good_lp::Expression = row.iter().map(|(&k, c)| c.to_f64().unwrap_or(0.0) * unknowns[k]).sum();
            model = model.with(constraint!(sum == 0.0));
        }
        let total: good_lp::Expression = self.targets.iter().map(|&k| unknowns[k]).sum();
        let solution = model.with(constraint!(total == 1.0)).solve().ok()?;
        let support: Vec<usize> = (0..unknowns.len()).filter(|&k| solution.value(unknowns[k]).abs() > 1e-9).collect();
        self.over_the_rationals(&support)
    }

    /// Solves the identity exactly on the proposed support.
    fn over_the_rationals(&self, support: &[usize]) -> Option<Identity> {
        let keep = |row: &Row| {
            row.iter().filter(|(k, _)| support.binary_search(k).is_ok()).map(|(k, c)| (*k, c.clone())).collect()
        };
        let mut rows: Vec<(Row, BigRational)> =
            self.rows.values().map(|row| (keep(row), BigRational::zero())).collect();
        let target = self.targets.iter().filter(|k| support.contains(k)).map(|&k| (k, BigRational::one())).collect();
        rows.push((target, BigRational::one()));
        let values = linear::solve(rows)?;
        let first = self.multipliers.len();
        let mut identity = Identity { multipliers: BTreeMap::new(), squares: Vec::new() };
        for (k, c) in values.into_iter().filter(|(_, c)| !c.is_zero()) {
            if k < first {
                let (l, monomial) = &self.multipliers[k];
                identity.multipliers.entry(*l).or_default().push((c, monomial.clone()));
            } else if c.is_positive() {
                identity.squares.push((c, self.squares[k - first].clone()));
            } else {
                return None;
            }
        }
        Some(identity)
    }
}

/// `Σ_j w_j H_ℓ(a_j, b_j)` with `H_ℓ(a, b) = Σ_{i+2k=ℓ} a^i b^k/(i! k!)`.
fn heat_equation(m: usize, l: usize) -> Vec<(BigRational, Monomial)> {
    let factorial = |n: usize| (2..=n).fold(BigInt::one(), |f, k| f * k);
    let mut terms = Vec::new();
    for j in 0..m {
        for k in 0..=l / 2 {
            let mut e = vec![0; 3 * m];
            (e[j], e[m + j], e[2 * m + j]) = ((l - 2 * k) as u32, k as u32, 1);
            terms.push((BigRational::new(BigInt::one(), factorial(l - 2 * k) * factorial(k)), e));
        }
    }
    terms
}

/// All monomials of a given degree in n unknowns.
fn monomials(n: usize, degree: usize) -> Vec<Monomial> {
    match n {
        0 if degree == 0 => vec![vec![]],
        0 => vec![],
        _ => (0..=degree)
            .flat_map(|k| monomials(n - 1, degree - k).into_iter().map(move |rest| [vec![k as u32], rest].concat()))
            .collect(),
    }
}

/// All monomials in (a_1..a_m, b_1..b_m) of a given weight, a weighing 1 and b weighing 2.
fn weighted_monomials(m: usize, weight: usize) -> Vec<Monomial> {
    (0..=weight / 2)
        .flat_map(|heavy| {
            let b = monomials(m, heavy);
            monomials(m, weight - 2 * heavy)
                .into_iter()
                .flat_map(move |a| b.clone().into_iter().map(move |b| [a.clone(), b].concat()))
        })
        .collect()
}

/// The identity, which assumes p3_1 ≠ 0, and its images under exchanging the first atom with each other one.
fn cases(system: &System, identity: &Identity) -> Vec<Case> {
    let names = system.variables();
    (0..system.atoms)
        .map(|j| {
            let full = |monomial: &Monomial, root: bool| exponents(system, monomial, j, root);
            let sorted = |terms: &[(BigRational, Monomial)]| -> Terms {
                let mut terms: Terms = terms.iter().map(|(c, e)| (c.clone(), full(e, false))).collect();
                terms.sort_by(|s, t| t.1.cmp(&s.1));
                terms
            };
            let index = |l: usize| [vec![0; system.dim], vec![l as u32]].concat();
            let multipliers = identity
                .multipliers
                .iter()
                .map(|(&l, terms)| Multiplier { equation: index(l), terms: sorted(terms) })
                .collect();
            let squares = identity
                .squares
                .iter()
                .map(|(c, s)| Square { coeff: c.clone(), root: vec![(BigRational::one(), full(s, true))] })
                .collect();
            let mut assume_nonzero: Vec<String> = system.all_nonzero().into_iter().map(|p| names[p].clone()).collect();
            assume_nonzero.push(names[system.p3(j)].clone());
            Case { assume_nonzero, multipliers, squares }
        })
        .collect()
}

/// A monomial in (a, b, w) as exponents of all unknowns, atom 1 exchanged with atom j + 1; with `root`, its square root.
fn exponents(system: &System, monomial: &Monomial, j: usize, root: bool) -> Vec<u32> {
    let m = system.atoms;
    let mut full = vec![0; m * system.unknowns_per_atom()];
    for atom in 0..m {
        let source = match atom {
            0 => j,
            a if a == j => 0,
            a => a,
        };
        let (a, b, w) = (monomial[source], monomial[m + source], 2 * monomial[2 * m + source]);
        let at = system.p3(atom);
        let divide = if root { 2 } else { 1 };
        (full[at], full[at + 1], full[at + 2]) = (a / divide, b / divide, w / divide);
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_atom_is_refuted_at_order_one() {
        for dim in [0, 1, 3] {
            let cases = propose(&System { atoms: 1, dim, order: 1 }).unwrap();
            assert_eq!(cases.len(), 1);
            assert_eq!(cases[0].assume_nonzero, ["p5_1", "p3_1"]);
            assert_eq!(cases[0].multipliers[0].equation.len(), dim + 1);
        }
    }

    #[test]
    fn nothing_refutes_a_solvable_system() {
        assert!(propose(&System { atoms: 2, dim: 1, order: 3 }).is_none());
    }
}
