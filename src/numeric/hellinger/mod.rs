//! The Hellinger distance between two conditional densities, averaged over the covariate:
//! `h²(G, G*) = ½ E_x ∫ (√g_G(y|x) − √g_G*(y|x))² dy`, so `0 ≤ h ≤ 1` (docs/theory.md, section 4).
//!
//! Near the truth h² is tiny (1e-28 when h = 1e-14), so it is never formed as `1 − ∫√(g g*)`. The integrand is the square of
//! `(g − g*)/(√g + √g*)`, with both densities, and their difference, in double-double arithmetic ([`double_double`],
//! [`mixture`]): h keeps its relative accuracy down to about 1e-24.
//!
//! The inner integral is adaptive ([`quadrature::adaptive`]) between −14 and +14 standard deviations of every component; what
//! lies outside contributes at most `Σ share · erfc(14/√2)` < 1e-43 for each density, since `(√g − √g*)² ≤ g + g*`. The mean over
//! x is a Gauss–Legendre rule whose size doubles until the value settles, or the exact mean over a given grid.

pub mod double_double;
pub mod mixture;
pub mod quadrature;

use crate::Error;
use crate::model::MixingMeasure;
use mixture::{Component, FineMixture, density, root_gap};
use quadrature::{Integral, adaptive, gauss_legendre};
use rayon::prelude::*;

/// How the covariate is distributed.
#[derive(Clone, Debug, PartialEq)]
pub enum CovariateLaw {
    /// Uniform on the box `low[i] ≤ x[i] ≤ high[i]`, of 1 or 2 coordinates.
    Uniform {
        /// Lower ends.
        low: Vec<f64>,
        /// Upper ends, each above its lower end.
        high: Vec<f64>,
    },
    /// Each of the points with the same probability.
    Grid(Vec<Vec<f64>>),
}

/// A Hellinger distance with the estimate of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// h, between 0 and 1.
    pub value: f64,
    /// h².
    pub squared: f64,
    /// The estimated error of h: the panels' Kronrod–Gauss differences, the change in the last doubling of the rule for x (0
    /// for a grid), the bound on the tails, and 1e-27 for the rounding of the densities' difference. The first two are estimates
    /// that exceed the true error for integrands as smooth as these; they are not proofs.
    pub error: f64,
    /// Points of the rule for x, in each coordinate (the number of points for a grid).
    pub x_points: usize,
}

/// In units of standard deviations: where the inner integral ends.
const REACH: f64 = 14.0;
/// Twice the bound `erfc(14/√2)` on the mass outside, one for each density.
const TAIL: f64 = 3.2e-44;
const ROUNDING: f64 = 1e-27;
const MOST_PANELS: usize = 2000;

/// The error of a law over which a distance cannot be computed.
fn impossible(found: impl std::fmt::Display) -> Error {
    Error::usage("the distance cannot be computed").at("the covariate").found(found)
}

impl CovariateLaw {
    /// Uniform on [0, 1] in each of `dim` coordinates.
    pub fn unit(dim: usize) -> Self {
        CovariateLaw::Uniform { low: vec![0.0; dim], high: vec![1.0; dim] }
    }

    /// Number of coordinates of x.
    pub fn dim(&self) -> usize {
        match self {
            CovariateLaw::Uniform { low, .. } => low.len(),
            CovariateLaw::Grid(points) => points.first().map_or(0, Vec::len),
        }
    }

    /// Checks that the law is one of those that can be integrated over.
    ///
    /// # Errors
    /// The reason why it is not.
    pub fn check(&self) -> Result<(), Error> {
        let law = |what: &str| Err(impossible(format_args!("the covariate's law cannot be integrated over: {what}")));
        match self {
            CovariateLaw::Uniform { low, high } => {
                if low.is_empty() || low.len() > 2 || low.len() != high.len() {
                    return law(
                        "a box needs 1 or 2 coordinates, with a lower and an upper end each (give a grid of points for more)",
                    );
                }
                if low.iter().zip(high).any(|(l, h)| !(l.is_finite() && h.is_finite() && l < h)) {
                    return law("each lower end must be finite and below its upper end");
                }
            }
            CovariateLaw::Grid(points) => {
                let dim = self.dim();
                if dim == 0 || points.iter().any(|p| p.len() != dim || p.iter().any(|v| !v.is_finite())) {
                    return law("a grid needs at least one point, all finite and of the same length");
                }
            }
        }
        Ok(())
    }

    /// Checks that two measures have as many coordinates as the law.
    ///
    /// # Errors
    /// The three numbers of coordinates.
    pub fn fits(&self, first: &MixingMeasure, second: &MixingMeasure) -> Result<(), Error> {
        let (law, first, second) = (self.dim(), first.dim, second.dim);
        if first == second && first == law {
            return Ok(());
        }
        Err(impossible(format_args!("the covariate has {law} coordinates, the measures have {first} and {second}")))
    }

