//! The lock that lets one run of the second engine at a time onto the machine.
//!
//! An advisory lock on a file in the system's own temporary folder, the same for every user whatever `TMPDIR` says. The lock
//! belongs to the open file: the system drops it when the process ends in any way, so a file that was left behind locks nobody
//! out. Everybody must be able to use the file, and nobody must be led elsewhere by it:
//!
//! - it is created with `create_new`, which follows no link, and made readable for all; an advisory lock needs no more;
//! - an existing file is accepted only if it is a regular file, no link, and is still the file at that place once it is locked
//!   (folders for temporary files get cleaned).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one sleeps between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(50);
/// After how long [`MachineLock::acquire`] reports that it waits.
const PATIENCE: Duration = Duration::from_secs(1);

/// The lock, held until this is dropped or the process ends.
#[derive(Debug)]
pub struct MachineLock {
    _file: File,
}

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run held it for all the time allowed.
    #[error("another run held the lock {} for all of the {} s waited", .path.display(), .waited.as_secs())]
    Timeout {
        /// The lock file.
        path: PathBuf,
        /// How long was waited.
        waited: Duration,
    },
    /// What stands at its place is no regular file.
    #[error("the lock file {} is {found}, expected a regular file or nothing", .path.display())]
    NotAFile {
        /// The lock file.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// The system refuses.
    #[error("the lock file {} cannot be used: {error}", .path.display())]
    Io {
        /// The lock file.
        path: PathBuf,
        /// The system's words.
        error: io::Error,
    },
}

/// The place of the lock: in `/tmp`, or in `/var/tmp` where there is none; elsewhere than on Unix, in the temporary folder.
pub fn machine_path() -> PathBuf {
    let folder = if cfg!(unix) {
        ["/tmp", "/var/tmp"].iter().map(PathBuf::from).find(|p| p.is_dir()).unwrap_or_else(std::env::temp_dir)
    } else {
        std::env::temp_dir()
    };
    folder.join("moe-proof-symbolica.lock")
}

impl MachineLock {
    /// Waits for the lock at `path`, usually [`machine_path`], for at most `timeout`; calls `waiting` once if it takes over a second.
    ///
    /// # Errors
    /// [`LockError::Timeout`] if somebody else kept the lock, the others if the file is unusable.
    pub fn acquire(path: &Path, timeout: Duration, mut waiting: impl FnMut()) -> Result<MachineLock, LockError> {
        let start = Instant::now();
        let mut told = false;
        loop {
            let file = open(path)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, path)? => return Ok(MachineLock { _file: file }),
                // The file was removed or replaced between opening and locking: the next run would lock another file.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => {
                    return Err(LockError::Io { path: path.to_owned(), error });
                }
            }
            let waited = start.elapsed();
            if waited >= timeout {
                return Err(LockError::Timeout { path: path.to_owned(), waited });
            }
            if waited >= PATIENCE && !told {
                told = true;
                waiting();
            }
            std::thread::sleep(PAUSE.min(timeout - waited));
        }
    }
}

/// Opens the file, or creates it for all users.
fn open(path: &Path) -> Result<File, LockError> {
    let failed = |error| LockError::Io { path: path.to_owned(), error };
    loop {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => match File::open(path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                opened => return opened.map_err(failed),
            },
            Ok(found) => {
                let found = match found.file_type() {
                    t if t.is_symlink() => "a symbolic link",
                    t if t.is_dir() => "a folder",
                    _ => "a device, pipe or socket",
                };
                return Err(LockError::NotAFile { path: path.to_owned(), found });
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                match OpenOptions::new().write(true).create_new(true).open(path) {
                    Ok(file) => {
                        readable_for_all(&file).map_err(failed)?;
                        return Ok(file);
                    }
                    Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(e) => return Err(failed(e)),
                }
            }
            Err(e) => return Err(failed(e)),
        }
    }
}

/// Makes the file readable for all users, whatever the umask says.
#[cfg(unix)]
fn readable_for_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// Files of the temporary folder belong to the user here.
#[cfg(not(unix))]
fn readable_for_all(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Whether the open file is the one that stands at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> Result<bool, LockError> {
    use std::os::unix::fs::MetadataExt;
    let failed = |error| LockError::Io { path: path.to_owned(), error };
    let ours = file.metadata().map_err(failed)?;
    match fs::symlink_metadata(path) {
        Ok(theirs) => Ok((ours.dev(), ours.ino()) == (theirs.dev(), theirs.ino())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(failed(e)),
    }
}

/// An open file cannot be replaced here.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> Result<bool, LockError> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_ONCE: Duration = Duration::ZERO;

    #[test]
    fn the_lock_excludes_a_second_holder_until_it_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let first = MachineLock::acquire(&path, AT_ONCE, || ()).unwrap();
        let refused = MachineLock::acquire(&path, AT_ONCE, || ()).unwrap_err();
        assert!(matches!(refused, LockError::Timeout { .. }), "{refused}");
        drop(first);
        MachineLock::acquire(&path, AT_ONCE, || ()).unwrap();
        assert!(path.exists(), "the file stays: removing it would split the lock in two");
    }

    #[test]
    fn a_waiting_run_says_so_once_and_gets_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let first = MachineLock::acquire(&path, AT_ONCE, || ()).unwrap();
        let mut first = Some(first);
        let mut said = 0;
        let second = MachineLock::acquire(&path, Duration::from_secs(60), || {
            said += 1;
            first.take();
        });
        assert!(second.is_ok());
        assert_eq!(said, 1);
    }

    #[test]
    fn a_folder_at_its_place_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let e = MachineLock::acquire(dir.path(), AT_ONCE, || ()).unwrap_err();
        assert!(e.to_string().contains("is a folder"), "{e}");
        let missing = dir.path().join("missing").join("lock");
        assert!(matches!(MachineLock::acquire(&missing, AT_ONCE, || ()), Err(LockError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_refused_and_its_target_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let (target, link) = (dir.path().join("target"), dir.path().join("lock"));
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let e = MachineLock::acquire(&link, AT_ONCE, || ()).unwrap_err();
        assert!(e.to_string().contains("is a symbolic link"), "{e}");
        assert!(!target.exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_readable_for_all_and_a_read_only_one_will_do() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        drop(MachineLock::acquire(&path, AT_ONCE, || ()).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        MachineLock::acquire(&path, AT_ONCE, || ()).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_is_not_taken_for_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let old = open(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(!is_at(&old, &path).unwrap());
        let new = open(&path).unwrap();
        assert!(!is_at(&old, &path).unwrap());
        assert!(is_at(&new, &path).unwrap());
    }
}
