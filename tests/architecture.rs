//! What the parts of the project may know of each other. These are the invariants that a reader of a proof relies on: the kernel
//! is alone and exact, one executable alone knows the second engine, and nothing prints but the layers on top.

use std::collections::BTreeSet;
use std::fs;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::Chars;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an extension: path from the root, and text.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, extension: &str, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, extension, all);
            } else if path.extension().is_some_and(|e| e == extension) {
                all.push(path);
            }
        }
    }
    let mut all = Vec::new();
    walk(&root().join(folder), extension, &mut all);
    all.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    all.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a Rust file: no comments, no text between quotation marks, and nothing from the unit tests on.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' if quoted => {
                rest.next();
            }
            // A raw string ends with as many hashes as it begins with.
            'r' if !quoted && raw_hashes(&rest).is_some() => {
                let end = format!("\"{}", "#".repeat(raw_hashes(&rest).unwrap_or(0)));
                let text: String = rest.clone().skip(end.len()).collect();
                let length = text.find(&end).expect("a raw string without an end") + end.len();
                rest.by_ref().take(end.len() + text[..length].chars().count()).for_each(drop);
            }
            // A quotation mark or an escape between single ones is a character.
            '\'' if !quoted && rest.peek() == Some(&'"') => {
                rest.next();
            }
            '\'' if !quoted && rest.peek() == Some(&'\\') => rest.by_ref().take(2).for_each(drop),
            '"' => quoted = !quoted,
            _ if quoted => {}
            '/' if rest.peek() == Some(&'/') => {
                rest.by_ref().find(|c| *c == '\n');
                code.push('\n');
            }
            _ => code.push(c),
        }
    }
    assert!(!quoted, "a string without an end");
    code.split("#[cfg(test)]").next().unwrap_or_default().to_string()
}

/// After the `r` of a raw string: the number of hashes before its quotation mark.
fn raw_hashes(rest: &Peekable<Chars>) -> Option<usize> {
    let hashes = rest.clone().take_while(|c| *c == '#').count();
    (rest.clone().nth(hashes) == Some('"')).then_some(hashes)
}

