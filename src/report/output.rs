//! Writing: standard output that survives a closed pipe, and files that appear whole or not at all.

use super::Failure;
use crate::files::{self, FileError};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Where a command's data (stdout) and its progress and warnings (stderr) go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Out {
    /// `--quiet`: no progress and no notes on stderr.
    pub quiet: bool,
}

impl Out {
    /// Writes data to standard output at once. A closed pipe is not an error: the reader has had enough.
    ///
    /// # Errors
    /// Any other write error, such as a full disk behind a redirection.
    pub fn data(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = anstream::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new("cannot write the output").at("standard output").found(e.to_string()))
            }
            _ => Ok(()),
        }
    }

    /// A line for the person, on stderr, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr().lock(), "{text}");
        }
    }

    /// Whether progress may be drawn: stderr is a terminal and `--quiet` was not given.
    pub fn progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }
}

/// The handler for Ctrl-C: removes unfinished files and ends the process with code 130.
pub struct Interrupts;

impl Interrupts {
    /// Installs the handler; to be called once, by `main`.
    pub fn install() {
        let _ = ctrlc::set_handler(|| {
            crate::files::abandon(|| {
                eprintln!("interrupted");
                std::process::exit(130)
            })
        });
    }
}

/// [`files::write`], for a command.
///
/// # Errors
/// As there.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(files::write(path, bytes)?)
}

/// [`files::write_with`], for a command.
///
/// # Errors
/// As there.
pub fn write_file_with(path: &Path, pieces: impl FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    Ok(files::write_with(path, pieces)?)
}

impl From<FileError> for Failure {
    fn from(e: FileError) -> Self {
        let failure = Failure::new(e.what).at(e.place.display().to_string()).found(e.found);
        match e.expected {
            Some(expected) => failure.expected(expected),
            None => failure,
        }
    }
}
