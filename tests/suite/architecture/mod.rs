//! What the parts of the project may know of each other, and what they may do. What the boundary of a crate enforces is not tested:
//! the kernel and the conversation with the second engine cannot import the program at all.

mod printing;
mod rooms;

use crate::support::{files_below, root};
use std::iter::Peekable;
use std::str::Chars;

/// All Rust files below a folder of the project: path from the root, and code without comments and quoted text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let name = |path: &std::path::Path| path.strip_prefix(root("")).unwrap().to_string_lossy().replace('\\', "/");
    let files = files_below(&root(folder), "rs");
    files.iter().map(|path| (name(path), code(&std::fs::read_to_string(path).unwrap()))).collect()
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
