//! A maximum-likelihood fit: several starts, expectation-maximisation to get near, Newton to the end, and a diagnosis of it.

use super::bounds::BoxRule;
use super::diagnosis::{self, ActiveBound, FlatDirection, Warning};
use super::em::expectation_maximisation;
use super::likelihood::Likelihood;
use super::newton::{Bounds, Ending, NewtonRun, Stopping, newton};
use super::starts;
use crate::Error;
use crate::model::data::Data;
use crate::model::layout::{Frame, Layout};
use crate::model::measure::{MAX_EXPERTS, MixingMeasure};
use rayon::prelude::*;
use std::time::Instant;

/// The most parameters of a fit: beyond it one step of Newton's method takes minutes and the Hessian's sums gigabytes.
pub const MAX_PARAMETERS: usize = 2000;

/// Where a run begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// At given parameters (moved into the box).
    Given(MixingMeasure),
    /// From clusters, see the module `starts`.
    Cluster {
        /// Seed.
        seed: u64,
    },
    /// By splitting experts.
    Split {
        /// Seed.
        seed: u64,
    },
}

impl Start {
    /// `count` generated starts: clusters and splits in turn, seeded from `seed` on.
    pub fn generated(count: usize, seed: u64) -> Vec<Start> {
        let start = |i: usize| {
            let seed = seed.wrapping_add(i as u64);
            if i.is_multiple_of(2) { Start::Cluster { seed } } else { Start::Split { seed } }
        };
        (0..count).map(start).collect()
    }

    /// The kind's name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Start::Given(_) => "given",
            Start::Cluster { .. } => "cluster",
            Start::Split { .. } => "split",
        }
    }
}

/// What to fit and how far.
#[derive(Clone, Debug)]
pub struct FitOptions {
    /// K.
    pub experts: usize,
    /// At least one.
    pub starts: Vec<Start>,
    /// The box.
    pub bounds: BoxRule,
    /// Steps of expectation-maximisation before Newton's method.
    pub em_steps: usize,
    /// The most Newton iterations of each start.
    pub iterations: usize,
    /// The scaled gradient (see [`super::newton`](mod@super::newton)) to reach.
    pub gradient: f64,
    /// Whether to use rayon's thread pool; results do not depend on it.
    pub parallel: bool,
    /// The moment to end at.
    pub deadline: Option<Instant>,
}

impl FitOptions {
    /// `experts` experts from `starts`: the default box, 5 steps of expectation-maximisation, at most 500 iterations, a scaled gradient of 1e-8, one
    /// thread, no deadline.
    pub fn new(experts: usize, starts: Vec<Start>) -> Self {
        FitOptions {
            experts,
            starts,
            bounds: BoxRule::default(),
            em_steps: 5,
            iterations: 500,
            gradient: 1e-8,
            parallel: false,
            deadline: None,
        }
    }
}

/// How one start went.
#[derive(Clone, Debug, PartialEq)]
pub struct StartReport {
    /// Its kind, see [`Start::name`].
    pub kind: &'static str,
    /// Log-likelihood at the end.
    pub log_likelihood: f64,
    /// Scaled gradient at the end.
    pub scaled_gradient: f64,
    /// Newton iterations.
    pub iterations: usize,
    /// Why it ended.
    pub ending: Ending,
}

/// A fit.
#[derive(Clone, Debug)]
pub struct FitResult {
    /// The parameters, last gate at 0.
    pub measure: MixingMeasure,
    /// Σ log g(y_i|x_i).
    pub log_likelihood: f64,
    /// `max_p |g_p| / √(Σ_i s_ip² + u_p²)` over the coordinates that no bound holds, see [`super::newton`](mod@super::newton).
    pub scaled_gradient: f64,
    /// Why the best start ended.
    pub ending: Ending,
    /// Every start, in the order given.
    pub starts: Vec<StartReport>,
    /// The best start, from 0.
    pub best: usize,
    /// How many starts ended within 1e-4 log-likelihood units of the best.
    pub agreed: usize,
    /// Standard errors in the order of [`Layout`], for the parameters themselves (for ν the variance).
    pub standard_errors: Vec<Option<f64>>,
    /// Eigenvalues of the scaled information, ascending.
    pub eigenvalues: Vec<f64>,
    /// Near-flat directions, flattest first.
    pub flat: Vec<FlatDirection>,
    /// Active bounds.
    pub active: Vec<ActiveBound>,
    /// Σ of each expert's responsibilities, in observations.
    pub weights: Vec<f64>,
    /// What to know about it.
    pub warnings: Vec<Warning>,
    /// The order of the parameters.
    pub layout: Layout,
    /// The frame and the box θ was kept in.
    pub frame: Frame,
    /// The box, for θ in the frame.
    pub bounds: Bounds,
}

