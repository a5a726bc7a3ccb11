//! A refutation: for each case `Σ_k h_k E_k = Σ_i c_i s_i²` by `field`, then a square that stays positive.
//!
//! The theorem assumes only the equations that have a multiplier; the whole system implies them.

use super::Part;
use super::equations::{Equations, hang, suffix};
use super::text::{factor, glue, polynomial, wrap};
use crate::exact::certificate::{Case, Multiplier, Square, Terms};
use crate::exact::export::identifier;
use crate::kernel::System;
use std::collections::BTreeSet;

const SQUARES: &str = "(** A positive multiple of a square is not negative, and positive where the root is not 0. *)
Lemma square_nonnegative (c s : R) : 0 < c -> 0 <= c * s ^ 2.
Proof. intro positive. apply Rmult_le_pos; [lra | rewrite <- Rsqr_pow2; apply Rle_0_sqr]. Qed.

Lemma square_positive (c s : R) : 0 < c -> s <> 0 -> 0 < c * s ^ 2.
Proof. intros positive n. apply Rmult_lt_0_compat; [exact positive | rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, n]. Qed.

(** A product of numbers and powers of non-zero unknowns is not 0. *)
Ltac nonzero :=
  repeat first [ apply Ropp_neq_0_compat | apply Rmult_integral_contrapositive_currified | apply pow_nonzero ];
  first [ assumption | lra ].

(** A sum of positive multiples of squares is positive if one of the roots is such a product. *)
Ltac nonnegative := repeat apply Rplus_le_le_0_compat; apply square_nonnegative; lra.
Ltac positive :=
  first [ apply square_positive; [lra | nonzero]
        | apply Rplus_lt_le_0_compat; [positive | nonnegative]
        | apply Rplus_le_lt_0_compat; [nonnegative | positive] ].

";

/// The theorem `unsolvable_r`.
pub fn part(system: &System, cases: &[Case], equations: &Equations) -> Part {
    let writer = Writer::new(system, cases, equations);
    let name = format!("unsolvable_{}", system.order);
    let mut text = format!("(** ** No non-trivial solution of order {} *)\n\n{SQUARES}", system.order);
    for (k, case) in cases.iter().enumerate() {
        text.push_str(&writer.case(k + 1, case));
    }
    let (statement, proof) = writer.theorem(cases);
    text.push_str(&format!("Theorem {name} :\n{statement}.\nProof.\n{proof}Qed.\n"));
    let used: Vec<String> = writer.used.iter().map(|index| index_words(index)).collect();
    let words = format!(
        "no real solution of the equations {}, and so none of the system of order {}, has all p5 <> 0 and some p3 <> 0. By polynomial identities alone: multiples of the equations add up to a sum of squares that is positive.",
        used.join(", "),
        system.order
    );
    Part { text, name, statement, words, library: &[] }
}

/// `(0,4)`, or `((0,1),4)` for d = 2.
fn index_words(index: &[u32]) -> String {
    let list = |k: &[u32]| k.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    match index {
        [l1, l2] => format!("({l1},{l2})"),
        [l1 @ .., l2] => format!("(({}),{l2})", list(l1)),
        [] => "()".into(),
    }
}

struct Writer<'e> {
    equations: &'e Equations,
    /// The equations with a multiplier in some case.
    used: BTreeSet<Vec<u32>>,
    /// The unknowns that the proof speaks of.
    unknowns: String,
    all: Vec<String>,
    any: Vec<String>,
}

impl<'e> Writer<'e> {
    fn new(system: &System, cases: &[Case], equations: &'e Equations) -> Self {
        let names = equations.names();
        let mut positions: BTreeSet<usize> = system.all_nonzero().into_iter().chain(system.any_nonzero()).collect();
        let mut used = BTreeSet::new();
        for case in cases {
            for m in multipliers(case) {
                positions.extend(equations.unknowns(&m.equation));
                positions.extend(occurring(&m.terms));
                used.insert(m.equation.clone());
            }
            positions.extend(case.squares.iter().flat_map(|s| occurring(&s.root)));
        }
        let list = |positions: Vec<usize>| positions.into_iter().map(|p| names[p].clone()).collect::<Vec<_>>();
        Writer {
            equations,
            used,
            unknowns: list(positions.into_iter().collect()).join(" "),
            all: list(system.all_nonzero()),
            any: list(system.any_nonzero()),
        }
    }

