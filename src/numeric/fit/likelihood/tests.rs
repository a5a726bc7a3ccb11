use super::*;
use crate::model::family::{Component, Family, Role};
use crate::model::layout::{Entry, Scaling};
use crate::model::measure::Atom;
use crate::model::sampler::tests::gentle;
use crate::model::sampler::{Design, sample};
use crate::model::softmax_gaussian::VARIANCE;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// d coordinates, n rows, from the gentle truth's first coordinate and a second one that matters to nothing but K ≥ 1.
fn data(n: usize, dim: usize) -> Data {
    let one = sample(&gentle(), Design::Uniform { lo: 0.0, hi: 1.0 }, n, 11).unwrap();
    let extra = |j: usize| (0..n).map(|i| ((i * (7 + 4 * j)) % 13) as f64 / 6.5 - 1.0).collect();
    let x = std::iter::once(one.x(0).to_vec()).chain((1..dim).map(extra)).collect();
    Data::new(x, one.y().to_vec()).unwrap()
}

fn theta(layout: Layout) -> Vec<f64> {
    (0..layout.len()).map(|p| ((p * p * 5 + 3 * p) % 17) as f64 / 12.0 - 0.6).collect()
}

fn frame(dim: usize) -> Frame {
    Frame {
        center: (0..dim).map(|j| 0.3 - 0.1 * j as f64).collect(),
        scale: (0..dim).map(|j| 0.5 + 0.2 * j as f64).collect(),
    }
}

#[test]
fn the_value_is_the_plain_formulas_sum() {
    for (dim, experts, n) in [(1, 1, 100), (1, 3, 1001), (2, 2, 8193), (3, 4, 515), (5, 8, 130)] {
        let data = data(n, dim);
        let likelihood = Likelihood::new(&data, experts, frame(dim));
        let theta = theta(likelihood.layout());
        let measure = likelihood.layout().unpack(&theta, likelihood.frame());
        let plain: f64 = (0..n)
            .map(|i| {
                let x: Vec<f64> = data.columns().map(|c| c[i]).collect();
                measure.log_density(&x, data.y()[i])
            })
            .sum();
        let mut all = Derivatives::default();
        likelihood.derivatives(&theta, &mut all);
        let values =
            [likelihood.value(&theta), all.value, likelihood.em_sums(&theta).value, log_likelihood(&data, &measure)];
        for value in values {
            assert!((value - plain).abs() < 1e-12 * plain.abs(), "d {dim} K {experts}: {value} {plain}");
        }
    }
}

/// Central differences of f at p with Richardson extrapolation over h, h/2, h/4: error O(h⁶).
fn difference(f: impl Fn(f64) -> f64, h: f64) -> f64 {
    let d = |h: f64| (f(h) - f(-h)) / (2.0 * h);
    let (a, b, c) = (d(h), d(h / 2.0), d(h / 4.0));
    let (ab, bc) = ((4.0 * b - a) / 3.0, (4.0 * c - b) / 3.0);
    (16.0 * bc - ab) / 15.0
}

#[test]
fn gradient_and_hessian_are_the_limits_of_differences() {
    for (dim, experts) in [(1, 1), (1, 2), (1, 3), (2, 3), (3, 2)] {
        let data = data(333, dim);
        let likelihood = Likelihood::new(&data, experts, frame(dim));
        let at = theta(likelihood.layout());
        let size = at.len();
        let mut exact = Derivatives::default();
        likelihood.derivatives(&at, &mut exact);
        let moved = |p: usize, h: f64| {
            let mut t = at.clone();
            t[p] += h;
            t
        };
        for p in 0..size {
            let slope = difference(|h| likelihood.value(&moved(p, h)), 0.02);
            let scale = exact.value.abs();
            assert!(
                (slope - exact.gradient[p]).abs() < 1e-10 * scale,
                "d {dim} K {experts} p {p}: {slope} {}",
                exact.gradient[p]
            );
            for q in 0..size {
                let curve = difference(
                    |h| {
                        let mut there = Derivatives::default();
                        likelihood.derivatives(&moved(q, h), &mut there);
                        there.gradient[p]
                    },
                    0.02,
                );
                let found = exact.hessian[p * size + q];
                assert!((curve - found).abs() < 1e-9 * scale, "d {dim} K {experts} ({p}, {q}): {curve} {found}");
            }
        }
    }
}

