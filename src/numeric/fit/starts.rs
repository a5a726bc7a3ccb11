//! Starting points, found on at most 4096 rows at equal distances.
//!
//! - **cluster**: k-means (k-means++ seeding) on standardised (x, y), a least-squares line in each cluster, gates constant.
//! - **split**: from one line, an expert drawn by its weight is split in two (intercepts and slopes moved apart by random fractions of
//!   its standard deviation), until there are K, each split followed by a few steps of expectation-maximisation.
//!
//! Both are then improved by expectation-maximisation on the same rows. They depend on the data, the number of experts and the seed alone.

use super::em::expectation_maximisation;
use super::likelihood::Likelihood;
use super::newton::Bounds;
use crate::model::data::Data;
use crate::model::layout::{Frame, Layout};
use nalgebra::{DMatrix, DVector};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rows that starts look at.
pub(super) const ROWS: usize = 4096;
const STEPS_AFTER_SPLIT: usize = 10;
const STEPS: usize = 40;

/// θ from clusters.
pub(super) fn cluster(data: &Data, frame: &Frame, bounds: &Bounds, experts: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let points = standardised(data);
    let labels = k_means(&points, experts, &mut rng);
    let layout = Layout { dim: data.dim(), experts };
    let mut theta = vec![0.0; layout.len()];
    let everything = line(data, frame, |_| true);
    let count = |k: usize| labels.iter().filter(|l| **l == k).count() as f64;
    for k in 0..experts {
        // A cluster too small for a line of its own starts from the line of all.
        let fitted =
            if count(k) > 2.0 * (data.dim() + 1) as f64 { line(data, frame, |i| labels[i] == k) } else { None };
        let (coefficients, variance) =
            fitted.or_else(|| everything.clone()).unwrap_or_else(|| (DVector::zeros(data.dim() + 1), 1.0));
        for (p, c) in layout.mean(k).zip(coefficients.iter()) {
            theta[p] = *c;
        }
        theta[layout.log_variance(k)] = variance.max(f64::MIN_POSITIVE).ln();
        if k + 1 < experts {
            theta[layout.gate(k).start] = ((count(k) + 1.0) / (count(experts - 1) + 1.0)).ln();
        }
    }
    improved(data, frame, bounds, experts, &theta, STEPS)
}

/// θ by splitting experts.
pub(super) fn split(data: &Data, frame: &Frame, bounds: &Bounds, experts: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let d = data.dim();
    let (coefficients, variance) = line(data, frame, |_| true).unwrap_or_else(|| (DVector::zeros(d + 1), 1.0));
    // Gate and expert of each: (β0, β1), (b, a), log ν.
    let gate = vec![0.0; coefficients.len()];
    let mut parts = vec![(gate, coefficients.as_slice().to_vec(), variance.max(f64::MIN_POSITIVE).ln())];
    while parts.len() < experts {
        let layout = Layout { dim: d, experts: parts.len() };
        let theta = pack(layout, &parts);
        let sums = Likelihood::new(data, parts.len(), frame.clone()).em_sums(&theta);
        let weight = |k: usize| sums.at(k, super::likelihood::EmSums::RESPONSIBILITY, 0, 0).max(0.0);
        let mut left = rng.random::<f64>() * (0..parts.len()).map(weight).sum::<f64>();
        let chosen = (0..parts.len() - 1).find(|k| {
            left -= weight(*k);
            left < 0.0
        });
        let chosen = chosen.unwrap_or(parts.len() - 1);
        let deviation = (0.5 * parts[chosen].2).exp();
        let mut other = parts[chosen].clone();
        for j in 0..=d {
            let step = deviation * (rng.random::<f64>() * 1.6 - 0.8);
            parts[chosen].1[j] += step;
            other.1[j] -= step;
            let tilt = rng.random::<f64>() - 0.5;
            parts[chosen].0[j] += tilt;
            other.0[j] -= tilt;
        }
        parts.push(other);
        let layout = Layout { dim: d, experts: parts.len() };
        // The box of the full model holds for each gate and expert alike; here only the floors of the variances matter.
        let inner = if parts.len() == experts { bounds.clone() } else { floors(layout, bounds) };
        let steps = if parts.len() == experts { STEPS } else { STEPS_AFTER_SPLIT };
        let theta = improved(data, frame, &inner, parts.len(), &pack(layout, &parts), steps);
        parts = unpack(layout, &theta);
    }
    let layout = Layout { dim: d, experts };
    pack(layout, &parts)
}

type Part = (Vec<f64>, Vec<f64>, f64);

fn pack(layout: Layout, parts: &[Part]) -> Vec<f64> {
    let mut theta = vec![0.0; layout.len()];
    let last = &parts[parts.len() - 1].0;
    for (k, (gate, mean, log_variance)) in parts.iter().enumerate() {
        for (p, (g, l)) in layout.gate(k).zip(gate.iter().zip(last)) {
            theta[p] = g - l;
        }
        theta[layout.mean(k)].copy_from_slice(mean);
        theta[layout.log_variance(k)] = *log_variance;
    }
    theta
}

fn unpack(layout: Layout, theta: &[f64]) -> Vec<Part> {
    let part = |k: usize| {
        let mut gate = theta[layout.gate(k)].to_vec();
        gate.resize(layout.gate_width(), 0.0);
        (gate, theta[layout.mean(k)].to_vec(), theta[layout.log_variance(k)])
    };
    (0..layout.experts).map(part).collect()
}

