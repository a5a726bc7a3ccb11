//! The result of `identify`, for people and for programs.

use crate::exact::identify::Undetermined;
use crate::exact::identify::independence::Rank;
use crate::json::Object;
use crate::kernel::FAMILY;
use crate::report::Ending;
use crate::report::numbers::count;
use serde_json::{Value, json};

/// Where the statements are machine-checked: theorem and file.
const CHECKED: [(&str, &str, &str); 3] = [
    ("common_factor", "proofs/coq/Main.v", "the common factor leaves the density unchanged"),
    ("identifiability_threshold", "proofs/coq/Main.v", "translation is the only invariance if and only if k < 2k*"),
    ("not_linearly_independent", "proofs/coq/Main.v", "the functions of that proof are linearly dependent (k* ≥ 2)"),
];

/// What `identify` found out, as it is shown.
pub struct IdentifyReport<'a>(pub &'a Undetermined);

impl IdentifyReport<'_> {
    /// Done, or refuted if an identity does not hold.
    pub fn ending(&self) -> Ending {
        if self.0.holds() { Ending::Done } else { Ending::Refuted }
    }

    /// The terminal report.
    pub fn text(&self) -> String {
        let (k_true, k, d) = (self.0.experts_true, self.0.experts_fitted, self.0.dim);
        let mark = |b: bool| if b { "✓" } else { "✗" };
        let compare = if k < 2 * k_true { "k < 2k*" } else { "k ≥ 2k*" };
        let mut text = format!("k* = {}, k = {k} fitted, d = {d}: {compare}\n", count(k_true as u64, "true expert"));
        text.push_str(&format!(
            "  {} translation: β₀ + t₂, β₁ + t₁ for all experts leaves g unchanged                exact, for all parameters\n",
            mark(self.0.translation)
        ));
        match self.0.common_factor {
            None => {
                text.push_str("  ✓ no other invariance of the measure: a factor φ of two terms needs 2k* experts  (Identifiability.v)\n");
                text.push_str("identifiable up to translation: every parameter has a rate\n");
            }
            Some(holds) => {
                text.push_str(&format!(
                    "  {} common factor: every expert at β₁ + γ₁ and at β₁ + γ₂ with weights c₁, c₂         exact, for all parameters\n",
                    mark(holds)
                ));
                text.push_str(
                    "      multiplies numerator and denominator of g by φ(x) = c₁ exp(γ₁ᵀx) + c₂ exp(γ₂ᵀx)\n",
                );
                let (l, free) = (self.0.terms(), self.0.terms() * (d + 1));
                text.push_str(&format!(
                    "not identifiable: gate slopes β₁ and biases β₀. φ can have {l} terms, {free} free numbers, {} of them a translation\n",
                    d + 1
                ));
                text.push_str("  no estimator of β₁ is consistent: where every cell has two atoms or more β₁ has no rate; a, b, ν keep one\n");
                text.push_str(&self.demonstration());
            }
        }
        text.push_str(&format!("  rates: moe-proof rates --experts-true {k_true} --experts-fitted {k}\n"));
        text.push_str("\nwhat the first version of arXiv:2305.03288 states\n");
        text.push_str(&match self.0.common_factor {
            None => "  For k < 2k* the conclusions of Proposition 1 and Theorem 2 stand.\n".to_string(),
            Some(_) => format!(
                "  Proposition 1 and Theorem 2, as stated there, include this case ({compare}); by the identity above they do not hold in it.\n"
            ),
        });
        let Rank { functions, rank } = self.0.rank;
        text.push_str("  Their proof takes the functions x^γ exp(β₁ⱼᵀx) fⱼ and x^γ exp(β₁ⱼᵀx) g, j ≤ k*, |γ| ≤ 2, for linearly independent.\n");
        text.push_str(&format!(
            "  {} Σⱼ exp(β₀ⱼ) x^γ exp(β₁ⱼᵀx) (fⱼ − g) = 0 for every γ: of {functions} functions at most {rank} are independent (exact rank)\n",
            mark(self.0.relation)
        ));
        text.push_str("\nmachine-checked for all k*, k, d\n");
        for (theorem, file, what) in CHECKED {
            text.push_str(&format!("  {file}: {theorem}    {what}\n"));
        }
        text
    }

    fn demonstration(&self) -> String {
        let mut text =
            String::from("  in numbers, the largest |Δ log g| for slopes β₁ ± c, x in [0,1]ᵈ, y in [−4, 4]:\n");
        let second = if self.0.experts_true > 1 { "c in the first cell alone" } else { "" };
        let mut line = |c: &str, common: &str, different: &str| {
            text.push_str(format!("      {c:<5} {common:<28} {different}").trim_end());
            text.push('\n');
        };
        line("c", "the same c in every cell", second);
        for change in &self.0.changes {
            let different = change.different.map_or_else(String::new, size);
            line(&change.spread.to_string(), &size(change.common), &different);
        }
        text
    }

    /// The versioned JSON object.
    pub fn json(&self) -> String {
        let changes: Vec<Value> = self
            .0
            .changes
            .iter()
            .map(|c| json!({"spread": c.spread, "common": c.common, "different": c.different}))
            .collect();
        let theorems: Vec<Value> = CHECKED.iter().map(|(t, f, _)| json!({"theorem": t, "file": f})).collect();
        let beyond = self.0.common_factor.is_some();
        let without_rate: &[&str] = if beyond { &["beta0", "beta1"] } else { &[] };
        Object::new("identify")
            .field("family", FAMILY)
            .field("experts_true", self.0.experts_true)
            .field("experts_fitted", self.0.experts_fitted)
            .field("dim", self.0.dim)
            .field("status", self.ending().word())
            .field("identifiable_up_to_translation", !beyond)
            .field("translation", self.0.translation)
            .field("common_factor", self.0.common_factor)
            .field("factor_terms", self.0.terms())
            .field("without_rate", without_rate.to_vec())
            .field("demonstration", changes)
            .field("relation", self.0.relation)
            .field("functions", self.0.rank.functions)
            .field("rank", self.0.rank.rank)
            .field("theorems", theorems)
            .line()
    }
}

/// `0.0372`, or `below 1e-11 (rounding)`.
fn size(change: f64) -> String {
    if change < 1e-11 { "below 1e-11 (rounding)".into() } else { format!("{change:.3}") }
}
