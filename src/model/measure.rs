//! The mixing measure of a softmax-gated mixture of Gaussian experts.
//!
//! `g_G(y|x) = Σ_i softmax_i(β1_iᵀx + β0_i) · N(y; a_iᵀx + b_i, ν_i)` (docs/theory.md, section 1) is described by the mixing
//! measure `G = Σ_i exp(β0_i) δ_(β1_i, a_i, b_i, ν_i)`: one [`Atom`] for each expert. ν is the **variance**, never the
//! standard deviation.

use super::family::{Constraint, Family, GATE_BIAS, ParameterId, PerParameter, Shape};
use super::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::Error;
use std::fmt::Display;

/// The most coordinates a covariate may have in a parameter file.
pub const MAX_DIM: usize = 1000;
/// The most experts a parameter file may have.
pub const MAX_EXPERTS: usize = 1000;

/// One expert and its gate: an atom of the mixing measure, of weight `exp(gate_bias)`.
///
/// T is the type of its numbers: `f64`, or one of more digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom<T = f64> {
    /// β0, the logarithm of the weight.
    pub gate_bias: T,
    /// β1, of length `dim`.
    pub gate_slope: Vec<T>,
    /// a, of length `dim`.
    pub expert_slope: Vec<T>,
    /// b.
    pub expert_intercept: T,
    /// ν = σ² > 0, the variance.
    pub variance: T,
}

impl<T> Atom<T> {
    /// The entries of a parameter of [`Family::softmax_gaussian`], as many as its shape says.
    pub fn values(&self, parameter: ParameterId) -> &[T] {
        match parameter {
            GATE_SLOPE => &self.gate_slope,
            EXPERT_SLOPE => &self.expert_slope,
            EXPERT_INTERCEPT => std::slice::from_ref(&self.expert_intercept),
            _ => std::slice::from_ref(&self.variance),
        }
    }

    /// [`Atom::values`], to be changed.
    pub fn values_mut(&mut self, parameter: ParameterId) -> &mut [T] {
        match parameter {
            GATE_SLOPE => &mut self.gate_slope,
            EXPERT_SLOPE => &mut self.expert_slope,
            EXPERT_INTERCEPT => std::slice::from_mut(&mut self.expert_intercept),
            _ => std::slice::from_mut(&mut self.variance),
        }
    }
}

impl<T: Copy> Atom<T> {
    /// The atom with these entries of the parameters of [`Family::softmax_gaussian`].
    ///
    /// # Panics
    /// If a scalar parameter has no entry.
    pub fn from_values(gate_bias: T, values: &PerParameter<Vec<T>>) -> Self {
        Atom {
            gate_bias,
            gate_slope: values[GATE_SLOPE].clone(),
            expert_slope: values[EXPERT_SLOPE].clone(),
            expert_intercept: values[EXPERT_INTERCEPT][0],
            variance: values[VARIANCE][0],
        }
    }

    /// The atom with every number changed by `f`.
    pub fn map<U: Copy>(&self, f: impl Fn(T) -> U) -> Atom<U> {
        let changed = |id| self.values(id).iter().map(|&v| f(v)).collect();
        Atom::from_values(f(self.gate_bias), &PerParameter::new(Family::softmax_gaussian(), changed))
    }
}

/// The mixing measure `Σ exp(β0_i) δ_(β1_i, a_i, b_i, ν_i)`; atoms are numbered from 0 in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct MixingMeasure {
    /// Number of coordinates of the covariate x.
    pub dim: usize,
    /// At least one atom.
    pub atoms: Vec<Atom>,
}

/// The error of parameters that break a rule of the file or of the model; the place is one such as `experts[2].variance`, or a
/// line and column where the text is no JSON.
pub(super) fn invalid(place: impl Display, found: impl Display, expected: impl Display) -> Error {
    Error::input("invalid parameters").at(place).found(found).expected(expected)
}

impl MixingMeasure {
    /// A measure whose atoms have been checked.
    ///
    /// # Errors
    /// See [`MixingMeasure::check`].
    pub fn new(dim: usize, atoms: Vec<Atom>) -> Result<Self, Error> {
        let measure = MixingMeasure { dim, atoms };
        measure.check()?;
        Ok(measure)
    }

    /// The family of its atoms.
    pub fn family(&self) -> &'static Family {
        Family::softmax_gaussian()
    }

    /// Checks the rules of the model: at least one coordinate and one atom, vectors of length `dim`, finite numbers, and
    /// positive ones where the family says so (variances).
    ///
    /// # Errors
    /// The first broken rule, with the place named as in the file.
    pub fn check(&self) -> Result<(), Error> {
        if self.dim == 0 || self.dim > MAX_DIM {
            let expected = format!("an integer from 1 to {MAX_DIM}");
            return Err(invalid("dim", self.dim.to_string(), expected));
        }
        if self.atoms.is_empty() || self.atoms.len() > MAX_EXPERTS {
            let found = format!("{} experts", self.atoms.len());
            let expected = format!("from 1 to {MAX_EXPERTS} experts");
            return Err(invalid("experts", found, expected));
        }
        for (i, atom) in self.atoms.iter().enumerate() {
            let finite = |place: &str, value: f64| {
                if value.is_finite() {
                    return Ok(());
                }
                Err(invalid(place, value.to_string(), "a finite number"))
            };
            finite(&format!("experts[{i}].{GATE_BIAS}"), atom.gate_bias)?;
            for (id, parameter) in self.family().iter() {
                let place = format!("experts[{i}].{}", parameter.field);
                let values = atom.values(id);
                if parameter.width(self.dim) != values.len() {
                    let found = format!("{} numbers", values.len());
                    return Err(invalid(place, found, format!("{} (the value of dim)", self.dim)));
                }
                for (j, &value) in values.iter().enumerate() {
                    let place = match parameter.shape {
                        Shape::Scalar => place.clone(),
                        Shape::Vector => format!("{place}[{j}]"),
                    };
                    finite(&place, value)?;
                    if parameter.constraint == Constraint::Positive && value <= 0.0 {
                        return Err(invalid(place, value.to_string(), format!("a {} > 0", parameter.field)));
                    }
                }
            }
        }
        Ok(())
    }

    /// Number of atoms, k.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there is no atom; never true of a checked measure.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }
}
