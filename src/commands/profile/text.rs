//! A profile as text and JSON.

use crate::json::Object;
use crate::model::Family;
use crate::numeric::hellinger::CovariateLaw;
use crate::numeric::noise_free::Profile;
use crate::numeric::noise_free::slopes::STRAIGHT;
use crate::report::Ending;
use crate::report::parameters::by_field;
use serde_json::{Value, json};
use std::fmt::Write;

/// The symbol of the parameter that is held.
pub fn symbol(found: &Profile) -> String {
    Family::softmax_gaussian().parameter(found.request.held.parameter).plain_symbol()
}

fn law(law: &CovariateLaw) -> String {
    match law {
        CovariateLaw::Grid(points) => format!("x on a grid of {} points", points.len()),
        CovariateLaw::Uniform { low, high } => {
            let sides: Vec<String> = low.iter().zip(high).map(|(l, h)| format!("[{l}, {h}]")).collect();
            format!("x uniform on {}", sides.join(" × "))
        }
    }
}

/// The text that the command shows, with the exponent `theory`: h and the local slopes, the straight range, the limit, and what to be careful about.
pub fn text(found: &Profile, theory: f64) -> String {
    let r = &found.request;
    let (sign, cells) = (symbol(found), r.cells);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "true expert {}, fitted by a cell of {cells} atoms; {sign} of its first atom is held δ from the truth",
        r.atom + 1
    );
    let (x_points, nodes) = found.nodes;
    let _ = writeln!(
        text,
        "h is least over everything else in the box; {}; {nodes} quadrature nodes ({})",
        law(&r.law),
        match r.law {
            CovariateLaw::Grid(_) => "exact in x".to_string(),
            CovariateLaw::Uniform { .. } => format!("{x_points} in each coordinate of x"),
        }
    );
    let _ = writeln!(text, "\n{:>12} {:>4} {:>14} {:>12}  at a bound of the box", "δ", "sign", "h", "local slope");
    for (i, p) in found.points.iter().enumerate() {
        let slope = i.checked_sub(1).map_or(String::new(), |k| format!("{:.4}", found.slopes.local[k].slope));
        let sign = if p.sign > 0.0 { "+" } else { "−" };
        let active = if p.active.is_empty() { "—".to_string() } else { p.active.join(", ") };
        let mark =
            if p.converged { String::new() } else { format!("   (not converged: {:.0e} of h² left)", p.promise) };
        let _ = writeln!(text, "{:>12.6} {sign:>4} {:>14.6e} {slope:>12}  {active}{mark}", p.delta, p.distance.value);
    }
    let s = &found.slopes;
    let range = &found.points[found.points.len() - s.straight..];
    let _ = writeln!(
        text,
        "\nstraight for δ from {:.6} to {:.6} ({} points, local slopes within {STRAIGHT} of the last): slope {:.4}",
        range[range.len() - 1].delta,
        range[0].delta,
        s.straight,
        s.regression
    );
    let how = match s.correction {
        Some(q) => format!("local slopes extrapolated; their correction falls like δ^{q:.2}"),
        None => "the last local slope: too few are straight for an extrapolation".to_string(),
    };
    let _ = writeln!(text, "limit δ → 0: {:.4} ± {:.0e} ({how})", s.limit, s.spread);
    let _ = writeln!(text, "theory: {theory} (docs/theory.md, section 4)");
    let error = found.points.iter().map(|p| p.distance.error / p.distance.value).fold(0.0, f64::max);
    let _ = writeln!(
        text,
        "h at the minimisers by adaptive quadrature, relative error at most {error:.0e}; a lower minimum elsewhere in the box is not excluded"
    );
    let unfinished = found.points.iter().filter(|p| !p.converged).count();
    if unfinished > 0 {
        let _ = writeln!(
            text,
            "note: {unfinished} of {} descents did not converge; what they may still gain widens the ±",
            found.points.len()
        );
    }
    text
}

/// Done, unless a descent at one of the four smallest δ, which decide the limit, has not converged.
pub fn status(found: &Profile) -> Ending {
    let last = &found.points[found.points.len() - 4..];
    match last.iter().any(|p| !p.converged && p.promise > 1e-3) {
        true => Ending::Undecided,
        false => Ending::Done,
    }
}

/// The JSON object that the command prints or writes, one line, with the exponent `theory`.
pub fn json(found: &Profile, theory: f64) -> String {
    let r = &found.request;
    let points: Vec<Value> = found
        .points
        .iter()
        .map(|p| {
            let atoms: Vec<Value> = p
                .offsets
                .iter()
                .zip(&p.shares)
                .map(|(offsets, share)| {
                    let mut atom = by_field(offsets);
                    atom.insert("share".into(), json!(share));
                    Value::Object(atom)
                })
                .collect();
            json!({
                "delta": p.delta,
                "sign": p.sign as i8,
                "hellinger": p.distance.value,
                "hellinger_error": p.distance.error,
                "converged": p.converged,
                "promise": p.promise,
                "at_bound": p.active,
                "offsets": atoms,
            })
        })
        .collect();
    let local: Vec<Value> =
        found.slopes.local.iter().map(|l| json!({"delta": l.delta, "slope": l.slope, "error": l.error})).collect();
    let covariate = match &r.law {
        CovariateLaw::Uniform { low, high } => json!({"law": "uniform", "low": low, "high": high}),
        CovariateLaw::Grid(points) => json!({"law": "grid", "points": points}),
    };
    let fields = json!({
        "status": status(found).word(),
        "parameter": Family::softmax_gaussian().parameter(r.held.parameter).name,
        "coordinate": r.held.axis + 1,
        "cells": r.cells,
        "atom": r.atom + 1,
        "covariate": covariate,
        "starts": r.starts,
        "seed": r.seed,
        "points": points,
        "local_slopes": local,
        "straight_points": found.slopes.straight,
        "regression": found.slopes.regression,
        "limit": found.slopes.limit,
        "spread": found.slopes.spread,
        "correction_exponent": found.slopes.correction,
        "theory": theory,
        "nodes": found.nodes.1,
        "descents": found.descents,
    });
    Object::alphabetical("profile", fields)
}
