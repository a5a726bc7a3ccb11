//! Dense polynomials in one variable with integer coefficients, lowest degree first, no trailing zero.

use num_bigint::BigInt;
use num_traits::{One, Zero};

/// A polynomial `c[0] + c[1] x + …` with integer coefficients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Univariate(Vec<BigInt>);

impl Univariate {
    /// The polynomial with these coefficients, lowest degree first.
    pub fn new(mut coefficients: Vec<BigInt>) -> Self {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        Univariate(coefficients)
    }

    /// The coefficients, lowest degree first; empty for the zero polynomial.
    pub fn coefficients(&self) -> &[BigInt] {
        &self.0
    }

    /// The degree, `None` for the zero polynomial.
    pub fn degree(&self) -> Option<usize> {
        self.0.len().checked_sub(1)
    }

    /// The coefficient of the highest power, 0 for the zero polynomial.
    pub fn leading(&self) -> BigInt {
        self.0.last().cloned().unwrap_or_default()
    }

    /// The derivative with respect to the variable.
    pub fn derivative(&self) -> Self {
        Univariate::new(self.0.iter().enumerate().skip(1).map(|(k, c)| c * BigInt::from(k)).collect())
    }

    /// `self · other`.
    pub fn times(&self, other: &Univariate) -> Self {
        if self.0.is_empty() || other.0.is_empty() {
            return Univariate(Vec::new());
        }
        let mut product = vec![BigInt::zero(); self.0.len() + other.0.len() - 1];
        for (i, a) in self.0.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (j, b) in other.0.iter().enumerate().filter(|(_, b)| !b.is_zero()) {
                product[i + j] += a * b;
            }
        }
        Univariate::new(product)
    }

    /// The product with an integer.
    pub fn scaled(&self, factor: &BigInt) -> Self {
        Univariate::new(self.0.iter().map(|c| c * factor).collect())
    }

    /// The remainder of the division by a polynomial with leading coefficient 1.
    ///
    /// # Panics
    /// If `monic` does not have the leading coefficient 1: callers in the kernel only divide by Hermite polynomials.
    pub fn modulo(&self, monic: &Univariate) -> Self {
        assert!(monic.leading().is_one(), "division by a polynomial that is not monic");
        let n = monic.0.len() - 1;
        let mut rest = self.0.clone();
        while rest.len() > n {
            let Some(top) = rest.pop() else { break };
            if top.is_zero() {
                continue;
            }
            let shift = rest.len() - n;
            for (c, m) in rest[shift..].iter_mut().zip(&monic.0).filter(|(_, m)| !m.is_zero()) {
                *c -= &top * m;
            }
        }
        Univariate::new(rest)
    }
}

/// The probabilists' Hermite polynomials `He_0, …, He_n`, by `He_{k+1} = x He_k − k He_{k−1}`.
pub fn hermite(n: usize) -> Vec<Univariate> {
    let mut all = vec![Univariate::new(vec![BigInt::one()])];
    for k in 0..n {
        let mut next = vec![BigInt::zero()];
        next.extend(all[k].0.iter().cloned());
        if k > 0 {
            for (c, p) in next.iter_mut().zip(&all[k - 1].0) {
                *c -= p * BigInt::from(k);
            }
        }
        all.push(Univariate::new(next));
    }
    all
}

/// Whether `chain = [f_0, …, f_m]` is a Sturm chain, up to positive factors, of an `f_0` of degree m with m distinct
/// real roots.
///
/// Verified: `f_0' = c f_1` with `c > 0`; `f_{k−1} = q f_k − c_k f_{k+1}` for a linear `q` and a constant `c_k > 0`;
/// the last is a non-zero constant; degrees fall by one and every leading coefficient is positive. Then the signs at −∞
/// change m times and at +∞ never, so that Sturm's theorem counts m distinct real roots.
pub fn is_real_rooted_by(chain: &[Univariate]) -> bool {
    let m = chain.len().saturating_sub(1);
    let positive = |c: &BigInt| *c > BigInt::zero();
    let degrees = chain.iter().enumerate().all(|(k, f)| f.degree() == Some(m - k) && f.leading().is_one());
    if m == 0 || !degrees {
        return false;
    }
    // f_0' is a positive multiple of f_1: compare after multiplying by the leading coefficients.
    let d = chain[0].derivative();
    if !positive(&d.leading()) || d != chain[1].scaled(&d.leading()) {
        return false;
    }
    // All are monic, so f_{k−1} mod f_k must be −c f_{k+1} with c > 0.
    chain.windows(3).all(|w| {
        let rest = w[0].modulo(&w[1]);
        let lead = rest.leading();
        positive(&-&lead) && rest == w[2].scaled(&lead)
    })
}

