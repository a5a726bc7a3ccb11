//! Running a plan: worker threads that fit, one writer that stores.

use super::plan::Plan;
use super::row::Row;
use super::store::Store;
use super::task::{Task, run_task};
use crate::Error;
use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Every `count`-th task, from number `index` (from 1) on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `count`.
    pub index: u64,
    /// Number of shards.
    pub count: u64,
}

impl Shard {
    /// All tasks.
    pub const WHOLE: Shard = Shard { index: 1, count: 1 };

    /// Whether a task belongs to the shard.
    pub fn has(self, task: u64) -> bool {
        task % self.count == self.index - 1
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(i, n)| Some((i.parse::<u64>().ok()?, n.parse::<u64>().ok()?)));
        match parsed {
            Some((index, count)) if (1..=count).contains(&index) && count <= 100_000 => Ok(Shard { index, count }),
            _ => Err("expected i/N with 1 ≤ i ≤ N ≤ 100000".into()),
        }
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Finished tasks of the shard, earlier ones included.
    pub done: u64,
    /// Tasks of the shard.
    pub total: u64,
    /// Seconds until the end, if fits go on taking as long for their n and K as those before.
    pub left: Option<f64>,
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Tasks of the shard.
    pub total: u64,
    /// Finished before.
    pub before: u64,
    /// Finished by this run.
    pub fitted: u64,
    /// Of those, fits that ended with an error (kept as rows).
    pub failed: u64,
}

/// Runs the unfinished tasks of a shard. Each finished fit is on the disk before it is counted.
///
/// Fits run on `threads` threads, one thread each. Another process may work on the same store: tasks that it finishes are left out.
///
/// # Errors
/// A store that cannot be written: the run ends, finished rows are kept.
pub fn run(store: &mut Store, shard: Shard, threads: usize, watch: &mut dyn FnMut(Progress)) -> Result<Ran, Error> {
    let plan = store.plan().clone();
    let finished: HashSet<u64> = store.finished()?.into_iter().collect();
    let mine = (0..plan.tasks()).filter(|t| shard.has(*t));
    let (before, mut pending): (Vec<u64>, Vec<u64>) = mine.partition(|t| finished.contains(t));
    let (before, total) = (before.len() as u64, (before.len() + pending.len()) as u64);
    // Two processes on one store begin at different places and seldom fit the same task.
    if !pending.is_empty() {
        let first = (u64::from(std::process::id()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % pending.len();
        pending.rotate_left(first);
    }
    let mut ran = Ran { total, before, fitted: 0, failed: 0 };
    let mut clock = Clock::new(&plan, &pending, threads);
    watch(Progress { done: before, total, left: None });
    let (next, stop, known) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(finished));
    let (send, receive) = mpsc::sync_channel::<Row>(threads);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, plan, pending, next, stop, known) = (send.clone(), &plan, &pending, &next, &stop, &known);
            // Everything inside a task, nested parallel loops included, stays in one thread.
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(1)
                .build()
                .map_err(|e| Error::io("cannot start a thread").because(e))?;
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed)
                    && let Some(&task) = pending.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    if known.lock().unwrap_or_else(|e| e.into_inner()).contains(&task) {
                        continue;
                    }
                    let row = pool.install(|| run_task(plan, plan.task(task)));
                    if send.send(row).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut refreshed = Instant::now();
        for row in &receive {
            let mut keep = || -> Result<(), Error> {
                store.add(&row)?;
                if refreshed.elapsed() > Duration::from_millis(500) {
                    refreshed = Instant::now();
                    *known.lock().unwrap_or_else(|e| e.into_inner()) = store.finished()?.into_iter().collect();
                }
                Ok(())
            };
            if let Err(e) = keep() {
                stop.store(true, Ordering::Relaxed);
                // Workers that wait to hand over a row must not wait for ever.
                receive.iter().for_each(drop);
                return Err(e);
            }
            ran.fitted += 1;
            ran.failed += u64::from(row.outcome.is_err());
            clock.count(&row);
            watch(Progress { done: before + ran.fitted, total, left: clock.left() });
        }
        Ok(())
    })?;
    Ok(ran)
}

/// Foretells the time left: seconds of a fit are taken as proportional to n, for each K.
struct Clock {
    begun: Instant,
    threads: f64,
    /// For each K: Σ n of the pending tasks, Σ n and Σ seconds of those counted.
    sums: BTreeMap<u64, [f64; 3]>,
}

impl Clock {
    fn new(plan: &Plan, pending: &[u64], threads: usize) -> Self {
        let mut sums: BTreeMap<u64, [f64; 3]> = BTreeMap::new();
        for task in pending.iter().map(|t| plan.task(*t)) {
            sums.entry(task.experts as u64).or_default()[0] += task.n as f64;
        }
        Clock { begun: Instant::now(), threads: threads as f64, sums }
    }

    fn count(&mut self, row: &Row) {
        let sums = self.sums.entry(row.experts).or_default();
        sums[1] += row.n as f64;
        sums[2] += row.seconds;
    }

