//! Lies about r̄ and about the theorem.

use super::{Lie, document, tell};
use serde_json::json;

#[test]
fn rbar_needs_both_halves_and_the_theorem_its_hypotheses() {
    let lies = [
        Lie {
            file: "rbar-3.json",
            what: "the halves exchanged",
            tell: |d| {
                let (s, u) = (d["proof"]["solvable"].clone(), d["proof"]["unsolvable"].clone());
                d["proof"] = json!({"kind": "rbar", "solvable": u, "unsolvable": s});
            },
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "one half for the whole",
            tell: |d| d["proof"] = d["proof"]["solvable"].clone(),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "the empty system below order 6",
            tell: |d| d["proof"]["solvable"] = json!({"kind": "empty-system"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "a proof within the proof",
            tell: |d| d["proof"]["unsolvable"] = d["proof"].clone(),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "an identity for a refutation",
            tell: |d| d["proof"]["unsolvable"] = json!({"kind": "identity"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "an unknown kind",
            tell: |d| d["proof"]["unsolvable"] = json!({"kind": "by inspection"}),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-3.json",
            what: "another theorem",
            tell: |d| d["proof"]["unsolvable"]["theorem"] = json!("False_ind"),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-3.json",
            what: "another file",
            tell: |d| d["proof"]["unsolvable"]["file"] = json!("/tmp/Separation.v"),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-2.json",
            what: "the written-out system left out",
            tell: |d| {
                d.as_object_mut().unwrap().remove("equations");
            },
            expected: "MissingField",
        },
        Lie {
            file: "rbar-3.json",
            what: "a written-out system that no rule reads",
            tell: |d| d["equations"] = json!([]),
            expected: "UnknownField",
        },
        Lie {
            file: "rbar-2.json",
            what: "r̄(2) = 3 by the same refutation, the equations cut down to order 3",
            tell: |d| {
                d["statement"]["order"] = json!(3);
                d["equations"]
                    .as_array_mut()
                    .unwrap()
                    .retain(|e| e["index"][0].as_u64().unwrap() + e["index"][1].as_u64().unwrap() <= 3);
            },
            expected: "OutOfRange",
        },
        // Half a proof is no lie, but it is not the whole statement either.
        Lie {
            file: "rbar-3.json",
            what: "no solution",
            tell: |d| d["proof"]["solvable"] = json!(null),
            expected: "incomplete: a solution of order 5",
        },
        Lie {
            file: "rbar-3.json",
            what: "no refutation",
            tell: |d| d["proof"]["unsolvable"] = json!(null),
            expected: "incomplete: a refutation of order 6",
        },
        Lie {
            file: "rbar-3.json",
            what: "neither",
            tell: |d| d["proof"] = json!({"kind": "rbar", "solvable": null, "unsolvable": null}),
            expected: "NothingProved",
        },
        Lie { file: "rbar-3.json", what: "no proof at all", tell: |d| d["proof"] = json!(null), expected: "WrongType" },
        Lie {
            file: "rbar-2.json",
            what: "incomplete, and what is there is wrong",
            tell: |d| {
                d["proof"]["unsolvable"] = json!(null);
                d["proof"]["solvable"]["point"][2] = json!("2");
            },
            expected: "EquationNotSolved",
        },
        Lie {
            file: "rbar-3.json",
            what: "a seed in the producer",
            tell: |d| d["producer"]["seed"] = json!(u64::MAX),
            expected: "valid: r̄(3) = 6",
        },
        Lie {
            file: "rbar-3.json",
            what: "a seed that is no number",
            tell: |d| d["producer"]["seed"] = json!("7"),
            expected: "WrongType",
        },
        // For two atoms there is a refutation by algebra and one by the lemma: both prove it.
        Lie {
            file: "rbar-2.json",
            what: "the lemma instead of algebra",
            tell: |d| d["proof"]["unsolvable"] = document("rbar-3.json")["proof"]["unsolvable"].clone(),
            expected: "valid: r̄(2) = 4",
        },
    ];
    tell(&lies);
}
