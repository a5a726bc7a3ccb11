//! Trust-region Newton ascent in a box, to a zero of the gradient.
//!
//! Coordinates are scaled by the scores: with `s_ip = ∂ log g(y_i|x_i)/∂θ_p`, one unit of coordinate p is
//! `1/√(Σ_i s_ip² + u_p²)`, where `u_p` is the score of one ordinary observation (below). The **scaled gradient** is
//! `max_p |Σ_i s_ip| / √(Σ_i s_ip² + u_p²)` over the coordinates that no bound holds: each score's own t statistic, without units,
//! at most √n, and at an estimate about the distance to the zero in standard errors.
//!
//! A step maximises the quadratic model `gᵀs + sᵀHs/2` within `|s| ≤ radius`: by Cholesky if −H is positive definite and the Newton
//! step is short enough, else from the eigenvalues of −H (the multiplier by safeguarded root finding, and along the lowest eigenvector in the hard case).
//! Coordinates that would leave the box are put on its face and the others are solved for again.

use super::likelihood::{Derivatives, Likelihood};
use crate::model::family::Role;
use crate::model::layout::{Layout, Scaling};
use nalgebra::{DMatrix, DVector, SymmetricEigen};
use std::time::Instant;

/// A box for θ; `−∞` and `∞` where there is no bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// Lower ends, one for each coordinate of θ.
    pub lower: Vec<f64>,
    /// Upper ends.
    pub upper: Vec<f64>,
}

impl Bounds {
    /// No bounds on `len` coordinates.
    pub fn none(len: usize) -> Self {
        Bounds { lower: vec![f64::NEG_INFINITY; len], upper: vec![f64::INFINITY; len] }
    }

    /// Moves θ into the box.
    pub fn clip(&self, theta: &mut [f64]) {
        for (t, (l, u)) in theta.iter_mut().zip(self.lower.iter().zip(&self.upper)) {
            *t = t.max(*l).min(*u);
        }
    }
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub struct Stopping {
    /// The scaled gradient to reach.
    pub gradient: f64,
    /// The most passes with derivatives.
    pub iterations: usize,
    /// The moment to end at.
    pub deadline: Option<Instant>,
}

/// Why it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The scaled gradient is small enough.
    Converged,
    /// The iterations were used up.
    Iterations,
    /// The deadline passed.
    Deadline,
    /// No step raised the likelihood any more, though the gradient is not small enough.
    Stalled,
}

/// The end of a run.
#[derive(Clone, Debug)]
pub struct NewtonRun {
    /// The last θ.
    pub theta: Vec<f64>,
    /// Value and derivatives there.
    pub derivatives: Derivatives,
    /// The scaled gradient there.
    pub scaled_gradient: f64,
    /// Coordinates that a bound holds: at the bound, with the gradient pointing out.
    pub held: Vec<bool>,
    /// Passes with derivatives.
    pub iterations: usize,
    /// Why it ended.
    pub ending: Ending,
}

/// The length of one scaled unit in each coordinate: `1/√(Σ s² + u²)`, where u is the score of an ordinary observation:
/// 1 for a gate and for log ν, `1/√ν` for a mean (x being near 1 in size in the frame of a fit).
pub fn units(layout: Layout, theta: &[f64], derivatives: &Derivatives) -> Vec<f64> {
    let unit = |p: usize| {
        let c = layout.coordinate(p);
        match (c.entry.role(), c.entry.scaling()) {
            (Role::Expert, Scaling::Intercept | Scaling::Slope) => (-theta[layout.log_variance(c.expert)]).exp(),
            _ => 1.0,
        }
    };
    let squares = derivatives.score_squares.iter().enumerate();
    squares.map(|(p, s)| 1.0 / (s + unit(p)).sqrt()).collect()
}

