//! Arithmetic with about 31 decimal digits: a number is the unevaluated sum `hi + lo` of two `f64` with
//! `|lo| ≤ ulp(hi)/2`.
//!
//! Built on two error-free transformations: `a + b = fl(a + b) + e` (Knuth) and `a·b = fl(a·b) + e` (by a fused
//! multiply-add), where `e` is itself an `f64`. Sums, products and quotients have a relative error
//! below 2⁻¹⁰⁰ for results in the normal range between 1e-270 and 1e290; below that the low part is lost to underflow.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A double-double number `hi + lo`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dd {
    /// The leading part: the number rounded to an `f64`.
    pub hi: f64,
    /// What is left, at most half a unit in the last place of `hi`.
    pub lo: f64,
}

/// `a + b` rounded, and the rounding error.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let t = s - a;
    (s, (a - (s - t)) + (b - t))
}

/// As [`two_sum`], for `|a| ≥ |b|`.
#[inline(always)]
fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    (s, b - (s - a))
}

/// `a · b` rounded, and the rounding error: one fused multiply-add, exact whether the processor has it or the library does it.
#[inline(always)]
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    (p, a.mul_add(b, -p))
}

const LN_2: Dd = Dd { hi: std::f64::consts::LN_2, lo: 2.319_046_813_846_299_6e-17 };
/// 2π.
pub const TWO_PI: Dd = Dd { hi: std::f64::consts::TAU, lo: 2.449_293_598_294_706_4e-16 };

impl Dd {
    /// 0.
    pub const ZERO: Dd = Dd { hi: 0.0, lo: 0.0 };
    /// 1.
    pub const ONE: Dd = Dd { hi: 1.0, lo: 0.0 };

    /// The exact sum of two `f64` (rounded only where it needs more than two of them).
    #[inline(always)]
    pub fn sum(a: f64, b: f64) -> Dd {
        let (hi, lo) = two_sum(a, b);
        Dd { hi, lo }
    }

    /// Rounded to an `f64`.
    #[inline(always)]
    pub fn to_f64(self) -> f64 {
        self.hi
    }

    /// The product with an `f64`.
    #[inline(always)]
    pub fn scale(self, b: f64) -> Dd {
        let (p, e) = two_product(self.hi, b);
        let (hi, lo) = quick_two_sum(p, e + self.lo * b);
        Dd { hi, lo }
    }

    /// The square.
    #[inline(always)]
    pub fn square(self) -> Dd {
        self * self
    }

    /// The square root; 0 for numbers ≤ 0.
    pub fn sqrt(self) -> Dd {
        if self.hi <= 0.0 {
            return Dd::ZERO;
        }
        let x = 1.0 / self.hi.sqrt();
        let approx = self.hi * x;
        Dd::sum(approx, (self - Dd::from(approx).square()).hi * (x * 0.5))
    }

    /// The exponential, with a relative error below 1e-29 for `|self| ≤ 700`; 0 below −700 (so that no result is denormal).
    #[inline(always)]
    pub fn exp(self) -> Dd {
        if self.hi < -700.0 {
            return Dd::ZERO;
        }
        // x = k ln 2 + 256 r, e^r − 1 by its series, eight times (1 + y)² − 1 = y(y + 2), times 2^k.
        let k = (self.hi / std::f64::consts::LN_2).round();
        let r = self - LN_2.scale(k);
        let r = Dd { hi: r.hi / 256.0, lo: r.lo / 256.0 };
        let mut y = Dd::ZERO;
        for n in INVERSE_FACTORIALS.iter().rev() {
            y = (y + *n) * r;
        }
        for _ in 0..8 {
            let two = Dd { hi: 2.0 * y.hi, lo: 2.0 * y.lo };
            y = two + y.square();
        }
        let y = y + Dd::ONE;
        let power = 2f64.powi(k as i32);
        Dd { hi: y.hi * power, lo: y.lo * power }
    }

    /// The absolute value.
    #[inline(always)]
    pub fn abs(self) -> Dd {
        if self.hi < 0.0 { -self } else { self }
    }
}

/// 1/n! for n = 1..=10, enough for `|r| ≤ 0.00136`: the first term left out is below 1e-39.
const INVERSE_FACTORIALS: [Dd; 10] = [
    Dd { hi: 1.0, lo: 0.0 },
    Dd { hi: 0.5, lo: 0.0 },
    Dd { hi: 0.166_666_666_666_666_66, lo: 9.251_858_538_542_97e-18 },
    Dd { hi: 0.041_666_666_666_666_664, lo: 2.312_964_634_635_742_6e-18 },
    Dd { hi: 0.008_333_333_333_333_333, lo: 1.156_482_317_317_871_4e-19 },
    Dd { hi: 0.001_388_888_888_888_889, lo: -5.300_543_954_373_577_5e-20 },
    Dd { hi: 0.000_198_412_698_412_698_4, lo: 1.720_955_829_342_070_5e-22 },
    Dd { hi: 2.480_158_730_158_73e-5, lo: 2.151_194_786_677_588e-23 },
    Dd { hi: 2.755_731_922_398_589_3e-6, lo: -1.858_393_274_046_472e-22 },
    Dd { hi: 2.755_731_922_398_589e-7, lo: 2.376_771_462_225_029_8e-23 },
];

