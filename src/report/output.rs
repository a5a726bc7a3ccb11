//! Writing: standard output that survives a closed pipe, and files that appear whole or not at all.

use crate::Error;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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

/// Temporary files that a Ctrl-C must not leave behind.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The handler for Ctrl-C: removes unfinished files and ends the process with code 130.
pub struct Interrupts;

impl Interrupts {
    /// Installs the handler; to be called once, by `main`.
    pub fn install() {
        let _ = ctrlc::set_handler(|| {
            // Taken and kept: no file may be renamed into place from here on.
            let unfinished = UNFINISHED.lock().unwrap_or_else(|e| e.into_inner());
            for path in unfinished.iter() {
                let _ = fs::remove_file(path);
            }
            eprintln!("interrupted");
            std::process::exit(130);
        });
    }
}

/// The system's words for an error, without the name of the temporary file that `tempfile` adds: it tells a user nothing.
fn words(e: &io::Error) -> String {
    let text = e.to_string();
    text.split(" at path ").next().unwrap_or_default().to_string()
}

/// Writes `bytes` to `path` so that the file is there whole or not at all: a temporary file beside it, synced, then
/// renamed into place. A device or a pipe is written directly, and a symbolic link is followed.
///
/// # Errors
/// The place and the system's words for what went wrong; whatever stood at `path` before is untouched then.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_file_with(path, |file| file.write_all(bytes))
}

/// [`write_file`] for what is too long to hold in memory: `write` writes it, piece by piece.
///
/// # Errors
/// As [`write_file`].
pub fn write_file_with(path: &Path, mut write: impl FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let failed = |e: io::Error| {
        Error::io("cannot write the file").at(path.display()).found(words(&e)).expected("a writable path")
    };
    if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        return match fs::OpenOptions::new().write(true).open(path).and_then(|mut f| write(&mut f)) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(failed(e)),
            _ => Ok(()),
        };
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if target.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")));
    }
    let folder = match target.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let lock = || UNFINISHED.lock().unwrap_or_else(|e| e.into_inner());
    let mut temporary = {
        let mut unfinished = lock();
        let t = tempfile::Builder::new().prefix(".moe-proof-").suffix(".part").tempfile_in(folder).map_err(failed)?;
        unfinished.push(t.path().to_path_buf());
        t
    };
    let part = temporary.path().to_path_buf();
    let written = write(temporary.as_file_mut()).and_then(|()| {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&target).map(|m| m.permissions().mode() & 0o777).unwrap_or(0o644);
            temporary.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
        }
        temporary.as_file().sync_all()
    });
    let mut unfinished = lock();
    unfinished.retain(|p| *p != part);
    written.and_then(|()| temporary.persist(&target).map(drop).map_err(|e| e.error)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("proof.json");
        write_file(&path, b"first").unwrap();
        write_file(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unwritable_place_is_named() {
        let e = write_file(Path::new("/nonexistent-folder/proof.json"), b"x").unwrap_err();
        assert!(e.to_string().contains("/nonexistent-folder/proof.json"), "{e}");
    }
}
