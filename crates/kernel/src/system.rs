//! The polynomial system of one Voronoi cell, derived by the kernel itself (docs/theory.md section 3).
//!
//! For m atoms with unknowns p1_j, p2_j ∈ R^d and p3_j, p4_j, p5_j ∈ R, and every (ℓ1, ℓ2) ∈ N^d × N with
//! 1 ≤ |ℓ1| + ℓ2 ≤ r:
//!
//! `E(ℓ1,ℓ2) = Σ_j Σ_{α1+α2=ℓ1, |α2|+α3+2α4=ℓ2} p5_j² p1_j^α1 p2_j^α2 p3_j^α3 p4_j^α4 / (α1! α2! α3! α4!)`.
//!
//! A solution is non-trivial when all p5_j ≠ 0 and some p3_j ≠ 0.

use super::polynomial::{Exponents, Polynomial};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;

/// The system for `atoms` atoms in dimension `dim` up to total degree `order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct System {
    /// m, the number of atoms of the cell.
    pub atoms: usize,
    /// d, the dimension of x. In dimension 0, which no statement has, the equations (0, ℓ) alone are left.
    pub dim: usize,
    /// r, the order.
    pub order: usize,
}

impl System {
    /// The number of unknowns of one atom: `2d + 3`.
    pub fn unknowns_per_atom(&self) -> usize {
        2 * self.dim + 3
    }

    /// Names of the unknowns, grouped by atom as p1 (d of them), p2 (d), p3, p4, p5: `p3_2` is p3 of the second atom
    /// and, for d ≥ 2, `p1_2[3]` the third coordinate of its p1.
    pub fn variables(&self) -> Vec<String> {
        let mut names = Vec::new();
        for j in 1..=self.atoms {
            for p in ["p1", "p2"] {
                match self.dim {
                    1 => names.push(format!("{p}_{j}")),
                    d => names.extend((1..=d).map(|i| format!("{p}_{j}[{i}]"))),
                }
            }
            names.extend(["p3", "p4", "p5"].map(|p| format!("{p}_{j}")));
        }
        names
    }

    /// The position of p3_j among the variables, j from 0; p4_j and p5_j follow it.
    pub fn p3(&self, atom: usize) -> usize {
        atom * self.unknowns_per_atom() + 2 * self.dim
    }

    /// The positions of all p5_j: a non-trivial solution has them all non-zero.
    pub fn all_nonzero(&self) -> Vec<usize> {
        (0..self.atoms).map(|j| self.p3(j) + 2).collect()
    }

    /// The positions of all p3_j: a non-trivial solution has one of them non-zero.
    pub fn any_nonzero(&self) -> Vec<usize> {
        (0..self.atoms).map(|j| self.p3(j)).collect()
    }

    /// The number of equations, `C(d + 1 + r, r) − 1`, or `None` beyond the 64-bit range.
    pub fn equation_count(&self) -> Option<u64> {
        let n = self.dim as u64 + 1;
        let mut count: u64 = 1;
        for k in 1..=self.order as u64 {
            // C(n + k, k) = C(n + k − 1, k − 1) (n + k) / k, exact at each step.
            count = count.checked_mul(n.checked_add(k)?)? / k;
        }
        count.checked_sub(1)
    }

    /// The indices (ℓ1, ℓ2) of all equations in increasing lexicographic order, as `[ℓ1_1, …, ℓ1_d, ℓ2]`, one at a
    /// time: a file can state more of them than memory holds.
    pub fn indices(&self) -> impl Iterator<Item = Vec<u32>> {
        let order = self.order as u32;
        std::iter::successors(following(vec![0; self.dim + 1], order), move |index| following(index.clone(), order))
    }

