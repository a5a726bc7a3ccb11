//! `moe-proof rbar`

mod text;

use crate::Error;
use crate::commands::sizes;
use crate::exact::certificate::{self, Proof};
use crate::exact::decide::Decision;
use crate::exact::decide::search::{Step, search};
use crate::exact::system::TaylorSystem;
use crate::kernel::{Gate, MAX_ORDER, Statement, System, Verified};
use crate::report::certificate::write_and_verify;
use crate::report::{Ending, Out};
use clap::Args;
use std::path::{Path, PathBuf};
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
    let steps = search(cells, dim, max_order);
    let proven = assemble(&steps, cells, dim);
    let mut report = RbarReport { cells, dim, steps, verified: None, exponents: None, certificate: None };
    if let Some((statement, proof)) = proven {
        let path = args.out.clone().unwrap_or_else(|| default_name(&statement, cells, dim));
        report.verified = Some(write_and_verify(&path, &proof_bytes(&statement, &proof)?)?);
        report.certificate = Some(path.display().to_string());
    }
    if report.rbar().is_some() {
        let exponents = crate::exact::rates::verify(cells, dim, Gate::Fixed)?;
        report.exponents = Some(exponents);
    }
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(report.status())
}

/// Proves r̄ of a cell: writes the proof to its usual name in a folder and has the kernel verify it.
pub(super) fn prove(cells: usize, dim: usize, folder: &Path) -> Result<(PathBuf, Verified), Error> {
    let undecided = || Error::undecided(format_args!("r̄({cells}) is undecided"));
    let (statement, proof) = assemble(&search(cells, dim, MAX_ORDER as usize), cells, dim).ok_or_else(undecided)?;
    if !matches!(statement, Statement::Rbar(_)) {
        return Err(undecided());
    }
    let path = folder.join(default_name(&statement, cells, dim));
    let verified = write_and_verify(&path, &proof_bytes(&statement, &proof)?)?;
    Ok((path, verified))
}

fn proof_bytes(statement: &Statement, proof: &Proof) -> Result<Vec<u8>, Error> {
    let system = match statement {
        Statement::Rbar(s) | Statement::Solvable(s) if proof.needs_equations() => {
            Some(TaylorSystem::new(s.atoms, s.dim, s.order)?)
        }
        _ => None,
    };
    Ok(certificate::bytes(statement, proof, system.as_ref()))
}

/// What the steps prove: r̄, or if they end before, that the last solvable order is solvable.
fn assemble(steps: &[Step], cells: usize, dim: usize) -> Option<(Statement, Proof)> {
    let last = steps.last()?;
    let system = |order| System { atoms: cells, dim, order };
    let solvable = steps.iter().rev().find_map(|s| match &s.decision {
        Decision::Solvable(w) => Some((s.order, w.proof.clone())),
        _ => None,
    });
    match (&last.decision, solvable) {
        (Decision::Unsolvable(refutation), below) => {
            let solvable = Box::new(below.map_or(Proof::EmptySystem, |(_, proof)| proof));
            let proof = Proof::Rbar { solvable, unsolvable: Box::new(refutation.clone()) };
            Some((Statement::Rbar(system(last.order)), proof))
        }
        (_, Some((order, proof))) => Some((Statement::Solvable(system(order)), proof)),
        (_, None) => None,
    }
}

fn default_name(statement: &Statement, cells: usize, dim: usize) -> PathBuf {
    let d = if dim == 1 { String::new() } else { format!("-d{dim}") };
    let bound = match statement {
        Statement::Solvable(s) => format!("-at-least-{}", s.order + 1),
        _ => String::new(),
    };
    PathBuf::from(format!("rbar-{cells}{d}{bound}.json"))
}
