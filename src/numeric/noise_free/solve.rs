//! A trust-region Newton method in a box, for problems whose curvatures span thirty orders of magnitude.
//!
//! Variables are divided by their quasi-homogeneous sizes, so that a solution has entries of order one. Each step minimises the
//! quadratic model with the exact Hessian over a ball: `(H + λI) p = −g` with the least λ ≥ 0 for which `H + λI` is positive
//! definite (Cholesky in double-double succeeds) and `|p|` is within the radius. Variables at a bound towards which the gradient
//! pushes are left out; variables that a step would take out of the box are set to their bounds.

use super::problem::{Evaluation, Problem};
use crate::numeric::hellinger::double_double::Dd;

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

/// The largest radius, in scaled variables.
const WIDEST: f64 = 4.0;
/// Steps from a rejected point that may lead back to the floor of the valley.
const CORRECTIONS: usize = 6;

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
    let mut at: Vec<Dd> =
        start.iter().enumerate().map(|(v, &z)| if v == problem.forced { z } else { clip(problem, v, z) }).collect();
    let mut here = problem.evaluate(&at);
    let mut radius = 1.0;
    let mut evaluations = 1;
    let mut promise = f64::INFINITY;
    while evaluations < most && here.squared > 0.0 {
        let Some(step) = propose(problem, &at, &here, &here.hessian, sizes, radius) else {
            break;
        };
        // A model that reaches its minimum without help from the ball, or within a large one, says how much is left to gain.
        if step.inside || radius >= 1e-2 {
            promise = step.gain.abs() / here.squared;
            if promise <= ENOUGH {
                break;
            }
        }
        let next = problem.evaluate(&step.to);
        evaluations += 1;
        let won = here.squared - next.squared;
        if won > 1e-4 * step.gain && won > 0.0 {
            if won > 0.7 * step.gain {
                radius = (3.0 * step.length).max(radius).min(WIDEST);
            } else if won < 0.25 * step.gain {
                radius = 0.5 * step.length;
            }
            (at, here) = (step.to, next);
            continue;
        }
        // Valleys are curved: a step along the floor ends up on the wall, where the residual is far from small. A few steps of
        // Gauss and Newton from there, which see the wall alone, lead back to the floor further down.
        let (mut wall, mut on_wall) = (step.to, next);
        let mut recovered = false;
        for _ in 0..CORRECTIONS {
            let Some(back) = propose(problem, &wall, &on_wall, &on_wall.gauss, sizes, step.length) else {
                break;
            };
            let corrected = problem.evaluate(&back.to);
            evaluations += 1;
            if here.squared - corrected.squared > 0.1 * step.gain.max(1e-12 * here.squared) {
                (at, here) = (back.to, corrected);
                recovered = true;
                break;
            }
            if corrected.squared > 0.5 * on_wall.squared {
                break;
            }
            (wall, on_wall) = (back.to, corrected);
        }
        if recovered {
            radius = (1.5 * step.length).min(WIDEST);
            continue;
        }
        radius = 0.25 * step.length.min(radius);
        if radius < 1e-13 {
            break;
        }
    }
    let promise = if here.squared == 0.0 { 0.0 } else { promise };
    Descent { at, squared: here.squared, promise, converged: promise <= ENOUGH, evaluations }
}

/// A step that a quadratic model proposes.
struct Step {
    /// Its end, inside the box.
    to: Vec<Dd>,
    /// Its length in scaled variables.
    length: f64,
    /// What the model promises.
    gain: f64,
    /// Whether the model's minimum lies inside the ball.
    inside: bool,
}

/// `value` moved into the bounds of variable `v`.
pub(super) fn clip(problem: &Problem, v: usize, value: Dd) -> Dd {
    if value.hi <= problem.low[v] {
        problem.low[v].into()
    } else if value.hi >= problem.high[v] {
        problem.high[v].into()
    } else {
        value
    }
}

/// The step of the model with the given matrix (the Hessian or its Gauss–Newton part) within a ball and the box: variables that
/// would leave the box are set to their bounds, and the others are chosen anew, given those.
fn propose(problem: &Problem, at: &[Dd], here: &Evaluation, matrix: &[Dd], sizes: &[f64], radius: f64) -> Option<Step> {
    let free = free_variables(problem, at, here);
    let n = free.len();
    let (h, g) = scaled(here, matrix, &free, sizes);
    let mut taken = vec![Dd::ZERO; n];
    let mut bound = vec![false; n];
    let mut to = at.to_vec();
    loop {
        let rest: Vec<usize> = (0..n).filter(|&i| !bound[i]).collect();
        let set = || (0..n).filter(|&i| bound[i]);
        let pull = |i: usize| set().fold(g[i], |sum, k| sum + h[i * n + k] * taken[k]);
        let rest_g: Vec<Dd> = rest.iter().map(|&i| pull(i)).collect();
        let rest_h: Vec<Dd> =
            rest.iter().flat_map(|&i| rest.iter().map(move |&k| (i, k))).map(|(i, k)| h[i * n + k]).collect();
        let step = ball_step(&rest_h, &rest_g, radius)?;
        let mut left = false;
        for (&i, p) in rest.iter().zip(&step) {
            let v = free[i];
            let wanted = at[v] + p.scale(sizes[v]);
            to[v] = clip(problem, v, wanted);
            taken[i] = *p;
            if to[v] != wanted {
                taken[i] = (to[v] - at[v]) / Dd::from(sizes[v]);
                bound[i] = true;
                left = true;
            }
        }
        if !left {
            let length = norm(&step);
            let gain = promised(&h, &g, &taken);
            let inside = length < 0.9 * radius;
            return Some(Step { to, length: norm(&taken), gain, inside });
        }
    }
}

/// All variables but the forced one and those held at a bound by the gradient.
fn free_variables(problem: &Problem, at: &[Dd], here: &Evaluation) -> Vec<usize> {
    let held = |v: usize| {
        let slope = here.gradient[v].hi;
        (at[v].hi <= problem.low[v] && slope >= 0.0) || (at[v].hi >= problem.high[v] && slope <= 0.0)
    };
    (0..problem.variables()).filter(|&v| v != problem.forced && !held(v)).collect()
}

fn scaled(here: &Evaluation, matrix: &[Dd], free: &[usize], sizes: &[f64]) -> (Vec<Dd>, Vec<Dd>) {
    let n = sizes.len();
    let g = free.iter().map(|&v| here.gradient[v].scale(sizes[v])).collect();
    let entry = |v: usize, w: usize| matrix[v * n + w].scale(sizes[v]).scale(sizes[w]);
    let h = free.iter().flat_map(|&v| free.iter().map(move |&w| entry(v, w))).collect();
    (h, g)
}