    /// The contribution of one atom to E(ℓ1, ℓ2): a polynomial in the `2d + 3` unknowns of an atom.
    pub fn atom_polynomial(&self, index: &[u32]) -> Polynomial {
        let (l1, l2) = (&index[..self.dim], index[self.dim]);
        let factorials = factorials(index.iter().copied().max().unwrap_or(0));
        let mut terms: Vec<(BigRational, Exponents)> = Vec::new();
        // α2 ≤ ℓ1 in every coordinate, α1 = ℓ1 − α2; then α4 and α3 = ℓ2 − |α2| − 2 α4.
        let mut alpha2 = vec![0u32; self.dim];
        loop {
            let used: u32 = alpha2.iter().sum();
            for alpha4 in 0..=l2.checked_sub(used).map_or(0, |rest| rest / 2) {
                let Some(alpha3) = l2.checked_sub(used + 2 * alpha4) else { continue };
                let alpha1: Vec<u32> = l1.iter().zip(&alpha2).map(|(l, a)| l - a).collect();
                let mut exponents = alpha1;
                exponents.extend_from_slice(&alpha2);
                exponents.extend([alpha3, alpha4]);
                let denominator = exponents.iter().map(|&k| &factorials[k as usize]).product();
                exponents.push(2);
                // 1/n is in lowest terms already.
                terms.push((BigRational::new_raw(BigInt::one(), denominator), exponents));
            }
            // The next α2, an odometer with the limits ℓ1.
            let Some(i) = (0..self.dim).find(|&i| alpha2[i] < l1[i]) else { break };
            alpha2[i] += 1;
            alpha2[..i].fill(0);
        }
        Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
    }

    /// The equation E(ℓ1, ℓ2) in all unknowns.
    pub fn equation(&self, index: &[u32]) -> Polynomial {
        let atom = self.atom_polynomial(index);
        let width = self.unknowns_per_atom();
        let mut terms = Vec::new();
        for j in 0..self.atoms {
            for (c, e) in atom.terms() {
                let mut exponents = vec![0; width * self.atoms];
                exponents[j * width..(j + 1) * width].copy_from_slice(e);
                terms.push((c, exponents));
            }
        }
        Polynomial::from_terms(terms.iter().map(|(c, e)| (c, e)))
    }
}

/// The next multi-index of total degree at most `order` in lexicographic order.
fn following(mut index: Vec<u32>, order: u32) -> Option<Vec<u32>> {
    let last = index.len() - 1;
    if index.iter().sum::<u32>() < order {
        index[last] += 1;
        return Some(index);
    }
    // Full: the last entry that is not zero gives way to one more in the entry before it.
    let at = index.iter().rposition(|&k| k > 0).filter(|&at| at > 0)?;
    index[at] = 0;
    index[at - 1] += 1;
    Some(index)
}

/// 0!, 1!, …, n!
pub fn factorials(n: u32) -> Vec<BigInt> {
    let mut all = vec![BigInt::one()];
    for k in 1..=n {
        all.push(&all[k as usize - 1] * k);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(p: &Polynomial, names: &[String]) -> Vec<String> {
        p.terms().map(|(c, e)| super::super::polynomial::term_text(&c, e, names)).collect()
    }

    #[test]
    fn the_equations_of_the_paper_for_one_dimension() {
        let s = System { atoms: 2, dim: 1, order: 2 };
        let names = s.variables();
        let indices: Vec<_> = s.indices().collect();
        assert_eq!(indices, [[0, 1], [0, 2], [1, 0], [1, 1], [2, 0]]);
        assert_eq!(text(&s.equation(&[0, 1]), &names), ["p3_1 p5_1^2", "p3_2 p5_2^2"]);
        assert_eq!(
            text(&s.equation(&[1, 1]), &names),
            ["p1_1 p3_1 p5_1^2", "p2_1 p5_1^2", "p1_2 p3_2 p5_2^2", "p2_2 p5_2^2"]
        );
    }

    #[test]
    fn counts_are_those_of_the_formula() {
        for (d, r) in [(1, 4), (2, 3), (3, 4)] {
            let s = System { atoms: 2, dim: d, order: r };
            assert_eq!(s.indices().count() as u64, s.equation_count().unwrap());
        }
        assert_eq!(System { atoms: 2, dim: 1, order: 4 }.equation_count(), Some(14));
        assert_eq!(System { atoms: 2, dim: 100_000, order: 500 }.equation_count(), None);
    }
}
