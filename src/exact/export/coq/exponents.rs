//! The exponents of a Voronoi cell, as statements about V, the integral of the distance of two densities over a box.
//!
//! The kernel's claim is about the Taylor coefficients of a cell. The Coq file states what the theorems on exponents of
//! `proofs/coq/Main.v` say about V for the same m, d and gate: `inequality`, that |Δ| ≤ K ε^θ for V ≤ ε, and `exponents`,
//! the claim itself with V in the place of the coefficients. No number of the proof is needed, the statement alone.
//!
//! The theorems reach every number of a claim but one: with a free gate V bounds the expert slope with the exponent
//! 1/(2m) of the intercept, because at one x the two cannot be told apart, while the coefficients give 1/2 for m = 2. A
//! number that is not reached is replaced by the one that is, and the header of the file says so.

use super::text::factor;
use super::{MAIN, Part};
use crate::kernel::{CellExponents, Gate};
use num_rational::BigRational;
use num_traits::Zero;

const LIBRARY: &[&str] = &["Vectors", "SoftmaxModel", "MixturePoints", "ModelBridge", "VoronoiCells", MAIN];

/// The vocabulary, and how the comparisons of numbers are decided.
const PRELUDE: &str = "(** ** What the statements speak of

    G and H are mixtures, given as lists of atoms (gate bias, gate slope, expert), an expert being (slope, intercept,
    variance).  Main.v spells out each of the following in a theorem.

    - [variation lo hi ylo yhi G H] is V(G, H), the integral of |g_G(y|x) - g_H(y|x)| over x in the box of lo and hi and
      y in [ylo, yhi] ([variation_value]); [tuple_value] says how a point of the box is a vector.
    - [region w0 W0 M ν0 N0 G]: weights e^(gate bias) between w0 and W0, variances between ν0 and N0, all other
      parameters at most M ([region_value]); [distinct_experts H]: no two atoms have the same expert ([proper_value]).
    - [voronoi H A G] is the Voronoi cell of the atom A of H in G ([voronoi_value]).
    - [gate_difference t1 A B], [slope_difference A B], [intercept_difference A B], [variance_difference A B] are |Δβ1|,
      |Δa|, |Δb|, |Δν| of the atom B of the cell of A, with the gate slope of A translated by t1 ([differences_value]);
      [slope_shift A B] is the translation that takes A to B ([shift_value]).
    - [Rpower ε θ] is ε^θ. *)

Ltac number := rewrite ?INR_IZR_INZ; simpl Z.of_nat; first [lia | lra].

";

/// The parameters: symbol, the function of the translation and two atoms, the difference of two atoms A and B.
const PARAMETERS: [(&str, &str, &str); 4] = [
    ("β1", "gate_difference", "gate_difference (slope_shift A0 B0) A B"),
    ("a", "(fun _ => slope_difference)", "slope_difference A B"),
    ("b", "(fun _ => intercept_difference)", "intercept_difference A B"),
    ("ν", "(fun _ => variance_difference)", "variance_difference A B"),
];

/// What the theorems of Main.v say about V in a cell of m atoms.
struct Reached {
    /// No possible exponent is smaller; `None` for the slope of a free gate, about which V says nothing.
    at_least: [Option<BigRational>; 4],
    /// Every exponent from here on is possible.
    at_most: [BigRational; 4],
}

impl Reached {
    fn of(m: usize, gate: Gate) -> Reached {
        let over = |n: usize| BigRational::new(1.into(), n.into());
        match gate {
            Gate::Fixed => {
                let exact = match m {
                    1 => [1, 1, 1, 1].map(over),
                    m => [2, 2, 2 * m, m].map(over),
                };
                Reached { at_least: exact.clone().map(Some), at_most: exact }
            }
            Gate::Free => Reached {
                at_least: [None, Some(over(2 * m)), Some(over(2 * m)), Some(over(m))],
                at_most: [BigRational::zero(), over(m), over(2 * m), over(m)],
            },
        }
    }
}

