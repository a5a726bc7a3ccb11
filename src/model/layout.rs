//! Parameters as one vector θ, and the coordinates of x in which it is written.
//!
//! θ is what the hand-made likelihood of [`Family::softmax_gaussian`] works on. It holds the gates `(β0, β1_1, …, β1_d)` of all
//! experts but the last (whose gate is fixed at 0), then for every expert `(b, a_1, …, a_d, log ν)`: `(K − 1)(d + 1) + K(d + 2)`
//! numbers. ν is the variance. The order within a gate and within an expert stands in two lists of entries; everything else
//! derives from them and from the shapes that the family gives.
//!
//! In the frame `x' = (x − center)/scale` (coordinate by coordinate) the model is the same with
//! `β1' = scale·β1`, `β0' = β0 + β1ᵀ center`, and so for (a, b); ν does not change.

use super::family::{Constraint, Family, GATE_BIAS, ParameterId, Role, Shape};
use super::measure::{Atom, MixingMeasure};
use super::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use std::ops::Range;

/// The affine change of the covariate under which θ is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Subtracted from x; length d.
    pub center: Vec<f64>,
    /// Divides the difference; length d, all > 0.
    pub scale: Vec<f64>,
}

impl Frame {
    /// x as it stands.
    pub fn raw(dim: usize) -> Self {
        Frame { center: vec![0.0; dim], scale: vec![1.0; dim] }
    }
}

/// An entry of an atom, as parameter files name them: the log-weight β0, or a parameter of [`Family::softmax_gaussian`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// β0.
    GateBias,
    /// β1, a, b or ν; of ν the logarithm stands in θ.
    Parameter(ParameterId),
}

impl Entry {
    /// All entries, in the order of θ: those of a gate, then those of an expert.
    pub const ALL: [Entry; 5] = [GATE[0], GATE[1], EXPERT[0], EXPERT[1], EXPERT[2]];

    /// The field of the parameter file.
    pub fn field(self) -> &'static str {
        match self {
            Entry::GateBias => GATE_BIAS,
            Entry::Parameter(id) => Family::softmax_gaussian().parameter(id).field.as_ref(),
        }
    }

    /// A number, or a vector with one coordinate for each of x.
    pub fn shape(self) -> Shape {
        match self {
            Entry::GateBias => Shape::Scalar,
            Entry::Parameter(id) => Family::softmax_gaussian().parameter(id).shape,
        }
    }

    /// The gate or the expert.
    pub fn role(self) -> Role {
        match self {
            Entry::GateBias => Role::Gate,
            Entry::Parameter(id) => Family::softmax_gaussian().parameter(id).role,
        }
    }

    /// Whether only numbers above 0 are allowed.
    pub fn is_positive(self) -> bool {
        match self {
            Entry::GateBias => false,
            Entry::Parameter(id) => Family::softmax_gaussian().parameter(id).constraint == Constraint::Positive,
        }
    }

    /// How it changes with the frame and with the logarithm that θ holds.
    pub fn scaling(self) -> Scaling {
        match self {
            Entry::Parameter(VARIANCE) => Scaling::Logarithm,
            Entry::GateBias | Entry::Parameter(EXPERT_INTERCEPT) => Scaling::Intercept,
            Entry::Parameter(_) => Scaling::Slope,
        }
    }

    fn width(self, dim: usize) -> usize {
        match self.shape() {
            Shape::Scalar => 1,
            Shape::Vector => dim,
        }
    }
}

/// How an entry is written in θ, in the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// As the value at the frame's centre: β0 and b, which the slopes carry there.
    Intercept,
    /// Multiplied by the frame's scale, coordinate by coordinate: β1 and a.
    Slope,
    /// As the logarithm, whatever the frame: ν.
    Logarithm,
}

/// What a gate consists of, in the order of θ.
const GATE: [Entry; 2] = [Entry::GateBias, Entry::Parameter(GATE_SLOPE)];
/// What an expert consists of, in the order of θ.
const EXPERT: [Entry; 3] =
    [Entry::Parameter(EXPERT_INTERCEPT), Entry::Parameter(EXPERT_SLOPE), Entry::Parameter(VARIANCE)];

/// One coordinate of θ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinate {
    /// Expert, from 0.
    pub expert: usize,
    /// What it is.
    pub entry: Entry,
    /// For slopes the coordinate of x, from 0; else 0.
    pub axis: usize,
}

impl Coordinate {
    /// The place in the parameter file, such as `experts[1].gate_slope[0]`.
    pub fn name(&self) -> String {
        let place = format!("experts[{}].{}", self.expert, self.entry.field());
        match self.entry.shape() {
            Shape::Scalar => place,
            Shape::Vector => format!("{place}[{}]", self.axis),
        }
    }
}

/// The order of θ for given d and K.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// d.
    pub dim: usize,
    /// K.
    pub experts: usize,
}

impl Layout {
    /// Length of θ.
    pub fn len(&self) -> usize {
        self.gates() + self.experts * self.expert_width()
    }

    /// Never: there is at least one expert.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The coordinates of one gate, d + 1 with the bias: as many as a mean has.
    pub fn gate_width(&self) -> usize {
        width(&GATE, self.dim)
    }

    /// The coordinates of one expert: its mean's and log ν.
    pub fn expert_width(&self) -> usize {
        width(&EXPERT, self.dim)
    }

    /// Number of gate coordinates, which come first.
    pub fn gates(&self) -> usize {
        (self.experts - 1) * self.gate_width()
    }

    /// `(β0, β1)` of an expert; empty for the last one.
    pub fn gate(&self, expert: usize) -> Range<usize> {
        let width = self.gate_width();
        let end = ((expert + 1) * width).min(self.gates());
        expert * width..end
    }

