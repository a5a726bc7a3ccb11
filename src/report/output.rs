//! Standard output that survives a closed pipe, notes on stderr, and Ctrl-C.

use crate::Error;
use std::io::{self, IsTerminal, Write};

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
    pub fn data(&self, text: &str) -> Result<(), Error> {
        let mut stdout = anstream::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::io("cannot write the output").at("standard output").because(e))
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
