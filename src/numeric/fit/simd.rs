//! Vectors of float64 with run-time choice of the instruction set, and the exponential they share.
//!
//! Every numeric kernel is written once over `Lanes` and compiled three times: portable, AVX2 with FMA, AVX-512. The
//! exponential is `e^x = 2^n e^r` with `n = round(x / ln 2)`, `|r| ≤ ln 2 / 2`, and `e^r = 1 + r + r² q(r)` where q has degree 9
//! (Chebyshev interpolation of `(e^r − 1 − r)/r²`; truncation error below 1e-17, less than a tenth of a rounding).

/// Which compiled form of the kernels runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isa {
    /// Plain Rust, four lanes; every machine.
    Portable,
    /// x86-64 with AVX2 and FMA, four lanes.
    Avx2,
    /// x86-64 with AVX-512F, eight lanes.
    Avx512,
}

impl Isa {
    /// All forms, slowest first.
    pub const ALL: [Isa; 3] = [Isa::Portable, Isa::Avx2, Isa::Avx512];

    /// Whether this machine can run it.
    pub fn available(self) -> bool {
        match self {
            Isa::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }

    /// The fastest form this machine can run.
    pub fn best() -> Isa {
        let fastest = Isa::ALL.into_iter().rev().find(|isa| isa.available());
        fastest.unwrap_or(Isa::Portable)
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Isa::Portable => "portable",
            Isa::Avx2 => "AVX2",
            Isa::Avx512 => "AVX-512",
        }
    }
}

/// `N` float64 values that are computed on together.
///
/// The vector implementations may only be used inside a function compiled with their target features, which `dispatch!`
/// arranges.
pub(super) trait Lanes: Copy + 'static {
    /// Number of values.
    const N: usize;

    fn splat(value: f64) -> Self;
    /// The first `N` values of `from`, which must have as many.
    fn load(from: &[f64]) -> Self;
    /// Into the first `N` places of `to`, which must have as many.
    fn store(self, to: &mut [f64]);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    /// `self·factor + term`, fused where the instruction set can.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// `term − self·factor`, fused where the instruction set can.
    fn neg_mul_add(self, factor: Self, term: Self) -> Self;
    /// The larger one; `self` where the comparison fails because `self` is NaN.
    fn max(self, other: Self) -> Self;
    /// `self · 2^n`, where n are the low bits of `shifted = n + 1.5·2^52`; no overflow handling.
    fn scale(self, shifted: Self) -> Self;

    /// The sum of the lanes, added in a fixed order.
    #[inline(always)]
    fn sum(self) -> f64 {
        let mut lanes = [0.0; 8];
        self.store(&mut lanes);
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
    }

    /// `e^x` for x ≤ 709, to about one rounding; below −708 the value at −708 (3.3e-308).
    #[inline(always)]
    fn exp(self) -> Self {
        /// Adding it rounds to an integer, which then stands in the low bits.
        const SHIFT: f64 = 6_755_399_441_055_744.0;
        /// ln 2 in two parts, the first with 20 trailing zero bits, so that n times it is exact.
        const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
        const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
        const Q: [f64; 10] = [
            0.5,
            0.166_666_666_666_666_69,
            0.041_666_666_666_624_13,
            0.008_333_333_333_330_062,
            0.001_388_888_891_721_371_7,
            0.000_198_412_698_630_536_18,
            2.480_152_129_595_437_6e-5,
            2.755_726_845_999_706_4e-6,
            2.762_008_844_540_974_6e-7,
            2.510_038_549_551_032e-8,
        ];
        let x = self.max(Self::splat(-708.0));
        let shifted = x.mul_add(Self::splat(std::f64::consts::LOG2_E), Self::splat(SHIFT));
        let n = shifted.sub(Self::splat(SHIFT));
        let r = n.neg_mul_add(Self::splat(LN2_HIGH), x);
        let r = n.neg_mul_add(Self::splat(LN2_LOW), r);
        let mut p = Self::splat(Q[9]);
        p = p.mul_add(r, Self::splat(Q[8]));
        p = p.mul_add(r, Self::splat(Q[7]));
        p = p.mul_add(r, Self::splat(Q[6]));
        p = p.mul_add(r, Self::splat(Q[5]));
        p = p.mul_add(r, Self::splat(Q[4]));
        p = p.mul_add(r, Self::splat(Q[3]));
        p = p.mul_add(r, Self::splat(Q[2]));
        p = p.mul_add(r, Self::splat(Q[1]));
        p = p.mul_add(r, Self::splat(Q[0]));
        p = p.mul_add(r, Self::splat(1.0));
        p = p.mul_add(r, Self::splat(1.0));
        p.scale(shifted)
    }
}

