//! Sampling from the model: row i of a sample depends on the parameters, the design, the seed and i alone.
//!
//! Each row owns a fixed stretch of one ChaCha stream, from which it takes a fixed number of uniforms: those for x, one for the
//! expert (by inversion of the softmax weights), two for the noise (Box–Muller: `√(−2 log u) cos 2πv`). Nothing is rejected, so
//! no row can reach into the next one's stretch. On a grid x depends on the number of rows, and nothing else does.

use super::data::Data;
use super::measure::MixingMeasure;
use crate::Error;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The distribution of x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Design {
    /// A regular grid of `[lo, hi]^d` with both ends; the first coordinate moves fastest.
    Grid {
        /// Lower end.
        lo: f64,
        /// Upper end.
        hi: f64,
    },
    /// Independent uniforms on `[lo, hi)`.
    Uniform {
        /// Lower end.
        lo: f64,
        /// Upper end.
        hi: f64,
    },
    /// Independent standard normals.
    Gaussian,
}

/// Rows of a sample, one at a time and in any order.
#[derive(Clone, Debug)]
pub struct Sampler<'a> {
    truth: &'a MixingMeasure,
    design: Design,
    n: usize,
    /// Grid points along each axis.
    side: usize,
    rng: ChaCha8Rng,
}

impl<'a> Sampler<'a> {
    /// A sampler of `n` rows.
    ///
    /// # Errors
    /// Invalid parameters; `n` is 0; a range that is not finite or not increasing; on a grid an `n` that is no d-th power.
    pub fn new(truth: &'a MixingMeasure, design: Design, n: usize, seed: u64) -> Result<Self, Error> {
        truth.check()?;
        if n == 0 {
            return Err(Error::usage("an empty sample").at("n").found("0").expected("at least 1"));
        }
        if let Design::Grid { lo, hi } | Design::Uniform { lo, hi } = design
            && !(lo.is_finite() && hi.is_finite() && lo < hi && (hi - lo).is_finite())
        {
            let found = format!("{lo}, {hi}");
            return Err(Error::usage("an impossible range of x")
                .found(found)
                .expected("two finite numbers, the first one smaller"));
        }
        let mut side = n;
        if let Design::Grid { .. } = design {
            side = (n as f64).powf(1.0 / truth.dim as f64).round() as usize;
            let power = |s: usize| u32::try_from(truth.dim).ok().and_then(|d| s.checked_pow(d));
            if power(side) != Some(n) {
                let near = power(side).unwrap_or(1);
                return Err(Error::usage("the grid does not fit the number of rows")
                    .at("n")
                    .found(n.to_string())
                    .expected(format!("a {}-th power, such as {near}", truth.dim)));
            }
        }
        Ok(Sampler { truth, design, n, side, rng: ChaCha8Rng::seed_from_u64(seed) })
    }

    /// Writes x of row `i` (from 0) into `x`, of length d, and returns y.
    pub fn row(&mut self, i: usize, x: &mut [f64]) -> f64 {
        // One u64 is two words; a block of the stream has 16.
        let words = (2 * (2 * x.len() + 3)).next_multiple_of(16);
        self.rng.set_word_pos(i as u128 * words as u128);
        match self.design {
            Design::Grid { lo, hi } => {
                let mut rest = i;
                for v in x.iter_mut() {
                    let place = rest % self.side;
                    rest /= self.side;
                    *v = if self.side == 1 { lo } else { lo + (hi - lo) * (place as f64 / (self.side - 1) as f64) };
                }
            }
            Design::Uniform { lo, hi } => x.iter_mut().for_each(|v| *v = lo + (hi - lo) * self.uniform()),
            Design::Gaussian => x.iter_mut().for_each(|v| *v = self.normal()),
        }
        let mut left = self.uniform();
        let weights = self.truth.gate_weights(x);
        let last = weights.len() - 1;
        let chosen = weights[..last].iter().position(|w| {
            left -= w;
            left < 0.0
        });
        let atom = &self.truth.atoms[chosen.unwrap_or(last)];
        atom.mean(x) + atom.variance.sqrt() * self.normal()
    }

