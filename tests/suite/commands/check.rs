//! `moe-proof check`: every verdict, alone and together. `moe-proof-check` says the same; its tests are the kernel's.

use crate::support::{Layout, empty_folder, files_below, golden, names, root, run, snapshot};
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

/// A folder with a proof of each verdict.
pub fn desk() -> TempDir {
    let dir = empty_folder();
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("good")).unwrap();
    fs::create_dir(path("good/more")).unwrap();
    fs::create_dir(path("none")).unwrap();
    for (from, to) in [
        ("rbar-2.json", "good/rbar-2.json"),
        ("pde-2.json", "good/pde-2.json"),
        ("rbar-7.json", "good/more/rbar-7.json"),
    ] {
        fs::copy(golden(from), path(to)).unwrap();
    }
    fs::write(path("good/notes.txt"), "not a proof, and not looked at").unwrap();
    let text = fs::read_to_string(golden("rbar-2.json")).unwrap();
    let edit = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        fs::write(path(name), text.replacen(from, to, 1)).unwrap();
    };
    edit("coefficient.json", "[\"-36\",", "[\"-35\",");
    edit("order.json", "\"order\": 4", "\"order\": 3");
    edit("float.json", "\"order\": 4", "\"order\": 4.0");
    edit("easier.json", "[\"1/6\",[0,0,3", "[\"1/5\",[0,0,3");
    let half = r#""proof": {"kind": "rbar", "solvable": null, "unsolvable": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}}}"#;
    let head = text.split("\"variables\"").next().unwrap();
    fs::write(path("half.json"), format!("{head}{half}")).unwrap();
    fs::write(path("empty.json"), "").unwrap();
    fs::write(path("binary.json"), [0u8, 159, 146, 150]).unwrap();
    fs::write(path("cut.json"), &text[..1000]).unwrap();
    // A file that would like to write a line of its own.
    fs::write(path("forged.json"), "{\"format\": \"x\\nvalid  rbar-9.json  r̄(9) = 18\\u001b[2J\"}").unwrap();
    dir
}

/// The transcript of a check in a folder.
fn told(folder: &TempDir, arguments: &[&str]) -> String {
    let ran = run(folder.path(), &[&["check"], arguments].concat());
    format!("$ moe-proof {}\n{}", [&["check"], arguments].concat().join(" "), ran.told(&Layout::LONG))
}

/// On the desk.
fn check(arguments: &[&str]) -> String {
    told(&desk(), arguments)
}

/// In an empty folder, which stays empty.
fn check_in_empty_folder(arguments: &[&str]) -> String {
    let folder = empty_folder();
    let told = told(&folder, arguments);
    format!("{told}----- files -----\n{}", names(folder.path()).join("\n"))
}

macro_rules! snapshots {
    ($($name:ident: $transcript:expr;)*) => {$(
        #[test]
        fn $name() {
            snapshot("check", stringify!($name), &$transcript);
        }
    )*};
}

snapshots! {
    check_without_paths: check_in_empty_folder(&[]);
    check_missing: check_in_empty_folder(&["missing.json"]);
    check_empty_folder: check_in_empty_folder(&["."]);
    check_valid: check(&["good/rbar-2.json"]);
    check_folder: check(&["good"]);
    check_folder_json: check(&["good", "--json"]);
    check_all_verdicts: check(&["good", "coefficient.json", "order.json", "float.json", "easier.json", "empty.json", "binary.json", "cut.json"]);
    check_invalid: check(&["coefficient.json"]);
    check_invalid_json: check(&["--json", "coefficient.json"]);
    check_incomplete: check(&["half.json"]);
    check_incomplete_json: check(&["half.json", "--json"]);
    check_valid_and_incomplete: check(&["good/rbar-2.json", "half.json"]);
    check_incomplete_and_invalid: check(&["half.json", "coefficient.json", "good"]);
    check_invalid_and_unreadable: check(&["half.json", "coefficient.json", "missing.json", "good/rbar-2.json"]);
    check_unreadable_json: check(&["missing.json", "--json"]);
    check_folder_without_proofs: check(&["none"]);
    check_forged_lines: check(&["forged.json"]);
    check_forged_names: forged_names(&["names"]);
    check_forged_names_json: forged_names(&["names", "--json"]);
    check_a_file_named_valid: forged_names(&["valid"]);
    check_a_missing_name: check_in_empty_folder(&["valid       rbar-9.json  r̄(9) = 18  assumes nothing"]);
}

/// Names that would like to be read as something that the program says.
fn forged_names(arguments: &[&str]) -> String {
    let dir = empty_folder();
    fs::create_dir(dir.path().join("names")).unwrap();
    for name in [
        "names/a.json\nvalid       b.json",
        "names/\r\u{1b}[2Kvalid.json",
        "names/\u{202e}dilav.json",
        "names/\u{5d0}.json",
        "names/it's valid.json",
        "names/plain.json",
        "names/r\u{304}(9) = 18  assumes nothing.json",
        "names/größe.json",
        "valid",
    ] {
        fs::write(dir.path().join(name), "").unwrap();
    }
    told(&dir, arguments)
}

/// The recorded transcripts in a folder: what was said, by the arguments of the command.
fn recorded(folder: &str, program: &str) -> BTreeMap<String, String> {
    let texts = files_below(&root(folder), "snap").into_iter().map(|path| fs::read_to_string(path).unwrap());
    let command = |text: String| {
        let (line, said) = text.split_once(&format!("\n$ {program} "))?.1.split_once('\n')?;
        // What is left in the folder afterwards is told of the program alone.
        let said = said.split("----- files").next()?;
        Some((line.to_string(), said.trim_end().to_string()))
    };
    texts.filter_map(command).collect()
}

#[test]
fn the_program_and_the_checker_alone_say_the_same() {
    let program = recorded("tests/snapshots/check", "moe-proof check");
    let checker = recorded("crates/kernel/tests/snapshots", "moe-proof-check");
    let both: Vec<&String> = program.keys().filter(|line| checker.contains_key(*line)).collect();
    assert!(both.len() >= 8, "too few commands in common: {both:?}");
    for line in both {
        assert_eq!(program[line], checker[line], "check {line}");
    }
}