/// What a watcher of a fit is told after each accepted step.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The start, from 0.
    pub start: usize,
    /// The log-likelihood now.
    pub log_likelihood: f64,
    /// The scaled gradient; `None` during expectation-maximisation.
    pub scaled_gradient: Option<f64>,
}

/// Fits the model. The result depends on the data and the options alone, not on threads; with a deadline on the time as well.
///
/// # Errors
/// No start or no expert; a given start of another shape; data or a box that cannot be used.
///
/// # Example
/// ```
/// use moe_proof::model::{Atom, Design, MixingMeasure, sample};
/// use moe_proof::numeric::fit::{FitOptions, Start, fit};
/// let atom = |gate, slope: f64, intercept| Atom {
///     gate_bias: gate, gate_slope: vec![0.0], expert_slope: vec![slope], expert_intercept: intercept, variance: 0.25,
/// };
/// let truth = MixingMeasure::new(1, vec![atom(-0.5, -2.0, 1.0), atom(0.0, 2.0, -1.0)])?;
/// let data = sample(&truth, Design::Uniform { lo: 0.0, hi: 1.0 }, 1000, 1)?;
/// let found = fit(&data, &FitOptions::new(2, Start::generated(4, 1)))?;
/// assert!(found.scaled_gradient <= 1e-8);
/// # Ok::<(), moe_proof::Error>(())
/// ```
pub fn fit(data: &Data, options: &FitOptions) -> Result<FitResult, Error> {
    fit_watched(data, options, &|_| {})
}

