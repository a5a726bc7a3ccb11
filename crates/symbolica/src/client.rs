//! Finds the helper, runs it on one request within limits of time and size, and says precisely what went wrong otherwise.
//!
//! The helper is looked for beside the running executable, then in `MOE_PROOF_SYMBOLICA`, then on `PATH`. It inherits the
//! environment, `SYMBOLICA_LICENSE` included. Whatever happens to it, the caller's own results stand.

use super::protocol::{Answer, EXIT_ANSWERED, EXIT_LOCK_TIMEOUT, EXIT_REJECTED, Rejection, Request, Response, WAITING};
use super::{HELPER, HELPER_VARIABLE};
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// The most bytes of an answer that are read.
const MAX_ANSWER_BYTES: u64 = 256 << 20;
/// How often one looks whether the helper has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// How long the last output of an ended helper may take to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How many lines of the helper's messages an error quotes.
const TAIL: usize = 12;

/// How long a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long the helper may wait for other runs on the machine, in whole seconds.
    pub lock_timeout: Duration,
    /// How long the helper may work, beyond the time spent waiting.
    pub work_timeout: Duration,
}

impl Default for Limits {
    /// Ten minutes each.
    fn default() -> Self {
        Limits { lock_timeout: Duration::from_secs(600), work_timeout: Duration::from_secs(600) }
    }
}

/// The helper's executable and the limits of a run.
#[derive(Clone, Debug)]
pub struct Client {
    program: PathBuf,
    limits: Limits,
}

/// What a run gives: the answer, and whatever the engine wanted a person to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// Messages of the engine, line by line, such as those about its licence.
    pub notes: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum EngineError {
    /// There is no helper.
    NotInstalled {
        /// Where it was looked for.
        searched: Vec<String>,
    },
    /// The system could not start it.
    CannotStart {
        /// The executable.
        program: PathBuf,
        /// The system's words.
        error: io::Error,
    },
    /// It ended without an answer.
    Crashed {
        /// Exit code or signal, in words.
        how: String,
        /// The last lines of its messages.
        messages: String,
    },
    /// It ended without an answer and spoke about its licence.
    LicenceMessage {
        /// Exit code or signal, in words.
        how: String,
        /// The message.
        message: String,
    },
    /// Other runs on the machine took all the time it may wait.
    LockTimeout {
        /// How long it may wait.
        waited: Duration,
    },
    /// It took longer than it may and was killed.
    Timeout {
        /// How long it ran, waiting included.
        after: Duration,
    },
    /// It refused the request.
    Rejected(Rejection),
    /// It did not keep to the protocol.
    Protocol {
        /// What was wrong.
        what: String,
        /// The beginning of what it answered.
        answer: String,
    },
}

impl EngineError {
    /// What a person can do about it.
    pub fn hint(&self) -> String {
        match self {
            EngineError::NotInstalled { .. } => format!(
                "build it with `cargo build --release -p moe-proof-symbolica --features engine`, or name it in {HELPER_VARIABLE}; \
                 the native engine needs no helper"
            ),
            EngineError::CannotStart { .. } => {
                format!("is it an executable for this machine? {HELPER_VARIABLE} can name another")
            }
            EngineError::Crashed { .. } => "the native engine's result does not depend on it".to_owned(),
            EngineError::LicenceMessage { .. } => {
                "without a licence one Symbolica process may run on a machine: end the others, or set SYMBOLICA_LICENSE"
                    .to_owned()
            }
            EngineError::LockTimeout { .. } => "wait for the other runs on this machine, or allow more time".to_owned(),
            EngineError::Timeout { .. } => {
                "allow more time, or ask for less: lower orders, a smaller formula".to_owned()
            }
            EngineError::Rejected(_) => "moe-proof and its helper may be of different versions".to_owned(),
            EngineError::Protocol { .. } => {
                format!("is this {HELPER} of the same version? {HELPER_VARIABLE} can name another")
            }
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::NotInstalled { searched } => {
                write!(f, "the second engine is not installed: no {HELPER} {}", searched.join(", "))
            }
            EngineError::CannotStart { program, error } => {
                write!(f, "the second engine cannot be started: {program:?}: {error}")
            }
            EngineError::Crashed { how, messages } if messages.is_empty() => {
                write!(f, "the second engine ended without an answer: {how}")
            }
            EngineError::Crashed { how, messages } => {
                write!(f, "the second engine ended without an answer: {how}; its last words:\n{messages}")
            }
            EngineError::LicenceMessage { how, message } => {
                write!(f, "the second engine ended with a message about its licence ({how}):\n{message}")
            }
            EngineError::LockTimeout { waited } => {
                write!(f, "the second engine got no turn on this machine within {} s", waited.as_secs())
            }
            EngineError::Timeout { after } => {
                write!(f, "the second engine gave no answer within {:.1} s and was ended", after.as_secs_f64())
            }
            EngineError::Rejected(rejection) => {
                write!(f, "the second engine refused the request: {rejection}")
            }
            EngineError::Protocol { what, answer } => {
                write!(f, "the second engine did not answer as agreed: {what}; it began with {answer:?}")
            }
        }
    }
}

