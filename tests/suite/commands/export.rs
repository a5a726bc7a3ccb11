//! `moe-proof export`: what it writes and how it fails.

use crate::support::{Layout, empty_folder, golden, snapshot};
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
fn exponents_as_coq_files() {
    for (name, arguments, file) in [
        ("exponents_of_one_atom", "--cells 1", "exponents-1.json"),
        ("exponents_of_three_atoms", "--cells 3,1 --dim 2", "exponents-3-d2.json"),
        ("exponents_of_two_atoms_with_a_free_gate", "--cells 2", "exponents-2-free.json"),
        ("exponents_of_three_atoms_with_a_free_gate", "--cells 3", "exponents-3-free.json"),
    ] {
        let arguments: Vec<&str> = ["rates", "--out", "."].into_iter().chain(arguments.split(' ')).collect();
        let folder = folder_with(&arguments);
        snapshot("export", &format!("{name}_as_a_coq_file"), &run(folder.path(), &["export", "coq", file]));
    }
}

#[test]
fn what_the_density_leaves_undetermined_as_coq_files() {
    for name in ["common-factor-2-4", "identifiable-2-3", "dependence-2", "rank-2-degree-2"] {
        let folder = empty_folder();
        let file = format!("{name}.json");
        fs::copy(crate::support::root("proofs/identifiability").join(&file), folder.path().join(&file)).unwrap();
        let told = run(folder.path(), &["export", "coq", &file]);
        snapshot("export", &format!("{}_as_a_coq_file", name.replace('-', "_")), &told);
    }
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
    fs::copy(golden("rbar-2-d1000.json"), path.join("no-gate.json")).unwrap();
    let cases: [(&str, &[&str]); 7] = [
        ("rejected", &["export", "coq", "edited.json"]),
        ("incomplete", &["export", "coq", "half.json"]),
        ("missing", &["export", "coq", "nothing.json"]),
        ("gaussian_refutation", &["export", "coq", "no-gate.json"]),
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
