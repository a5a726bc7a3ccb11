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
        let mut denominator = BigInt::one();
        terms.clone().into_iter().for_each(|(c, _)| extend_multiple(&mut denominator, c.denom()));
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
    #[allow(clippy::len_without_is_empty)] // That is `is_zero`.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// The common denominator of the coefficients, positive.
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
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
        let mut common = self.denominator.clone();
        extend_multiple(&mut common, &theirs);
        if common != self.denominator {
            let up = &common / &self.denominator;
            self.terms.values_mut().for_each(|c| *c *= &up);
            self.denominator = common;
        }
        let up = factor.numer() * (&self.denominator / theirs);
        for (e, c) in &other.terms {
            self.add_integer(e.clone(), c * &up);
        }
    }

    /// `self − other`.
    pub fn minus(mut self, other: &Polynomial) -> Self {
        self.add_scaled(&-BigRational::one(), other);
        self
    }

    /// The sum of products, or `None` if an exponent would leave its range.
    pub fn sum_of(products: &[Product]) -> Option<Self> {
        let mut sum = Polynomial { denominator: common_denominator(products), terms: BTreeMap::new() };
        for p in products {
            let up = p.factor.numer() * (&sum.denominator / p.denominator());
            for (e, a) in &p.left.terms {
                let scaled = a * &up;
                for (f, b) in &p.right.terms {
                    let exponents = e.iter().zip(f).map(|(i, j)| i.checked_add(*j)).collect::<Option<_>>()?;
                    sum.add_integer(exponents, &scaled * b);
                }
            }
        }
        Some(sum)
    }

    /// The product, or `None` if an exponent would leave its range.
    pub fn times(&self, other: &Polynomial) -> Option<Self> {
        Polynomial::sum_of(&[Product { factor: BigRational::one(), left: self, right: other }])
    }

    /// The numerator and the denominator, not reduced, of the value at the point whose i-th coordinate is
    /// `numerators[i] / denominator`.
    pub fn value(&self, numerators: &[BigInt], denominator: &BigInt) -> (BigInt, BigInt) {
        let degree = |e: &Exponents| e.iter().map(|&k| u64::from(k)).sum::<u64>() as usize;
        let vanishes = |e: &Exponents| numerators.iter().zip(e).any(|(x, &k)| k > 0 && x.is_zero());
        let left: Vec<(&Exponents, &BigInt)> = self.terms.iter().filter(|(e, _)| !vanishes(e)).collect();
        let top = left.iter().map(|(e, _)| degree(e)).max().unwrap_or(0);
        let mut value = BigInt::zero();
        for (e, c) in left {
            let mut term = c * num_traits::pow(denominator.clone(), top - degree(e));
            for (x, &k) in numerators.iter().zip(e).filter(|(_, k)| **k > 0) {
                term *= num_traits::pow(x.clone(), k as usize);
            }
            value += term;
        }
        (value, &self.denominator * num_traits::pow(denominator.clone(), top))
    }

    /// Whether this is `x^shift · other / divisor`.
    pub fn is_shifted(&self, other: &Polynomial, shift: &[u32], divisor: &BigInt) -> bool {
        // A shift keeps the order of the terms.
        let (mine, theirs) = (&other.denominator * divisor, &self.denominator);
        self.len() == other.len()
            && self.terms.iter().zip(&other.terms).all(|((e, a), (f, b))| {
                let same = e.iter().zip(f).zip(shift).all(|((i, j), k)| j.checked_add(*k) == Some(*i));
                same && a * &mine == b * theirs
            })
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

/// A product `factor · left · right` in a sum.
#[derive(Debug)]
pub struct Product<'p> {
    /// The number in front.
    pub factor: BigRational,
    /// The first polynomial.
    pub left: &'p Polynomial,
    /// The second polynomial, in the same variables.
    pub right: &'p Polynomial,
}

impl Product<'_> {
    fn denominator(&self) -> BigInt {
        self.factor.denom() * &self.left.denominator * &self.right.denominator
    }
}

/// What [`Polynomial::sum_of`] has to do, known before it does it.
///
/// One product of two terms counts 32 steps, one for each variable and one for each 32 bits of its coefficient over the
/// common denominator: about the words of memory that it takes.
pub fn steps(products: &[Product], variables: usize) -> u64 {
    let common = common_denominator(products).bits() / 32;
    let words = |p: &Polynomial| p.terms.values().map(|c| c.bits() / 32).fold(0, u64::saturating_add);
    let count = |p: &Polynomial| p.len() as u64;
    products.iter().fold(0u64, |sum, p| {
        let each = common.saturating_add(p.factor.numer().bits() / 32).saturating_add(32 + variables as u64);
        let pairs = count(p.left).saturating_mul(count(p.right)).saturating_mul(each);
        let left = words(p.left).saturating_mul(count(p.right));
        let right = words(p.right).saturating_mul(count(p.left));
        sum.saturating_add(pairs).saturating_add(left).saturating_add(right)
    })
}

fn common_denominator(products: &[Product]) -> BigInt {
    let mut common = BigInt::one();
    products.iter().for_each(|p| extend_multiple(&mut common, &p.denominator()));
    common
}

