//! Log-likelihood of a data set, with gradient and Hessian: the blocked kernel over all rows, in a fixed order of addition.
//!
//! The rows are cut into leaves of fixed length; the leaves' sums are added in a binary tree that depends on the number of rows
//! alone. So one thread and many give the same bits. (Instruction sets differ in the last digits.)

use super::pass::{EM, Expert, FULL, Job, Scratch, Sums, VALUE, leaf};
use super::simd::{self, Isa};
use crate::model::data::Data;
use crate::model::layout::{Frame, Layout};
use crate::model::parameters::MixingMeasure;
use std::cell::Cell;

/// Rows of a leaf of the tree.
const LEAF: usize = 8192;

/// A data set with a number of experts, ready to be evaluated at parameter vectors θ (see [`Layout`]).
#[derive(Clone, Debug)]
pub struct Likelihood<'a> {
    x: Vec<&'a [f64]>,
    y: &'a [f64],
    frame: Frame,
    inverse_scale: Vec<f64>,
    layout: Layout,
    isa: Isa,
    parallel: bool,
}

/// Value, gradient and Hessian of the log-likelihood at one θ.
#[derive(Clone, Debug, Default)]
pub struct Derivatives {
    /// Σ log g(y_i|x_i).
    pub value: f64,
    /// Length P.
    pub gradient: Vec<f64>,
    /// P × P, row by row, symmetric.
    pub hessian: Vec<f64>,
    /// Σ_i (∂ log g(y_i|x_i) / ∂θ_p)², length P.
    pub score_squares: Vec<f64>,
}

/// The sums of one pass of expectation-maximisation.
#[derive(Clone, Debug)]
pub(super) struct EmSums {
    pub value: f64,
    pub shape: Sums,
    pub sums: Vec<f64>,
}

impl EmSums {
    /// Row of the kernel's wide rows in this mode.
    pub const RESPONSIBILITY: usize = 0;
    pub const GATE: usize = 1;
    pub const RESIDUAL: usize = 2;

    /// Σ row · x̃_i x̃_j.
    pub fn at(&self, expert: usize, row: usize, i: usize, j: usize) -> f64 {
        self.sums[self.shape.wide_at(expert, row, self.shape.product(i, j))]
    }
    /// Σ r q, the derivative in log ν.
    pub fn spread(&self, expert: usize) -> f64 {
        self.sums[self.shape.single_at(expert)]
    }
    /// Σ g_k x̃_i g_l x̃_j for places of θ.
    pub fn gate_product(&self, p: usize, q: usize) -> f64 {
        self.sums[self.shape.gate_at(p.min(q), p.max(q))]
    }
}

impl<'a> Likelihood<'a> {
    /// The likelihood of `experts` experts on `data`, θ in `frame`.
    ///
    /// # Panics
    /// If `experts` is 0 or above [`crate::model::parameters::MAX_EXPERTS`], or the frame's length is not the data's dimension.
    pub fn new(data: &'a Data, experts: usize, frame: Frame) -> Self {
        assert!((1..=super::pass::MAX_EXPERTS).contains(&experts));
        assert_eq!(frame.center.len(), data.dim());
        Likelihood {
            x: data.columns().collect(),
            y: data.y(),
            inverse_scale: frame.scale.iter().map(|s| 1.0 / s).collect(),
            frame,
            layout: Layout { dim: data.dim(), experts },
            isa: Isa::best(),
            parallel: false,
        }
    }

    /// Uses another instruction set than the best one.
    ///
    /// # Panics
    /// When evaluated, if this machine does not have it.
    pub fn with_isa(mut self, isa: Isa) -> Self {
        self.isa = isa;
        self
    }

    /// Spreads the leaves over rayon's current thread pool. The result's bits do not change.
    pub fn parallel(mut self, parallel: bool) -> Self {
        self.parallel = parallel;
        self
    }

