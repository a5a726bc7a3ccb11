//! Proofs about exponents: accepted as written, and rejected for the right reason when anything in them is changed.

use moe_proof::kernel::{CellExponents, Gate, Outcome, Reason, Rejection, Statement, verify};
use moe_proof::prove;
use num_rational::BigRational;

fn file(cells: usize, gate: Gate) -> String {
    String::from_utf8(prove::exponents(cells, 1, gate).unwrap().bytes().to_vec()).unwrap()
}

/// The file with its first occurrence of `from` replaced.
fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} does not occur in {text}");
    text.replacen(from, to, 1)
}

fn rejection(text: &str) -> Rejection {
    match verify(text.as_bytes()) {
        Err(rejection) => rejection,
        Ok(outcome) => panic!("accepted: {outcome:?}\n{text}"),
    }
}

/// What the theory says (docs/theory.md section 4): a lower and an upper bound for each parameter.
fn truth(cells: usize, gate: Gate) -> [(BigRational, BigRational); 4] {
    let q = |n: i64, d: usize| BigRational::new(n.into(), d.into());
    let sharp = |n, d| (q(n, d), q(n, d));
    let (beta, a) = match (cells, gate) {
        (1, _) => (sharp(1, 1), sharp(1, 1)),
        (_, Gate::Fixed) => (sharp(1, 2), sharp(1, 2)),
        (2, Gate::Free) => (sharp(0, 1), sharp(1, 2)),
        (m, Gate::Free) => (sharp(0, 1), (q(1, 2 * m), q(5, 12))),
    };
    let (b, nu) = if cells == 1 { (sharp(1, 1), sharp(1, 1)) } else { (sharp(1, 2 * cells), sharp(1, cells)) };
    [beta, a, b, nu]
}

/// Whether a claim is true: it may say less than the theory, but not more.
pub fn claims_no_more_than_the_truth(claim: &CellExponents) -> bool {
    let truth = truth(claim.atoms, claim.gate);
    (0..4).all(|k| claim.at_least[k] <= truth[k].0 && claim.at_most[k] >= truth[k].1)
}

#[test]
fn files_as_written_are_accepted_and_name_what_they_assume() {
    for (cells, gate, theorems) in [
        (1, Gate::Fixed, &[][..]),
        (2, Gate::Fixed, &["intercept_variance_inequality"]),
        (2, Gate::Free, &["slope_two_atoms_inequality", "intercept_variance_inequality"]),
        (5, Gate::Fixed, &["intercept_variance_inequality"]),
        (3, Gate::Free, &["slope_inequality_any_gate", "intercept_variance_inequality"]),
        (4, Gate::Free, &["slope_inequality_any_gate", "intercept_variance_inequality"]),
    ] {
        let Ok(Outcome::Valid(verified)) = verify(file(cells, gate).as_bytes()) else { panic!("{cells} {gate:?}") };
        let assumes: Vec<&str> = verified.assumes().iter().map(|t| t.name).collect();
        assert_eq!(assumes, theorems);
        let Statement::Exponents(claim) = verified.statement() else { panic!("{verified:?}") };
        assert!(claims_no_more_than_the_truth(claim));
        assert_eq!((claim.atoms, claim.gate), (cells, gate));
    }
}

#[test]
fn a_statement_that_claims_more_is_rejected() {
    let text = file(2, Gate::Fixed);
    let least = "\"at_least\": [\"1/2\",\"1/2\",\"1/4\",\"1/2\"]";
    let most = "\"at_most\": [\"1/2\",\"1/2\",\"1/4\",\"1/2\"]";
    let above = edited(&text, least, "\"at_least\": [\"1/2\",\"1/2\",\"1/3\",\"1/2\"]");
    let no = rejection(&above);
    assert_eq!(no.place, "statement.at_most[2]");
    let no = rejection(&edited(&above, most, "\"at_most\": [\"1/2\",\"1/2\",\"1/3\",\"1/2\"]"));
    assert_eq!(no.place, "proof.optima[2]");
    assert!(matches!(no.reason, Reason::NotOptimal { .. }), "{no}");
    let no = rejection(&edited(&text, most, "\"at_most\": [\"1/2\",\"1/2\",\"1/4\",\"1\"]"));
    assert_eq!(no.place, "proof.optima[3].curve");
    assert!(no.reason.to_string().contains("ν the exponent 1/2, the statement 1"), "{no}");
    // Another cell or another gate has other inequalities.
    let no = rejection(&edited(&text, "\"atoms\": 2", "\"atoms\": 3"));
    assert_eq!(no.place, "proof.inequalities[2].powers");
    assert!(matches!(no.reason, Reason::PartDiffers { .. }), "{no}");
    let no = rejection(&edited(&text, "\"gate\": \"fixed\"", "\"gate\": \"free\""));
    assert!(matches!(no.reason, Reason::WrongLength { found: 4, expected: 3 }), "{no}");
    let no = rejection(&edited(&text, "\"gate\": \"fixed\"", "\"gate\": \"open\""));
    assert!(matches!(no.reason, Reason::UnknownWord { .. }), "{no}");
    let no = rejection(&edited(&file(2, Gate::Free), "\"atoms\": 2", "\"atoms\": 1"));
    assert!(matches!(no.reason, Reason::OutOfRange { .. }), "one atom has no free gate: {no}");
}

