//! Certified inequalities: bounds `|Δβ1|^{γ1} |Δa|^{γ2} |Δb|^{γ3} |Δν|^{γ4} ≤ K ε` for every atom of a cell, where ε
//! bounds the coefficients of its system (docs/theory.md section 4). The algebra behind each is checked on the system
//! itself.
//!
//! Write w = p5², β = p1, h = p4 for one coordinate e of x; weights lie between positive bounds, everything else is
//! bounded.
//!
//! * `gate-square`, |Δβ1|²: `E(2e, 0) = ½ Σ w β²`, a sum of squares.
//! * `slope-square`, |Δa|²: `4 E(2e, 2) = Σ w a² + Σ w (a + 2βb)² + Σ w β² (2h − 3b²)`. The second sum is not negative,
//!   the last one is at least −C Σ w β² ≥ −2C ε by the first inequality.
//! * `intercept`, |Δb|^{2m}, and `variance`, |Δν|^m: the equations (0, 1..2m) are the heat polynomials in (b, h), and
//!   small heat polynomials leave small (b, h): a theorem, the caloric separation lemma with a constant.
//! * `single-…` (m = 1): `E(e, 0) = w β`, `E(0, 1) = w b`, `E(e, 1) = w (a + βb)`, `E(0, 2) = w (b²/2 + h)`.
//! * `slope-at-points`, |Δa|^{2m} (any gate): the sums `F_ℓ(x) = Σ_k E(ke, ℓ) x^k` are the heat polynomials in
//!   (b + a x, h) with the weights w e^{βx}, and two points x give two values of b + a x: a theorem again. Checked is the
//!   recurrence `k E(ke, ℓ) = β E((k−1)e, ℓ) + a E((k−1)e, ℓ−1)`, which carries this form from one power of x to the
//!   next, for small k and ℓ.
//! * `slope-two-atoms`, |Δa|² (any gate, m = 2): a theorem. Checked are the three identities that it starts from, at
//!   β_1 = 0 with β = β_2: `β E(2e, 1) − 2 E(3e, 1) = w_2 β³ b_2/6`, `β E(0, 1) = β (w_1 b_1 + w_2 b_2)` and
//!   `2 E(2e, 2) − β E(e, 2) = w_1 a_1² + w_2 a_2² + β w_2 a_2 b_2 − β w_1 a_1 b_1`.
//!
//! An index with ℓ1 = k e has α1 + α2 = k e, so its terms contain the one coordinate alone: everything is derived with
//! d = 1.

use super::caloric;
use crate::exponents::Gate;
use crate::polynomial::Polynomial;
use crate::rejection::Reason;
use crate::system::System;
use crate::{INTERCEPTS_AND_VARIANCES, SLOPES_AT_POINTS, SLOPES_OF_TWO_ATOMS, Theorem};
use num_rational::BigRational;

/// The positions of p1..p5 among the unknowns of an atom, d = 1.
const BETA: usize = 0;
const A: usize = 1;
const B: usize = 2;
const H: usize = 3;
const P5: usize = 4;
const FIVE: usize = 5;
/// How far the recurrence in the powers of x is expanded.
const EXPANDED: u32 = 8;

/// The inequalities of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inequality {
    /// One atom, `|Δβ1| ≤ K ε`.
    SingleGate,
    /// One atom, `|Δa| ≤ K ε`.
    SingleSlope,
    /// One atom, `|Δb| ≤ K ε`.
    SingleIntercept,
    /// One atom, `|Δν| ≤ K ε`.
    SingleVariance,
    /// `Σ w |Δβ1|² ≤ K ε`.
    GateSquare,
    /// `Σ w |Δa|² ≤ K ε`.
    SlopeSquare,
    /// `Σ w |Δa|² ≤ K ε` for two atoms, whatever the gate.
    SlopeTwoAtoms,
    /// `|Δa|^{2m} ≤ K ε`, whatever the gate.
    SlopeAtPoints,
    /// `Σ w |Δb|^{2m} ≤ K ε`.
    Intercept,
    /// `Σ w |Δν|^m ≤ K ε`.
    Variance,
}

impl Inequality {
    /// All that hold for a cell of m atoms: the rows of its linear programme.
    pub fn all(atoms: usize, gate: Gate) -> Vec<Inequality> {
        use Inequality::*;
        match (atoms, gate) {
            (1, _) => vec![SingleGate, SingleSlope, SingleIntercept, SingleVariance],
            (_, Gate::Fixed) => vec![GateSquare, SlopeSquare, Intercept, Variance],
            (2, Gate::Free) => vec![SlopeTwoAtoms, Intercept, Variance],
            (_, Gate::Free) => vec![SlopeAtPoints, Intercept, Variance],
        }
    }