/// [`fit`] with a watcher, which may be called from several threads at once.
///
/// # Errors
/// As [`fit`].
pub fn fit_watched(data: &Data, options: &FitOptions, watch: &(dyn Fn(Progress) + Sync)) -> Result<FitResult, Error> {
    let experts = options.experts;
    if !(1..=MAX_EXPERTS).contains(&experts) {
        return Err(Error::usage("the number of experts is out of range")
            .found(experts.to_string())
            .expected(format!("an integer from 1 to {MAX_EXPERTS}")));
    }
    if options.starts.is_empty() {
        return Err(Error::usage("there is nowhere to start").expected("at least one start"));
    }
    let layout = Layout { dim: data.dim(), experts };
    if layout.len() > MAX_PARAMETERS {
        return Err(Error::limit("too many parameters")
            .found(format!("{} for {experts} experts and {} coordinates of x", layout.len(), layout.dim))
            .expected(format!("at most {MAX_PARAMETERS}")));
    }
    for start in &options.starts {
        if let Start::Given(measure) = start {
            measure.check()?;
            if (measure.dim, measure.len()) != (layout.dim, experts) {
                return Err(Error::usage("the given start does not fit the data or the number of experts")
                    .found(format!("dim {}, {} experts", measure.dim, measure.len()))
                    .expected(format!("dim {}, {experts} experts", layout.dim)));
            }
        }
    }
    let scales = data.scales(experts)?;
    let (frame, bounds) = options.bounds.resolve(layout, &scales)?;
    // With many rows the rows are spread over the threads, with few the starts.
    let rows_parallel = options.parallel && data.len() > 40_000;
    let likelihood = Likelihood::new(data, experts, frame.clone()).parallel(rows_parallel);
    let thin = (data.len() > starts::ROWS && options.starts.iter().any(|s| !matches!(s, Start::Given(_))))
        .then(|| data.thinned(starts::ROWS));
    let few = thin.as_ref().unwrap_or(data);
    let one = |(index, start): (usize, &Start)| {
        let theta = match start {
            Start::Given(measure) => layout.pack(measure, &frame),
            Start::Cluster { seed } => starts::cluster(few, &frame, &bounds, experts, *seed),
            Start::Split { seed } => starts::split(few, &frame, &bounds, experts, *seed),
        };
        let tell = |log_likelihood, scaled_gradient| watch(Progress { start: index, log_likelihood, scaled_gradient });
        let em = expectation_maximisation(&likelihood, &theta, &bounds, options.em_steps, 0.0, options.deadline, |v| {
            tell(v, None)
        });
        let stopping =
            Stopping { gradient: options.gradient, iterations: options.iterations, deadline: options.deadline };
        newton(&likelihood, &em.theta, &bounds, stopping, |v, g| tell(v, Some(g)))
    };
    let runs: Vec<NewtonRun> = if options.parallel && !rows_parallel {
        options.starts.par_iter().enumerate().map(one).collect()
    } else {
        options.starts.iter().enumerate().map(one).collect()
    };
    let value =
        |run: &NewtonRun| if run.derivatives.value.is_nan() { f64::NEG_INFINITY } else { run.derivatives.value };
    let best = (0..runs.len()).fold(0, |b, i| if value(&runs[i]) > value(&runs[b]) { i } else { b });
    let top = value(&runs[best]);
    if !top.is_finite() {
        return Err(Error::input("the likelihood cannot be computed at any start")
            .found("overflow")
            .hint("rescale the data, or give a start inside the data's range"));
    }
    let reports = runs.iter().zip(&options.starts).map(|(run, start)| StartReport {
        kind: start.name(),
        log_likelihood: value(run),
        scaled_gradient: run.scaled_gradient,
        iterations: run.iterations,
        ending: run.ending,
    });
    let run = &runs[best];
    let mut found = diagnosis::diagnose(&likelihood, data, &bounds, run);
    if run.ending != Ending::Converged {
        found.warnings.insert(0, Warning::NotConverged);
    }
    Ok(FitResult {
        measure: layout.unpack(&run.theta, &frame),
        log_likelihood: top,
        scaled_gradient: run.scaled_gradient,
        ending: run.ending,
        starts: reports.collect(),
        best,
        agreed: runs.iter().filter(|r| value(r) >= top - 1e-4).count(),
        standard_errors: found.standard_errors,
        eigenvalues: found.eigenvalues,
        flat: found.flat,
        active: found.active,
        weights: found.weights,
        warnings: found.warnings,
        layout,
        frame,
        bounds,
    })
}

#[cfg(test)]
mod tests {
    use super::super::bounds::Interval;
    use super::*;
    use crate::model::layout::{Entry, Scaling};
    use crate::model::sampler::tests::{gentle, measure, paper};
    use crate::model::sampler::{Design, sample};
    use crate::model::softmax_gaussian::{GATE_SLOPE, VARIANCE};

    const GRID: Design = Design::Grid { lo: 0.0, hi: 1.0 };

    /// The true parameters with the first expert in two halves, a little apart.
    fn halved(truth: &MixingMeasure) -> MixingMeasure {
        let mut three = truth.clone();
        let mut half = three.atoms[0].clone();
        half.gate_bias -= 2f64.ln();
        let mut other = half.clone();
        half.expert_intercept += 0.1;
        other.expert_intercept -= 0.1;
        three.atoms[0] = half;
        three.atoms.insert(1, other);
        three
    }

