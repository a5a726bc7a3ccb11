//! Parameters as one vector θ, and the coordinates of x in which it is written.
//!
//! θ holds the gates `(β0, β1_1, …, β1_d)` of all experts but the last (whose gate is fixed at 0), then for every expert
//! `(b, a_1, …, a_d, log ν)`: `(K − 1)(d + 1) + K(d + 2)` numbers. ν is the variance.
//!
//! In the frame `x' = (x − center)/scale` (coordinate by coordinate) the model is the same with
//! `β1' = scale·β1`, `β0' = β0 + β1ᵀ center`, and so for (a, b); ν does not change.

use super::parameters::{Atom, MixingMeasure};
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

/// Which kind of parameter a coordinate of θ is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// β0.
    GateBias,
    /// One coordinate of β1.
    GateSlope,
    /// b.
    ExpertIntercept,
    /// One coordinate of a.
    ExpertSlope,
    /// ν; in θ its logarithm stands.
    Variance,
}

impl Kind {
    /// The field of the parameter file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::GateBias => "gate_bias",
            Kind::GateSlope => "gate_slope",
            Kind::ExpertIntercept => "expert_intercept",
            Kind::ExpertSlope => "expert_slope",
            Kind::Variance => "variance",
        }
    }
}

/// One coordinate of θ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinate {
    /// Expert, from 0.
    pub expert: usize,
    /// What it is.
    pub kind: Kind,
    /// For slopes the coordinate of x, from 0; else 0.
    pub axis: usize,
}

impl Coordinate {
    /// The place in the parameter file, such as `experts[1].gate_slope[0]`.
    pub fn name(&self) -> String {
        let field = self.kind.name();
        match self.kind {
            Kind::GateSlope | Kind::ExpertSlope => {
                format!("experts[{}].{field}[{}]", self.expert, self.axis)
            }
            _ => format!("experts[{}].{field}", self.expert),
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
        self.gates() + self.experts * (self.dim + 2)
    }

    /// Never: there is at least one expert.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of gate coordinates, which come first.
    pub fn gates(&self) -> usize {
        (self.experts - 1) * (self.dim + 1)
    }

    /// `(β0, β1)` of an expert; empty for the last one.
    pub fn gate(&self, expert: usize) -> Range<usize> {
        let width = self.dim + 1;
        let end = ((expert + 1) * width).min(self.gates());
        expert * width..end
    }

    /// `(b, a)` of an expert.
    pub fn mean(&self, expert: usize) -> Range<usize> {
        let start = self.gates() + expert * (self.dim + 2);
        start..start + self.dim + 1
    }

    /// `log ν` of an expert.
    pub fn log_variance(&self, expert: usize) -> usize {
        self.mean(expert).end
    }

    /// What stands at a place of θ.
    pub fn coordinate(&self, place: usize) -> Coordinate {
        let line = |offset: usize, bias, slope| {
            if offset == 0 { (bias, 0) } else { (slope, offset - 1) }
        };
        if place < self.gates() {
            let width = self.dim + 1;
            let (kind, axis) = line(place % width, Kind::GateBias, Kind::GateSlope);
            return Coordinate { expert: place / width, kind, axis };
        }
        let (width, rest) = (self.dim + 2, place - self.gates());
        let (kind, axis) = match rest % width {
            o if o == self.dim + 1 => (Kind::Variance, 0),
            o => line(o, Kind::ExpertIntercept, Kind::ExpertSlope),
        };
        Coordinate { expert: rest / width, kind, axis }
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
