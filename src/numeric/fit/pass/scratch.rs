//! The memory of a pass.

use super::shape::Sums;
use super::{FULL, ROW, Row, VALUE};
use crate::numeric::fit::simd::Lanes;

/// Memory of a pass, kept by each thread.
pub(in crate::numeric::fit) struct Scratch<S> {
    pub(super) y: Row<S>,
    pub(super) mask: Row<S>,
    pub(super) top_gate: Row<S>,
    pub(super) top_joint: Row<S>,
    pub(super) sum_gate: Row<S>,
    pub(super) sum_joint: Row<S>,
    /// x̃x̃ᵀ.
    pub(super) products: Vec<Row<S>>,
    /// l, then g; one row an expert, as in the next three.
    pub(super) gate: Vec<Row<S>>,
    /// u, then r.
    pub(super) joint: Vec<Row<S>>,
    /// e.
    pub(super) residual: Vec<Row<S>>,
    pub(super) wide: Vec<Row<S>>,
    pub(super) narrow: Vec<Row<S>>,
    pub(super) single: Vec<Row<S>>,
    pub(super) gate_scores: Vec<Row<S>>,
    pub(super) scores: Vec<Row<S>>,
    pub(super) sums: Vec<S>,
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
    pub(super) fn prepare(&mut self, shape: &Sums) {
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
            (&mut self.gate_scores, if derivatives { shape.gates } else { 0 }),
            (&mut self.scores, if shape.mode == FULL { shape.parameters } else { 0 }),
        ] {
            rows.resize(wanted, zero);
        }
        self.sums.clear();
        self.sums.resize(shape.lanes_len(), S::splat(0.0));
        self.products[0] = [S::splat(1.0); ROW];
    }
}
