//! What `identify --fit` finds in a fitted measure, for people and for programs.

use crate::json::Object;
use crate::kernel::path_text;
use crate::report::Ending;
use crate::report::numbers::count;
use crate::study::merging::{Group, Merging};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The groups of a fitted measure and what became of it.
#[derive(Debug)]
pub struct MergingReport {
    /// The parameter file.
    pub file: PathBuf,
    /// k, the number of its experts.
    pub experts: usize,
    /// d.
    pub dim: usize,
    /// n.
    pub rows: f64,
    /// The groups and the merged measure.
    pub found: Merging,
    /// The log-likelihoods of the fitted and of the merged measure, if data were given.
    pub log_likelihood: Option<[f64; 2]>,
    /// Where the merged measure was written.
    pub out: Option<PathBuf>,
}

impl MergingReport {
    /// The terminal report.
    pub fn text(&self) -> String {
        let experts = count(self.experts as u64, "expert");
        let mut text = format!("{}: {experts}, d = {}, n = {}\n", path_text(&self.file), self.dim, self.rows);
        for group in &self.found.groups {
            text.push_str(&self.group(group));
        }
        match (self.found.groups.is_empty(), self.found.gate_free) {
            (true, _) => text.push_str("no experts closer to each other than the rates at this n: nothing to merge\n"),
            (false, true) => text.push_str(
                "every expert is in such a group: a common factor of the gates may be split over them, β₁ then has no rate\n",
            ),
            (false, false) => {}
        }
        if !self.found.groups.is_empty() {
            text.push_str(&format!("merged: {}\n", count(self.found.merged.len() as u64, "expert")));
            text.push_str(
                "  a suggestion and no test: the limits are the rates with the constant 1, x on a unit scale\n",
            );
        }
        if let Some([fitted, merged]) = self.log_likelihood {
            text.push_str(&format!("log-likelihood: {fitted:.3} fitted, {merged:.3} merged (not fitted again)\n"));
        }
        if let Some(out) = &self.out {
            text.push_str(&format!("merged measure: {}\n", path_text(out)));
        }
        text
    }

    fn group(&self, group: &Group) -> String {
        let names: Vec<String> = group.atoms.iter().map(|i| format!("experts[{i}]")).collect();
        let m = group.atoms.len();
        let [beta, a, h, nu] = group.spread.map(|v| format!("{v:.3}"));
        let [la, lh, ln] = group.limits.map(|v| format!("{v:.3}"));
        format!(
            "{} may be one\n  |Δa|/σ {a} (limit {la}), |Δh|/σ {h} (limit {lh}), |Δν|/σ² {nu} (limit {ln}); |Δβ₁| {beta}\n  \
             nearly free: means apart by δ with variances lower by δ², to |Δb| ~ n^(−1/{}), |Δν| ~ n^(−1/{})\n",
            names.join(", "),
            4 * m,
            2 * m
        )
    }

    /// The versioned JSON object.
    pub fn json(&self) -> String {
        let group = |g: &Group| {
            json!({"experts": g.atoms, "closeness": g.closeness, "spread": {"beta1": g.spread[0], "a": g.spread[1], "mean": g.spread[2],
                "nu": g.spread[3]}, "limits": {"a": g.limits[0], "mean": g.limits[1], "nu": g.limits[2]}})
        };
        let groups: Vec<Value> = self.found.groups.iter().map(group).collect();
        Object::new("identify")
            .field("fit", self.file.display().to_string())
            .field("experts", self.experts)
            .field("dim", self.dim)
            .field("sample_size", self.rows)
            .field("status", Ending::Done.word())
            .field("groups", groups)
            .field("every_expert_in_a_group", self.found.gate_free)
            .field("merged_experts", self.found.merged.len())
            .field("log_likelihood", self.log_likelihood.map(|l| l[0]))
            .field("merged_log_likelihood", self.log_likelihood.map(|l| l[1]))
            .field("out", self.out.as_ref().map(|path| path.display().to_string()))
            .line()
    }
}
