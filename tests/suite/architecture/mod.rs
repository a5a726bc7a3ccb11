//! What the parts of the project may know of each other, and what they may do. What the boundary of a crate enforces is not tested:
//! the kernel and the conversation with the second engine cannot import the program at all.

mod printing;
mod rooms;

use crate::support::{files_below, root};
use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

/// All Rust files of the program and its crates: path from the root, and code without comments, quoted text and unit tests.
fn sources() -> Vec<(String, String)> {
    let name = |path: &Path| path.strip_prefix(root("")).unwrap().to_string_lossy().replace('\\', "/");
    let crates = std::fs::read_dir(root("crates")).unwrap().map(|entry| entry.unwrap().path().join("src"));
    let folders = crates.chain([root("src")]).filter(|folder| folder.is_dir());
    let files = folders.flat_map(|folder| files_below(&folder, "rs"));
    let files = files.filter(|path| !path.ends_with("tests.rs"));
    files.map(|path| (name(&path), without_tests(&code(&std::fs::read_to_string(&path).unwrap())))).collect()
}

/// Code up to its unit tests, which stand at the end of a file and may look at everything.
fn without_tests(code: &str) -> String {
    code.split("#[cfg(test)]").next().unwrap_or_default().to_string()
}

/// The code of a Rust file: no comments and no text between quotation marks.
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
    code
}

/// After the `r` of a raw string: the number of hashes before its quotation mark.
fn raw_hashes(rest: &Peekable<Chars>) -> Option<usize> {
    let hashes = rest.clone().take_while(|c| *c == '#').count();
    (rest.clone().nth(hashes) == Some('"')).then_some(hashes)
}

#[test]
fn the_reader_of_code_sees_what_it_should() {
    let text = r##"use std::fmt; // f64 and println!("x")
            let a = "f32 \" dbg!"; let c = ['"', '\'', b'\\']; let raw = r#"f32 " f64"#; serde::de::Error;"##;
    let seen = code(text);
    assert!(!seen.contains("f64") && !seen.contains("f32") && seen.contains("Error"), "{seen}");
}
