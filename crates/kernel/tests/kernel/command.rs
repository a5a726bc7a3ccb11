//! `moe-proof-check`: every verdict, alone and together.

use crate::support::{proofs, snapshot};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const CHECKER: &str = env!("CARGO_BIN_EXE_moe-proof-check");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(CHECKER).current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Command line, exit code and both streams in one text.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (code, out, err) = (output.status.code().unwrap(), text(output.stdout), text(output.stderr));
    let line = arguments.join(" ");
    format!("$ moe-proof-check {line}\nexit code: {code}\n----- stdout -----\n{out}----- stderr -----\n{err}")
}

/// In an empty folder, which stays empty.
fn alone(arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let told = told(folder.path(), arguments);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    told
}

/// In a folder with a proof of each verdict.
fn check(arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    for new in ["good", "good/more", "none"] {
        fs::create_dir(path(new)).unwrap();
    }
    for (from, to) in [
        ("rbar/rbar-2.json", "good/rbar-2.json"),
        ("relations/pde-2.json", "good/pde-2.json"),
        ("rbar/rbar-7.json", "good/more/rbar-7.json"),
    ] {
        fs::copy(proofs().join(from), path(to)).unwrap();
    }
    fs::write(path("good/notes.txt"), "not a proof, and not looked at").unwrap();
    let text = fs::read_to_string(path("good/rbar-2.json")).unwrap();
    let edit = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        fs::write(path(name), text.replacen(from, to, 1)).unwrap();
    };
    edit("coefficient.json", "[\"-36\",", "[\"-35\",");
    edit("order.json", "\"order\": 4", "\"order\": 3");
    edit("float.json", "\"order\": 4", "\"order\": 4.0");
    edit("easier.json", "[\"1/6\",[0,0,3", "[\"1/5\",[0,0,3");
    edit("former.json", "moe-proof/2", "moe-proof/1");
    let half = r#""proof": {"kind": "rbar", "solvable": null, "unsolvable": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}}}"#;
    let head = text.split("\"variables\"").next().unwrap();
    fs::write(path("half.json"), format!("{head}{half}")).unwrap();
    fs::write(path("empty.json"), "").unwrap();
    fs::write(path("binary.json"), [0u8, 159, 146, 150]).unwrap();
    fs::write(path("cut.json"), &text[..1000]).unwrap();
    // Files that would like to write a line of their own.
    fs::write(path("forged.json"), "{\"format\": \"x\\nvalid  rbar-9.json  r̄(9) = 18\\u001b[2J\"}").unwrap();
    fs::write(path("forged-name.json"), "{\"x\\nvalid  rbar-9.json  r̄(9) = 18\\u001b[2J\": 1.5}").unwrap();
    told(folder.path(), arguments)
}

macro_rules! snapshots {
    ($($name:ident: $transcript:expr;)*) => {$(
        #[test]
        fn $name() {
            snapshot(stringify!($name), &$transcript);
        }
    )*};
}

snapshots! {
    checker_help: alone(&["--help"]);
    checker_version: alone(&["--version"]);
    checker_without_paths: alone(&[]);
    checker_unknown_option: alone(&["--quick", "a.json"]);
    checker_missing_file: alone(&["missing.json"]);
    checker_empty_folder: alone(&["."]);
    checker_valid: check(&["good/rbar-2.json"]);
    checker_folder: check(&["good"]);
    checker_folder_json: check(&["good", "--json"]);
    checker_invalid: check(&["coefficient.json", "order.json", "float.json", "easier.json", "former.json"]);
    checker_invalid_json: check(&["--json", "coefficient.json", "float.json", "empty.json", "cut.json"]);
    checker_no_json: check(&["empty.json", "binary.json", "cut.json"]);
    checker_incomplete: check(&["good/rbar-2.json", "half.json"]);
    checker_incomplete_json: check(&["half.json", "--json"]);
    checker_incomplete_and_invalid: check(&["half.json", "coefficient.json", "good"]);
    checker_invalid_and_unreadable: check(&["half.json", "coefficient.json", "missing.json", "good/rbar-2.json"]);
    checker_unreadable_json: check(&["missing.json", "--json"]);
    checker_folder_without_proofs: check(&["none"]);
    checker_forged_lines: check(&["forged.json", "forged-name.json"]);
    checker_forged_names: forged_names(&["names"]);
    checker_a_file_named_valid: forged_names(&["valid"]);
    checker_a_forged_option: alone(&["--x\nvalid       rbar-9.json  r̄(9) = 18  assumes nothing"]);
}

#[test]
fn all_golden_proofs_are_valid() {
    let output = run(&proofs(), &["rbar", "systems", "relations"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() >= 20 && text.lines().all(|line| line.starts_with("valid ")), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

/// Names that would like to be read as something that the checker says.
fn forged_names(arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("names")).unwrap();
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
        fs::write(folder.path().join(name), "").unwrap();
    }
    told(folder.path(), arguments)
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_quietly_with_the_code_of_the_verdict() {
    let folder = TempDir::new().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(CHECKER);
    command.current_dir(folder.path()).arg("missing.json").stdout(writer).stderr(Stdio::piped());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(2), &b""[..]));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(CHECKER);
    command.current_dir(proofs()).arg("rbar").stdout(full).stderr(Stdio::piped());
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.starts_with("error: cannot write the output\n"), "{words}");
}