    /// Everything that distinguishes one inequality from another.
    fn row(self) -> Row {
        use Inequality::*;
        let theorem = Some(INTERCEPTS_AND_VARIANCES);
        let (at_points, of_two_atoms) = (Some(SLOPES_AT_POINTS), Some(SLOPES_OF_TWO_ATOMS));
        let row = |name, powers, theorem, holds| Row { name, powers, theorem, holds };
        match self {
            SingleGate => row("single-gate", |_| [1, 0, 0, 0], None, single_gate),
            SingleSlope => row("single-slope", |_| [0, 1, 0, 0], None, single_slope),
            SingleIntercept => row("single-intercept", |_| [0, 0, 1, 0], None, single_intercept),
            SingleVariance => row("single-variance", |_| [0, 0, 0, 1], None, single_variance),
            GateSquare => row("gate-square", |_| [2, 0, 0, 0], None, gate_square),
            SlopeSquare => row("slope-square", |_| [0, 2, 0, 0], None, slope_square),
            SlopeTwoAtoms => row("slope-two-atoms", |_| [0, 2, 0, 0], of_two_atoms, two_atoms),
            SlopeAtPoints => row("slope-at-points", |m| [0, 2 * m, 0, 0], at_points, slope_at_points),
            Intercept => row("intercept", |m| [0, 0, 2 * m, 0], theorem, caloric::heat_polynomials),
            // The equations and the theorem are those of `intercept`, which is in every list with this row.
            Variance => row("variance", |m| [0, 0, 0, m], theorem, |_| Ok(())),
        }
    }

    /// The word in the field `name` of a file.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// γ: the powers of |Δβ1|, |Δa|, |Δb|, |Δν| that are bounded by K ε in a cell of m atoms. The row is γ·θ ≥ 1.
    pub fn powers(self, atoms: usize) -> [u32; 4] {
        (self.row().powers)(atoms as u32)
    }

    /// The theorem that it rests on, if it is more than algebra.
    pub fn theorem(self) -> Option<Theorem> {
        self.row().theorem
    }

    /// Checks on the system of a cell that the inequality's algebra is as described above.
    pub(crate) fn check(self, atoms: usize) -> Result<(), Reason> {
        let Row { name: theorem, holds, .. } = self.row();
        let system = System { atoms, dim: 1, order: 2 * atoms };
        holds(&system).map_err(|why| Reason::HypothesisFails { theorem, why })
    }
}

struct Row {
    name: &'static str,
    powers: fn(u32) -> [u32; 4],
    theorem: Option<Theorem>,
    /// Whether the equations of a cell are those of the derivation; if not, why.
    holds: fn(&System) -> Result<(), String>,
}

fn derived(holds: bool) -> Result<(), String> {
    if holds { Ok(()) } else { Err("the equations of the system are not those of its derivation".into()) }
}

fn single_gate(system: &System) -> Result<(), String> {
    derived(is_atom(system, [1, 0], 1, &[(1, 1, &[BETA])]))
}

fn single_slope(system: &System) -> Result<(), String> {
    derived(is_atom(system, [1, 1], 1, &[(1, 1, &[A]), (1, 1, &[BETA, B])]))
}

fn single_intercept(system: &System) -> Result<(), String> {
    derived(is_atom(system, [0, 1], 1, &[(1, 1, &[B])]))
}

fn single_variance(system: &System) -> Result<(), String> {
    derived(is_atom(system, [0, 2], 1, &[(1, 2, &[B, B]), (1, 1, &[H])]))
}

fn gate_square(system: &System) -> Result<(), String> {
    derived(is_atom(system, [2, 0], 2, &[(1, 1, &[BETA, BETA])]))
}

fn slope_square(system: &System) -> Result<(), String> {
    // a² + (a + 2βb)² + β² (2h − 3b²), multiplied out.
    let squares: &Terms = &[
        (1, 1, &[A, A]),
        (1, 1, &[A, A]),
        (4, 1, &[A, BETA, B]),
        (4, 1, &[BETA, B, BETA, B]),
        (2, 1, &[BETA, BETA, H]),
        (-3, 1, &[BETA, BETA, B, B]),
    ];
    derived(is_atom(system, [2, 2], 4, squares))
}

/// The recurrence from one power of x to the next. The form at x = 0 is that of `intercept`, which is in every list with
/// this row.
fn slope_at_points(system: &System) -> Result<(), String> {
    derived((1..=EXPANDED).all(|k| (1..=EXPANDED).all(|l| carries_on(system, k, l))))
}

/// A sum of terms `n/d · product of variables` of one atom, times p5².
type Terms<'t> = [(i64, i64, &'t [usize])];

fn sum(terms: &Terms, width: usize) -> Polynomial {
    let terms: Vec<_> = terms
        .iter()
        .map(|(n, d, variables)| {
            let mut exponents = vec![0; width];
            variables.iter().for_each(|&v| exponents[v] += 1);
            (BigRational::new((*n).into(), (*d).into()), exponents)
        })
        .collect();
    Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
}

fn integer(n: i64) -> BigRational {
    BigRational::from_integer(n.into())
}

