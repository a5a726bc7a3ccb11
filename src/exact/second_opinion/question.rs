//! The softmax-gated Gaussian model as a formula for the second engine, and the requests about it.
//!
//! `u(y|x; β₁, a, b, ν) = exp(β₁ᵀx) · N(y; aᵀx + b, ν)` with the variance ν:
//! `exp(Σ β₁ᵢxᵢ) · exp(−(y − Σ aᵢxᵢ − b)²/(2ν)) / √(2πν)`.
//!
//! Names: for inputs of dimension 1 `beta1, a, b, nu, x, y`, else `beta1_1, …, a_1, …, b, nu, x_1, …, y`.

use crate::exact::relations::claim::Claim;
use crate::kernel::Relation;
use crate::model::family::Shape;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::model::{self, Component, Family, ParameterId};
use moe_proof_formula::{Formula, SyntaxError};
use moe_proof_symbolica::protocol::{Identity, MultiIndex, Request};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// The variable of the formula that stands for an entry of a parameter.
pub fn symbol(component: Component, dim: usize) -> String {
    let parameter = Family::softmax_gaussian().parameter(component.parameter);
    match parameter.shape {
        Shape::Vector if dim != 1 => format!("{}_{}", parameter.name, component.axis + 1),
        _ => parameter.name.to_string(),
    }
}

/// The variable of the formula that stands for the i-th coordinate of the input, counted from 1.
pub fn input_symbol(i: usize, dim: usize) -> String {
    if dim == 1 { "x".to_owned() } else { format!("x_{i}") }
}

/// All `3·dim + 3` variables of the formula, in the order β₁, a, b, ν, x, y.
pub fn variables(dim: usize) -> Vec<String> {
    let parameters = Family::softmax_gaussian().components(dim).map(|c| symbol(c, dim));
    let inputs = (1..=dim).map(|i| input_symbol(i, dim));
    parameters.chain(inputs).chain(["y".to_owned()]).collect()
}

/// `u` as a formula, for inputs of dimension `dim ≥ 1`.
///
/// ```
/// let u = moe_proof::exact::second_opinion::question::softmax_gaussian(1);
/// assert_eq!(u, "exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)");
/// ```
pub fn softmax_gaussian(dim: usize) -> String {
    let products = |parameter: ParameterId, between: &str| {
        let product = |axis| format!("{}*{}", symbol(Component { parameter, axis }, dim), input_symbol(axis + 1, dim));
        (0..dim).map(product).collect::<Vec<_>>().join(between)
    };
    let gate = products(GATE_SLOPE, "+");
    let mean = products(EXPERT_SLOPE, "-");
    let [b, nu] = [EXPERT_INTERCEPT, VARIANCE].map(|parameter| symbol(Component { parameter, axis: 0 }, dim));
    format!("exp({gate})*exp(-(y-{mean}-{b})^2/(2*{nu}))/sqrt(2*pi*{nu})")
}

/// The derivative with the given orders by β₁ (d), a (d), b, ν.
///
/// # Panics
/// If there are not `2·dim + 2` orders.
pub fn multi_index(orders: &[u32], dim: usize) -> MultiIndex {
    let family = Family::softmax_gaussian();
    assert_eq!(orders.len(), family.width(dim), "one order for each entry of a parameter");
    let mut index: MultiIndex =
        family.components(dim).zip(orders).filter(|(_, n)| **n > 0).map(|(p, n)| (symbol(p, dim), *n)).collect();
    index.sort();
    index
}

/// The relation as an identity that the second engine can test on [`softmax_gaussian`].
///
/// # Panics
/// If a multi-index of the relation has not `2·dim + 2` orders.
pub fn identity(relation: &Relation, dim: usize) -> Identity {
    Identity { terms: relation.iter().map(|(c, orders)| (c.to_string(), multi_index(orders, dim))).collect() }
}

/// All multi-indices of orders 1 to `order` by β₁ (d), a (d), b, ν: `C(2·dim + 2 + order, order) − 1` of them.
pub fn derivatives_up_to(dim: usize, order: u32) -> Vec<Vec<u32>> {
    let mut all = vec![vec![]];
    for _ in 0..Family::softmax_gaussian().width(dim) {
        let extend = |orders: Vec<u32>| {
            let left = order - orders.iter().sum::<u32>();
            (0..=left).map(move |n| orders.iter().copied().chain([n]).collect())
        };
        all = all.into_iter().flat_map(extend).collect();
    }
    all.retain(|orders: &Vec<u32>| orders.iter().any(|n| *n > 0));
    all.sort_by_key(|orders| orders.iter().sum::<u32>());
    all
}

/// A request about `u` for inputs of dimension `dim`: the relations to test, the derivatives whose `∂^α u / u` is wanted, and
/// the points.
///
/// # Shapes
/// Multi-indices in the order β₁ (d), a (d), b, ν. `points[j]` holds one value for each of [`variables`], in that order; see
/// [`sample_points`].
///
/// # Panics
/// If a multi-index has another length.
pub fn request(dim: usize, relations: &[Relation], derivatives: &[Vec<u32>], points: &[Vec<BigRational>]) -> Request {
    Request::new(
        softmax_gaussian(dim),
        variables(dim),
        derivatives.iter().map(|orders| multi_index(orders, dim)).collect(),
        relations.iter().map(|relation| identity(relation, dim)).collect(),
        points.iter().map(|p| p.iter().map(BigRational::to_string).collect()).collect(),
    )
}

