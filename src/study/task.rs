//! One task of a plan: its number, its random numbers, its fit.
//!
//! Tasks are numbered with K slowest, then n, then the replicate. Task i reads stream i of ChaCha8 keyed with the plan's seed: the seed of its
//! data, the seed of its generated starts, the cells of its starts near the truth, their noise, in this order.

use super::expected::rbar;
use super::plan::Plan;
use super::row::{Fitted, Row};
use crate::Error;
use crate::model::{Atom, Data, Design, Entry, MixingMeasure, sample};
use crate::numeric::fit::{BoxRule, Ending, FitOptions, FitResult, Interval, Isa, Start, fit};
use crate::numeric::hellinger::{CovariateLaw, hellinger};
use crate::numeric::voronoi::voronoi;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::time::Instant;

/// Relative accuracy of h² in a row.
const HELLINGER: f64 = 1e-3;

/// A task's number and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// From 0.
    pub index: u64,
    /// K.
    pub experts: usize,
    /// n.
    pub n: usize,
    /// From 0.
    pub replicate: usize,
}

impl Plan {
    /// Number of tasks.
    pub fn tasks(&self) -> u64 {
        (self.experts.len() * self.sample_sizes.len()) as u64 * self.replicates as u64
    }

    /// Task `index` (from 0).
    ///
    /// # Panics
    /// If the plan has no such task.
    pub fn task(&self, index: u64) -> Task {
        let (rest, replicate) = (index / self.replicates as u64, index % self.replicates as u64);
        let sizes = self.sample_sizes.len() as u64;
        Task {
            index,
            experts: self.experts[(rest / sizes) as usize],
            n: self.sample_sizes[(rest % sizes) as usize],
            replicate: replicate as usize,
        }
    }
}

/// The program and the instruction set that rows of this process come from.
pub fn engine() -> String {
    format!("moe-proof {}, {}", env!("CARGO_PKG_VERSION"), Isa::best().name())
}

/// Runs a task, in this thread alone if the current rayon pool has one thread.
pub fn run_task(plan: &Plan, task: Task) -> Row {
    let begun = (Instant::now(), processor_seconds());
    let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
    rng.set_stream(task.index);
    let seed = rng.next_u64();
    let outcome = sample(&plan.truth, plan.design, task.n, seed)
        .and_then(|data| fitted(plan, task, &data, &mut rng))
        .map_err(|e| e.to_string());
    Row {
        task: task.index,
        experts: task.experts as u64,
        n: task.n as u64,
        replicate: task.replicate as u64,
        seed,
        outcome,
        engine: engine(),
        seconds: match (begun.1, processor_seconds()) {
            (Some(from), Some(to)) => to - from,
            _ => begun.0.elapsed().as_secs_f64(),
        },
    }
}

/// What this thread has used of a processor, where the system tells (Linux).
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<u64>().ok()? as f64 * 1e-9)
}

fn fitted(plan: &Plan, task: Task, data: &Data, rng: &mut ChaCha8Rng) -> Result<Fitted, Error> {
    let generated = rng.next_u64();
    let sizes = cell_sizes(plan, task.experts, rng);
    let owners = owners(&sizes);
    let near = |rng: &mut ChaCha8Rng| Start::Given(near_truth(&plan.truth, &owners, &sizes, plan.starts.spread, rng));
    let mut starts: Vec<Start> = (0..plan.starts.near_truth).map(|_| near(rng)).collect();
    starts.extend(Start::generated(plan.starts.generated, generated));
    let mut options = FitOptions::new(task.experts, starts);
    options.bounds = bounds(plan, &owners, &sizes);
    options.em_steps = plan.em_steps;
    options.iterations = plan.iterations;
    options.gradient = plan.gradient;
    let found = fit(data, &options)?;
    measured(plan, &found)
}

