//! Lies about what the density leaves undetermined.

use super::{Lie, document, tell, verdict_on};
use moe_proof_kernel::verify;
use serde_json::{Value, json};

fn copies(document: &mut Value) -> &mut Vec<Value> {
    document["statement"]["copies"].as_array_mut().unwrap()
}

#[test]
fn another_measure_has_the_density_or_is_refused() {
    let lies = [
        Lie {
            file: "common-factor-2-4.json",
            what: "one expert with twice the weight in one term",
            tell: |d| copies(d)[0][0] = json!("2"),
            expected: "DensitiesDiffer",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "twice the weight in both terms of one expert",
            tell: |d| {
                copies(d)[0][0] = json!("2");
                copies(d)[1][0] = json!("2");
            },
            expected: "DensitiesDiffer",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "the same shares with the experts exchanged",
            tell: |d| *copies(d) = serde_json::from_str(r#"[["1",1,1],["2",1,2],["2",2,1],["1",2,2]]"#).unwrap(),
            expected: "DensitiesDiffer",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "one expert stays where it is",
            tell: |d| copies(d)[3] = json!(["1", 2, 1]),
            expected: "CopyMissing",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "two terms with three atoms",
            tell: |d| drop(copies(d).pop()),
            expected: "CopyMissing",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "a third term that occurs nowhere",
            tell: |d| d["statement"]["terms"] = json!(3),
            expected: "CopyMissing",
        },
        Lie {
            file: "translation-2-3.json",
            what: "a translation for a common factor",
            tell: |d| d["statement"]["terms"] = json!(2),
            expected: "CopyMissing",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "a term beyond the last one",
            tell: |d| d["statement"]["terms"] = json!(1),
            expected: "OutOfRange",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "a third expert of which nothing is said",
            tell: |d| d["statement"]["true_atoms"] = json!(3),
            expected: "CopyMissing",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "an expert that G does not have",
            tell: |d| copies(d)[0][1] = json!(3),
            expected: "OutOfRange",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "an expert with the number 0",
            tell: |d| copies(d)[0][1] = json!(0),
            expected: "OutOfRange",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "the weights of an expert taken away",
            tell: |d| copies(d)[2][0] = json!("-1"),
            expected: "WeightNotPositive",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "an atom of weight 0 more",
            tell: |d| copies(d).push(json!(["0", 1, 1])),
            expected: "WeightNotPositive",
        },
        Lie {
            file: "common-factor-2-4.json",
            what: "an atom more",
            tell: |d| copies(d).push(json!(["1", 1, 1])),
            expected: "DensitiesDiffer",
        },
        Lie { file: "common-factor-2-4.json", what: "no atom", tell: |d| copies(d).clear(), expected: "OutOfRange" },
        Lie {
            file: "common-factor-1-2.json",
            what: "257 atoms",
            tell: |d| *copies(d) = vec![json!(["1", 1, 1]); 257],
            expected: "OutOfRange",
        },
        Lie {
            file: "common-factor-1-2.json",
            what: "shares whose common denominator is too long",
            tell: |d| {
                let denominator = |k: u32| format!("1/1{}{k}", "0".repeat(600));
                copies(d).extend([1, 3].map(|k| json!([denominator(k), 1, 1])));
            },
            expected: "TooManyDigits",
        },
        // No lies.
        Lie {
            file: "common-factor-2-4.json",
            what: "a number in front of one term, and another order",
            tell: |d| {
                copies(d)[0][0] = json!("7/3");
                copies(d)[2][0] = json!("7/3");
                copies(d).reverse();
            },
            expected: "valid: any common factor of the gates of 2 terms, with 4 atoms, keeps the density of any 2 experts: \
                       the gate slopes are not identifiable",
        },
        Lie {
            file: "translation-2-3.json",
            what: "unequal parts",
            tell: |d| {
                copies(d)[0][0] = json!("1/3");
                copies(d)[1][0] = json!("2/3");
            },
            expected: "valid: any translation of the gates, with 3 atoms, keeps the density of any 2 experts",
        },
        Lie {
            file: "common-factor-1-2.json",
            what: "any share where one expert has the whole density",
            tell: |d| copies(d)[0][0] = json!("5"),
            expected: "valid: any common factor of the gates of 2 terms, with 2 atoms, keeps the density of any expert: \
                       the gate slopes are not identifiable",
        },
    ];
    tell(&lies);
}

#[test]
fn beyond_the_threshold_translation_is_not_the_only_freedom() {
    let file = document("identifiable-2-3.json");
    for (field, value, expected) in [
        ("fitted_atoms", 4, "HypothesisFails"),
        ("fitted_atoms", 256, "HypothesisFails"),
        ("fitted_atoms", 1, "HypothesisFails"),
        ("fitted_atoms", 0, "OutOfRange"),
        ("fitted_atoms", 257, "OutOfRange"),
        ("true_atoms", 1, "HypothesisFails"),
        ("true_atoms", 4, "HypothesisFails"),
        ("true_atoms", 17, "OutOfRange"),
        (
            "fitted_atoms",
            2,
            "valid: 2 atoms with the density of any 2 experts, distinct, are determined up to a translation of the gates",
        ),
        (
            "true_atoms",
            3,
            "valid: 3 atoms with the density of any 3 experts, distinct, are determined up to a translation of the gates",
        ),
    ] {
        let mut lie = file.clone();
        lie["statement"][field] = json!(value);
        assert_eq!(verdict_on(&lie), expected, "{field} = {value}");
    }
    let mut twice = file.clone();
    twice["statement"]["fitted_atoms"] = json!(4);
    let rejection = verify(twice.to_string().as_bytes()).unwrap_err();
    assert_eq!(rejection.place, "proof.theorem");
    assert!(rejection.to_string().contains("twice the 2"), "{rejection}");
}

#[test]
fn a_relation_holds_and_says_something() {
    let lies = [
        Lie {
            file: "dependence-2.json",
            what: "the weights exchanged",
            tell: |d| d["statement"]["experts"].as_array_mut().unwrap().reverse(),
            expected: "DependenceFails",
        },
        Lie {
            file: "dependence-2.json",
            what: "the sum and not the difference",
            tell: |d| d["statement"]["densities"] = d["statement"]["experts"].clone(),
            expected: "DependenceFails",
        },
        Lie {
            file: "dependence-2.json",
            what: "one expert alone",
            tell: |d| {
                d["statement"]["experts"][1] = json!([]);
                d["statement"]["densities"][1] = json!([]);
            },
            expected: "DependenceFails",
        },
        Lie {
            file: "dependence-2.json",
            what: "without weights",
            tell: |d| {
                d["statement"]["experts"] = json!([[["1", [0, 0]]], [["1", [0, 0]]]]);
                d["statement"]["densities"] = json!([[["-1", [0, 0]]], [["-1", [0, 0]]]]);
            },
            expected: "DependenceFails",
        },
        Lie {
            file: "dependence-2.json",
            what: "0 = 0",
            tell: |d| {
                d["statement"]["experts"] = json!([[], []]);
                d["statement"]["densities"] = json!([[], []]);
            },
            expected: "CoefficientsMayVanish",
        },
        Lie {
            file: "dependence-2.json",
            what: "the relation times W1 − W2, which is 0 = 0 at equal weights",
            tell: |d| {
                d["statement"]["experts"] = json!([[["1", [2, 0]], ["-1", [1, 1]]], [["1", [1, 1]], ["-1", [0, 2]]]]);
                d["statement"]["densities"] = json!([[["-1", [2, 0]], ["1", [1, 1]]], [["-1", [1, 1]], ["1", [0, 2]]]]);
            },
            expected: "CoefficientsMayVanish",
        },
        Lie {
            file: "dependence-2.json",
            what: "the relation of two experts for three",
            tell: |d| d["statement"]["true_atoms"] = json!(3),
            expected: "WrongLength",
        },
        Lie {
            file: "dependence-2.json",
            what: "a polynomial in the weights of three experts",
            tell: |d| d["statement"]["experts"][0][0][1] = json!([1, 0, 0]),
            expected: "WrongLength",
        },
        Lie {
            file: "dependence-2.json",
            what: "coefficients whose common denominator is too long, one in each list",
            tell: |d| {
                let denominator = |k: u32| format!("1/1{}{k}", "0".repeat(600));
                d["statement"]["experts"][0][0][0] = json!(denominator(1));
                d["statement"]["densities"][1][0][0] = json!(denominator(3));
            },
            expected: "TooManyDigits",
        },
        Lie {
            file: "dependence-2.json",
            what: "1001 terms",
            tell: |d| {
                let terms: Vec<Value> = (0..1000).map(|k| json!(["1", [1000 - k, 0]])).collect();
                d["statement"]["experts"][0] = json!(terms);
            },
            expected: "TooMuchWork",
        },
        // No lies.
        Lie {
            file: "dependence-2.json",
            what: "the relation times −1/2",
            tell: |d| {
                d["statement"]["experts"] = json!([[["-1/2", [1, 0]]], [["-1/2", [0, 1]]]]);
                d["statement"]["densities"] = json!([[["1/2", [1, 0]]], [["1/2", [0, 1]]]]);
            },
            expected: "valid: x^γ Σⱼ exp(β₁ⱼᵀx) (cⱼ fⱼ + eⱼ g) = 0 for every γ and any 2 experts, c = (-1/2 W1, -1/2 W2), e = (1/2 W1, 1/2 W2)",
        },
        Lie {
            file: "dependence-2.json",
            what: "the relation times W1 + W2",
            tell: |d| {
                d["statement"]["experts"] = json!([[["1", [2, 0]], ["1", [1, 1]]], [["1", [1, 1]], ["1", [0, 2]]]]);
                d["statement"]["densities"] =
                    json!([[["-1", [2, 0]], ["-1", [1, 1]]], [["-1", [1, 1]], ["-1", [0, 2]]]]);
            },
            expected: "valid: x^γ Σⱼ exp(β₁ⱼᵀx) (cⱼ fⱼ + eⱼ g) = 0 for every γ and any 2 experts, c = (W1^2 + …, W1 W2 + …), e = (-W1^2 + …, -W1 W2 + …)",
        },
    ];
    tell(&lies);
}

#[test]
fn a_rank_is_that_of_the_theorem() {
    let file = document("rank-2-degree-2.json");
    for (changes, expected) in [
        (&[("rank", 12)][..], "OutOfRange"),
        (&[("rank", 10)], "OutOfRange"),
        (&[("rank", 8)], "OutOfRange"),
        (&[("rank", 0)], "OutOfRange"),
        (&[("functions", 9)], "OutOfRange"),
        (&[("functions", 13)], "OutOfRange"),
        (&[("degree", 1)], "OutOfRange"),
        (&[("degree", 65)], "OutOfRange"),
        (&[("dim", 2)], "OutOfRange"),
        (&[("true_atoms", 3)], "OutOfRange"),
        (&[("dim", 1000), ("degree", 64)], "OutOfRange"),
        // Another degree, with its own numbers.
        (
            &[("degree", 1), ("functions", 8), ("rank", 6)],
            "valid: the 8 functions x^γ exp(β₁ⱼᵀx) fⱼ and x^γ exp(β₁ⱼᵀx) g, |γ| ≤ 1, of any 2 experts, distinct with distinct gate slopes, have the rank 6",
        ),
        (
            &[("true_atoms", 1), ("degree", 0), ("functions", 2), ("rank", 1)],
            "valid: the 2 functions x^γ exp(β₁ⱼᵀx) fⱼ and x^γ exp(β₁ⱼᵀx) g, |γ| ≤ 0, of any expert, have the rank 1",
        ),
    ] {
        let mut lie = file.clone();
        changes.iter().for_each(|(field, value)| lie["statement"][field] = json!(value));
        assert_eq!(verdict_on(&lie), expected, "{changes:?}");
    }
    let mut all = file.clone();
    all["statement"]["rank"] = json!(12);
    let rejection = verify(all.to_string().as_bytes()).unwrap_err();
    assert_eq!((rejection.place.as_str(), rejection.to_string().contains("expected 9")), ("statement.rank", true));
}
