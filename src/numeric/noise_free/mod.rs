//! The noise-free profile: how far in Hellinger distance a forced offset of one parameter moves the model at least.
//!
//! One true atom j is fitted by a cell of m atoms, every other one by a single atom. One parameter of one atom of the cell is
//! held at the distance δ from the truth, and `h(δ) = min h(g_G, g_G*)` is taken over everything else in a box. If
//! `h(δ) ≍ δ^e`, then a density estimated to accuracy ε = O(√(log n/n)) determines the parameter to ε^{1/e}: e is the reciprocal of
//! the exponent θ of docs/theory.md, section 4, in a cell of m ≥ 2 atoms beside a cell of one.
//!
//! * **Gauge**: the gate of the last atom outside the cell is the true one; that removes the translations.
//! * **Box**: each share of the cell's weight is at least 1/(2m) ([`shares`]); |Δβ1| ≤ 4; |Δa| ≤ 4σ, |Δb| ≤ 2σ and
//!   −¾ν ≤ Δν ≤ 3ν, with σ, ν of the true expert; log-weights within ±2.
//! * **Descents** ([`solve`]) begin at the theory's curves and at random points ([`starts`]) for the two largest δ, for both signs of
//!   the offset; the most promising get a longer descent. Every local minimum found there is followed to smaller δ by its quasi-homogeneous scaling, and the best of each δ
//!   is followed back up. The minimum over a non-convex problem is not certified: a lower one may exist.
//! * **Accuracy** ([`problem`]): the minimiser is found with a fixed quadrature rule in double-double arithmetic; the h that is reported
//!   is computed anew at the minimiser by the adaptive rule of [`crate::numeric::hellinger`], with its error.
//! * **Slopes** ([`slopes`]): local ones between neighbouring δ, a straight range, and an extrapolation to δ → 0.

mod branches;
mod nodes;
pub mod problem;
mod scaling;
pub mod shares;
pub mod slopes;
pub mod solve;
pub mod starts;

use crate::Error;
use crate::model::{Component, MixingMeasure, PerParameter};
use crate::numeric::hellinger::double_double::Dd;
use crate::numeric::hellinger::mixture::FineMixture;
use crate::numeric::hellinger::{CovariateLaw, Distance, fine_hellinger};
use branches::{Branch, FINISH, FRESH, Start, climb, continuation, distinct};
use problem::{Natural, Problem, Slot};
use rayon::prelude::*;
use scaling::Scaling;
pub use scaling::default_range;
use slopes::Slopes;
use solve::descend;

/// What to compute.
#[derive(Clone, Debug)]
pub struct Request {
    /// Number m ≥ 2 of fitted atoms in the over-specified cell.
    pub cells: usize,
    /// Number of the true atom of that cell, from 0.
    pub atom: usize,
    /// The entry of a parameter that is forced.
    pub held: Component,
    /// Smallest and largest δ, 0 < smallest < largest.
    pub range: (f64, f64),
    /// Number of δ, at least 4, in geometric progression.
    pub count: usize,
    /// The law of x.
    pub law: CovariateLaw,
    /// Random starts for each sign and each of the two largest δ, besides those of the theory.
    pub starts: usize,
    /// Seed of the random starts.
    pub seed: u64,
}

/// The most atoms a cell may have here: beyond it double-double arithmetic has no digits left for the smallest curvatures.
pub const MOST_CELLS: usize = 4;
/// The most δ.
pub const MOST_DELTAS: usize = 100;

/// The message of every error of a profile.
const IMPOSSIBLE: &str = "the profile cannot be computed";

/// The minimum at one δ.
#[derive(Clone, Debug)]
pub struct Point {
    /// δ > 0.
    pub delta: f64,
    /// The sign of the forced offset at which the minimum was found.
    pub sign: f64,
    /// h at the minimiser, by adaptive quadrature.
    pub distance: Distance,
    /// |h²(fixed rule)/h²(adaptive) − 1|.
    pub rule_gap: f64,
    /// Whether the descent converged.
    pub converged: bool,
    /// What the last quadratic model promised to gain in h² at most, relative to h².
    pub promise: f64,
    /// Names of the variables at a bound of the box.
    pub active: Vec<String>,
    /// For each atom of the cell its share of the cell's weight.
    pub shares: Vec<f64>,
    /// For each atom of the cell the offsets of its parameters from the truth.
    pub offsets: Vec<PerParameter<Vec<f64>>>,
}