    /// The identity and the contradiction of one case.
    fn case(&self, number: usize, case: &Case) -> String {
        let names = self.equations.names();
        let of = |terms: &Terms| polynomial(terms.iter().map(|(c, e)| (c, e.as_slice())), names);
        let left: Vec<String> = multipliers(case)
            .map(|m| format!("({}) * {}", of(&m.terms), self.equations.applied(&m.equation)))
            .collect();
        let squares: Vec<String> =
            squares(case).map(|s| glue(&format!("{} * ({})^2", factor(&s.coeff), of(&s.root)))).collect();
        let used: BTreeSet<&[u32]> = multipliers(case).map(|m| m.equation.as_slice()).collect();
        let assumed: Vec<String> = case.assume_nonzero.iter().map(|n| identifier(n)).collect();
        let nonzero = |names: &[String]| names.iter().map(|n| format!("{n}\u{a0}<>\u{a0}0")).collect::<Vec<_>>();

        let mut out = format!(
            "(** Case {number}, {}: multiples of the equations add up to a sum of squares. *)\n",
            nonzero(&assumed).join(" and ")
        );
        out.push_str(&format!("{}\n", hang(&format!("Lemma identity_{number} ({} : R) :", self.unknowns))));
        out.push_str(&left.iter().map(|l| wrap(l, 4)).collect::<Vec<_>>().join(" +\n"));
        out.push_str(&format!(" =\n{}.\n", wrap(&squares.join(" + "), 4)));
        out.push_str(&format!(
            "{}\n\n",
            hang(&format!("Proof. {}; field. Qed.", self.equations.unfold(used.iter().copied())))
        ));

        let hypotheses: Vec<String> = used
            .iter()
            .map(|i| format!("{}\u{a0}=\u{a0}0", self.equations.applied(i)))
            .chain(nonzero(&assumed))
            .collect();
        out.push_str(&format!("{}\n", hang(&format!("Lemma case_{number} ({} : R) :", self.unknowns))));
        out.push_str(&format!("{} -> False.\nProof.\n", wrap(&hypotheses.join(" -> "), 2)));
        let equations: Vec<String> = used.iter().map(|i| format!("H_{}", suffix(i))).collect();
        let nonzero: Vec<String> = assumed.iter().map(|n| format!("N_{n}")).collect();
        out.push_str(&format!("{}\n", wrap(&format!("intros {} {}.", equations.join(" "), nonzero.join(" ")), 2)));
        out.push_str(&format!("{}\n", wrap(&format!("pose proof (identity_{number} {}) as I.", self.unknowns), 2)));
        out.push_str(&format!("{}\n", wrap(&format!("rewrite {} in I.", equations.join(", ")), 2)));
        out.push_str("  match type of I with _ = ?squares => assert (0 < squares) by positive end.\n");
        out.push_str("  lra.\nQed.\n\n");
        out
    }

    /// The statement, closed, and the body of its proof: every alternative by the first case that covers it.
    fn theorem(&self, cases: &[Case]) -> (String, String) {
        let zero: Vec<String> =
            self.used.iter().map(|i| format!("{}\u{a0}=\u{a0}0", self.equations.applied(i))).collect();
        let all: Vec<String> = self.all.iter().map(|n| format!("{n}\u{a0}<>\u{a0}0")).collect();
        let any: Vec<String> = self.any.iter().map(|n| format!("{n}\u{a0}<>\u{a0}0")).collect();
        let chain = [&zero[..], &all[..], &[any.join(" \\/ ")]].concat().join(" -> ");
        let statement = format!("{}\n{} -> False", wrap(&format!("forall {} : R,", self.unknowns), 2), wrap(&chain, 4));

        let equations: Vec<String> = self.used.iter().map(|i| format!("H_{}", suffix(i))).collect();
        let weights: Vec<String> = self.all.iter().map(|n| format!("N_{n}")).collect();
        let (last, before) = self.any.split_last().map_or(("", &[][..]), |(l, b)| (l.as_str(), b));
        let pattern = before.iter().rev().fold(format!("N_{last}"), |rest, n| format!("[N_{n} | {rest}]"));
        let mut proof = format!(
            "{}\n",
            wrap(&format!("intros {} {} {} {pattern}.", self.unknowns, equations.join(" "), weights.join(" ")), 2)
        );
        for alternative in &self.any {
            let covers = |c: &&(usize, &Case)| {
                let mut chosen = c.1.assume_nonzero.iter().map(|n| identifier(n)).filter(|n| self.any.contains(n));
                chosen.next().is_none_or(|n| n == *alternative)
            };
            let numbered: Vec<(usize, &Case)> = cases.iter().enumerate().collect();
            if let Some((k, case)) = numbered.iter().find(covers) {
                let used: BTreeSet<&[u32]> = multipliers(case).map(|m| m.equation.as_slice()).collect();
                let arguments: Vec<String> = used
                    .iter()
                    .map(|i| format!("H_{}", suffix(i)))
                    .chain(case.assume_nonzero.iter().map(|n| format!("N_{}", identifier(n))))
                    .collect();
                let line = format!("exact (case_{} {} {}).", k + 1, self.unknowns, arguments.join(" "));
                proof.push_str(&format!("  - {}\n", wrap(&line, 4).trim_start()));
            }
        }
        (statement, proof)
    }
}

/// The multipliers that are not 0.
fn multipliers(case: &Case) -> impl Iterator<Item = &Multiplier> {
    case.multipliers.iter().filter(|m| !m.terms.is_empty())
}

/// The squares that are not 0.
fn squares(case: &Case) -> impl Iterator<Item = &Square> {
    case.squares.iter().filter(|s| !s.root.is_empty())
}

fn occurring(terms: &Terms) -> impl Iterator<Item = usize> {
    terms.iter().flat_map(|(_, e)| e.iter().enumerate().filter(|(_, k)| **k > 0).map(|(p, _)| p))
}
