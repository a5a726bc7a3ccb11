//! What a density leaves undetermined: equal densities and relations among functions by algebra, in the generators that the
//! kernel uses too; that translation is the only freedom, and how many functions are independent, by theorems of
//! `proofs/coq/Main.v` applied to the numbers of the statement.

use super::equations::hang;
use super::text::{factor, polynomial, wrap};
use super::{MAIN, Part};
use crate::Error;
use crate::kernel::{Coefficient, Dependence, FunctionRank, SameDensity};
use num_traits::Signed;

const LIBRARY: &[&str] = &[
    "Vectors",
    "MultiIndex",
    "SoftmaxModel",
    "ExponentialIndependence",
    "Cells",
    "Identifiability",
    "FalseIndependence",
    "RankNine",
    MAIN,
];

/// The most products of two gates in an equation between densities: `field` multiplies them out.
const MAX_PRODUCTS: usize = 200;
/// The most monomials x^γ that are printed: each two of them are shown to be distinct.
const MAX_MONOMIALS: u64 = 100;

/// A sum of products of positive numbers is positive; what `field` leaves are sums that must not be 0.
const POSITIVE: &str = "Ltac positive :=
  repeat first [assumption | apply Rplus_lt_0_compat | apply Rmult_lt_0_compat | apply pow_lt | lra].
Ltac not_zero := repeat match goal with |- _ /\\ _ => split end; apply Rgt_not_eq; positive.

";

/// The theorem `same_density`.
///
/// # Errors
/// If there are more products of gates than `field` multiplies out in reasonable time.
pub fn same_density(claim: &SameDensity) -> Result<Part, Error> {
    let (d, atoms, terms) = (claim.dim, numbered("A", claim.true_atoms), numbered("c", claim.terms));
    let shifts = numbered("γ", claim.terms);
    let products = claim.copies.len() * claim.true_atoms;
    if products > MAX_PRODUCTS {
        return Err(too_large(
            format!("{products} products of gates"),
            format!("at most {MAX_PRODUCTS}"),
            "common_factor",
        ));
    }
    let copies: Vec<String> = claim
        .copies
        .iter()
        .map(|c| {
            let (share, l) = (factor(&c.share), c.term);
            format!("copy\u{a0}({share})\u{a0}{}\u{a0}{}\u{a0}{}", terms[l], shifts[l], atoms[c.atom])
        })
        .collect();
    let positive: Vec<String> = terms.iter().map(|c| format!("0\u{a0}<\u{a0}{c}\u{a0}->")).collect();
    let equation =
        format!("density [{}] x y = density\u{a0}[{}]\u{a0}x\u{a0}y", copies.join("; "), atoms.join(";\u{a0}"));
    let statement = format!(
        "{}\n{}\n{}",
        wrap(
            &format!(
                "forall ({} : atom {d}) ({} : R) ({} : vec R {d}),",
                atoms.join(" "),
                terms.join(" "),
                shifts.join(" ")
            ),
            2
        ),
        wrap(&format!("{} forall x y,", positive.join(" ")), 2),
        wrap(&equation, 2)
    );
    let mut proof =
        format!("{}\n", wrap(&format!("intros {} {} {}", atoms.join(" "), terms.join(" "), shifts.join(" ")), 2));
    proof.push_str(&wrap(&format!("{} x y.", numbered("P", claim.terms).join(" ")), 4));
    proof.push_str("\n  rewrite !Main.density_value. cbv zeta. cbn [lsum]. rewrite !gate_of_copy by lra.\n  cbn [copy expert_of]. rewrite !Rplus_0_r.\n");
    for (i, a) in atoms.iter().enumerate() {
        proof.push_str(&generalised(&format!("dot (gate_slope {a}) x + gate_bias {a}"), "W", i));
    }
    for (l, shift) in shifts.iter().enumerate() {
        proof.push_str(&generalised(&format!("dot {shift} x"), "Y", l));
    }
    proof.push_str("  field; not_zero.\n");
    let text = format!(
        "(** ** Equal densities *)

(** The copy of an atom of weight e^β0 that has the weight share e^β0 c and the gate slope β1 + γ. *)
Definition copy {{d : nat}} (share c : R) (γ : vec R d) (A : atom d) : atom d :=
  Atom (gate_bias A + ln (share * c)) (gate_slope A ⊕ γ) (expert_of A).

Lemma gate_of_copy d (share c : R) (γ : vec R d) (A : atom d) x : 0 < share -> 0 < c ->
  exp (dot (gate_slope (copy share c γ A)) x + gate_bias (copy share c γ A)) =
  share * c * exp (dot γ x) * exp (dot (gate_slope A) x + gate_bias A).
Proof.
  intros s0 c0. cbn [copy gate_slope gate_bias]. rewrite dot_plus_l.
  replace (_ + _) with (ln (share * c) + dot γ x + (dot (gate_slope A) x + gate_bias A)) by ring.
  rewrite !exp_plus, exp_ln by (now apply Rmult_lt_0_compat). ring.
Qed.

{POSITIVE}Theorem same_density :\n{statement}.\nProof.\n{proof}Qed.\n"
    );
    let words = "the measure of the copies has the density of the measure of the atoms, whatever these and the factor are. The gates are positive generators, and what remains is an identity that `field` decides.";
    Ok(Part { text, name: "same_density".into(), statement, words: words.into(), library: LIBRARY })
}