impl From<f64> for Dd {
    #[inline(always)]
    fn from(hi: f64) -> Dd {
        Dd { hi, lo: 0.0 }
    }
}

impl Add for Dd {
    type Output = Dd;
    #[inline(always)]
    fn add(self, b: Dd) -> Dd {
        let (s, e) = two_sum(self.hi, b.hi);
        let (t, f) = two_sum(self.lo, b.lo);
        let (s, e) = quick_two_sum(s, e + t);
        let (hi, lo) = quick_two_sum(s, e + f);
        Dd { hi, lo }
    }
}

impl AddAssign for Dd {
    #[inline(always)]
    fn add_assign(&mut self, b: Dd) {
        *self = *self + b;
    }
}

impl Neg for Dd {
    type Output = Dd;
    #[inline(always)]
    fn neg(self) -> Dd {
        Dd { hi: -self.hi, lo: -self.lo }
    }
}

impl Sub for Dd {
    type Output = Dd;
    #[inline(always)]
    fn sub(self, b: Dd) -> Dd {
        self + -b
    }
}

impl Mul for Dd {
    type Output = Dd;
    #[inline(always)]
    fn mul(self, b: Dd) -> Dd {
        let (p, e) = two_product(self.hi, b.hi);
        let (hi, lo) = quick_two_sum(p, e + (self.hi * b.lo + self.lo * b.hi));
        Dd { hi, lo }
    }
}

impl Div for Dd {
    type Output = Dd;
    #[inline(always)]
    fn div(self, b: Dd) -> Dd {
        let q1 = self.hi / b.hi;
        let r = self - b.scale(q1);
        let q2 = r.hi / b.hi;
        let r = r - b.scale(q2);
        let q3 = r.hi / b.hi;
        let (q1, q2) = quick_two_sum(q1, q2);
        Dd { hi: q1, lo: q2 } + Dd::from(q3)
    }
}

impl PartialOrd for Dd {
    fn partial_cmp(&self, b: &Dd) -> Option<Ordering> {
        (*self - *b).hi.partial_cmp(&0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Dd, hi: f64, lo: f64, relative: f64) {
        let gap = (found - Dd { hi, lo }).hi.abs();
        assert!(gap <= relative * hi.abs(), "{found:?} against {hi:e} + {lo:e}: {gap:e}");
    }

    #[test]
    fn the_constants_are_the_quotients_and_values_they_stand_for() {
        let mut factorial = Dd::ONE;
        for (n, inverse) in INVERSE_FACTORIALS.iter().enumerate() {
            factorial = factorial.scale((n + 1) as f64);
            close(*inverse * factorial, 1.0, 0.0, 1e-31);
        }
        close(LN_2.exp(), 2.0, 0.0, 1e-31);
    }

    #[test]
    fn products_quotients_and_roots_keep_thirty_digits() {
        let third = Dd::ONE / Dd::from(3.0);
        close(third.scale(3.0), 1.0, 0.0, 1e-31);
        let root = Dd::from(2.0).sqrt();
        close(root.square(), 2.0, 0.0, 1e-30);
        let x = Dd::sum(1.0, 1e-20);
        close(x * x - Dd::ONE, 2e-20, 1e-40, 1e-11);
        assert_eq!(Dd::from(-1.0).sqrt(), Dd::ZERO);
    }

    #[test]
    fn the_exponential_agrees_with_values_computed_to_fifty_digits() {
        for (x, hi, lo) in [
            (1.0, std::f64::consts::E, 1.4456468917292502e-16),
            (-1.0, 0.36787944117144233, -1.2428753672788363e-17),
            (0.1, 1.1051709180756477, -8.149523913327619e-17),
            (-37.25, 6.64554417291507e-17, -5.891784267265031e-34),
            (123.456, 4.132944352778106e53, 6.70292574976418e36),
            (-650.5, 3.1005555878346677e-283, 1.1934860708013095e-299),
            (1e-9, 1.000000001, -8.224037093664211e-17),
        ] {
            close(Dd::from(x).exp(), hi, lo, if x < -600.0 { 1e-28 } else { 1e-29 });
        }
        assert_eq!(Dd::from(-701.0).exp(), Dd::ZERO);
    }
}
