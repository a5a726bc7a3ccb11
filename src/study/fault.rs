//! What is wrong with a store, in words for a person.

use crate::Error;
use crate::kernel::path_text;
use rusqlite::ErrorCode;
use std::path::Path;

/// A store that is not as `study run` left it.
pub(super) fn damaged(path: &Path, what: &str) -> Error {
    Error::input("the store is damaged")
        .at(path_text(path))
        .found(what)
        .expected("a file as `study run` left it")
        .hint("go back to a copy, or move the file away and run the plan again; what is in it is not used")
}

/// What SQLite says, for a person.
pub(super) fn failure(path: &Path, e: rusqlite::Error) -> Error {
    let place = path_text(path);
    match e.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::io("the disk is full").at(place).because(e).hint("every row counted so far is kept: make room and run the plan again"),
        Some(ErrorCode::SystemIoFailure) => {
            Error::io("the store cannot be written or read").at(place).because(e).hint("every row counted so far is kept: see to the disk (a full one, a limit on file sizes) and run the plan again")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::io("the store is held by another process").at(place).found("no answer in 60 seconds").hint("end the other process, or give this one a store of its own and merge them")
        }
        Some(ErrorCode::DatabaseCorrupt) => damaged(path, &e.to_string()),
        Some(ErrorCode::NotADatabase) => damaged(path, "it does not begin as an SQLite file does"),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Error::io("the store cannot be opened for writing").at(place).because(e).expected("a writable file in a writable folder")
        }
        // Columns of a wrong type and the like: only a changed file has them.
        _ => damaged(path, &e.to_string()),
    }
}