/// The theorem `identifiable`.
pub fn identifiable(dim: usize, true_atoms: usize, fitted_atoms: usize) -> Part {
    let statement = format!(
        "  forall (X : vec R {dim} -> Prop) (H : list (atom {dim})), has_interior X ->
  length H = {true_atoms}%nat -> proper H -> distinct_experts H ->
  forall G, length G = {fitted_atoms}%nat -> proper G -> same_density_on X G H -> is_translate_of G H"
    );
    let text = format!(
        "(** ** Translation is the only freedom

    [has_interior], [proper], [distinct_experts], [same_density_on] and [is_translate_of] are spelt out in Main.v, in
    theorems of these names followed by _value ([is_translate_of_value] has the last two). *)

Theorem identifiable :\n{statement}.
Proof.
  intros X H interior atoms positive distinct.
  apply (Main.identifiability_threshold {} X H {fitted_atoms}); first [assumption | lia | now intros ->].
Qed.\n",
        dim - 1
    );
    let words = format!(
        "every measure of k = {fitted_atoms} atoms with the density of a measure of k* = {true_atoms} atoms with distinct experts is a translate of it, by [identifiability_threshold] of Main.v."
    );
    Part { text, name: "identifiable".into(), statement, words, library: LIBRARY }
}

/// The theorem `dependence`.
pub fn dependence(claim: &Dependence) -> Part {
    let (d, n) = (claim.dim, claim.true_atoms);
    let (atoms, weights) = (numbered("A", n), numbered("W", n));
    let coefficient = |c: &Coefficient| polynomial(c.iter().map(|(c, e)| (c, e.as_slice())), &weights);
    let all = format!("[{}]", atoms.join(";\u{a0}"));
    let summands: Vec<String> = (0..n)
        .map(|j| {
            let (c, e, a) = (coefficient(&claim.experts[j]), coefficient(&claim.densities[j]), &atoms[j]);
            format!("({c}) * expert_term\u{a0}γ\u{a0}{a}\u{a0}x\u{a0}y + ({e}) * density_term\u{a0}γ\u{a0}{all}\u{a0}{a}\u{a0}x\u{a0}y")
        })
        .collect();
    // A coefficient with one sign is not 0 at positive weights; the kernel has found that there is one.
    let one_sign = |c: &&Coefficient| {
        !c.is_empty() && (c.iter().all(|(c, _)| c.is_positive()) || c.iter().all(|(c, _)| c.is_negative()))
    };
    let none = Coefficient::new();
    let chosen = claim.experts.iter().chain(&claim.densities).find(one_sign).unwrap_or(&none);
    let size: Coefficient = chosen.iter().map(|(c, e)| (c.abs(), e.clone())).collect();
    let lets: Vec<String> =
        (0..n).map(|i| format!("let {} := exp\u{a0}(gate_bias\u{a0}{}) in", weights[i], atoms[i])).collect();
    let statement = format!(
        "  forall ({} : atom {d}) (γ : vec nat {d}) x y,\n{}\n{} = 0 /\\\n{}",
        atoms.join(" "),
        wrap(&lets.join(" "), 2),
        wrap(&summands.join(" + "), 2),
        wrap(&format!("({}) <> 0", coefficient(chosen)), 2)
    );
    let mut proof = format!("{}\n", wrap(&format!("intros {} γ x y {}.", atoms.join(" "), weights.join(" ")), 2));
    for i in 0..n {
        let (w, a) = (&weights[i], &atoms[i]);
        proof.push_str(&format!("  pose proof (exp_pos (gate_bias {a}) : 0 < {w}) as P{}.\n", i + 1));
    }
    proof.push_str(&format!(
        "{}\n",
        wrap(&format!("split; [| intro zero; assert (0 < {}) by positive; lra].", coefficient(&size)), 2)
    ));
    proof.push_str(
        "  rewrite !(proj1 (Main.expert_term_value _ _ [] _ _ _)), !(proj2 (Main.expert_term_value _ _ _ _ _ _)).\n",
    );
    proof.push_str(&format!(
        "  rewrite !Main.density_value. cbv zeta. cbn [lsum]. rewrite !exp_plus, !Rplus_0_r.\n{}\n",
        wrap(&format!("fold {}.", weights.join(" ")), 2)
    ));
    for (i, w) in weights.iter().enumerate() {
        proof.push_str(&format!("  generalize dependent {w}. intros {w} P{}.\n", i + 1));
    }
    for (i, a) in atoms.iter().enumerate() {
        proof.push_str(&generalised(&format!("dot (gate_slope {a}) x"), "X", i));
    }
    proof.push_str("  field; not_zero.\n");
    let text = format!(
        "(** ** A relation among functions

    [expert_term γ A x y] is x^γ e^(β1.x) f, f the density of the expert of A, and [density_term γ G A x y] is
    x^γ e^(β1.x) g_G; Main.v spells them out in [expert_term_value]. *)

{POSITIVE}Theorem dependence :\n{statement}.\nProof.\n{proof}Qed.\n"
    );
    let words = format!(
        "the functions x^γ e^(β1.x) f and x^γ e^(β1.x) g_G of k* = {n} atoms are dependent, and not all coefficients are 0. The weights and gates are positive generators, and what remains is an identity that `field` decides."
    );
    Part { text, name: "dependence".into(), statement, words, library: LIBRARY }
}

