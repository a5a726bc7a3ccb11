//! What the second symbolic engine said, for people and for programs.

use crate::exact::second_opinion::Opinion;
use crate::json::Object;
use crate::report::Ending;
use crate::report::numbers::count;
use moe_proof_symbolica::compare::Verdict;
use serde_json::{Value, json};

/// A verdict in words.
pub fn verdict_text(verdict: &Result<Verdict, String>) -> String {
    match verdict {
        Ok(Verdict::Holds) => "residual 0".into(),
        Ok(Verdict::Refuted { value, residual, .. }) => {
            format!("residual {residual} (at a rational point {value} · u)")
        }
        Ok(Verdict::Undecided { residual }) => {
            format!("did not simplify to 0, and no rational point tells: {residual}")
        }
        Err(words) => format!("no answer: {words}"),
    }
}

/// Lines below the native report.
pub fn opinion_text(opinion: &Opinion) -> String {
    let mut text = format!("second engine: {}\n", opinion.engine);
    for (k, verdict) in opinion.verdicts.iter().enumerate() {
        let mark = if matches!(verdict, Ok(Verdict::Holds)) { "✓" } else { "✗" };
        text.push_str(&format!("  {mark} relation {}: {}\n", k + 1, verdict_text(verdict)));
    }
    if let Some((order, c)) = &opinion.comparison {
        let mark = if c.is_complete() { "✓" } else { "✗" };
        text.push_str(&format!(
            "  {mark} {} of ∂^α u / u, 1 ≤ |α| ≤ {order}, equal at two rational points\n",
            count(c.agreeing as u64, "value")
        ));
        c.silent.iter().for_each(|s| text.push_str(&format!("  ✗ {s}\n")));
    }
    text
}

/// The field `second_engine` of the JSON object.
pub fn opinion_json(opinion: &Opinion) -> Value {
    let verdicts: Vec<Value> = opinion.verdicts.iter().map(verdict_json).collect();
    let comparison = opinion.comparison.as_ref().map(|(order, c)| {
        let silent: Vec<String> = c.silent.iter().map(ToString::to_string).collect();
        json!({"order": order, "equal_values": c.agreeing, "no_value": silent})
    });
    json!({"engine": opinion.engine, "complete": opinion.is_complete(), "relations": verdicts, "comparison": comparison})
}

fn verdict_json(verdict: &Result<Verdict, String>) -> Value {
    let status = match verdict {
        Ok(Verdict::Holds) => "holds",
        Ok(Verdict::Refuted { .. }) => "refuted",
        Ok(Verdict::Undecided { .. }) => "undecided",
        Err(_) => "no answer",
    };
    json!({"status": status, "words": verdict_text(verdict)})
}

/// How a command ends that asked the second engine alone: never with "verified", as no kernel checks what it says.
pub fn ending(opinion: &Opinion) -> Ending {
    match (opinion.any_refuted(), opinion.is_complete()) {
        (true, _) => Ending::Refuted,
        (false, true) => Ending::Done,
        (false, false) => Ending::Undecided,
    }
}

/// The same for a claim about a formula of the user's own.
pub fn ending_of(verdict: &Result<Verdict, String>) -> Ending {
    match verdict {
        Ok(Verdict::Holds) => Ending::Done,
        Ok(Verdict::Refuted { .. }) => Ending::Refuted,
        Ok(Verdict::Undecided { .. }) | Err(_) => Ending::Undecided,
    }
}

/// What Symbolica alone says about relations of the softmax-gated Gaussian family, as text and as the versioned JSON object.
pub fn symbolica_report(opinion: &Opinion, relations: &[String], dim: usize) -> (String, String) {
    let mut text = String::from("model: softmax-gated Gaussian, u = exp(β₁ᵀx)·N(y | aᵀx + b, ν)\n");
    relations.iter().enumerate().for_each(|(k, r)| text.push_str(&format!("  relation {}: {r} = 0\n", k + 1)));
    text.push_str(&opinion_text(opinion));
    let status = ending(opinion).word();
    let words = match ending(opinion) {
        Ending::Done => "confirmed by the second engine alone; --engine native has the kernel verify it",
        _ => status,
    };
    text.push_str(&format!("{words}\n"));
    let object =
        Object::new("pde-check").field("family", crate::kernel::FAMILY).field("dim", dim).field("status", status);
    (text, object.field("relations", relations).field("second_engine", opinion_json(opinion)).line())
}

/// A claim about a formula of the user's own, tested by the second engine alone.
pub fn formula_text(formula: &str, claim: &str, engine: &str, verdict: &Result<Verdict, String>) -> String {
    let words = match ending_of(verdict) {
        Ending::Done => "holds, says the second engine alone; not checked by the kernel",
        other => other.word(),
    };
    format!("formula: u = {formula}\nclaim:   {claim}\n{engine}: {}\n{words}\n", verdict_text(verdict))
}

/// The same as the versioned JSON object.
pub fn formula_json(formula: &str, claim: &str, engine: &str, verdict: &Result<Verdict, String>) -> String {
    Object::new("pde-check")
        .field("formula", formula)
        .field("claim", claim)
        .field("engine", engine)
        .field("status", ending_of(verdict).word())
        .field("words", verdict_text(verdict))
        .line()
}
