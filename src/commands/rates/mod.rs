//! `moe-proof rates`

mod density;
mod text;

use crate::Error;
use crate::commands::{folder, sizes};
use crate::exact::rates::partition::{Partition, worst_cases};
use crate::kernel::{Gate, MAX_ATOMS};
use crate::prove;
use crate::report::{Ending, Out};
use clap::Args;
use std::path::{Path, PathBuf};
use text::{CellReport, RatesReport};

/// The most true experts.
const MAX_EXPERTS: u64 = 1000;

/// The exponent of every parameter in every Voronoi cell, with its proof; the rate that follows; the published rate
///
/// Each exponent is the optimum of a linear programme of certified inequalities, attained along an exact curve. The proofs are written to files, read
/// back and checked by the kernel. Below each table stands what is proved in Coq about densities. A rate is an exponent and the density rate of the
/// maximum-likelihood estimator together; the latter is cited, not proved. Exit code: 0 verified, 2 error.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["cells", "experts_true"]))]
pub struct RatesArgs {
    /// The sizes of the cells of all true experts, such as 3,1: how the fitted experts split over the true ones
    #[arg(long, value_name = "M,M,…", allow_hyphen_values = true)]
    cells: Option<String>,
    /// k*, the number of true experts: the worst case over all splits
    #[arg(long, value_name = "K*", requires = "experts_fitted")]
    experts_true: Option<u64>,
    /// k, the number of fitted experts
    #[arg(long, value_name = "K", requires = "experts_true")]
    experts_fitted: Option<u64>,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Also the sample size at which the error is about this, constants and logarithms left out: between 0 and 1
    #[arg(long, value_name = "ERROR", allow_hyphen_values = true)]
    accuracy: Option<f64>,
    /// The folder for the proofs [default: the working directory]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of the table
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &RatesArgs, out: &Out) -> Result<Ending, Error> {
    let dim = sizes::dim(args.dim)?;
    let accuracy = args.accuracy.map(checked_accuracy).transpose()?;
    let partitions = match (&args.cells, args.experts_true, args.experts_fitted) {
        (Some(list), _, _) => vec![parse_cells(list)?],
        (None, Some(k_true), Some(k)) => worst(k_true, k)?,
        _ => {
            return Err(Error::usage("neither cells nor experts are given")
                .expected("--cells, or both --experts-true and --experts-fitted"));
        }
    };
    let folder = folder::for_proofs(args.out.as_ref())?;
    let mut cells: Vec<CellReport> = Vec::new();
    for partition in &partitions {
        for &atoms in partition.sizes() {
            let gate = partition.gate();
            if !cells.iter().any(|c| c.atoms == atoms && c.gate == gate) {
                cells.push(prove(atoms, dim, gate, &folder)?);
            }
        }
    }
    let report = RatesReport { dim, partitions, cells, accuracy };
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(Ending::Verified)
}

/// Proves the exponents and r̄ of a cell, and writes both proofs.
fn prove(atoms: usize, dim: usize, gate: Gate, folder: &Path) -> Result<CellReport, Error> {
    let exponents = prove::exponents(atoms, dim, gate)?;
    let certificate = exponents.write_into(folder)?;
    let rbar_proof = prove::rbar(atoms, dim)?;
    let rbar_certificate = rbar_proof.write_into(folder)?;
    Ok(CellReport { atoms, gate, rbar: rbar_proof.rbar()?, rbar_proof, exponents, rbar_certificate, certificate })
}

fn checked_accuracy(accuracy: f64) -> Result<f64, Error> {
    match accuracy > 0.0 && accuracy < 1.0 {
        true => Ok(accuracy),
        false => Err(Error::usage("--accuracy is out of range")
            .at("--accuracy")
            .found(accuracy.to_string())
            .expected("a number greater than 0 and smaller than 1")),
    }
}

fn worst(k_true: u64, k: u64) -> Result<Vec<Partition>, Error> {
    let k_true = sizes::in_range("--experts-true", k_true, MAX_EXPERTS)?;
    let k = sizes::in_range("--experts-fitted", k, MAX_EXPERTS + MAX_ATOMS - 1)?;
    if k < k_true {
        return Err(Error::usage("fewer fitted experts than true ones")
            .at("--experts-fitted")
            .found(k.to_string())
            .expected(format!("at least {k_true}"))
            .hint("the theory is about k ≥ k*"));
    }
    let partitions = worst_cases(k_true, k);
    let largest = partitions.iter().flat_map(|p| p.sizes()).max().copied().unwrap_or(0);
    if largest as u64 > MAX_ATOMS {
        return Err(Error::limit("the largest cell is too large")
            .at("--experts-fitted")
            .found(format!("{k} experts, so a cell of up to {largest} atoms"))
            .expected(format!("cells of at most {MAX_ATOMS} atoms")));
    }
    Ok(partitions)
}

/// `3,1`: at least one size, each from 1 to 256.
fn parse_cells(list: &str) -> Result<Partition, Error> {
    let expected = format!("a list of integers from 1 to {MAX_ATOMS}, such as 3,1");
    let refuse = |what: &str, found: String| {
        Error::usage(what)
            .at("--cells")
            .found(found)
            .expected(&expected)
            .hint("one number for each true expert: how many fitted experts share it")
    };
    if list.trim().is_empty() {
        return Err(refuse("no cell sizes", "nothing".into()));
    }
    let mut cells = Vec::new();
    for (k, word) in list.split(',').enumerate() {
        let clipped: String = word.trim().chars().take(40).collect();
        match word.trim().parse::<u64>() {
            Ok(m) if (1..=MAX_ATOMS).contains(&m) => cells.push(m as usize),
            _ => {
                return Err(refuse(
                    "a cell size cannot be read",
                    format!("\"{clipped}\" as number {} of the list", k + 1),
                ));
            }
        }
    }
    if cells.len() as u64 > MAX_EXPERTS {
        let found = format!("{} cells", cells.len());
        return Err(Error::limit("too many cells")
            .at("--cells")
            .found(found)
            .expected(format!("at most {MAX_EXPERTS}")));
    }
    Partition::new(cells).ok_or_else(|| refuse("no cell sizes", list.to_string()))
}
