//! Quadrature rules: Gauss–Legendre for smooth functions of x, adaptive Gauss–Kronrod for functions of y.

use std::collections::BinaryHeap;

/// The nodes and weights of the n-point Gauss–Legendre rule on [low, high], exact for polynomials of degree 2n − 1; the
/// weights sum to 1, so the rule gives the mean over the interval. Nodes ascend.
///
/// Newton's method on the Legendre polynomial P_n from the classical cosine starts.
pub fn gauss_legendre(n: usize, low: f64, high: f64) -> Vec<(f64, f64)> {
    let mut rule = vec![(0.0, 0.0); n];
    for (i, node) in rule.iter_mut().enumerate() {
        let mut z = -(std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..10 {
            let (mut p, mut before) = (1.0, 0.0);
            for k in 1..=n {
                let k = k as f64;
                (p, before) = (((2.0 * k - 1.0) * z * p - (k - 1.0) * before) / k, p);
            }
            slope = n as f64 * (z * p - before) / (z * z - 1.0);
            z -= p / slope;
        }
        *node = (low + (high - low) * 0.5 * (1.0 + z), 1.0 / ((1.0 - z * z) * slope * slope));
    }
    rule
}

/// The 15 Kronrod nodes on [0, 1] side (the others by symmetry), their weights, and the weights of the 7-point Gauss rule
/// inside it (0 for nodes that only Kronrod's rule has).
const KRONROD: [(f64, f64, f64); 8] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56, 0.129_484_966_168_869_7),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92, 0.279_705_391_489_276_64),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.207_784_955_007_898_46, 0.204_432_940_075_298_9, 0.0),
    (0.0, 0.209_482_141_084_727_82, 0.417_959_183_673_469_4),
];

/// An integral and the sum over its panels of |15-point Kronrod − 7-point Gauss|. For a smooth integrand that difference is
/// the error of the *Gauss* rule and exceeds the error of the value by orders of magnitude.
#[derive(Clone, Copy, Debug, Default)]
pub struct Integral {
    /// The Kronrod value.
    pub value: f64,
    /// The estimate of its error.
    pub error: f64,
}

struct Panel {
    low: f64,
    high: f64,
    part: Integral,
}

impl PartialEq for Panel {
    fn eq(&self, other: &Panel) -> bool {
        self.part.error == other.part.error
    }
}
impl Eq for Panel {}
impl PartialOrd for Panel {
    fn partial_cmp(&self, other: &Panel) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Panel {
    fn cmp(&self, other: &Panel) -> std::cmp::Ordering {
        self.part.error.total_cmp(&other.part.error)
    }
}

fn panel(f: &mut impl FnMut(f64) -> f64, low: f64, high: f64) -> Panel {
    let (centre, half) = (0.5 * (low + high), 0.5 * (high - low));
    let (mut kronrod, mut gauss) = (0.0, 0.0);
    for &(node, k, g) in &KRONROD {
        let value = if node == 0.0 { f(centre) } else { f(centre - half * node) + f(centre + half * node) };
        kronrod += k * value;
        gauss += g * value;
    }
    Panel { low, high, part: Integral { value: half * kronrod, error: half * (kronrod - gauss).abs() } }
}

/// Integrates a non-negative `f` over the panels between neighbouring `breaks` (ascending), halving the panel of largest
/// error until the errors sum to at most `tolerance` times the value, or `most` panels exist.
pub fn adaptive(mut f: impl FnMut(f64) -> f64, breaks: &[f64], tolerance: f64, most: usize) -> Integral {
    let mut panels: BinaryHeap<Panel> = breaks.windows(2).map(|w| panel(&mut f, w[0], w[1])).collect();
    loop {
        let total = panels.iter().fold(Integral::default(), |sum, p| Integral {
            value: sum.value + p.part.value,
            error: sum.error + p.part.error,
        });
        if total.error <= tolerance * total.value || panels.len() >= most {
            return total;
        }
        let Some(worst) = panels.pop() else {
            return total;
        };
        let middle = 0.5 * (worst.low + worst.high);
        panels.push(panel(&mut f, worst.low, middle));
        panels.push(panel(&mut f, middle, worst.high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gauss_legendre_is_exact_to_degree_2n_minus_1_and_no_further() {
        for n in [1usize, 2, 5, 16, 64] {
            let rule = gauss_legendre(n, -1.0, 1.0);
            assert!(rule.windows(2).all(|w| w[0].0 < w[1].0));
            let moment = |p: i32| rule.iter().map(|(x, w)| w * x.powi(p)).sum::<f64>();
            let top = 2 * n as i32 - 2;
            assert!((moment(top) - 1.0 / f64::from(top + 1)).abs() < 1e-14, "n = {n}");
            assert!(moment(top + 1).abs() < 1e-15);
            if n <= 5 {
                assert!((moment(2 * n as i32) - 1.0 / (2.0 * n as f64 + 1.0)).abs() > 1e-4);
            }
        }
        let mean: f64 = gauss_legendre(3, 2.0, 5.0).iter().map(|(x, w)| w * x * x).sum();
        assert!((mean - 13.0).abs() < 1e-13);
    }

    #[test]
    fn kronrod_is_exact_to_degree_22_and_gauss_inside_it_to_degree_13() {
        for degree in [0, 12, 22] {
            let found = panel(&mut |x: f64| x.powi(degree), -1.0, 1.0).part;
            assert!((found.value - 2.0 / f64::from(degree + 1)).abs() < 1e-15, "degree {degree}");
            assert_eq!(found.error < 1e-14, degree <= 13, "degree {degree}");
        }
    }

    #[test]
    fn a_narrow_peak_is_found_by_halving_and_the_error_covers_the_truth() {
        let width = 1e-3;
        let exact = width * (1.0f64 / width).atan() + width * (2.0f64 / width).atan();
        let found = adaptive(|x| 1.0 / (1.0 + (x / width).powi(2)), &[-1.0, 2.0], 1e-10, 500);
        assert!((found.value - exact).abs() <= found.error.max(1e-15), "{found:?} against {exact}");
        assert!(found.error <= 1e-10 * found.value);
        let coarse = adaptive(|x| 1.0 / (1.0 + (x / width).powi(2)), &[-1.0, 2.0], 1e-10, 3);
        assert!(coarse.error > 1e-4 * coarse.value, "an integral that was not finished must say so: {coarse:?}");
    }
}