/// What the native engine says about the same request: `∂^α u / u` for every derivative at every point, for [`super::compare()`].
///
/// # Shapes
/// As in [`request`]; `result[i][j]` is the value of `derivatives[i]` at `points[j]`.
///
/// # Panics
/// If a shape is wrong or a variance is 0.
pub fn native_values(dim: usize, derivatives: &[Vec<u32>], points: &[Vec<BigRational>]) -> Vec<Vec<BigRational>> {
    let ring = model::softmax_gaussian(dim);
    let generators: Vec<_> = points.iter().map(|point| generators(dim, point)).collect();
    let row = |orders: &Vec<u32>| {
        let quotient = ring.quotient(orders);
        generators.iter().map(|g| quotient.value(g)).collect()
    };
    derivatives.iter().map(row).collect()
}

/// The generators x, z = y − aᵀx − b, s = 1/ν, β₁ of the native ring at a point.
fn generators(dim: usize, point: &[BigRational]) -> Vec<BigRational> {
    let family = Family::softmax_gaussian();
    let (parameters, inputs) = point.split_at(family.width(dim));
    let (y, x) = inputs.split_last().expect("a value for y");
    assert_eq!(x.len(), dim, "one value for each variable");
    let [gate, a, b, nu] =
        [GATE_SLOPE, EXPERT_SLOPE, EXPERT_INTERCEPT, VARIANCE].map(|id| &parameters[family.range(id, dim)]);
    let (b, nu) = (&b[0], &nu[0]);
    let mean = a.iter().zip(x).fold(b.clone(), |sum, (a, x)| sum + a * x);
    x.iter().cloned().chain([y - mean, nu.recip()]).chain(gate.iter().cloned()).collect()
}

/// A request to test claims about a formula of the user's own, and the formula as it was understood.
///
/// # Errors
/// [`SyntaxError`] if the text is no formula. The claims are read with [`Claim::parse_names`] from [`Formula::names`].
pub fn formula_request(text: &str, claims: &[Claim<String>]) -> Result<(Formula, Request), SyntaxError> {
    let formula = Formula::parse(text)?;
    let count = |names: &[String]| {
        let mut counts = BTreeMap::<String, u32>::new();
        names.iter().for_each(|name| *counts.entry(name.clone()).or_default() += 1);
        counts.into_iter().collect::<MultiIndex>()
    };
    let identity = |claim: &Claim<String>| Identity {
        terms: claim.terms.iter().map(|(c, v)| (c.to_string(), count(v))).collect(),
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
    use crate::exact::relations::relation_of;
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
    fn a_relation_becomes_an_identity_with_named_variables() {
        let relation = |text: &str| {
            let family = Family::softmax_gaussian();
            relation_of(&Claim::parse(text, family, 2).unwrap(), family, 2)
        };
        let heat = vec![("1".to_owned(), vec![("b".to_owned(), 2)]), ("-2".to_owned(), vec![("nu".to_owned(), 1)])];
        assert_eq!(identity(&relation("d2 b b = 2 d nu"), 2).terms, heat);
        let mixed = identity(&relation("d2 beta1[2] b = d a[2]"), 2);
        assert!(mixed.terms.contains(&("1".to_owned(), vec![("b".to_owned(), 1), ("beta1_2".to_owned(), 1)])));
        assert!(mixed.terms.contains(&("-1".to_owned(), vec![("a_2".to_owned(), 1)])));
    }

    #[test]
    fn all_derivatives_up_to_an_order_are_listed_once() {
        for (dim, order, count) in [(1, 6, 209), (2, 3, 83), (3, 2, 44)] {
            let all = derivatives_up_to(dim, order);
            let orders = |d: &Vec<u32>| d.iter().sum::<u32>();
            assert!(all.iter().all(|d| d.len() == 2 * dim + 2 && (1..=order).contains(&orders(d))));
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), count);
            assert_eq!(all.len(), count);
        }
    }

    #[test]
    fn native_values_are_those_of_the_formula() {
        // By hand at β₁ = 2, a = 1, b = 0, ν = 1/2, x = 3, y = 4: z = 1, so ∂_b u/u = z/ν = 2, ∂_a u/u = xz/ν = 6,
        // ∂_β₁ u/u = x = 3 and ∂_ν u/u = (z²/ν² − 1/ν)/2 = 1.
        let point: Vec<BigRational> = ["2", "1", "0", "1/2", "3", "4"].iter().map(|v| v.parse().unwrap()).collect();
        let first = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]].map(Vec::from);
        let values: Vec<_> = native_values(1, &first, &[point]).iter().map(|row| row[0].to_string()).collect();
        assert_eq!(values, ["3", "6", "2", "1"]);
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
