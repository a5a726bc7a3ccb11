//! The rows of a block whose products are the sums of a pass (see the formulas on the page above).

use super::scratch::Scratch;
use super::shape::Sums;
use super::{Job, ROW, Row};
use crate::numeric::fit::simd::Lanes;

/// x̃_i x̃_j for 1 ≤ i ≤ j, in the order of [`Sums::product`].
#[inline(always)]
pub(super) fn squares_of_x<S: Lanes>(s: &mut Scratch<S>, shape: &Sums) {
    let (x, squares) = s.products.split_at_mut(shape.line);
    let mut squares = squares.iter_mut();
    for i in 1..shape.line {
        for j in i..shape.line {
            let Some(square) = squares.next() else { return };
            for v in 0..ROW {
                square[v] = x[i][v].mul(x[j][v]);
            }
        }
    }
}

/// r, g, r z to meet x̃x̃ᵀ; r q alone.
#[inline(always)]
pub(super) fn em_rows<S: Lanes>(job: &Job<'_>, s: &mut Scratch<S>) {
    for (k, expert) in job.experts.iter().enumerate() {
        let precision = S::splat(expert.precision);
        let (half, minus_half) = (S::splat(0.5), S::splat(-0.5));
        let (g, r, e) = (&s.gate[k], &s.joint[k], &s.residual[k]);
        let [r_row, g_row, rz] = rows_of(&mut s.wide, k);
        let [rq] = rows_of(&mut s.single, k);
        for v in 0..ROW {
            let z = e[v].mul(precision);
            r_row[v] = r[v];
            g_row[v] = g[v];
            rz[v] = r[v].mul(z);
            rq[v] = r[v].mul(e[v].mul(z).mul_add(half, minus_half));
        }
    }
}

/// All rows of the Hessian but the gates' own (see the module's page).
#[inline(always)]
pub(super) fn full_rows<S: Lanes>(job: &Job<'_>, s: &mut Scratch<S>, shape: &Sums) {
    let (gate_scores, mean_scores) = s.scores.split_at_mut(shape.gates);
    let x = &s.products[1..shape.line];
    for (k, expert) in job.experts.iter().enumerate() {
        let precision = S::splat(expert.precision);
        let (half, minus_half, one) = (S::splat(0.5), S::splat(-0.5), S::splat(1.0));
        let (g, r, e) = (&s.gate[k], &s.joint[k], &s.residual[k]);
        let [difference, rz, curvature, square] = rows_of(&mut s.wide, k);
        let [rq, rzq] = rows_of(&mut s.narrow, k);
        let [last] = rows_of(&mut s.single, k);
        let [mean, slopes @ .., variance] = &mut mean_scores[k * shape.expert..(k + 1) * shape.expert] else {
            unreachable!("d + 2 rows an expert")
        };
        for v in 0..ROW {
            let (r, e) = (r[v], e[v]);
            let z = e.mul(precision);
            let square_of_e = e.mul(z);
            let q = square_of_e.mul_add(half, minus_half);
            let gap = r.sub(g[v]);
            let weighted = r.mul(z);
            let spread = r.mul(q);
            difference[v] = gap;
            square[v] = gap.mul(gap);
            rz[v] = weighted;
            mean[v] = weighted;
            curvature[v] = weighted.mul(z).sub(r.mul(precision));
            rq[v] = spread;
            variance[v] = spread;
            rzq[v] = weighted.mul(q.sub(one));
            last[v] = spread.mul(q).sub(r.mul(square_of_e).mul(half));
        }
        for (row, x) in slopes.iter_mut().zip(x) {
            for v in 0..ROW {
                row[v] = mean[v].mul(x[v]);
            }
        }
        // The last expert has no gate of its own.
        if let Some([bias, slopes @ ..]) = gate_scores.get_mut(k * shape.line..(k + 1) * shape.line) {
            *bias = *r;
            for (row, x) in slopes.iter_mut().zip(x) {
                for v in 0..ROW {
                    row[v] = r[v].mul(x[v]);
                }
            }
        }
    }
}

/// g x̃ of every expert but the last.
#[inline(always)]
pub(super) fn gate_rows<S: Lanes>(s: &mut Scratch<S>, shape: &Sums) {
    let x = &s.products[1..shape.line];
    for (rows, g) in s.gate_scores.chunks_exact_mut(shape.line).zip(&s.gate) {
        let [bias, slopes @ ..] = rows else { return };
        *bias = *g;
        for (row, x) in slopes.iter_mut().zip(x) {
            for v in 0..ROW {
                row[v] = g[v].mul(x[v]);
            }
        }
    }
}

#[inline(always)]
fn rows_of<S: Lanes, const N: usize>(rows: &mut [Row<S>], expert: usize) -> &mut [Row<S>; N] {
    (&mut rows[expert * N..(expert + 1) * N]).try_into().expect("N rows an expert")
}