#[test]
fn points_that_are_not_optimal_are_rejected() {
    let text = file(2, Gate::Fixed);
    // The solver leaves the other exponents at any feasible value, so the primal point is edited as it stands.
    let primal = text.split("\"primal\":[").nth(1).unwrap().split(']').next().unwrap();
    for (to, why) in [
        ("\"1/2\",\"1/3\",\"1\",\"1\"", "2/3 < 1 in the row slope-square"),
        ("\"1\",\"1\",\"1\",\"1\"", "the primal gives 1, the dual 1/2"),
        ("\"1/2\",\"-1\",\"1\",\"1\"", "found -1, expected at least 0"),
    ] {
        let no = rejection(&edited(&text, &format!("\"primal\":[{primal}]"), &format!("\"primal\":[{to}]")));
        assert!(no.place.starts_with("proof.optima[0]") && no.reason.to_string().contains(why), "{no}");
    }
    let dual = "\"dual\":[\"1/2\",\"0\",\"0\",\"0\"]";
    for (to, why) in [
        ("[\"1\",\"0\",\"0\",\"0\"]", "the multipliers give 2 > 1 in the column β₁"),
        ("[\"1/4\",\"1/4\",\"0\",\"0\"]", "the multipliers give 1/2 > 0 in the column a"),
        ("[\"1/2\",\"0\",\"0\",\"-1\"]", "the multiplier -1 is negative"),
        ("[\"1/4\",\"0\",\"0\",\"0\"]", "the dual 1/4"),
        ("[\"1/2\",\"0\",\"0\"]", "a list of 3, expected 4"),
    ] {
        let no = rejection(&edited(&text, dual, &format!("\"dual\":{to}")));
        assert!(no.place.starts_with("proof.optima[0]") && no.reason.to_string().contains(why), "{no}");
    }
}

#[test]
fn inequalities_that_the_kernel_does_not_know_are_rejected() {
    let text = file(3, Gate::Free);
    let no = rejection(&edited(&text, "slope-at-points", "slope-square"));
    assert_eq!(no.place, "proof.inequalities[0].name");
    assert!(matches!(&no.reason, Reason::UnknownWord { expected, .. } if expected == "slope-at-points"), "{no}");
    let no = rejection(&edited(&text, "\"powers\":[0,6,0,0]", "\"powers\":[0,2,0,0]"));
    assert!(matches!(no.reason, Reason::PartDiffers { .. }), "{no}");
    let no = rejection(&edited(&text, "\"powers\":[0,0,0,3]", "\"powers\":[0,0,0,3],\"why\":\"so\""));
    assert!(matches!(no.reason, Reason::UnknownField(_)), "{no}");
}

#[test]
fn curves_that_are_larger_than_claimed_are_rejected() {
    let text = file(2, Gate::Fixed);
    let no = rejection(&edited(&text, "[\"-1\",1]", "[\"1\",1]"));
    assert_eq!(no.place, "proof.curves[0].atoms");
    assert_eq!(no.reason, Reason::CurveTooLarge { index: "(1,0)".into(), power: 1, order: 2 });
    let no = rejection(&edited(&text, "\"order\":2", "\"order\":3"));
    assert_eq!(no.reason, Reason::CurveTooLarge { index: "(2,0)".into(), power: 2, order: 3 });
    let no = rejection(&edited(&text, "\"weight\":\"1\"", "\"weight\":\"2\""));
    assert!(matches!(no.reason, Reason::CurveTooLarge { .. }), "{no}");
    let no = rejection(&edited(&text, "\"weight\":\"1\"", "\"weight\":\"-1\""));
    assert!(matches!(no.reason, Reason::WeightNotPositive { .. }), "{no}");
    let no = rejection(&edited(&text, "\"curve\":0", "\"curve\":1"));
    assert!(no.reason.to_string().contains("β₁ the exponent none"), "{no}");
    let no = rejection(&edited(&text, "\"curve\":2", "\"curve\":3"));
    assert!(matches!(no.reason, Reason::OutOfRange { .. }), "{no}");
    let no = rejection(&edited(&text, "\"weight_root\":[\"0\",\"1\"]", "\"weight_root\":[\"1\",\"1\"]"));
    assert!(no.place.starts_with("proof.curves[2]"), "{no}");
}

