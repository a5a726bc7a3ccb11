//! The softmax-gated Gaussian family: its table of parameters and its ring of derivatives.
//!
//! `u = exp(β1ᵀx) N(y; aᵀx + b, ν)` with the **variance** ν. What is particular to this family elsewhere (its likelihood and the
//! search for noise-free exponents) refers to the identifiers that stand here beside the table.

use super::family::{Constraint, Family, Parameter, ParameterId, Role, Shape};
use super::ring::{DifferentialRing, Element};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::borrow::Cow;

/// β1, the gate's slope.
pub const GATE_SLOPE: ParameterId = ParameterId::new(0);
/// a, the expert's slope.
pub const EXPERT_SLOPE: ParameterId = ParameterId::new(1);
/// b, the expert's intercept.
pub const EXPERT_INTERCEPT: ParameterId = ParameterId::new(2);
/// ν = σ², the expert's variance.
pub const VARIANCE: ParameterId = ParameterId::new(3);

const fn parameter(
    [name, symbol, field]: [&'static str; 3],
    shape: Shape,
    constraint: Constraint,
    weight: u32,
    role: Role,
) -> Parameter {
    Parameter {
        name: Cow::Borrowed(name),
        symbol: Cow::Borrowed(symbol),
        field: Cow::Borrowed(field),
        shape,
        constraint,
        weight,
        role,
    }
}

/// In the order of the identifiers above.
static PARAMETERS: [Parameter; 4] = [
    parameter(["beta1", "β₁", "gate_slope"], Shape::Vector, Constraint::Real, 1, Role::Gate),
    parameter(["a", "a", "expert_slope"], Shape::Vector, Constraint::Real, 2, Role::Expert),
    parameter(["b", "b", "expert_intercept"], Shape::Scalar, Constraint::Real, 1, Role::Expert),
    parameter(["nu", "ν", "variance"], Shape::Scalar, Constraint::Positive, 2, Role::Expert),
];

static SOFTMAX_GAUSSIAN: Family = Family {
    name: Cow::Borrowed("softmax-gaussian"),
    title: Cow::Borrowed("Softmax gate, Gaussian experts with a variance each"),
    parameters: Cow::Borrowed(&PARAMETERS),
};

impl Family {
    /// The softmax-gated Gaussian family: β1 (a vector), a (a vector), b and the variance ν > 0.
    pub fn softmax_gaussian() -> &'static Family {
        &SOFTMAX_GAUSSIAN
    }
}

/// The ring of derivatives of the softmax-gated Gaussian family, `u = exp(β1ᵀx) N(y; aᵀx + b, ν)`, ν the variance.
///
/// Generators x_1, …, x_d, z, s, β_1, …, β_d with z = y − aᵀx − b and s = 1/ν; parameters in the order of the family. Up to
/// a constant `log u = β1ᵀx − s z²/2 + (log s)/2`.
///
/// # Example
/// ```
/// let ring = moe_proof::model::softmax_gaussian(1);
/// let by_variance = ring.quotient(&[0, 0, 0, 1]);
/// let heat = ring.quotient(&[0, 0, 2, 0]).minus(&by_variance.clone().plus(&by_variance));
/// assert!(heat.is_zero());
/// ```
pub fn softmax_gaussian(dim: usize) -> DifferentialRing {
    let (z, s) = (dim, dim + 1);
    let beta = |axis: usize| s + 1 + axis;
    let generators = beta(dim);
    let q = |a: i64, b: i64| BigRational::new(BigInt::from(a), BigInt::from(b));
    let term = |c: BigRational, entries: &[(usize, u32)]| {
        let mut exponents = vec![0; generators];
        entries.iter().for_each(|&(g, k)| exponents[g] += k);
        Element::term(c, exponents)
    };
    let gate = (0..dim).fold(Element::default(), |sum, i| sum.plus(&term(q(1, 1), &[(i, 1), (beta(i), 1)])));
    let exponent = gate.plus(&term(q(-1, 2), &[(s, 1), (z, 2)]));
    let mut ring = DifferentialRing::new(generators, exponent, vec![(q(1, 2), s)]);
    for component in Family::softmax_gaussian().components(dim) {
        ring.add_parameter(vec![match component.parameter {
            GATE_SLOPE => (beta(component.axis), term(q(1, 1), &[])),
            EXPERT_SLOPE => (z, term(q(-1, 1), &[(component.axis, 1)])),
            EXPERT_INTERCEPT => (z, term(q(-1, 1), &[])),
            _ => (s, term(q(-1, 1), &[(s, 2)])),
        }]);
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifiers_are_those_of_the_table() {
        let family = Family::softmax_gaussian();
        for (id, name) in [(GATE_SLOPE, "beta1"), (EXPERT_SLOPE, "a"), (EXPERT_INTERCEPT, "b"), (VARIANCE, "nu")] {
            assert_eq!(family.find(name), Some(id));
        }
    }
}
