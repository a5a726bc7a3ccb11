//! The result of `identify`, for people and for programs.

use super::theorems::{self, Applied};
use crate::exact::identify::demonstration::Change;
use crate::json::Object;
use crate::kernel::checker::assumptions_text;
use crate::kernel::{FAMILY, FunctionRank, path_text};
use crate::prove::{Identifiability, Proven};
use crate::report::Ending;
use crate::report::numbers::{count, subscript};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What `identify` had proved, and where the proofs are.
#[derive(Debug)]
pub struct IdentifyReport {
    /// k*.
    pub experts_true: usize,
    /// k.
    pub experts_fitted: usize,
    /// d.
    pub dim: usize,
    /// What is proved.
    pub found: Identifiability,
    /// How many functions of the published proof there are, and how many are independent.
    pub rank: FunctionRank,
    /// Where the proofs are, in the order of [`Identifiability::all`].
    pub certificates: [PathBuf; 4],
    /// For k ≥ 2k*: the common factor in numbers.
    pub changes: Vec<Change>,
}

impl IdentifyReport {
    /// L, the most terms that a common factor can have with k fitted experts.
    fn terms(&self) -> usize {
        self.experts_fitted / self.experts_true
    }

    fn is_identifiable(&self) -> bool {
        self.terms() < 2
    }

    fn theorems(&self) -> Vec<Applied> {
        theorems::applied(self.experts_true, self.is_identifiable())
    }

    /// The terminal report.
    pub fn text(&self) -> String {
        let (k_true, k, d) = (self.experts_true, self.experts_fitted, self.dim);
        let compare = if self.is_identifiable() { "k < 2k*" } else { "k ≥ 2k*" };
        let mut text = format!("k* = {}, k = {k} fitted, d = {d}: {compare}\n", count(k_true as u64, "true expert"));
        text.push_str("  ✓ translation: β₀ + t₂, β₁ + t₁ for all experts leaves g unchanged\n");
        text.push_str(&self.source(&self.found.translation, 0));
        match self.is_identifiable() {
            true => {
                text.push_str("  ✓ no other invariance of the measure: a factor φ of two terms needs 2k* experts\n");
                text.push_str(&self.source(&self.found.beyond, 1));
                text.push_str("identifiable up to translation: every parameter has a rate\n");
            }
            false => text.push_str(&self.beyond()),
        }
        text.push_str(&format!("  rates: moe-proof rates --experts-true {k_true} --experts-fitted {k}\n"));
        text.push_str("\nwhat the first version of arXiv:2305.03288 states\n");
        text.push_str(&match self.is_identifiable() {
            true => "  For k < 2k* the conclusions of Proposition 1 and Theorem 2 stand.\n".to_string(),
            false => format!(
                "  Proposition 1 and Theorem 2, as stated there, include this case ({compare}); by the identity above they do not hold in it.\n"
            ),
        });
        let FunctionRank { functions, rank, .. } = self.rank;
        text.push_str("  Their proof takes the functions x^γ exp(β₁ⱼᵀx) fⱼ and x^γ exp(β₁ⱼᵀx) g, j ≤ k*, |γ| ≤ 2, for linearly independent.\n");
        text.push_str("  ✓ Σⱼ exp(β₀ⱼ) x^γ exp(β₁ⱼᵀx) (fⱼ − g) = 0 for every γ\n");
        text.push_str(&self.source(&self.found.dependence, 2));
        text.push_str(&format!("  ✓ of these {functions} functions exactly {rank} are independent, for distinct experts with distinct gate slopes\n"));
        text.push_str(&self.source(&self.found.rank, 3));
        text.push_str("\ntheorems, for all k*, k, d, and what they assume  (proofs/coq/Main.v)\n");
        for Applied { theorem, says, hypotheses } in self.theorems() {
            text.push_str(&format!("  {theorem}: {says}\n      if {}\n", hypotheses.join(", ")));
        }
        text.push_str(&format!(
            "\nverified: {} proofs    check them: moe-proof check {}\n",
            self.certificates.len(),
            self.certificates.each_ref().map(path_text).join(" ")
        ));
        text
    }

