//! The translations of the gates that leave the density unchanged, and which of the equivalent gates is shown.
//!
//! Adding one constant to every β0 and one vector to every β1 leaves `g_G` unchanged, so a parameter file declares its [`Gauge`].

use super::measure::MixingMeasure;

/// Which of the equivalent gates a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Gauge {
    /// The last expert's β0 and β1 are exactly 0.
    #[default]
    LastZero,
    /// The gates as they stand; nothing is normalised.
    None,
}

impl Gauge {
    /// The word that stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Gauge::LastZero => "last-zero",
            Gauge::None => "none",
        }
    }
}

impl MixingMeasure {
    /// The same density with the last gate at (0, 0).
    pub fn last_zero(&self) -> Self {
        match self.atoms.last() {
            None => self.clone(),
            Some(last) => self.translated(&last.gate_slope.iter().map(|v| -v).collect::<Vec<_>>(), -last.gate_bias),
        }
    }

    /// The same density with `slope`, of length `dim`, added to every β1 and `bias` to every β0: the translation `(t1, t2)`.
    pub fn translated(&self, slope: &[f64], bias: f64) -> Self {
        let mut moved = self.clone();
        for atom in &mut moved.atoms {
            // `+ 0.0` turns −0 into 0.
            atom.gate_bias = atom.gate_bias + bias + 0.0;
            for (b, t) in atom.gate_slope.iter_mut().zip(slope) {
                *b = *b + t + 0.0;
            }
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampler::tests::gentle;

    #[test]
    fn the_gauge_is_fixed_by_a_translation_of_every_gate() {
        let measure = gentle();
        let moved = measure.translated(&[3.0], 2.0);
        assert_eq!((moved.atoms[1].gate_bias, moved.atoms[1].gate_slope[0]), (2.0, 3.0));
        assert_eq!(moved.last_zero(), measure);
        assert!((moved.log_density(&[0.3], 0.7) - measure.log_density(&[0.3], 0.7)).abs() < 1e-13);
    }
}