/// Climbs from `theta`. `watch` sees each accepted value and scaled gradient.
pub fn newton(
    likelihood: &Likelihood<'_>,
    theta: &[f64],
    bounds: &Bounds,
    stopping: Stopping,
    mut watch: impl FnMut(f64, f64),
) -> NewtonRun {
    let n = likelihood.rows() as f64;
    let mut start = theta.to_vec();
    bounds.clip(&mut start);
    let mut here = Derivatives::default();
    let mut there = Derivatives::default();
    let State { mut theta, mut unit, mut held, mut scaled, .. } = State::at(likelihood, start, bounds, &mut here);
    let mut iterations = 1;
    let mut radius = n.sqrt();
    watch(here.value, scaled);
    // Rounding of a sum of n terms.
    let noise = |value: f64| 1e-14 * (value.abs() + n);
    let ending = loop {
        if scaled <= stopping.gradient {
            break Ending::Converged;
        }
        if iterations >= stopping.iterations {
            break Ending::Iterations;
        }
        if stopping.deadline.is_some_and(|d| Instant::now() >= d) {
            break Ending::Deadline;
        }
        let step = box_step(&here, &unit, &held, &theta, bounds, radius);
        let (predicted, length) = (step.predicted, step.length);
        if length < 1e-14 * (1.0 + radius.min(1.0)) || length == 0.0 {
            break Ending::Stalled;
        }
        // Where the gain drowns in rounding the gradient decides.
        let drowned = predicted <= 10.0 * noise(here.value);
        let mut next = State::at(likelihood, step.theta, bounds, &mut there);
        iterations += 1;
        let gained = there.value - here.value;
        let mut accepted = next.finite
            && if drowned {
                gained >= -10.0 * noise(here.value) && next.scaled < scaled
            } else {
                gained > 1e-4 * predicted
            };
        let ratio = gained / predicted;
        if accepted && ratio > 0.75 && length > 0.5 * radius {
            radius *= if ratio > 0.9 { 4.0 } else { 2.0 };
        } else if accepted && ratio < 0.25 && !drowned {
            radius = 0.5 * length.min(radius);
        }
        if !accepted && next.finite && !drowned && iterations < stopping.iterations {
            // A curved ridge: the second step starts on its flank, where the derivatives are known already, and climbs back.
            let back = box_step(&there, &next.unit, &next.held, &next.theta, bounds, radius);
            next = State::at(likelihood, back.theta, bounds, &mut there);
            iterations += 1;
            accepted = next.finite && there.value - here.value > 0.25 * predicted;
        }
        if accepted {
            std::mem::swap(&mut here, &mut there);
            State { theta, unit, held, scaled, .. } = next;
            watch(here.value, scaled);
        } else {
            radius = 0.25 * length.min(radius);
            if drowned && radius < 1e-3 * stopping.gradient {
                break Ending::Stalled;
            }
        }
    };
    NewtonRun { theta, derivatives: here, scaled_gradient: scaled, held, iterations, ending }
}

/// A point and what is known of it besides its derivatives.
struct State {
    theta: Vec<f64>,
    unit: Vec<f64>,
    held: Vec<bool>,
    scaled: f64,
    finite: bool,
}

impl State {
    fn at(likelihood: &Likelihood<'_>, theta: Vec<f64>, bounds: &Bounds, derivatives: &mut Derivatives) -> State {
        likelihood.derivatives(&theta, derivatives);
        let unit = units(likelihood.layout(), &theta, derivatives);
        let held = held(&theta, derivatives, bounds);
        let scaled = scaled_gradient(derivatives, &unit, &held);
        let finite = derivatives.value.is_finite() && scaled.is_finite();
        State { theta, unit, held, scaled, finite }
    }
}

/// Which coordinates stand at a bound with the gradient pointing out of the box.
fn held(theta: &[f64], derivatives: &Derivatives, bounds: &Bounds) -> Vec<bool> {
    let sides = bounds.lower.iter().zip(&bounds.upper);
    let pairs = theta.iter().zip(&derivatives.gradient).zip(sides);
    pairs.map(|((t, g), (l, u))| (t <= l && *g <= 0.0) || (t >= u && *g >= 0.0)).collect()
}

fn scaled_gradient(derivatives: &Derivatives, unit: &[f64], held: &[bool]) -> f64 {
    let mut largest: f64 = 0.0;
    for ((g, u), held) in derivatives.gradient.iter().zip(unit).zip(held) {
        let size = (g * u).abs();
        if !held && (size > largest || size.is_nan()) {
            largest = size;
        }
    }
    largest
}

struct Step {
    theta: Vec<f64>,
    /// What the quadratic model gains.
    predicted: f64,
    /// In scaled units.
    length: f64,
}

