//! `moe-proof voronoi`: cells, losses and errors of a fitted measure.

use crate::mle::MixingMeasure;
use crate::report::{self, ExitStatus, Failure, Out};
use crate::voronoi;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Voronoi cells of fitted atoms around true ones, the losses D1 and D2, and each atom's errors
///
/// Cells go by (a, b, variance). The losses take the infimum over translations of the gates (docs/theory.md, section 4).
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Parameter file of the truth
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// Parameter file of the fit
    #[arg(long, value_name = "FILE")]
    fit: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Unreadable or invalid files, measures of different dimensions.
pub fn run(arguments: &Arguments, out: &Out) -> Result<ExitStatus, Failure> {
    let (truth, fit) = (read_parameters(&arguments.truth)?, read_parameters(&arguments.fit)?);
    let found = voronoi::voronoi(&truth, &fit, voronoi::rbar).map_err(|e| {
        Failure::new("the two measures do not fit together")
            .at(arguments.fit.display().to_string())
            .found(format!("dim {}", e.fit))
            .expected(format!("dim {}, as in {}", e.truth, arguments.truth.display()))
    })?;
    out.data(&if arguments.json { report::voronoi::json(&found) } else { report::voronoi::text(&found) })?;
    Ok(ExitStatus::Done)
}

/// The largest parameter file that is read.
const MOST_BYTES: u64 = 16 << 20;

/// Reads a parameter file.
///
/// # Errors
/// An unreadable file, one above 16 MiB, or invalid parameters; the file is named.
pub(super) fn read_parameters(path: &Path) -> Result<MixingMeasure, Failure> {
    let failed = |found: String| {
        Failure::new("cannot read the parameter file")
            .at(path.display().to_string())
            .found(found)
            .expected("a readable JSON file of at most 16 MiB")
    };
    let mut text = String::new();
    let file = File::open(path).map_err(|e| failed(e.to_string()))?;
    let read = file.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(|e| failed(e.to_string()))?;
    if read as u64 > MOST_BYTES {
        return Err(failed("more than 16 MiB".to_string()));
    }
    MixingMeasure::from_json(&text).map_err(|e| {
        Failure::new("invalid parameters")
            .at(format!("{}, {}", path.display(), e.place))
            .found(e.found)
            .expected(e.expected)
    })
}