/// Replaces `multiple` by its least common multiple with `other`, both positive.
///
/// Where `other` divides it already, which is one division and no greatest common divisor, nothing else is done; any
/// other number at least doubles it, so that in a long sequence this happens no more often than the result has bits.
pub fn extend_multiple(multiple: &mut BigInt, other: &BigInt) {
    if !other.is_one() && !(&*multiple % other).is_zero() {
        *multiple = multiple.lcm(other);
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
        let value = |x: i64, y: i64| {
            let (n, d) = product.value(&[x.into(), y.into()], &3.into());
            BigRational::new(n, d)
        };
        assert!(value(2, 1).is_zero());
        assert_eq!(value(1, 1), q(-1, 12));
        assert_eq!(value(0, 1), q(-1, 9));
        assert!(product.derivative(0).minus(&Polynomial::monomial(&q(1, 2), vec![1, 0])).is_zero());
    }

    #[test]
    fn sums_of_products_are_those_of_the_parts() {
        // 3 (x/2)(x/3 + y) − (x/2 − y)² + … = x²/4 + 5xy/2 − y²
        let x = Polynomial::monomial(&q(1, 2), vec![1, 0]);
        let third = Polynomial::from_terms([(&q(1, 3), &vec![1, 0]), (&q(1, 1), &vec![0, 1])]);
        let s = Polynomial::from_terms([(&q(1, 2), &vec![1, 0]), (&q(-1, 1), &vec![0, 1])]);
        let products =
            [Product { factor: q(3, 1), left: &x, right: &third }, Product { factor: q(-1, 1), left: &s, right: &s }];
        let expected = [(q(1, 4), vec![2, 0]), (q(5, 2), vec![1, 1]), (q(-1, 1), vec![0, 2])];
        let sum = Polynomial::sum_of(&products).unwrap();
        assert!(sum.minus(&Polynomial::from_terms(expected.iter().map(|(c, e)| (c, e)))).is_zero());
        // Two and four products, 32 and 2 variables each; no coefficient and no denominator reaches 32 bits.
        assert_eq!(steps(&products, 2), 6 * 34);
    }

    #[test]
    fn shifts_are_recognised() {
        let p = Polynomial::from_terms([(&q(1, 2), &vec![1, 0]), (&q(-1, 1), &vec![0, 3])]);
        let shifted = Polynomial::from_terms([(&q(1, 8), &vec![3, 1]), (&q(-1, 4), &vec![2, 4])]);
        assert!(shifted.is_shifted(&p, &[2, 1], &4.into()));
        assert!(!shifted.is_shifted(&p, &[2, 1], &2.into()));
        assert!(!shifted.is_shifted(&p, &[1, 1], &4.into()));
        assert!(!shifted.is_shifted(&Polynomial::zero(), &[2, 1], &4.into()));
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

    /// Rational terms over two variables, for random polynomials.
    fn random() -> impl proptest::strategy::Strategy<Value = Vec<(BigRational, Exponents)>> {
        use proptest::strategy::Strategy;
        proptest::collection::vec((-9..10i64, 1..7i64, 0..4u32, 0..4u32), 0..6)
            .prop_map(|terms| terms.into_iter().map(|(n, d, i, j)| (q(n, d), vec![i, j])).collect())
    }

    fn at(terms: &[(BigRational, Exponents)], x: &BigRational, y: &BigRational) -> BigRational {
        let power = |b: &BigRational, k: u32| num_traits::pow(b.clone(), k as usize);
        terms.iter().map(|(c, e)| c * power(x, e[0]) * power(y, e[1])).fold(q(0, 1), |sum, v| sum + v)
    }

    proptest::proptest! {
        #[test]
        fn arithmetic_agrees_with_evaluation(f in random(), g in random(), n in -6..7i64, m in -6..7i64, d in 1..6i64, c in -9..10i64) {
            let (x, y, c) = (q(n, d), q(m, d), q(c, 4));
            let (p, r) = (from(&f), from(&g));
            let value = |p: &Polynomial| {
                let (above, below) = p.value(&[n.into(), m.into()], &d.into());
                BigRational::new(above, below)
            };
            let (a, b) = (at(&f, &x, &y), at(&g, &x, &y));
            assert_eq!(value(&p), a);
            assert_eq!(value(&p.times(&r).unwrap()), &a * &b);
            assert_eq!(value(&p.clone().minus(&r)), &a - &b);
            let mut sum = p.clone();
            sum.add_scaled(&c, &r);
            assert_eq!(value(&sum), &a + &c * &b);
            let products = [Product { factor: c.clone(), left: &p, right: &p }, Product { factor: q(-1, 3), left: &r, right: &p }];
            assert_eq!(value(&Polynomial::sum_of(&products).unwrap()), &c * &a * &a - &a * &b / q(3, 1));
            assert_eq!(p.is_zero(), p.terms().next().is_none());
            // The terms are in lowest terms, none zero, and strictly decreasing.
            let terms: Vec<_> = p.terms().collect();
            assert!(terms.windows(2).all(|w| w[0].1 > w[1].1) && terms.iter().all(|t| !t.0.is_zero()));
        }
    }

    fn from(terms: &[(BigRational, Exponents)]) -> Polynomial {
        Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
    }
}
