//! A Gauss–Hermite solution: that one exists is a theorem of the Coq development; the numbers of the proof file show that the
//! unknowns p5_j = Q(a_j) at the roots a_j of He_m are not 0.
//!
//! `Q V = c + He_m K` with a constant c ≠ 0, so Q has no root in common with He_m. The Hermite polynomials are printed expanded
//! and tied to their recurrence `He_{k+1} = x He_k − k He_{k−1}`.

use super::Part;
use super::equations::hang;
use super::text::polynomial;
use super::theorem::{SYSTEM_LIBRARY, rbar, solvable};
use crate::kernel::System;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// The largest number of nodes whose weights are printed: the Hermite polynomials up to He_m have about m²/4 coefficients.
const MAX_PRINTED: usize = 40;

/// The theorem `solvable_r`.
pub fn part(system: &System, weight_root: &[BigInt], cofactor: &[BigInt]) -> Part {
    let System { atoms: cells, dim, order } = system;
    let name = format!("solvable_{order}");
    let statement = format!("  {}", solvable(system));
    let mut text = format!(
        "(** ** A non-trivial solution of order {order} *)\n\nTheorem {name} :\n{statement}.\nProof. apply {}; lia. Qed.\n",
        rbar(system, "proj2")
    );
    let mut words = format!(
        "the system of m = {cells} atoms in dimension d = {dim} has a non-trivial solution of order {order}, by the theorem on r̄ in system/FullSystem.v, which takes the nodes and weights of Gauss-Hermite quadrature (gaussian/GaussHermite.v)."
    );
    if *cells <= MAX_PRINTED {
        text.push_str(&weights(*cells, weight_root, cofactor));
        words.push_str(
            " The proof file gives p5 = Q(p3) at the roots of He_m; of its numbers Coq checks that they make p5 <> 0 ([weights_nonzero]), while the kernel alone checks that this very point solves the equations.",
        );
    } else {
        words.push_str(" The polynomials that give the weights in the proof file are not used here.");
    }
    Part { text, name, statement, words, library: SYSTEM_LIBRARY }
}

/// The Hermite polynomials up to He_m, and the lemma `weights_nonzero`.
fn weights(m: usize, weight_root: &[BigInt], cofactor: &[BigInt]) -> String {
    let mut out = String::from(
        "\n(** ** The weights of the proof file\n\n    p5 = Q(p3) at the m roots of the Hermite polynomial He_m is not 0, since Q V = c + He_m K with a constant c <> 0. *)\n\nFixpoint He (n : nat) (x : R) : R :=\n  match n with\n  | O => 1\n  | S O => x\n  | S (S n'' as n') => x * He n' x - INR n' * He n'' x\n  end.\n\nLemma He_step n x : He (S (S n)) x = x * He (S n) x - INR (S n) * He n x.\nProof. reflexivity. Qed.\n\n",
    );
    let mut hermite: Vec<Vec<BigInt>> = vec![vec![1.into()], vec![0.into(), 1.into()]];
    for k in 0..=m {
        if k >= 2 {
            let next = next_hermite(&hermite[k - 1], &hermite[k - 2]);
            hermite.push(next);
        }
        let proof = match k {
            0 | 1 => "reflexivity".to_string(),
            k => format!("rewrite He_step, He_{}, He_{}, INR_IZR_INZ; simpl IZR; ring", k - 1, k - 2),
        };
        out.push_str(&hang(&format!("Lemma He_{k} x : He {k} x = {}.", expanded(&hermite[k]))));
        out.push_str(&format!("\nProof. {proof}. Qed.\n"));
    }
    let modulus = &hermite[m];
    let product = multiply(weight_root, cofactor);
    let (quotient, rest) = divide(&product, modulus);
    let c = rest.first().cloned().unwrap_or_default();
    for (name, p) in [("Q", weight_root), ("V", cofactor), ("K", &quotient[..])] {
        out.push_str(&hang(&format!("Definition {name} (x : R) : R := {}.", expanded(p))));
        out.push('\n');
    }
    out.push_str(&format!(
        "\nLemma weights_identity x : Q x * V x = {c} + He {m} x * K x.\nProof. rewrite He_{m}; unfold Q, V, K; ring. Qed.\n\nTheorem weights_nonzero x : He {m} x = 0 -> Q x <> 0.\nProof.\n  intros root zero. pose proof (weights_identity x) as I. rewrite root, zero, !Rmult_0_l in I. lra.\nQed.\n"
    ));
    out
}

fn expanded(p: &[BigInt]) -> String {
    let terms: Vec<(BigRational, [u32; 1])> = (0..p.len())
        .rev()
        .filter(|&k| !p[k].is_zero())
        .map(|k| (BigRational::from_integer(p[k].clone()), [k as u32]))
        .collect();
    polynomial(terms.iter().map(|(c, e)| (c, &e[..])), &["x".to_string()])
}

/// He_{k+1} from He_k and He_{k−1}.
fn next_hermite(current: &[BigInt], before: &[BigInt]) -> Vec<BigInt> {
    let k = BigInt::from(current.len() - 1);
    let mut next = vec![BigInt::zero()];
    next.extend_from_slice(current);
    for (n, b) in next.iter_mut().zip(before) {
        *n -= &k * b;
    }
    next
}

fn multiply(p: &[BigInt], q: &[BigInt]) -> Vec<BigInt> {
    let mut product = vec![BigInt::zero(); p.len() + q.len() - 1];
    for (i, a) in p.iter().enumerate() {
        for (j, b) in q.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

/// Quotient and rest on division by a monic polynomial.
fn divide(p: &[BigInt], monic: &[BigInt]) -> (Vec<BigInt>, Vec<BigInt>) {
    let mut rest = p.to_vec();
    let degree = monic.len() - 1;
    let mut quotient = vec![BigInt::zero(); p.len().saturating_sub(degree).max(1)];
    for k in (degree..rest.len()).rev() {
        let c = rest[k].clone();
        for (i, m) in monic.iter().enumerate() {
            rest[k - degree + i] -= &c * m;
        }
        quotient[k - degree] = c;
    }
    rest.truncate(degree);
    (quotient, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(p: &[i64]) -> Vec<BigInt> {
        p.iter().map(|&c| c.into()).collect()
    }

    #[test]
    fn hermite_polynomials_and_division() {
        // He_3 = x³ − 3x and He_4 = x⁴ − 6x² + 3.
        let (he3, he4) = (integers(&[0, -3, 0, 1]), integers(&[3, 0, -6, 0, 1]));
        assert_eq!(next_hermite(&he3, &integers(&[-1, 0, 1])), he4);
        // (x³ − 5x)(x³ − 3x) = x⁶ − 8x⁴ + 15x² = (x² − 2)(x⁴ − 6x² + 3) + 6.
        let product = multiply(&integers(&[0, -5, 0, 1]), &he3);
        let (quotient, rest) = divide(&product, &he4);
        assert_eq!(quotient, integers(&[-2, 0, 1]));
        assert_eq!(rest, integers(&[6, 0, 0, 0]));
    }
}
