//! Lies about the written-out system and about its refutation.

use super::{Lie, case, tell, zeros};
use serde_json::json;

#[test]
fn refutations_refute_every_case() {
    let lies = [
        Lie {
            file: "rbar-2.json",
            what: "no cases at all",
            tell: |d| d["proof"]["unsolvable"]["cases"] = json!([]),
            expected: "CaseMissing",
        },
        Lie {
            file: "rbar-2.json",
            what: "the same case twice instead of both",
            tell: |d| {
                let first = case(d, 0).clone();
                *case(d, 1) = first;
            },
            expected: "CaseMissing",
        },
        Lie {
            file: "rbar-2.json",
            what: "both alternatives assumed in one case",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p3_2"]),
            expected: "CaseAssumesTooMuch",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an unknown assumed that may be zero",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p4_1"]),
            expected: "CaseAssumesTooMuch",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an unknown assumed that does not exist",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p3_3"]),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-2.json",
            what: "the alternative not assumed: a power of p3_1 may be 0",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2"]),
            expected: "NoSquareStaysPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "nothing equals nothing",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([]);
            },
            expected: "NoSquareStaysPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "the zero polynomial squared",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": []}]);
            },
            expected: "TermsNotNormal",
        },
        Lie {
            file: "rbar-2.json",
            what: "a multiplier that is zero, to use more equations than it does",
            tell: |d| {
                let list = case(d, 0)["multipliers"].as_array_mut().unwrap();
                list.push(json!({"equation": [1, 0], "terms": []}));
            },
            expected: "TermsNotNormal",
        },
        Lie {
            file: "rbar-2.json",
            what: "one is a sum of squares, so 1 = 0",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": [["1", zeros()]]}]);
            },
            expected: "ResidualNotZero",
        },
        Lie {
            file: "rbar-2.json",
            what: "a square with a negative weight takes another away",
            tell: |d| {
                let root = json!([["1", zeros()]]);
                let squares = json!([{"coeff": "1", "root": root}, {"coeff": "-1", "root": root}]);
                (case(d, 0)["multipliers"], case(d, 0)["squares"]) = (json!([]), squares);
            },
            expected: "WeightNotPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "a weight of zero",
            tell: |d| {
                let squares = case(d, 0)["squares"].as_array_mut().unwrap();
                squares.push(json!({"coeff": "0", "root": [["1", zeros()]]}));
            },
            expected: "WeightNotPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "only squares that may vanish: E(1,0)² = E(1,0) · E(1,0), a sum of two monomials squared",
            tell: |d| {
                let e = d["equations"][4].clone();
                assert_eq!(e["index"], json!([1, 0]));
                case(d, 0)["multipliers"] = json!([{"equation": [1, 0], "terms": e["terms"]}]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": e["terms"]}]);
            },
            expected: "NoSquareStaysPositive",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation that the system does not have",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([0, 5]),
            expected: "OutOfRange",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the equation of order 0, which says that there is no atom",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([0, 0]),
            expected: "OutOfRange",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the refutation of another system: the equations (0,3) made easier",
            tell: |d| d["equations"][2]["terms"][0][0] = json!("1/3"),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "two equations exchanged",
            tell: |d| d["equations"].as_array_mut().unwrap().swap(2, 3),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation with a condition of its own",
            tell: |d| d["equations"][3]["terms"] = json!([["1", [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]]]),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation without terms",
            tell: |d| d["equations"][3]["terms"] = json!([]),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "solutions are non-trivial only where p3_1 ≠ 0",
            tell: |d| {
                d["nontrivial"]["any"] = json!(["p3_1"]);
                d["proof"]["cases"].as_array_mut().unwrap().pop();
            },
            expected: "NontrivialityDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "solutions are non-trivial only where all p3 ≠ 0",
            tell: |d| d["nontrivial"] = json!({"all": ["p5_1", "p5_2", "p3_1", "p3_2"], "any": ["p3_1", "p3_2"]}),
            expected: "NontrivialityDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the names of two unknowns exchanged",
            tell: |d| d["variables"].as_array_mut().unwrap().swap(2, 3),
            expected: "VariablesDiffer",
        },
        // Beside the lies, what is no lie.
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the cases in another order",
            tell: |d| d["proof"]["cases"].as_array_mut().unwrap().reverse(),
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "a multiplier cut into two for the same equation",
            tell: |d| {
                let list = case(d, 0)["multipliers"].as_array_mut().unwrap();
                let last = list[0]["terms"].as_array_mut().unwrap().pop().unwrap();
                let part = json!({"equation": list[0]["equation"], "terms": [last]});
                list.push(part);
            },
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "a weight halved and its square written twice",
            tell: |d| {
                let squares = case(d, 0)["squares"].as_array_mut().unwrap();
                assert_eq!(squares[0]["coeff"], "1");
                squares[0]["coeff"] = json!("1/2");
                let again = squares[0].clone();
                squares.push(again);
            },
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
    ];
    tell(&lies);
}