    /// Points and weights (of sum 1): a tensor Gauss–Legendre rule with `n` points a coordinate, or the grid itself.
    pub fn rule(&self, n: usize) -> Vec<(Vec<f64>, f64)> {
        match self {
            CovariateLaw::Grid(points) => points.iter().map(|p| (p.clone(), 1.0 / points.len() as f64)).collect(),
            CovariateLaw::Uniform { low, high } => {
                let mut rule = vec![(Vec::new(), 1.0)];
                for (&l, &h) in low.iter().zip(high) {
                    let line = gauss_legendre(n, l, h);
                    let extend = |(point, weight): &(Vec<f64>, f64)| {
                        let (point, weight) = (point.clone(), *weight);
                        line.clone().into_iter().map(move |(x, w)| {
                            let mut longer = point.clone();
                            longer.push(x);
                            (longer, weight * w)
                        })
                    };
                    rule = rule.iter().flat_map(extend).collect();
                }
                rule
            }
        }
    }
}

/// The Hellinger distance between two measures whose parameters are taken as exact.
///
/// `tolerance` is the relative error of h² at which refinement stops, between 1e-12 and 1e-2 (it is moved into that range).
///
/// # Example
/// ```
/// use moe_proof::numeric::hellinger::{hellinger, CovariateLaw};
/// use moe_proof::model::{Atom, MixingMeasure};
/// let expert = |intercept| MixingMeasure::new(1, vec![Atom {
///     gate_bias: 0.0, gate_slope: vec![0.0], expert_slope: vec![1.0], expert_intercept: intercept, variance: 2.0,
/// }]).unwrap();
/// // Two normal densities of variance ν, means δ apart: h² = 1 − exp(−δ²/(8ν)).
/// let h = hellinger(&expert(0.0), &expert(1e-9), &CovariateLaw::unit(1), 1e-9).unwrap();
/// assert!((h.value / 2.5e-10 - 1.0).abs() < 1e-9);
/// ```
///
/// # Errors
/// Different numbers of coordinates, or a law that cannot be integrated over.
pub fn hellinger(
    first: &MixingMeasure,
    second: &MixingMeasure,
    law: &CovariateLaw,
    tolerance: f64,
) -> Result<Distance, Error> {
    law.check()?;
    law.fits(first, second)?;
    Ok(fine_hellinger(&FineMixture::new(first), &FineMixture::new(second), law, tolerance))
}

/// As [`hellinger`], for double-double parameters; the law and the dimensions must have been checked.
pub fn fine_hellinger(first: &FineMixture, second: &FineMixture, law: &CovariateLaw, tolerance: f64) -> Distance {
    let tolerance = tolerance.clamp(1e-12, 1e-2);
    let mean = |n: usize| -> Integral {
        let parts: Vec<Integral> = law
            .rule(n)
            .par_iter()
            .map(|(x, weight)| {
                let part = at_point(first, second, x, 0.1 * tolerance);
                Integral { value: weight * part.value, error: weight * part.error }
            })
            .collect();
        parts.iter().fold(Integral::default(), |s, p| Integral { value: s.value + p.value, error: s.error + p.error })
    };
    let (mut points, most) = match law {
        CovariateLaw::Grid(grid) => (grid.len(), 0),
        CovariateLaw::Uniform { low, .. } => (8, if low.len() == 1 { 512 } else { 64 }),
    };
    let mut total = mean(points);
    let mut change = 0.0;
    while points < most {
        points *= 2;
        let finer = mean(points);
        change = (finer.value - total.value).abs();
        total = finer;
        if change <= tolerance * total.value {
            break;
        }
    }
    let squared = 0.5 * total.value;
    let value = squared.sqrt();
    let gap = 0.5 * (total.error + change + TAIL);
    // √(h² + gap) − h, in a form without cancellation.
    Distance { value, squared, error: gap / (value + (squared + gap).sqrt()) + ROUNDING, x_points: points }
}

fn at_point(first: &FineMixture, second: &FineMixture, x: &[f64], tolerance: f64) -> Integral {
    let (f, s) = (first.at(x), second.at(x));
    let integrand = |y: f64| root_gap(density(&f, y), density(&s, y)).powi(2);
    adaptive(integrand, &breaks(&f, &s), tolerance, MOST_PANELS)
}

/// Where panels begin: the means and 3, 7 and 14 standard deviations to either side, thinned to half the smallest deviation.
fn breaks(first: &[Component], second: &[Component]) -> Vec<f64> {
    let all = || first.iter().chain(second);
    let narrowest = all().map(Component::deviation).fold(f64::INFINITY, f64::min);
    let mut points: Vec<f64> =
        all().flat_map(|c| [-REACH, -7.0, -3.0, 0.0, 3.0, 7.0, REACH].map(|t| c.mean.hi + t * c.deviation())).collect();
    points.sort_by(f64::total_cmp);
    let last = points[points.len() - 1];
    points.dedup_by(|next, kept| *next - *kept < 0.5 * narrowest);
    if points[points.len() - 1] < last {
        points.push(last);
    }
    points
}

#[cfg(test)]
mod tests;
