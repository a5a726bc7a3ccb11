//! A plan as a list of keys and values: for its text, and for the differences between two plans.

use super::plan::Plan;
use crate::model::Design;
use crate::model::family::{Family, GATE_BIAS, Shape};

impl Plan {
    /// Every key with its value as TOML, in a fixed order; experts of the truth are numbered from 0.
    pub fn keys(&self) -> Vec<(String, String)> {
        let mut keys = Vec::new();
        let mut push = |key: &str, value: String| keys.push((key.to_string(), value));
        push("seed", self.seed.to_string());
        push("experts", format!("{:?}", self.experts));
        push("sample_sizes", format!("{:?}", self.sample_sizes));
        push("replicates", self.replicates.to_string());
        let (name, ends) = match self.design {
            Design::Grid { lo, hi } => ("grid", Some([lo, hi])),
            Design::Uniform { lo, hi } => ("uniform", Some([lo, hi])),
            Design::Gaussian => ("gaussian", None),
        };
        push("design.x", format!("{name:?}"));
        if let Some([low, high]) = ends {
            push("design.low", format!("{low:?}"));
            push("design.high", format!("{high:?}"));
        }
        let starts = &self.starts;
        push("starts.near_truth", starts.near_truth.to_string());
        push("starts.spread", format!("{:?}", starts.spread));
        push("starts.cells", format!("{:?}", starts.cells));
        push("starts.generated", starts.generated.to_string());
        push("fit.em_steps", self.em_steps.to_string());
        push("fit.iterations", self.iterations.to_string());
        push("fit.gradient", format!("{:?}", self.gradient));
        push("box.variance_fraction", format!("{:?}", self.bounds.variance_fraction));
        push("box.gate_bound", format!("{:?}", self.bounds.gate_bound));
        let family = Family::softmax_gaussian();
        if let Some(range) = self.bounds.relative_weight {
            push("box.relative_weight", format!("{range:?}"));
        }
        for (id, range) in self.bounds.bounded() {
            push(&format!("box.{}", family.parameter(id).field), format!("{range:?}"));
        }
        for (i, atom) in self.truth.atoms.iter().enumerate() {
            let mut push = |key: &str, value: String| push(&format!("truth.experts[{i}].{key}"), value);
            push(GATE_BIAS, format!("{:?}", atom.gate_bias));
            for (id, parameter) in family.iter() {
                let values = atom.values(id);
                push(
                    &parameter.field,
                    match parameter.shape {
                        Shape::Scalar => format!("{:?}", values[0]),
                        Shape::Vector => format!("{values:?}"),
                    },
                );
            }
        }
        keys
    }

    /// The keys in which `other` differs, each with the value here and the value there (`absent` where a plan does not have it).
    pub fn differences(&self, other: &Plan) -> Vec<(String, String, String)> {
        let (here, there) = (self.keys(), other.keys());
        let find = |list: &[(String, String)], key: &str| {
            list.iter().find(|(k, _)| k == key).map_or("absent".to_string(), |(_, v)| v.clone())
        };
        let mut names: Vec<&String> = here.iter().map(|(k, _)| k).collect();
        names.extend(there.iter().map(|(k, _)| k).filter(|k| !here.iter().any(|(h, _)| h == *k)));
        names
            .into_iter()
            .map(|key| (key.clone(), find(&here, key), find(&there, key)))
            .filter(|(_, a, b)| a != b)
            .collect()
    }
}
