//! The same thing computed in two ways: the kernel's system against the one that the program builds and against the generating
//! function; the Gauss–Hermite point against plain substitution and against traces of matrices; the kernel's derivatives against
//! the differential ring.

use super::cases;
use moe_proof::exact::certificate::{self, Proof};
use moe_proof::exact::decide::witness;
use moe_proof::exact::relations::residual;
use moe_proof::exact::system::TaylorSystem;
use moe_proof::kernel::{self, Outcome, Reason, Relation, Statement, verify};
use moe_proof::model::softmax_gaussian;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Q = BigRational;

fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

fn factorial(n: usize) -> BigInt {
    (1..=n).product()
}

// ---- The system ----

#[test]
fn the_kernel_and_the_program_derive_the_same_system() {
    let shapes = [
        (1, 1, 1),
        (1, 1, 9),
        (2, 1, 4),
        (3, 1, 6),
        (5, 1, 7),
        (2, 2, 4),
        (3, 2, 5),
        (1, 3, 6),
        (2, 4, 3),
        (4, 3, 4),
        (2, 7, 2),
    ];
    for (cells, dim, order) in shapes {
        let kernel = kernel::System { atoms: cells, dim, order };
        let program = TaylorSystem::new(cells, dim, order).unwrap();
        assert_eq!(kernel.variables(), program.variables());
        let indices: Vec<_> = kernel.indices().collect();
        assert!(indices.iter().eq(program.equations.iter().map(|e| &e.index)), "{cells} {dim} {order}");
        assert_eq!(kernel.equation_count(), Some(indices.len() as u64));
        for equation in &program.equations {
            let derived = kernel.equation(&equation.index);
            let terms: Vec<(Q, Vec<u32>)> = derived.terms().map(|(c, e)| (c, e.clone())).collect();
            let expected: Vec<(Q, Vec<u32>)> =
                program.expand(equation).map(|(d, e)| (Q::new(BigInt::one(), d.clone()), e)).collect();
            assert_eq!(terms, expected, "{cells} {dim} {order} {:?}", equation.index);
        }
    }
}

/// A power series in x_1, …, x_d, t, cut off above a total degree.
type Series = BTreeMap<Vec<u32>, Q>;

fn product(f: &Series, g: &Series, degree: u32) -> Series {
    let mut result = Series::new();
    for (e, a) in f {
        for (k, b) in g {
            let sum: Vec<u32> = e.iter().zip(k).map(|(i, j)| i + j).collect();
            if sum.iter().sum::<u32>() <= degree {
                *result.entry(sum).or_insert_with(Q::zero) += a * b;
            }
        }
    }
    result
}

/// exp(f) for a series without a constant term: Σ f^k / k!.
fn exponential(f: &Series, variables: usize, degree: u32) -> Series {
    let mut power = Series::from([(vec![0; variables], Q::one())]);
    let mut sum = power.clone();
    for k in 1..=i64::from(degree) {
        power = product(&power, f, degree);
        power.values_mut().for_each(|c| *c /= q(k, 1));
        for (e, c) in &power {
            *sum.entry(e.clone()).or_insert_with(Q::zero) += c;
        }
    }
    sum
}

fn value(terms: impl Iterator<Item = (Q, Vec<u32>)>, point: &[Q]) -> Q {
    let term =
        |(c, e): (Q, Vec<u32>)| e.iter().zip(point).fold(c, |v, (&k, x)| v * num_traits::pow(x.clone(), k as usize));
    terms.map(term).fold(Q::zero(), |sum, v| sum + v)
}

