//! The result of the search for r̄, for people and for programs.

use crate::exact::certificate::Proof;
use crate::exact::decide::Decision;
use crate::exact::decide::search::Step;
use crate::exact::decide::witness::Witness;
use crate::kernel::checker::assumptions_text;
use crate::kernel::{CellExponents, FAMILY, Method, Theorem, Verified};
use crate::report::json::Object;
use crate::report::numbers::{count, rational, subscript};
use crate::report::{Ending, certificate};
use serde_json::{Value, json};

/// Everything that `rbar` found out and had verified.
#[derive(Debug)]
pub struct RbarReport {
    /// m.
    pub cells: usize,
    /// d.
    pub dim: usize,
    /// The orders, one after the other.
    pub steps: Vec<Step>,
    /// What the kernel accepted, if a proof was written.
    pub verified: Option<Verified>,
    /// The exponents of such a cell when its gate is fixed, which the kernel accepted; if r̄ is verified.
    pub exponents: Option<CellExponents>,
    /// Where the proof is.
    pub certificate: Option<String>,
}

impl RbarReport {
    /// r̄, if it was verified.
    pub fn rbar(&self) -> Option<usize> {
        match self.verified.as_ref()?.statement() {
            crate::kernel::Statement::Rbar(system) => Some(system.order),
            _ => None,
        }
    }

    /// Verified, or undecided.
    pub fn status(&self) -> Ending {
        if self.rbar().is_some() { Ending::Done } else { Ending::Undecided }
    }

    /// The greatest lower bound of r̄ that was verified.
    fn at_least(&self) -> usize {
        match self.verified.as_ref().map(Verified::statement) {
            Some(crate::kernel::Statement::Solvable(system)) => system.order + 1,
            _ => 1,
        }
    }

    /// The terminal report.
    pub fn text(&self) -> String {
        let width = |f: &dyn Fn(&Step) -> String| self.steps.iter().map(|s| f(s).chars().count()).max().unwrap_or(0);
        let equations = |s: &Step| s.equations.map_or_else(|| "> 2^64 equations".into(), |n| count(n, "equation"));
        let (orders, counts) = (width(&|s| s.order.to_string()), width(&equations));
        let mut text = String::new();
        for (k, step) in self.steps.iter().enumerate() {
            let last_solvable =
                self.steps.get(k + 1).is_none_or(|next| !matches!(next.decision, Decision::Solvable(_)));
            let words = match &step.decision {
                Decision::Solvable(w) if last_solvable => {
                    format!("solvable    exact witness   {}", point(w, self.cells))
                }
                Decision::Solvable(_) => "solvable    exact witness".into(),
                Decision::Unsolvable(proof) => format!("unsolvable  {}", self.refutation(proof)),
                Decision::Undecided { reason, .. } => format!("undecided   {reason}"),
            };
            text.push_str(&format!("r = {:>orders$}  {:>counts$}   {words}\n", step.order, equations(step)));
        }
        match (&self.verified, self.rbar()) {
            (Some(verified), Some(_)) => {
                let assumes = assumptions_text(verified);
                text.push_str(&format!("verified: {}, {assumes}\n", verified.statement()));
                if let Some(exponents) = &self.exponents {
                    text.push_str(&crate::report::rates::one_line(exponents));
                }
            }
            _ => {
                let (least, m) = (self.at_least(), self.cells);
                let by = if self.verified.is_some() { "verified" } else { "known" };
                text.push_str(&format!("undecided: r̄({m}) ≥ {least} is {by}, r̄({m}) is not\n"));
                if let Some(Step { decision: Decision::Undecided { hint, .. }, .. }) = self.steps.last() {
                    text.push_str(&format!("  hint: {hint}\n"));
                } else {
                    text.push_str("  hint: raise --max-order\n");
                }
            }
        }
        if let Some(path) = &self.certificate {
            text.push_str(&certificate::where_to_find(path));
        }
        text
    }

    fn refutation(&self, proof: &Proof) -> String {
        let methods = self.verified.as_ref().map_or(&[][..], Verified::methods);
        match (methods.last(), proof) {
            (Some(Method::Refutation { equations_used }), _) => {
                format!("refutation, uses {}, assumes nothing", count(*equations_used as u64, "equation"))
            }
            (_, Proof::Refutation(_)) => "refutation".into(),
            _ => "caloric separation lemma".into(),
        }
    }

    /// The versioned JSON object.
    pub fn json(&self) -> String {
        let theorems = |all: &[Theorem]| -> Vec<Value> {
            all.iter().map(|t| json!({"theorem": t.name, "file": t.file})).collect()
        };
        let assumes = self.verified.as_ref().map_or(vec![], |v| theorems(v.assumes()));
        let orders: Vec<Value> = self
            .steps
            .iter()
            .map(|step| {
                let (status, method, assumes) = match &step.decision {
                    Decision::Solvable(w) => ("solvable", method_word(&w.proof), vec![]),
                    Decision::Unsolvable(proof) => ("unsolvable", method_word(proof), assumes.clone()),
                    Decision::Undecided { reason, .. } => ("undecided", reason.as_str(), vec![]),
                };
                json!({"order": step.order, "equations": step.equations, "status": status, "method": method, "assumes": assumes})
            })
            .collect();
        let object = Object::new("rbar")
            .field("family", FAMILY)
            .field("cells", self.cells)
            .field("dim", self.dim)
            .field("status", if self.rbar().is_some() { "verified" } else { "undecided" })
            .field("rbar", self.rbar());
        let object = if self.rbar().is_none() { object.field("at_least", self.at_least()) } else { object };
        object.field("orders", orders).field("certificate", self.certificate.clone()).line()
    }
}

fn method_word(proof: &Proof) -> &'static str {
    match proof {
        Proof::Point(_) => "rational point",
        Proof::GaussHermite { .. } => "Gauss–Hermite point",
        Proof::Refutation(_) => "refutation",
        Proof::Caloric => "caloric separation",
        _ => "proof",
    }
}

/// The solution in a few characters.
fn point(w: &Witness, cells: usize) -> String {
    match &w.rational {
        Some(atoms) => {
            let list = |k: usize| atoms.iter().map(|a| rational(&a[k])).collect::<Vec<_>>().join(", ");
            format!("p₃ = ({})  p₄ = ({})  p₅ = ({})", list(0), list(1), list(2))
        }
        None => {
            let m = subscript(cells);
            format!("p₃ = the roots of He{m}, p₄ = −½, p₅² ∝ the Gauss–Hermite weights")
        }
    }
}
