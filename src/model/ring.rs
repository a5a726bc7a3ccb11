//! Exact differentiation in a differential ring: generators declared, a table of their derivatives, and a zero test that decides.
//!
//! A function `P u` is represented by the polynomial P in algebraically independent generators. The logarithm of u is declared as
//! `log u = Q + Σ_k c_k log g_k` with a polynomial Q, and for every parameter θ the images `∂_θ g` of the generators. Then
//!
//! ```text
//! ∂_θ log u = Σ_g ∂Q/∂g · ∂_θ g + Σ_k c_k ∂_θ g_k / g_k
//! ∂_θ(P u)  = (Σ_g ∂P/∂g · ∂_θ g + P · ∂_θ log u) u
//! ```
//!
//! which is again of that form when every ∂_θ g_k is a multiple of g_k. As the generators are algebraically independent, `P u` is the zero function if and only if P has
//! no terms.

use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// A polynomial in the generators with rational coefficients; no stored coefficient is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element(BTreeMap<Vec<u32>, BigRational>);

impl Element {
    /// A single term.
    pub fn term(coefficient: BigRational, exponents: Vec<u32>) -> Self {
        let mut terms = BTreeMap::new();
        if !coefficient.is_zero() {
            terms.insert(exponents, coefficient);
        }
        Element(terms)
    }

    /// Whether this is zero: the zero test of the ring.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The terms, the largest exponents first.
    pub fn terms(&self) -> impl Iterator<Item = (&BigRational, &Vec<u32>)> {
        self.0.iter().rev().map(|(e, c)| (c, e))
    }

    /// The largest term.
    pub fn leading(&self) -> Option<(&Vec<u32>, &BigRational)> {
        self.0.last_key_value()
    }

    /// The coefficient of a monomial.
    pub fn coefficient(&self, exponents: &[u32]) -> BigRational {
        self.0.get(exponents).cloned().unwrap_or_else(BigRational::zero)
    }

    fn add_term(&mut self, exponents: Vec<u32>, c: BigRational) {
        use std::collections::btree_map::Entry;
        match self.0.entry(exponents) {
            Entry::Vacant(slot) => {
                if !c.is_zero() {
                    slot.insert(c);
                }
            }
            Entry::Occupied(mut slot) => {
                *slot.get_mut() += c;
                if slot.get().is_zero() {
                    slot.remove();
                }
            }
        }
    }

    /// The sum.
    pub fn plus(mut self, other: &Element) -> Self {
        for (e, c) in &other.0 {
            self.add_term(e.clone(), c.clone());
        }
        self
    }

    /// The difference.
    pub fn minus(self, other: &Element) -> Self {
        self.plus(&other.scaled(&-BigRational::one()))
    }

    /// The multiple by a number.
    pub fn scaled(&self, factor: &BigRational) -> Self {
        match factor.is_zero() {
            true => Element::default(),
            false => Element(self.0.iter().map(|(e, c)| (e.clone(), c * factor)).collect()),
        }
    }

    /// The product.
    pub fn times(&self, other: &Element) -> Self {
        let mut product = Element::default();
        for (e, a) in &self.0 {
            for (f, b) in &other.0 {
                product.add_term(e.iter().zip(f).map(|(i, j)| i + j).collect(), a * b);
            }
        }
        product
    }

    /// The partial derivative with respect to a generator.
    fn partial(&self, generator: usize) -> Self {
        let mut result = Element::default();
        for (e, c) in self.0.iter().filter(|(e, _)| e[generator] > 0) {
            let mut lower = e.clone();
            lower[generator] -= 1;
            result.add_term(lower, c * BigRational::from_integer(e[generator].into()));
        }
        result
    }

    /// The quotient by a generator.
    fn divided_by(&self, generator: usize) -> Self {
        let lower = |e: &Vec<u32>| {
            let mut e = e.clone();
            assert!(e[generator] > 0, "a generator under a logarithm must divide its derivative");
            e[generator] -= 1;
            e
        };
        Element(self.0.iter().map(|(e, c)| (lower(e), c.clone())).collect())
    }

    /// The value where the generators take these values.
    pub fn value(&self, generators: &[BigRational]) -> BigRational {
        self.0
            .iter()
            .map(|(e, c)| {
                generators.iter().zip(e).fold(c.clone(), |v, (g, &k)| v * num_traits::pow(g.clone(), k as usize))
            })
            .fold(BigRational::zero(), |sum, term| sum + term)
    }
}

