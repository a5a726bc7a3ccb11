//! Files that appear whole or not at all, and what an interrupted process must not leave behind.

use crate::Error;
use crate::kernel::path_text;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The names of unfinished files, from before they exist until they are renamed into place.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes all unfinished files and ends the process with `end`: from here on no file is renamed into place.
pub fn abandon(end: impl FnOnce() -> std::convert::Infallible) -> ! {
    // Taken and kept until the process ends.
    let unfinished = UNFINISHED.lock().unwrap_or_else(|e| e.into_inner());
    for path in unfinished.iter() {
        let _ = fs::remove_file(path);
    }
    match end() {}
}

/// Writes `bytes` to `path` so that the file is there whole or not at all: a temporary file beside it, synced, then renamed into
/// place. A device or a pipe is written directly, and a symbolic link is followed.
///
/// # Errors
/// The place and the system's words; whatever stood at `path` before is untouched then.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_file_with(path, |file| file.write_all(bytes))
}

/// [`write_file`] for what is too long to hold in memory: `pieces` writes it, piece by piece.
///
/// # Errors
/// As [`write_file`].
pub fn write_file_with(path: &Path, mut pieces: impl FnMut(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let failed = |e: io::Error| {
        Error::io("cannot write the file").at(path_text(path)).found(words(&e)).expected("a writable path")
    };
    if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        return match fs::OpenOptions::new().write(true).open(path).and_then(|mut f| pieces(&mut f)) {
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
    let written = pieces(temporary.as_file_mut()).and_then(|()| {
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

/// The first bytes of a file, at most `limit` of them.
///
/// # Errors
/// The system's words.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|f| f.take(limit).read_to_end(&mut bytes))?;
    Ok(bytes)
}

/// The system's words for an error, without the name of the temporary file that `tempfile` adds: it tells a user nothing.
fn words(e: &io::Error) -> String {
    let text = e.to_string();
    text.split(" at path ").next().unwrap_or_default().to_string()
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
    fn a_writer_that_fails_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("proof.json");
        write_file(&path, b"first").unwrap();
        let failed = write_file_with(&path, |file| {
            file.write_all(b"half of the sec")?;
            Err(io::Error::other("the disk is gone"))
        });
        assert_eq!(failed.unwrap_err().found.as_deref(), Some("the disk is gone"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unwritable_place_is_named() {
        let e = write_file(Path::new("/nonexistent-folder/proof.json"), b"x").unwrap_err();
        assert!(e.to_string().contains("/nonexistent-folder/proof.json"), "{e}");
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("long");
        write_file(&path, b"0123456789").unwrap();
        assert_eq!(read_at_most(&path, 4).unwrap(), b"0123");
        assert!(read_at_most(&dir.path().join("missing"), 4).is_err());
    }
}
