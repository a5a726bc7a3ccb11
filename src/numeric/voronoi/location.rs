//! The convex part of the Voronoi losses: `F(t) = Σ_i w_i (|v_i − t|² + c_i²)^{p_i/2}` over t ∈ R^d, powers p_i ≥ 1.
//!
//! Each term is a power ≥ 1 of a norm of an affine function of t, so F is convex; and moving t to the nearest point of the convex
//! hull of the v_i shortens every |v_i − t|, so F is least in that hull. With a gradient g at t this gives a certificate,
//! `F(t) − inf F ≤ max_i gᵀ(t − v_i)`.
//!
//! F has kinks only at points v_k whose term is `w|v_k − t|`. Such a point is the minimum iff the gradient of the other terms
//! there is at most w in length; all of them are tried first. For d = 1 the minimum is then bracketed by the sign of the
//! derivative until the bracket cannot be halved in floating point; for d ≥ 2 a damped Newton method runs until the certificate's
//! gap is below 1e-13 of F, or it gains nothing more. The gap that is reached is part of the result.

use nalgebra::{DMatrix, DVector};

/// `weight · (|point − t|² + rest²)^{power/2}`, weight ≥ 0, power ≥ 1.
#[derive(Clone, Debug)]
pub struct Term {
    /// w
    pub weight: f64,
    /// v, of length d
    pub point: Vec<f64>,
    /// c ≥ 0
    pub rest: f64,
    /// p
    pub power: u32,
}

/// A minimum with its certificate.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// F at `at`.
    pub value: f64,
    /// The point.
    pub at: Vec<f64>,
    /// F(at) − inf F is at most this, up to rounding.
    pub gap: f64,
}

impl Term {
    fn squared(&self, t: &[f64]) -> f64 {
        self.point.iter().zip(t).map(|(v, t)| (v - t).powi(2)).sum::<f64>() + self.rest * self.rest
    }

    fn value(&self, t: &[f64]) -> f64 {
        self.weight * self.squared(t).sqrt().powi(self.power as i32)
    }

    /// Whether the term is `w|v − t|` with v = t.
    fn kink_at(&self, t: &[f64]) -> bool {
        self.power == 1 && self.squared(t) == 0.0
    }

    /// `w p ρ^{p−2}`, the factor of t − v in the gradient; 0 at a kink.
    fn pull(&self, t: &[f64]) -> f64 {
        let rho = self.squared(t).sqrt();
        if rho == 0.0 && self.power <= 2 {
            return if self.power == 2 { 2.0 * self.weight } else { 0.0 };
        }
        self.weight * f64::from(self.power) * rho.powi(self.power as i32 - 2)
    }
}

fn value(terms: &[Term], t: &[f64]) -> f64 {
    terms.iter().map(|x| x.value(t)).sum()
}

/// The gradient of all terms but those with a kink at t.
fn gradient(terms: &[Term], t: &[f64]) -> Vec<f64> {
    let mut g = vec![0.0; t.len()];
    for term in terms {
        let pull = term.pull(t);
        g.iter_mut().zip(t.iter().zip(&term.point)).for_each(|(g, (t, v))| *g += pull * (t - v));
    }
    g
}

/// `max_i gᵀ(t − v_i)` with the shortest subgradient g at t.
fn certified_gap(terms: &[Term], t: &[f64]) -> f64 {
    let mut g = gradient(terms, t);
    let slack: f64 = terms.iter().filter(|x| x.kink_at(t)).map(|x| x.weight).sum();
    let length = g.iter().map(|v| v * v).sum::<f64>().sqrt();
    let keep = if length <= slack { 0.0 } else { 1.0 - slack / length };
    g.iter_mut().for_each(|v| *v *= keep);
    let along = |x: &Term| g.iter().zip(t.iter().zip(&x.point)).map(|(g, (t, v))| g * (t - v)).sum::<f64>();
    terms.iter().map(along).fold(0.0, f64::max)
}

/// Minimises F over R^d; without terms F = 0 at the origin.
pub fn minimise(terms: &[Term], dim: usize) -> Minimum {
    let mut best = Minimum { value: f64::INFINITY, at: vec![0.0; dim], gap: 0.0 };
    if terms.is_empty() {
        best.value = 0.0;
        return best;
    }
    for term in terms {
        let found = value(terms, &term.point);
        if found < best.value {
            best = Minimum { value: found, at: term.point.clone(), gap: certified_gap(terms, &term.point) };
        }
        if term.kink_at(&term.point) && certified_gap(terms, &term.point) == 0.0 {
            return Minimum { value: found, at: term.point.clone(), gap: 0.0 };
        }
    }
    if dim == 1 { bracket(terms) } else { newton(terms, best) }
}

fn bracket(terms: &[Term]) -> Minimum {
    let points = || terms.iter().map(|t| t.point[0]);
    let mut low = points().fold(f64::INFINITY, f64::min);
    let mut high = points().fold(f64::NEG_INFINITY, f64::max);
    loop {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            break;
        }
        if gradient(terms, &[middle])[0] > 0.0 { high = middle } else { low = middle }
    }
    let (at_low, at_high) = (value(terms, &[low]), value(terms, &[high]));
    let (at, found) = if at_low <= at_high { (low, at_low) } else { (high, at_high) };
    // F lies above its tangents at both ends of the bracket.
    let fall = (-gradient(terms, &[low])[0]).max(gradient(terms, &[high])[0]).max(0.0) * (high - low);
    Minimum { value: found, at: vec![at], gap: fall }
}

