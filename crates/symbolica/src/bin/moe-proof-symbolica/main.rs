//! `moe-proof-symbolica`: the second symbolic engine in a process of its own.
//!
//! Reads one JSON request from standard input, waits for its turn on the machine, answers with one JSON object on the last line
//! of standard output (`moe_proof_symbolica::protocol`) and ends. Exit codes: 0 answered; 2 the request or the lock file is
//! unusable, which the answer says, or wrong usage; 75 other runs took all the time that `--lock-timeout` allows; 70 the process
//! that started this one has ended, so that nobody would read the answer and the machine's lock is better given back.
//!
//! The engine is used by the main thread alone: its unlicensed mode ends the process at a second one. The only other thread
//! watches the parent process.

mod engine;

use clap::Parser;
use moe_proof_symbolica::LICENCE_NOTICE;
use moe_proof_symbolica::lock::{LockError, MachineLock, machine_path};
use moe_proof_symbolica::protocol::{
    EXIT_ANSWERED, EXIT_LOCK_TIMEOUT, EXIT_ORPHANED, EXIT_REJECTED, MAX_REQUEST_BYTES, Rejection, Request, Response,
    WAITING,
};
use std::io::{Read, Write};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Duration;

/// What `--version` prints.
static VERSION: LazyLock<String> = LazyLock::new(|| format!("{}\n\n{LICENCE_NOTICE}", env!("CARGO_PKG_VERSION")));

/// The second symbolic engine of moe-proof: one JSON request on stdin, one JSON answer on stdout.
#[derive(Debug, Parser)]
#[command(name = "moe-proof-symbolica", version, long_version = VERSION.as_str())]
struct Arguments {
    /// How long to wait while another run on this machine has its turn
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    lock_timeout: u64,
}

fn main() -> ExitCode {
    // SAFETY: the process has no other thread yet that could read the environment at the same time.
    unsafe { std::env::set_var("SYMBOLICA_HIDE_BANNER", "1") };
    let arguments = Arguments::parse();
    end_with_parent();
    let (response, code) = match answer(&arguments) {
        Ok(response) => (response, EXIT_ANSWERED),
        Err(Stop::Rejected(rejection)) => (Response::Rejected(rejection), EXIT_REJECTED),
        Err(Stop::LockTimeout(error)) => {
            eprintln!("error: {error}");
            return exit_code(EXIT_LOCK_TIMEOUT);
        }
    };
    let written = serde_json::to_string(&response).map_err(std::io::Error::from).and_then(|json| {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{json}").and_then(|()| stdout.flush())
    });
    match written {
        Ok(()) => exit_code(code),
        Err(error) => {
            eprintln!("error: cannot write the answer: {error}");
            exit_code(EXIT_REJECTED)
        }
    }
}

/// Ends this process soon after the one that started it.
#[cfg(unix)]
fn end_with_parent() {
    use std::os::unix::process::parent_id;
    let parent = parent_id();
    std::thread::spawn(move || {
        while parent_id() == parent {
            std::thread::sleep(Duration::from_millis(200));
        }
        std::process::exit(EXIT_ORPHANED)
    });
}

/// Only Unix tells an orphan.
#[cfg(not(unix))]
fn end_with_parent() {}

/// Why there is nothing to work on.
enum Stop {
    Rejected(Rejection),
    LockTimeout(LockError),
}

fn answer(arguments: &Arguments) -> Result<Response, Stop> {
    let mut bytes = Vec::new();
    let rejected = |what: &str, place: String, found: String, expected: &str| {
        Stop::Rejected(Rejection { what: what.to_owned(), place, found, expected: expected.to_owned() })
    };
    let read = std::io::stdin().lock().take(MAX_REQUEST_BYTES + 1).read_to_end(&mut bytes);
    let place = || "standard input".to_owned();
    read.map_err(|e| rejected("the request cannot be read", place(), e.to_string(), "a JSON object"))?;
    if bytes.len() as u64 > MAX_REQUEST_BYTES {
        let expected = format!("at most {MAX_REQUEST_BYTES} bytes");
        return Err(rejected("the request is too long", place(), "more".to_owned(), &expected));
    }
    let request = Request::from_json(&bytes).and_then(|request| request.check()).map_err(Stop::Rejected)?;

    let path = machine_path();
    let wait =
        || eprintln!("{WAITING}another run of the second engine has its turn on this machine ({})", path.display());
    let _turn = match MachineLock::acquire(&path, Duration::from_secs(arguments.lock_timeout), wait) {
        Ok(lock) => lock,
        Err(timeout @ LockError::Timeout { .. }) => return Err(Stop::LockTimeout(timeout)),
        Err(error) => {
            let expected = "a regular file that all users can read";
            return Err(rejected("the lock file is unusable", path.display().to_string(), error.to_string(), expected));
        }
    };
    Ok(Response::Answer(engine::work(&request)))
}

fn exit_code(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
}
