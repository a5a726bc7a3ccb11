//! Sparse polynomials in many variables, exact: integer coefficients over one common denominator.
//!
//! One common denominator, because adding fractions one by one costs a greatest common divisor each time: the kernel's
//! running time stays proportional to the number of terms whatever a file contains.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// The exponents of a monomial, one for each variable.
pub type Exponents = Vec<u32>;

/// A polynomial `(Σ c_e x^e) / denominator`; no coefficient is zero and the denominator is positive.
///
/// The fraction need not be reduced, so equality is tested through [`Polynomial::minus`] and [`Polynomial::is_zero`].
#[derive(Clone, Debug)]
pub struct Polynomial {
    denominator: BigInt,
    terms: BTreeMap<Exponents, BigInt>,
}

impl Polynomial {
    /// The zero polynomial.
    pub fn zero() -> Self {
        Polynomial { denominator: BigInt::one(), terms: BTreeMap::new() }
    }

    /// The polynomial with these terms; repeated exponents add up.
    pub fn from_terms<'a>(terms: impl IntoIterator<Item = (&'a BigRational, &'a Exponents)> + Clone) -> Self {
        // Most denominators divide one that came before: a remainder costs much less than a greatest common divisor.
        let common = |d: BigInt, c: &BigRational| if d.is_multiple_of(c.denom()) { d } else { d.lcm(c.denom()) };
        let denominator = terms.clone().into_iter().fold(BigInt::one(), |d, (c, _)| common(d, c));
        let mut sum = Polynomial { terms: BTreeMap::new(), denominator };
        for (c, e) in terms {
            let scaled = c.numer() * (&sum.denominator / c.denom());
            sum.add_integer(e.clone(), scaled);
        }
        sum
    }

    /// A single term.
    pub fn monomial(coefficient: &BigRational, exponents: Exponents) -> Self {
        Polynomial::from_terms([(coefficient, &exponents)])
    }

    fn add_integer(&mut self, exponents: Exponents, c: BigInt) {
        use std::collections::btree_map::Entry;
        match self.terms.entry(exponents) {
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

    /// Whether this is the zero polynomial.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term: the same as [`Polynomial::is_zero`].
    pub fn is_empty(&self) -> bool {
        self.is_zero()
    }

    /// The terms, the largest exponents (in lexicographic order) first.
    pub fn terms(&self) -> impl Iterator<Item = (BigRational, &Exponents)> {
        self.terms.iter().rev().map(|(e, c)| (BigRational::new(c.clone(), self.denominator.clone()), e))
    }

    /// Adds `factor · other`.
    pub fn add_scaled(&mut self, factor: &BigRational, other: &Polynomial) {
        if factor.is_zero() || other.is_zero() {
            return;
        }
        let theirs = factor.denom() * &other.denominator;
        if !self.denominator.is_multiple_of(&theirs) {
            let common = self.denominator.lcm(&theirs);
            let up = &common / &self.denominator;
            self.terms.values_mut().for_each(|c| *c *= &up);
            self.denominator = common;
        }
        let up = factor.numer() * (&self.denominator / theirs);
        for (e, c) in &other.terms {
            self.add_integer(e.clone(), c * &up);
        }
    }

    /// The difference.
    pub fn minus(mut self, other: &Polynomial) -> Self {
        self.add_scaled(&-BigRational::one(), other);
        self
    }

    /// The product, or `None` if an exponent would leave its range.
    pub fn times(&self, other: &Polynomial) -> Option<Self> {
        let mut product = Polynomial { denominator: &self.denominator * &other.denominator, terms: BTreeMap::new() };
        for (e, a) in &self.terms {
            for (f, b) in &other.terms {
                let exponents = e.iter().zip(f).map(|(i, j)| i.checked_add(*j)).collect::<Option<_>>()?;
                product.add_integer(exponents, a * b);
            }
        }
        Some(product)
    }

    /// The value at the point whose i-th coordinate is `numerators[i] / denominator`, in integer arithmetic but for the last step.
    pub fn value(&self, numerators: &[BigInt], denominator: &BigInt) -> BigRational {
        let degree = |e: &Exponents| e.iter().map(|&k| u64::from(k)).sum::<u64>() as usize;
        let top = self.terms.keys().map(degree).max().unwrap_or(0);
        let mut value = BigInt::zero();
        for (e, c) in &self.terms {
            let mut term = c * num_traits::pow(denominator.clone(), top - degree(e));
            for (x, &k) in numerators.iter().zip(e).filter(|(_, k)| **k > 0) {
                term *= num_traits::pow(x.clone(), k as usize);
            }
            value += term;
        }
        BigRational::new(value, &self.denominator * num_traits::pow(denominator.clone(), top))
    }

    /// The partial derivative with respect to one variable.
    pub fn derivative(&self, variable: usize) -> Self {
        let mut result = Polynomial { denominator: self.denominator.clone(), terms: BTreeMap::new() };
        for (e, c) in self.terms.iter().filter(|(e, _)| e[variable] > 0) {
            let mut lower = e.clone();
            lower[variable] -= 1;
            result.add_integer(lower, c * BigInt::from(e[variable]));
        }
        result
    }

    /// If this is a single term, its exponents.
    pub fn as_monomial(&self) -> Option<&Exponents> {
        let mut keys = self.terms.keys();
        match (keys.next(), keys.next()) {
            (Some(e), None) => Some(e),
            _ => None,
        }
    }

    /// The first term as text, with these names of the variables.
    pub fn first_term(&self, names: &[String]) -> String {
        self.terms().next().map_or_else(|| "0".into(), |(c, e)| term_text(&c, e, names))
    }
}

/// A term as text: `-1/6 p3_1^3 p5_1^2`.
pub fn term_text(coefficient: &BigRational, exponents: &[u32], names: &[String]) -> String {
    let factors: Vec<String> = names
        .iter()
        .zip(exponents)
        .filter(|(_, k)| **k > 0)
        .map(|(name, k)| if *k == 1 { name.clone() } else { format!("{name}^{k}") })
        .collect();
    match (factors.is_empty(), coefficient.abs().is_one()) {
        (true, _) => coefficient.to_string(),
        (false, true) if coefficient.is_negative() => format!("-{}", factors.join(" ")),
        (false, true) => factors.join(" "),
        (false, false) => format!("{coefficient} {}", factors.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(n: i64, d: i64) -> BigRational {
        BigRational::new(n.into(), d.into())
    }

    #[test]
    fn products_and_differences() {
        // (x/2 + y)(x/2 − y) = x²/4 − y²
        let x = Polynomial::monomial(&q(1, 2), vec![1, 0]);
        let y = Polynomial::monomial(&q(1, 1), vec![0, 1]);
        let mut plus = x.clone();
        plus.add_scaled(&q(1, 1), &y);
        let product = plus.times(&x.minus(&y)).unwrap();
        let terms: Vec<_> = product.terms().map(|(c, e)| (c, e.clone())).collect();
        assert_eq!(terms, vec![(q(1, 4), vec![2, 0]), (q(-1, 1), vec![0, 2])]);
        assert!(product.clone().minus(&product).is_zero());
        // At x = 2/3, y = 1/3 the two squares cancel; at (1/3, 1/3) they leave 1/36 − 1/9.
        assert!(product.value(&[2.into(), 1.into()], &3.into()).is_zero());
        assert_eq!(product.value(&[1.into(), 1.into()], &3.into()), q(-1, 12));
        assert!(product.derivative(0).minus(&Polynomial::monomial(&q(1, 2), vec![1, 0])).is_zero());
    }

    #[test]
    fn an_exponent_out_of_range_is_noticed() {
        let huge = Polynomial::monomial(&q(1, 1), vec![u32::MAX]);
        assert!(huge.times(&huge).is_none());
    }

    #[test]
    fn terms_read_well() {
        let names = ["a".to_string(), "b".to_string()];
        assert_eq!(term_text(&q(-1, 6), &[3, 1], &names), "-1/6 a^3 b");
        assert_eq!(term_text(&q(-1, 1), &[1, 0], &names), "-a");
        assert_eq!(term_text(&q(5, 1), &[0, 0], &names), "5");
    }
}