/// The power sums `s_k = Σ_j a_j^k`, k = 0..=n, of the roots of a monic polynomial, by Newton's identities.
///
/// # Panics
/// If `monic` does not have the leading coefficient 1.
pub fn power_sums(monic: &Univariate, n: usize) -> Vec<BigInt> {
    assert!(monic.leading().is_one(), "power sums of a polynomial that is not monic");
    let m = monic.0.len() - 1;
    let mut sums = vec![BigInt::from(m)];
    for k in 1..=n {
        // s_k + c_{m−1} s_{k−1} + … + c_{m−k+1} s_1 + k c_{m−k} = 0 (k ≤ m), without the last summand for k > m.
        let mut s = BigInt::zero();
        for i in 1..k.min(m + 1) {
            if !monic.0[m - i].is_zero() {
                s -= &monic.0[m - i] * &sums[k - i];
            }
        }
        if k <= m {
            s -= &monic.0[m - k] * BigInt::from(k);
        }
        sums.push(s);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poly(c: &[i64]) -> Univariate {
        Univariate::new(c.iter().map(|&c| c.into()).collect())
    }

    #[test]
    fn hermite_polynomials_are_the_known_ones() {
        let he = hermite(4);
        assert_eq!(he[3], poly(&[0, -3, 0, 1]));
        assert_eq!(he[4], poly(&[3, 0, -6, 0, 1]));
    }

    #[test]
    fn sturm_chains_are_told_from_others() {
        for m in 1..12 {
            let chain: Vec<_> = hermite(m).into_iter().rev().collect();
            assert!(is_real_rooted_by(&chain), "He_{m}");
        }
        // x² + 1 has no real root: its chain would need a negative constant.
        assert!(!is_real_rooted_by(&[poly(&[1, 0, 1]), poly(&[0, 1]), poly(&[1])]));
        assert!(!is_real_rooted_by(&[poly(&[-1, 0, 1]), poly(&[1, 1]), poly(&[1])]), "not the derivative");
        assert!(!is_real_rooted_by(&[poly(&[1])]));
    }

    #[test]
    fn power_sums_are_those_of_the_roots() {
        // (x−1)(x−2)(x+3) = x³ − 7x + 6
        let sums = power_sums(&poly(&[6, -7, 0, 1]), 6);
        let direct: Vec<BigInt> = (0..=6u32).map(|k| BigInt::from(1 + 2i64.pow(k) + (-3i64).pow(k))).collect();
        assert_eq!(sums, direct);
    }

    #[test]
    fn remainders_divide() {
        assert_eq!(poly(&[1, 0, 0, 1]).modulo(&poly(&[-1, 1])), poly(&[2]));
        assert_eq!(poly(&[0, 0, 0, 0, 1]).modulo(&poly(&[-3, 0, 1])), poly(&[9]));
    }

    fn at(f: &Univariate, x: i64) -> BigInt {
        f.coefficients().iter().enumerate().map(|(k, c)| c * num_traits::pow(BigInt::from(x), k)).sum()
    }

    proptest::proptest! {
        #[test]
        fn arithmetic_agrees_with_evaluation(
            f in proptest::collection::vec(-50..50i64, 0..9), g in proptest::collection::vec(-50..50i64, 0..9), x in -20..20i64,
        ) {
            let (f, g) = (poly(&f), poly(&g));
            assert_eq!(at(&f.times(&g), x), at(&f, x) * at(&g, x));
            assert_eq!(at(&f.scaled(&x.into()), x), at(&f, x) * x);
            // f(x + h) ≡ f(x) + h f'(x) (mod h²)
            let h = 1009i64;
            let rest: BigInt = at(&f, x + h) - at(&f, x) - at(&f.derivative(), x) * h;
            assert!((rest % (h * h)).is_zero());
        }

        #[test]
        fn remainders_have_the_values_at_the_roots(f in proptest::collection::vec(-50..50i64, 0..12), roots in proptest::collection::vec(-9..10i64, 1..5)) {
            let f = poly(&f);
            let monic = roots.iter().fold(poly(&[1]), |product, r| product.times(&poly(&[-r, 1])));
            let rest = f.modulo(&monic);
            assert!(rest.degree() < monic.degree());
            assert!(roots.iter().all(|&r| at(&rest, r) == at(&f, r)));
            let sums = power_sums(&monic, 9);
            for (k, sum) in sums.iter().enumerate() {
                assert_eq!(*sum, roots.iter().map(|&r| num_traits::pow(BigInt::from(r), k)).sum::<BigInt>());
            }
        }
    }
}
