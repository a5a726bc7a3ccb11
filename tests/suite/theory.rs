//! The machine-checked theory: the documentation quotes what Coq has, and every theorem that the kernel names is proved in the file
//! that it names. None of these tests runs Coq; `scripts/check-coq.sh` does, and looks for what is admitted or assumed.

use crate::support::{files_below, read, root};
use std::collections::BTreeSet;

/// The Coq files by subject, such as `system/FullSystem.v`.
fn coq_files() -> BTreeSet<String> {
    let folder = root("proofs/coq");
    let relative = |path: &std::path::PathBuf| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
    files_below(&folder, "v").iter().map(relative).collect()
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
    for (name, document) in [("proofs/coq/README.md", theory), ("README.md", read("README.md"))] {
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

/// The theorem constants in the kernel's sources: name and file of each.
fn theorems_of_the_kernel() -> Vec<(String, String)> {
    let sources: Vec<String> = files_below(&root("crates/kernel/src"), "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let quoted = |text: &str, field: &str| {
        let rest = text.split_once(&format!("{field}: \"")).unwrap_or_else(|| panic!("no {field} in {text}")).1;
        rest.split('"').next().unwrap_or_default().to_string()
    };
    let constants = sources.iter().flat_map(|text| text.split(": Theorem =").skip(1)).map(|constant| {
        let value = constant.split("};").next().unwrap_or_default();
        (quoted(value, "name"), quoted(value, "file"))
    });
    constants.collect()
}

#[test]
fn every_theorem_that_the_kernel_names_is_proved_in_the_file_that_it_names() {
    let theorems = theorems_of_the_kernel();
    for known in [moe_proof::kernel::CALORIC_SEPARATION, moe_proof::kernel::SLOPES_OF_TWO_ATOMS] {
        assert!(theorems.contains(&(known.name.into(), known.file.into())), "{known:?} is not among {theorems:?}");
    }
    for (name, file) in theorems {
        let code = without_comments(&read(&file));
        let sentences: Vec<&str> =
            code.split_inclusive(". ").flat_map(|s| s.split_inclusive(".\n")).map(str::trim).collect();
        let stated = |s: &&str| -> bool {
            let mut words = s.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'').filter(|w| !w.is_empty());
            matches!(words.next(), Some("Theorem" | "Lemma")) && words.next() == Some(&name)
        };
        let at = sentences.iter().position(stated).unwrap_or_else(|| panic!("{file} does not state {name}"));
        // The first sentence that ends a proof is this one's.
        let ends = |s: &&&str| ["Qed.", "Defined.", "Admitted.", "Abort."].iter().any(|end| s.ends_with(end));
        let end = sentences[at..].iter().find(ends).copied();
        assert!(end.is_some_and(|s| s.ends_with("Qed.")), "{file}: {name} is not proved but ends with {end:?}");
    }
}
