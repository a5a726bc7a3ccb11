//! Closed pipes, full devices, signals: how the program ends when the machine does not let it finish.

use super::check::desk;
use crate::support::{command, empty_folder, golden, names};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_quietly_with_the_code_of_the_verdict() {
    let desk = desk();
    let cases: [(&[&str], i32); 6] = [
        (&["rbar", "--cells", "2"], 0),
        (&["rbar", "--cells", "2", "--max-order", "3"], 3),
        (&["pde-check", "--json"], 0),
        (&["pde-check", "--claim", "d b = d a"], 1),
        (&["system", "--cells", "3", "--order", "12", "--json"], 0),
        (&["check", "coefficient.json"], 1),
    ];
    for (arguments, code) in cases {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = command(desk.path(), arguments);
        let output = command.stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_an_error() {
    let desk = desk();
    let cases: [&[&str]; 4] =
        [&["rbar", "--cells", "2"], &["pde-check"], &["system", "--cells", "2", "--order", "2"], &["check", "good"]];
    for arguments in cases {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = command(desk.path(), arguments);
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
    let dir = empty_folder();
    fs::write(dir.path().join("rbar-256.json"), "what was there before").unwrap();
    let mut command = command(dir.path(), &["rbar", "--cells", "256"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for_handler(child.id(), 2);
    kill("-INT", child.id());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "interrupted\n");
    assert!(output.stdout.is_empty());
    assert_eq!(names(dir.path()), ["rbar-256.json"]);
    assert_eq!(fs::read_to_string(dir.path().join("rbar-256.json")).unwrap(), "what was there before");
}

#[test]
#[cfg(target_os = "linux")]
fn a_killed_process_leaves_no_half_written_file() {
    let whole = fs::read_to_string(golden("rbar-32.json")).unwrap();
    let before = "what was there before";
    for delay in 0..30 {
        let dir = empty_folder();
        let target = dir.path().join("rbar-32.json");
        fs::write(&target, before).unwrap();
        let mut command = command(dir.path(), &["rbar", "--cells", "32"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        let text = fs::read_to_string(&target).unwrap();
        assert!(text == before || text == whole, "after {delay} ms: {} bytes", text.len());
        let others: Vec<String> = names(dir.path()).into_iter().filter(|f| f != "rbar-32.json").collect();
        assert!(others.iter().all(|f| f.starts_with(".moe-proof-") && f.ends_with(".part")), "{others:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_proof_can_go_through_a_pipe() {
    let dir = empty_folder();
    let mut child = command(dir.path(), &["check", "/dev/stdin"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(golden("rbar-3.json")).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("r̄(3) = 6"));
}
