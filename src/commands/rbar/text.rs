//! The result of the search for r̄, for people and for programs.

use crate::exact::certificate::Proof;
use crate::exact::decide::Decision;
use crate::exact::decide::search::Step;
use crate::exact::decide::witness::Witness;
use crate::json::Object;
use crate::kernel::checker::assumptions_text;
use crate::kernel::{CellExponents, FAMILY, Method, PARAMETERS, Statement, Theorem};
use crate::prove::{Proven, Walk};
use crate::report::Ending;
use crate::report::numbers::{count, rational, subscript};
use crate::report::proof::where_to_find;
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};

/// Everything that `rbar` found out and had verified.
#[derive(Debug)]
pub struct RbarReport {
    /// m.
    pub cells: usize,
    /// d.
    pub dim: usize,
    /// The orders, one after the other, and what they prove.
    pub walk: Walk,
    /// The exponents of such a cell when its gate is fixed; if r̄ is proved.
    pub exponents: Option<Proven>,
    /// Where the proof is.
    pub certificate: Option<String>,
}

impl RbarReport {
    fn proven(&self) -> Option<&Proven> {
        self.walk.proven.as_ref()
    }

    /// r̄, if it was verified.
    fn rbar(&self) -> Option<usize> {
        self.proven()?.rbar().ok()
    }

    /// Verified, or undecided.
    pub fn status(&self) -> Ending {
        if self.rbar().is_some() { Ending::Verified } else { Ending::Undecided }
    }

    /// The greatest lower bound of r̄ that was verified.
    fn at_least(&self) -> usize {
        match self.proven().map(Proven::statement) {
            Some(Statement::Solvable(system)) => system.order + 1,
            _ => 1,
        }
    }

    /// The terminal report.
    pub fn text(&self) -> String {
        let width =
            |f: &dyn Fn(&Step) -> String| self.walk.steps.iter().map(|s| f(s).chars().count()).max().unwrap_or(0);
        let equations = |s: &Step| s.equations.map_or_else(|| "> 2^64 equations".into(), |n| count(n, "equation"));
        let (orders, counts) = (width(&|s| s.order.to_string()), width(&equations));
        let mut text = String::new();
        for (k, step) in self.walk.steps.iter().enumerate() {
            let last_solvable =
                self.walk.steps.get(k + 1).is_none_or(|next| !matches!(next.decision, Decision::Solvable(_)));
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
        match (self.proven(), self.rbar()) {
            (Some(proven), Some(_)) => {
                let assumes = assumptions_text(proven.verified());
                text.push_str(&format!("verified: {}, {assumes}\n", proven.statement()));
                if let Some(Ok(exponents)) = self.exponents.as_ref().map(Proven::exponents) {
                    text.push_str(&rates_line(exponents));
                }
            }
            _ => {
                let (least, m) = (self.at_least(), self.cells);
                let by = if self.proven().is_some() { "verified" } else { "known" };
                text.push_str(&format!("undecided: r̄({m}) ≥ {least} is {by}, r̄({m}) is not\n"));
                if let Some(Step { decision: Decision::Undecided { hint, .. }, .. }) = self.walk.steps.last() {
                    text.push_str(&format!("  hint: {hint}\n"));
                } else {
                    text.push_str("  hint: raise --max-order\n");
                }
            }
        }
        if let Some(path) = &self.certificate {
            text.push_str(&where_to_find(path));
        }
        text
    }

    fn refutation(&self, proof: &Proof) -> String {
        let methods = self.proven().map_or(&[][..], Proven::methods);
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
        let assumes = self.proven().map_or(vec![], |p| theorems(p.assumes()));
        let orders: Vec<Value> = self
            .walk.steps
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
            .field("status", self.status().word())
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

/// `rates (k < 2k*): β₁ n^(−1/4) · a n^(−1/4) · …`: the last line about r̄, from verified exponents.
fn rates_line(exponents: &CellExponents) -> String {
    let half = BigRational::new(1.into(), 2.into());
    let rate = |k: usize| match exponents.at_least[k].is_zero() {
        true => format!("{} none", PARAMETERS[k]),
        false => format!("{} n^(−{})", PARAMETERS[k], &exponents.at_least[k] * &half),
    };
    format!("rates (k < 2k*): {}\n", [0, 1, 2, 3].map(rate).join(" · "))
}