/// `∂^α u / u` from the exact differential ring, α counting derivatives in (β0, β1, b, a, log ν) by their places in θ.
fn exact_quotient(atom: &Atom, x: &[f64], y: f64, layout: Layout, places: &[usize]) -> f64 {
    let d = layout.dim;
    let exact = |v: f64| BigRational::from_float(v).unwrap();
    let z = exact(y)
        - x.iter().zip(&atom.expert_slope).map(|(x, a)| exact(*x) * exact(*a)).sum::<BigRational>()
        - exact(atom.expert_intercept);
    let s = exact(atom.variance).recip();
    let generators: Vec<BigRational> =
        x.iter().map(|v| exact(*v)).chain([z, s]).chain(atom.gate_slope.iter().map(|v| exact(*v))).collect();
    let family = Family::softmax_gaussian();
    let (mut alpha, mut logs) = (vec![0; family.width(d)], 0);
    for &p in places {
        let c = layout.coordinate(p);
        match c.entry {
            Entry::GateBias => {}
            Entry::Parameter(VARIANCE) => logs += 1,
            Entry::Parameter(parameter) => alpha[family.position(Component { parameter, axis: c.axis }, d)] += 1,
        }
    }
    let ring = crate::model::softmax_gaussian(d);
    let mut with_variance = |k: u32| {
        alpha[family.range(VARIANCE, d).start] = k;
        ring.quotient(&alpha).value(&generators).to_f64().unwrap()
    };
    let v = atom.variance;
    // d/d log ν = ν d/dν, and its square is ν d/dν + ν² d²/dν².
    match logs {
        0 => with_variance(0),
        1 => v * with_variance(1),
        _ => v * with_variance(1) + v * v * with_variance(2),
    }
}

#[test]
fn gradient_and_hessian_are_those_of_the_exact_side() {
    for (dim, experts) in [(1, 2), (1, 3), (2, 2)] {
        let layout = Layout { dim, experts };
        let x: Vec<f64> = (0..dim).map(|j| 0.625 - 0.25 * j as f64).collect();
        let y = 0.375;
        // Sixteenths, so that the exact side sees the same numbers.
        let parts = |k: usize, j: usize| ((3 * k + 5 * j + k * j) % 11) as f64 / 16.0 - 0.25;
        let atoms = (0..experts).map(|k| Atom {
            gate_bias: if k + 1 < experts { parts(k, 0) } else { 0.0 },
            gate_slope: (0..dim).map(|j| if k + 1 < experts { parts(k, j + 1) } else { 0.0 }).collect(),
            expert_slope: (0..dim).map(|j| parts(k, j + 4)).collect(),
            expert_intercept: parts(k, 7),
            variance: [0.5, 1.0, 0.25][k],
        });
        let measure = MixingMeasure::new(dim, atoms.collect()).unwrap();
        let data = Data::new(x.iter().map(|v| vec![*v]).collect(), vec![y]).unwrap();
        let likelihood = Likelihood::new(&data, experts, Frame::raw(dim));
        let mut found = Derivatives::default();
        likelihood.derivatives(&layout.pack(&measure, likelihood.frame()), &mut found);
        let gate = measure.gate_weights(&x);
        let density = measure.log_density(&x, y);
        let responsibility = |k: usize| (gate[k].ln() + measure.atoms[k].log_normal(&x, y) - density).exp();
        let numerator = |places: &[usize]| {
            let k = layout.coordinate(places[0]).expert;
            if places.iter().any(|p| layout.coordinate(*p).expert != k) {
                return 0.0;
            }
            responsibility(k) * exact_quotient(&measure.atoms[k], &x, y, layout, places)
        };
        let denominator = |places: &[usize]| {
            let k = layout.coordinate(places[0]).expert;
            let factor = |p: &usize| match layout.coordinate(*p) {
                c if c.expert != k => 0.0,
                c if c.entry.role() == Role::Expert => 0.0,
                c if c.entry.scaling() == Scaling::Intercept => 1.0,
                c => x[c.axis],
            };
            gate[k] * places.iter().map(factor).product::<f64>()
        };
        for p in 0..layout.len() {
            let expected = numerator(&[p]) - denominator(&[p]);
            assert!((found.gradient[p] - expected).abs() < 1e-13, "{p}: {} {expected}", found.gradient[p]);
            for q in 0..layout.len() {
                let expected = numerator(&[p, q]) - numerator(&[p]) * numerator(&[q]) - denominator(&[p, q])
                    + denominator(&[p]) * denominator(&[q]);
                let entry = found.hessian[p * layout.len() + q];
                assert!((entry - expected).abs() < 1e-12, "({p}, {q}): {entry} {expected}");
            }
        }
    }
}

