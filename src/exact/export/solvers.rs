//! The polynomial system for Singular, msolve and SMT solvers.
//!
//! Every equation is multiplied by the common denominator of its coefficients. For an SMT solver the condition of non-triviality
//! (all p5_j ≠ 0 and some p3_j ≠ 0) is asserted as it is. The computer algebra systems know equations alone: with one more
//! unknown u the equation `u p5_1 … p5_m = 1` says that every p5_j ≠ 0, and with unknowns v_1, …, v_m the equation
//! `v_1 p3_1 + … + v_m p3_m = 1` says that some p3_j ≠ 0. What such a system decides over C says less than what is asked over R:
//! "no complex solution" answers the question, a complex solution does not.

use super::identifier;
use crate::Error;
use crate::exact::system::{Equation, TaylorSystem, too_large};
use crate::kernel::System;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;
use std::fmt::Write;

/// The program that a system is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A script that computes a Gröbner basis; basis 1 means that there is no complex solution.
    Singular,
    /// Variables, characteristic and polynomials.
    Msolve,
    /// SMT-LIB 2, logic QF_NRA; `unsat` means that there is no non-trivial real solution.
    SmtLib,
}

/// The most terms that are written: about 100 MB of text.
pub const MAX_TERMS: u64 = 1_000_000;

/// Writes a system and its condition of non-triviality; the same bytes for the same system.
///
/// # Example
/// ```
/// use moe_proof::exact::{export::solvers::{Language, write}, system::TaylorSystem};
/// let text = write(&TaylorSystem::new(1, 1, 1).unwrap(), Language::SmtLib).unwrap();
/// assert!(text.contains("(assert (= (* p3_1 p5_1 p5_1) 0.0))"));
/// ```
///
/// # Errors
/// A system of more than [`MAX_TERMS`] terms.
pub fn write(system: &TaylorSystem, language: Language) -> Result<String, Error> {
    let of_one_atom: u64 = system.equations.iter().map(|e| e.terms.len() as u64).sum();
    let terms = of_one_atom * system.cells as u64;
    if terms > MAX_TERMS {
        return Err(too_large(format_args!("{terms} terms"), MAX_TERMS));
    }
    let names: Vec<String> = system.variables().iter().map(|n| identifier(n)).collect();
    Ok(match language {
        Language::SmtLib => smtlib(system, &names),
        Language::Singular => singular(system, &names),
        Language::Msolve => msolve(system, &names),
    })
}

fn shape(system: &TaylorSystem) -> System {
    System { atoms: system.cells, dim: system.dim, order: system.order }
}

fn title(system: &TaylorSystem) -> String {
    format!("cells m = {}, dimension d = {}, order r = {}", system.cells, system.dim, system.order)
}

/// The terms of an equation with integer coefficients.
fn integer_terms(system: &TaylorSystem, equation: &Equation) -> Vec<(BigInt, Vec<u32>)> {
    let common = equation.terms.iter().fold(BigInt::one(), |l, t| l.lcm(&t.denominator));
    system.expand(equation).map(|(d, e)| (&common / d, e)).collect()
}

fn smtlib(system: &TaylorSystem, names: &[String]) -> String {
    let mut out = format!("; the polynomial system of r\u{304}: {}\n(set-logic QF_NRA)\n", title(system));
    for name in names {
        let _ = writeln!(out, "(declare-const {name} Real)");
    }
    for equation in &system.equations {
        let terms: Vec<String> = integer_terms(system, equation)
            .iter()
            .map(|(c, e)| {
                let mut factors: Vec<&str> =
                    names.iter().zip(e).flat_map(|(n, &k)| vec![n.as_str(); k as usize]).collect();
                let number = format!("{c}.0");
                if !c.is_one() {
                    factors.insert(0, &number);
                }
                format!("(* {})", factors.join(" "))
            })
            .collect();
        let sum = match &terms[..] {
            [one] => one.clone(),
            many => format!("(+ {})", many.join(" ")),
        };
        let _ = writeln!(out, "; equation {:?}\n(assert (= {sum} 0.0))", equation.index);
    }
    let nonzero = |positions: Vec<usize>| {
        positions.into_iter().map(|p| format!("(not (= {} 0.0))", names[p])).collect::<Vec<_>>()
    };
    out.push_str("; non-trivial: all p5 and some p3 are not 0\n");
    for condition in nonzero(shape(system).all_nonzero()) {
        let _ = writeln!(out, "(assert {condition})");
    }
    match &nonzero(shape(system).any_nonzero())[..] {
        [one] => out.push_str(&format!("(assert {one})\n")),
        many => out.push_str(&format!("(assert (or {}))\n", many.join(" "))),
    }
    out.push_str("(check-sat)\n");
    out
}

