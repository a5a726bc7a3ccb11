//! The exact commands as a user meets them: standard output, standard error and exit code of each, together, as snapshots in
//! `tests/snapshots/`. After a deliberate change: `INSTA_UPDATE=always cargo test --release --test cli_exact`, and read the diff.
//!
//! Every command runs in an empty folder of its own with relative names, so that nothing depends on the machine.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_moe-proof");
const CHECKER: &str = env!("CARGO_BIN_EXE_moe-proof-check");

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs").join(name)
}

fn command(program: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    // The width of help texts, and no colour whatever the environment says.
    command.env("COLUMNS", "100").env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// The command line, the exit code, the two streams and the files that are there afterwards.
fn transcript(program: &str, folder: &Path, arguments: &[&str], output: &Output) -> String {
    let quoted = |a: &&str| if a.contains([' ', '|']) || a.is_empty() { format!("\"{a}\"") } else { a.to_string() };
    let name = if program == CHECKER { "moe-proof-check" } else { "moe-proof" };
    let mut text = format!("$ {name} {}\n", arguments.iter().map(quoted).collect::<Vec<_>>().join(" "));
    text.push_str(&format!("exit code: {}\n", output.status.code().unwrap_or(-1)));
    for (name, stream) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        text.push_str(&format!("----- {name} -----\n{}", String::from_utf8(stream.clone()).unwrap()));
    }
    text.push_str(&format!("----- files -----\n{}", files(folder).join("\n")));
    text
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Runs a command in a folder and returns its transcript.
fn run_in(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = command(program, folder, arguments).output().unwrap();
    transcript(program, folder, arguments, &output)
}

/// Runs a command line, split at blanks, in an empty folder.
fn run(line: &str) -> String {
    let arguments: Vec<&str> = line.split(' ').filter(|a| !a.is_empty()).collect();
    run_in(TempDir::new().unwrap().path(), PROGRAM, &arguments)
}

fn claim(claim: &str, more: &[&str]) -> String {
    run_in(TempDir::new().unwrap().path(), PROGRAM, &[&["pde-check", "--claim", claim], more].concat())
}

macro_rules! snapshots {
    ($($name:ident: $transcript:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(stringify!($name), $transcript);
            });
        }
    )*};
}