/// The numbers that a file states, and a sentence for each number of the claim that is not among them.
struct Stated {
    at_least: [Option<BigRational>; 4],
    at_most: [BigRational; 4],
    missed: Vec<String>,
}

impl Stated {
    fn of(claim: &CellExponents) -> Stated {
        let reached = Reached::of(claim.atoms, claim.gate);
        let mut missed = Vec::new();
        let mut differs = |k: usize, number: &BigRational, side: &str, stated: &BigRational| {
            if number != stated {
                let symbol = PARAMETERS[k].0;
                missed.push(format!(
                    "The number {number} of the proof file, {side} for the exponent of {symbol}, is one for Taylor coefficients; for V the theorems give {stated}."
                ));
            }
        };
        let mut at_least = reached.at_least;
        let mut at_most = reached.at_most;
        for k in 0..PARAMETERS.len() {
            // What is at least the number reached is at least a smaller one, and a larger exponent is possible, too.
            if let Some(number) = &mut at_least[k] {
                *number = claim.at_least[k].clone().min(number.clone());
                differs(k, &claim.at_least[k], "the lower bound", number);
            }
            at_most[k] = claim.at_most[k].clone().max(at_most[k].clone());
            differs(k, &claim.at_most[k], "the upper bound", &at_most[k]);
        }
        Stated { at_least, at_most, missed }
    }
}

/// The theorems `inequality` and `exponents`.
pub fn parts(claim: &CellExponents) -> Vec<Part> {
    let stated = Stated::of(claim);
    vec![inequality(claim, &stated), exponents(claim, &stated)]
}