    /// Processor seconds a unit of n takes; for a K without fits yet those of all others.
    fn left(&self) -> Option<f64> {
        let (n, seconds) = self.sums.values().fold((0.0, 0.0), |a, s| (a.0 + s[1], a.1 + s[2]));
        if n == 0.0 {
            return None;
        }
        let of = |s: &[f64; 3]| (s[0] - s[1]).max(0.0) * if s[1] > 0.0 { s[2] / s[1] } else { seconds / n };
        let work: f64 = self.sums.values().map(of).sum();
        // Wall seconds a processor second takes here.
        let pace = (self.begun.elapsed().as_secs_f64() / seconds).max(1.0 / self.threads);
        Some(work * pace)
    }
}

/// What a study would cost, from a few of its fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// For each K: K, number of fits, processor seconds of all of them.
    pub experts: Vec<(usize, u64, f64)>,
    /// The fits that were timed: K, n, processor seconds.
    pub timed: Vec<(usize, usize, f64)>,
}

impl Estimate {
    /// Processor seconds of the whole study.
    pub fn seconds(&self) -> f64 {
        self.experts.iter().map(|e| e.2).sum()
    }
}

/// Sample sizes that are timed for each K.
const TIMED_SIZES: usize = 5;

/// Times `repeats` fits at each of a few sample sizes, for every K, and adds up the plan: seconds between those sizes are interpolated linearly
/// in n. Nothing is stored.
///
/// # Errors
/// Threads that cannot be started.
pub fn estimate(plan: &Plan, repeats: usize, watch: &mut dyn FnMut(usize, usize)) -> Result<Estimate, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .map_err(|e| Error::io("cannot start a thread").because(e))?;
    let sizes = plan.sample_sizes.len();
    let count = TIMED_SIZES.min(sizes);
    let chosen: Vec<usize> = (0..count).map(|i| if count == 1 { 0 } else { i * (sizes - 1) / (count - 1) }).collect();
    let repeats = repeats.clamp(1, plan.replicates);
    let mut found = Estimate { experts: Vec::new(), timed: Vec::new() };
    let total = plan.experts.len() * count * repeats;
    for (k, &experts) in plan.experts.iter().enumerate() {
        let mut nodes = Vec::new();
        for &size in &chosen {
            let mut seconds = 0.0;
            for replicate in 0..repeats {
                watch(found.timed.len(), total);
                let index = ((k * sizes + size) * plan.replicates + replicate) as u64;
                let Task { n, .. } = plan.task(index);
                let row = pool.install(|| run_task(plan, plan.task(index)));
                seconds += row.seconds;
                found.timed.push((experts, n, row.seconds));
            }
            nodes.push((plan.sample_sizes[size] as f64, seconds / repeats as f64));
        }
        let work: f64 = plan.sample_sizes.iter().map(|n| interpolate(&nodes, *n as f64)).sum();
        found.experts.push((experts, (sizes * plan.replicates) as u64, work * plan.replicates as f64));
    }
    Ok(found)
}

/// Linear between the nodes, which ascend; n lies among them.
fn interpolate(nodes: &[(f64, f64)], n: f64) -> f64 {
    let place = nodes.iter().position(|(x, _)| *x >= n).unwrap_or(nodes.len() - 1);
    let (x1, y1) = nodes[place];
    if place == 0 || x1 <= n {
        return y1;
    }
    let (x0, y0) = nodes[place - 1];
    y0 + (y1 - y0) * (n - x0) / (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_part_the_tasks() {
        for task in 0..20 {
            assert_eq!((1..=3).filter(|i| Shard { index: *i, count: 3 }.has(task)).count(), 1);
            assert!(Shard::WHOLE.has(task));
        }
        assert_eq!("2/3".parse::<Shard>(), Ok(Shard { index: 2, count: 3 }));
        for wrong in ["0/3", "4/3", "1", "1/", "a/b", "-1/2", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_between_the_nodes_are_linear() {
        let nodes = [(10.0, 1.0), (20.0, 3.0), (40.0, 4.0)];
        let found: Vec<f64> = [10.0, 15.0, 20.0, 30.0, 40.0].iter().map(|n| interpolate(&nodes, *n)).collect();
        assert_eq!(found, [1.0, 2.0, 3.0, 3.5, 4.0]);
    }

    #[test]
    fn the_time_left_counts_n_and_experts() {
        let mut clock = Clock {
            begun: Instant::now(),
            threads: 2.0,
            sums: BTreeMap::from([(2, [300.0, 100.0, 1.0]), (3, [100.0, 0.0, 0.0])]),
        };
        // 200 more of K = 2 and 100 of K = 3 at 0.01 s a unit, on two threads.
        assert!((clock.left().unwrap() - 1.5).abs() < 1e-2);
        clock.sums.insert(3, [100.0, 50.0, 3.0]);
        assert!((clock.left().unwrap() - 2.5).abs() < 1e-2);
    }
}
