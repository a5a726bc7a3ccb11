//! `moe-proof voronoi`: cells, losses and errors of a fitted measure.

mod text;

use crate::Error;
use crate::commands::parameters::read_parameters;
use crate::kernel::path_text;
use crate::numeric::voronoi::voronoi;
use crate::report::{Ending, Out};
use crate::study::expected::rbar;
use std::path::PathBuf;

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
pub fn run(arguments: &Arguments, out: &Out) -> Result<Ending, Error> {
    let (truth, fit) = (read_parameters(&arguments.truth)?, read_parameters(&arguments.fit)?);
    if truth.dim != fit.dim {
        return Err(Error::input("the two measures do not fit together")
            .at(path_text(&arguments.fit))
            .found(format_args!("dim {}", fit.dim))
            .expected(format_args!("dim {}, as in {}", truth.dim, path_text(&arguments.truth))));
    }
    let found = voronoi(&truth, &fit, rbar)?;
    out.data(&if arguments.json { text::json(&found) } else { text::text(&found) })?;
    Ok(Ending::Done)
}
