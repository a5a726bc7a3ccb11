//! Local minima followed from one δ to the next.
//!
//! Along a branch the variables divided by their quasi-homogeneous sizes tend to a limit as s → 0 and are smooth in s, so the next
//! point is predicted by extrapolating them as polynomials in s.

use super::problem::Problem;
use super::solve::{self, Descent, descend};
use crate::numeric::hellinger::double_double::Dd;

/// A local minimum that is followed from δ to δ.
#[derive(Clone)]
pub(super) struct Branch {
    pub(super) sign: f64,
    pub(super) delta: f64,
    pub(super) descent: Descent,
    /// The branch at the larger δ before, newest first, at most [`MEMORY`]: the scale s, and the variables divided by their sizes.
    pub(super) history: Vec<(f64, Vec<Dd>)>,
}

/// Evaluations allowed for a descent from a start, for the promising ones after that, and for one that follows a branch.
pub(super) const FRESH: usize = 50;
pub(super) const FINISH: usize = 400;
const FOLLOW: usize = 150;
/// Points of a branch that its continuation is extrapolated from.
const MEMORY: usize = 3;
/// Branches followed for each sign.
const BRANCHES: usize = 3;

/// Where a descent begins, and how many evaluations it may take.
pub(super) struct Start {
    pub(super) sign: f64,
    pub(super) z: Vec<Dd>,
    pub(super) most: usize,
    pub(super) history: Vec<(f64, Vec<Dd>)>,
}

/// The branch continued to another δ: the scaled variables are extrapolated as a polynomial in s through the points that are
/// remembered, or kept as they are, whichever gives the smaller h.
pub(super) fn continuation(problem: &Problem, branch: &Branch, delta: f64) -> Start {
    let s_here = problem.scale_of(branch.delta);
    let here = branch.descent.at.iter().zip(problem.sizes(s_here)).map(|(z, size)| *z / Dd::from(size)).collect();
    let mut history = vec![(s_here, here)];
    history.extend(branch.history.iter().take(MEMORY - 1).cloned());
    let s = problem.scale_of(delta);
    let sizes = problem.sizes(s);
    let extrapolated = |points: &[(f64, Vec<Dd>)]| -> Vec<Dd> {
        let weight = |i: usize| {
            let others = points.iter().enumerate().filter(|(k, _)| *k != i);
            others.fold(1.0, |w, (_, p)| w * (s - p.0) / (points[i].0 - p.0))
        };
        let mut z = vec![Dd::ZERO; problem.variables()];
        for (i, (_, scaled)) in points.iter().enumerate() {
            let w = weight(i);
            z.iter_mut().zip(scaled).zip(&sizes).for_each(|((z, v), size)| *z += v.scale(w).scale(*size));
        }
        for (v, z) in z.iter_mut().enumerate() {
            *z = solve::clip(problem, v, *z);
        }
        z[problem.forced] = Dd::from(branch.sign * delta);
        z
    };
    let choices = (1..=history.len()).map(|n| extrapolated(&history[..n]));
    let best = choices.map(|z| (problem.squared(&z), z)).min_by(|a, b| a.0.total_cmp(&b.0));
    let z = best.map(|(_, z)| z).unwrap_or_default();
    Start { sign: branch.sign, z, most: FOLLOW, history }
}

/// The best few local minima of each sign, without repetitions; descents that did not converge come after those that did.
pub(super) fn distinct(mut found: Vec<Branch>) -> Vec<Branch> {
    found.sort_by(|a, b| {
        b.descent.converged.cmp(&a.descent.converged).then(a.descent.squared.total_cmp(&b.descent.squared))
    });
    let mut kept: Vec<Branch> = Vec::new();
    for branch in found {
        let same = |k: &&Branch| k.sign == branch.sign;
        let repeated = |k: &Branch| (k.descent.squared / branch.descent.squared - 1.0).abs() < 1e-6;
        if kept.iter().filter(same).count() < BRANCHES && !kept.iter().filter(same).any(repeated) {
            kept.push(branch);
        }
    }
    kept
}

/// Follows the best branch of each δ up to the next larger one, and takes the better; returns the number of descents.
pub(super) fn climb(problem: &Problem, best: &mut [Branch]) -> usize {
    for i in (1..best.len()).rev() {
        let delta = best[i - 1].delta;
        let sizes = problem.sizes(problem.scale_of(delta));
        // The other way round the branch has no memory of larger δ.
        let from = Branch { history: vec![], ..best[i].clone() };
        let start = continuation(problem, &from, delta);
        let descent = descend(problem, &start.z, &sizes, start.most);
        if descent.squared > 0.0 && descent.squared < best[i - 1].descent.squared {
            best[i - 1] = Branch { sign: from.sign, delta, descent, history: vec![] };
        }
    }
    best.len() - 1
}
