//! The study plan and the parameters that the tests use.

/// A study of six groups with twelve fits each, some seconds of work.
pub const PLAN: &str = r#"format = "moe-proof-study/1"
seed = 11
experts = [2, 3]
sample_sizes = [200, 300, 400]
replicates = 12

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

[box]
relative_weight = [0.5, 1.5]
variance = [0.05, 1.25]
"#;

/// The plan with other lines: each pair is a line as it stands in [`PLAN`] and what takes its place.
pub fn plan_with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(PLAN.to_string(), |plan, (from, to)| {
        assert!(plan.contains(from), "the plan has no {from}");
        plan.replace(from, to)
    })
}

/// The paper's truth (docs/theory.md, section 5) as a parameter file.
pub const PAPER_TRUTH: &str = r#"{"format":"moe-proof-parameters/1","model":"softmax-gaussian","dim":1,"gauge":"last-zero","experts":[
{"gate_bias":-8,"gate_slope":[25],"expert_slope":[-20],"expert_intercept":15,"variance":0.09},
{"gate_bias":0,"gate_slope":[0],"expert_slope":[20],"expert_intercept":-5,"variance":0.16}]}"#;

/// Two experts and a third that may be one with the second.
pub const NEAR_TWINS: &str = r#"{"format":"moe-proof-parameters/1","model":"softmax-gaussian","dim":1,"gauge":"last-zero","experts":[
        {"gate_bias":-2,"gate_slope":[6],"expert_slope":[-2],"expert_intercept":1,"variance":0.25},
        {"gate_bias":-0.5,"gate_slope":[0.25],"expert_slope":[2.015625],"expert_intercept":-1.0625,"variance":0.25},
        {"gate_bias":0,"gate_slope":[0],"expert_slope":[2],"expert_intercept":-1,"variance":0.25}]}"#;
