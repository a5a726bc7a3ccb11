//! One blocked pass over rows of the data: log-likelihood and every sum that its derivatives need.
//!
//! With `x̃ = (1, x)`, `l_k = β0_k + β1_kᵀx`, `e_k = y − b_k − a_kᵀx`, `η = log ν`, `u_k = l_k + log N(y; a_kᵀx + b_k, ν_k)`, and
//! the softmaxes `g = softmax(l)`, `r = softmax(u)`, one row contributes `logsumexp(u) − logsumexp(l)`, and with
//! `z = e/ν`, `q = (e²/ν − 1)/2` the derivatives of `u_k` are `x̃` (gate), `z x̃` (b, a), `q` (η), so that
//!
//! - gradient: gate `Σ (r_k − g_k) x̃`, mean `Σ r_k z_k x̃`, η `Σ r_k q_k`;
//! - Hessian: `−Σ V Vᵀ + Σ G Gᵀ` (V: all `r_k ∂u_k`, G: all `g_k x̃`) plus, inside expert k: gate–gate `Σ (r−g) x̃x̃ᵀ`,
//!   gate–mean `Σ r z x̃x̃ᵀ`, gate–η `Σ r q x̃`, mean–mean `Σ r (z² − 1/ν) x̃x̃ᵀ`, mean–η `Σ r z (q − 1) x̃`,
//!   η–η `Σ r (q² − e²/(2ν))`.
//!
//! A block is `ROW` vectors long. Each per-row quantity is one such row, and all sums are products of rows, formed in 3×3 tiles
//! that stay in registers. Sums are kept lane by lane over a leaf (a fixed number of blocks) and added up once at its end.
//!
//! The sum of the logarithms of the two softmax normalisers is the logarithm of a product over the block, which cannot overflow:
//! each factor lies in [1, K].

mod rows;
mod scratch;
mod shape;
mod softmax;
mod sums;

pub(super) use scratch::Scratch;
pub(super) use shape::Sums;

use super::simd::Lanes;
use crate::model::layout::Layout;
use rows::{em_rows, full_rows, gate_rows, squares_of_x};
use softmax::{exponentials, hide_padding, logarithms, logits, normalise};
use sums::sums;

/// Vectors in a block.
pub(super) const ROW: usize = 32;
/// The most experts for which a product of `ROW` normalisers cannot overflow.
pub(super) const MAX_EXPERTS: usize = crate::model::measure::MAX_EXPERTS;

type Row<S> = [S; ROW];

/// What a pass computes.
pub(super) const VALUE: u8 = 0;
/// The value and what a step of expectation-maximisation needs.
pub(super) const EM: u8 = 1;
/// The value, gradient, Hessian and squared scores.
pub(super) const FULL: u8 = 2;

/// A pass over the rows of a leaf.
pub(super) struct Job<'a> {
    /// Columns of x, `d` of them.
    pub x: &'a [&'a [f64]],
    pub y: &'a [f64],
    pub center: &'a [f64],
    /// 1/scale of the frame.
    pub inverse_scale: &'a [f64],
    pub experts: &'a [Expert],
}

/// One expert's constants.
#[derive(Clone, Debug, Default)]
pub(super) struct Expert {
    /// (β0, β1).
    pub gate: Vec<f64>,
    /// (b, a).
    pub mean: Vec<f64>,
    /// 1/ν.
    pub precision: f64,
    /// −½ log(2πν).
    pub log_constant: f64,
}

/// Runs the rows `from..to` of a job and writes [`Sums::len`] numbers.
#[inline(always)]
pub(super) fn leaf<S: Lanes, const MODE: u8>(
    job: &Job<'_>,
    from: usize,
    to: usize,
    scratch: &mut Scratch<S>,
    out: &mut [f64],
) {
    let layout = Layout { dim: job.x.len(), experts: job.experts.len() };
    let shape = Sums::new(layout, MODE);
    scratch.prepare(&shape);
    let mut value = 0.0;
    let mut start = from;
    while start < to {
        let end = to.min(start + ROW * S::N);
        value += block::<S, MODE>(job, start, end, scratch, &shape);
        start = end;
    }
    out[0] = value;
    for (to, lanes) in out[1..].iter_mut().zip(&scratch.sums) {
        *to = lanes.sum();
    }
}

#[inline(always)]
fn block<S: Lanes, const MODE: u8>(job: &Job<'_>, start: usize, end: usize, s: &mut Scratch<S>, shape: &Sums) -> f64 {
    fill(&mut s.y, &job.y[start..end], 0.0, 1.0);
    for (j, column) in job.x.iter().enumerate() {
        fill(&mut s.products[j + 1], &column[start..end], job.center[j], job.inverse_scale[j]);
    }
    match job.x.len() {
        1 => logits::<S, MODE, 1>(job, s),
        2 => logits::<S, MODE, 2>(job, s),
        _ => logits::<S, MODE, 0>(job, s),
    }
    exponentials::<S, MODE>(s);
    if end - start < ROW * S::N {
        hide_padding::<S, MODE>(s, end - start);
    }
    let value = logarithms(s);
    if MODE == VALUE {
        return value;
    }
    squares_of_x(s, shape);
    normalise(s);
    if MODE == EM {
        em_rows(job, s);
    } else {
        full_rows(job, s, shape);
    }
    gate_rows(s, shape);
    sums(s, shape);
    value
}

/// Copies a column's part into a row, in the frame; what is missing to a full row repeats the last value.
#[inline(always)]
fn fill<S: Lanes>(row: &mut Row<S>, column: &[f64], center: f64, inverse_scale: f64) {
    let (center, inverse_scale) = (S::splat(center), S::splat(inverse_scale));
    let mut buffer = [0.0; ROW * 8];
    let values = if column.len() == ROW * S::N {
        column
    } else {
        buffer[..column.len()].copy_from_slice(column);
        buffer[column.len()..].fill(column[column.len() - 1]);
        &buffer[..ROW * S::N]
    };
    for (to, from) in row.iter_mut().zip(values.chunks_exact(S::N)) {
        *to = S::load(from).sub(center).mul(inverse_scale);
    }
}