/// The step of the trust region, bent along the faces of the box.
fn box_step(here: &Derivatives, unit: &[f64], held: &[bool], theta: &[f64], bounds: &Bounds, radius: f64) -> Step {
    let size = theta.len();
    // The scaled change, and which coordinates of it are settled.
    let mut change = DVector::zeros(size);
    let mut settled = held.to_vec();
    let entry = |p: usize, q: usize| here.hessian[p * size + q] * unit[p] * unit[q];
    loop {
        let free: Vec<usize> = (0..size).filter(|p| !settled[*p]).collect();
        if free.is_empty() {
            break;
        }
        let fixed: Vec<usize> = (0..size).filter(|p| settled[*p] && change[*p] != 0.0).collect();
        let gradient = DVector::from_fn(free.len(), |i, _| {
            let p = free[i];
            here.gradient[p] * unit[p] + fixed.iter().map(|&q| entry(p, q) * change[q]).sum::<f64>()
        });
        let curvature = DMatrix::from_fn(free.len(), free.len(), |i, j| -entry(free[i], free[j]));
        let step = ball_step(&gradient, curvature, radius);
        let mut bent = false;
        for (&p, s) in free.iter().zip(step.iter()) {
            let target = theta[p] + s * unit[p];
            if target < bounds.lower[p] || target > bounds.upper[p] {
                let face = if target < bounds.lower[p] { bounds.lower[p] } else { bounds.upper[p] };
                change[p] = (face - theta[p]) / unit[p];
                settled[p] = true;
                bent = true;
            }
        }
        if !bent {
            for (&p, s) in free.iter().zip(step.iter()) {
                change[p] = *s;
            }
            break;
        }
    }
    let mut predicted = 0.0;
    for p in 0..size {
        let row: f64 = (0..size).map(|q| entry(p, q) * change[q]).sum();
        predicted += change[p] * (here.gradient[p] * unit[p] + 0.5 * row);
    }
    let mut next: Vec<f64> = (0..size).map(|p| theta[p] + change[p] * unit[p]).collect();
    bounds.clip(&mut next);
    Step { theta: next, predicted, length: change.norm() }
}

/// Maximises `gᵀs − sᵀBs/2` over `|s| ≤ radius`.
fn ball_step(gradient: &DVector<f64>, curvature: DMatrix<f64>, radius: f64) -> DVector<f64> {
    if let Some(factor) = curvature.clone().cholesky() {
        let step = factor.solve(gradient);
        if step.norm() <= radius {
            return step;
        }
    }
    let eigen = SymmetricEigen::new(curvature);
    let slopes = eigen.eigenvectors.tr_mul(gradient);
    let values = &eigen.eigenvalues;
    let (lowest_at, lowest) =
        values.iter().copied().enumerate().fold((0, f64::INFINITY), |a, b| if b.1 < a.1 { b } else { a });
    let highest = values.iter().fold(0.0f64, |a, v| a.max(v.abs()));
    let norm = |shift: f64| {
        let terms = slopes.iter().zip(values.iter()).map(|(s, v)| (s / (v + shift)).powi(2));
        terms.sum::<f64>().sqrt()
    };
    // The multiplier lies in (low, high], where |s| falls from above the radius to below it.
    let edge = (-lowest).max(0.0) + 1e-14 * highest.max(f64::MIN_POSITIVE);
    let mut low = edge;
    let mut high = edge + gradient.norm() / radius;
    if norm(low) <= radius {
        high = low;
    }
    for _ in 0..60 {
        if high - low <= 1e-4 * high {
            break;
        }
        // Newton's method for 1/|s| = 1/radius converges from the left; bisection guards it.
        let (size, slope) =
            (norm(low), slopes.iter().zip(values.iter()).map(|(s, v)| s * s / (v + low).powi(3)).sum::<f64>());
        let guess = low + size * size / slope * (size / radius - 1.0);
        let middle = 0.5 * (low + high);
        let next = if guess > low && guess < high { guess } else { middle };
        if norm(next) > radius {
            low = next
        } else {
            high = next
        }
        if norm(middle) > radius { low = low.max(middle) } else { high = high.min(middle) }
    }
    let mut along = DVector::from_fn(values.len(), |i, _| slopes[i] / (values[i] + high));
    let length = along.norm();
    if lowest < 0.0 && length < 0.9 * radius {
        // The hard case: the gradient does not see the direction that curves up.
        let missing = (radius * radius - length * length).sqrt();
        along[lowest_at] += if along[lowest_at] < 0.0 { -missing } else { missing };
        let scale = radius / along.norm();
        if scale < 1.0 {
            along *= scale;
        }
    }
    &eigen.eigenvectors * along
}
