//! The linear programme in the exponents (docs/theory.md section 4): proposed by a floating-point solver, rounded to rationals.
//!
//! For parameter p: minimise θ_p over θ ≥ 0 subject to γ_r·θ ≥ 1 for every certified inequality |Δ^{γ_r}| ≤ K ε; dual:
//! maximise Σ y over y ≥ 0 subject to Σ_r y_r γ_r ≤ e_p. Nothing here is trusted: the kernel checks both points exactly.

use crate::Error;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The largest denominator that rounding proposes: exponents are 1/(2m) with m ≤ 256.
const MAX_DENOMINATOR: i64 = 4096;

/// The error of a programme that the solver could not solve.
pub(super) fn no_optimum(why: impl std::fmt::Display) -> Error {
    Error::defect(format_args!("the linear programme of the exponents has no rational optimum that was found: {why}"))
}

/// A primal and a dual point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// θ.
    pub primal: [BigRational; 4],
    /// One multiplier for each row.
    pub dual: Vec<BigRational>,
}

/// Solves the programme of one parameter, a position from 0 to 3, for these rows.
///
/// # Errors
/// If the solver fails or a rounded point is not feasible.
///
/// # Example
/// ```
/// // 2θ₀ ≥ 1 and θ₀ + θ₁ ≥ 1: θ₁ may be 0 if θ₀ ≥ 1, and θ₀ is at least ½.
/// let points = moe_proof::exact::rates::programme::solve(&[[2, 0, 0, 0], [1, 1, 0, 0]], 0).unwrap();
/// assert_eq!(points.primal[0].to_string(), "1/2");
/// assert_eq!(points.dual[0].to_string(), "1/2");
/// ```
pub fn solve(rows: &[[u32; 4]], parameter: usize) -> Result<Points, Error> {
    let mut variables = ProblemVariables::new();
    let theta: [Variable; 4] = [(); 4].map(|()| variables.add(variable().min(0)));
    let mut problem = variables.minimise(theta[parameter]).using(microlp);
    for row in rows {
        let left: Expression = row.iter().zip(theta).map(|(&k, t)| f64::from(k) * t).sum();
        problem = problem.with(left.geq(1));
    }
    let solved = problem.solve().map_err(no_optimum)?;
    let primal = theta.map(|t| round(solved.value(t)));

    let mut variables = ProblemVariables::new();
    let y: Vec<Variable> = rows.iter().map(|_| variables.add(variable().min(0))).collect();
    let mut problem = variables.maximise(y.iter().sum::<Expression>()).using(microlp);
    for k in 0..4 {
        let left: Expression = rows.iter().zip(&y).map(|(row, &y)| f64::from(row[k]) * y).sum();
        problem = problem.with(left.leq(if k == parameter { 1 } else { 0 }));
    }
    let solved = problem.solve().map_err(no_optimum)?;
    let dual: Vec<BigRational> = y.iter().map(|&v| round(solved.value(v))).collect();
    let points = Points { primal, dual };
    match points.objectives(rows, parameter) {
        true => Ok(points),
        false => Err(no_optimum("the solver's points, rounded, are not feasible or not optimal")),
    }
}

impl Points {
    /// Whether both points are feasible and their objectives agree.
    fn objectives(&self, rows: &[[u32; 4]], parameter: usize) -> bool {
        let integer = |k: u32| BigRational::from_integer(k.into());
        let dot = |row: &[u32; 4]| row.iter().zip(&self.primal).map(|(&k, t)| integer(k) * t).sum::<BigRational>();
        let column = |k: usize| rows.iter().zip(&self.dual).map(|(r, y)| integer(r[k]) * y).sum::<BigRational>();
        let limit = |k: usize| if k == parameter { BigRational::one() } else { BigRational::zero() };
        let signs = self.primal.iter().chain(&self.dual).all(|v| *v >= BigRational::zero());
        signs
            && rows.iter().all(|row| dot(row) >= BigRational::one())
            && (0..4).all(|k| column(k) <= limit(k))
            && self.dual.iter().sum::<BigRational>() == self.primal[parameter]
    }
}

/// The fraction of least denominator within 10⁻⁹, by continued fractions.
fn round(value: f64) -> BigRational {
    let (mut p, mut q) = ((1i64, value.floor() as i64), (0i64, 1i64));
    let mut rest = value - value.floor();
    while (q.1 as f64 * value - p.1 as f64).abs() > 1e-9 * q.1 as f64 && rest > 1e-12 {
        let inverse = 1.0 / rest;
        let whole = inverse.floor();
        rest = inverse - whole;
        let next = (whole as i64).saturating_mul(q.1).saturating_add(q.0);
        if next > MAX_DENOMINATOR {
            break;
        }
        p = (p.1, (whole as i64).saturating_mul(p.1).saturating_add(p.0));
        q = (q.1, next);
    }
    BigRational::new(p.1.into(), q.1.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_finds_the_fractions_of_the_theory() {
        for d in 1..=512i64 {
            assert_eq!(round(1.0 / d as f64), BigRational::new(1.into(), d.into()));
            assert_eq!(round(1.0 / d as f64 + 1e-12), BigRational::new(1.into(), d.into()), "{d}");
        }
        assert_eq!(round(0.0), BigRational::zero());
        assert_eq!(round(-1e-13), BigRational::zero());
        assert_eq!(round(5.0 / 12.0), BigRational::new(5.into(), 12.into()));
    }

    #[test]
    fn rows_that_mix_parameters_are_optimised_and_not_read_off() {
        // 2θ_β + θ_a ≥ 1 and 4θ_a ≥ 1: alone, θ_β can be 0; with θ_a ≤ … nothing forces it.
        let points = solve(&[[2, 1, 0, 0], [0, 4, 0, 0]], 0).unwrap();
        assert!(points.primal[0].is_zero());
        let points = solve(&[[2, 1, 0, 0], [0, 4, 0, 0]], 1).unwrap();
        assert_eq!(points.primal[1], BigRational::new(1.into(), 4.into()));
    }

    #[test]
    fn points_that_are_not_optimal_are_noticed() {
        let rows = [[2, 0, 0, 0]];
        let q = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        let points = |t: BigRational, y| Points { primal: [t, q(0, 1), q(0, 1), q(0, 1)], dual: vec![y] };
        assert!(points(q(1, 2), q(1, 2)).objectives(&rows, 0));
        assert!(!points(q(1, 3), q(1, 3)).objectives(&rows, 0), "primal infeasible");
        assert!(!points(q(1, 1), q(1, 1)).objectives(&rows, 0), "dual infeasible");
        assert!(!points(q(1, 1), q(1, 2)).objectives(&rows, 0), "a gap");
    }
}