/// The lowest floor of a variance, for all experts of a smaller model.
fn floors(layout: Layout, bounds: &Bounds) -> Bounds {
    let mut inner = Bounds::none(layout.len());
    // The last coordinate of θ is the last expert's log ν in every layout.
    let floor = bounds.lower[bounds.lower.len() - 1];
    for k in 0..layout.experts {
        inner.lower[layout.log_variance(k)] = floor;
    }
    inner
}

fn improved(data: &Data, frame: &Frame, bounds: &Bounds, experts: usize, theta: &[f64], steps: usize) -> Vec<f64> {
    let likelihood = Likelihood::new(data, experts, frame.clone());
    expectation_maximisation(&likelihood, theta, bounds, steps, 0.01, None, |_| {}).theta
}

/// The least-squares line, in the frame, of the rows that `keep` keeps, and its residual variance; `None` if it is not determined.
fn line(data: &Data, frame: &Frame, keep: impl Fn(usize) -> bool) -> Option<(DVector<f64>, f64)> {
    let width = data.dim() + 1;
    let row = |i: usize| {
        DVector::from_fn(width, |j, _| {
            if j == 0 { 1.0 } else { (data.x(j - 1)[i] - frame.center[j - 1]) / frame.scale[j - 1] }
        })
    };
    let mut gram = DMatrix::zeros(width, width);
    let mut cross = DVector::zeros(width);
    let mut count = 0.0;
    for i in (0..data.len()).filter(|i| keep(*i)) {
        let x = row(i);
        gram += &x * x.transpose();
        cross += x * data.y()[i];
        count += 1.0;
    }
    let coefficients = gram.cholesky()?.solve(&cross);
    let squares: f64 =
        (0..data.len()).filter(|i| keep(*i)).map(|i| (data.y()[i] - row(i).dot(&coefficients)).powi(2)).sum();
    let variance = squares / count;
    (variance.is_finite() && coefficients.iter().all(|v| v.is_finite())).then_some((coefficients, variance))
}

/// Rows (x, y), each column with mean 0 and mean square 1.
fn standardised(data: &Data) -> Vec<Vec<f64>> {
    let columns = data.columns().chain([data.y()]).map(|c| {
        let n = c.len() as f64;
        let mean = c.iter().sum::<f64>() / n;
        let deviation = (c.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
        let deviation = if deviation > 0.0 { deviation } else { 1.0 };
        c.iter().map(|v| (v - mean) / deviation).collect::<Vec<_>>()
    });
    let columns: Vec<Vec<f64>> = columns.collect();
    (0..data.len()).map(|i| columns.iter().map(|c| c[i]).collect()).collect()
}

/// Lloyd's algorithm from k-means++ seeds: a label for each point.
fn k_means(points: &[Vec<f64>], clusters: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(u, v)| (u - v).powi(2)).sum::<f64>();
    let mut centres = vec![points[rng.random_range(0..points.len())].clone()];
    let mut nearest = vec![f64::INFINITY; points.len()];
    while centres.len() < clusters {
        let newest = &centres[centres.len() - 1];
        for (d, p) in nearest.iter_mut().zip(points) {
            *d = d.min(distance(p, newest));
        }
        let mut left = rng.random::<f64>() * nearest.iter().sum::<f64>();
        let found = nearest.iter().position(|d| {
            left -= d;
            left < 0.0
        });
        centres.push(points[found.unwrap_or(points.len() - 1)].clone());
    }
    let mut labels = vec![usize::MAX; points.len()];
    for _ in 0..25 {
        let mut changed = false;
        for (label, p) in labels.iter_mut().zip(points) {
            let best = (0..clusters)
                .min_by(|a, b| distance(p, &centres[*a]).total_cmp(&distance(p, &centres[*b])))
                .unwrap_or(0);
            changed |= *label != best;
            *label = best;
        }
        if !changed {
            break;
        }
        for (k, centre) in centres.iter_mut().enumerate() {
            let members: Vec<&Vec<f64>> =
                points.iter().zip(&labels).filter(|(_, l)| **l == k).map(|(p, _)| p).collect();
            if !members.is_empty() {
                for (j, c) in centre.iter_mut().enumerate() {
                    *c = members.iter().map(|p| p[j]).sum::<f64>() / members.len() as f64;
                }
            }
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sampler::tests::paper;
    use crate::model::sampler::{Design, sample};

    #[test]
    fn far_clusters_are_found() {
        let points: Vec<Vec<f64>> = (0..90).map(|i| vec![(i % 3) as f64 * 100.0 + (i % 7) as f64, 1.0]).collect();
        for seed in 0..5 {
            let labels = k_means(&points, 3, &mut ChaCha8Rng::seed_from_u64(seed));
            assert!((0..90).all(|i| labels[i] == labels[i % 3]));
            assert!(labels[0] != labels[1] && labels[1] != labels[2] && labels[0] != labels[2]);
        }
    }

    #[test]
    fn some_start_of_each_kind_comes_near_the_truth() {
        let truth = paper();
        let data = sample(&truth, Design::Grid { lo: 0.0, hi: 1.0 }, 2000, 3).unwrap();
        let frame = Frame::raw(1);
        let layout = Layout { dim: 1, experts: 2 };
        let mut bounds = Bounds::none(layout.len());
        bounds.lower[layout.log_variance(0)] = 0.001f64.ln();
        bounds.lower[layout.log_variance(1)] = 0.001f64.ln();
        let likelihood = Likelihood::new(&data, 2, frame.clone());
        let goal = likelihood.value(&layout.pack(&truth, &frame));
        for start in [cluster, split] {
            let best = (0..6)
                .map(|seed| likelihood.value(&start(&data, &frame, &bounds, 2, seed)))
                .fold(f64::NEG_INFINITY, f64::max);
            assert!(best > goal - 5.0, "{best} {goal}");
        }
    }
}