/// The row's figures of a fit.
fn measured(plan: &Plan, found: &FitResult) -> Result<Fitted, Error> {
    let distances = voronoi(&plan.truth, &found.measure, rbar)?;
    let law = match plan.design {
        Design::Grid { lo, hi } | Design::Uniform { lo, hi } if plan.truth.dim <= 2 => {
            Some(CovariateLaw::Uniform { low: vec![lo; plan.truth.dim], high: vec![hi; plan.truth.dim] })
        }
        _ => None,
    };
    let distance = law.map(|law| hellinger(&plan.truth, &found.measure, &law, HELLINGER)).transpose()?;
    // The writer of parameter files is the one place that knows their form; strings there hold no blanks that matter.
    let text = found.measure.to_json(crate::model::Gauge::LastZero)?;
    let status = match found.ending {
        Ending::Converged => "converged",
        Ending::Iterations | Ending::Deadline => "iterations",
        Ending::Stalled => "stalled",
    };
    Ok(Fitted {
        status: status.into(),
        log_likelihood: found.log_likelihood,
        gradient: found.scaled_gradient,
        iterations: found.starts[found.best].iterations as u64,
        active_bounds: found.active.len() as u64,
        parameters: text.split_whitespace().collect::<Vec<_>>().join(" "),
        cells: distances.members.iter().map(Vec::len).collect(),
        errors: distances.errors,
        d1: distances.d1.value,
        d2: distances.d2.value,
        hellinger: distance.map(|d| d.value),
    })
}

/// The sizes of the cells at starts near the truth.
fn cell_sizes(plan: &Plan, experts: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    if let Some(given) = plan.starts.cells.iter().find(|c| c.iter().sum::<usize>() == experts) {
        return given.clone();
    }
    loop {
        let mut sizes = vec![0; plan.truth.len()];
        (0..experts).for_each(|_| sizes[rng.random_range(0..plan.truth.len())] += 1);
        if !sizes.contains(&0) {
            return sizes;
        }
    }
}

/// The true expert of each fitted one. The last one, which the others' weights are compared with, is alone in its cell if any is.
fn owners(sizes: &[usize]) -> Vec<usize> {
    let last = sizes.iter().rposition(|m| *m == 1).unwrap_or(sizes.len() - 1);
    let order = (0..sizes.len()).filter(|j| *j != last).chain([last]);
    order.flat_map(|j| std::iter::repeat_n(j, sizes[j])).collect()
}

/// True experts, each as often as its cell is large and with an equal share of its weight, moved by noise.
fn near_truth(
    truth: &MixingMeasure,
    owners: &[usize],
    sizes: &[usize],
    spread: f64,
    rng: &mut ChaCha8Rng,
) -> MixingMeasure {
    let atoms = owners.iter().map(|&j| {
        let t = &truth.atoms[j];
        let mut moved = |v: &f64| v + spread * normal(rng);
        Atom {
            gate_bias: t.gate_bias - (sizes[j] as f64).ln(),
            gate_slope: t.gate_slope.iter().map(&mut moved).collect(),
            expert_slope: t.expert_slope.iter().map(&mut moved).collect(),
            expert_intercept: moved(&t.expert_intercept),
            variance: moved(&t.variance.ln()).exp(),
        }
    });
    let atoms = atoms.collect();
    MixingMeasure { dim: truth.dim, atoms }
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let uniform = |rng: &mut ChaCha8Rng| (rng.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64);
    let radius = (-2.0 * (1.0 - uniform(rng)).ln()).sqrt();
    radius * (2.0 * std::f64::consts::PI * uniform(rng)).cos()
}