    #[test]
    fn newton_reaches_what_many_em_steps_reach_and_no_less() {
        for (truth, three) in [(paper(), false), (gentle(), false), (paper(), true), (gentle(), true)] {
            let start = if three { halved(&truth) } else { truth.clone() };
            let data = sample(&truth, GRID, 2000, 17).unwrap();
            let options = FitOptions::new(start.len(), vec![Start::Given(start.clone())]);
            let found = fit(&data, &options).unwrap();
            assert!(found.ending == Ending::Converged && found.scaled_gradient <= 1e-8, "{found:?}");
            let likelihood = Likelihood::new(&data, start.len(), found.frame.clone());
            let theta = found.layout.pack(&start, &found.frame);
            let em = expectation_maximisation(&likelihood, &theta, &found.bounds, 3000, 1e-12, None, |_| {});
            assert!(found.log_likelihood >= em.value - 1e-9, "{} {}", found.log_likelihood, em.value);
            // From the optimum expectation-maximisation gains nothing.
            let optimum = found.layout.pack(&found.measure, &found.frame);
            let after = expectation_maximisation(&likelihood, &optimum, &found.bounds, 20, 0.0, None, |_| {});
            assert!(after.value - found.log_likelihood < 1e-9, "{}", after.value - found.log_likelihood);
        }
    }

    #[test]
    fn with_generated_starts_as_well_it_is_never_below_a_long_em_run() {
        // From one start alone either method may end at another of several maxima.
        for seed in 100..106 {
            let data = sample(&gentle(), GRID, 1000, seed).unwrap();
            let start = halved(&gentle());
            let mut starts = vec![Start::Given(start.clone())];
            starts.extend(Start::generated(8, 0));
            let found = fit(&data, &FitOptions::new(3, starts)).unwrap();
            let likelihood = Likelihood::new(&data, 3, found.frame.clone());
            let theta = found.layout.pack(&start, &found.frame);
            let em = expectation_maximisation(&likelihood, &theta, &found.bounds, 10_000, 1e-10, None, |_| {});
            assert!(found.log_likelihood >= em.value - 1e-9, "seed {seed}: {} {}", found.log_likelihood, em.value);
            assert!(found.starts.iter().all(|s| s.ending == Ending::Converged), "{:?}", found.starts);
        }
    }

    #[test]
    fn a_well_specified_fit_covers_the_truth_from_most_starts() {
        let truth = gentle();
        let data = sample(&truth, GRID, 5000, 4).unwrap();
        let found = fit(&data, &FitOptions::new(2, Start::generated(6, 1))).unwrap();
        assert!(found.agreed >= 3, "{:?}", found.starts);
        assert!(found.warnings.is_empty(), "{:?}", found.warnings);
        let given = fit(&data, &FitOptions::new(2, vec![Start::Given(truth.clone())])).unwrap();
        assert!((given.log_likelihood - found.log_likelihood).abs() < 1e-8);
        let raw = Frame::raw(1);
        let (estimate, exact) = (found.layout.pack(&given.measure, &raw), found.layout.pack(&truth, &raw));
        for p in 0..estimate.len() {
            let error = given.standard_errors[p].unwrap();
            let (mut e, mut t) = (estimate[p], exact[p]);
            if found.layout.coordinate(p).entry.scaling() == Scaling::Logarithm {
                (e, t) = (e.exp(), t.exp());
            }
            assert!((e - t).abs() < 4.5 * error, "{}: {e} ± {error}, true {t}", found.layout.coordinate(p).name());
        }
    }

    #[test]
    fn a_box_is_kept_and_its_active_bounds_are_named() {
        let data = sample(&gentle(), GRID, 2000, 4).unwrap();
        let mut options = FitOptions::new(2, vec![Start::Given(gentle())]);
        options.bounds.intervals.push(Interval {
            entry: Entry::Parameter(VARIANCE),
            expert: Some(0),
            axis: None,
            lower: 0.5,
            upper: 2.0,
        });
        options.bounds.intervals.push(Interval {
            entry: Entry::Parameter(GATE_SLOPE),
            expert: None,
            axis: None,
            lower: -3.0,
            upper: 3.0,
        });
        let found = fit(&data, &options).unwrap();
        assert_eq!(found.ending, Ending::Converged);
        assert!((found.measure.atoms[0].variance - 0.5).abs() < 1e-12);
        assert!((found.measure.atoms[0].gate_slope[0] - 3.0).abs() < 1e-9);
        let names: Vec<String> = found.active.iter().map(|a| a.coordinate.name()).collect();
        assert_eq!(names, ["experts[0].gate_slope[0]", "experts[0].variance"]);
        assert!((found.active[0].bound - 3.0).abs() < 1e-12 && found.active[0].upper && !found.active[1].upper);
        assert!(found.standard_errors[1].is_none() && found.standard_errors[2].is_some());
        // Nothing in the box is better: the same fit from far away.
        let far = measure(&[[0.0, 1.0, -1.0, 0.5, 1.0], [0.0, 0.0, 1.0, -0.5, 1.0]]);
        options.starts = vec![Start::Given(far)];
        assert!((fit(&data, &options).unwrap().log_likelihood - found.log_likelihood).abs() < 1e-8);
    }

