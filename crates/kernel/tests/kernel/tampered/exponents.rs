//! Lies about the exponents of a cell.

use super::{Lie, document, tell, verdict_on, with};
use moe_proof_kernel::verify;
use serde_json::json;

#[test]
fn the_bounds_of_a_statement_do_not_cross() {
    // 1/6 and 5/12 are the bounds of a: the lower one above the upper one, equal to it, and the two exchanged.
    let file = document("exponents-3-free.json");
    assert_eq!(file["statement"]["at_least"][1], "1/6");
    assert_eq!(file["statement"]["at_most"][1], "5/12");
    for (least, most, expected) in [
        ("1/2", "5/12", "NoExponentBetween"),
        ("5/12", "1/6", "NoExponentBetween"),
        ("1/6", "1/7", "NoExponentBetween"),
        ("5/12", "5/12", "NotOptimal"),
        ("1/6", "5/12", "valid: exponents of a cell of 3 atoms with a free gate: β₁ none, a 1/6 to 5/12, b 1/6, ν 1/3"),
    ] {
        let lie = with(&file, "/statement/at_least/1", json!(least));
        let lie = with(&lie, "/statement/at_most/1", json!(most));
        assert_eq!(verdict_on(&lie), expected, "{least} to {most}");
    }
    for k in 0..4 {
        let lie = with(&file, &format!("/statement/at_least/{k}"), json!("2"));
        let rejection = verify(lie.to_string().as_bytes()).unwrap_err();
        assert_eq!(rejection.place, format!("statement.at_most[{k}]"));
    }
}

#[test]
fn a_curve_is_as_small_as_it_says() {
    let lies = [
        Lie {
            file: "exponents-2.json",
            what: "a at n^(−1/4) by a curve of half the order",
            tell: |d| {
                d["statement"]["at_least"][1] = json!("1/4");
                d["statement"]["at_most"][1] = json!("1/4");
                d["proof"]["curves"][1]["order"] = json!(4);
            },
            expected: "CurveTooLarge",
        },
        Lie {
            file: "exponents-2.json",
            what: "the same, the curve as it was",
            tell: |d| {
                d["statement"]["at_least"][1] = json!("1/4");
                d["statement"]["at_most"][1] = json!("1/4");
            },
            expected: "NotOptimal",
        },
        Lie {
            file: "exponents-2.json",
            what: "another curve for Δβ1, smaller and of twice the order",
            tell: |d| {
                d["proof"]["curves"][0]["order"] = json!(4);
                d["proof"]["curves"][0]["atoms"][0]["p"][0][1] = json!(2);
                d["proof"]["curves"][0]["atoms"][1]["p"][0][1] = json!(2);
            },
            expected: "valid: exponents of a cell of 2 atoms with a fixed gate: β₁ 1/2, a 1/2, b 1/4, ν 1/2",
        },
        Lie {
            file: "exponents-2.json",
            what: "the nodes of three atoms for two",
            tell: |d| d["proof"]["curves"][2] = document("exponents-3.json")["proof"]["curves"][2].clone(),
            expected: "WrongLength",
        },
        Lie {
            file: "exponents-3.json",
            what: "the nodes of two atoms for three",
            tell: |d| d["proof"]["curves"][2] = document("exponents-2.json")["proof"]["curves"][2].clone(),
            expected: "Trivial",
        },
        Lie {
            file: "exponents-2.json",
            what: "a curve of one atom for two",
            tell: |d| {
                d["proof"]["curves"][0]["atoms"].as_array_mut().unwrap().pop();
            },
            expected: "WrongLength",
        },
        Lie {
            file: "exponents-3-free.json",
            what: "three gate slopes, which a cell of two atoms cannot have",
            tell: |d| d["proof"]["curves"][0]["atoms"][2]["p"][0][0] = json!("3"),
            expected: "HypothesisFails",
        },
    ];
    tell(&lies);
}