proptest! {
    #![proptest_config(cases(24))]

    /// E(ℓ1, ℓ2) is the coefficient of x^ℓ1 t^ℓ2 in Σ_j p5_j² exp(p1_jᵀx + p2_jᵀx t + p3_j t + p4_j t²).
    #[test]
    fn equations_are_the_coefficients_of_the_generating_function(
        cells in 1..4usize, dim in 1..4usize, order in 1..5usize,
        numbers in prop::collection::vec((-9..10i64, 1..6i64), 27),
    ) {
        let width = 2 * dim + 3;
        let point: Vec<Q> = (0..cells * width).map(|k| { let (n, d) = numbers[k % 27]; q(n + (k / 27) as i64, d) }).collect();
        let unit = |i: Option<usize>, t: u32| {
            let mut e = vec![0; dim + 1];
            if let Some(i) = i { e[i] = 1; }
            e[dim] = t;
            e
        };
        let mut sum = Series::new();
        for p in point.chunks(width) {
            let mut exponent = Series::new();
            for i in 0..dim {
                exponent.insert(unit(Some(i), 0), p[i].clone());
                exponent.insert(unit(Some(i), 1), p[dim + i].clone());
            }
            exponent.insert(unit(None, 1), p[2 * dim].clone());
            exponent.insert(unit(None, 2), p[2 * dim + 1].clone());
            let weight = &p[2 * dim + 2] * &p[2 * dim + 2];
            for (e, c) in exponential(&exponent, dim + 1, order as u32) {
                *sum.entry(e).or_insert_with(Q::zero) += c * &weight;
            }
        }
        let system = kernel::System { atoms: cells, dim, order };
        for index in system.indices() {
            let derived = value(system.equation(&index).terms().map(|(c, e)| (c, e.clone())), &point);
            let expected = sum.get(&index).cloned().unwrap_or_else(Q::zero);
            prop_assert_eq!(derived, expected, "{:?}", index);
        }
    }
}

// ---- The Gauss–Hermite point ----

/// Q and V of the solution that the program proposes for m atoms.
fn proposed(cells: usize) -> (Vec<BigInt>, Vec<BigInt>) {
    match witness::algebraic(cells) {
        Proof::GaussHermite { weight_root, cofactor } => (weight_root, cofactor),
        other => panic!("{other:?}"),
    }
}

fn at(coefficients: &[BigInt], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |v, c| v * x + c.to_f64().unwrap())
}

/// The roots of He_2, He_3 and He_4.
fn nodes(cells: usize) -> Vec<f64> {
    let six = 6f64.sqrt();
    let positive = match cells {
        2 => vec![1.0],
        3 => vec![3f64.sqrt(), 0.0],
        4 => vec![(3.0 + six).sqrt(), (3.0 - six).sqrt()],
        _ => panic!("no closed form here"),
    };
    let mut all = positive.clone();
    all.extend(positive.iter().filter(|a| **a != 0.0).map(|a| -a));
    all
}

#[test]
fn the_gauss_hermite_point_solves_the_expanded_system_by_substitution() {
    for (cells, dim) in [(2, 1), (2, 2), (3, 1), (3, 2), (4, 1)] {
        let (weight_root, _) = proposed(cells);
        let order = 2 * cells;
        let point: Vec<f64> = nodes(cells)
            .into_iter()
            .flat_map(|a| [vec![0.0; 2 * dim], vec![a, -0.5, at(&weight_root, a)]].concat())
            .collect();
        let width = 2 * dim + 3;
        assert_eq!(point.len(), cells * width);
        let total: f64 = point.chunks(width).map(|p| p[width - 1].powi(2)).sum();
        for equation in &TaylorSystem::new(cells, dim, order).unwrap().equations {
            let system = TaylorSystem { cells, dim, order, equations: vec![equation.clone()] };
            let value: f64 = system
                .expand(&system.equations[0])
                .map(|(d, e)| e.iter().zip(&point).fold(1.0, |v, (&k, x)| v * x.powi(k as i32)) / d.to_f64().unwrap())
                .sum();
            let last = equation.index[dim] as usize == order;
            // docs/theory.md 3.2: −m!/(2m)! for unit total weight.
            let ratio = factorial(cells).to_f64().unwrap() / factorial(order).to_f64().unwrap();
            let expected = if last { -total * ratio } else { 0.0 };
            assert!((value - expected).abs() < 1e-12 * total, "m = {cells}, {:?}: {value}", equation.index);
        }
    }
}

#[test]
fn the_rational_point_of_two_atoms_solves_order_3_exactly() {
    let witness = witness::propose(2, 3).unwrap();
    let Proof::Point(point) = &witness.proof else { panic!("not rational") };
    let system = kernel::System { atoms: 2, dim: 3, order: 4 };
    for index in system.indices() {
        let value = value(system.equation(&index).terms().map(|(c, e)| (c, e.clone())), point);
        let expected = if index == [0, 0, 0, 4] { -q(2, 24) * q(2, 1) } else { Q::zero() };
        assert_eq!(value, expected, "{index:?}");
    }
}

