//! The keys of a plan file as its tables have them: which there are, of which type, in which order, which may be absent. The
//! reader takes a plan out of these tables, the writer puts one back into them, so that a key stands here alone.

use super::plan::{BoxPlan, FORMAT, Plan};
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::model::{Atom, Design, ParameterId};
use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: Spanned<String>,
    pub(super) seed: Spanned<i64>,
    pub(super) experts: Spanned<Vec<Spanned<i64>>>,
    pub(super) sample_sizes: Option<Spanned<Vec<Spanned<i64>>>>,
    pub(super) sample_grid: Option<Spanned<SampleGrid>>,
    pub(super) replicates: Spanned<i64>,
    pub(super) design: Spanned<DesignTable>,
    pub(super) starts: Spanned<StartTable>,
    #[serde(default)]
    pub(super) fit: FitTable,
    #[serde(rename = "box")]
    pub(super) bounds: Spanned<BoxTable>,
    pub(super) truth: Spanned<TruthTable>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleGrid {
    pub(super) from: Spanned<i64>,
    pub(super) to: Spanned<i64>,
    pub(super) count: Spanned<i64>,
    pub(super) spacing: Spanned<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TruthTable {
    pub(super) file: Option<Spanned<String>>,
    pub(super) experts: Option<Vec<ExpertTable>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpertTable {
    pub(super) gate_bias: f64,
    pub(super) gate_slope: Vec<f64>,
    pub(super) expert_slope: Vec<f64>,
    pub(super) expert_intercept: f64,
    pub(super) variance: f64,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DesignTable {
    pub(super) x: Spanned<String>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

#[derive(Deserialize, Serialize)]
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

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FitTable {
    pub(super) em_steps: Option<Spanned<i64>>,
    pub(super) iterations: Option<Spanned<i64>>,
    pub(super) gradient: Option<Spanned<f64>>,
}

#[derive(Deserialize, Serialize)]
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

impl BoxTable {
    /// The bounds of a parameter.
    pub(super) fn range(&self, id: ParameterId) -> Option<Spanned<[f64; 2]>> {
        let range = match id {
            GATE_SLOPE => &self.gate_slope,
            EXPERT_SLOPE => &self.expert_slope,
            EXPERT_INTERCEPT => &self.expert_intercept,
            _ => &self.variance,
        };
        range.clone()
    }
}

impl From<ExpertTable> for Atom {
    fn from(e: ExpertTable) -> Atom {
        Atom {
            gate_bias: e.gate_bias,
            gate_slope: e.gate_slope,
            expert_slope: e.expert_slope,
            expert_intercept: e.expert_intercept,
            variance: e.variance,
        }
    }
}

impl From<&Atom> for ExpertTable {
    fn from(atom: &Atom) -> ExpertTable {
        let atom = atom.clone();
        ExpertTable {
            gate_bias: atom.gate_bias,
            gate_slope: atom.gate_slope,
            expert_slope: atom.expert_slope,
            expert_intercept: atom.expert_intercept,
            variance: atom.variance,
        }
    }
}

/// A value that stands in no text.
fn value<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}

fn integer(n: usize) -> Spanned<i64> {
    value(n as i64)
}

fn integers(list: &[usize]) -> Spanned<Vec<Spanned<i64>>> {
    value(list.iter().map(|n| integer(*n)).collect())
}

impl From<Design> for DesignTable {
    fn from(design: Design) -> DesignTable {
        let (x, low, high) = match design {
            Design::Grid { lo, hi } => ("grid", Some(lo), Some(hi)),
            Design::Uniform { lo, hi } => ("uniform", Some(lo), Some(hi)),
            Design::Gaussian => ("gaussian", None, None),
        };
        DesignTable { x: value(x.into()), low, high }
    }
}

impl From<&BoxPlan> for BoxTable {
    fn from(bounds: &BoxPlan) -> BoxTable {
        let range = |id| bounds.parameters[id].map(value);
        BoxTable {
            variance_fraction: Some(value(bounds.variance_fraction)),
            gate_bound: Some(value(bounds.gate_bound)),
            relative_weight: bounds.relative_weight.map(value),
            gate_slope: range(GATE_SLOPE),
            expert_slope: range(EXPERT_SLOPE),
            expert_intercept: range(EXPERT_INTERCEPT),
            variance: range(VARIANCE),
        }
    }
}

/// The file of a plan that stands on its own: the truth in it, every key that has a value present.
impl From<&Plan> for File {
    fn from(plan: &Plan) -> File {
        let starts = &plan.starts;
        let cells = |list: &Vec<usize>| value(list.iter().map(|m| *m as i64).collect());
        File {
            format: value(FORMAT.into()),
            seed: value(plan.seed as i64),
            experts: integers(&plan.experts),
            sample_sizes: Some(integers(&plan.sample_sizes)),
            sample_grid: None,
            replicates: integer(plan.replicates),
            design: value(plan.design.into()),
            starts: value(StartTable {
                near_truth: integer(starts.near_truth),
                spread: value(starts.spread),
                cells: starts.cells.iter().map(cells).collect(),
                generated: integer(starts.generated),
            }),
            fit: FitTable {
                em_steps: Some(integer(plan.em_steps)),
                iterations: Some(integer(plan.iterations)),
                gradient: Some(value(plan.gradient)),
            },
            bounds: value((&plan.bounds).into()),
            truth: value(TruthTable { file: None, experts: Some(plan.truth.atoms.iter().map(Into::into).collect()) }),
        }
    }
}
