//! What the Hessian at the end of a fit says: standard errors where they exist, directions in which the likelihood is nearly flat,
//! experts that have collapsed or coincide.
//!
//! The observed information `−H` is taken on the coordinates of θ that no bound holds, in the scaled units of [`super::newton`](mod@super::newton),
//! where for a well-specified model far from any singularity it is near a correlation matrix. Eigenvalues below [`FLAT`] are
//! called near-flat. A standard error is the square root of a diagonal entry of its inverse (the delta method carries it from θ to
//! the parameters); it is not given for a parameter that a bound holds or depends on one that is, nor where near-flat
//! directions make more than half of the variance, nor where an eigenvalue is not positive.

use super::likelihood::{EmSums, Likelihood};
use super::newton::{Bounds, NewtonRun, units};
use crate::model::data::Data;
use crate::model::layout::{Coordinate, Entry, Frame, Layout, Scaling};
use crate::model::measure::MixingMeasure;
use crate::model::softmax_gaussian::VARIANCE;
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// Eigenvalues of the scaled information below this are near-flat.
pub const FLAT: f64 = 1e-2;
/// Two experts coincide, for the warning about non-identifiable gates, when their lines differ by less than this many standard deviations
/// in the mean square over the data, and so do (in the same units) their standard deviations.
pub const COINCIDE: f64 = 0.5;

/// A direction of θ in which the likelihood is nearly flat.
#[derive(Clone, Debug, PartialEq)]
pub struct FlatDirection {
    /// Eigenvalue of the scaled information; negative where the likelihood curves up.
    pub eigenvalue: f64,
    /// The coordinates with the largest entries of the unit eigenvector, largest first, down to 0.3 of the largest.
    pub loadings: Vec<(Coordinate, f64)>,
}

/// A parameter at a face of the box with the likelihood rising outwards.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveBound {
    /// Which one.
    pub coordinate: Coordinate,
    /// Whether it is the upper face.
    pub upper: bool,
    /// The bound, in the coordinates of θ turned back to the parameter's units: for ν the variance; for a slope its own unit; for an intercept
    /// the value at the frame's centre.
    pub bound: f64,
}

/// Something about a fit that its reader should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The run did not reach the scaled gradient it was asked for.
    NotConverged,
    /// An expert explains fewer observations than a line needs, or its variance stands at the floor.
    Collapsed {
        /// The expert, from 0.
        expert: usize,
        /// Σ of its responsibilities, in observations.
        weight: f64,
        /// Whether its variance is held by the lower bound.
        at_floor: bool,
    },
    /// The likelihood is nearly flat in this many directions.
    Flat {
        /// How many.
        directions: usize,
    },
    /// The Hessian has a direction that curves up: not a maximum.
    NotAMaximum,
    /// Experts coincide in groups of at least two with different gate slopes: if this is no accident the data have half as many
    /// experts or fewer, and gate slopes are not identifiable (docs/theory.md, section 1).
    GatesNotIdentifiable {
        /// The groups, experts from 0.
        groups: Vec<Vec<usize>>,
    },
    /// A bound is active.
    Bounds {
        /// How many.
        count: usize,
    },
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagnosis {
    pub eigenvalues: Vec<f64>,
    pub flat: Vec<FlatDirection>,
    /// In the order of θ, for the parameters themselves.
    pub standard_errors: Vec<Option<f64>>,
    pub active: Vec<ActiveBound>,
    /// Σ r of each expert.
    pub weights: Vec<f64>,
    pub warnings: Vec<Warning>,
}

