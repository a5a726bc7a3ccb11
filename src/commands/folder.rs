//! The folder of `--out` for commands that write several proofs.

use crate::Error;
use crate::kernel::path_text;
use std::path::PathBuf;

/// The folder that is given, which must exist, or else the working directory.
pub fn for_proofs(out: Option<&PathBuf>) -> Result<PathBuf, Error> {
    match out {
        Some(folder) if !folder.is_dir() => Err(Error::io("the folder for the proofs does not exist")
            .at("--out")
            .found(path_text(folder))
            .expected("an existing folder")),
        Some(folder) => Ok(folder.clone()),
        None => Ok(PathBuf::new()),
    }
}