/// Whether `factor · E(index)` is `Σ_j p5_j² (terms)_j`.
fn is_atom(system: &System, index: [u32; 2], factor: i64, terms: &Terms) -> bool {
    let Some(expected) = sum(terms, FIVE).times(&sum(&[(1, 1, &[P5, P5])], FIVE)) else { return false };
    let mut difference = expected;
    difference.add_scaled(&integer(-factor), &system.atom_polynomial(&index));
    difference.is_zero()
}

/// Whether `k E(k, ℓ) = β E(k−1, ℓ) + a E(k−1, ℓ−1)`: the x-derivative of `exp(βx + a x t + b t + h t²)`.
fn carries_on(system: &System, k: u32, l: u32) -> bool {
    let times = |v: usize, index: [u32; 2]| sum(&[(1, 1, &[v])], FIVE).times(&system.atom_polynomial(&index));
    let (Some(gate), Some(slope)) = (times(BETA, [k - 1, l]), times(A, [k - 1, l - 1])) else { return false };
    let mut difference = gate;
    difference.add_scaled(&integer(1), &slope);
    difference.add_scaled(&integer(-i64::from(k)), &system.atom_polynomial(&[k, l]));
    difference.is_zero()
}

/// The three identities of `slope-two-atoms`, at p1_1 = 0.
fn two_atoms(system: &System) -> Result<(), String> {
    let width = 2 * FIVE;
    let equation = |k: u32, l: u32| {
        let all = system.equation(&[k, l]);
        let kept: Vec<_> = all.terms().filter(|(_, e)| e[BETA] == 0).map(|(c, e)| (c, e.clone())).collect();
        Polynomial::from_terms(kept.iter().map(|(c, e)| (c, e)))
    };
    let [beta2, a2, b2, w2] = [BETA, A, B, P5].map(|v| v + FIVE);
    let gate = sum(&[(1, 1, &[beta2])], width);
    // β E(first) − / + multiples of E(second), minus what it should be.
    let holds = |first: [u32; 2], factors: (i64, i64), second: [u32; 2], expected: &Terms| {
        let Some(product) = gate.times(&equation(first[0], first[1])) else { return false };
        let mut difference = Polynomial::zero();
        difference.add_scaled(&integer(factors.0), &product);
        difference.add_scaled(&integer(factors.1), &equation(second[0], second[1]));
        difference.minus(&sum(expected, width)).is_zero()
    };
    let intercept: &Terms = &[(1, 6, &[w2, w2, beta2, beta2, beta2, b2])];
    let mean: &Terms = &[(1, 1, &[beta2, P5, P5, B]), (1, 1, &[beta2, w2, w2, b2])];
    let slopes: &Terms = &[
        (1, 1, &[P5, P5, A, A]),
        (1, 1, &[w2, w2, a2, a2]),
        (1, 1, &[beta2, w2, w2, a2, b2]),
        (-1, 1, &[beta2, P5, P5, A, B]),
    ];
    derived(
        holds([2, 1], (1, -2), [3, 1], intercept)
            && holds([0, 1], (1, 0), [0, 1], mean)
            && holds([1, 2], (-1, 2), [2, 2], slopes),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inequality_is_backed_by_the_system() {
        for atoms in [1, 2, 3, 5] {
            for gate in [Gate::Fixed, Gate::Free] {
                for inequality in Inequality::all(atoms, gate) {
                    assert_eq!(inequality.check(atoms), Ok(()), "{} for {atoms}", inequality.name());
                }
            }
        }
    }

    #[test]
    fn wrong_identities_are_noticed() {
        let s = System { atoms: 2, dim: 1, order: 4 };
        assert!(!is_atom(&s, [2, 0], 1, &[(1, 1, &[BETA, BETA])]), "the factor ½ is missing");
        assert!(!is_atom(&s, [2, 2], 4, &[(2, 1, &[A, A]), (4, 1, &[A, BETA, B])]), "terms left out");
        assert!(!is_atom(&s, [2, 1], 1, &[(1, 1, &[A, BETA])]), "(2e, 1) is no sum of squares");
    }

    #[test]
    fn one_coordinate_of_many_has_the_equations_of_one_dimension() {
        let three = System { atoms: 2, dim: 3, order: 4 };
        let one = System { atoms: 2, dim: 1, order: 4 };
        for (k, l) in [(1, 1), (2, 0), (2, 2), (3, 1)] {
            let lifted: Vec<_> = one
                .atom_polynomial(&[k, l])
                .terms()
                .map(|(c, e)| (c, vec![0, e[0], 0, 0, e[1], 0, e[2], e[3], e[4]]))
                .collect();
            let lifted = Polynomial::from_terms(lifted.iter().map(|(c, e)| (c, e)));
            assert!(three.atom_polynomial(&[0, k, 0, l]).minus(&lifted).is_zero());
        }
    }
}