pub(super) fn diagnose(likelihood: &Likelihood<'_>, data: &Data, bounds: &Bounds, run: &NewtonRun) -> Diagnosis {
    let layout = likelihood.layout();
    let size = layout.len();
    let unit = units(layout, &run.theta, &run.derivatives);
    let free: Vec<usize> = (0..size).filter(|p| !run.held[*p]).collect();
    let information = DMatrix::from_fn(free.len(), free.len(), |i, j| {
        let (p, q) = (free[i], free[j]);
        -run.derivatives.hessian[p * size + q] * unit[p] * unit[q]
    });
    let eigen = SymmetricEigen::new(information);
    let mut order: Vec<usize> = (0..free.len()).collect();
    order.sort_by(|a, b| eigen.eigenvalues[*a].total_cmp(&eigen.eigenvalues[*b]));
    let flat = order.iter().filter(|i| eigen.eigenvalues[**i] < FLAT).map(|&i| {
        let vector = eigen.eigenvectors.column(i);
        let mut loadings: Vec<(Coordinate, f64)> =
            free.iter().zip(vector.iter()).map(|(p, v)| (layout.coordinate(*p), *v)).collect();
        loadings.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let (largest, sign) = loadings.first().map_or((0.0, 1.0), |l| (l.1.abs(), l.1.signum()));
        loadings.retain(|l| l.1.abs() >= 0.3 * largest);
        // An eigenvector's sign means nothing: the largest entry is shown positive.
        loadings.iter_mut().for_each(|l| l.1 *= sign);
        FlatDirection { eigenvalue: eigen.eigenvalues[i], loadings }
    });
    let flat: Vec<FlatDirection> = flat.collect();
    let standard_errors =
        (0..size).map(|p| standard_error(layout, likelihood.frame(), run, &unit, &free, &eigen, p)).collect();
    let sums = likelihood.em_sums(&run.theta);
    let weights: Vec<f64> = (0..layout.experts).map(|k| sums.at(k, EmSums::RESPONSIBILITY, 0, 0)).collect();
    let active: Vec<ActiveBound> =
        (0..size).filter(|p| run.held[*p]).map(|p| active_bound(layout, likelihood.frame(), bounds, run, p)).collect();
    let mut warnings = Vec::new();
    for (k, weight) in weights.iter().enumerate() {
        let at_floor = active
            .iter()
            .any(|a| a.coordinate.expert == k && a.coordinate.entry == Entry::Parameter(VARIANCE) && !a.upper);
        if at_floor || *weight < layout.expert_width() as f64 {
            warnings.push(Warning::Collapsed { expert: k, weight: *weight, at_floor });
        }
    }
    if !active.is_empty() {
        warnings.push(Warning::Bounds { count: active.len() });
    }
    let lowest = order.first().map_or(0.0, |i| eigen.eigenvalues[*i]);
    if lowest < -1e-9 {
        warnings.push(Warning::NotAMaximum);
    }
    if !flat.is_empty() {
        warnings.push(Warning::Flat { directions: flat.len() });
    }
    let measure = layout.unpack(&run.theta, likelihood.frame());
    let groups = coinciding(data, &measure);
    if layout.experts >= 4
        && groups.iter().all(|g| g.len() >= 2 && slopes_differ(&measure, g, &likelihood.frame().scale))
    {
        warnings.push(Warning::GatesNotIdentifiable { groups });
    }
    let eigenvalues = order.iter().map(|i| eigen.eigenvalues[*i]).collect();
    Diagnosis { eigenvalues, flat, standard_errors, active, weights, warnings }
}

fn active_bound(layout: Layout, frame: &Frame, bounds: &Bounds, run: &NewtonRun, p: usize) -> ActiveBound {
    let coordinate = layout.coordinate(p);
    let upper = run.theta[p] >= bounds.upper[p];
    let value = if upper { bounds.upper[p] } else { bounds.lower[p] };
    let bound = match coordinate.entry.scaling() {
        Scaling::Logarithm => value.exp(),
        Scaling::Slope => value / frame.scale[coordinate.axis],
        Scaling::Intercept => value,
    };
    ActiveBound { coordinate, upper, bound }
}

fn standard_error(
    layout: Layout,
    frame: &Frame,
    run: &NewtonRun,
    unit: &[f64],
    free: &[usize],
    eigen: &SymmetricEigen<f64, nalgebra::Dyn>,
    p: usize,
) -> Option<f64> {
    let coordinate = layout.coordinate(p);
    // The parameter's derivative in θ.
    let mut slope = vec![0.0; layout.len()];
    match coordinate.entry.scaling() {
        Scaling::Logarithm => slope[p] = run.theta[p].exp(),
        Scaling::Slope => slope[p] = 1.0 / frame.scale[coordinate.axis],
        Scaling::Intercept => {
            slope[p] = 1.0;
            for j in 0..layout.dim {
                slope[p + 1 + j] = -frame.center[j] / frame.scale[j];
            }
        }
    }
    if (0..layout.len()).any(|q| slope[q] != 0.0 && run.held[q]) {
        return None;
    }
    let scaled = DVector::from_fn(free.len(), |i, _| slope[free[i]] * unit[free[i]]);
    let along = eigen.eigenvectors.tr_mul(&scaled);
    let size = scaled.norm_squared();
    let (mut variance, mut from_flat) = (0.0, 0.0);
    for (v, t) in eigen.eigenvalues.iter().zip(along.iter()) {
        if *v <= 1e-12 {
            if t * t > 1e-10 * size {
                return None;
            }
            continue;
        }
        variance += t * t / v;
        if *v < FLAT {
            from_flat += t * t / v;
        }
    }
    (variance.is_finite() && from_flat <= 0.5 * variance).then_some(variance.sqrt())
}