/// The box: the plan's, with the bounds on weights as bounds on β0 relative to the last expert.
fn bounds(plan: &Plan, owners: &[usize], sizes: &[usize]) -> BoxRule {
    let mut rule = plan.bounds.rule();
    let Some(range) = plan.bounds.relative_weight else { return rule };
    let factors = |j: usize| if sizes[j] == 1 { [1.0, 1.0] } else { range };
    let share = |j: usize| plan.truth.atoms[j].gate_bias - (sizes[j] as f64).ln();
    let Some((&last, others)) = owners.split_last() else { return rule };
    for (expert, &j) in others.iter().enumerate() {
        if sizes[j] == 1 {
            continue;
        }
        let centre = share(j) - share(last);
        let ([low, high], [last_low, last_high]) = (factors(j), factors(last));
        let (lower, upper) = (centre + (low / last_high).ln(), centre + (high / last_low).ln());
        rule.intervals.push(Interval { entry: Entry::GateBias, expert: Some(expert), axis: None, lower, upper });
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::super::plan::Plan;
    use super::*;
    use std::path::Path;

    fn plan(change: &[(&str, &str)]) -> Plan {
        let mut text = include_str!("../../examples/gentle-study.toml").to_string();
        for (from, to) in change {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        Plan::parse(&text, "plan", Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").as_path()).unwrap()
    }

    #[test]
    fn tasks_are_numbered_with_the_replicate_fastest() {
        let plan = plan(&[("experts = [3]", "experts = [2, 3]")]);
        let (sizes, replicates) = (plan.sample_sizes.len() as u64, plan.replicates as u64);
        assert_eq!(plan.tasks(), 2 * sizes * replicates);
        let task = plan.task(sizes * replicates + replicates + 2);
        assert_eq!((task.experts, task.n, task.replicate), (3, plan.sample_sizes[1], 2));
    }

    #[test]
    fn a_row_depends_on_the_plan_and_the_index_alone() {
        let plan = plan(&[]);
        let again = run_task(&plan, plan.task(5));
        assert!(again.same_result(&run_task(&plan, plan.task(5))));
        let other = run_task(&plan, plan.task(6));
        assert_ne!(other.seed, again.seed);
        let found = again.outcome.unwrap();
        assert_eq!(found.cells.iter().sum::<usize>(), 3);
        assert_eq!(MixingMeasure::from_json(&found.parameters).unwrap().len(), 3);
    }

    #[test]
    fn weights_of_a_cell_of_two_stay_within_a_quarter_and_three_quarters() {
        let plan = plan(&[]);
        let sizes = [1, 2];
        let owners = owners(&sizes);
        assert_eq!(owners, [1, 1, 0]);
        let rule = bounds(&plan, &owners, &sizes);
        let weights: Vec<&Interval> = rule.intervals.iter().filter(|i| i.entry == Entry::GateBias).collect();
        assert_eq!(weights.len(), 2);
        // Relative to the single atom: the true weights of the cells are 1 and e^-2.
        for interval in weights {
            assert!((interval.lower - (2.0 + 0.25f64.ln())).abs() < 1e-12);
            assert!((interval.upper - (2.0 + 0.75f64.ln())).abs() < 1e-12);
        }
        // Two cells of two: the last expert may lie anywhere in its own range.
        let rule = bounds(&plan, &[0, 0, 1, 1], &[2, 2]);
        let first = rule.intervals.iter().find(|i| i.entry == Entry::GateBias).unwrap();
        assert!((first.lower - (-2.0 + (1.0f64 / 3.0).ln())).abs() < 1e-12);
    }

    #[test]
    fn a_sleeping_thread_uses_no_processor() {
        let Some(from) = processor_seconds() else { return };
        std::thread::sleep(std::time::Duration::from_millis(60));
        assert!(processor_seconds().unwrap() - from < 0.05);
    }

    #[test]
    fn cells_at_random_are_never_empty_and_all_occur() {
        let plan = plan(&[("cells = [[1, 2]]", "")]);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let drawn: Vec<Vec<usize>> = (0..100).map(|_| cell_sizes(&plan, 4, &mut rng)).collect();
        for sizes in [[1, 3], [2, 2], [3, 1]] {
            assert!(drawn.iter().any(|d| d == &sizes));
        }
        assert!(drawn.iter().all(|d| !d.contains(&0)));
    }
}
