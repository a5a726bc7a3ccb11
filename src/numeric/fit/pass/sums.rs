//! Products of rows, added to the sums of a pass in tiles that stay in registers.

use super::scratch::Scratch;
use super::shape::Sums;
use super::{ROW, Row};
use crate::numeric::fit::simd::Lanes;

/// Adds the block's products of rows to the sums.
#[inline(always)]
pub(super) fn sums<S: Lanes>(s: &mut Scratch<S>, shape: &Sums) {
    let (wide, rest) = s.sums.split_at_mut(shape.narrow_start());
    let (narrow, rest) = rest.split_at_mut(shape.single_start() - shape.narrow_start());
    let (single, rest) = rest.split_at_mut(shape.gate_start() - shape.single_start());
    let (gate, score) = rest.split_at_mut(shape.score_start() - shape.gate_start());
    let x = &s.products[..shape.line];
    for (left, right, to, upper) in [
        (&s.wide[..], &s.products[..], wide, false),
        (&s.narrow[..], x, narrow, false),
        (&s.gate_scores[..], &s.gate_scores[..], gate, true),
        (&s.scores[..], &s.scores[..], score, true),
    ] {
        let columns = right.len();
        for i in (0..left.len()).step_by(3) {
            let left_tile = &left[i..left.len().min(i + 3)];
            let first = if upper { i } else { 0 };
            for j in (first..columns).step_by(3) {
                let right_tile = &right[j..columns.min(j + 3)];
                let to = &mut to[i * columns + j..];
                match (left_tile.len(), right_tile.len()) {
                    (3, 3) => tile::<S, 3, 3>(left_tile, right_tile, to, columns),
                    (3, 2) => tile::<S, 3, 2>(left_tile, right_tile, to, columns),
                    (3, _) => tile::<S, 3, 1>(left_tile, right_tile, to, columns),
                    (2, 3) => tile::<S, 2, 3>(left_tile, right_tile, to, columns),
                    (2, 2) => tile::<S, 2, 2>(left_tile, right_tile, to, columns),
                    (2, _) => tile::<S, 2, 1>(left_tile, right_tile, to, columns),
                    (_, 3) => tile::<S, 1, 3>(left_tile, right_tile, to, columns),
                    (_, 2) => tile::<S, 1, 2>(left_tile, right_tile, to, columns),
                    (_, _) => tile::<S, 1, 1>(left_tile, right_tile, to, columns),
                }
            }
        }
    }
    for (to, row) in single.iter_mut().zip(&s.single) {
        for v in row {
            *to = to.add(*v);
        }
    }
}

/// `to[i·stride + j] += Σ_v left[i][v] right[j][v]`.
#[inline(always)]
fn tile<S: Lanes, const R: usize, const C: usize>(left: &[Row<S>], right: &[Row<S>], to: &mut [S], stride: usize) {
    let left: &[Row<S>; R] = left.first_chunk().expect("R rows");
    let right: &[Row<S>; C] = right.first_chunk().expect("C rows");
    let mut sums = [[S::splat(0.0); C]; R];
    for v in 0..ROW {
        for i in 0..R {
            for j in 0..C {
                sums[i][j] = left[i][v].mul_add(right[j][v], sums[i][j]);
            }
        }
    }
    for (line, to) in sums.iter().zip(to.chunks_mut(stride)) {
        for (sum, to) in line.iter().zip(to) {
            *to = to.add(*sum);
        }
    }
}
