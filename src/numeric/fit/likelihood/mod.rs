//! Log-likelihood of a data set, with gradient and Hessian: the blocked kernel over all rows, in a fixed order of addition.
//!
//! The rows are cut into leaves of fixed length; the leaves' sums are added in a binary tree that depends on the number of rows
//! alone. So one thread and many give the same bits. (Instruction sets differ in the last digits.)

use super::pass::{EM, Expert, FULL, Job, Scratch, Sums, VALUE, leaf};
use super::simd::{self, Isa};
use crate::model::data::Data;
use crate::model::layout::{Frame, Layout};
use crate::model::measure::MixingMeasure;
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
    /// If `experts` is 0 or above [`crate::model::measure::MAX_EXPERTS`], or the frame's length is not the data's dimension.
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
        Sums::new(self.layout, mode)
    }

    fn pass<const MODE: u8>(&self, theta: &[f64]) -> Vec<f64> {
        let layout = self.layout;
        assert_eq!(theta.len(), layout.len());
        let experts: Vec<Expert> = (0..layout.experts)
            .map(|k| {
                let log_variance = theta[layout.log_variance(k)];
                let mut gate = theta[layout.gate(k)].to_vec();
                gate.resize(layout.gate_width(), 0.0);
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
mod tests;