snapshots! {
    help: run("--help");
    help_pde_check: run("pde-check --help");
    help_system: run("system --help");
    help_rbar: run("rbar --help");
    help_check: run("check --help");
    man_check: run("man check");
    man_of_nothing: run("man nosuch");
    help_short: run("rbar -h");
    version: run("--version");
    no_command: run("");
    unknown_command: run("rbarr --cells 2");
    unknown_option: run("rbar --cells 2 --orders 4");

    pde_check: run("pde-check");
    pde_check_dim_2: run("pde-check --dim 2 --order 4");
    pde_check_json: run("pde-check --json --order 3 --out proof.json");
    pde_check_order_1: run("pde-check --order 1");
    pde_check_order_65: run("pde-check --order 65");
    pde_check_dim_0: run("pde-check --dim 0");
    pde_check_dim_1001: run("pde-check --dim 1001");
    pde_check_too_many_derivatives: run("pde-check --dim 100 --order 6");
    pde_check_unwritable: run("pde-check --out missing/pde.json");
    claim_true: claim("d2 b b = 2 d nu", &[]);
    claim_true_json: claim("d2 beta1 b = d a", &["--json"]);
    claim_true_dim_2: claim("d2 beta1[1] a[2] = d2 beta1[2] a[1]", &["--dim", "2", "--out", "curl.json"]);
    claim_false: claim("d2 b b = d nu", &[]);
    claim_false_json: claim("d2 b b = d nu", &["--json"]);
    claim_false_dim_2: claim("d2 beta1[1] b = d a[2]", &["--dim", "2"]);
    claim_malformed: claim("d2 b b = 2 d sigma", &[]);
    claim_without_an_equals_sign: claim("d2 b b", &[]);
    claim_empty: claim("", &[]);
    claim_of_nothing: claim("d b = d b", &[]);
    claim_out_of_dimension: claim("d a[3] = d b", &["--dim", "2"]);
    claim_with_order: claim("d2 b b = 2 d nu", &["--order", "4"]);

    system_text: run("system --cells 2 --order 2");
    system_text_order_4: run("system --cells 3 --order 4");
    system_text_dim_2: run("system --cells 2 --order 2 --dim 2");
    system_latex: run("system --cells 2 --order 3 --format latex");
    system_latex_dim_2: run("system --cells 2 --order 2 --dim 2 --format latex");
    system_json: run("system --cells 2 --order 2 --format json");
    system_json_short: run("system --cells 1 --order 1 --dim 2 --json");
    system_out: run("system --cells 2 --order 2 --out system.txt");
    system_order_0: run("system --cells 2 --order 0");
    system_order_513: run("system --cells 2 --order 513");
    system_cells_0: run("system --cells 0 --order 2");
    system_too_large: run("system --cells 2 --order 40 --dim 20");
    system_without_order: run("system --cells 2");
    system_two_formats: run("system --cells 2 --order 2 --json --format latex");
    system_unwritable: run("system --cells 2 --order 2 --out missing/system.txt");

    rbar_1: run("rbar --cells 1");
    rbar_2: run("rbar --cells 2");
    rbar_2_dim_2: run("rbar --cells 2 --dim 2");
    rbar_3: run("rbar --cells 3");
    rbar_12: run("rbar --cells 12");
    rbar_5_json: run("rbar --cells 5 --json");
    rbar_5_dim_3_json: run("rbar --cells 5 --dim 3 --json");
    rbar_2_json_out: run("rbar --cells 2 --json --out r.json");
    rbar_max_order: run("rbar --cells 2 --max-order 3");
    rbar_max_order_json: run("rbar --cells 3 --max-order 2 --json");
    rbar_max_order_is_enough: run("rbar --cells 3 --max-order 6");
    rbar_dim_1000: run("rbar --cells 2 --dim 1000 --out high.json");
    rbar_cells_0: run("rbar --cells 0");
    rbar_cells_257: run("rbar --cells 257");
    rbar_cells_100000: run("rbar --cells 100000");
    rbar_cells_negative: run("rbar --cells -1");
    rbar_cells_word: run("rbar --cells two");
    rbar_without_cells: run("rbar");
    rbar_dim_0: run("rbar --cells 2 --dim 0");
    rbar_max_order_0: run("rbar --cells 2 --max-order 0");
    rbar_unwritable: run("rbar --cells 2 --out missing/rbar.json");
    rbar_out_is_a_folder: run("rbar --cells 2 --out .");
    rbar_out_to_nowhere: run("rbar --cells 2 --out /dev/null");
    rbar_out_full: run("rbar --cells 2 --out /dev/full");
    rbar_out_with_blanks: run_in(TempDir::new().unwrap().path(), PROGRAM, &["rbar", "--cells", "3", "--out", "my proof.json"]);

    check_without_paths: run("check");
    check_missing: run("check missing.json");
    check_empty_folder: run("check .");
    checker_help: run_in(TempDir::new().unwrap().path(), CHECKER, &["--help"]);
    checker_version: run_in(TempDir::new().unwrap().path(), CHECKER, &["--version"]);
    checker_without_paths: run_in(TempDir::new().unwrap().path(), CHECKER, &[]);
    checker_unknown_option: run_in(TempDir::new().unwrap().path(), CHECKER, &["--quick", "a.json"]);
}

/// A folder with a proof of each verdict.
fn desk() -> TempDir {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::create_dir(path("good")).unwrap();
    fs::create_dir(path("good/more")).unwrap();
    fs::create_dir(path("none")).unwrap();
    for (from, to) in [
        ("rbar/rbar-2.json", "good/rbar-2.json"),
        ("relations/pde-2.json", "good/pde-2.json"),
        ("rbar/rbar-7.json", "good/more/rbar-7.json"),
    ] {
        fs::copy(golden(from), path(to)).unwrap();
    }
    fs::write(path("good/notes.txt"), "not a proof, and not looked at").unwrap();
    let text = fs::read_to_string(golden("rbar/rbar-2.json")).unwrap();
    let edit = |name: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        fs::write(path(name), text.replacen(from, to, 1)).unwrap();
    };
    edit("coefficient.json", "[\"-36\",", "[\"-35\",");
    edit("order.json", "\"order\": 4", "\"order\": 3");
    edit("float.json", "\"order\": 4", "\"order\": 4.0");
    edit("easier.json", "[\"1/6\",[0,0,3", "[\"1/5\",[0,0,3");
    let half = r#""proof": {"kind": "rbar", "solvable": null, "unsolvable": {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Separation.v"}}}"#;
    let head = text.split("\"variables\"").next().unwrap();
    fs::write(path("half.json"), format!("{head}{half}")).unwrap();
    fs::write(path("empty.json"), "").unwrap();
    fs::write(path("binary.json"), [0u8, 159, 146, 150]).unwrap();
    fs::write(path("cut.json"), &text[..1000]).unwrap();
    // A file that would like to write a line of its own.
    fs::write(path("forged.json"), "{\"format\": \"x\\nvalid  rbar-9.json  r̄(9) = 18\\u001b[2J\"}").unwrap();
    dir
}

