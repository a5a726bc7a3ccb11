//! `moe-proof system`

mod text;

use crate::Error;
use crate::commands::sizes;
use crate::exact::system::TaylorSystem;
use crate::report::{Ending, Out, write_file};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use text::{Form, system};

/// Write the polynomial system whose solvability decides r̄
///
/// One equation for each (ℓ₁, ℓ₂) with 1 ≤ |ℓ₁| + ℓ₂ ≤ r, in increasing order of the index, the same bytes every time.
#[derive(Debug, Args)]
pub struct SystemArgs {
    /// m, the number of atoms in the Voronoi cell: 1 to 256
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "M")]
    cells: u64,
    /// r, the order: 1 to 512
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "R")]
    order: u64,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// How to write it
    #[arg(long, value_enum, default_value_t = FormArg::Text)]
    format: FormArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormArg {
    /// One equation a line, the sum over the atoms as Σⱼ
    Text,
    /// An align* environment
    Latex,
    /// Every equation expanded over all atoms
    Json,
}

/// Runs the command.
pub fn run(args: &SystemArgs, out: &Out) -> Result<Ending, Error> {
    let (cells, dim) = (sizes::cells(args.cells)?, sizes::dim(args.dim)?);
    let order = sizes::order("--order", args.order)?;
    let built = TaylorSystem::new(cells, dim, order).map_err(|e| e.at("--order, --dim"))?;
    let form = match args.format {
        _ if args.json => Form::Json,
        FormArg::Text => Form::Text,
        FormArg::Latex => Form::Latex,
        FormArg::Json => Form::Json,
    };
    let text = system(&built, form);
    match &args.out {
        Some(path) => write_file(path, text.as_bytes())?,
        None => out.data(&text)?,
    }
    Ok(Ending::Done)
}
