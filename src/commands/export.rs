//! `moe-proof export`

use super::sizes;
use crate::Error;
use crate::exact::certificate::accepted;
use crate::exact::export::coq::coq;
use crate::exact::export::solvers::{Language, write};
use crate::exact::system::TaylorSystem;
use crate::files::read_at_most;
use crate::kernel::{MAX_BYTES, path_text};
use crate::report::{Ending, Out, write_file};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Write a proof for Coq, or a polynomial system for Singular, msolve or an SMT solver
#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    Coq(CoqArgs),
    Singular(SystemArgs),
    Msolve(SystemArgs),
    Smtlib(SystemArgs),
}

/// Write a proof file as a Coq file, which coqc then checks on its own
///
/// Exit code: 0 written, 1 the kernel rejects the proof file, 3 the proof is incomplete, 2 error.
#[derive(Debug, Args)]
struct CoqArgs {
    /// A proof file
    #[arg(value_name = "CERT")]
    certificate: PathBuf,
    /// The Coq file [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Write the polynomial system, with its condition of non-triviality
#[derive(Debug, Args)]
struct SystemArgs {
    /// m, the number of atoms in the Voronoi cell: 1 to 256
    #[arg(long, value_name = "M")]
    cells: u64,
    /// r, the order: 1 to 512
    #[arg(long, value_name = "R")]
    order: u64,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// The file [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &ExportArgs, out: &Out) -> Result<Ending, Error> {
    let (text, path) = match &args.format {
        Format::Coq(args) => (coq_text(args)?, &args.out),
        Format::Singular(args) => (system_text(args, Language::Singular)?, &args.out),
        Format::Msolve(args) => (system_text(args, Language::Msolve)?, &args.out),
        Format::Smtlib(args) => (system_text(args, Language::SmtLib)?, &args.out),
    };
    match path {
        Some(path) => write_file(path, text.as_bytes())?,
        None => out.data(&text)?,
    }
    Ok(Ending::Done)
}

fn coq_text(args: &CoqArgs) -> Result<String, Error> {
    let name = coq_name(args)?;
    let place = path_text(&args.certificate);
    let bytes = read_at_most(&args.certificate, MAX_BYTES as u64 + 1)
        .map_err(|e| Error::io("cannot read the proof file").at(&place).because(e))?;
    accepted(&bytes).and_then(|accepted| coq(&accepted, &name)).map_err(|e| e.at(&place))
}

/// The name of the Coq file: coqc takes a file only if its name is an identifier.
fn coq_name(args: &CoqArgs) -> Result<String, Error> {
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let from_certificate: String = stem(&args.certificate).chars().map(|c| if legal(c) { c } else { '_' }).collect();
    let suggestion = match from_certificate.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => from_certificate,
        false => format!("proof_{from_certificate}"),
    };
    match &args.out {
        Some(path) if path.extension().is_some_and(|e| e == "v") => {
            let name = stem(path);
            let identifier = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(legal);
            match identifier {
                true => Ok(format!("{name}.v")),
                false => Err(Error::usage("Coq cannot compile a file of this name")
                    .at("--out")
                    .found(path_text(path))
                    .expected("letters, digits and underscores before .v, a letter first")
                    .hint(format!("--out {suggestion}.v"))),
            }
        }
        _ => Ok(format!("{suggestion}.v")),
    }
}

fn system_text(args: &SystemArgs, language: Language) -> Result<String, Error> {
    let (cells, dim) = (sizes::cells(args.cells)?, sizes::dim(args.dim)?);
    let order = sizes::order("--order", args.order)?;
    TaylorSystem::new(cells, dim, order)
        .and_then(|system| write(&system, language))
        .map_err(|e| e.at("--cells, --order, --dim"))
}
