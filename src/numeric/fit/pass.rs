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

use super::simd::Lanes;

/// Vectors in a block.
pub(super) const ROW: usize = 32;
/// The most experts for which a product of `ROW` normalisers cannot overflow.
pub(super) const MAX_EXPERTS: usize = crate::model::parameters::MAX_EXPERTS;

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

/// Where the sums of a pass stand in its output.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums {
    pub dim: usize,
    pub experts: usize,
    pub mode: u8,
}

impl Sums {
    /// x̃x̃ᵀ has this many distinct entries; the first d + 1 are x̃ itself.
    pub fn products(&self) -> usize {
        (self.dim + 1) * (self.dim + 2) / 2
    }
    /// The place of `x̃_i x̃_j` among them.
    pub fn product(&self, i: usize, j: usize) -> usize {
        let (i, j) = if i <= j { (i, j) } else { (j, i) };
        if i == 0 {
            return j;
        }
        // After x̃: (1,1), (1,2), …, (1,d), (2,2), …
        let before: usize = (1..i).map(|r| self.dim + 1 - r).sum();
        self.dim + 1 + before + (j - i)
    }
    /// Rows for each expert that meet all of x̃x̃ᵀ.
    pub fn wide(&self) -> usize {
        match self.mode {
            VALUE => 0,
            EM => 3,
            _ => 4,
        }
    }
    /// Rows for each expert that meet x̃ only.
    fn narrow(&self) -> usize {
        if self.mode == FULL { 2 } else { 0 }
    }
    /// Rows for each expert that are only added up.
    fn single(&self) -> usize {
        if self.mode == VALUE { 0 } else { 1 }
    }
    pub fn parameters(&self) -> usize {
        self.gates() + self.experts * (self.dim + 2)
    }
    pub fn gates(&self) -> usize {
        (self.experts - 1) * (self.dim + 1)
    }
    fn narrow_start(&self) -> usize {
        self.wide() * self.experts * self.products()
    }
    fn single_start(&self) -> usize {
        self.narrow_start() + self.narrow() * self.experts * (self.dim + 1)
    }
    fn gate_start(&self) -> usize {
        self.single_start() + self.single() * self.experts
    }
    fn score_start(&self) -> usize {
        self.gate_start() + if self.mode == VALUE { 0 } else { self.gates() * self.gates() }
    }
    fn lanes_len(&self) -> usize {
        self.score_start() + if self.mode == FULL { self.parameters() * self.parameters() } else { 0 }
    }
    /// Length of a pass's output: the log-likelihood, then the sums.
    pub fn len(&self) -> usize {
        1 + self.lanes_len()
    }
    /// Σ of wide row `row` of an expert times entry `product` of x̃x̃ᵀ.
    pub fn wide_at(&self, expert: usize, row: usize, product: usize) -> usize {
        1 + (expert * self.wide() + row) * self.products() + product
    }
    /// Σ of narrow row `row` of an expert times x̃_j.
    pub fn narrow_at(&self, expert: usize, row: usize, j: usize) -> usize {
        1 + self.narrow_start() + (expert * self.narrow() + row) * (self.dim + 1) + j
    }
    /// Σ of the single row of an expert.
    pub fn single_at(&self, expert: usize) -> usize {
        1 + self.single_start() + expert
    }
    /// Σ of gate rows i ≤ j (g_k x̃_l in the order of θ).
    pub fn gate_at(&self, i: usize, j: usize) -> usize {
        1 + self.gate_start() + i * self.gates() + j
    }
    /// Σ of rows i ≤ j of V (r_k ∂u_k in the order of θ).
    pub fn score_at(&self, i: usize, j: usize) -> usize {
        1 + self.score_start() + i * self.parameters() + j
    }
}

/// Memory of a pass, kept by each thread.
pub(super) struct Scratch<S> {
    y: Row<S>,
    mask: Row<S>,
    top_gate: Row<S>,
    top_joint: Row<S>,
    sum_gate: Row<S>,
    sum_joint: Row<S>,
    /// x̃x̃ᵀ.
    products: Vec<Row<S>>,
    /// l, then g; one row an expert, as in the next three.
    gate: Vec<Row<S>>,
    /// u, then r.
    joint: Vec<Row<S>>,
    /// e.
    residual: Vec<Row<S>>,
    wide: Vec<Row<S>>,
    narrow: Vec<Row<S>>,
    single: Vec<Row<S>>,
    gate_scores: Vec<Row<S>>,
    scores: Vec<Row<S>>,
    sums: Vec<S>,
}

impl<S: Lanes> Scratch<S> {
    #[inline(always)]
    pub fn new() -> Self {
        let zero = [S::splat(0.0); ROW];
        Scratch {
            y: zero,
            mask: zero,
            top_gate: zero,
            top_joint: zero,
            sum_gate: zero,
            sum_joint: zero,
            products: Vec::new(),
            gate: Vec::new(),
            joint: Vec::new(),
            residual: Vec::new(),
            wide: Vec::new(),
            narrow: Vec::new(),
            single: Vec::new(),
            gate_scores: Vec::new(),
            scores: Vec::new(),
            sums: Vec::new(),
        }
    }

