//! The keys of a plan file as its tables have them: which there are, of which type, which may be absent.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: Spanned<String>,
    pub(super) seed: Spanned<i64>,
    pub(super) experts: Spanned<Vec<Spanned<i64>>>,
    pub(super) sample_sizes: Option<Spanned<Vec<Spanned<i64>>>>,
    pub(super) sample_grid: Option<Spanned<SampleGrid>>,
    pub(super) replicates: Spanned<i64>,
    pub(super) truth: Spanned<TruthTable>,
    pub(super) design: Spanned<DesignTable>,
    pub(super) starts: Spanned<StartTable>,
    #[serde(default)]
    pub(super) fit: FitTable,
    #[serde(rename = "box")]
    pub(super) bounds: Spanned<BoxTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleGrid {
    pub(super) from: Spanned<i64>,
    pub(super) to: Spanned<i64>,
    pub(super) count: Spanned<i64>,
    pub(super) spacing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TruthTable {
    pub(super) file: Option<Spanned<String>>,
    pub(super) experts: Option<Vec<ExpertTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpertTable {
    pub(super) gate_bias: f64,
    pub(super) gate_slope: Vec<f64>,
    pub(super) expert_slope: Vec<f64>,
    pub(super) expert_intercept: f64,
    pub(super) variance: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DesignTable {
    pub(super) x: Spanned<String>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StartTable {
    #[serde(default = "one")]
    pub(super) near_truth: Spanned<i64>,
    pub(super) spread: Spanned<f64>,
    #[serde(default)]
    pub(super) cells: Vec<Spanned<Vec<i64>>>,
    #[serde(default = "zero")]
    pub(super) generated: Spanned<i64>,
}

fn one() -> Spanned<i64> {
    Spanned::new(0..0, 1)
}

fn zero() -> Spanned<i64> {
    Spanned::new(0..0, 0)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FitTable {
    pub(super) em_steps: Option<Spanned<i64>>,
    pub(super) iterations: Option<Spanned<i64>>,
    pub(super) gradient: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoxTable {
    pub(super) variance_fraction: Option<Spanned<f64>>,
    pub(super) gate_bound: Option<Spanned<f64>>,
    pub(super) relative_weight: Option<Spanned<[f64; 2]>>,
    pub(super) gate_slope: Option<Spanned<[f64; 2]>>,
    pub(super) expert_slope: Option<Spanned<[f64; 2]>>,
    pub(super) expert_intercept: Option<Spanned<[f64; 2]>>,
    pub(super) variance: Option<Spanned<[f64; 2]>>,
}
