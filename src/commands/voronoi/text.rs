//! Voronoi cells and losses as text and JSON.

use crate::json::Object;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::numeric::voronoi::{Kind, Loss, Voronoi};
use crate::report::Ending;
use crate::report::parameters::by_field;
use serde_json::{Value, json};
use std::fmt::Write;

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::D1 => "D1",
        Kind::D2 => "D2",
    }
}

fn list(values: &[f64]) -> String {
    values.iter().map(|v| format!("{v:.6}")).collect::<Vec<_>>().join(", ")
}

/// A number in at most 12 characters.
fn short(v: f64) -> String {
    if v == 0.0 || (1e-3..1e4).contains(&v.abs()) { format!("{v:.6}") } else { format!("{v:.4e}") }
}

fn loss_line(text: &mut String, kind: Kind, loss: &Loss, applies: bool) {
    let t2 = loss.t2.map_or("−∞ (a limit)".to_string(), |t| format!("{t:.6}"));
    let note = if applies { "   ← applies" } else { "" };
    let _ = writeln!(
        text,
        "{} = {}   atoms {} + weights {}   at t1 = ({}), t2 = {t2}   gap ≤ {:.1e}{note}",
        name(kind),
        short(loss.value),
        short(loss.atoms_part),
        short(loss.weights_part),
        list(&loss.t1),
        loss.gap
    );
}

/// The text that the command shows: cells, both losses, each atom's errors.
pub fn text(found: &Voronoi) -> String {
    let mut text = String::from("cells by (a, b, ν); numbers from 1 in the order of the files\n");
    for (j, members) in found.members.iter().enumerate() {
        let inside = match members.as_slice() {
            [] => "empty".to_string(),
            m => format!("fitted {}", m.iter().map(|i| (i + 1).to_string()).collect::<Vec<_>>().join(", ")),
        };
        let weight = found.log_weight_errors[j].map_or("—".to_string(), short);
        let _ = writeln!(text, "true {}: {inside}   error of the log-weight {weight}", j + 1);
    }
    for (kind, loss) in [(Kind::D1, &found.d1), (Kind::D2, &found.d2)] {
        loss_line(&mut text, kind, loss, found.applies == kind);
    }
    let _ = writeln!(text, "errors with the translation of {} removed (ν is the variance)", name(found.applies));
    let _ = writeln!(text, "{:>6} {:>5} {:>12} {:>12}  Δβ1; Δa; Δb", "fitted", "true", "weight", "Δν");
    for (i, e) in found.errors.iter().enumerate() {
        let all = |id| e.difference[id].iter().map(|&v| short(v)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            text,
            "{:>6} {:>5} {:>12} {:>12}  ({}); ({}); {}",
            i + 1,
            e.cell + 1,
            short(e.weight),
            all(VARIANCE),
            all(GATE_SLOPE),
            all(EXPERT_SLOPE),
            all(EXPERT_INTERCEPT)
        );
    }
    text
}

fn loss_json(loss: &Loss) -> Value {
    json!({
        "value": loss.value,
        "gap": loss.gap,
        "atoms_part": loss.atoms_part,
        "weights_part": loss.weights_part,
        "t1": loss.t1,
        "t2": loss.t2,
    })
}

/// The JSON object that the command prints, one line. `t2` is null where the infimum is the limit t2 → −∞.
pub fn json(found: &Voronoi) -> String {
    let cells: Vec<Value> = found
        .members
        .iter()
        .zip(&found.log_weight_errors)
        .map(|(m, w)| json!({"fitted": m.iter().map(|i| i + 1).collect::<Vec<_>>(), "log_weight_error": w}))
        .collect();
    let errors: Vec<Value> = found
        .errors
        .iter()
        .map(|e| {
            let mut object = by_field(&e.difference);
            object.insert("true".into(), json!(e.cell + 1));
            object.insert("weight".into(), json!(e.weight));
            Value::Object(object)
        })
        .collect();
    let fields = json!({
        "status": Ending::Done.word(),
        "applies": name(found.applies),
        "cells": cells,
        "D1": loss_json(&found.d1),
        "D2": loss_json(&found.d2),
        "errors": errors,
    });
    Object::alphabetical("voronoi", fields)
}