    #[inline(always)]
    fn prepare(&mut self, shape: &Sums) {
        let zero = [S::splat(0.0); ROW];
        let k = shape.experts;
        let derivatives = shape.mode != VALUE;
        for (rows, wanted) in [
            (&mut self.products, shape.products()),
            (&mut self.gate, k),
            (&mut self.joint, k),
            (&mut self.residual, k),
            (&mut self.wide, shape.wide() * k),
            (&mut self.narrow, shape.narrow() * k),
            (&mut self.single, shape.single() * k),
            (&mut self.gate_scores, if derivatives { shape.gates() } else { 0 }),
            (&mut self.scores, if shape.mode == FULL { shape.parameters() } else { 0 }),
        ] {
            rows.resize(wanted, zero);
        }
        self.sums.clear();
        self.sums.resize(shape.lanes_len(), S::splat(0.0));
        self.products[0] = [S::splat(1.0); ROW];
    }
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
    let shape = Sums { dim: job.x.len(), experts: job.experts.len(), mode: MODE };
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
    let d = shape.dim;
    fill(&mut s.y, &job.y[start..end], 0.0, 1.0);
    for (j, column) in job.x.iter().enumerate() {
        fill(&mut s.products[j + 1], &column[start..end], job.center[j], job.inverse_scale[j]);
    }
    match d {
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
    squares_of_x(s, d);
    normalise(s);
    if MODE == EM {
        em_rows(job, s);
    } else {
        full_rows(job, s, d);
    }
    gate_rows(s, d);
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

/// l, u and e of every expert, and the largest l and u. D is d, or 0 for any d.
#[inline(always)]
fn logits<S: Lanes, const MODE: u8, const D: usize>(job: &Job<'_>, s: &mut Scratch<S>) {
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
fn exponentials<S: Lanes, const MODE: u8>(s: &mut Scratch<S>) {
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
fn hide_padding<S: Lanes, const MODE: u8>(s: &mut Scratch<S>, rows: usize) {
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
fn logarithms<S: Lanes>(s: &Scratch<S>) -> f64 {
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

/// x̃_i x̃_j for 1 ≤ i ≤ j, in the order of [`Sums::product`].
#[inline(always)]
fn squares_of_x<S: Lanes>(s: &mut Scratch<S>, d: usize) {
    let (x, squares) = s.products.split_at_mut(d + 1);
    let mut squares = squares.iter_mut();
    for i in 1..=d {
        for j in i..=d {
            let Some(square) = squares.next() else { return };
            for v in 0..ROW {
                square[v] = x[i][v].mul(x[j][v]);
            }
        }
    }
}

/// Divides by the normalisers: g and r.
#[inline(always)]
fn normalise<S: Lanes>(s: &mut Scratch<S>) {
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

/// r, g, r z to meet x̃x̃ᵀ; r q alone.
#[inline(always)]
fn em_rows<S: Lanes>(job: &Job<'_>, s: &mut Scratch<S>) {
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
fn full_rows<S: Lanes>(job: &Job<'_>, s: &mut Scratch<S>, d: usize) {
    let gates = (job.experts.len() - 1) * (d + 1);
    let (gate_scores, mean_scores) = s.scores.split_at_mut(gates);
    let x = &s.products[1..=d];
    for (k, expert) in job.experts.iter().enumerate() {
        let precision = S::splat(expert.precision);
        let (half, minus_half, one) = (S::splat(0.5), S::splat(-0.5), S::splat(1.0));
        let (g, r, e) = (&s.gate[k], &s.joint[k], &s.residual[k]);
        let [difference, rz, curvature, square] = rows_of(&mut s.wide, k);
        let [rq, rzq] = rows_of(&mut s.narrow, k);
        let [last] = rows_of(&mut s.single, k);
        let [mean, slopes @ .., variance] = &mut mean_scores[k * (d + 2)..(k + 1) * (d + 2)] else {
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
        if let Some([bias, slopes @ ..]) = gate_scores.get_mut(k * (d + 1)..(k + 1) * (d + 1)) {
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
fn gate_rows<S: Lanes>(s: &mut Scratch<S>, d: usize) {
    let x = &s.products[1..=d];
    for (rows, g) in s.gate_scores.chunks_exact_mut(d + 1).zip(&s.gate) {
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

/// Adds the block's products of rows to the sums.
#[inline(always)]
fn sums<S: Lanes>(s: &mut Scratch<S>, shape: &Sums) {
    let (wide, rest) = s.sums.split_at_mut(shape.narrow_start());
    let (narrow, rest) = rest.split_at_mut(shape.single_start() - shape.narrow_start());
    let (single, rest) = rest.split_at_mut(shape.gate_start() - shape.single_start());
    let (gate, score) = rest.split_at_mut(shape.score_start() - shape.gate_start());
    let x = &s.products[..=shape.dim];
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