impl std::error::Error for EngineError {}

/// Looks for the helper in the folder `beside`, then at the path `named`, then in the folders of `search_path`.
///
/// A `named` helper that is not there is an error, not a reason to look further.
///
/// # Errors
/// [`EngineError::NotInstalled`] with all places.
pub fn find(beside: Option<&Path>, named: Option<&OsStr>, search_path: Option<&OsStr>) -> Result<PathBuf, EngineError> {
    let file = format!("{HELPER}{}", std::env::consts::EXE_SUFFIX);
    // A relative path would be looked up on PATH again when it is started.
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    let mut searched = Vec::new();
    if let Some(folder) = beside {
        let candidate = absolute(folder.join(&file));
        if is_executable(&candidate) {
            return Ok(candidate);
        }
        searched.push(format!("in {folder:?}"));
    }
    match named.filter(|n| !n.is_empty()) {
        Some(named) => {
            let candidate = absolute(PathBuf::from(named));
            if is_executable(&candidate) {
                return Ok(candidate);
            }
            searched.push(format!("at {candidate:?} (named by {HELPER_VARIABLE}: no executable file)"));
            return Err(EngineError::NotInstalled { searched });
        }
        None => searched.push(format!("in {HELPER_VARIABLE} (not set)")),
    }
    let folders = search_path.map(|p| std::env::split_paths(p).collect::<Vec<_>>()).unwrap_or_default();
    let named_folders = folders.into_iter().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(found) = named_folders.map(|folder| absolute(folder.join(&file))).find(|p| is_executable(p)) {
        return Ok(found);
    }
    searched.push("on PATH".to_owned());
    Err(EngineError::NotInstalled { searched })
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

impl Client {
    /// The client of the helper that [`find`] finds for the running executable and its environment.
    ///
    /// # Errors
    /// [`EngineError::NotInstalled`].
    pub fn locate(limits: Limits) -> Result<Client, EngineError> {
        let executable = std::env::current_exe().ok();
        let beside = executable.as_deref().and_then(Path::parent);
        let named = std::env::var_os(HELPER_VARIABLE);
        let search_path = std::env::var_os("PATH");
        Ok(Client::at(find(beside, named.as_deref(), search_path.as_deref())?, limits))
    }

    /// The client of a certain helper.
    pub fn at(program: PathBuf, limits: Limits) -> Client {
        Client { program, limits }
    }

    /// The helper's executable.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Runs the helper on one request; calls `waiting` with the helper's words when it has to wait for other runs.
    ///
    /// # Errors
    /// [`EngineError`], every variant but [`EngineError::NotInstalled`]. The helper has ended or was killed in every case.
    pub fn ask(&self, request: &Request, mut waiting: impl FnMut(&str)) -> Result<Reply, EngineError> {
        let start = Instant::now();
        let cannot_start = |error| EngineError::CannotStart { program: self.program.clone(), error };
        let json = serde_json::to_vec(request).map_err(|e| cannot_start(e.into()))?;
        let seconds = self.limits.lock_timeout.as_secs();
        let mut command = Command::new(&self.program);
        command.args(["--lock-timeout", &seconds.to_string()]).env("SYMBOLICA_HIDE_BANNER", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Ended(command.spawn().map_err(cannot_start)?);
        feed(child.0.stdin.take(), json);
        let output = collect(child.0.stdout.take());
        let messages = lines(child.0.stderr.take());

        let deadline = start + Duration::from_secs(seconds) + self.limits.work_timeout;
        let mut stderr = Vec::new();
        let mut hear = |line: String| match line.strip_prefix(WAITING) {
            Some(words) => waiting(words),
            None => stderr.push(line),
        };
        let status = loop {
            while let Ok(line) = messages.try_recv() {
                hear(line);
            }
            if let Some(status) = child.0.try_wait().map_err(cannot_start)? {
                break status;
            }
            if Instant::now() >= deadline {
                return Err(EngineError::Timeout { after: start.elapsed() });
            }
            std::thread::sleep(PAUSE);
        };
        // The pipes may outlive the helper in the hands of a process it started: no unlimited wait.
        let last = Instant::now() + LAST_WORDS;
        while let Ok(line) = messages.recv_timeout(last.saturating_duration_since(Instant::now())) {
            hear(line);
        }
        let stdout = output.recv_timeout(last.saturating_duration_since(Instant::now())).unwrap_or_default();
        self.read(request, status, &String::from_utf8_lossy(&stdout), stderr)
    }

    /// Makes an answer of the helper's end and words.
    fn read(
        &self,
        request: &Request,
        status: ExitStatus,
        stdout: &str,
        stderr: Vec<String>,
    ) -> Result<Reply, EngineError> {
        if status.code() == Some(EXIT_LOCK_TIMEOUT) {
            return Err(EngineError::LockTimeout { waited: self.limits.lock_timeout });
        }
        let mut printed: Vec<&str> = stdout.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = printed.pop().unwrap_or_default();
        let response = serde_json::from_str::<Response>(last);
        let notes = |printed: Vec<&str>| printed.into_iter().map(str::to_owned).chain(stderr).collect::<Vec<_>>();
        match (status.code(), response) {
            (Some(EXIT_ANSWERED), Ok(Response::Answer(raw))) => match raw.check(request) {
                Ok(answer) => Ok(Reply { answer, notes: notes(printed) }),
                Err(rejection) => Err(EngineError::Protocol { what: rejection.to_string(), answer: beginning(last) }),
            },
            (Some(EXIT_REJECTED), Ok(Response::Rejected(rejection))) => Err(EngineError::Rejected(rejection)),
            (code, response) => {
                printed.extend((!last.is_empty() && response.is_err()).then_some(last));
                let all = notes(printed);
                let how = ending(status);
                if all.iter().any(|line| speaks_of_licence(line)) {
                    return Err(EngineError::LicenceMessage { how, message: all.join("\n") });
                }
                match (code, response) {
                    (Some(EXIT_ANSWERED), Err(e)) => {
                        Err(EngineError::Protocol { what: format!("{e}"), answer: beginning(last) })
                    }
                    (Some(_), Ok(_)) => {
                        let what = format!("its answer does not go with its {how}");
                        Err(EngineError::Protocol { what, answer: beginning(last) })
                    }
                    _ => {
                        let messages = all[all.len().saturating_sub(TAIL)..].join("\n");
                        Err(EngineError::Crashed { how, messages })
                    }
                }
            }
        }
    }
}

/// A child process that does not outlive this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Writes the request; a helper that ends or closes its input early is noticed by its end.
fn feed(stdin: Option<ChildStdin>, bytes: Vec<u8>) {
    if let Some(mut stdin) = stdin {
        std::thread::spawn(move || stdin.write_all(&bytes));
    }
}

/// Reads everything up to [`MAX_ANSWER_BYTES`].
fn collect(source: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(source) = source {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // What arrived before an error is still worth reading.
            let _ = source.take(MAX_ANSWER_BYTES).read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        });
    }
    receiver
}

/// Reads line by line.
fn lines(source: Option<impl Read + Send + 'static>) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(source) = source {
        std::thread::spawn(move || {
            let mut reader = BufReader::new(source);
            let mut line = Vec::new();
            while reader.by_ref().take(1 << 16).read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
                if sender.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                    return;
                }
                line.clear();
            }
        });
    }
    receiver
}

fn speaks_of_licence(line: &str) -> bool {
    let line = line.to_lowercase();
    ["license", "licence", "symbolica instance"].iter().any(|word| line.contains(word))
}

fn beginning(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Exit code or signal, in words.
fn ending(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("killed by signal {signal}");
        }
    }
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => "no exit code".to_owned(),
    }
}
