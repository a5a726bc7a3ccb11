//! Relations among derivatives of u: every identity of the proof file on its own, from the general formula for derivatives
//! (HiddenPDEs.v), and that there is no further relation, from the theorem of Relations.v.

use super::Part;
use super::equations::hang;
use super::text::{factor, wrap};
use crate::kernel::{Relation, relation_text};
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE};
use crate::model::{Component, Family};

const LIBRARY: &[&str] = &["DensityDerivatives", "HiddenPDEs", "Independence", "Relations"];

const PRELUDE: &str = "(** ** How a derivative of u is read

    u(y|x) = exp(beta1.x) N(y; a.x + b, nu) is [expert_at d x y] as a function of its parameters.  A list of directions, such as
    [Gate 0; Shift], stands for the partial derivatives to take, the last one first: Gate i is d/dbeta1_i, Slope i is d/da_i with
    i counted from 0, Shift is d/db and Variance is d/dnu.  [apply_operator d L x y p] is the sum of c d^w u at the parameter p
    over the pairs (c, w) of L; that all these derivatives exist is [is_partial_iterated] of HiddenPDEs.v. *)

Ltac expand :=
  unfold apply_operator; cbn [lsum fst snd];
  rewrite !iterated_expert by (assumption || (repeat constructor; lia));
  cbn [x_product x_factor h_total h_order Nat.add]; field.

";

/// The theorem `identity`.
pub fn identity(dim: usize, relation: &Relation) -> Part {
    let (text, statement) = theorem("identity", dim, relation);
    let words = format!(
        "{} = 0 for all x, y and every parameter with nu > 0. The derivatives are expanded by the general formula of HiddenPDEs.v; what remains is an identity that `field` decides.",
        relation_text(relation, dim)
    );
    Part { text: format!("{PRELUDE}{text}"), name: "identity".into(), statement, words, library: LIBRARY }
}

/// The theorems `identity_1`, …, and `relations`.
pub fn relations(dim: usize, order: usize, identities: &[Relation]) -> Part {
    let mut text = PRELUDE.to_string();
    for (k, relation) in identities.iter().enumerate() {
        text.push_str(&theorem(&format!("identity_{}", k + 1), dim, relation).0);
        text.push('\n');
    }
    let statement = format!(
        "  forall (p : parameter) (X : vector -> Prop) (lo hi : vector -> R) (L : operator),
    0 < variance p -> zariski_dense {dim} X -> (forall x, X x -> lo x < hi x) ->
    operator_in_dimension {dim} L -> (forall t, In t L -> (length (snd t) <= {order})%nat) ->
    ((forall x y, X x -> lo x < y < hi x -> apply_operator {dim} L x y p = 0) <-> consequence {dim} L [])"
    );
    text.push_str(&format!(
        "(** A linear relation among the derivatives of order at most {order}, for one parameter p, all x of a set X that no non-zero
    polynomial vanishes on and all y of an interval, is a consequence of the hidden PDEs: [consequence] generates from
    Gate i, Shift = Slope i and Shift, Shift = 2 Variance by sums, multiples, further derivatives and their commutation. *)
Theorem relations :\n{statement}.\nProof. intros p X lo hi L positive dense interval directions _. now apply relation_iff_generated. Qed.\n"
    ));
    let words = format!(
        "the {} identities of the proof file hold ([identity_1], ...), and every relation among the derivatives of order at most {order} follows from the hidden PDEs, by [relation_iff_generated] of Relations.v, which holds for every order.",
        identities.len()
    );
    Part { text, name: "relations".into(), statement, words, library: LIBRARY }
}

/// A theorem and its statement: the relation holds.
fn theorem(name: &str, dim: usize, relation: &Relation) -> (String, String) {
    let terms: Vec<String> =
        relation.iter().map(|(c, alpha)| format!("({}, [{}])", signed(c), word(alpha, dim))).collect();
    let statement = format!(
        "  forall x y p, 0 < variance p ->\n{}",
        wrap(&format!("apply_operator {dim} [{}] x y p = 0", terms.join("; ")), 4)
    );
    let text = format!(
        "(** {} = 0 *)\n{}\n{statement}.\nProof. intros x y p positive. expand. Qed.\n",
        relation_text(relation, dim),
        hang(&format!("Theorem {name} :"))
    );
    (text, statement)
}

/// A coefficient in a pair.
fn signed(c: &num_rational::BigRational) -> String {
    factor(c).trim_matches(['(', ')']).to_string()
}

/// The directions of ∂^α, in the order β1, a, b, ν.
fn word(alpha: &[u32], dim: usize) -> String {
    let letter = |c: Component| match c.parameter {
        GATE_SLOPE => format!("Gate {}", c.axis),
        EXPERT_SLOPE => format!("Slope {}", c.axis),
        EXPERT_INTERCEPT => "Shift".to_string(),
        _ => "Variance".to_string(),
    };
    let components = Family::softmax_gaussian().components(dim);
    let letters: Vec<String> = components.zip(alpha).flat_map(|(c, &k)| vec![letter(c); k as usize]).collect();
    letters.join("; ")
}
