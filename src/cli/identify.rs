//! `moe-proof identify`

use super::sizes;
use crate::identify::{common_factor, demonstration, independence};
use crate::report::identify::IdentifyReport;
use crate::report::{ExitStatus, Failure, Out};
use clap::Args;

/// The most true experts, and fitted ones: the identities are expanded term by term.
const MAX_TRUE: u64 = 16;
const MAX_FITTED: u64 = 256;

/// What the density leaves undetermined: translation, and for k ≥ 2k* a common factor of the gates
///
/// Expands the identities exactly for all parameters at once, shows them in numbers, says which parameters have no rate, and
/// what is published. Exit code: 0 done, 2 error.
#[derive(Debug, Args)]
pub struct IdentifyArgs {
    /// k*, the number of true experts: 1 to 16
    #[arg(long, value_name = "K*")]
    experts_true: u64,
    /// k, the number of fitted experts: k* to 256
    #[arg(long, value_name = "K")]
    experts_fitted: u64,
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &IdentifyArgs, out: &Out) -> Result<ExitStatus, Failure> {
    let experts_true = sizes::in_range("--experts-true", args.experts_true, MAX_TRUE)?;
    let experts_fitted = sizes::in_range("--experts-fitted", args.experts_fitted, MAX_FITTED)?;
    let dim = sizes::dim(args.dim)?;
    let identity = |terms: usize| {
        common_factor::copies(experts_true, experts_fitted, terms).map(|(truth, copies)| copies.is_multiple_of(&truth))
    };
    let Some((truth, translated)) = common_factor::copies(experts_true, experts_fitted, 1) else {
        return Err(Failure::new("fewer fitted experts than true ones")
            .at("--experts-fitted")
            .found(experts_fitted.to_string())
            .expected(format!("at least {experts_true}"))
            .hint("the theory is about k ≥ k*"));
    };
    let common_factor = identity(2);
    let changes = match common_factor {
        Some(_) => demonstration::changes(experts_true, dim, &[0.5, 1.0, 2.0, 4.0]),
        None => Vec::new(),
    };
    let rank = independence::rank(experts_true, dim, 2).ok_or_else(|| Failure::new("too many functions to count"))?;
    let report = IdentifyReport {
        experts_true,
        experts_fitted,
        dim,
        translation: translated.is_multiple_of(&truth),
        common_factor,
        changes,
        relation: truth.has_density_relation(),
        rank,
    };
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(if report.holds() { ExitStatus::Done } else { ExitStatus::Refuted })
}