    /// `(b, a)` of an expert.
    pub fn mean(&self, expert: usize) -> Range<usize> {
        let start = self.gates() + expert * self.expert_width();
        start..start + width(&EXPERT[..2], self.dim)
    }

    /// `log ν` of an expert.
    pub fn log_variance(&self, expert: usize) -> usize {
        self.mean(expert).end
    }

    /// What stands at a place of θ.
    pub fn coordinate(&self, place: usize) -> Coordinate {
        let (start, entries) = if place < self.gates() { (0, &GATE[..]) } else { (self.gates(), &EXPERT[..]) };
        let width = width(entries, self.dim);
        let (expert, mut axis) = ((place - start) / width, (place - start) % width);
        let (last, others) = (entries[entries.len() - 1], &entries[..entries.len() - 1]);
        for &entry in others {
            let width = entry.width(self.dim);
            if axis < width {
                return Coordinate { expert, entry, axis };
            }
            axis -= width;
        }
        Coordinate { expert, entry: last, axis }
    }

    /// θ of a measure, after its last gate was moved to 0.
    ///
    /// # Panics
    /// If the measure's shape is not this layout's.
    pub fn pack(&self, measure: &MixingMeasure, frame: &Frame) -> Vec<f64> {
        assert_eq!((measure.dim, measure.len()), (self.dim, self.experts));
        let measure = measure.last_zero();
        let mut theta = vec![0.0; self.len()];
        let line = |to: &mut [f64], bias: f64, slope: &[f64]| {
            to[0] = bias;
            for (j, s) in slope.iter().enumerate() {
                to[0] += s * frame.center[j];
                to[j + 1] = s * frame.scale[j];
            }
        };
        for (k, atom) in measure.atoms.iter().enumerate() {
            if k + 1 < self.experts {
                line(&mut theta[self.gate(k)], atom.gate_bias, &atom.gate_slope);
            }
            line(&mut theta[self.mean(k)], atom.expert_intercept, &atom.expert_slope);
            theta[self.log_variance(k)] = atom.variance.ln();
        }
        theta
    }

    /// The measure of θ, last gate at 0.
    pub fn unpack(&self, theta: &[f64], frame: &Frame) -> MixingMeasure {
        let line = |from: &[f64]| {
            let slope: Vec<f64> = from[1..].iter().zip(&frame.scale).map(|(v, s)| v / s).collect();
            let moved: f64 = slope.iter().zip(&frame.center).map(|(v, m)| v * m).sum();
            (from[0] - moved, slope)
        };
        let atoms = (0..self.experts).map(|k| {
            let (gate_bias, gate_slope) =
                if k + 1 < self.experts { line(&theta[self.gate(k)]) } else { (0.0, vec![0.0; self.dim]) };
            let (expert_intercept, expert_slope) = line(&theta[self.mean(k)]);
            Atom { gate_bias, gate_slope, expert_slope, expert_intercept, variance: theta[self.log_variance(k)].exp() }
        });
        MixingMeasure { dim: self.dim, atoms: atoms.collect() }
    }
}

/// The coordinates of some entries together.
fn width(entries: &[Entry], dim: usize) -> usize {
    entries.iter().map(|entry| entry.width(dim)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_is_undone_and_names_follow_the_order() {
        let layout = Layout { dim: 2, experts: 2 };
        assert_eq!(layout.len(), 3 + 8);
        let theta: Vec<f64> = (0..11).map(|i| 0.3 * i as f64 - 1.0).collect();
        let frame = Frame { center: vec![2.0, -1.0], scale: vec![0.5, 3.0] };
        let measure = layout.unpack(&theta, &frame);
        for (a, b) in layout.pack(&measure, &frame).iter().zip(&theta) {
            assert!((a - b).abs() < 1e-14);
        }
        let names: Vec<String> = (0..11).map(|p| layout.coordinate(p).name()).collect();
        assert_eq!(names[0], "experts[0].gate_bias");
        assert_eq!(names[2], "experts[0].gate_slope[1]");
        assert_eq!(names[3], "experts[0].expert_intercept");
        assert_eq!(names[5], "experts[0].expert_slope[1]");
        assert_eq!(names[6], "experts[0].variance");
        assert_eq!(names[10], "experts[1].variance");
    }

    #[test]
    fn every_parameter_of_the_family_stands_once_in_the_order() {
        let layout = Layout { dim: 3, experts: 2 };
        let family = Family::softmax_gaussian();
        let of = |entry| (0..layout.len()).filter(|p| layout.coordinate(*p).entry == entry).count();
        for (id, parameter) in family.iter() {
            let atoms = if parameter.role == Role::Gate { layout.experts - 1 } else { layout.experts };
            assert_eq!(of(Entry::Parameter(id)), atoms * parameter.width(layout.dim));
        }
        assert_eq!(of(Entry::GateBias), layout.experts - 1);
        assert_eq!(Entry::ALL.len(), 1 + family.len());
        assert_eq!(layout.coordinate(layout.log_variance(1)).entry, Entry::Parameter(VARIANCE));
    }

    #[test]
    fn the_frame_changes_the_parameters_and_not_the_model() {
        let layout = Layout { dim: 1, experts: 2 };
        let theta = [0.4, -1.5, 0.2, 3.0, -0.7, 1.1, 0.6, 0.1];
        let frame = Frame { center: vec![5.0], scale: vec![2.0] };
        let (x, y) = (6.3, 0.9);
        let inner = layout.unpack(&theta, &Frame::raw(1));
        let outer = layout.unpack(&theta, &frame);
        let a = inner.log_density(&[(x - 5.0) / 2.0], y);
        let b = outer.log_density(&[x], y);
        assert!((a - b).abs() < 1e-13);
    }
}
