//! What the noise-free problem knows of each parameter of the softmax-gated Gaussian family: its unit, how its offsets scale
//! within the over-specified cell, and its box.
//!
//! With s the scale of a cell of m atoms, offsets of b are of order s, of ν of order s², of β1 and a of order s^m, and h is of
//! order s^{2m} (docs/theory.md, section 4).

use crate::model::ParameterId;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE};

/// The power of s that the offsets of a parameter have within the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// s.
    One,
    /// s².
    Two,
    /// s^m, m the number of atoms of the cell.
    Atoms,
}

impl Order {
    /// The power for a cell of `cells` atoms.
    pub(super) fn power(self, cells: usize) -> f64 {
        match self {
            Order::One => 1.0,
            Order::Two => 2.0,
            Order::Atoms => cells as f64,
        }
    }

    /// The s whose power is `size`.
    fn root(self, size: f64, cells: usize) -> f64 {
        match self {
            Order::One => size,
            Order::Two => size.sqrt(),
            Order::Atoms => size.powf(1.0 / cells as f64),
        }
    }
}

/// The scaling of one parameter at a true expert; lengths of the box and of the default range are in the parameter's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scaling {
    /// The unit: 1 for β1, σ for a and b, the variance σ² for ν.
    pub unit: f64,
    /// How offsets within the cell shrink.
    pub order: Order,
    /// The box: offsets from −`below` …
    pub below: f64,
    /// … to `above`, in units.
    pub above: f64,
    /// The largest offset of the default range, in units.
    pub largest: f64,
}

impl Scaling {
    /// The scaling of a parameter for a true expert of this variance.
    pub(super) fn of(parameter: ParameterId, variance: f64) -> Scaling {
        let deviation = variance.sqrt();
        let (unit, order, below, above, largest) = match parameter {
            GATE_SLOPE => (1.0, Order::Atoms, 4.0, 4.0, 0.3),
            EXPERT_SLOPE => (deviation, Order::Atoms, 4.0, 4.0, 0.3),
            EXPERT_INTERCEPT => (deviation, Order::One, 2.0, 2.0, 0.4),
            _ => (variance, Order::Two, 0.75, 3.0, 0.1),
        };
        Scaling { unit, order, below, above, largest }
    }

    /// The scale s of an offset `delta` > 0, at most 1.
    pub(super) fn scale_of(&self, delta: f64, cells: usize) -> f64 {
        self.order.root(delta / self.unit, cells).min(1.0)
    }
}

/// The default range of δ for a parameter of an expert of the given variance, fitted by a cell of `cells` atoms.
pub fn default_range(parameter: ParameterId, variance: f64, cells: usize) -> (f64, f64) {
    // Smaller scales leave too few digits for the smallest curvatures, of order s^{4m}.
    let least = if cells <= 2 { 0.01 } else { 0.02 };
    let scaling = Scaling::of(parameter, variance);
    let smallest = match scaling.order {
        Order::One => least,
        Order::Two => least * least,
        Order::Atoms => 1e-3,
    };
    (smallest * scaling.unit, scaling.largest * scaling.unit)
}