#[test]
fn refutations_without_a_gate_speak_of_the_equations_without_a_gate() {
    let lies = [
        Lie {
            file: "rbar-2-d1000.json",
            what: "one case left out",
            tell: |d| drop(d["proof"]["unsolvable"]["cases"].as_array_mut().unwrap().pop()),
            expected: "CaseMissing",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "an equation of a higher order than that of the statement",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([5]),
            expected: "OutOfRange",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "the equation of order 0, which says that there is no atom",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([0]),
            expected: "OutOfRange",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "an equation with a gate",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([2, 0]),
            expected: "WrongLength",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "an unknown of the gate assumed not to vanish",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p1_1"]),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "an unknown assumed that may be zero",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p4_1"]),
            expected: "CaseAssumesTooMuch",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "the cases of two atoms for one more",
            tell: |d| {
                d["statement"]["atoms"] = json!(3);
                d["proof"]["solvable"] = json!(null);
            },
            expected: "WrongLength",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "a solvable order refuted",
            tell: |d| d["statement"]["order"] = json!(3),
            expected: "OutOfRange",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "more equations than are derived",
            tell: |d| {
                let cases = d["proof"]["unsolvable"]["cases"].clone();
                d["statement"] =
                    json!({"claim": "unsolvable", "family": "softmax-gaussian", "atoms": 256, "dim": 1, "order": 5});
                d["proof"] = json!({"kind": "gaussian-refutation", "cases": cases});
            },
            expected: "TooMuchWork",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "a system written out that nothing reads",
            tell: |d| d["variables"] = json!(["p3_1", "p4_1", "p5_1", "p3_2", "p4_2", "p5_2"]),
            expected: "UnknownField",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "exponents of all unknowns where there are those of p3, p4 and p5 alone",
            tell: |d| {
                d["proof"]["kind"] = json!("gaussian-refutation");
                d.as_object_mut()
                    .unwrap()
                    .retain(|field, _| !["variables", "equations", "nontrivial"].contains(&field.as_str()));
            },
            expected: "WrongLength",
        },
        Lie {
            file: "rbar-2-d1000.json",
            what: "a refutation as a solution",
            tell: |d| {
                let refutation = d["proof"]["unsolvable"].clone();
                d["proof"]["solvable"] = refutation;
            },
            expected: "KindDoesNotProve",
        },
        // Beside the lies, what is no lie: the same file for every dimension.
        Lie {
            file: "rbar-2-d1000.json",
            what: "another dimension",
            tell: |d| d["statement"]["dim"] = json!(814),
            expected: "valid: r̄(2) = 4 in dimension 814",
        },
        Lie {
            file: "rbar-1-d1000.json",
            what: "another dimension",
            tell: |d| d["statement"]["dim"] = json!(1),
            expected: "valid: r̄(1) = 1",
        },
    ];
    tell(&lies);
}
