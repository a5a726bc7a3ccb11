//! What the kernel is built from: exact numbers, the tokens of JSON, and the standard library.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
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

/// The compiler's lint denies arithmetic on such numbers; here they may not even be named, but to refuse one.
#[test]
fn no_floating_point_number_is_named_but_to_refuse_it() {
    let refusal = "fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json, E> {\n        Err(";
    let mut refusals = 0;
    for (path, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        refusals += text.matches(refusal).count();
        for word in text.replace(refusal, "").split(|c: char| !c.is_ascii_alphanumeric()) {
            assert!(!word.ends_with("f32") && !word.ends_with("f64"), "{}: {word}", path.display());
        }
    }
    assert_eq!(refusals, 1);
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(sources(&path)),
            false => all.push((path.clone(), fs::read_to_string(path).unwrap())),
        }
    }
    all
}