/// Four lanes in plain Rust.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(super) struct Portable([f64; 4]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let (a, b) = (self.0, other.0);
        Portable([f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])])
    }
}

impl Lanes for Portable {
    const N: usize = 4;

    #[inline(always)]
    fn splat(value: f64) -> Self {
        Portable([value; 4])
    }
    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        Portable([from[0], from[1], from[2], from[3]])
    }
    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[..4].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.zip(other, |a, b| a / b)
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        self.mul(factor).add(term)
    }
    #[inline(always)]
    fn neg_mul_add(self, factor: Self, term: Self) -> Self {
        term.sub(self.mul(factor))
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if b > a { b } else { a })
    }
    #[inline(always)]
    fn scale(self, shifted: Self) -> Self {
        self.zip(shifted, |p, s| f64::from_bits(p.to_bits().wrapping_add(s.to_bits() << 52)))
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Lanes;
    use std::arch::x86_64::*;

    /// Four lanes of AVX2 with FMA.
    #[derive(Clone, Copy)]
    #[repr(transparent)]
    pub(in super::super) struct Avx2(__m256d);

    /// Eight lanes of AVX-512F.
    #[derive(Clone, Copy)]
    #[repr(transparent)]
    pub(in super::super) struct Avx512(__m512d);

    macro_rules! lanes {
        ($name:ident, $n:literal, $array:ty, $set1:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $mul:ident,
         $div:ident, $fmadd:ident, $fnmadd:ident, $max:ident, $to_bits:ident, $from_bits:ident, $shift:ident, $add_bits:ident) => {
            // SAFETY (all of it): the type is used only inside functions compiled with its target features, after
            // `Isa::available` said that the machine has them; loads and stores go through arrays of exactly N values.
            impl Lanes for $name {
                const N: usize = $n;

                #[inline(always)]
                fn splat(value: f64) -> Self {
                    $name(unsafe { $set1(value) })
                }
                #[inline(always)]
                fn load(from: &[f64]) -> Self {
                    let from = &from[..$n];
                    $name(unsafe { $load(from.as_ptr()) })
                }
                #[inline(always)]
                fn store(self, to: &mut [f64]) {
                    let to = &mut to[..$n];
                    unsafe { $store(to.as_mut_ptr(), self.0) }
                }
                #[inline(always)]
                fn add(self, other: Self) -> Self {
                    $name(unsafe { $add(self.0, other.0) })
                }
                #[inline(always)]
                fn sub(self, other: Self) -> Self {
                    $name(unsafe { $sub(self.0, other.0) })
                }
                #[inline(always)]
                fn mul(self, other: Self) -> Self {
                    $name(unsafe { $mul(self.0, other.0) })
                }
                #[inline(always)]
                fn div(self, other: Self) -> Self {
                    $name(unsafe { $div(self.0, other.0) })
                }
                #[inline(always)]
                fn mul_add(self, factor: Self, term: Self) -> Self {
                    $name(unsafe { $fmadd(self.0, factor.0, term.0) })
                }
                #[inline(always)]
                fn neg_mul_add(self, factor: Self, term: Self) -> Self {
                    $name(unsafe { $fnmadd(self.0, factor.0, term.0) })
                }
                #[inline(always)]
                fn max(self, other: Self) -> Self {
                    // The instruction gives its second operand when either one is NaN.
                    $name(unsafe { $max(other.0, self.0) })
                }
                #[inline(always)]
                fn scale(self, shifted: Self) -> Self {
                    let bits = unsafe { $shift::<52>($to_bits(shifted.0)) };
                    $name(unsafe { $from_bits($add_bits($to_bits(self.0), bits)) })
                }
            }
        };
    }

    lanes!(
        Avx2,
        4,
        [f64; 4],
        _mm256_set1_pd,
        _mm256_loadu_pd,
        _mm256_storeu_pd,
        _mm256_add_pd,
        _mm256_sub_pd,
        _mm256_mul_pd,
        _mm256_div_pd,
        _mm256_fmadd_pd,
        _mm256_fnmadd_pd,
        _mm256_max_pd,
        _mm256_castpd_si256,
        _mm256_castsi256_pd,
        _mm256_slli_epi64,
        _mm256_add_epi64
    );
    lanes!(
        Avx512,
        8,
        [f64; 8],
        _mm512_set1_pd,
        _mm512_loadu_pd,
        _mm512_storeu_pd,
        _mm512_add_pd,
        _mm512_sub_pd,
        _mm512_mul_pd,
        _mm512_div_pd,
        _mm512_fmadd_pd,
        _mm512_fnmadd_pd,
        _mm512_max_pd,
        _mm512_castpd_si512,
        _mm512_castsi512_pd,
        _mm512_slli_epi64,
        _mm512_add_epi64
    );
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

/// Calls a generic `#[inline(always)] fn kernel<S: Lanes>(…)` in the form `isa` asks for. Const arguments come after the lanes.
macro_rules! dispatch {
    ($isa:expr, $kernel:ident $(::<$($constant:tt),*>)?, ($($arg:ident: $type:ty),*) $(-> $result:ty)?) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn avx2($($arg: $type),*) $(-> $result)? {
            $kernel::<$crate::numeric::fit::simd::Avx2 $($(, $constant)*)?>($($arg),*)
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f")]
        fn avx512($($arg: $type),*) $(-> $result)? {
            $kernel::<$crate::numeric::fit::simd::Avx512 $($(, $constant)*)?>($($arg),*)
        }
        let isa: $crate::numeric::fit::simd::Isa = $isa;
        assert!(isa.available(), "the instruction set {} is missing on this machine", isa.name());
        match isa {
            $crate::numeric::fit::simd::Isa::Portable => {
                $kernel::<$crate::numeric::fit::simd::Portable $($(, $constant)*)?>($($arg),*)
            }
            // SAFETY: availability was checked just above.
            #[cfg(target_arch = "x86_64")]
            $crate::numeric::fit::simd::Isa::Avx2 => unsafe { avx2($($arg),*) },
            #[cfg(target_arch = "x86_64")]
            $crate::numeric::fit::simd::Isa::Avx512 => unsafe { avx512($($arg),*) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => unreachable!("not available here"),
        }
    }};
}
pub(super) use dispatch;

/// Replaces every value by its exponential; values above 709 are not handled. The kernel's exponential on its own, which
/// benchmarks use as the floor of a likelihood pass.
pub fn exp_in_place(isa: Isa, values: &mut [f64]) {
    dispatch!(isa, exp_slice, (values: &mut [f64]))
}

#[inline(always)]
fn exp_slice<S: Lanes>(values: &mut [f64]) {
    let mut chunks = values.chunks_exact_mut(S::N);
    for chunk in &mut chunks {
        S::load(chunk).exp().store(chunk);
    }
    let rest = chunks.into_remainder();
    if !rest.is_empty() {
        let mut buffer = [0.0; 8];
        buffer[..rest.len()].copy_from_slice(rest);
        let result = S::load(&buffer).exp();
        result.store(&mut buffer);
        rest.copy_from_slice(&buffer[..rest.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_agrees_with_the_standard_library_in_every_form() {
        let inputs: Vec<f64> = (0..200_003).map(|i| -708.0 + i as f64 * 0.007).take_while(|x| *x < 709.0).collect();
        for isa in Isa::ALL {
            if !isa.available() {
                println!("skipped: this machine has no {}", isa.name());
                continue;
            }
            let mut values = inputs.clone();
            exp_in_place(isa, &mut values);
            for (x, v) in inputs.iter().zip(&values) {
                assert!((v / x.exp() - 1.0).abs() < 4.5e-16, "{}: exp({x}) = {v}", isa.name());
            }
        }
    }

    #[test]
    fn extremes_are_small_and_nan_stays_nan() {
        for isa in Isa::ALL.into_iter().filter(|i| i.available()) {
            let mut values = [-1e9, f64::NEG_INFINITY, f64::NAN, 0.0, -0.0];
            exp_in_place(isa, &mut values);
            assert!(values[0] < 1e-300 && values[1] < 1e-300, "{values:?}");
            assert!(values[2].is_nan(), "{values:?}");
            assert_eq!(values[3..], [1.0, 1.0]);
        }
    }
}
