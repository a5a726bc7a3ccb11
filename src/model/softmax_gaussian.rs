//! The families of models: their parameters and the unnormalised component density u.
//!
//! A family is described by what the exact side needs: generators of a ring of functions of (x, y) and the parameters, and for
//! every parameter how it differentiates the generators and log u. [`crate::model::ring`] differentiates from that table.

use crate::model::ring::{DifferentialRing, Element};
use num_bigint::BigInt;
use num_rational::BigRational;

/// The softmax-gated Gaussian family, `u = exp(β1ᵀx) N(y; aᵀx + b, ν)`, ν the variance.
///
/// Generators x_1, …, x_d, z, s, β_1, …, β_d with z = y − aᵀx − b and s = 1/ν; parameters in the order β1 (d), a (d), b, ν. Up to
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
    let n = 2 * dim + 2;
    let (z, s, beta) = (dim, dim + 1, dim + 2);
    let q = |a: i64, b: i64| BigRational::new(BigInt::from(a), BigInt::from(b));
    let term = |c: BigRational, entries: &[(usize, u32)]| {
        let mut exponents = vec![0; n];
        entries.iter().for_each(|&(g, k)| exponents[g] += k);
        Element::term(c, exponents)
    };
    let gate = (0..dim).fold(Element::default(), |sum, i| sum.plus(&term(q(1, 1), &[(i, 1), (beta + i, 1)])));
    let exponent = gate.plus(&term(q(-1, 2), &[(s, 1), (z, 2)]));
    let mut ring = DifferentialRing::new(n, exponent, vec![(q(1, 2), s)]);
    for i in 0..dim {
        ring.add_parameter(vec![(beta + i, term(q(1, 1), &[]))]);
    }
    for i in 0..dim {
        ring.add_parameter(vec![(z, term(q(-1, 1), &[(i, 1)]))]);
    }
    ring.add_parameter(vec![(z, term(q(-1, 1), &[]))]);
    ring.add_parameter(vec![(s, term(q(-1, 1), &[(s, 2)]))]);
    ring
}