    /// Whether a row is data (see [`Data::new`]): extreme parameters overflow.
    ///
    /// # Errors
    /// The value that is not.
    pub fn check(x: &[f64], y: f64) -> Result<(), Error> {
        match x.iter().chain([&y]).find(|v| !Data::accepts(**v)) {
            None => Ok(()),
            Some(v) => Err(Error::input("the parameters give values that are no data")
                .found(v.to_string())
                .expected("finite numbers of size at most 1e100")),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Never: a sampler has at least one row.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// In [0, 1), a multiple of 2⁻⁵³.
    fn uniform(&mut self) -> f64 {
        let bits: u64 = self.rng.random();
        (bits >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (2.0 * std::f64::consts::PI * self.uniform()).cos()
    }
}

/// A sample of `n` rows.
///
/// # Errors
/// As [`Sampler::new`]; values that are no data (see [`Data::new`]), from extreme parameters.
pub fn sample(truth: &MixingMeasure, design: Design, n: usize, seed: u64) -> Result<Data, Error> {
    let mut sampler = Sampler::new(truth, design, n, seed)?;
    let mut x = vec![Vec::with_capacity(n); truth.dim];
    let mut y = Vec::with_capacity(n);
    let mut row = vec![0.0; truth.dim];
    for i in 0..n {
        y.push(sampler.row(i, &mut row));
        for (column, v) in x.iter_mut().zip(&row) {
            column.push(*v);
        }
    }
    Data::new(x, y)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::measure::Atom;
    use super::*;

    /// `(β0, β1, a, b, ν)` for each expert.
    pub fn measure(rows: &[[f64; 5]]) -> MixingMeasure {
        let atoms = rows.iter().map(|r| Atom {
            gate_bias: r[0],
            gate_slope: vec![r[1]],
            expert_slope: vec![r[2]],
            expert_intercept: r[3],
            variance: r[4],
        });
        MixingMeasure::new(1, atoms.collect()).unwrap()
    }

    /// The setting of docs/theory.md, section 5.
    pub fn paper() -> MixingMeasure {
        measure(&[[-8.0, 25.0, -20.0, 15.0, 0.09], [0.0, 0.0, 20.0, -5.0, 0.16]])
    }

    /// The gentler truth of the same section.
    pub fn gentle() -> MixingMeasure {
        measure(&[[-2.0, 6.0, -2.0, 1.0, 0.25], [0.0, 0.0, 2.0, -1.0, 0.25]])
    }

    #[test]
    fn a_row_does_not_depend_on_the_number_of_rows_or_their_order() {
        let truth = gentle();
        for design in [Design::Uniform { lo: -1.0, hi: 2.0 }, Design::Gaussian] {
            let long = sample(&truth, design, 100, 7).unwrap();
            let short = sample(&truth, design, 10, 7).unwrap();
            assert_eq!(long.y()[..10], *short.y());
            assert_eq!(long.x(0)[..10], *short.x(0));
            let mut x = [0.0];
            let mut sampler = Sampler::new(&truth, design, 100, 7).unwrap();
            assert_eq!(sampler.row(57, &mut x), long.y()[57]);
            assert_ne!(sample(&truth, design, 10, 8).unwrap().y(), short.y());
        }
    }

    #[test]
    fn a_grid_has_both_ends_and_must_fit() {
        let data = sample(&gentle(), Design::Grid { lo: 0.0, hi: 1.0 }, 5, 1).unwrap();
        assert_eq!(data.x(0), [0.0, 0.25, 0.5, 0.75, 1.0]);
        let mut two = gentle();
        two.dim = 2;
        for atom in &mut two.atoms {
            atom.gate_slope.push(0.0);
            atom.expert_slope.push(0.0);
        }
        let data = sample(&two, Design::Grid { lo: 0.0, hi: 1.0 }, 4, 1).unwrap();
        assert_eq!((data.x(0), data.x(1)), (&[0.0, 1.0, 0.0, 1.0][..], &[0.0, 0.0, 1.0, 1.0][..]));
        let message = Sampler::new(&two, Design::Grid { lo: 0.0, hi: 1.0 }, 5, 1).unwrap_err().to_string();
        assert!(message.contains("2-th power, such as 4"), "{message}");
        assert!(Sampler::new(&two, Design::Uniform { lo: 1.0, hi: 1.0 }, 5, 1).is_err());
    }

    #[test]
    fn moments_are_those_of_the_model() {
        // Mean and variance of y at x ~ U[0,1] by the midpoint rule, against 200,000 draws (5 standard errors).
        let truth = gentle();
        let (mut m1, mut m2) = (0.0, 0.0);
        for i in 0..2000 {
            let x = [(i as f64 + 0.5) / 2000.0];
            for (w, atom) in truth.gate_weights(&x).iter().zip(&truth.atoms) {
                m1 += w * atom.mean(&x) / 2000.0;
                m2 += w * (atom.mean(&x).powi(2) + atom.variance) / 2000.0;
            }
        }
        let n = 200_000;
        let data = sample(&truth, Design::Uniform { lo: 0.0, hi: 1.0 }, n, 3).unwrap();
        let mean = data.y().iter().sum::<f64>() / n as f64;
        let second = data.y().iter().map(|v| v * v).sum::<f64>() / n as f64;
        let error = 5.0 * ((m2 - m1 * m1) / n as f64).sqrt();
        assert!((mean - m1).abs() < error, "{mean} against {m1} ± {error}");
        assert!((second - m2).abs() < 5.0 * 2.0 * m2 / (n as f64).sqrt(), "{second} against {m2}");
    }
}