/// Groups of experts that coincide, each expert in the first group whose first member it coincides with.
fn coinciding(data: &Data, measure: &MixingMeasure) -> Vec<Vec<usize>> {
    let rows = data.thinned(512);
    let apart = |a: usize, b: usize| {
        let (a, b) = (&measure.atoms[a], &measure.atoms[b]);
        let smaller = a.variance.min(b.variance);
        let squares: f64 = (0..rows.len())
            .map(|i| {
                let x: Vec<f64> = rows.columns().map(|c| c[i]).collect();
                (a.mean(&x) - b.mean(&x)).powi(2)
            })
            .sum();
        let lines = squares / rows.len() as f64 / smaller;
        let spread = (a.variance.sqrt() - b.variance.sqrt()).powi(2) / smaller;
        lines.max(spread).sqrt()
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for k in 0..measure.len() {
        match groups.iter_mut().find(|g| apart(g[0], k) < COINCIDE) {
            Some(group) => group.push(k),
            None => groups.push(vec![k]),
        }
    }
    groups
}

/// Whether a group's gate slopes are not all equal (to 1e-6 per standard deviation of x).
fn slopes_differ(measure: &MixingMeasure, group: &[usize], scale: &[f64]) -> bool {
    let first = &measure.atoms[group[0]].gate_slope;
    group.iter().any(|k| {
        let slopes = measure.atoms[*k].gate_slope.iter().zip(first).zip(scale);
        slopes.into_iter().any(|((a, b), s)| ((a - b) * s).abs() > 1e-6)
    })
}

#[cfg(test)]
mod tests {
    use super::super::newton::{Stopping, newton};
    use super::*;
    use crate::model::layout::Frame;
    use crate::model::sampler::tests::{gentle, measure};
    use crate::model::sampler::{Design, sample};

    const STOP: Stopping = Stopping { gradient: 1e-8, iterations: 200, deadline: None };

    #[test]
    fn standard_errors_of_one_expert_are_those_of_a_regression() {
        let data = sample(&gentle(), Design::Uniform { lo: 0.0, hi: 1.0 }, 400, 2).unwrap();
        let frame = Frame { center: vec![0.4], scale: vec![0.3] };
        let likelihood = Likelihood::new(&data, 1, frame);
        let bounds = Bounds::none(3);
        let run = newton(&likelihood, &[0.0, 0.0, 0.0], &bounds, STOP, |_, _| {});
        let found = diagnose(&likelihood, &data, &bounds, &run);
        let n = data.len() as f64;
        let mean = data.x(0).iter().sum::<f64>() / n;
        let spread: f64 = data.x(0).iter().map(|x| (x - mean).powi(2)).sum();
        let variance = run.theta[2].exp();
        let expected = [
            (variance * (1.0 / n + mean * mean / spread)).sqrt(),
            (variance / spread).sqrt(),
            variance * (2.0 / n).sqrt(),
        ];
        for (f, e) in found.standard_errors.iter().zip(expected) {
            assert!((f.unwrap() / e - 1.0).abs() < 1e-8, "{f:?} {e}");
        }
        assert!(found.flat.is_empty() && found.warnings.is_empty(), "{found:?}");
    }

    #[test]
    fn pairs_of_equal_experts_with_different_gates_are_suspected() {
        let start = measure(&[
            [-2.0, 9.0, -2.0, 1.0, 0.25],
            [-2.0, 3.0, -2.05, 1.02, 0.25],
            [0.0, 3.0, 2.0, -1.0, 0.25],
            [0.0, -3.0, 2.05, -1.02, 0.25],
        ]);
        let data = sample(&gentle(), Design::Uniform { lo: 0.0, hi: 1.0 }, 1000, 2).unwrap();
        let groups = coinciding(&data, &start);
        assert_eq!(groups, [vec![0, 1], vec![2, 3]]);
        assert!(slopes_differ(&start, &groups[0], &[0.3]));
        let likelihood = Likelihood::new(&data, 4, Frame::raw(1));
        let bounds = Bounds::none(18);
        let theta = likelihood.layout().pack(&start, likelihood.frame());
        let run = newton(&likelihood, &theta, &bounds, Stopping { iterations: 1, ..STOP }, |_, _| {});
        let found = diagnose(&likelihood, &data, &bounds, &run);
        assert!(
            found.warnings.iter().any(|w| matches!(w, Warning::GatesNotIdentifiable { .. })),
            "{:?}",
            found.warnings
        );
        assert!(!found.flat.is_empty());
    }
}