    /// The order of θ.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The coordinates of x in which θ is written.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.y.len()
    }

    /// Σ log g(y_i|x_i) at θ.
    pub fn value(&self, theta: &[f64]) -> f64 {
        self.pass::<VALUE>(theta)[0]
    }

    /// Value, gradient and Hessian at θ, into `to`, whose memory is used again.
    pub fn derivatives(&self, theta: &[f64], to: &mut Derivatives) {
        let sums = self.pass::<FULL>(theta);
        let shape = self.shape(FULL);
        assemble(&sums, &shape, self.layout, to);
    }

    pub(super) fn em_sums(&self, theta: &[f64]) -> EmSums {
        let sums = self.pass::<EM>(theta);
        EmSums { value: sums[0], shape: self.shape(EM), sums }
    }

    fn shape(&self, mode: u8) -> Sums {
        Sums { dim: self.layout.dim, experts: self.layout.experts, mode }
    }

    fn pass<const MODE: u8>(&self, theta: &[f64]) -> Vec<f64> {
        let layout = self.layout;
        assert_eq!(theta.len(), layout.len());
        let experts: Vec<Expert> = (0..layout.experts)
            .map(|k| {
                let log_variance = theta[layout.log_variance(k)];
                let mut gate = theta[layout.gate(k)].to_vec();
                gate.resize(layout.dim + 1, 0.0);
                Expert {
                    gate,
                    mean: theta[layout.mean(k)].to_vec(),
                    precision: (-log_variance).exp(),
                    log_constant: -0.5 * (log_variance + (2.0 * std::f64::consts::PI).ln()),
                }
            })
            .collect();
        let job = Job {
            x: &self.x,
            y: self.y,
            center: &self.frame.center,
            inverse_scale: &self.inverse_scale,
            experts: &experts,
        };
        let leaves = self.y.len().div_ceil(LEAF).max(1);
        self.tree::<MODE>(&job, 0, leaves)
    }

    /// The sums of leaves `from..to`; the left part is the largest power of two below the whole.
    fn tree<const MODE: u8>(&self, job: &Job<'_>, from: usize, to: usize) -> Vec<f64> {
        let count = to - from;
        if count == 1 {
            let mut out = vec![0.0; self.shape(MODE).len()];
            let (start, end) = (from * LEAF, job.y.len().min(to * LEAF));
            run_leaf::<MODE>(self.isa, job, start, end, &mut out);
            return out;
        }
        let middle = from + (count.next_power_of_two() / 2);
        let (mut left, right) = if self.parallel {
            rayon::join(|| self.tree::<MODE>(job, from, middle), || self.tree::<MODE>(job, middle, to))
        } else {
            (self.tree::<MODE>(job, from, middle), self.tree::<MODE>(job, middle, to))
        };
        for (l, r) in left.iter_mut().zip(&right) {
            *l += r;
        }
        left
    }
}

