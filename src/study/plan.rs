//! What a study does: truth, numbers of experts, sample sizes, replicates, starts, box, seed.

use super::reader;
use crate::Error;
use crate::model::{Design, Entry, MixingMeasure, ParameterId, PerParameter};
use crate::numeric::fit::{BoxRule, Interval};
use std::fmt::Write as _;
use std::path::Path;

/// The version tag of a plan.
pub const FORMAT: &str = "moe-proof-study/1";
/// The most tasks of a plan.
pub const MOST_TASKS: u64 = 10_000_000;

/// Where the fits of a study start.
#[derive(Clone, Debug, PartialEq)]
pub struct StartRule {
    /// Number of starts near the truth: every fitted expert stands at the true one of its cell, moved by normal noise.
    pub near_truth: usize,
    /// Standard deviation of that noise in β1, a, b and log ν (each coordinate).
    pub spread: f64,
    /// Sizes of the true experts' cells at such a start, for each K at most one list of sum K. For other K every task draws its own sizes: the
    /// experts are dealt to the cells at random until no cell is empty.
    pub cells: Vec<Vec<usize>>,
    /// Number of starts generated from the data, see [`crate::numeric::fit::Start::generated`].
    pub generated: usize,
}

/// The box of the fits, in the units of the parameters; see [`BoxRule`] for the first two.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxPlan {
    /// The smallest variance as a fraction of the residual variance.
    pub variance_fraction: f64,
    /// The largest log-odds and slope of a gate, standardised.
    pub gate_bound: f64,
    /// Bounds `[lo, hi]` on the weight `e^{β0_i}` of an expert in a cell of m ≥ 2, in units of `e^{β0*_j}/m`, the equal share of its cell.
    ///
    /// Weights are compared with that of the last expert, which stands for a true one exactly if its cell has one atom; else it may itself lie
    /// anywhere in its range. `[0.5, 1.5]` keeps the two weights of a cell of two within [1/4, 3/4] of the cell's.
    pub relative_weight: Option<[f64; 2]>,
    /// Bounds on each parameter of all experts, for a gate's relative to the last expert's; their keys are the fields of
    /// parameter files.
    pub parameters: PerParameter<Option<[f64; 2]>>,
}

impl BoxPlan {
    /// The parameters that have bounds of their own.
    pub(super) fn bounded(&self) -> impl Iterator<Item = (ParameterId, [f64; 2])> {
        self.parameters.iter().filter_map(|(id, range)| Some((id, (*range)?)))
    }

    /// The rule for a fit, without the bounds on weights.
    pub fn rule(&self) -> BoxRule {
        let bound = |(id, [lower, upper]): (ParameterId, [f64; 2])| Interval {
            entry: Entry::Parameter(id),
            expert: None,
            axis: None,
            lower,
            upper,
        };
        BoxRule {
            variance_fraction: self.variance_fraction,
            gate_bound: self.gate_bound,
            intervals: self.bounded().map(bound).collect(),
        }
    }
}

/// A study.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Seed of everything.
    pub seed: u64,
    /// The numbers of experts K to fit, each at least that of the truth.
    pub experts: Vec<usize>,
    /// The sample sizes n, ascending.
    pub sample_sizes: Vec<usize>,
    /// Fits for each K and n.
    pub replicates: usize,
    /// The law of x.
    pub design: Design,
    /// The true parameters.
    pub truth: MixingMeasure,
    /// Where fits start.
    pub starts: StartRule,
    /// The box.
    pub bounds: BoxPlan,
    /// Steps of expectation-maximisation before Newton's method.
    pub em_steps: usize,
    /// The most Newton iterations of a start.
    pub iterations: usize,
    /// The scaled gradient to reach.
    pub gradient: f64,
}

impl Plan {
    /// Reads a plan file (TOML); docs/study.md lists the keys.
    ///
    /// # Errors
    /// An unreadable file, text that is no TOML, an unknown or missing key, a value out of range: with the line and the key.
    pub fn read(path: &Path) -> Result<Plan, Error> {
        let text = std::fs::read_to_string(path).map_err(|e| {
            Error::io("cannot read the plan").at(path.display()).because(e).expected("a readable TOML file in UTF-8")
        })?;
        reader::read(&text, &path.display().to_string(), path.parent().unwrap_or(Path::new(".")))
    }

    /// Reads a plan from its text; `name` stands for it in errors, `folder` is where a truth file is looked for.
    ///
    /// # Errors
    /// As [`Plan::read`].
    pub fn parse(text: &str, name: &str, folder: &Path) -> Result<Plan, Error> {
        reader::read(text, name, folder)
    }

    /// The plan as TOML that stands on its own (truth included), with every key present; [`Plan::parse`] gives back the same plan.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let mut table = String::new();
        for (key, value) in self.keys() {
            let (head, name) = key.rsplit_once('.').unwrap_or(("", &key));
            if head != table {
                let shown = if head.starts_with("truth.experts") {
                    "[[truth.experts]]".to_string()
                } else {
                    format!("[{head}]")
                };
                let _ = write!(text, "\n{shown}\n");
                table = head.to_string();
            }
            let _ = writeln!(text, "{name} = {value}");
        }
        text
    }
}