#[test]
fn the_slow_curve_cannot_be_made_slower() {
    let text = file(3, Gate::Free);
    // Δa = δ⁴ would be the exponent 1/3; 5/12 rests on Δb and Δν as they are.
    let slower = text.replace("[\"1\",5]", "[\"1\",4]").replace("[\"-1\",5]", "[\"-1\",4]").replace("5/12", "1/3");
    assert!(matches!(rejection(&slower).reason, Reason::CurveTooLarge { order: 12, .. }));
    let no = rejection(&edited(&text, "[\"1/2\",6]", "[\"1/3\",6]"));
    assert!(matches!(no.reason, Reason::CurveTooLarge { order: 12, .. }), "{no}");
    let no = rejection(&edited(&text, "\"order\":12", "\"order\":13"));
    assert!(matches!(no.reason, Reason::CurveTooLarge { power: 12, order: 13, .. }), "{no}");
    let no = rejection(&edited(&text, "\"order\":12", "\"order\":17"));
    assert!(matches!(no.reason, Reason::OutOfRange { .. }), "{no}");
}

#[test]
fn a_gate_that_stays_apart_must_be_free_and_a_common_factor() {
    let free = file(3, Gate::Free);
    let no = rejection(&edited(&free, "[\"-1\",0]", "[\"-2\",0]"));
    assert!(no.reason.to_string().contains("more than two gate slopes"), "{no}");
    let no = rejection(&edited(&free, "[\"1\",0],[\"0\",0]", "[\"1\",0],[\"1\",1]"));
    assert!(no.reason.to_string().contains("p1 alone"), "{no}");
    let fixed = file(2, Gate::Fixed);
    let apart = edited(&edited(&fixed, "[\"1\",1]", "[\"1\",0]"), "[\"-1\",1]", "[\"-1\",0]");
    assert!(rejection(&apart).reason.to_string().contains("with a free gate"));
}

#[test]
fn kinds_of_proof_and_claims_go_together() {
    let no = rejection(&edited(&file(2, Gate::Fixed), "lp-optimum", "caloric"));
    assert!(matches!(no.reason, Reason::KindDoesNotProve { .. }), "{no}");
    let no = rejection(
        r#"{"format": "moe-proof/2", "proof": {"kind": "lp-optimum"},
            "statement": {"claim": "unsolvable", "family": "softmax-gaussian", "atoms": 2, "dim": 1, "order": 4}}"#,
    );
    assert!(matches!(no.reason, Reason::KindDoesNotProve { .. }), "{no}");
}

#[test]
fn no_changed_digit_makes_a_false_statement_pass() {
    let (mut accepted, mut rejected) = (0, 0);
    for (cells, gate) in [(1, Gate::Fixed), (2, Gate::Fixed), (2, Gate::Free), (3, Gate::Free)] {
        let text = file(cells, gate);
        for (at, old) in text.match_indices(|c: char| c.is_ascii_digit()) {
            for new in ["0", "1", "3"].iter().filter(|n| **n != old) {
                let changed = format!("{}{new}{}", &text[..at], &text[at + 1..]);
                match verify(changed.as_bytes()) {
                    Err(_) => rejected += 1,
                    Ok(Outcome::Valid(verified)) => {
                        let Statement::Exponents(claim) = verified.statement() else { panic!("{changed}") };
                        assert!(claims_no_more_than_the_truth(claim), "{changed}");
                        accepted += 1;
                    }
                    Ok(other) => panic!("{other:?}"),
                }
            }
        }
    }
    // Harmless changes exist (the dimension, the producer, the size of a step), but most are fatal.
    assert!(rejected > accepted, "{accepted} accepted, {rejected} rejected");
}
