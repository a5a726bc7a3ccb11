//! `moe-proof identify`

mod merging_text;
mod text;
mod theorems;

use crate::Error;
use crate::commands::parameters::read_parameters;
use crate::commands::{folder, sizes};
use crate::exact::identify::demonstration::changes;
use crate::kernel::{MAX_FITTED_ATOMS, MAX_TRUE_ATOMS, path_text};
use crate::model::{Columns, Gauge, read_csv};
use crate::numeric::fit::log_likelihood;
use crate::prove;
use crate::report::{Ending, Out, write_file};
use crate::study::merging;
use clap::Args;
use merging_text::MergingReport;
use std::path::{Path, PathBuf};
use text::IdentifyReport;

/// The values of c for which the common factor is shown in numbers.
const SPREADS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
/// The most experts of a fit that is looked at: all unions of groups are compared.
const MAX_FIT: usize = 64;
/// The largest sample size: 10^15.
const MAX_SAMPLE: u64 = 1_000_000_000_000_000;

/// What the density leaves undetermined: translation, and for k ≥ 2k* a common factor of the gates
///
/// Writes proofs of both and has the kernel expand the identities, for all parameters at once; shows them in numbers, says which
/// parameters have no rate, and what is published, with the hypotheses of every theorem. With --fit, looks instead at a fitted
/// measure for experts that so many observations may not tell apart, and merges them. Exit code: 0 verified (with --fit: done), 2
/// error.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["experts_true", "fit"]))]
pub struct IdentifyArgs {
    /// k*, the number of true experts: 1 to 16
    #[arg(long, value_name = "K*", requires = "experts_fitted")]
    experts_true: Option<u64>,
    /// k, the number of fitted experts: k* to 256
    #[arg(long, value_name = "K", requires = "experts_true")]
    experts_fitted: Option<u64>,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_name = "D", default_value_t = 1, conflicts_with = "fit")]
    dim: u64,
    /// A parameter file (moe-proof-parameters/1, as `fit --out` writes it): which of its experts may be one
    #[arg(long, value_name = "FILE")]
    fit: Option<PathBuf>,
    /// With --fit: n, the number of observations it was fitted to
    #[arg(long, value_name = "N", requires = "fit", conflicts_with = "data")]
    sample_size: Option<u64>,
    /// With --fit: the observations themselves (CSV; y is the column named y, else the last one)
    #[arg(long, value_name = "CSV", requires = "fit")]
    data: Option<PathBuf>,
    /// The folder for the proofs [default: the working directory]; with --fit: write the merged measure to this file
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &IdentifyArgs, out: &Out) -> Result<Ending, Error> {
    match (&args.fit, args.experts_true, args.experts_fitted) {
        (Some(file), _, _) => look_at_fit(args, file, out),
        (None, Some(experts_true), Some(experts_fitted)) => theory(args, experts_true, experts_fitted, out),
        _ => Err(Error::usage("nothing to look at").expected("--experts-true and --experts-fitted, or --fit")),
    }
}

/// What n observations may not tell apart in a fitted measure. The reference point is the mean of the data, or the centre of the
/// unit cube.
fn look_at_fit(args: &IdentifyArgs, file: &Path, out: &Out) -> Result<Ending, Error> {
    let measure = read_parameters(file)?;
    if measure.len() > MAX_FIT {
        return Err(Error::limit("too many experts")
            .at(path_text(file))
            .found(measure.len().to_string())
            .expected(format!("at most {MAX_FIT}")));
    }
    let data = args.data.as_ref().map(|path| read_csv(path, &Columns::default())).transpose()?;
    let (rows, x0) = match (&data, args.sample_size) {
        (Some(data), _) => {
            if data.dim() != measure.dim {
                return Err(Error::input("the data and the fit have different dimensions")
                    .at("--data")
                    .found(format!("{} columns of x", data.dim()))
                    .expected(format!("{}, as in {}", measure.dim, path_text(file))));
            }
            let n = data.len() as f64;
            (n, (0..data.dim()).map(|j| data.x(j).iter().map(|v| v / n).sum()).collect())
        }
        (None, Some(n)) if (2..=MAX_SAMPLE).contains(&n) => (n as f64, vec![0.5; measure.dim]),
        (None, found) => {
            return Err(Error::usage("the number of observations is needed: closeness depends on it")
                .at("--sample-size")
                .found(found.map_or_else(|| "nothing".into(), |n| n.to_string()))
                .expected(format!("an integer from 2 to {MAX_SAMPLE}, or --data")));
        }
    };
    let found = merging::merging(&measure, rows, &x0)?;
    let log_likelihood = data.map(|data| [log_likelihood(&data, &measure), log_likelihood(&data, &found.merged)]);
    if let Some(path) = &args.out {
        let text = found.merged.to_json(Gauge::LastZero)?;
        write_file(path, text.as_bytes())?;
    }
    let report = MergingReport {
        file: file.to_path_buf(),
        experts: measure.len(),
        dim: measure.dim,
        rows,
        found,
        log_likelihood,
        out: args.out.clone(),
    };
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(Ending::Done)
}

/// Proves what k fitted experts leave undetermined about k* true ones, and writes the proofs.
fn theory(args: &IdentifyArgs, experts_true: u64, experts_fitted: u64, out: &Out) -> Result<Ending, Error> {
    let experts_true = sizes::in_range("--experts-true", experts_true, MAX_TRUE_ATOMS)?;
    let experts_fitted = sizes::in_range("--experts-fitted", experts_fitted, MAX_FITTED_ATOMS)?;
    let dim = sizes::dim(args.dim)?;
    if experts_fitted < experts_true {
        return Err(Error::usage("fewer fitted experts than true ones")
            .at("--experts-fitted")
            .found(experts_fitted)
            .expected(format_args!("at least {experts_true}"))
            .hint("the theory is about k ≥ k*"));
    }
    let folder = folder::for_proofs(args.out.as_ref())?;
    let found = prove::identifiability(experts_true, experts_fitted, dim)?;
    let mut certificates = [const { PathBuf::new() }; 4];
    for (path, proven) in certificates.iter_mut().zip(found.all()) {
        *path = proven.write_into(&folder)?;
    }
    let changes = match experts_fitted < 2 * experts_true {
        true => Vec::new(),
        false => changes(experts_true, dim, &SPREADS),
    };
    let rank = found.rank.rank()?;
    let report = IdentifyReport { experts_true, experts_fitted, dim, found, rank, certificates, changes };
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(Ending::Verified)
}