#[test]
fn score_squares_are_sums_over_single_rows() {
    let all = data(37, 2);
    let mut whole = Derivatives::default();
    let likelihood = Likelihood::new(&all, 3, frame(2));
    let at = theta(likelihood.layout());
    likelihood.derivatives(&at, &mut whole);
    let mut squares = vec![0.0; at.len()];
    for i in 0..all.len() {
        let row = Data::new(all.columns().map(|c| vec![c[i]]).collect(), vec![all.y()[i]]).unwrap();
        let mut one = Derivatives::default();
        Likelihood::new(&row, 3, frame(2)).derivatives(&at, &mut one);
        for (s, g) in squares.iter_mut().zip(&one.gradient) {
            *s += g * g;
        }
    }
    for (a, b) in squares.iter().zip(&whole.score_squares) {
        assert!((a - b).abs() < 1e-10 * (1.0 + a), "{a} {b}");
    }
}

#[test]
fn instruction_sets_agree_to_1e_12() {
    let data = data(20_011, 2);
    let reference = Likelihood::new(&data, 3, frame(2)).with_isa(Isa::Portable);
    let at = theta(reference.layout());
    let mut expected = Derivatives::default();
    reference.derivatives(&at, &mut expected);
    for isa in [Isa::Avx2, Isa::Avx512] {
        if !isa.available() {
            println!("skipped: this machine has no {}", isa.name());
            continue;
        }
        let likelihood = Likelihood::new(&data, 3, frame(2)).with_isa(isa);
        let mut found = Derivatives::default();
        likelihood.derivatives(&at, &mut found);
        let gap = |a: &[f64], b: &[f64]| {
            let largest = b.iter().fold(0.0f64, |m, v| m.max(v.abs()));
            a.iter().zip(b).fold(0.0f64, |m, (u, v)| m.max((u - v).abs())) / largest
        };
        assert!((found.value / expected.value - 1.0).abs() < 1e-12);
        assert!((likelihood.value(&at) / expected.value - 1.0).abs() < 1e-12);
        assert!(gap(&found.gradient, &expected.gradient) < 1e-12, "{}", isa.name());
        assert!(gap(&found.hessian, &expected.hessian) < 1e-12, "{}", isa.name());
    }
}

#[test]
fn one_thread_and_many_give_the_same_bits() {
    let data = data(60_000, 1);
    let plain = Likelihood::new(&data, 3, frame(1));
    let at = theta(plain.layout());
    let mut expected = Derivatives::default();
    plain.derivatives(&at, &mut expected);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut found = Derivatives::default();
        let likelihood = plain.clone().parallel(true);
        pool.install(|| likelihood.derivatives(&at, &mut found));
        assert_eq!(found.value.to_bits(), expected.value.to_bits());
        assert_eq!(found.gradient, expected.gradient);
        assert_eq!(found.hessian, expected.hessian);
    }
}

#[test]
fn parameters_that_overflow_give_no_finite_value() {
    let data = data(100, 1);
    let likelihood = Likelihood::new(&data, 2, frame(1));
    let mut at = theta(likelihood.layout());
    at[0] = f64::NAN;
    assert!(likelihood.value(&at).is_nan());
}
