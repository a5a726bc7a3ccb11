//! The conditional density in double-double arithmetic, at parameters that are themselves double-double.
//!
//! Where two mixing measures are close, `g_G − g_G*` is many orders of magnitude smaller than either density: a cell of m
//! atoms spread over δ leaves a difference of order δ^{2m}. Computed from densities with 31 digits the difference still has
//! all the digits of an `f64` as long as it is above 1e-14 times the density.

use super::double_double::{Dd, TWO_PI};
use crate::model::{Atom, MixingMeasure};

/// One atom: its weight is `factor · exp(gate_bias)`, so that a share of a cell needs no logarithm.
#[derive(Clone, Debug)]
pub struct FineAtom {
    /// Multiplies the weight; > 0.
    pub factor: Dd,
    /// The parameters; β0 is without the part that `factor` carries.
    pub atom: Atom<Dd>,
}

/// A mixing measure with double-double parameters.
#[derive(Clone, Debug)]
pub struct FineMixture {
    /// At least one atom.
    pub atoms: Vec<FineAtom>,
}

/// One expert at a fixed x: `share · N(y; mean, variance)`.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// The value of the softmax gate at x.
    pub share: Dd,
    /// aᵀx + b.
    pub mean: Dd,
    /// 1/ν.
    pub precision: Dd,
    peak: Dd,
}

impl Component {
    /// `share · N(y; mean, variance)`.
    #[inline(always)]
    pub fn density(&self, y: f64) -> Dd {
        let t = Dd::from(y) - self.mean;
        let half = Dd { hi: -0.5 * self.precision.hi, lo: -0.5 * self.precision.lo };
        self.peak * (t.square() * half).exp()
    }

    /// The standard deviation, to the accuracy of an `f64`.
    pub fn deviation(&self) -> f64 {
        1.0 / self.precision.hi.sqrt()
    }
}

impl FineMixture {
    /// The measure whose parameters are exactly the given `f64`.
    pub fn new(measure: &MixingMeasure) -> Self {
        let atoms = measure.atoms.iter().map(|atom| FineAtom { factor: Dd::ONE, atom: atom.map(Dd::from) });
        FineMixture { atoms: atoms.collect() }
    }

    /// The experts at x, in the order of the atoms, with the gate's softmax computed from the largest exponent down.
    pub fn at(&self, x: &[f64]) -> Vec<Component> {
        let dot = |v: &[Dd]| v.iter().zip(x).fold(Dd::ZERO, |sum, (&c, &x)| sum + c.scale(x));
        let gates: Vec<Dd> = self.atoms.iter().map(|a| a.atom.gate_bias + dot(&a.atom.gate_slope)).collect();
        let top = gates.iter().fold(gates[0], |top, &g| if g > top { g } else { top });
        let weights: Vec<Dd> = gates.iter().zip(&self.atoms).map(|(&g, a)| a.factor * (g - top).exp()).collect();
        let total = weights.iter().fold(Dd::ZERO, |sum, &w| sum + w);
        let components = self.atoms.iter().zip(weights).map(|(FineAtom { atom, .. }, weight)| {
            let share = weight / total;
            Component {
                share,
                mean: dot(&atom.expert_slope) + atom.expert_intercept,
                precision: Dd::ONE / atom.variance,
                peak: share / (TWO_PI * atom.variance).sqrt(),
            }
        });
        components.collect()
    }
}

/// The density of all components together at y.
pub fn density(components: &[Component], y: f64) -> Dd {
    components.iter().fold(Dd::ZERO, |sum, c| sum + c.density(y))
}

/// `√g − √g*` as `(g − g*)/(√g + √g*)`: the subtraction is double-double, the rest `f64`.
pub fn root_gap(g: Dd, truth: Dd) -> f64 {
    let roots = g.hi.max(0.0).sqrt() + truth.hi.max(0.0).sqrt();
    if roots == 0.0 { 0.0 } else { (g - truth).hi / roots }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(gate_bias: f64, gate_slope: f64, expert_slope: f64, expert_intercept: f64, variance: f64) -> Atom {
        Atom { gate_bias, gate_slope: vec![gate_slope], expert_slope: vec![expert_slope], expert_intercept, variance }
    }

    /// Every atom of the gentle truth doubled, with gate slopes β1 ± c: `c[j]` for true atom j.
    fn doubled(c: [f64; 2]) -> MixingMeasure {
        let truth = [(-2.0, 6.0, -2.0, 1.0), (0.0, 0.0, 2.0, -1.0)];
        let atoms = truth
            .iter()
            .zip(c)
            .flat_map(|(&(b0, b1, a, b), c)| [atom(b0, b1 + c, a, b, 0.25), atom(b0, b1 - c, a, b, 0.25)]);
        MixingMeasure::new(1, atoms.collect()).unwrap()
    }

    /// The largest |log g − log g*| over a grid of x in [0, 1] and y in [−3, 3].
    fn largest_gap(c: [f64; 2]) -> f64 {
        let single =
            MixingMeasure::new(1, vec![atom(-2.0, 6.0, -2.0, 1.0, 0.25), atom(0.0, 0.0, 2.0, -1.0, 0.25)]).unwrap();
        let (truth, four) = (FineMixture::new(&single), FineMixture::new(&doubled(c)));
        let mut largest = 0f64;
        for i in 0..=20 {
            let (t, f) = (truth.at(&[f64::from(i) / 20.0]), four.at(&[f64::from(i) / 20.0]));
            for k in -12..=12 {
                let y = f64::from(k) / 4.0;
                let (g, g_true) = (density(&f, y), density(&t, y));
                largest = largest.max(((g - g_true).hi / g_true.hi).ln_1p().abs());
            }
        }
        largest
    }

    #[test]
    fn gate_slopes_plus_minus_c_common_to_every_cell_leave_the_density_unchanged() {
        // docs/theory.md section 1, φ = 2 cosh(cx): with k = 2k* the gate slopes are not identifiable.
        for c in [1.0, 5.0, 20.0] {
            assert!(largest_gap([c, c]) < 1e-27, "c = {c}: {:e}", largest_gap([c, c]));
        }
        assert!(largest_gap([1.0, 1.5]) > 0.1);
        assert!(largest_gap([5.0, 1.0]) > 1.0);
    }

    #[test]
    fn the_difference_of_square_roots_survives_cancellation() {
        let gap = root_gap(Dd::sum(1.0, 2e-20), Dd::ONE);
        assert!((gap - 1e-20).abs() < 1e-30, "{gap:e}");
        assert_eq!(root_gap(Dd::ZERO, Dd::ZERO), 0.0);
    }
}