/// The same check by the program and by the checker alone: one transcript, as they say the same.
fn check(arguments: &[&str]) -> String {
    let desk = desk();
    let by_program = run_in(desk.path(), PROGRAM, &[&["check"], arguments].concat());
    let by_checker = run_in(desk.path(), CHECKER, arguments);
    let after = |text: &str| text.split_once('\n').unwrap().1.to_string();
    assert_eq!(after(&by_program), after(&by_checker));
    by_program.split("----- files").next().unwrap().to_string()
}

snapshots! {
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
}

#[test]
fn a_file_name_cannot_write_a_line_of_its_own() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.json\nvalid  b.json"), "").unwrap();
    for (program, arguments) in [(PROGRAM, &["check", "."][..]), (CHECKER, &["."])] {
        let output = command(program, dir.path(), arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(output.status.code(), Some(1));
    }
}

// ---- Pipes, full devices, signals ----

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_quietly_with_the_code_of_the_verdict() {
    let desk = desk();
    let cases: [(&str, &[&str], i32); 7] = [
        (PROGRAM, &["rbar", "--cells", "2"], 0),
        (PROGRAM, &["rbar", "--cells", "2", "--max-order", "3"], 3),
        (PROGRAM, &["pde-check", "--json"], 0),
        (PROGRAM, &["pde-check", "--claim", "d b = d a"], 1),
        (PROGRAM, &["system", "--cells", "3", "--order", "12", "--json"], 0),
        (PROGRAM, &["check", "coefficient.json"], 1),
        (CHECKER, &["missing.json"], 2),
    ];
    for (program, arguments, code) in cases {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = command(program, desk.path(), arguments);
        let output = command.stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_an_error() {
    let desk = desk();
    let cases: [(&str, &[&str]); 5] = [
        (PROGRAM, &["rbar", "--cells", "2"]),
        (PROGRAM, &["pde-check"]),
        (PROGRAM, &["system", "--cells", "2", "--order", "2"]),
        (PROGRAM, &["check", "good"]),
        (CHECKER, &["good"]),
    ];
    for (program, arguments) in cases {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = command(program, desk.path(), arguments);
        let output = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {words}");
        assert!(words.starts_with("error: cannot write the output\n"), "{arguments:?}: {words}");
    }
}

/// Waits until a process has a handler for a signal: before that it is not yet the program that is tested.
#[cfg(target_os = "linux")]
fn wait_for_handler(pid: u32, signal: u32) {
    loop {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process has ended too early");
        let caught = status.lines().find_map(|l| l.strip_prefix("SigCgt:")).expect("no SigCgt line");
        if u64::from_str_radix(caught.trim(), 16).unwrap() >> (signal - 1) & 1 == 1 {
            return;
        }
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
fn kill(signal: &str, pid: u32) {
    assert!(Command::new("kill").args([signal, &pid.to_string()]).status().unwrap().success());
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_leaves_nothing_behind() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("rbar-256.json"), "what was there before").unwrap();
    let mut command = command(PROGRAM, dir.path(), &["rbar", "--cells", "256"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for_handler(child.id(), 2);
    kill("-INT", child.id());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "interrupted\n");
    assert!(output.stdout.is_empty());
    assert_eq!(files(dir.path()), ["rbar-256.json"]);
    assert_eq!(fs::read_to_string(dir.path().join("rbar-256.json")).unwrap(), "what was there before");
}

#[test]
#[cfg(target_os = "linux")]
fn a_killed_process_leaves_no_half_written_file() {
    let whole = fs::read_to_string(golden("rbar/rbar-32.json")).unwrap();
    let before = "what was there before";
    for delay in 0..30 {
        let dir = TempDir::new().unwrap();
        let target = dir.path().join("rbar-32.json");
        fs::write(&target, before).unwrap();
        let mut command = command(PROGRAM, dir.path(), &["rbar", "--cells", "32"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        let text = fs::read_to_string(&target).unwrap();
        assert!(text == before || text == whole, "after {delay} ms: {} bytes", text.len());
        let others: Vec<String> = files(dir.path()).into_iter().filter(|f| f != "rbar-32.json").collect();
        assert!(others.iter().all(|f| f.starts_with(".moe-proof-") && f.ends_with(".part")), "{others:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_proof_can_go_through_a_pipe() {
    let dir = TempDir::new().unwrap();
    let mut child = command(PROGRAM, dir.path(), &["check", "/dev/stdin"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(golden("rbar/rbar-3.json")).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("r̄(3) = 6"));
}
