//! Where each sum of a pass stands in its output.

use super::{EM, FULL, VALUE};
use crate::model::layout::Layout;

/// Where the sums of a pass stand in its output.
#[derive(Clone, Copy, Debug)]
pub(in crate::numeric::fit) struct Sums {
    /// Length of x̃, which is that of a gate and of a mean.
    pub line: usize,
    /// Coordinates of an expert in θ.
    pub expert: usize,
    /// Coordinates of all gates in θ.
    pub gates: usize,
    /// Length of θ.
    pub parameters: usize,
    pub experts: usize,
    pub mode: u8,
}

impl Sums {
    /// The sums of a mode for the order of θ.
    pub fn new(layout: Layout, mode: u8) -> Self {
        Sums {
            line: layout.gate_width(),
            expert: layout.expert_width(),
            gates: layout.gates(),
            parameters: layout.len(),
            experts: layout.experts,
            mode,
        }
    }
    /// x̃x̃ᵀ has this many distinct entries; the first ones are x̃ itself.
    pub fn products(&self) -> usize {
        self.line * (self.line + 1) / 2
    }
    /// The place of `x̃_i x̃_j` among them.
    pub fn product(&self, i: usize, j: usize) -> usize {
        let (i, j) = if i <= j { (i, j) } else { (j, i) };
        if i == 0 {
            return j;
        }
        // After x̃: (1,1), (1,2), …, (1,d), (2,2), …
        let before: usize = (1..i).map(|r| self.line - r).sum();
        self.line + before + (j - i)
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
    pub fn narrow(&self) -> usize {
        if self.mode == FULL { 2 } else { 0 }
    }
    /// Rows for each expert that are only added up.
    pub fn single(&self) -> usize {
        if self.mode == VALUE { 0 } else { 1 }
    }
    pub fn narrow_start(&self) -> usize {
        self.wide() * self.experts * self.products()
    }
    pub fn single_start(&self) -> usize {
        self.narrow_start() + self.narrow() * self.experts * self.line
    }
    pub fn gate_start(&self) -> usize {
        self.single_start() + self.single() * self.experts
    }
    pub fn score_start(&self) -> usize {
        self.gate_start() + if self.mode == VALUE { 0 } else { self.gates * self.gates }
    }
    pub fn lanes_len(&self) -> usize {
        self.score_start() + if self.mode == FULL { self.parameters * self.parameters } else { 0 }
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
        1 + self.narrow_start() + (expert * self.narrow() + row) * self.line + j
    }
    /// Σ of the single row of an expert.
    pub fn single_at(&self, expert: usize) -> usize {
        1 + self.single_start() + expert
    }
    /// Σ of gate rows i ≤ j (g_k x̃_l in the order of θ).
    pub fn gate_at(&self, i: usize, j: usize) -> usize {
        1 + self.gate_start() + i * self.gates + j
    }
    /// Σ of rows i ≤ j of V (r_k ∂u_k in the order of θ).
    pub fn score_at(&self, i: usize, j: usize) -> usize {
        1 + self.score_start() + i * self.parameters + j
    }
}
