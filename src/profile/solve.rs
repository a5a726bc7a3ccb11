//! A trust-region Newton method in a box, for problems whose curvatures span thirty orders of magnitude.
//!
//! Variables are divided by their quasi-homogeneous sizes, so that a solution has entries of order one. Each step minimises the
//! quadratic model with the exact Hessian over a ball: `(H + λI) p = −g` with the least λ ≥ 0 for which `H + λI` is positive
//! definite (Cholesky in double-double succeeds) and `|p|` is within the radius. Variables at a bound towards which the gradient
//! pushes are left out, and a step is cut off at the bounds.

use super::problem::{Evaluation, Problem};
use crate::hellinger::double_double::Dd;

/// Where a descent ended.
#[derive(Clone)]
pub struct Descent {
    /// The variables.
    pub at: Vec<Dd>,
    /// h² by the problem's nodes.
    pub squared: f64,
    /// What the last model promised to gain at most, relative to h²: an estimate of how far h² is above a local minimum.
    pub promise: f64,
    /// Whether `promise` reached [`ENOUGH`].
    pub converged: bool,
    /// Evaluations of gradient and Hessian.
    pub evaluations: usize,
}

/// The relative gain in h² below which a descent has converged.
pub const ENOUGH: f64 = 1e-10;

/// Solves `(H + λI) p = −g` for symmetric H given by rows; `None` unless `H + λI` is positive definite.
fn shifted_step(h: &[Dd], g: &[Dd], shift: f64) -> Option<Vec<Dd>> {
    let n = g.len();
    let mut l = vec![Dd::ZERO; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = h[i * n + j];
            if i == j {
                sum += Dd::from(shift);
            }
            for k in 0..j {
                sum = sum - l[i * n + k] * l[j * n + k];
            }
            if i == j {
                if sum.hi <= 0.0 || !sum.hi.is_finite() {
                    return None;
                }
                l[i * n + i] = sum.sqrt();
            } else {
                l[i * n + j] = sum / l[j * n + j];
            }
        }
    }
    let mut p: Vec<Dd> = g.iter().map(|&v| -v).collect();
    for i in 0..n {
        for k in 0..i {
            p[i] = p[i] - l[i * n + k] * p[k];
        }
        p[i] = p[i] / l[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            p[i] = p[i] - l[k * n + i] * p[k];
        }
        p[i] = p[i] / l[i * n + i];
    }
    p.iter().all(|v| v.hi.is_finite()).then_some(p)
}

fn norm(p: &[Dd]) -> f64 {
    p.iter().map(|v| v.hi * v.hi).sum::<f64>().sqrt()
}

/// The model's minimiser over the ball of the given radius.
fn ball_step(h: &[Dd], g: &[Dd], radius: f64) -> Option<Vec<Dd>> {
    let within = |shift: f64| shifted_step(h, g, shift).filter(|p| norm(p) <= radius);
    if let Some(p) = within(0.0) {
        return Some(p);
    }
    // Powers of ten; the largest entry of H bounds its eigenvalues.
    let top = h.iter().fold(norm(g) / radius, |t, v| t.max(v.hi.abs())).max(1e-280);
    let (mut low, mut high) = (top.log10() - 36.0, top.log10() + 3.0);
    let mut best = within(10f64.powf(high))?;
    for _ in 0..12 {
        let middle = 0.5 * (low + high);
        match within(10f64.powf(middle)) {
            Some(p) => {
                best = p;
                high = middle;
            }
            None => low = middle,
        }
    }
    Some(best)
}

/// `−gᵀp − ½ pᵀHp`.
fn promised(h: &[Dd], g: &[Dd], p: &[Dd]) -> f64 {
    let n = g.len();
    let mut sum = Dd::ZERO;
    for i in 0..n {
        let row = (0..n).fold(Dd::ZERO, |s, j| s + h[i * n + j] * p[j]);
        sum = sum - p[i] * (g[i] + row.scale(0.5));
    }
    sum.hi
}

/// Descends from `start` (which is moved into the box; the forced variable stays) with variables of the given `sizes`, for at
/// most `most` evaluations.
pub fn descend(problem: &Problem, start: &[Dd], sizes: &[f64], most: usize) -> Descent {
    let clip = |v: usize, value: Dd| -> Dd {
        if value.hi <= problem.low[v] {
            problem.low[v].into()
        } else if value.hi >= problem.high[v] {
            problem.high[v].into()
        } else {
            value
        }
    };
    let mut at: Vec<Dd> =
        start.iter().enumerate().map(|(v, &z)| if v == problem.forced { z } else { clip(v, z) }).collect();
    let mut here = problem.evaluate(&at);
    let mut radius = 1.0;
    let mut evaluations = 1;
    let mut promise = f64::INFINITY;
    while evaluations < most && here.squared > 0.0 {
        let free = free_variables(problem, &at, &here);
        let (h, g) = scaled(&here, &free, sizes, problem.len());
        let Some(step) = ball_step(&h, &g, radius) else { break };
        // Cut off at the bounds, then judge the model at the step that is really taken.
        let mut trial = at.clone();
        let mut taken = Vec::with_capacity(free.len());
        for (&v, p) in free.iter().zip(&step) {
            trial[v] = clip(v, at[v] + p.scale(sizes[v]));
            taken.push((trial[v] - at[v]) / Dd::from(sizes[v]));
        }
        let whole = promised(&h, &g, &step);
        let gain = promised(&h, &g, &taken);
        if radius >= 1e-2 {
            promise = whole / here.squared;
            if promise <= ENOUGH {
                break;
            }
        }
        let next = problem.evaluate(&trial);
        evaluations += 1;
        let won = here.squared - next.squared;
        let length = norm(&step);
        if won > 1e-4 * gain && won > 0.0 {
            if won > 0.7 * gain {
                radius = (3.0 * length).clamp(radius, 4.0);
            } else if won < 0.25 * gain {
                radius = 0.5 * length;
            }
            (at, here) = (trial, next);
        } else {
            radius = 0.25 * length.min(radius);
            if radius < 1e-13 {
                break;
            }
        }
    }
    let promise = if here.squared == 0.0 { 0.0 } else { promise };
    Descent { at, squared: here.squared, promise, converged: promise <= ENOUGH, evaluations }
}

/// All variables but the forced one and those held at a bound by the gradient.
fn free_variables(problem: &Problem, at: &[Dd], here: &Evaluation) -> Vec<usize> {
    let held = |v: usize| {
        let slope = here.gradient[v].hi;
        (at[v].hi <= problem.low[v] && slope >= 0.0) || (at[v].hi >= problem.high[v] && slope <= 0.0)
    };
    (0..problem.len()).filter(|&v| v != problem.forced && !held(v)).collect()
}

fn scaled(here: &Evaluation, free: &[usize], sizes: &[f64], n: usize) -> (Vec<Dd>, Vec<Dd>) {
    let g = free.iter().map(|&v| here.gradient[v].scale(sizes[v])).collect();
    let entry = |v: usize, w: usize| here.hessian[v * n + w].scale(sizes[v]).scale(sizes[w]);
    let h = free.iter().flat_map(|&v| free.iter().map(move |&w| entry(v, w))).collect();
    (h, g)
}
