//! `moe-proof export`

use super::sizes;
use crate::exact::certificate::{NotAccepted, accepted};
use crate::exact::export::coq::{MAX_TERMS, coq};
use crate::exact::export::solvers::{self, Language, write};
use crate::exact::system::{MAX_ATOM_TERMS, TaylorSystem};
use crate::files::read_at_most;
use crate::kernel::MAX_BYTES;
use crate::report::{ExitStatus, Failure, Out, write_file};
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
pub fn run(args: &ExportArgs, out: &Out) -> Result<ExitStatus, Failure> {
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
    Ok(ExitStatus::Done)
}

fn coq_text(args: &CoqArgs) -> Result<String, Failure> {
    let name = coq_name(args)?;
    let place = args.certificate.display().to_string();
    let bytes = read_at_most(&args.certificate, MAX_BYTES as u64 + 1)
        .map_err(|e| Failure::new("cannot read the proof file").at(&place).found(e.to_string()))?;
    let accepted = accepted(&bytes).map_err(|e| match e {
        NotAccepted::Rejected(rejection) => Failure::new("the kernel rejects the proof file")
            .at(&place)
            .found(rejection.to_string())
            .hint("only an accepted proof is exported: see moe-proof check")
            .status(ExitStatus::Refuted),
        NotAccepted::Incomplete { verified, missing } => Failure::new("the proof is incomplete")
            .at(&place)
            .found(format!("verified: {verified}; missing: {missing}"))
            .expected("a proof of the whole statement")
            .status(ExitStatus::Undecided),
        NotAccepted::OtherClaim { .. } => Failure::new(e.to_string())
            .at(&place)
            .expected("a proof of solvable, unsolvable, rbar, identity or relations")
            .hint("the general theorem on exponents is in Coq: proofs/coq/SharpExponents.v, sharp_exponents"),
        NotAccepted::Unreadable => Failure::new(e.to_string()).at(&place).hint("please report this defect"),
    })?;
    coq(&accepted, &name).map_err(|e| {
        Failure::new("the proof is too large for a Coq file")
            .at(&place)
            .found(format!("{} terms", e.terms))
            .expected(format!("at most {MAX_TERMS} terms"))
            .hint("moe-proof check verifies it; a proof by caloric separation is short at every size")
    })
}

/// The name of the Coq file: coqc takes a file only if its name is an identifier.
fn coq_name(args: &CoqArgs) -> Result<String, Failure> {
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
                false => Err(Failure::new("Coq cannot compile a file of this name")
                    .at("--out")
                    .found(path.display().to_string())
                    .expected("letters, digits and underscores before .v, a letter first")
                    .hint(format!("--out {suggestion}.v"))),
            }
        }
        _ => Ok(format!("{suggestion}.v")),
    }
}

fn system_text(args: &SystemArgs, language: Language) -> Result<String, Failure> {
    let (cells, dim) = (sizes::cells(args.cells)?, sizes::dim(args.dim)?);
    let order = sizes::order("--order", args.order)?;
    let too_large = |terms: String, limit: u64| {
        Failure::new("the system is too large to be written out")
            .at("--cells, --order, --dim")
            .found(terms)
            .expected(format!("at most {limit}"))
            .hint("rbar decides systems of any of these sizes without writing them out")
    };
    let system =
        TaylorSystem::new(cells, dim, order).map_err(|e| too_large(e.terms + " terms an atom", MAX_ATOM_TERMS))?;
    write(&system, language).map_err(|e| too_large(format!("{} terms", e.terms), solvers::MAX_TERMS))
}
