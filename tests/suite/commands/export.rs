//! `moe-proof export`: what it writes and how it fails.

use crate::support::{Layout, empty_folder, snapshot};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> String {
    crate::support::run(folder, arguments).told(&Layout::MEDIUM)
}

/// A folder where a command has written its proof.
fn folder_with(arguments: &[&str]) -> TempDir {
    let folder = empty_folder();
    crate::support::run(folder.path(), arguments).success();
    folder
}

#[test]
fn a_refutation_as_a_coq_file() {
    let folder = folder_with(&["rbar", "--cells", "2"]);
    snapshot("export", "a_refutation_as_a_coq_file", &run(folder.path(), &["export", "coq", "rbar-2.json"]));
}

#[test]
fn caloric_separation_as_a_coq_file() {
    let folder = folder_with(&["rbar", "--cells", "3", "--dim", "2"]);
    snapshot("export", "caloric_separation_as_a_coq_file", &run(folder.path(), &["export", "coq", "rbar-3-d2.json"]));
}

#[test]
fn relations_as_a_coq_file() {
    let folder = folder_with(&["pde-check", "--dim", "1"]);
    snapshot("export", "relations_as_a_coq_file", &run(folder.path(), &["export", "coq", "pde-1.json"]));
}

#[test]
fn systems_for_solvers() {
    let folder = empty_folder();
    for language in ["smtlib", "singular", "msolve"] {
        let told = run(folder.path(), &["export", language, "--cells", "2", "--order", "2"]);
        snapshot("export", &format!("system_for_{language}"), &told);
    }
}

#[test]
fn errors() {
    let folder = folder_with(&["rbar", "--cells", "2"]);
    let path = folder.path();
    let text = fs::read_to_string(path.join("rbar-2.json")).unwrap();
    fs::write(path.join("edited.json"), text.replacen("-33/2", "-31/2", 1)).unwrap();
    let start = text.find("\"unsolvable\": ").unwrap();
    let end = text.find(",\n\"producer\"").unwrap();
    fs::write(path.join("half.json"), format!("{}\"unsolvable\": null}}{}", &text[..start], &text[end..])).unwrap();
    crate::support::run(path, &["identify", "--experts-true", "2", "--experts-fitted", "3"]).success();
    let cases: [(&str, &[&str]); 10] = [
        ("same_density", &["export", "coq", "translation-2-3.json"]),
        ("identifiable", &["export", "coq", "identifiable-2-3.json"]),
        ("dependence", &["export", "coq", "dependence-2.json"]),
        ("rank", &["export", "coq", "rank-2-degree-2.json"]),
        ("rejected", &["export", "coq", "edited.json"]),
        ("incomplete", &["export", "coq", "half.json"]),
        ("missing", &["export", "coq", "nothing.json"]),
        ("bad_name", &["export", "coq", "rbar-2.json", "--out", "rbar-2.v"]),
        ("bad_order", &["export", "smtlib", "--cells", "2", "--order", "0"]),
        ("too_large", &["export", "singular", "--cells", "2", "--order", "40", "--dim", "40"]),
    ];
    for (name, arguments) in cases {
        snapshot("export", &format!("error_{name}"), &run(path, arguments));
    }
    assert!(!path.join("rbar-2.v").exists());
}

#[test]
fn standard_output_and_a_file_hold_the_same() {
    let folder = folder_with(&["rbar", "--cells", "2"]);
    let direct = run(folder.path(), &["export", "coq", "rbar-2.json"]);
    let silent = run(folder.path(), &["export", "coq", "rbar-2.json", "--out", "rbar_2.v"]);
    assert_eq!(silent, "exit code: 0\n---- stdout\n---- stderr\n");
    assert!(direct.contains(&fs::read_to_string(folder.path().join("rbar_2.v")).unwrap()));
}
