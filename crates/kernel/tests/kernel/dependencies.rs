//! What the kernel is built from: exact numbers, the tokens of JSON, and the standard library.

use std::collections::BTreeSet;
use std::process::Command;

fn tree(depth: &str) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["tree", "--offline", "--package", "moe-proof-kernel", "--edges", "normal"]);
    let output = cargo.args(["--prefix", "none", "--depth", depth]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| line.split(' ').next().unwrap().to_string())
        .filter(|name| name != "moe-proof-kernel")
        .collect()
}

#[test]
fn the_kernel_depends_on_numbers_and_a_tokeniser_alone() {
    let direct = ["num-bigint", "num-integer", "num-rational", "num-traits", "serde", "serde_json"];
    assert_eq!(tree("1"), BTreeSet::from(direct.map(String::from)));
    // What these six bring: number formatting, byte search and the core of serde.
    let beneath = ["itoa", "memchr", "serde_core", "zmij"];
    let all = BTreeSet::from_iter(direct.into_iter().chain(beneath).map(String::from));
    let more: Vec<_> = tree("99").difference(&all).cloned().collect();
    assert!(more.is_empty(), "the kernel is also built from {more:?}");
}