/// The theorem `rank`.
///
/// # Errors
/// If there are too many monomials to print.
pub fn rank(claim: &FunctionRank) -> Result<Part, Error> {
    let FunctionRank { dim: d, true_atoms, degree, functions, rank } = *claim;
    let monomials = functions / (2 * true_atoms as u64);
    if monomials > MAX_MONOMIALS {
        return Err(too_large(
            format!("{monomials} monomials"),
            format!("at most {MAX_MONOMIALS}"),
            "rank_of_functions",
        ));
    }
    let printed: Vec<String> = multi_indices(d, degree)
        .iter()
        .map(|index| index.iter().rev().fold("tt".to_string(), |rest, k| format!("({k}%nat,\u{a0}{rest})")))
        .collect();
    let statement = format!(
        "  forall (X : vec R {d} -> Prop) (ylo yhi : R) (G : list (atom {d})), has_interior X -> ylo < yhi ->
  length G = {true_atoms}%nat -> proper G -> distinct_experts G -> NoDup (map gate_slope G) ->
  length (terms degrees G) = {functions}%nat /\\
  has_rank (fun x y => X x /\\ ylo < y < yhi) (term_value G) (terms degrees G) {rank}"
    );
    // G taken apart into its atoms; any other number of them contradicts the hypothesis.
    let atoms = numbered("A", true_atoms + 1);
    let pattern = atoms.iter().rev().fold("G".to_string(), |rest, a| format!("[| {a} {rest}]"));
    let text = format!(
        "(** ** How many functions are independent

    [terms Γ G] names the functions x^γ e^(β1.x) f and x^γ e^(β1.x) g_G with γ in Γ, [term_value G] is the function of a
    name; Main.v spells them out, and [has_rank], in [rank_value]. *)

(** All γ with |γ| <= {degree}. *)
{}

Theorem rank :\n{statement}.
Proof.
  intros X ylo yhi G interior interval atoms positive distinct slopes. split.
{}
    try discriminate. reflexivity.
  - replace {rank}%nat with (length degrees * (2 * length G - 1))%nat by (now rewrite atoms).
    apply Main.rank_of_functions; try assumption; [| now intros ->].
    repeat constructor; simpl; intuition discriminate.
Qed.\n",
        hang(&format!("Definition degrees : list (vec nat {d}) := [{}].", printed.join("; "))),
        wrap(&format!("- destruct G as {pattern};"), 2)
    );
    let words = format!(
        "of the {functions} functions of k* = {true_atoms} atoms with distinct experts and distinct gate slopes exactly {rank} are linearly independent, by [rank_of_functions] of Main.v."
    );
    Ok(Part { text, name: "rank".into(), statement, words, library: LIBRARY })
}

/// `A1`, `A2`, …
fn numbered(name: &str, count: usize) -> Vec<String> {
    (1..=count).map(|i| format!("{name}{i}")).collect()
}

/// Names a positive exponential, from 0 counted, and forgets all else of it.
fn generalised(exponent: &str, name: &str, i: usize) -> String {
    let n = i + 1;
    format!("  generalize (exp_pos ({exponent})).\n  generalize (exp ({exponent})). intros {name}{n} Q{name}{n}.\n")
}

/// All multi-indices in d coordinates with |γ| ≤ q.
fn multi_indices(d: usize, q: usize) -> Vec<Vec<usize>> {
    (0..d).fold(vec![Vec::new()], |shorter, _| {
        let longer = |index: &Vec<usize>| {
            let left = q - index.iter().sum::<usize>();
            (0..=left).map(|k| [&index[..], &[k]].concat()).collect::<Vec<_>>()
        };
        shorter.iter().flat_map(longer).collect()
    })
}

fn too_large(found: String, expected: String, theorem: &str) -> Error {
    Error::limit("the proof is too large for a Coq file")
        .found(found)
        .expected(expected)
        .hint(format_args!("moe-proof check verifies it; the general theorem is {theorem} in proofs/coq/Main.v"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multi_indices_up_to_a_degree() {
        assert_eq!(multi_indices(1, 2), [[0], [1], [2]]);
        assert_eq!(multi_indices(2, 1), [[0, 0], [0, 1], [1, 0]]);
        assert_eq!(multi_indices(3, 2).len(), 10);
    }
}
