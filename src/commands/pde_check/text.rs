//! The result of `pde-check`, for people and for programs.

use crate::exact::relations::survey::Survey;
use crate::json::Object;
use crate::kernel::checker::assumptions_text;
use crate::kernel::{FAMILY, Relation, derivative_text, relation_text};
use crate::model::ring::Element;
use crate::prove::Proven;
use crate::report::Ending;
use crate::report::proof::where_to_find;
use num_rational::BigRational;
use num_traits::{One, Signed};
use serde_json::json;
use std::path::PathBuf;

/// Everything that `pde-check` found out and had verified.
#[derive(Debug)]
pub struct PdeReport {
    /// What was looked at.
    pub survey: Survey,
    /// What the kernel verified, and where the proof is; if it accepted one.
    pub proven: Option<(Proven, PathBuf)>,
}

impl PdeReport {
    /// Verified by the kernel, or refuted by a residual.
    pub fn ending(&self) -> Ending {
        if self.proven.is_some() { Ending::Verified } else { Ending::Refuted }
    }

    /// The terminal report.
    pub fn text(&self) -> String {
        let mut text = String::from("model: softmax-gated Gaussian, u = exp(β₁ᵀx)·N(y | aᵀx + b, ν)\n");
        let sides: Vec<(String, String)> =
            self.survey.tested.iter().map(|t| sides(&t.relation, self.survey.dim)).collect();
        let width = |k: usize| sides.iter().map(|s| [&s.0, &s.1][k].chars().count()).max().unwrap_or(0);
        let (left, right) = (width(0), width(1));
        for (tested, (l, r)) in self.survey.tested.iter().zip(&sides) {
            let (mark, residual) = match tested.residual.is_zero() {
                true => ("✓", "residual 0 (exact)".to_string()),
                false => ("✗", format!("residual {}", residual_text(&tested.residual, self.survey.dim))),
            };
            text.push_str(&format!("  {mark} {l:<left$} = {r:<right$}    {residual}\n"));
        }
        if let Some(c) = &self.survey.completeness {
            text.push_str(&format!(
                "  ✓ ∂^α u = 2^(−α₄) x^(α₁+α₂) ∂ⁿu/∂bⁿ, n = |α₂| + α₃ + 2α₄, for all {} α with |α| ≤ {}\n",
                c.derivatives, c.order
            ));
            match c.further.is_empty() {
                true => text.push_str(&format!("  ✓ no further relation up to order {}\n", c.order)),
                false => c.further.iter().for_each(|r| {
                    text.push_str(&format!("  ✗ a further relation: {} = 0\n", relation_text(r, self.survey.dim)));
                }),
            }
        }
        match &self.proven {
            Some((proven, path)) => {
                let assumes = assumptions_text(proven.verified());
                text.push_str(&format!("verified: {}, {assumes}\n", proven.statement()));
                text.push_str(&where_to_find(path));
            }
            None => text.push_str("refuted: the residual is not zero\n"),
        }
        text
    }

    /// The versioned JSON object.
    pub fn json(&self) -> Object {
        let relations: Vec<_> = self
            .survey
            .tested
            .iter()
            .map(|t| {
                let terms: Vec<_> = t.relation.iter().map(|(c, a)| json!([c.to_string(), a])).collect();
                json!({"relation": format!("{} = 0", relation_text(&t.relation, self.survey.dim)), "terms": terms,
                       "holds": t.residual.is_zero(), "residual": residual_text(&t.residual, self.survey.dim)})
            })
            .collect();
        let complete = self.survey.completeness.as_ref().map(|c| {
            let further: Vec<_> = c.further.iter().map(|r| relation_text(r, self.survey.dim)).collect();
            json!({"order": c.order, "derivatives": c.derivatives, "further": further})
        });
        Object::new("pde-check")
            .field("family", FAMILY)
            .field("dim", self.survey.dim)
            .field("status", self.ending().word())
            .field("relations", relations)
            .field("completeness", complete)
            .field("statement", self.proven.as_ref().map(|(proven, _)| proven.statement().to_string()))
            .field("certificate", self.proven.as_ref().map(|(_, path)| path.display().to_string()))
    }
}

/// A relation as an equation: its first term on the left, the others on the right.
fn sides(relation: &Relation, dim: usize) -> (String, String) {
    match relation.split_first() {
        None => ("0".into(), "0".into()),
        Some(((c, alpha), rest)) => {
            let rest: Relation = rest.iter().map(|(k, a)| (-k / c, a.clone())).collect();
            let right = if rest.is_empty() { "0".into() } else { relation_text(&rest, dim) };
            (derivative_text(alpha, dim), right)
        }
    }
}

/// A residual such as `(1/2 z²/ν² − 1/2 1/ν)·u with z = y − aᵀx − b`.
pub fn residual_text(residual: &Element, dim: usize) -> String {
    if residual.is_zero() {
        return "0".into();
    }
    let mut sum = String::new();
    for (k, (c, e)) in residual.terms().enumerate() {
        sum.push_str(match (k, c.is_negative()) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        sum.push_str(&quotient_text(&c.abs(), e, dim));
    }
    let z = if dim == 1 { "y − ax − b" } else { "y − aᵀx − b" };
    let explain = if residual.terms().any(|(_, e)| e[dim] > 0) { format!(", z = {z}") } else { String::new() };
    format!("({sum})·u{explain}")
}

/// `3x z²/(2ν²)`: a positive coefficient, powers of x and z above, powers of ν below.
fn quotient_text(c: &BigRational, e: &[u32], dim: usize) -> String {
    let power = |name: &str, k: u32| match k {
        1 => name.to_string(),
        k => format!(
            "{name}{}",
            k.to_string()
                .bytes()
                .map(|b| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][usize::from(b - b'0')])
                .collect::<String>()
        ),
    };
    let x = |i: usize| if dim == 1 { "x".to_string() } else { format!("x[{}]", i + 1) };
    let mut above: Vec<String> = (0..dim).filter(|&i| e[i] > 0).map(|i| power(&x(i), e[i])).collect();
    if e[dim] > 0 {
        above.push(power("z", e[dim]));
    }
    let numerator = match (above.is_empty(), c.numer().is_one()) {
        (true, _) => c.numer().to_string(),
        (false, true) => above.join(" "),
        (false, false) => format!("{} {}", c.numer(), above.join(" ")),
    };
    let mut below = Vec::new();
    if !c.denom().is_one() {
        below.push(c.denom().to_string());
    }
    if e[dim + 1] > 0 {
        below.push(power("ν", e[dim + 1]));
    }
    match below.len() {
        0 => numerator,
        1 => format!("{numerator}/{}", below[0]),
        _ => format!("{numerator}/({})", below.join("")),
    }
}
