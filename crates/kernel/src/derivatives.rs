//! Partial derivatives of u, divided by u, by the kernel's own differentiation.
//!
//! `u(y|x; β1, a, b, ν) = exp(β1ᵀx) N(y; aᵀx + b, ν)`, ν the variance. With the residual `z = y − aᵀx − b` and
//! `s = 1/ν`
//!
//! `log u = β1ᵀx − s z²/2 + (log s)/2 + const`,
//!
//! so that `∂^α u / u` is a polynomial in x_1, …, x_d, z and s, and for a polynomial P
//!
//! ```text
//! ∂_{β1_i}(P u)/u = x_i P
//! ∂_{a_i}(P u)/u  = −x_i ∂P/∂z + x_i s z P          (∂z/∂a_i = −x_i)
//! ∂_b(P u)/u      = −∂P/∂z + s z P                  (∂z/∂b = −1)
//! ∂_ν(P u)/u      = −s² ∂P/∂s + (s² z² − s)/2 · P   (∂s/∂ν = −s²)
//! ```
//!
//! For fixed parameters with ν > 0 the functions x_1, …, x_d and z of (x, y) are algebraically independent on any set
//! with non-empty interior, so a polynomial in them is zero as a function only if it is the zero polynomial.

use super::polynomial::{Polynomial, Product};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

/// The polynomials in x_1, …, x_d, z, s for one dimension d.
#[derive(Clone, Copy, Debug)]
pub struct Quotients {
    /// d, the dimension of x.
    pub dim: usize,
}

impl Quotients {
    fn rational(n: i64, d: i64) -> BigRational {
        BigRational::new(BigInt::from(n), BigInt::from(d))
    }

    /// `c x^… z^j s^k` with one x_i at most.
    fn term(&self, c: BigRational, x: Option<usize>, z: u32, s: u32) -> Polynomial {
        let mut exponents = vec![0; self.dim + 2];
        if let Some(i) = x {
            exponents[i] = 1;
        }
        exponents[self.dim] = z;
        exponents[self.dim + 1] = s;
        Polynomial::monomial(&c, exponents)
    }

    /// The names of the variables, for messages.
    pub fn names(&self) -> Vec<String> {
        let mut names = match self.dim {
            1 => vec!["x".to_string()],
            d => (1..=d).map(|i| format!("x[{i}]")).collect(),
        };
        names.extend(["z".to_string(), "(1/ν)".to_string()]);
        names
    }

    /// `u / u`.
    pub fn one(&self) -> Polynomial {
        self.term(BigRational::one(), None, 0, 0)
    }

    /// `∂_θ(P u)/u` for the parameter at a position: β1 (0..d), a (d..2d), b (2d), ν (2d + 1). `None` if an exponent
    /// would leave its range.
    pub fn differentiate(&self, p: &Polynomial, parameter: usize) -> Option<Polynomial> {
        let d = self.dim;
        let product = |n: i64, m: i64, left, right| Product { factor: Self::rational(n, m), left, right };
        if parameter <= 2 * d {
            // x_i for β1_i and a_i, 1 for b.
            let x = (parameter < 2 * d).then_some(parameter % d);
            if parameter < d {
                return p.times(&self.term(BigRational::one(), x, 0, 0));
            }
            let (x_s_z, x) = (self.term(BigRational::one(), x, 1, 1), self.term(BigRational::one(), x, 0, 0));
            return Polynomial::sum_of(&[product(1, 1, p, &x_s_z), product(-1, 1, &p.derivative(d), &x)]);
        }
        let [s, s2, s2_z2] = [(0, 1), (0, 2), (2, 2)].map(|(z, s)| self.term(BigRational::one(), None, z, s));
        let slope = p.derivative(d + 1);
        Polynomial::sum_of(&[product(1, 2, p, &s2_z2), product(-1, 2, p, &s), product(-1, 1, &slope, &s2)])
    }

    /// `∂^α u / u`.
    pub fn derivative(&self, alpha: &[u32]) -> Option<Polynomial> {
        let mut p = self.one();
        for (parameter, &times) in alpha.iter().enumerate() {
            for _ in 0..times {
                p = self.differentiate(&p, parameter)?;
            }
        }
        Some(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_differentiation_does_not_matter() {
        let q = Quotients { dim: 2 };
        // β1[2], a[1], b, ν
        let orders = [[1, 2, 4, 5], [5, 4, 2, 1], [4, 5, 1, 2], [2, 5, 4, 1]];
        let results: Vec<Polynomial> =
            orders.iter().map(|o| o.iter().fold(q.one(), |p, &k| q.differentiate(&p, k).unwrap())).collect();
        for r in &results[1..] {
            assert!(results[0].clone().minus(r).is_zero());
        }
    }

    #[test]
    fn the_hidden_pdes_hold() {
        let q = Quotients { dim: 1 };
        let d = |alpha: [u32; 4]| q.derivative(&alpha).unwrap();
        assert!(d([1, 0, 1, 0]).minus(&d([0, 1, 0, 0])).is_zero());
        let mut heat = d([0, 0, 2, 0]);
        heat.add_scaled(&Quotients::rational(-2, 1), &d([0, 0, 0, 1]));
        assert!(heat.is_zero());
        assert!(!d([0, 0, 2, 0]).minus(&d([0, 0, 0, 1])).is_zero());
    }
}
