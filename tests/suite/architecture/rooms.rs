//! The rooms of the project and the arrows between them: which room imports which.

use super::sources;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rooms from the ground up. `kernel` and `symbolica` are crates, the others modules of the library.
const ROOMS: [&str; 13] = [
    "kernel",
    "formula",
    "symbolica",
    "error",
    "json",
    "files",
    "model",
    "exact",
    "numeric",
    "prove",
    "study",
    "report",
    "commands",
];

/// All arrows there are. Each leads down; a new one is written here together with its reason in ARCHITECTURE.md.
const ARROWS: &[(&str, &[&str])] = &[
    ("symbolica", &["formula"]),
    ("error", &["formula", "symbolica"]),
    ("files", &["kernel", "error"]),
    ("model", &["kernel", "error", "json"]),
    ("exact", &["kernel", "formula", "symbolica", "error", "model"]),
    ("numeric", &["error", "model"]),
    ("prove", &["kernel", "error", "files", "exact"]),
    ("study", &["kernel", "error", "json", "model", "exact", "numeric", "prove"]),
    ("report", &["kernel", "error", "json", "files", "model", "exact", "study"]),
    (
        "commands",
        &[
            "kernel",
            "formula",
            "symbolica",
            "error",
            "json",
            "files",
            "model",
            "exact",
            "numeric",
            "prove",
            "study",
            "report",
        ],
    ),
];

/// The room that a file is in, with the depth of its module below the root of its crate; none for the two files at the door.
fn place(file: &str) -> Option<(&str, usize)> {
    let inside = |path: &str| {
        let path = path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib");
        path.split('/').count()
    };
    if let Some((name, path)) = file.strip_prefix("crates/").and_then(|f| f.split_once("/src/")) {
        return Some((name, inside(path)));
    }
    let path = file.strip_prefix("src/").unwrap_or_else(|| panic!("{file} is outside the sources"));
    match path {
        "lib.rs" | "main.rs" => None,
        _ => Some((path.split('/').next().unwrap_or_default().trim_end_matches(".rs"), inside(path))),
    }
}

/// Words, `::` and single other characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            n => n,
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The first names of a path that goes on after `::`, of all its branches if it goes on with braces.
fn heads<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    let Some((&first, inside)) = rest.split_first() else { return Vec::new() };
    if first != "{" {
        return vec![first];
    }
    let (mut heads, mut depth, mut begins) = (Vec::new(), 1, true);
    for &token in inside {
        match token {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if begins && depth == 1 && token != "," {
            heads.push(token);
        }
        begins = depth == 1 && token == ",";
    }
    heads
}

/// What code in a module of this depth names at the root of its crate, and the project's crates that it names.
fn names(code: &str, depth: usize) -> BTreeSet<String> {
    let tokens = tokens(code);
    let mut names = BTreeSet::new();
    for (at, &token) in tokens.iter().enumerate() {
        if let Some(room) = token.strip_prefix("moe_proof_") {
            names.insert(room.to_string());
        }
        let follows_path = at > 0 && tokens[at - 1] == "::";
        if follows_path || tokens.get(at + 1) != Some(&"::") {
            continue;
        }
        if token == "crate" {
            // The two types that the root has a name for belong to a room as well.
            let room = |name: &str| match name {
                "Error" => "error".to_string(),
                "Proven" => "prove".to_string(),
                name => name.to_string(),
            };
            names.extend(heads(&tokens[at + 2..]).into_iter().map(room));
        }
        if token == "super" {
            let ups = tokens[at..].chunks(2).take_while(|pair| **pair == ["super", "::"]).count();
            // A module inside the file is deeper than the file: what it reaches there is no room, and is left out.
            let reached = heads(&tokens[at + 2 * ups..]).into_iter();
            names.extend(reached.filter(|name| ups >= depth && ROOMS.contains(name)).map(String::from));
        }
    }
    names
}

/// The arrows that the code has, each with the files that it comes from.
fn arrows() -> BTreeMap<(String, String), Vec<String>> {
    let mut arrows: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (file, code) in sources() {
        let Some((room, depth)) = place(&file) else { continue };
        assert!(ROOMS.contains(&room), "{file} is in no room: the rooms are {ROOMS:?}");
        for name in names(&code, depth) {
            // A crate has modules of its own, one of which may be called as a room is.
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("crates/{room}/src/{name}.rs")).exists();
            let own_module = file.starts_with("crates/") && (own || !ROOMS.contains(&name.as_str()));
            if name == room || own_module {
                continue;
            }
            assert!(ROOMS.contains(&name.as_str()), "{file} imports crate::{name}, which is no room");
            arrows.entry((room.to_string(), name)).or_default().push(file.clone());
        }
    }
    arrows
}

fn height(room: &str) -> usize {
    ROOMS.iter().position(|r| *r == room).unwrap_or_else(|| panic!("{room} is no room"))
}

#[test]
fn the_listed_arrows_are_those_of_the_code_and_none_climbs() {
    let listed: BTreeSet<(String, String)> =
        ARROWS.iter().flat_map(|(from, to)| to.iter().map(|to| (from.to_string(), to.to_string()))).collect();
    let found = arrows();
    for ((from, to), files) in &found {
        assert!(height(from) > height(to), "{from} must not know {to}, which is above it: {files:?} import it");
        let known = listed.contains(&(from.clone(), to.clone()));
        assert!(known, "the arrow from {from} to {to} is not listed: {files:?} import it");
    }
    for (from, to) in &listed {
        assert!(found.contains_key(&(from.clone(), to.clone())), "no file of {from} imports {to} any more");
    }
}

#[test]
fn every_way_to_write_an_import_is_seen() {
    let seen = |code: &str, depth| names(code, depth).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("use crate::model::{Data, Atom};", 1), ["model"]);
    assert_eq!(seen("use crate::{exact::{a, b::{c}}, report as r, study};", 1), ["exact", "report", "study"]);
    assert_eq!(seen("let x = crate::numeric::fit(); f::<crate::model::Data>()", 2), ["model", "numeric"]);
    assert_eq!(seen("use moe_proof_kernel as k;", 2), ["kernel"]);
    assert_eq!(seen("use super::super::report::Out; use super::model;", 2), ["report"]);
    assert_eq!(seen("use super::super::plan::Plan; use super::{super::x, study};", 2), Vec::<String>::new());
    assert_eq!(seen("use super::commands; a::crate::b; $crate::model::X", 1), ["commands", "model"]);
}

#[test]
fn a_file_has_a_room_and_a_depth() {
    assert_eq!(place("src/lib.rs"), None);
    assert_eq!(place("src/study/mod.rs"), Some(("study", 1)));
    assert_eq!(place("src/numeric/fit/pass.rs"), Some(("numeric", 3)));
    assert_eq!(place("crates/kernel/src/rules/mod.rs"), Some(("kernel", 1)));
}