type Matrix = Vec<Vec<Q>>;

fn matrix_product(a: &Matrix, b: &Matrix) -> Matrix {
    let n = a.len();
    (0..n)
        .map(|i| (0..n).map(|j| (0..n).map(|k| &a[i][k] * &b[k][j]).fold(Q::zero(), |s, v| s + v)).collect())
        .collect()
}

/// Multiplication by f in Q[x]/(He_m), with the matrix of multiplication by x: its trace is Σ f(a_j) over the roots.
fn trace(f: &[Q], x: &Matrix) -> Q {
    let n = x.len();
    let mut result = vec![vec![Q::zero(); n]; n];
    for c in f.iter().rev() {
        result = matrix_product(&result, x);
        (0..n).for_each(|i| result[i][i] += c);
    }
    (0..n).map(|i| result[i][i].clone()).fold(Q::zero(), |s, v| s + v)
}

/// He_m is the characteristic polynomial of this matrix: x He_k = He_{k+1} + k He_{k−1} in the basis He_0, …, He_{m−1}.
fn jacobi(m: usize) -> Matrix {
    let mut x = vec![vec![Q::zero(); m]; m];
    for k in 0..m {
        if k + 1 < m {
            x[k + 1][k] = Q::one();
        }
        if k > 0 {
            x[k - 1][k] = q(k as i64, 1);
        }
    }
    x
}

#[test]
fn the_value_at_order_2m_is_that_of_the_theory_by_traces_of_matrices() {
    for m in 2..=9 {
        let (weight_root, cofactor) = proposed(m);
        let x = jacobi(m);
        let rational = |f: &[BigInt]| f.iter().map(|c| Q::from_integer(c.clone())).collect::<Vec<_>>();
        let multiply = |f: &[Q], g: &[Q]| {
            let mut h = vec![Q::zero(); f.len() + g.len() - 1];
            f.iter().enumerate().for_each(|(i, a)| g.iter().enumerate().for_each(|(j, b)| h[i + j] += a * b));
            h
        };
        let (root, cofactor) = (rational(&weight_root), rational(&cofactor));
        let square = multiply(&root, &root);
        let total = trace(&square, &x);
        assert!(total.is_positive());
        for l in 1..=2 * m {
            // e_ℓ(x) = Σ_{i+2k=ℓ} x^i (−1/2)^k / (i! k!)
            let mut e = vec![Q::zero(); l + 1];
            for k in 0..=l / 2 {
                let size = Q::new(BigInt::one(), factorial(l - 2 * k) * factorial(k) * (BigInt::one() << k));
                e[l - 2 * k] = if k % 2 == 1 { -size } else { size };
            }
            let value = trace(&multiply(&square, &e), &x);
            let expected = match l == 2 * m {
                true => -&total * Q::new(factorial(m), factorial(2 * m)),
                false => Q::zero(),
            };
            assert_eq!(value, expected, "m = {m}, ℓ = {l}");
        }
        // Q V = c ≠ 0 at every root: (Q V)² has the trace m c², and Q V the trace m c.
        let unit = multiply(&root, &cofactor);
        let c = trace(&unit, &x) / q(m as i64, 1);
        assert!(!c.is_zero());
        assert_eq!(trace(&multiply(&unit, &unit), &x), &c * &c * q(m as i64, 1));
    }
}

#[test]
fn the_kernel_agrees_about_every_order() {
    for cells in 2..=9 {
        for order in [1, cells, 2 * cells - 1, 2 * cells, 2 * cells + 1] {
            for dim in [1, 4] {
                let statement = Statement::Solvable(kernel::System { atoms: cells, dim, order });
                let verdict = verify(&certificate::bytes(&statement, &witness::algebraic(cells)).unwrap());
                match order < 2 * cells {
                    true => assert!(matches!(verdict, Ok(Outcome::Valid(_))), "m = {cells}, r = {order}"),
                    false => {
                        let reason = verdict.unwrap_err().reason;
                        assert!(
                            matches!(reason, Reason::EquationNotSolved { .. }),
                            "m = {cells}, r = {order}: {reason}"
                        );
                    }
                }
            }
        }
    }
}

// ---- Derivatives ----