/// How one parameter differentiates: the generators with a non-zero derivative, and log u.
#[derive(Clone, Debug)]
struct Derivation {
    images: Vec<(usize, Element)>,
    log_derivative: Element,
}

/// A differential ring: the generators, log u and the table of derivations.
#[derive(Clone, Debug)]
pub struct DifferentialRing {
    generators: usize,
    exponent: Element,
    logarithms: Vec<(BigRational, usize)>,
    derivations: Vec<Derivation>,
}

impl DifferentialRing {
    /// A ring with this many generators, `log u = exponent + Σ c log g` over the pairs (c, g), and no parameter yet.
    pub fn new(generators: usize, exponent: Element, logarithms: Vec<(BigRational, usize)>) -> Self {
        DifferentialRing { generators, exponent, logarithms, derivations: Vec::new() }
    }

    /// Declares the next parameter by the derivatives of the generators; those left out are zero.
    ///
    /// # Panics
    /// If a generator under a logarithm does not divide its derivative: then u has no derivative in this ring.
    pub fn add_parameter(&mut self, images: Vec<(usize, Element)>) {
        let mut log_derivative = Element::default();
        for (g, image) in &images {
            log_derivative = log_derivative.plus(&self.exponent.partial(*g).times(image));
            for (c, _) in self.logarithms.iter().filter(|(_, h)| h == g) {
                log_derivative = log_derivative.plus(&image.divided_by(*g).scaled(c));
            }
        }
        self.derivations.push(Derivation { images, log_derivative });
    }

    /// The number of parameters.
    pub fn parameters(&self) -> usize {
        self.derivations.len()
    }

    /// `u / u`.
    pub fn one(&self) -> Element {
        Element::term(BigRational::one(), vec![0; self.generators])
    }

    /// `∂_θ(P u)/u` for the parameter with this number.
    pub fn differentiate(&self, p: &Element, parameter: usize) -> Element {
        let derivation = &self.derivations[parameter];
        derivation
            .images
            .iter()
            .fold(p.times(&derivation.log_derivative), |sum, (g, image)| sum.plus(&p.partial(*g).times(image)))
    }

    /// `∂^α u / u`; α has one entry for each parameter.
    pub fn quotient(&self, alpha: &[u32]) -> Element {
        let mut p = self.one();
        for (parameter, &times) in alpha.iter().enumerate() {
            for _ in 0..times {
                p = self.differentiate(&p, parameter);
            }
        }
        p
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::softmax_gaussian;
    use num_traits::ToPrimitive;

    #[test]
    fn derivatives_commute() {
        let ring = softmax_gaussian(2);
        let forward = [0, 3, 4, 5, 5].iter().fold(ring.one(), |p, &k| ring.differentiate(&p, k));
        let backward = [5, 5, 4, 3, 0].iter().fold(ring.one(), |p, &k| ring.differentiate(&p, k));
        assert_eq!(forward, backward);
    }

    /// The table of the family against difference quotients of u itself.
    #[test]
    fn the_table_is_that_of_the_density() {
        let (x, y) = (0.7, 0.4);
        let u = |t: &[f64; 4]| {
            let [beta, a, b, v] = *t;
            (beta * x).exp() * (-(y - a * x - b) * (y - a * x - b) / (2.0 * v)).exp()
                / (2.0 * std::f64::consts::PI * v).sqrt()
        };
        let at = [0.3, -0.6, 0.2, 0.5];
        let ring = softmax_gaussian(1);
        let q = |v: f64| BigRational::from_float(v).unwrap();
        let generators = [q(x), q(y - at[1] * x - at[2]), q(1.0 / at[3]), q(at[0])];
        let h = 1e-5;
        for k in 0..4 {
            let (mut up, mut down) = (at, at);
            up[k] += h;
            down[k] -= h;
            let numeric = (u(&up) - u(&down)) / (2.0 * h) / u(&at);
            let mut alpha = [0; 4];
            alpha[k] = 1;
            let exact = ring.quotient(&alpha).value(&generators).to_f64().unwrap();
            assert!((numeric - exact).abs() < 1e-8, "parameter {k}: {numeric} against {exact}");
        }
    }
}
