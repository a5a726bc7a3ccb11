//! Lies about solutions: points that do not solve, and points that are trivial.

use super::{Lie, document, tell};
use serde_json::json;

#[test]
fn witnesses_solve_and_are_not_trivial() {
    let lies = [
        Lie {
            file: "solvable-2-order-3.json",
            what: "all unknowns 0 but the weights",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "0", "0", "1", "0", "0", "0", "0", "1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "the atom that counts has the weight 0",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "1", "0", "0", "0", "0", "0", "0", "1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "everything 0",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]),
            expected: "Trivial",
        },
        Lie {
            file: "rbar-2.json",
            what: "all p3 are 0, and p4 ≠ 0",
            tell: |d| {
                d["proof"]["solvable"]["point"] = json!(["0", "0", "0", "1", "1", "0", "0", "0", "-1", "1"]);
            },
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "nearly a solution",
            tell: |d| d["proof"]["point"][7] = json!("-1000000000000000000001/1000000000000000000000"),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "a p1 ≠ 0",
            tell: |d| d["proof"]["point"][0] = json!("1"),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "the system of order 4 with the solution of order 3",
            tell: |d| {
                *d = {
                    let mut other = document("unsolvable-2-order-4.json");
                    other["statement"]["claim"] = json!("solvable");
                    other["proof"] = d["proof"].clone();
                    other
                }
            },
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "a solution of order 3 is one of order 0",
            tell: |d| d["proof"] = json!({"kind": "empty-system"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "equal weights",
            tell: |d| (d["proof"]["weight_root"], d["proof"]["cofactor"]) = (json!(["1"]), json!(["1"])),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a weight that vanishes at the node 0: He_5 has it",
            tell: |d| (d["proof"]["weight_root"], d["proof"]["cofactor"]) = (json!(["0", "1"]), json!(["1"])),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a weight that vanishes at a node and solves order 1 all the same, with a cofactor that makes 0 of it",
            tell: |d| {
                (d["statement"]["atoms"], d["statement"]["order"]) = (json!(3), json!(1));
                d["proof"]["weight_root"] = json!(["0", "1"]);
                d["proof"]["cofactor"] = json!(["-3", "0", "1"]);
            },
            expected: "Trivial",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "no weights",
            tell: |d| d["proof"]["weight_root"] = json!([]),
            expected: "TermsNotNormal",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a cofactor that is no cofactor",
            tell: |d| d["proof"]["cofactor"] = json!(["1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a fraction among the integers",
            tell: |d| d["proof"]["weight_root"][0] = json!("1/2"),
            expected: "OutOfRange",
        },
        Lie {
            file: "rbar-1.json",
            what: "r̄(1) = 2 from a solution of order 1 at the node of He_1, which is 0",
            tell: |d| {
                d["statement"]["order"] = json!(2);
                d["proof"]["solvable"] = json!({"kind": "gauss-hermite", "weight_root": ["1"], "cofactor": ["1"]});
            },
            expected: "Trivial",
        },
        // The solution scaled: p3 by λ, p4 by λ², every weight by another factor.
        Lie {
            file: "solvable-2-order-3.json",
            what: "another solution",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "2/3", "-2/9", "-5", "0", "0", "-2/3", "-2/9", "5"]),
            expected: "valid: the system for 2 atoms of order 3 is solvable, so r̄(2) > 3",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "all weights doubled",
            tell: |d| {
                for c in d["proof"]["weight_root"].as_array_mut().unwrap() {
                    *c = json!((2 * c.as_str().unwrap().parse::<i64>().unwrap()).to_string());
                }
            },
            expected: "valid: the system for 5 atoms of order 9 is solvable, so r̄(5) > 9",
        },
    ];
    tell(&lies);
}