    /// What a proof rests on, and its file.
    fn source(&self, proven: &Proven, position: usize) -> String {
        format!("      {}    {}\n", assumptions_text(proven.verified()), path_text(&self.certificates[position]))
    }

    /// The common factor, and what follows from it.
    fn beyond(&self) -> String {
        // The first term and the last one, with dots between them where there are more.
        let l = subscript(self.terms());
        let [comma, plus] = if self.terms() == 2 { [",", " +"] } else { [", …,", " + … +"] };
        let mut text = format!(
            "  ✓ common factor: every expert at β₁ + γ₁{comma} β₁ + γ{l} with weights c₁ exp(β₀){comma} c{l} exp(β₀) leaves g unchanged, for all γ and c > 0:\n      \
             numerator and denominator of g are multiplied by φ(x) = c₁ exp(γ₁ᵀx){plus} c{l} exp(γ{l}ᵀx)\n"
        );
        text.push_str("      so no estimator of β₁ is consistent along these measures: with the same g, two slopes of an expert differ by any γ₁ − γ₂\n");
        text.push_str(&self.source(&self.found.beyond, 1));
        let (l, free) = (self.terms(), self.terms() * (self.dim + 1));
        text.push_str(&format!(
            "not identifiable: gate slopes β₁ and biases β₀. φ can have {l} terms, {free} free numbers, {} of them a translation\n",
            self.dim + 1
        ));
        text.push_str("  where every cell has two atoms or more β₁ has no rate; a, b, ν keep one\n");
        text.push_str(&self.demonstration());
        text
    }

    fn demonstration(&self) -> String {
        let mut text =
            String::from("  in numbers, the largest |Δ log g| for slopes β₁ ± c, x in [0,1]ᵈ, y in [−4, 4]:\n");
        let second = if self.experts_true > 1 { "c in the first cell alone" } else { "" };
        let mut line = |c: &str, common: &str, different: &str| {
            text.push_str(format!("      {c:<5} {common:<28} {different}").trim_end());
            text.push('\n');
        };
        line("c", "the same c in every cell", second);
        for change in &self.changes {
            let different = change.different.map_or_else(String::new, size);
            line(&change.spread.to_string(), &size(change.common), &different);
        }
        text
    }

    /// The versioned JSON object.
    pub fn json(&self) -> String {
        let changes: Vec<Value> = self
            .changes
            .iter()
            .map(|c| json!({"spread": c.spread, "common": c.common, "different": c.different}))
            .collect();
        let theorems: Vec<Value> = self
            .theorems()
            .iter()
            .map(|t| json!({"theorem": t.theorem, "file": theorems::FILE, "hypotheses": t.hypotheses}))
            .collect();
        let proofs: Vec<Value> = self
            .found
            .all()
            .iter()
            .zip(&self.certificates)
            .map(|(proven, path)| {
                let assumes: Vec<Value> =
                    proven.assumes().iter().map(|t| json!({"theorem": t.name, "file": t.file})).collect();
                json!({"statement": proven.statement().to_string(), "assumes": assumes, "certificate": path.display().to_string()})
            })
            .collect();
        let without_rate: &[&str] = if self.is_identifiable() { &[] } else { &["beta0", "beta1"] };
        let FunctionRank { functions, rank, .. } = self.rank;
        Object::new("identify")
            .field("family", FAMILY)
            .field("experts_true", self.experts_true)
            .field("experts_fitted", self.experts_fitted)
            .field("dim", self.dim)
            .field("status", Ending::Verified.word())
            .field("identifiable_up_to_translation", self.is_identifiable())
            .field("factor_terms", self.terms())
            .field("without_rate", without_rate.to_vec())
            .field("demonstration", changes)
            .field("functions", functions)
            .field("rank", rank)
            .field("proofs", proofs)
            .field("theorems", theorems)
            .line()
    }
}

/// `0.0372`, or `below 1e-11 (rounding)`.
fn size(change: f64) -> String {
    if change < 1e-11 { "below 1e-11 (rounding)".into() } else { format!("{change:.3}") }
}
