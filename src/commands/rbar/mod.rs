//! `moe-proof rbar`

mod text;

use crate::Error;
use crate::commands::sizes;
use crate::kernel::{Gate, MAX_ORDER};
use crate::prove;
use crate::report::{Ending, Out};
use clap::Args;
use std::path::PathBuf;
use text::RbarReport;

/// Find r̄(m), the least order whose polynomial system has no non-trivial real solution, with a proof
///
/// For r = 1, 2, … the system for a cell of m atoms is solved by an exact witness or refuted. The proof is written to a file,
/// read back and checked by the kernel; only then is the result called verified. Exit code: 0 verified, 3 undecided (also when
/// --max-order is reached), 2 error.
#[derive(Debug, Args)]
pub struct RbarArgs {
    /// m, the number of atoms in the Voronoi cell: 1 to 256
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "M")]
    cells: u64,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Stop after this order: 1 to 512
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "R", default_value_t = MAX_ORDER)]
    max_order: u64,
    /// The file for the proof [default: rbar-M.json, or rbar-M-dD.json for d ≥ 2]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of the table
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &RbarArgs, out: &Out) -> Result<Ending, Error> {
    let (cells, dim) = (sizes::cells(args.cells)?, sizes::dim(args.dim)?);
    let max_order = sizes::order("--max-order", args.max_order)?;
    let walk = prove::rbar_up_to(cells, dim, max_order)?;
    let mut certificate = None;
    if let Some(proven) = &walk.proven {
        let path = args.out.clone().unwrap_or_else(|| proven.file_name().into());
        proven.write(&path)?;
        certificate = Some(path.display().to_string());
    }
    let exponents = match walk.proven.as_ref().and_then(|proven| proven.rbar().ok()) {
        Some(_) => Some(prove::exponents(cells, dim, Gate::Fixed)?),
        None => None,
    };
    let report = RbarReport { cells, dim, walk, exponents, certificate };
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(report.status())
}
