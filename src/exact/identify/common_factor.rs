//! The common-factor identity, exactly, for all weights, slopes and experts at once.
//!
//! Every quantity is a generator of a polynomial ring: the weights W_i = e^{β0_i}, the gates X_i = e^{β1_iᵀx}, the experts f_i = N(y;
//! a_iᵀx + b_i, ν_i) of the true measure, and c_l, Y_l = e^{γ_lᵀx} of the factor φ = Σ c_l Y_l. A fitted atom has a weight, a gate
//! (both monomials in these) and one of the experts. The density is the quotient of `numerator = Σ weight · gate · f` and
//! `denominator = Σ weight · gate`, so two measures have the same density if `N D* − N* D` is the zero polynomial.

use crate::model::ring::Element;
use num_rational::BigRational;
use num_traits::One;

/// A measure whose atoms are monomials in the generators.
#[derive(Clone, Debug)]
pub struct SymbolicMeasure {
    generators: Generators,
    atoms: Vec<SymbolicAtom>,
}

/// weight · gate, and which expert.
#[derive(Clone, Debug)]
struct SymbolicAtom {
    gate: Element,
    expert: usize,
}

/// W_1..W_k*, X_1..X_k*, f_1..f_k*, c_1..c_L, Y_1..Y_L.
#[derive(Clone, Copy, Debug)]
struct Generators {
    experts: usize,
    terms: usize,
}

impl Generators {
    fn product(&self, coefficient: BigRational, positions: &[usize]) -> Element {
        let mut exponents = vec![0; 3 * self.experts + 2 * self.terms];
        positions.iter().for_each(|&p| exponents[p] += 1);
        Element::term(coefficient, exponents)
    }

    /// c_l Y_l.
    fn factor_term(&self, l: usize) -> [usize; 2] {
        [3 * self.experts + l, 3 * self.experts + self.terms + l]
    }
}

/// The true measure of `experts` atoms and the measure of `fitted` atoms that has its density multiplied above and below by a φ of
/// `terms` terms; atoms that are left over split the weight of the first one into equal parts. `None` if `fitted < terms · experts`.
pub fn copies(experts: usize, fitted: usize, terms: usize) -> Option<(SymbolicMeasure, SymbolicMeasure)> {
    let spare = fitted.checked_sub(terms.checked_mul(experts)?)?;
    let generators = Generators { experts, terms };
    let truth = (0..experts)
        .map(|i| SymbolicAtom { gate: generators.product(BigRational::one(), &[i, experts + i]), expert: i });
    let mut atoms = Vec::new();
    for i in 0..experts {
        for l in 0..terms {
            let [c, y] = generators.factor_term(l);
            let parts = if (i, l) == (0, 0) { spare + 1 } else { 1 };
            let share = BigRational::new(1.into(), parts.into());
            let atom = SymbolicAtom { gate: generators.product(share, &[i, experts + i, c, y]), expert: i };
            atoms.extend(vec![atom; parts]);
        }
    }
    Some((SymbolicMeasure { generators, atoms: truth.collect() }, SymbolicMeasure { generators, atoms }))
}

impl SymbolicMeasure {
    /// The number of atoms.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there is no atom.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    fn denominator(&self) -> Element {
        self.atoms.iter().fold(Element::default(), |sum, a| sum.plus(&a.gate))
    }

    fn numerator(&self) -> Element {
        let g = &self.generators;
        let expert = |a: &SymbolicAtom| a.gate.times(&g.product(BigRational::one(), &[2 * g.experts + a.expert]));
        self.atoms.iter().fold(Element::default(), |sum, a| sum.plus(&expert(a)))
    }

    /// Whether numerator and denominator are those of `other` times φ, so that both have the same density for all values of the
    /// generators at which the denominators do not vanish.
    pub fn is_multiple_of(&self, other: &SymbolicMeasure) -> bool {
        let g = &self.generators;
        let phi =
            (0..g.terms).fold(Element::default(), |sum, l| sum.plus(&g.product(BigRational::one(), &g.factor_term(l))));
        self.numerator().minus(&other.numerator().times(&phi)).is_zero()
            && self.denominator().minus(&other.denominator().times(&phi)).is_zero()
    }

    /// Whether `Σ_j W_j X_j (f_j D − N) = 0`, that is `Σ_j e^{β0_j} x^γ e^{β1_jᵀx} (f_j − g) ≡ 0` for every γ: the relation among
    /// functions that have been taken for independent.
    pub fn has_density_relation(&self) -> bool {
        let (n, d, g) = (self.numerator(), self.denominator(), &self.generators);
        let sum = self.atoms.iter().fold(Element::default(), |sum, a| {
            let f = g.product(BigRational::one(), &[2 * g.experts + a.expert]);
            sum.plus(&a.gate.times(&f.times(&d).minus(&n)))
        });
        sum.is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_multiply_numerator_and_denominator() {
        for (experts, fitted, terms) in [(1, 2, 2), (2, 4, 2), (2, 3, 1), (3, 11, 3)] {
            let (truth, copies) = copies(experts, fitted, terms).unwrap();
            assert_eq!((truth.len(), copies.len()), (experts, fitted));
            assert!(copies.is_multiple_of(&truth));
            assert!(truth.has_density_relation());
        }
        assert!(copies(2, 3, 2).is_none(), "two terms need 2k* atoms");
    }

    #[test]
    fn what_is_no_common_factor_is_told_apart() {
        let (truth, spread) = copies(2, 4, 2).unwrap();
        let mut uneven = spread.clone();
        uneven.atoms[0].gate = uneven.atoms[0].gate.scaled(&BigRational::from_integer(2.into()));
        assert!(!uneven.is_multiple_of(&truth), "one copy has twice its weight");
        let mut swapped = spread.clone();
        swapped.atoms[0].expert = 1;
        assert!(!swapped.is_multiple_of(&truth), "a copy of the wrong expert");
        let mut missing = spread;
        missing.atoms.pop();
        assert!(!missing.is_multiple_of(&truth), "a copy is missing");
    }
}