fn newton(terms: &[Term], start: Minimum) -> Minimum {
    let dim = start.at.len();
    let total: f64 = terms.iter().map(|t| t.weight).sum();
    let mean = (0..dim).map(|k| terms.iter().map(|t| t.weight * t.point[k]).sum::<f64>() / total).collect::<Vec<_>>();
    let mut best = start;
    // From a kink that is no minimum the gradient leads nowhere: begin at the weighted mean.
    let mut t = mean;
    let mut damping = 1e-3;
    for _ in 0..500 {
        let here = value(terms, &t);
        let gap = certified_gap(terms, &t);
        if here + gap < best.value + best.gap {
            best = Minimum { value: here, at: t.clone(), gap };
        }
        if gap <= 1e-13 * here || damping > 1e30 {
            break;
        }
        let g = DVector::from_vec(gradient(terms, &t));
        let mut h = DMatrix::<f64>::zeros(dim, dim);
        for term in terms.iter().filter(|x| x.squared(&t) > 0.0) {
            let pull = term.pull(&t);
            let bend = pull * (f64::from(term.power) - 2.0) / term.squared(&t);
            for i in 0..dim {
                h[(i, i)] += pull;
                for j in 0..dim {
                    h[(i, j)] += bend * (t[i] - term.point[i]) * (t[j] - term.point[j]);
                }
            }
        }
        let size = (0..dim).map(|i| h[(i, i)].abs()).fold(0.0, f64::max);
        for i in 0..dim {
            h[(i, i)] += damping * size;
        }
        let Some(factor) = h.cholesky() else {
            damping *= 10.0;
            continue;
        };
        let step = factor.solve(&g);
        let next: Vec<f64> = t.iter().zip(step.iter()).map(|(t, s)| t - s).collect();
        // Near the minimum values differ by their rounding alone; there the gap decides.
        let found = value(terms, &next);
        if found < here - 1e-14 * here || (found <= here + 1e-14 * here && certified_gap(terms, &next) < gap) {
            t = next;
            damping = (damping * 0.1).max(1e-15);
        } else {
            damping *= 10.0;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn random_terms(rng: &mut ChaCha8Rng, dim: usize) -> Vec<Term> {
        let n = rng.random_range(1..6);
        let mut draw = |low: f64, high: f64| rng.random_range(low..high);
        (0..n)
            .map(|i| Term {
                weight: draw(0.1, 2.0),
                point: (0..dim).map(|_| draw(-1.0, 1.0)).collect(),
                rest: if i % 2 == 0 { 0.0 } else { draw(0.0, 0.5) },
                power: [1, 1, 4, 6, 1][i],
            })
            .collect()
    }

    /// The least value on a grid over the cube [−1, 1]^d, refined five times around the best point.
    fn brute_force(terms: &[Term], dim: usize) -> f64 {
        let (mut centre, mut half, mut best) = (vec![0.0; dim], 1.0, f64::INFINITY);
        for _ in 0..6 {
            let middle = centre.clone();
            for code in 0..41usize.pow(dim as u32) {
                let t: Vec<f64> = (0..dim)
                    .map(|k| middle[k] + half * ((code / 41usize.pow(k as u32) % 41) as f64 - 20.0) / 20.0)
                    .collect();
                if value(terms, &t) < best {
                    best = value(terms, &t);
                    centre = t;
                }
            }
            half /= 8.0;
        }
        best
    }

    #[test]
    fn the_minimum_is_that_of_brute_force_and_its_gap_is_small() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for round in 0..300 {
            let dim = 1 + round % 2;
            let terms = random_terms(&mut rng, dim);
            let (found, brute) = (minimise(&terms, dim), brute_force(&terms, dim));
            assert!(found.value <= brute + 1e-12, "{found:?} {brute} {terms:?}");
            assert!(found.value >= brute - 1e-3, "{found:?} {brute} {terms:?}");
            assert!((value(&terms, &found.at) - found.value).abs() < 1e-14);
            assert!(found.gap <= 1e-9 * (1.0 + found.value), "{found:?} {terms:?}");
        }
    }

    #[test]
    fn three_dimensions_and_a_collinear_case_reach_the_certificate() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for _ in 0..50 {
            let terms = random_terms(&mut rng, 3);
            let found = minimise(&terms, 3);
            assert!(found.gap <= 1e-8 * (1.0 + found.value), "{found:?} {terms:?}");
        }
        // Four points on a line in R²: every point between the inner two is a minimum of Σ|v − t|.
        let line = [0.0, 1.0, 2.0, 3.0].map(|x| Term { weight: 1.0, point: vec![x, x], rest: 0.0, power: 1 });
        let found = minimise(&line, 2);
        assert!((found.value - 4.0 * 2f64.sqrt()).abs() < 1e-12 && found.gap < 1e-9, "{found:?}");
    }

    #[test]
    fn the_certificate_bounds_the_distance_from_the_minimum_everywhere() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        for round in 0..100 {
            let dim = 1 + round % 3;
            let terms = random_terms(&mut rng, dim);
            let least = minimise(&terms, dim).value;
            let t: Vec<f64> = (0..dim).map(|_| rng.random_range(-1.0..1.0)).collect();
            assert!(value(&terms, &t) - least <= certified_gap(&terms, &t) + 1e-12);
        }
    }
}
