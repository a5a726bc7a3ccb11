//! `moe-proof-check [--json] PATH…`: the checker alone, built from the kernel and nothing else
//! (`cargo install --path crates/kernel`).

use moe_proof_kernel::{checker, path_text};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "Check proofs: moe-proof-check [--json] PATH…

PATH is a proof file, or a folder whose *.json files are checked.
Exit code: 0 all valid, 1 some invalid, 2 usage or unreadable, 3 some incomplete (the worst: 2 before 1 before 3).
";

fn main() -> ExitCode {
    let mut json = false;
    let mut paths = Vec::new();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => return say(HELP, 0),
            Some("--version" | "-V") => return say(concat!("moe-proof-check ", env!("CARGO_PKG_VERSION"), "\n"), 0),
            Some("--") => paths.extend(arguments.by_ref().map(PathBuf::from)),
            Some(option) if option.starts_with('-') => {
                return usage(&format!("unexpected option {}", path_text(option)));
            }
            _ => paths.push(PathBuf::from(OsString::from(&argument))),
        }
    }
    if paths.is_empty() {
        return usage("no PATH given");
    }
    let checked = checker::check_paths(&paths);
    let text = if json { checker::json(&checked) } else { checker::text(&checked) };
    say(&text, checker::exit_code(&checked))
}

fn usage(what: &str) -> ExitCode {
    let _ = write!(std::io::stderr(), "error: {what}\n\n{HELP}");
    ExitCode::from(2)
}

/// Writes to standard output and ends with `code`. A closed pipe ends quietly with the verdict's code; another write
/// error is 2.
fn say(text: &str, code: u8) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr(), "error: cannot write the output\n  found: {e}");
            ExitCode::from(2)
        }
        _ => ExitCode::from(code),
    }
}
