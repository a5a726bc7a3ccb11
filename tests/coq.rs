//! The machine-checked theory: what the documentation quotes is what Coq has, nothing is admitted, and every theorem that the
//! kernel names exists. None of these tests runs Coq; `scripts/check-coq.sh` does.

use moe_proof::kernel::CALORIC_SEPARATION;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn coq_files() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("proofs/coq")).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|n| Path::new(n).extension().is_some_and(|e| e == "v")).collect()
}

/// `Theorem name … .` up to the `Proof` that follows.
fn statement(file: &str, name: &str) -> String {
    let text = read(file);
    let start = text.find(&format!("\nTheorem {name} ")).unwrap_or_else(|| panic!("{file} has no theorem {name}"));
    let rest = &text[start + 1..];
    let end = rest.find("\nProof").unwrap_or_else(|| panic!("{file}: {name} has no proof"));
    rest[..end].to_string()
}

/// The ```` ```coq ```` blocks of a document.
fn quoted(document: &str) -> Vec<String> {
    let blocks = document.split("```coq\n").skip(1);
    blocks.map(|b| b.split("```").next().unwrap_or_default().trim_end().to_string()).collect()
}

#[test]
fn the_documentation_quotes_the_theorems_word_for_word() {
    let theory = read("proofs/coq/README.md");
    let rbar = statement("proofs/coq/Main.v", "rbar");
    assert!(quoted(&theory).contains(&rbar), "proofs/coq/README.md does not quote:\n{rbar}");
    let mut documents = vec![("proofs/coq/README.md", theory)];
    if root().join("README.md").exists() {
        documents.push(("README.md", read("README.md")));
    }
    for (name, document) in documents {
        for block in quoted(&document).iter().filter(|b| b.starts_with("Theorem ")) {
            let theorem = block.split_whitespace().nth(1).unwrap_or_default();
            assert_eq!(*block, statement("proofs/coq/Main.v", theorem), "{name} quotes {theorem} in other words");
        }
    }
}

#[test]
fn every_file_is_in_the_project_and_in_the_file_map() {
    let listed: BTreeSet<String> =
        read("proofs/coq/_CoqProject").lines().filter(|l| l.ends_with(".v")).map(str::to_string).collect();
    assert_eq!(listed, coq_files());
    let map = read("proofs/coq/README.md");
    for file in coq_files() {
        assert!(map.contains(&format!("`{file}`")), "proofs/coq/README.md does not mention {file}");
    }
}

#[test]
fn nothing_is_admitted_and_no_axiom_is_declared() {
    for file in coq_files() {
        let text = without_comments(&read(&format!("proofs/coq/{file}")));
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')) {
            let forbidden =
                ["Admitted", "admit", "give_up", "Axiom", "Axioms", "Parameter", "Parameters", "Conjecture"];
            assert!(!forbidden.contains(&word), "{file} contains {word}");
        }
        for phrase in ["Unset Guard", "Unset Positivity", "Unset Universe", "bypass_check"] {
            assert!(!text.contains(phrase), "{file} contains {phrase}");
        }
    }
}

/// Coq's comments nest.
fn without_comments(text: &str) -> String {
    let (mut out, mut depth, mut rest) = (String::new(), 0usize, text);
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("(*") {
            (depth, rest) = (depth + 1, &rest[2..]);
        } else if rest.starts_with("*)") && depth > 0 {
            (depth, rest) = (depth - 1, &rest[2..]);
        } else {
            if depth == 0 {
                out.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

#[test]
fn comments_are_left_out() {
    assert_eq!(without_comments("a (* Axiom (* x *) y *) b *) c"), "a  b *) c");
}

#[test]
fn the_axiom_snapshot_covers_every_headline_theorem_and_allows_four_axioms() {
    let main = read("proofs/coq/Main.v");
    let theorems: Vec<&str> = main
        .lines()
        .filter_map(|l| l.strip_prefix("Theorem "))
        .map(|l| l.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default())
        .collect();
    assert!(theorems.contains(&"rbar"));
    let snapshot = read("proofs/coq/assumptions.expected");
    let covered: Vec<&str> = snapshot.lines().filter(|l| !l.starts_with(' ')).collect();
    assert_eq!(covered, theorems);
    let allowed = [
        "(none)",
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "Classical_Prop.classic",
        "FunctionalExtensionality.functional_extensionality_dep",
    ];
    for axiom in snapshot.lines().filter(|l| l.starts_with(' ')) {
        assert!(allowed.contains(&axiom.trim()), "{axiom}");
    }
}

#[test]
fn the_theorem_that_the_kernel_names_exists() {
    assert!(!statement(CALORIC_SEPARATION.file, CALORIC_SEPARATION.name).is_empty());
}