/// Maximal runs of letters, digits and underscores.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// The first segments of all paths `a::b` in the code, with the second.
fn paths(code: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let bytes = code.as_bytes();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    for (at, _) in code.match_indices("::") {
        let start = (0..at).rev().take_while(|&i| is_word(bytes[i])).last().unwrap_or(at);
        // The head of the path alone: not a segment that follows another `::`.
        if start == at || code[..start].ends_with("::") {
            continue;
        }
        let second: String = code[at + 2..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        // A turbofish, `collect::<Vec<_>>`, is no path.
        if !second.is_empty() {
            found.insert((code[start..at].to_string(), second));
        }
    }
    found
}

#[test]
fn the_reader_of_code_sees_what_it_should() {
    let text = r##"use std::fmt; // f64 and println!("x")
            let a = "f32 \" dbg!"; let c = ['"', '\'', b'\\']; let raw = r#"f32 " f64"#; serde::de::Error;
            #[cfg(test)] mod t { f64 }"##;
    let seen = code(text);
    assert!(!seen.contains("f64") && !seen.contains("f32") && seen.contains("Error"), "{seen}");
    let expected = [("serde", "de"), ("std", "fmt")].map(|(a, b)| (a.to_string(), b.to_string()));
    assert_eq!(paths(&seen), BTreeSet::from(expected));
}

#[test]
fn the_kernel_imports_exact_arithmetic_the_tokeniser_and_std_alone() {
    const OUTSIDE: [&str; 7] =
        ["std", "num_bigint", "num_integer", "num_rational", "num_traits", "serde", "serde_json"];
    let sources = files("src/kernel", "rs");
    assert!(sources.len() >= 10, "the kernel has moved");
    let modules: BTreeSet<String> = sources
        .iter()
        .flat_map(|(name, _)| name.trim_end_matches(".rs").split('/').map(String::from).collect::<Vec<_>>())
        .collect();
    for (file, text) in &sources {
        let code = code(text);
        for (first, second) in paths(&code) {
            // Types and their functions (`Vec::new`) begin with a capital letter, primitive types are no imports.
            let own = matches!(first.as_str(), "self" | "super" | "Self")
                || first.chars().next().is_some_and(char::is_uppercase)
                || ["u8", "u32", "u64", "i64", "usize", "char", "str"].contains(&first.as_str());
            let crate_path = first == "crate" && second == "kernel";
            // A module of the kernel, or of std after `use std::fmt`.
            let module = modules.contains(&first) || ["fmt", "de", "btree_map", "clippy"].contains(&first.as_str());
            assert!(
                own || crate_path || module || OUTSIDE.contains(&first.as_str()),
                "{file} names {first}::{second}, which is outside the kernel"
            );
        }
        for word in ["extern", "unsafe"] {
            assert!(!words(&code).any(|w| w == word), "{file} contains `{word}`");
        }
        for reading in ["include!", "include_str!", "include_bytes!", "env!"] {
            assert!(!code.contains(reading), "{file} contains {reading}");
        }
    }
}

#[test]
fn there_is_no_floating_point_number_in_the_kernel() {
    for (file, text) in files("src/kernel", "rs") {
        let code = code(&text);
        // The reader's visitor must name the type to refuse such a number: one place, and nothing is done with it.
        let allowed = "fn visit_f64<E: de::Error>(self, _: f64)";
        let code = match file.ends_with("json.rs") {
            true => {
                assert_eq!(code.matches(allowed).count(), 1, "{file}");
                code.replace(allowed, "")
            }
            false => code,
        };
        for word in words(&code) {
            let literal = word.ends_with("f64") || word.ends_with("f32");
            assert!(!literal && !["to_f64", "from_f64", "powf", "powi", "sqrt"].contains(&word), "{file}: {word}");
        }
        // A literal such as 1.5 or 1e3; a tuple's field such as `pair.0.1` and a range such as `0..n` are none.
        let characters: Vec<char> = code.chars().collect();
        for (at, window) in characters.windows(3).enumerate() {
            if let [left, '.', right] = window {
                let digits = characters[..at].iter().rev().take_while(|c| c.is_ascii_digit() || **c == '_').count();
                let before = at.checked_sub(digits + 1).map(|k| characters[k]);
                let number = left.is_ascii_digit() && right.is_ascii_digit();
                let field = before.is_some_and(|c| c == '.' || c.is_alphanumeric() || c == ')');
                assert!(!number || field, "{file}: a literal {left}.{right}");
            }
        }
    }
}

#[test]
fn one_executable_alone_knows_the_second_engine() {
    let sources = [files("src", "rs"), files("tests", "rs")].concat();
    for (file, text) in sources {
        if file.starts_with("src/bin/moe-proof-symbolica") {
            continue;
        }
        let names = paths(&code(&text)).into_iter().any(|(first, _)| first == "symbolica");
        assert!(!names, "{file} uses the crate symbolica");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("symbolica = [\"cli\", \"dep:symbolica\"]"), "the feature has changed");
    let default = manifest.lines().find(|l| l.starts_with("default = ")).unwrap();
    assert_eq!(default, "default = [\"cli\"]", "the second engine is not among the default features");
}

#[test]
fn nothing_prints_but_the_layers_on_top() {
    for (file, text) in files("src", "rs") {
        if ["src/report/", "src/cli/", "src/bin/"].iter().any(|top| file.starts_with(top)) {
            continue;
        }
        let code = code(&text);
        for macro_name in ["print!", "println!", "eprint!", "eprintln!", "dbg!", "todo!", "unimplemented!"] {
            let start = |at: usize| code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
            assert!(!code.match_indices(macro_name).any(|(at, _)| start(at)), "{file} contains {macro_name}");
        }
        for stream in ["stdout", "stderr"] {
            assert!(!words(&code).any(|w| w == stream), "{file} names {stream}");
        }
    }
}

#[test]
fn the_library_below_the_report_does_not_know_it() {
    for (file, text) in files("src", "rs") {
        let below = ["certificate", "checker", "decide", "differential", "kernel", "model", "relations", "system"];
        if !below.iter().any(|part| file.starts_with(&format!("src/{part}/"))) {
            continue;
        }
        let code = code(&text);
        for top in ["report", "cli", "export"] {
            let used = paths(&code).contains(&("crate".to_string(), top.to_string()));
            assert!(!used, "{file} uses crate::{top}");
        }
    }
}

/// The text of a Coq file without its comments, which nest.
fn without_comments(text: &str) -> String {
    let (mut code, mut depth, mut rest) = (String::new(), 0, text);
    while let Some(c) = rest.chars().next() {
        let (step, change) = match rest {
            r if r.starts_with("(*") => (2, 1),
            r if r.starts_with("*)") && depth > 0 => (2, -1),
            _ => (c.len_utf8(), 0),
        };
        if depth == 0 && change == 0 {
            code.push(c);
        }
        depth += change;
        rest = &rest[step..];
    }
    code
}

#[test]
fn the_theorem_that_the_kernel_applies_is_proved_in_the_file_that_it_names() {
    let theorem = moe_proof::kernel::CALORIC_SEPARATION;
    let path = root().join(theorem.file);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", theorem.file));
    let code = without_comments(&text);
    let sentences: Vec<&str> =
        code.split_inclusive(". ").flat_map(|s| s.split_inclusive(".\n")).map(str::trim).collect();
    let stated = |s: &&str| {
        let mut words = s.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'').filter(|w| !w.is_empty());
        matches!(words.next(), Some("Theorem" | "Lemma")) && words.next() == Some(theorem.name)
    };
    let at = sentences.iter().position(|s| stated(&s)).unwrap_or_else(|| panic!("{} does not state it", theorem.file));
    let end = sentences[at..].iter().find(|s| s.ends_with("Qed.") || s.starts_with("Admitted")).copied();
    assert!(end.is_some_and(|s| s.ends_with("Qed.")), "{} is not proved", theorem.name);
}

#[test]
fn nothing_is_admitted_or_assumed_in_coq() {
    let sources = files("proofs/coq", "v");
    assert!(!sources.is_empty());
    for (file, text) in sources {
        let code = without_comments(&text);
        for word in words(&code) {
            let forbidden =
                ["Admitted", "admit", "Axiom", "Axioms", "Parameter", "Parameters", "Conjecture", "Conjectures"];
            assert!(!forbidden.contains(&word), "{file} contains {word}");
        }
        // Outside a section these two assume as an axiom does.
        let mut open = 0;
        for line in code.lines() {
            let mut words = words(line);
            match words.next() {
                Some("Section" | "Module") => open += 1,
                Some("End") => open -= 1,
                Some("Variable" | "Variables" | "Hypothesis" | "Hypotheses" | "Context") => {
                    assert!(open > 0, "{file} assumes something outside a section: {line}");
                }
                _ => {}
            }
        }
    }
}
