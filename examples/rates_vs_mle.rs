//! Theory against data in a few seconds: the kernel verifies the exponents of a cell of two atoms, then maximum likelihood fits samples from the
//! gentler truth of docs/theory.md, section 5, with one expert too many, and the slopes of its errors are set beside them.
//!
//! ```text
//! cargo run --release --example rates_vs_mle
//! ```

use moe_proof::Error;
use moe_proof::report::study::Report;
use moe_proof::study::summary::{Options, summary};
use moe_proof::study::{Plan, Row, task::run_task};
use rayon::prelude::*;
use std::path::Path;

const PLAN: &str = r#"
format = "moe-proof-study/1"
seed = 3
experts = [3]
sample_sizes = [1000, 2000, 4000, 8000, 16000]
replicates = 16

[truth]
experts = [
  { gate_bias = -2.0, gate_slope = [6.0], expert_slope = [-2.0], expert_intercept = 1.0, variance = 0.25 },
  { gate_bias = 0.0, gate_slope = [0.0], expert_slope = [2.0], expert_intercept = -1.0, variance = 0.25 },
]

[design]
x = "uniform"
low = 0.0
high = 1.0

[starts]
spread = 0.1
cells = [[1, 2]]

[box]
relative_weight = [0.5, 1.5]
variance = [0.05, 1.25]
"#;

fn main() -> Result<(), Error> {
    let plan = Plan::parse(PLAN, "the plan", Path::new("."))?;
    let rows: Vec<Row> = (0..plan.tasks()).into_par_iter().map(|i| run_task(&plan, plan.task(i))).collect();
    // The expected rates in here come from exponents that the kernel has just verified, and from a density rate that is cited.
    let parts = summary(&rows, plan.truth.dim, Options { quantile: 0.9, resamples: 500, seed: 1 })?;
    print!("{}", Report::new(&plan, &rows, &parts).text());
    Ok(())
}
