//! The two softmaxes of a block, of the gates and of the joint densities, and their normalisers.

use super::scratch::Scratch;
use super::{Job, ROW, Row, VALUE};
use crate::numeric::fit::simd::Lanes;

/// l, u and e of every expert, and the largest l and u. D is d, or 0 for any d.
#[inline(always)]
pub(super) fn logits<S: Lanes, const MODE: u8, const D: usize>(job: &Job<'_>, s: &mut Scratch<S>) {
    s.top_gate = [S::splat(f64::NEG_INFINITY); ROW];
    s.top_joint = s.top_gate;
    let x = &s.products[1..job.x.len() + 1];
    for (k, expert) in job.experts.iter().enumerate() {
        let (gate, joint) = (&mut s.gate[k], &mut s.joint[k]);
        let (c0, b) = (S::splat(expert.gate[0]), S::splat(expert.mean[0]));
        let (c, a) = (&expert.gate[1..], &expert.mean[1..]);
        let half = S::splat(-0.5 * expert.precision);
        let constant = S::splat(expert.log_constant);
        let (top_gate, top_joint) = (&mut s.top_gate, &mut s.top_joint);
        let residuals = &mut s.residual[k];
        // Straight from registers for small d; for others l and e grow in memory, one column of x after the other.
        if D > 0 {
            let x: &[Row<S>; D] = x.first_chunk().expect("d columns");
            let c: [S; D] = std::array::from_fn(|j| S::splat(c[j]));
            let a: [S; D] = std::array::from_fn(|j| S::splat(a[j]));
            for v in 0..ROW {
                let (mut l, mut e) = (c0, s.y[v].sub(b));
                for j in 0..D {
                    l = x[j][v].mul_add(c[j], l);
                    e = x[j][v].neg_mul_add(a[j], e);
                }
                let u = e.mul(e).mul_add(half, l.add(constant));
                gate[v] = l;
                joint[v] = u;
                if MODE != VALUE {
                    residuals[v] = e;
                }
                top_gate[v] = l.max(top_gate[v]);
                top_joint[v] = u.max(top_joint[v]);
            }
        } else {
            for v in 0..ROW {
                gate[v] = c0;
                residuals[v] = s.y[v].sub(b);
            }
            for (x, (c, a)) in x.iter().zip(c.iter().zip(a)) {
                let (c, a) = (S::splat(*c), S::splat(*a));
                for v in 0..ROW {
                    gate[v] = x[v].mul_add(c, gate[v]);
                    residuals[v] = x[v].neg_mul_add(a, residuals[v]);
                }
            }
            for v in 0..ROW {
                let (l, e) = (gate[v], residuals[v]);
                let u = e.mul(e).mul_add(half, l.add(constant));
                joint[v] = u;
                top_gate[v] = l.max(top_gate[v]);
                top_joint[v] = u.max(top_joint[v]);
            }
        }
    }
}

/// The exponentials of l and u less their largest, and the sums of these; stored only where derivatives follow.
#[inline(always)]
pub(super) fn exponentials<S: Lanes, const MODE: u8>(s: &mut Scratch<S>) {
    s.sum_gate = [S::splat(0.0); ROW];
    s.sum_joint = s.sum_gate;
    for (rows, top, sum) in
        [(&mut s.gate, &s.top_gate, &mut s.sum_gate), (&mut s.joint, &s.top_joint, &mut s.sum_joint)]
    {
        for row in rows.iter_mut() {
            for (value, (top, sum)) in row.iter_mut().zip(top.iter().zip(sum.iter_mut())) {
                let weight = value.sub(*top).exp();
                *sum = sum.add(weight);
                if MODE != VALUE {
                    *value = weight;
                }
            }
        }
    }
}

/// Takes the rows after the first `rows` out of every sum.
#[inline(always)]
pub(super) fn hide_padding<S: Lanes, const MODE: u8>(s: &mut Scratch<S>, rows: usize) {
    let mut ones = [0.0; ROW * 8];
    ones[..rows].fill(1.0);
    for (to, from) in s.mask.iter_mut().zip(ones.chunks_exact(S::N)) {
        *to = S::load(from);
    }
    for v in 0..ROW {
        let keep = s.mask[v];
        let drop = S::splat(1.0).sub(keep);
        s.top_gate[v] = s.top_gate[v].mul(keep);
        s.top_joint[v] = s.top_joint[v].mul(keep);
        s.sum_gate[v] = s.sum_gate[v].mul_add(keep, drop);
        s.sum_joint[v] = s.sum_joint[v].mul_add(keep, drop);
    }
    if MODE != VALUE {
        for row in s.gate.iter_mut().chain(s.joint.iter_mut()) {
            for (value, keep) in row.iter_mut().zip(&s.mask) {
                *value = value.mul(*keep);
            }
        }
    }
}

/// Σ logsumexp(u) − logsumexp(l) over the block.
#[inline(always)]
pub(super) fn logarithms<S: Lanes>(s: &Scratch<S>) -> f64 {
    let mut tops = S::splat(0.0);
    let (mut joint, mut gate) = (S::splat(1.0), S::splat(1.0));
    for v in 0..ROW {
        tops = tops.add(s.top_joint[v].sub(s.top_gate[v]));
        joint = joint.mul(s.sum_joint[v]);
        gate = gate.mul(s.sum_gate[v]);
    }
    let (mut above, mut below) = ([1.0; 8], [1.0; 8]);
    joint.store(&mut above);
    gate.store(&mut below);
    let logs = above.iter().zip(&below).map(|(a, b): (&f64, &f64)| a.ln() - b.ln());
    tops.sum() + logs.sum::<f64>()
}

/// Divides by the normalisers: g and r.
#[inline(always)]
pub(super) fn normalise<S: Lanes>(s: &mut Scratch<S>) {
    for (rows, sum) in [(&mut s.gate, &mut s.sum_gate), (&mut s.joint, &mut s.sum_joint)] {
        for sum in sum.iter_mut() {
            *sum = S::splat(1.0).div(*sum);
        }
        for row in rows.iter_mut() {
            for v in 0..ROW {
                row[v] = row[v].mul(sum[v]);
            }
        }
    }
}