fn kernel_says(dim: usize, relation: &Relation) -> Result<(), Reason> {
    let statement = Statement::Identity { dim, relation: relation.clone() };
    verify(&certificate::bytes(&statement, &Proof::Identity).unwrap()).map(drop).map_err(|rejection| rejection.reason)
}

/// What the ring leaves of a relation, in the words in which the kernel says it.
fn ring_says(dim: usize, relation: &Relation) -> Result<(), Reason> {
    let rest = residual(&softmax_gaussian(dim), relation);
    let Some((exponents, c)) = rest.leading() else { return Ok(()) };
    let x = |i: usize| if dim == 1 { "x".to_string() } else { format!("x[{}]", i + 1) };
    let names: Vec<String> = (0..dim).map(x).chain(["z".into(), "(1/ν)".into()]).collect();
    let power = |(name, k): (&String, &u32)| if *k == 1 { name.clone() } else { format!("{name}^{k}") };
    let factors: Vec<String> = names.iter().zip(exponents).filter(|(_, k)| **k > 0).map(power).collect();
    let mut text = match (factors.is_empty(), c.abs().is_one()) {
        (true, _) => c.to_string(),
        (false, true) if c.is_negative() => format!("-{}", factors.join(" ")),
        (false, true) => factors.join(" "),
        (false, false) => format!("{c} {}", factors.join(" ")),
    };
    let more = rest.terms().count() - 1;
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    Err(Reason::IdentityFails { residual: text })
}

/// A relation from terms in any order.
fn relation(terms: &[(Q, Vec<u32>)]) -> Relation {
    let mut sum: BTreeMap<Vec<u32>, Q> = BTreeMap::new();
    for (c, alpha) in terms {
        *sum.entry(alpha.clone()).or_insert_with(Q::zero) += c;
    }
    sum.into_iter().rev().filter(|(_, c)| !c.is_zero()).map(|(alpha, c)| (c, alpha)).collect()
}

/// The standard derivative that ∂^α u is a multiple of, and the factor 2^(−α4).
fn standard(dim: usize, alpha: &[u32]) -> (Q, Vec<u32>) {
    let mut result = vec![0; 2 * dim + 2];
    (0..dim).for_each(|i| result[i] = alpha[i] + alpha[dim + i]);
    let nu = alpha[2 * dim + 1];
    result[2 * dim] = alpha[dim..2 * dim].iter().sum::<u32>() + alpha[2 * dim] + 2 * nu;
    (Q::new(BigInt::one(), BigInt::one() << nu), result)
}

fn alpha(dim: usize, letters: &[usize]) -> Vec<u32> {
    let mut alpha = vec![0; 2 * dim + 2];
    letters.iter().for_each(|k| alpha[k % (2 * dim + 2)] += 1);
    alpha
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_kernel_and_the_ring_leave_the_same_residual(
        dim in 1..4usize,
        terms in prop::collection::vec((-5..6i64, 1..4i64, prop::collection::vec(0..8usize, 0..6)), 1..4),
    ) {
        let terms: Vec<(Q, Vec<u32>)> = terms.iter().map(|(n, d, letters)| (q(*n, *d), alpha(dim, letters))).collect();
        let relation = relation(&terms);
        prop_assume!(!relation.is_empty());
        prop_assert_eq!(kernel_says(dim, &relation), ring_says(dim, &relation));
    }

    #[test]
    fn consequences_of_the_hidden_pdes_hold_and_others_do_not(
        dim in 1..4usize,
        terms in prop::collection::vec((1..6i64, prop::collection::vec(0..8usize, 1..6)), 1..4),
        off in 1..4i64,
    ) {
        let mut all = Vec::new();
        for (n, letters) in &terms {
            let alpha = alpha(dim, letters);
            let (factor, standard) = standard(dim, &alpha);
            all.push((q(*n, 3), alpha));
            all.push((q(-n, 3) * factor, standard));
        }
        let truth = relation(&all);
        prop_assume!(!truth.is_empty());
        prop_assert_eq!(kernel_says(dim, &truth), Ok(()));
        prop_assert_eq!(ring_says(dim, &truth), Ok(()));
        all[0].0 += q(off, 7);
        let lie = relation(&all);
        let refused = kernel_says(dim, &lie);
        let false_one = matches!(refused, Err(Reason::IdentityFails { .. }));
        prop_assert!(false_one);
        prop_assert_eq!(refused, ring_says(dim, &lie));
    }
}