/// The equations and the two that stand for the condition, and all their unknowns.
fn polynomials(system: &TaylorSystem, names: &[String]) -> (Vec<String>, Vec<String>) {
    let mut all: Vec<String> = system
        .equations
        .iter()
        .map(|equation| {
            let terms: Vec<String> = integer_terms(system, equation).iter().map(|(c, e)| term(c, e, names)).collect();
            terms.join("+")
        })
        .collect();
    let name = |positions: Vec<usize>| positions.into_iter().map(|p| names[p].clone()).collect::<Vec<_>>();
    let (p5, p3) = (name(shape(system).all_nonzero()), name(shape(system).any_nonzero()));
    all.push(format!("u*{}-1", p5.join("*")));
    let products: Vec<String> = p3.iter().enumerate().map(|(j, p)| format!("v_{}*{p}", j + 1)).collect();
    all.push(format!("{}-1", products.join("+")));
    let extra = ["u".to_string()].into_iter().chain((1..=system.cells).map(|j| format!("v_{j}")));
    (names.iter().cloned().chain(extra).collect(), all)
}

fn term(c: &BigInt, exponents: &[u32], names: &[String]) -> String {
    let power = |(name, k): (&String, &u32)| match k {
        1 => name.clone(),
        k => format!("{name}^{k}"),
    };
    let mut factors: Vec<String> = names.iter().zip(exponents).filter(|(_, k)| **k > 0).map(power).collect();
    if !c.is_one() {
        factors.insert(0, c.to_string());
    }
    factors.join("*")
}

fn singular(system: &TaylorSystem, names: &[String]) -> String {
    let (unknowns, polynomials) = polynomials(system, names);
    format!(
        "// the polynomial system of r\u{304}: {}\n// the last two polynomials say that all p5 and some p3 are not 0\nring R = 0, ({}), dp;\nideal I =\n  {};\n// 1 means: no complex and so no real solution; anything else leaves the real question open\nideal G = slimgb(I);\nG;\n",
        title(system),
        unknowns.join(", "),
        polynomials.join(",\n  ")
    )
}

fn msolve(system: &TaylorSystem, names: &[String]) -> String {
    let (unknowns, polynomials) = polynomials(system, names);
    format!("{}\n0\n{}\n", unknowns.join(","), polynomials.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_cleared_and_the_condition_is_there() {
        let system = TaylorSystem::new(2, 1, 2).unwrap();
        let text = write(&system, Language::Msolve).unwrap();
        assert!(text.starts_with("p1_1,p2_1,p3_1,p4_1,p5_1,p1_2,p2_2,p3_2,p4_2,p5_2,u,v_1,v_2\n0\n"));
        // E(0,2) = Σ p5² (p3²/2 + p4), times 2.
        assert!(text.contains("p3_1^2*p5_1^2+2*p4_1*p5_1^2+p3_2^2*p5_2^2+2*p4_2*p5_2^2,\n"));
        assert!(text.ends_with("u*p5_1*p5_2-1,\nv_1*p3_1+v_2*p3_2-1\n"));
        assert_eq!(text.lines().count(), 2 + system.equations.len() + 2);
    }

    #[test]
    fn a_system_that_would_fill_the_disk_is_refused() {
        let system = TaylorSystem::new(256, 1, 60).unwrap();
        assert!(write(&system, Language::Msolve).is_err());
    }

    #[test]
    fn smt_scripts_balance_their_parentheses() {
        let text = write(&TaylorSystem::new(3, 2, 3).unwrap(), Language::SmtLib).unwrap();
        let mut depth = 0i32;
        for line in text.lines().filter(|l| !l.starts_with(';')) {
            depth += line.matches('(').count() as i32 - line.matches(')').count() as i32;
            assert_eq!(depth, 0, "{line}");
        }
        assert_eq!(text.matches("(assert (=").count(), 19);
    }
}
