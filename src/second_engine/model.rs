//! The softmax-gated Gaussian model as a formula for the second engine, and the requests about it.
//!
//! `u(y|x; β₁, a, b, ν) = exp(β₁ᵀx) · N(y; aᵀx + b, ν)` with the variance ν:
//! `exp(Σ β₁ᵢxᵢ) · exp(−(y − Σ aᵢxᵢ − b)²/(2ν)) / √(2πν)`.
//!
//! Names: for inputs of dimension 1 `beta1, a, b, nu, x, y`, else `beta1_1, …, a_1, …, b, nu, x_1, …, y`.

use super::formula::{Formula, FormulaError};
use super::protocol::{Identity, MultiIndex, Request};
use crate::relations::claim::{Claim, ParameterName};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// The variable of the formula that stands for a parameter.
pub fn symbol(parameter: ParameterName, dim: usize) -> String {
    let indexed = |name: &str, i: usize| {
        if dim == 1 { name.to_owned() } else { format!("{name}_{i}") }
    };
    match parameter {
        ParameterName::GateSlope(i) => indexed("beta1", i),
        ParameterName::ExpertSlope(i) => indexed("a", i),
        ParameterName::Intercept => "b".to_owned(),
        ParameterName::Variance => "nu".to_owned(),
    }
}

/// The variable of the formula that stands for the i-th coordinate of the input, counted from 1.
pub fn input_symbol(i: usize, dim: usize) -> String {
    if dim == 1 { "x".to_owned() } else { format!("x_{i}") }
}

/// All `3·dim + 3` variables of the formula, in the order β₁, a, b, ν, x, y.
pub fn variables(dim: usize) -> Vec<String> {
    let parameters = ParameterName::all(dim).into_iter().map(|p| symbol(p, dim));
    let inputs = (1..=dim).map(|i| input_symbol(i, dim));
    parameters.chain(inputs).chain(["y".to_owned()]).collect()
}

/// `u` as a formula, for inputs of dimension `dim ≥ 1`.
///
/// ```
/// let u = moe_proof::second_engine::model::softmax_gaussian(1);
/// assert_eq!(u, "exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)");
/// ```
pub fn softmax_gaussian(dim: usize) -> String {
    let products = |parameter: fn(usize) -> ParameterName, between: &str| {
        let product = |i| format!("{}*{}", symbol(parameter(i), dim), input_symbol(i, dim));
        (1..=dim).map(product).collect::<Vec<_>>().join(between)
    };
    let gate = products(ParameterName::GateSlope, "+");
    let mean = products(ParameterName::ExpertSlope, "-");
    format!("exp({gate})*exp(-(y-{mean}-b)^2/(2*nu))/sqrt(2*pi*nu)")
}

/// The multi-index of the derivative by the listed parameters, each as often as it is listed.
pub fn multi_index(parameters: &[ParameterName], dim: usize) -> MultiIndex {
    count(parameters.iter().map(|p| symbol(*p, dim)))
}

fn count(names: impl Iterator<Item = String>) -> MultiIndex {
    let mut counts = BTreeMap::<String, u32>::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts.into_iter().collect()
}

/// The claim as an identity that the second engine can test on [`softmax_gaussian`].
pub fn identity(claim: &Claim, dim: usize) -> Identity {
    Identity { terms: claim.terms.iter().map(|(c, v)| (c.to_string(), multi_index(v, dim))).collect() }
}

/// A request about `u` for inputs of dimension `dim`: the claims, the derivatives `∂^α u / u` wanted and the points.
///
/// # Shapes
/// `points[j]` holds one value for each of [`variables`], in that order; see [`sample_points`].
pub fn request(
    dim: usize,
    claims: &[Claim],
    derivatives: &[Vec<ParameterName>],
    points: &[Vec<BigRational>],
) -> Request {
    Request::new(
        softmax_gaussian(dim),
        variables(dim),
        derivatives.iter().map(|d| multi_index(d, dim)).collect(),
        claims.iter().map(|c| identity(c, dim)).collect(),
        points.iter().map(|p| p.iter().map(BigRational::to_string).collect()).collect(),
    )
}

/// A request to test claims about a formula of the user's own, and the formula as it was understood.
///
/// # Errors
/// [`FormulaError`] if the text is no formula. The claims are read with [`Claim::parse_names`] from [`Formula::names`].
pub fn formula_request(text: &str, claims: &[Claim<String>]) -> Result<(Formula, Request), FormulaError> {
    let formula = Formula::parse(text)?;
    let identity = |claim: &Claim<String>| Identity {
        terms: claim.terms.iter().map(|(c, v)| (c.to_string(), count(v.iter().cloned()))).collect(),
    };
    let points = sample_points(formula.names().len(), 4);
    let request = Request::new(
        text.to_owned(),
        formula.names().to_vec(),
        Vec::new(),
        claims.iter().map(identity).collect(),
        points.iter().map(|p| p.iter().map(BigRational::to_string).collect()).collect(),
    );
    Ok((formula, request))
}

/// `count` points with `variables` coordinates each: fixed, positive, pairwise different fractions without structure.
///
/// The k-th number in all is `p_k / p_{k+3}` with the primes `p`; so a variance is positive and no two coordinates agree.
pub fn sample_points(variables: usize, count: usize) -> Vec<Vec<BigRational>> {
    let mut primes: Vec<u64> = Vec::new();
    let mut candidate = 2;
    while primes.len() < variables * count + 3 {
        if primes.iter().all(|p| candidate % p != 0) {
            primes.push(candidate);
        }
        candidate += 1;
    }
    let fraction = |k: usize| BigRational::new(BigInt::from(primes[k]), BigInt::from(primes[k + 3]));
    (0..count).map(|j| (0..variables).map(|i| fraction(j * variables + i)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_formula_is_readable_and_has_exactly_the_variables() {
        for dim in 1..=4 {
            let formula = Formula::parse(&softmax_gaussian(dim)).unwrap();
            let names: BTreeSet<_> = formula.names().iter().cloned().collect();
            assert_eq!(names, variables(dim).into_iter().collect());
            assert_eq!(variables(dim).len(), 3 * dim + 3);
        }
        let two = "exp(beta1_1*x_1+beta1_2*x_2)*exp(-(y-a_1*x_1-a_2*x_2-b)^2/(2*nu))/sqrt(2*pi*nu)";
        assert_eq!(softmax_gaussian(2), two);
    }

    #[test]
    fn a_claim_becomes_an_identity_with_counted_variables() {
        let claim = Claim::parse("d2 b b = 2 d nu", 2).unwrap();
        let expected = vec![("1".to_owned(), vec![("b".to_owned(), 2)]), ("-2".to_owned(), vec![("nu".to_owned(), 1)])];
        assert_eq!(identity(&claim, 2).terms, expected);
        let claim = Claim::parse("d2 beta1[2] b = d a[2]", 2).unwrap();
        assert_eq!(identity(&claim, 2).terms[0].1, vec![("b".to_owned(), 1), ("beta1_2".to_owned(), 1)]);
    }

    #[test]
    fn sample_points_are_positive_and_pairwise_different() {
        let points = sample_points(6, 5);
        let all: BTreeSet<_> = points.iter().flatten().cloned().collect();
        assert_eq!((points.len(), all.len()), (5, 30));
        assert!(all.iter().all(|v| *v > BigRational::from_integer(0.into())));
        assert_eq!(points[0][0].to_string(), "2/7");
    }
}
