//! Another statement over the same proof: proved as well, or refused.

use super::{document, golden, verdict, verdict_on, with};
use moe_proof_kernel::{Reason, verify};
use serde_json::json;

/// For each file: another number in the statement, and what becomes of it. What is accepted is another true statement
/// that the file proves as well as its own.
#[test]
fn another_statement_is_proved_or_refused() {
    let changes: &[(&str, &str, u64, &str)] = &[
        // A written-out system is that of one m, d and r.
        ("rbar-2.json", "atoms", 3, "WrongLength"),
        ("rbar-2.json", "atoms", 1, "WrongLength"),
        ("rbar-2.json", "dim", 2, "WrongLength"),
        ("rbar-2.json", "order", 5, "EquationCount"),
        ("rbar-2.json", "order", 3, "EquationCount"),
        ("rbar-2-d2.json", "dim", 1, "WrongLength"),
        ("rbar-1.json", "atoms", 2, "WrongLength"),
        ("rbar-1.json", "order", 2, "KindDoesNotProve"),
        ("solvable-2-order-3.json", "order", 4, "EquationCount"),
        ("solvable-2-order-3.json", "atoms", 3, "WrongLength"),
        ("unsolvable-2-order-4.json", "order", 3, "EquationCount"),
        ("unsolvable-2-order-4.json", "atoms", 3, "WrongLength"),
        // The nodes and weights are those of one m; the order is checked up to the one stated.
        ("rbar-3.json", "atoms", 4, "Trivial"),
        ("rbar-3.json", "atoms", 2, "WrongLength"),
        ("rbar-3.json", "order", 7, "EquationNotSolved"),
        ("rbar-3.json", "order", 5, "HypothesisFails"),
        ("rbar-3.json", "dim", 5, "valid: r̄(3) = 6 in dimension 5"),
        ("rbar-3-d3.json", "dim", 1, "valid: r̄(3) = 6"),
        ("rbar-32.json", "order", 63, "HypothesisFails"),
        ("rbar-32.json", "order", 65, "EquationNotSolved"),
        ("rbar-32.json", "atoms", 33, "Trivial"),
        ("solvable-5-order-9.json", "order", 10, "EquationNotSolved"),
        ("solvable-5-order-9.json", "atoms", 6, "Trivial"),
        ("solvable-5-order-9.json", "order", 8, "valid: the system for 5 atoms of order 8 is solvable, so r̄(5) > 8"),
        (
            "solvable-5-order-9.json",
            "dim",
            2,
            "valid: the system for 5 atoms of order 9 is solvable in dimension 2, so r̄(5) > 9",
        ),
        // The lemma needs order 2m, and gives every system above that and every smaller cell.
        ("unsolvable-3-order-6.json", "order", 5, "HypothesisFails"),
        ("unsolvable-3-order-6.json", "atoms", 4, "HypothesisFails"),
        (
            "unsolvable-3-order-6.json",
            "atoms",
            2,
            "valid: the system for 2 atoms of order 6 is unsolvable, so r̄(2) ≤ 6",
        ),
        (
            "unsolvable-3-order-6.json",
            "order",
            7,
            "valid: the system for 3 atoms of order 7 is unsolvable, so r̄(3) ≤ 7",
        ),
        // The relations of another order are checked anew; another dimension has other relations.
        ("pde-1.json", "order", 7, "valid: the hidden PDEs generate all relations up to order 7"),
        ("pde-1.json", "order", 2, "valid: the hidden PDEs generate all relations up to order 2"),
        ("pde-1.json", "dim", 2, "WrongLength"),
        ("pde-2.json", "dim", 1, "WrongLength"),
        ("identity-heat.json", "dim", 2, "WrongLength"),
        // The inequalities and curves are those of one m; they are derived for one coordinate of x, so for every d.
        ("exponents-2.json", "atoms", 3, "PartDiffers"),
        ("exponents-2.json", "atoms", 1, "UnknownWord"),
        ("exponents-3-free.json", "atoms", 2, "UnknownWord"),
        ("exponents-3-free.json", "atoms", 1, "OutOfRange"),
        (
            "exponents-1-d2.json",
            "dim",
            3,
            "valid: exponents of a cell of 1 atom with a fixed gate in dimension 3: β₁ 1, a 1, b 1, ν 1",
        ),
        (
            "exponents-2-free.json",
            "dim",
            2,
            "valid: exponents of a cell of 2 atoms with a free gate in dimension 2: β₁ none, a 1/2, b 1/4, ν 1/2",
        ),
        // What is proved for all parameters is proved for every dimension.
        (
            "translation-2-3.json",
            "dim",
            3,
            "valid: any translation of the gates, with 3 atoms, keeps the density of any 2 experts in dimension 3",
        ),
        (
            "identifiable-2-3.json",
            "dim",
            2,
            "valid: 3 atoms with the density of any 2 experts, distinct, are determined up to a translation of the gates in dimension 2",
        ),
        ("rank-3-degree-2-d2.json", "dim", 1, "OutOfRange"),
        // Out of every range.
        ("rbar-3.json", "atoms", 0, "OutOfRange"),
        ("rbar-3.json", "atoms", 257, "OutOfRange"),
        ("rbar-3.json", "dim", 0, "OutOfRange"),
        ("rbar-3.json", "dim", 1001, "OutOfRange"),
        ("rbar-3.json", "order", 0, "OutOfRange"),
        ("rbar-3.json", "order", 513, "OutOfRange"),
        ("pde-1.json", "order", 1, "OutOfRange"),
        ("pde-1.json", "order", 65, "OutOfRange"),
    ];
    for &(file, field, value, expected) in changes {
        let mut lie = document(file);
        assert_ne!(lie["statement"][field], value);
        lie["statement"][field] = json!(value);
        assert_eq!(verdict_on(&lie), expected, "{file} with {field} = {value}");
    }
    // Every other claim about the same numbers.
    for (file, _, document) in golden() {
        let own = document["statement"]["claim"].clone();
        let claims = [
            "solvable",
            "unsolvable",
            "rbar",
            "identity",
            "relations",
            "exponents",
            "same-density",
            "identifiable",
            "dependence",
            "rank",
        ];
        for claim in claims {
            if own == claim {
                continue;
            }
            let found = verdict_on(&with(document, "/statement/claim", json!(claim)));
            // There are no relations of order 1 to state.
            let reasons = ["KindDoesNotProve", "MissingField", "UnknownField", "OutOfRange"];
            assert!(reasons.contains(&found.as_str()), "{file} as {claim}: {found}");
        }
        for other in ["moe-proof/3", "moe-proof/2 ", "MOE-PROOF/2", "moe-proof/1 ", ""] {
            let lie = with(document, "/format", json!(other));
            assert_eq!(verdict_on(&lie), "UnknownWord", "{file} as {other}");
        }
    }
}

/// The format before this one, as its files were: refused with a sentence that says what to do.
#[test]
fn a_file_of_the_former_format_is_told_what_has_changed() {
    for (file, text, _) in golden() {
        let former = text.replace("moe-proof/2", "moe-proof/1").replace("\"atoms\"", "\"cells\"");
        let rejection = verify(former.as_bytes()).unwrap_err();
        assert!(matches!(rejection.reason, Reason::FormerFormat { .. }), "{file}: {rejection}");
        assert_eq!(rejection.place, "format");
        // The sentence is right: with these two words changed the file is accepted again.
        let words = rejection.to_string();
        assert!(words.contains("\"atoms\"") && words.contains("\"cells\"") && words.contains("moe-proof/2"), "{words}");
        let renewed = former.replace("moe-proof/1", "moe-proof/2").replace("\"cells\"", "\"atoms\"");
        assert!(verdict(renewed.as_bytes()).starts_with("valid: "), "{file}");
        // The word alone does not make a file of this version.
        let half = verdict(text.replace("\"atoms\"", "\"cells\"").as_bytes());
        assert!(half == "MissingField" || !text.contains("\"atoms\""), "{file}: {half}");
    }
}
