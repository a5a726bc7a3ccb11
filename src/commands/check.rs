//! `moe-proof check`

use crate::Error;
use crate::kernel::checker;
use crate::report::{Ending, Out};
use clap::Args;
use std::path::PathBuf;

/// Check proof files with the kernel
///
/// Every file is `valid`, `invalid` (with the place and the reason) or `incomplete`. Exit code: 0 all valid, 1 some invalid,
/// 2 usage or unreadable, 3 some incomplete; the worst counts, 2 before 1 before 3. `moe-proof-check` does the same and is built
/// from the kernel alone.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Proof files, and folders whose *.json files are checked
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object instead of the table
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &CheckArgs, out: &Out) -> Result<Ending, Error> {
    let checked = checker::check_paths(&args.paths);
    out.data(&if args.json { checker::json(&checked) } else { checker::text(&checked) })?;
    Ok(match checker::exit_code(&checked) {
        0 => Ending::Done,
        1 => Ending::Refuted,
        3 => Ending::Undecided,
        _ => Ending::Error,
    })
}