fn run_leaf<const MODE: u8>(isa: Isa, job: &Job<'_>, from: usize, to: usize, out: &mut [f64]) {
    match MODE {
        VALUE => simd::dispatch!(isa, run::<VALUE>, (job: &Job<'_>, from: usize, to: usize, out: &mut [f64])),
        EM => simd::dispatch!(isa, run::<EM>, (job: &Job<'_>, from: usize, to: usize, out: &mut [f64])),
        _ => simd::dispatch!(isa, run::<FULL>, (job: &Job<'_>, from: usize, to: usize, out: &mut [f64])),
    }
}

/// Lanes with a thread's own memory for them, taken out while a kernel runs and put back after it.
trait Local: simd::Lanes {
    fn take() -> Box<Scratch<Self>>;
    fn put(scratch: Box<Scratch<Self>>);
}

macro_rules! local {
    ($lanes:ty, $memory:ident) => {
        thread_local! {
            static $memory: Cell<Option<Box<Scratch<$lanes>>>> = const { Cell::new(None) };
        }
        impl Local for $lanes {
            #[inline(always)]
            fn take() -> Box<Scratch<Self>> {
                $memory.take().unwrap_or_else(|| Box::new(Scratch::new()))
            }
            #[inline(always)]
            fn put(scratch: Box<Scratch<Self>>) {
                $memory.set(Some(scratch));
            }
        }
    };
}
local!(simd::Portable, PORTABLE);
#[cfg(target_arch = "x86_64")]
local!(simd::Avx2, AVX2);
#[cfg(target_arch = "x86_64")]
local!(simd::Avx512, AVX512);

#[inline(always)]
fn run<S: Local, const MODE: u8>(job: &Job<'_>, from: usize, to: usize, out: &mut [f64]) {
    let mut scratch = S::take();
    leaf::<S, MODE>(job, from, to, &mut scratch, out);
    S::put(scratch);
}

/// Puts the kernel's sums together (the formulas stand at the head of the kernel).
fn assemble(sums: &[f64], shape: &Sums, layout: Layout, to: &mut Derivatives) {
    let size = layout.len();
    let width = layout.dim + 1;
    to.value = sums[0];
    for (list, len) in [(&mut to.gradient, size), (&mut to.hessian, size * size), (&mut to.score_squares, size)] {
        list.clear();
        list.resize(len, 0.0);
    }
    let hessian = &mut to.hessian;
    for i in 0..size {
        for j in i..size {
            let mut entry = -sums[shape.score_at(i, j)];
            if j < layout.gates() {
                entry += sums[shape.gate_at(i, j)];
            }
            hessian[i * size + j] = entry;
        }
    }
    for k in 0..layout.experts {
        let wide = |row, i, j| sums[shape.wide_at(k, row, shape.product(i, j))];
        let (gate, mean, variance) = (layout.gate(k), layout.mean(k), layout.log_variance(k));
        for (i, p) in gate.clone().enumerate() {
            to.gradient[p] = wide(0, 0, i);
            to.score_squares[p] = wide(3, i, i);
            for (j, q) in gate.clone().enumerate().skip(i) {
                hessian[p * size + q] += wide(0, i, j);
            }
            for (j, q) in mean.clone().enumerate() {
                hessian[p * size + q] += wide(1, i, j);
            }
            hessian[p * size + variance] += sums[shape.narrow_at(k, 0, i)];
        }
        for (i, p) in mean.clone().enumerate() {
            to.gradient[p] = wide(1, 0, i);
            to.score_squares[p] = sums[shape.score_at(p, p)];
            for (j, q) in mean.clone().enumerate().skip(i) {
                hessian[p * size + q] += wide(2, i, j);
            }
            hessian[p * size + variance] += sums[shape.narrow_at(k, 1, i)];
        }
        to.gradient[variance] = sums[shape.narrow_at(k, 0, 0)];
        to.score_squares[variance] = sums[shape.score_at(variance, variance)];
        hessian[variance * size + variance] += sums[shape.single_at(k)];
        debug_assert_eq!(mean.len(), width);
    }
    for i in 0..size {
        for j in 0..i {
            hessian[i * size + j] = hessian[j * size + i];
        }
    }
}

/// Σ log g(y_i|x_i) of a measure on a data set, on one thread.
///
/// # Panics
/// If the measure's dimension is not the data's.
pub fn log_likelihood(data: &Data, measure: &MixingMeasure) -> f64 {
    let likelihood = Likelihood::new(data, measure.len(), Frame::raw(data.dim()));
    let theta = likelihood.layout().pack(measure, likelihood.frame());
    likelihood.value(&theta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::layout::Kind;
    use crate::model::parameters::Atom;
    use crate::model::sampler::tests::gentle;
    use crate::model::sampler::{Design, sample};
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
            let values = [
                likelihood.value(&theta),
                all.value,
                likelihood.em_sums(&theta).value,
                log_likelihood(&data, &measure),
            ];
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
        let (mut alpha, mut logs) = (vec![0; 2 * d + 2], 0);
        for &p in places {
            let c = layout.coordinate(p);
            match c.kind {
                Kind::GateBias => {}
                Kind::GateSlope => alpha[c.axis] += 1,
                Kind::ExpertSlope => alpha[d + c.axis] += 1,
                Kind::ExpertIntercept => alpha[2 * d] += 1,
                Kind::Variance => logs += 1,
            }
        }
        let ring = crate::model::softmax_gaussian(d);
        let mut with_variance = |k: u32| {
            alpha[2 * d + 1] = k;
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
                    c if c.kind == Kind::GateBias => 1.0,
                    c if c.kind == Kind::GateSlope => x[c.axis],
                    _ => 0.0,
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
}