    #[test]
    fn the_flat_direction_of_an_over_specified_fit_is_seen() {
        let data = sample(&paper(), GRID, 20_000, 9).unwrap();
        let exact = fit(&data, &FitOptions::new(2, vec![Start::Given(paper())])).unwrap();
        assert!(exact.flat.is_empty(), "{:?}", exact.eigenvalues);
        let found = fit(&data, &FitOptions::new(3, vec![Start::Given(halved(&paper()))])).unwrap();
        assert_eq!(found.ending, Ending::Converged);
        assert!(found.log_likelihood >= exact.log_likelihood);
        assert!(!found.flat.is_empty(), "{:?}", found.eigenvalues);
    }

    #[test]
    fn threads_do_not_change_the_result() {
        let data = sample(&gentle(), GRID, 3000, 4).unwrap();
        let mut options = FitOptions::new(3, Start::generated(4, 2));
        let one = fit(&data, &options).unwrap();
        options.parallel = true;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let many = pool.install(|| fit(&data, &options)).unwrap();
        assert_eq!(one.measure, many.measure);
        assert_eq!(one.starts, many.starts);
    }

    #[test]
    fn a_deadline_in_the_past_ends_at_once_with_an_honest_result() {
        let data = sample(&gentle(), GRID, 3000, 4).unwrap();
        let mut options = FitOptions::new(2, Start::generated(1, 2));
        options.deadline = Some(Instant::now());
        let found = fit(&data, &options).unwrap();
        assert_eq!((found.ending, found.warnings[0].clone()), (Ending::Deadline, Warning::NotConverged));
        assert!(found.log_likelihood.is_finite());
    }

    #[test]
    fn two_clumps_of_equal_rows_end_at_the_floor_and_say_so() {
        // y takes two values at each x: two lines fit exactly, so both variances fall to the floor.
        let x: Vec<f64> = (0..40).map(|i| (i / 2) as f64).collect();
        let y: Vec<f64> = (0..40).map(|i| (i % 2) as f64 * 5.0 + (i / 2) as f64).collect();
        let data = Data::new(vec![x], y).unwrap();
        let found = fit(&data, &FitOptions::new(2, Start::generated(4, 1))).unwrap();
        assert!(
            found.warnings.iter().any(|w| matches!(w, Warning::Collapsed { at_floor: true, .. })),
            "{:?}",
            found.warnings
        );
        assert!(found.log_likelihood.is_finite() && found.measure.check().is_ok());
    }

    #[test]
    fn shapes_and_numbers_are_checked() {
        let data = sample(&gentle(), GRID, 300, 4).unwrap();
        assert!(fit(&data, &FitOptions::new(0, Start::generated(1, 1))).is_err());
        assert!(fit(&data, &FitOptions::new(2, vec![])).is_err());
        assert!(
            fit(&data, &FitOptions::new(3, vec![Start::Given(gentle())]))
                .unwrap_err()
                .to_string()
                .contains("3 experts")
        );
        assert!(
            fit(&data, &FitOptions::new(70, Start::generated(1, 1))).unwrap_err().to_string().contains("at least 348")
        );
        let message = fit(&data, &FitOptions::new(401, Start::generated(1, 1))).unwrap_err().to_string();
        assert!(message.contains("2003 for 401 experts"), "{message}");
    }
}