/// `|Δ| ≤ K ε^θ`, K the same for all mixtures near a true one.
fn inequality(claim: &CellExponents, stated: &Stated) -> Part {
    let (m, d) = (claim.atoms, claim.dim);
    let named: Vec<(usize, &BigRational)> =
        stated.at_least.iter().enumerate().filter_map(|(k, number)| Some((k, number.as_ref()?))).collect();
    let bounds: Vec<String> = named
        .iter()
        .map(|&(k, number)| format!("      {} <= K * Rpower ε {}", PARAMETERS[k].2, fraction(number)))
        .collect();
    let numbers: Vec<String> = named.iter().map(|&(_, number)| fraction(number)).collect();
    let numbers = numbers.join(" ");
    let (fixed, theorem, arguments, beside) = match (claim.gate, m) {
        (Gate::Fixed, 1) => (
            true,
            "density_exponent_one",
            format!("{d} k {numbers}"),
            "if some cell has exactly one atom, A0, B0 there",
        ),
        (Gate::Fixed, m) => (
            true,
            "density_exponents",
            format!("{d} k {m} {numbers}"),
            "if some cell has exactly one atom; B0 is that atom and shows the translation of the gate",
        ),
        (Gate::Free, m) => {
            (false, "density_exponents_without_gate", format!("{d} k {m} {numbers}"), "whatever the other cells are")
        }
    };
    let single = if fixed { " forall A0 B0, In A0 H -> voronoi H A0 G = [B0] ->" } else { "" };
    let statement = format!(
        "  forall (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom {d})),
  (forall i, (i < {d})%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists K, 0 < K /\\ forall G ε, length G = k -> region w0 W0 M ν0 N0 G -> 0 < ε <= 1 ->
    variation lo hi ylo yhi G H <= ε ->{single}
    forall A B, In A H -> length (voronoi H A G) = {m}%nat -> In B (voronoi H A G) ->
{}",
        bounds.join(" /\\\n")
    );
    let words = format!(
        "the differences of the atoms in a cell of m = {m} from the true atom, in dimension d = {d}, are at most K ε^θ if V(G, H) <= ε, {beside}; K does not depend on G. By [{theorem}] of Main.v."
    );
    let text = format!(
        "{PRELUDE}(** ** The differences of the parameters are at most K ε^θ *)\n\nTheorem inequality :\n{statement}.\nProof.\n  intros k. intros.\n  apply (Main.{theorem} {arguments}); first [assumption | number].\nQed.\n"
    );
    Part { text, name: "inequality".into(), statement, words, library: LIBRARY }
}

/// No possible exponent is below `at_least`, and `at_most` is one.
fn exponents(claim: &CellExponents, stated: &Stated) -> Part {
    let d = claim.dim;
    let theorem = match (claim.gate, claim.atoms) {
        (Gate::Fixed, 1) => "possible_density_exponents_one",
        (Gate::Fixed, _) => "possible_density_exponents",
        (Gate::Free, _) => "possible_density_exponents_free",
    };
    let mut conjuncts = Vec::new();
    let mut proof = String::new();
    for (k, (_, difference, _)) in PARAMETERS.iter().enumerate() {
        let possible = format!("possible lo hi ylo yhi {difference}");
        let most = fraction(&stated.at_most[k]);
        let least = stated.at_least[k].as_ref().map(fraction);
        if let Some(least) = &least {
            conjuncts.push(format!("  (forall θ, {possible} θ -> {least} <= θ)"));
            proof.push_str(&format!(
                "  split; [intros θ P; apply Rle_trans with (2 := {} P); number |].\n",
                lower(claim.gate, k, "θ")
            ));
        }
        conjuncts.push(format!("  {possible} {most}"));
        let upper = upper(claim, k, &stated.at_most[k]);
        proof.push_str(&match k + 1 < PARAMETERS.len() {
            true => format!("  split; [exact ({upper} ltac:(number)) |].\n"),
            false => format!("  exact ({upper} ltac:(number)).\n"),
        });
    }
    let statement = format!(
        "  forall (lo hi : nat -> R) (ylo yhi : R), (forall i, (i < {d})%nat -> lo i < hi i) -> ylo < yhi ->\n{}",
        conjuncts.join(" /\\\n")
    );
    let text = format!(
        "{}Theorem exponents :\n{statement}.\nProof.\n  intros lo hi ylo yhi box interval.\n  pose proof (Main.{theorem} {d} {} lo hi ylo yhi ltac:(lia) box interval ltac:(lia)) as E.\n{proof}Qed.\n",
        possible(claim),
        claim.atoms
    );
    let mut words = format!(
        "of each parameter no possible exponent is below the first number, and the second is one, for V in the place of the Taylor coefficients; a number given twice is sharp. By [{theorem}] of Main.v."
    );
    if claim.gate == Gate::Free {
        words.push_str(" Of the gate slope nothing is bounded: it may stay away from 0 with V = 0.");
    }
    let equal_cells = BigRational::new(1.into(), claim.atoms.into());
    if claim.gate == Gate::Free && stated.at_most[1] > equal_cells {
        words.push_str(&format!(
            " If the other cell has {0} atoms, too, even {equal_cells} is possible for a, by [slope_rate_without_gate] of Main.v.",
            claim.atoms
        ));
    }
    for sentence in &stated.missed {
        words.push(' ');
        words.push_str(sentence);
    }
    Part { text, name: "exponents".into(), statement, words, library: LIBRARY }
}

/// The definition of a possible exponent.
fn possible(claim: &CellExponents) -> String {
    let (m, d) = (claim.atoms, claim.dim);
    let head = format!(
        "Definition possible (lo hi : nat -> R) (ylo yhi : R) (difference : vec R {d} -> atom {d} -> atom {d} -> R)\n    (θ : R) : Prop :="
    );
    let constants = |q: &str| {
        format!(
            "  exists {q}(w0 W0 M ν0 N0 : R) (A1 A2 : atom {d}) (κ ε0 : R),{}
    0 < w0 /\\ 0 < ν0 /\\ 0 < κ /\\ 0 < ε0 <= 1 /\\ distinct_experts [A1; A2] /\\ region w0 W0 M ν0 N0 [A1; A2] /\\
    forall ε, 0 < ε <= ε0 -> exists G,",
            if q.is_empty() { "" } else { " (2 <= q)%nat /\\" }
        )
    };
    match claim.gate {
        Gate::Fixed => format!(
            "
(** θ is a possible exponent for V of a parameter in a cell of m = {m}: for some true mixture of two atoms A1, A2 and
    all small ε some G with V <= ε has {m} atoms in the cell of A1, one of them with |Δ| >= κ ε^θ.  The gate is fixed: the
    other cell is A2 itself. *)
{head}
{}
      length G = {}%nat /\\ region w0 W0 M ν0 N0 G /\\
      length (voronoi [A1; A2] A1 G) = {m}%nat /\\ voronoi [A1; A2] A2 G = [A2] /\\
      variation lo hi ylo yhi G [A1; A2] <= ε /\\
      exists B, In B (voronoi [A1; A2] A1 G) /\\ κ * Rpower ε θ <= difference (slope_shift A2 A2) A1 B.

",
            constants(""),
            m + 1
        ),
        Gate::Free => format!(
            "
(** θ is a possible exponent for V of a parameter in a cell of m = {m}: for some true mixture of two atoms A1, A2 and
    all small ε some G with V <= ε has {m} atoms in the cell of A1, one of them with |Δ| >= κ ε^θ.  The gate is free: the
    other cell has q >= 2 atoms, and no translation t1 of the gate makes |Δ| smaller. *)
{head}
{}
      length G = ({m} + q)%nat /\\ region w0 W0 M ν0 N0 G /\\
      length (voronoi [A1; A2] A1 G) = {m}%nat /\\ length (voronoi [A1; A2] A2 G) = q /\\
      variation lo hi ylo yhi G [A1; A2] <= ε /\\
      forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\\ κ * Rpower ε θ <= difference t1 A1 B.

",
            constants("(q : nat) ")
        ),
    }
}

/// The implication "θ is possible, so it is at least …" in the theorem E of Main.v.
fn lower(gate: Gate, parameter: usize, theta: &str) -> String {
    match (gate, parameter) {
        (Gate::Free, 1) => format!("proj1 (proj2 (E {theta}))"),
        _ => format!("proj1 ({})", equivalence(gate, parameter, theta)),
    }
}

/// The implication "θ is at least …, so it is possible". For the slope with a free gate it depends on the number q of
/// atoms in the other cell, 2 ≤ q ≤ m: the smallest that reaches the number is taken.
fn upper(claim: &CellExponents, parameter: usize, theta: &BigRational) -> String {
    let number = fraction(theta);
    match (claim.gate, parameter) {
        (Gate::Free, 0) => format!("proj1 (E {number})"),
        (Gate::Free, 1) => {
            let m = claim.atoms;
            let reaches = |q: &usize| BigRational::new((m + q).into(), (2 * m * q).into()) <= *theta;
            let q = (2..=m).find(reaches).unwrap_or(m);
            format!("proj1 (proj2 (proj2 (E {number}))) {q}%nat ltac:(lia)")
        }
        (gate, parameter) => format!("proj2 ({})", equivalence(gate, parameter, &number)),
    }
}

/// The equivalence for a parameter, a conjunct of the theorem E of Main.v.
fn equivalence(gate: Gate, parameter: usize, theta: &str) -> String {
    // With a free gate the slopes of gate and expert have three conjuncts together.
    let (position, last) = match gate {
        Gate::Fixed => (parameter, 3),
        Gate::Free => (parameter + 1, 4),
    };
    let inner = (0..position).fold(format!("E {theta}"), |term, _| format!("proj2 ({term})"));
    if position == last { inner } else { format!("proj1 ({inner})") }
}

/// A number as an argument: `(1/4)`, `1`.
fn fraction(number: &BigRational) -> String {
    match number.is_integer() {
        true => factor(number),
        false => format!("({number})"),
    }
}