/// A profile: points from the largest δ to the smallest, and what their slopes say.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The request.
    pub request: Request,
    /// One for each δ, descending.
    pub points: Vec<Point>,
    /// Local slopes, straight range, limit.
    pub slopes: Slopes,
    /// Quadrature nodes of the fixed rule: (in each coordinate of x, or the grid's points of x; in all).
    pub nodes: (usize, usize),
    /// Descents that were run.
    pub descents: usize,
}

/// Computes a profile. `progress` is called with the numbers of finished and of all δ.
///
/// # Errors
/// A request outside its documented ranges (the largest δ must stay in the box), a law that does not fit, or no minimum.
pub fn profile(
    truth: &MixingMeasure,
    request: &Request,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Profile, Error> {
    check(truth, request)?;
    let (low, high) = request.range;
    let ratio = (low / high).powf(1.0 / (request.count - 1) as f64);
    let deltas: Vec<f64> =
        (0..request.count).map(|i| if i + 1 == request.count { low } else { high * ratio.powi(i as i32) }).collect();
    let fine = FineMixture::new(truth);
    let (problem, x_points) = with_enough_nodes(truth, &fine, request, high);
    let mut descents = 0;
    let mut branches: Vec<Branch> = Vec::new();
    let mut best: Vec<Branch> = Vec::new();
    for (i, &delta) in deltas.iter().enumerate() {
        let mut from: Vec<Start> = branches.iter().map(|b| continuation(&problem, b, delta)).collect();
        if i < 2 {
            for sign in [1.0, -1.0] {
                if !(problem.low[problem.forced]..=problem.high[problem.forced]).contains(&(sign * delta)) {
                    continue;
                }
                let seed = request.seed.wrapping_add(2 * i as u64 + u64::from(sign < 0.0));
                let fresh = starts::starts(&problem, request.held, sign * delta, request.starts, seed);
                let start = |z: Vec<f64>| Start {
                    sign,
                    z: z.into_iter().map(Dd::from).collect(),
                    most: FRESH,
                    history: vec![],
                };
                from.extend(fresh.into_iter().map(start));
            }
        }
        descents += from.len();
        let sizes = problem.sizes(problem.scale_of(delta));
        let run = |from: Vec<Start>| -> Vec<Branch> {
            from.into_par_iter()
                .map(|f| Branch {
                    sign: f.sign,
                    delta,
                    descent: descend(&problem, &f.z, &sizes, f.most),
                    history: f.history,
                })
                .filter(|b| b.descent.squared.is_finite() && b.descent.squared > 0.0)
                .collect()
        };
        let mut found = run(from);
        // Fresh starts get a short descent each; the most promising unfinished ones go on.
        if i < 2 {
            let (unfinished, mut rest): (Vec<Branch>, Vec<Branch>) =
                found.into_iter().partition(|b| !b.descent.converged);
            let promising = distinct(unfinished);
            descents += promising.len();
            let further = |b: Branch| Start { sign: b.sign, z: b.descent.at, most: FINISH, history: b.history };
            rest.extend(run(promising.into_iter().map(further).collect()));
            found = rest;
        }
        found.sort_by(|a, b| a.descent.squared.total_cmp(&b.descent.squared));
        let first = found.first().ok_or_else(|| {
            Error::usage(IMPOSSIBLE)
                .found(format_args!(
                    "no minimum was found at δ = {delta}: the two signs of the offset may both leave the box"
                ))
                .hint("take a smaller largest offset")
        })?;
        best.push(first.clone());
        branches = distinct(found);
        progress(i + 1, deltas.len());
    }
    descents += climb(&problem, &mut best);
    let points: Vec<Point> = best.iter().map(|b| point(&problem, &fine, request, b)).collect();
    // What a descent that did not converge may still gain counts as an error of h.
    let error =
        |p: &Point| p.distance.error + if p.converged { 0.0 } else { 0.5 * p.promise.min(1.0) * p.distance.value };
    let slopes = slopes::slopes(&points.iter().map(|p| (p.delta, p.distance.value, error(p))).collect::<Vec<_>>());
    Ok(Profile { request: request.clone(), points, slopes, nodes: (x_points, problem.nodes()), descents })
}

fn check(truth: &MixingMeasure, request: &Request) -> Result<(), Error> {
    let range =
        |what, found: String, expected: String| Err(Error::usage(IMPOSSIBLE).at(what).found(found).expected(expected));
    if truth.len() < 2 {
        let expected = "at least 2: the gauge is fixed at an atom outside the over-specified cell".to_string();
        return range("true experts", truth.len().to_string(), expected);
    }
    if !(2..=MOST_CELLS).contains(&request.cells) {
        return range("atoms in the cell", request.cells.to_string(), format!("from 2 to {MOST_CELLS}"));
    }
    if request.atom >= truth.len() {
        return range("true atom", (request.atom + 1).to_string(), format!("from 1 to {}", truth.len()));
    }
    let coordinates = truth.family().parameter(request.held.parameter).width(truth.dim);
    if request.held.axis >= coordinates {
        return range("coordinate", (request.held.axis + 1).to_string(), format!("from 1 to {coordinates}"));
    }
    if !(4..=MOST_DELTAS).contains(&request.count) {
        return range("number of offsets", request.count.to_string(), format!("from 4 to {MOST_DELTAS}"));
    }
    let scaling = Scaling::of(request.held.parameter, truth.atoms[request.atom].variance);
    let most = scaling.above * scaling.unit;
    let (low, high) = request.range;
    if !(low > 0.0 && low < high && high <= most) {
        let expected = format!("0 < smallest < largest ≤ {most} (the box)");
        return range("offsets", format!("from {low} to {high}"), expected);
    }
    request
        .law
        .check()
        .and_then(|()| request.law.fits(truth, truth))
        .map_err(|e| Error { what: IMPOSSIBLE.into(), ..e })
}

/// A problem whose rule for x is fine enough: the rule's h² at a start of the theory agrees with the adaptive one to 1e-3.
/// The minimiser moves by about that much, and h² at the minimiser by its square.
fn with_enough_nodes(truth: &MixingMeasure, fine: &FineMixture, request: &Request, delta: f64) -> (Problem, usize) {
    let mut points = 16;
    loop {
        let problem = Problem::new(truth, request.atom, request.cells, request.held, &request.law, points);
        let most = if truth.dim == 1 { 256 } else { 64 };
        if let CovariateLaw::Grid(grid) = &request.law {
            return (problem, grid.len());
        }
        if points >= most {
            return (problem, points);
        }
        let probe: Vec<Dd> =
            starts::starts(&problem, request.held, 0.5 * delta, 0, 0)[0].iter().map(|&z| Dd::from(z)).collect();
        let exact = fine_hellinger(fine, &problem.fitted(&probe), &request.law, 1e-5);
        if (problem.squared(&probe) / exact.squared - 1.0).abs() <= 1e-3 {
            return (problem, points);
        }
        points = points * 3 / 2;
    }
}

fn point(problem: &Problem, fine: &FineMixture, request: &Request, branch: &Branch) -> Point {
    let z = &branch.descent.at;
    let distance = fine_hellinger(fine, &problem.fitted(z), &request.law, 1e-7);
    let active = (0..problem.variables())
        .filter(|&v| v != problem.forced && (z[v].hi <= problem.low[v] || z[v].hi >= problem.high[v]))
        .map(|v| problem.name(v))
        .collect();
    let family = problem.family();
    let none = PerParameter::new(family, |id| vec![0.0; family.parameter(id).width(problem.dim())]);
    let mut offsets = vec![none; request.cells];
    for (slot, value) in problem.slots.iter().zip(z) {
        if let &Slot::Natural(place) = slot
            && let (atom, Natural::Entry(c)) = problem.natural(place)
            && let Some(atom) = offsets.get_mut(atom)
        {
            atom[c.parameter][c.axis] = value.hi;
        }
    }
    Point {
        delta: branch.delta,
        sign: branch.sign,
        distance,
        rule_gap: (branch.descent.squared / distance.squared - 1.0).abs(),
        converged: branch.descent.converged,
        promise: branch.descent.promise,
        active,
        shares: problem.shares_at(z),
        offsets,
    }
}

#[cfg(test)]
mod tests;
