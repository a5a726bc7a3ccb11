//! The density of a mixture as a quotient of two polynomials.
//!
//! The generators of the ring are W_i = e^{β0_i}, X_i = e^{β1_iᵀx} and f_i = N(y; a_iᵀx + b_i, ν_i) for each atom i of
//! G, and c_l, Y_l = e^{γ_lᵀx} for each term l of a factor. An atom whose gate is a monomial in W, X, c and Y and whose
//! expert is f_i adds its gate to the denominator of the density and gate · f_i to the numerator. An identity between
//! polynomials in the generators holds for all parameters, all x and all y.

use super::polynomial::Polynomial;
use num_rational::BigRational;
use num_traits::One;

/// The generators, in the order W_1, …, W_k*, X_1, …, X_k*, f_1, …, f_k*, c_1, …, c_L, Y_1, …, Y_L.
#[derive(Clone, Copy, Debug)]
pub struct Generators {
    /// k*, the number of atoms of G.
    pub atoms: usize,
    /// L, the number of terms of the factor.
    pub terms: usize,
}

/// Numerator and denominator of a density.
#[derive(Debug)]
pub struct Density {
    /// `Σ gate · f`.
    pub numerator: Polynomial,
    /// `Σ gate`.
    pub denominator: Polynomial,
}

impl Generators {
    /// The names in messages, in the order of the exponents.
    pub fn names(&self) -> Vec<String> {
        let list = |name: &'static str, count: usize| (1..=count).map(move |i| format!("{name}{i}"));
        let of_atoms = ["W", "X", "f"].into_iter().flat_map(|name| list(name, self.atoms));
        of_atoms.chain(["c", "Y"].into_iter().flat_map(|name| list(name, self.terms))).collect()
    }

    /// The position of W_i.
    pub fn weight(&self, i: usize) -> usize {
        i
    }

    /// The position of X_i.
    pub fn gate(&self, i: usize) -> usize {
        self.atoms + i
    }

    /// The position of f_i.
    pub fn expert(&self, i: usize) -> usize {
        2 * self.atoms + i
    }

    /// The positions of c_l and Y_l.
    pub fn factor(&self, l: usize) -> [usize; 2] {
        [3 * self.atoms + l, 3 * self.atoms + self.terms + l]
    }

    /// The exponents of a product of generators.
    pub fn product(&self, positions: &[usize]) -> Vec<u32> {
        let mut exponents = vec![0; 3 * self.atoms + 2 * self.terms];
        positions.iter().for_each(|&p| exponents[p] += 1);
        exponents
    }

    /// The density of atoms, given by a number, the generators of the gate, and the number of the expert.
    pub fn density(&self, atoms: &[(BigRational, Vec<usize>, usize)]) -> Density {
        let sum = |with_expert: bool| {
            let term = |(number, gate, expert): &(BigRational, Vec<usize>, usize)| {
                let mut positions = gate.clone();
                positions.extend(with_expert.then(|| self.expert(*expert)));
                (number.clone(), self.product(&positions))
            };
            let terms: Vec<_> = atoms.iter().map(term).collect();
            Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
        };
        Density { numerator: sum(true), denominator: sum(false) }
    }

    /// The density of G itself.
    pub fn true_density(&self) -> Density {
        let atom = |i| (BigRational::one(), vec![self.weight(i), self.gate(i)], i);
        self.density(&(0..self.atoms).map(atom).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_density_of_two_atoms_is_written_out() {
        let g = Generators { atoms: 2, terms: 1 };
        assert_eq!(g.names(), ["W1", "W2", "X1", "X2", "f1", "f2", "c1", "Y1"]);
        let Density { numerator, denominator } = g.true_density();
        let text = |p: &Polynomial| (p.len(), p.first_term(&g.names()));
        assert_eq!(text(&numerator), (2, "W1 X1 f1".into()));
        assert_eq!(text(&denominator), (2, "W1 X1".into()));
        let [c, y] = g.factor(0);
        let half = BigRational::new(1.into(), 2.into());
        let copy = g.density(&[(half, vec![g.weight(1), g.gate(1), c, y], 1)]);
        assert_eq!(text(&copy.numerator), (1, "1/2 W2 X2 f2 c1 Y1".into()));
        assert_eq!(text(&copy.denominator), (1, "1/2 W2 X2 c1 Y1".into()));
        // Equal atoms add up.
        let twice = g.density(&[(BigRational::one(), vec![0], 0), (BigRational::one(), vec![0], 0)]);
        assert_eq!(text(&twice.denominator), (1, "2 W1".into()));
    }
}
