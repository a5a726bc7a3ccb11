//! Lies about relations among derivatives.

use super::{Lie, tell};
use serde_json::json;

#[test]
fn relations_hold_and_are_all_there_are() {
    let lies = [
        Lie {
            file: "pde-1.json",
            what: "a false identity beside the true ones",
            tell: |d| {
                let list = d["proof"]["identities"].as_array_mut().unwrap();
                list.push(json!([["1", [0, 0, 2, 0]], ["-1", [0, 0, 0, 1]]]));
            },
            expected: "IdentityFails",
        },
        Lie {
            file: "pde-1.json",
            what: "a consequence for the generator",
            tell: |d| d["proof"]["identities"][1] = json!([["1", [0, 0, 4, 0]], ["-4", [0, 0, 0, 2]]]),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-2.json",
            what: "the gate relation of the first coordinate twice",
            tell: |d| d["proof"]["identities"][1] = d["proof"]["identities"][0].clone(),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-3.json",
            what: "the gate relation of the last coordinate instead of the first",
            tell: |d| d["proof"]["identities"][0] = d["proof"]["identities"][2].clone(),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-2.json",
            what: "the gate of one coordinate with the slope of the other",
            tell: |d| {
                d["proof"]["identities"][0] = json!([["1", [1, 0, 0, 0, 1, 0]], ["-1", [0, 0, 0, 1, 0, 0]]]);
            },
            expected: "IdentityFails",
        },
        Lie {
            file: "pde-1.json",
            what: "nothing",
            tell: |d| d["proof"]["identities"] = json!([]),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-1.json",
            what: "an empty relation",
            tell: |d| d["proof"]["identities"].as_array_mut().unwrap().push(json!([])),
            expected: "WrongLength",
        },
        Lie {
            file: "pde-1.json",
            what: "a consequence more, and a generator multiplied",
            tell: |d| {
                let list = d["proof"]["identities"].as_array_mut().unwrap();
                list[1] = json!([["-1/2", [0, 0, 2, 0]], ["1", [0, 0, 0, 1]]]);
                list.push(json!([["1", [0, 0, 4, 0]], ["-4", [0, 0, 0, 2]]]));
                list.reverse();
            },
            expected: "valid: the hidden PDEs generate all relations up to order 6",
        },
        Lie {
            file: "identity-heat.json",
            what: "the factor 1",
            tell: |d| d["statement"]["relation"][1][0] = json!("-1"),
            expected: "IdentityFails",
        },
        Lie {
            file: "identity-heat.json",
            what: "u = 0",
            tell: |d| d["statement"]["relation"] = json!([["1", [0, 0, 0, 0]]]),
            expected: "IdentityFails",
        },
        Lie {
            file: "identity-heat.json",
            what: "0 = 0",
            tell: |d| d["statement"]["relation"] = json!([]),
            expected: "WrongLength",
        },
        Lie {
            file: "identity-heat.json",
            what: "a derivative of order 65",
            tell: |d| d["statement"]["relation"] = json!([["1", [0, 0, 65, 0]]]),
            expected: "OutOfRange",
        },
        Lie {
            file: "identity-heat.json",
            what: "a true relation of order 64, which is another statement",
            tell: |d| {
                let minus = format!("-{}", 1u64 << 32);
                d["statement"]["relation"] = json!([["1", [0, 0, 64, 0]], [minus, [0, 0, 0, 32]]]);
            },
            expected: "valid: ∂⁶⁴u/∂b⁶⁴ − 4294967296 ∂³²u/∂ν³² = 0",
        },
        Lie {
            file: "identity-heat.json",
            what: "a kind with fields",
            tell: |d| d["proof"]["residual"] = json!("0"),
            expected: "UnknownField",
        },
    ];
    tell(&lies);
}
