//! A fit as text, as JSON, and while it runs.

use crate::json::Object;
use crate::kernel::path_text;
use crate::model::{Data, Gauge, Scaling};
use crate::numeric::fit::{ActiveBound, Ending, FitResult, Progress, Warning};
use crate::report::{self, Out};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A line on the terminal that follows a fit; nothing elsewhere.
pub struct FitProgress {
    bar: Option<indicatif::ProgressBar>,
    starts: usize,
    begun: Instant,
    /// Milliseconds after `begun` at which the line was drawn last.
    drawn: AtomicU64,
}

impl FitProgress {
    /// For a fit from so many starts.
    pub fn new(out: &Out, starts: usize) -> Self {
        let bar = out.progress().then(indicatif::ProgressBar::new_spinner);
        FitProgress { bar, starts, begun: Instant::now(), drawn: AtomicU64::new(0) }
    }

    /// Shows a step, at most ten times a second.
    pub fn show(&self, progress: Progress) {
        let Some(bar) = &self.bar else { return };
        let now = self.begun.elapsed().as_millis() as u64;
        if now < self.drawn.load(Ordering::Relaxed) + 100 {
            return;
        }
        self.drawn.store(now, Ordering::Relaxed);
        let stage = match progress.scaled_gradient {
            Some(g) => format!("Newton, scaled gradient {g:.1e}"),
            None => "expectation-maximisation".to_string(),
        };
        bar.set_message(format!(
            "start {} of {}: log-likelihood {:.4}, {stage}",
            progress.start + 1,
            self.starts,
            progress.log_likelihood
        ));
        bar.tick();
    }

    /// Removes the line.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Converged => "converged",
        Ending::Iterations => "iteration-limit",
        Ending::Deadline => "time-limit",
        Ending::Stalled => "stalled",
    }
}

/// Converged is done; any other ending leaves the maximum undecided.
pub fn status(found: &FitResult) -> report::Ending {
    match found.ending {
        Ending::Converged => report::Ending::Done,
        Ending::Iterations | Ending::Deadline | Ending::Stalled => report::Ending::Undecided,
    }
}

/// Six significant digits.
fn number(v: f64) -> String {
    if v == 0.0 {
        return "0".into();
    }
    let places = 5 - v.abs().log10().floor() as i32;
    if !(-3..=9).contains(&(5 - places)) && !(0..=9).contains(&places) {
        return format!("{v:.5e}");
    }
    let text = format!("{v:.*}", places.clamp(0, 9) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

fn experts(list: &[usize]) -> String {
    list.iter().map(|k| k.to_string()).collect::<Vec<_>>().join(", ")
}

fn describe(warning: &Warning) -> String {
    match warning {
        Warning::NotConverged => "the gradient is not zero yet: this is not the maximum-likelihood estimate".into(),
        Warning::Collapsed { expert, weight, at_floor } => {
            let weight = number(*weight);
            if *at_floor {
                format!(
                    "the variance of expert {expert}, which explains {weight} observations, is held by the floor of the box: a collapsed expert, unless the floor was meant"
                )
            } else {
                format!("expert {expert} has collapsed: it explains {weight} observations, less than its line needs")
            }
        }
        Warning::Flat { directions } => {
            format!(
                "the likelihood is nearly flat in {directions} direction(s), as when there are more experts than the data have"
            )
        }
        Warning::NotAMaximum => "the likelihood curves up in some direction: this is no maximum".into(),
        Warning::GatesNotIdentifiable { groups } => {
            let groups: Vec<String> = groups.iter().map(|g| format!("{{{}}}", experts(g))).collect();
            format!(
                "experts coincide in groups {} with different gate slopes: if the data have as many experts as there are groups, \
                 gate slopes cannot be identified (K ≥ 2k*)",
                groups.join(" ")
            )
        }
        Warning::Bounds { count } => {
            format!("{count} bound(s) of the box are active: a larger box has a higher likelihood")
        }
    }
}

fn kind_of(warning: &Warning) -> &'static str {
    match warning {
        Warning::NotConverged => "not-converged",
        Warning::Collapsed { .. } => "collapsed-expert",
        Warning::Flat { .. } => "flat-direction",
        Warning::NotAMaximum => "not-a-maximum",
        Warning::GatesNotIdentifiable { .. } => "gates-not-identifiable",
        Warning::Bounds { .. } => "active-bounds",
    }
}

/// Intercepts are bounded where the frame of the fit has its origin.
fn bound_place(found: &FitResult, bound: &ActiveBound) -> &'static str {
    let centred = found.frame.center.iter().any(|c| *c != 0.0);
    match bound.coordinate.entry.scaling() {
        Scaling::Intercept if centred => " at the mean of x",
        _ => "",
    }
}

/// A fit as a table for a person; `out` is the file its parameters were written to.
pub fn fit_text(data: &Data, found: &FitResult, out: Option<&Path>) -> String {
    let mut text = String::new();
    let layout = found.layout;
    let axis = |j: usize| if layout.dim == 1 { String::new() } else { format!("[{j}]") };
    let _ = writeln!(
        text,
        "data: {} rows, y = {}, x = {}\nmodel: softmax-gated Gaussian, {} experts, {} parameters; gauge: the last gate is 0",
        data.len(),
        data.y_name(),
        data.x_names().join(", "),
        layout.experts,
        layout.len()
    );
    let mut rows = vec![["expert".to_string(), "parameter".into(), "estimate".into(), "standard error".into()]];
    for (k, atom) in found.measure.atoms.iter().enumerate() {
        let error = |place: Option<usize>| match place {
            None => "fixed".to_string(),
            Some(p) => found.standard_errors[p].map_or("none".into(), number),
        };
        let gate: Vec<usize> = layout.gate(k).collect();
        let mean: Vec<usize> = layout.mean(k).collect();
        let mut push = |name: String, value: f64, error: String| rows.push([k.to_string(), name, number(value), error]);
        push("gate_bias".into(), atom.gate_bias, error(gate.first().copied()));
        for (j, v) in atom.gate_slope.iter().enumerate() {
            push(format!("gate_slope{}", axis(j)), *v, error(gate.get(j + 1).copied()));
        }
        for (j, v) in atom.expert_slope.iter().enumerate() {
            push(format!("expert_slope{}", axis(j)), *v, error(Some(mean[j + 1])));
        }
        push("expert_intercept".into(), atom.expert_intercept, error(Some(mean[0])));
        push("variance".into(), atom.variance, error(Some(layout.log_variance(k))));
    }
    let width = |c: usize| rows.iter().map(|r| r[c].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    for row in &rows {
        let line = format!(
            "  {:<a$}  {:<b$}  {:>c$}  {:>d$}",
            row[0],
            row[1],
            row[2],
            row[3],
            a = widths[0],
            b = widths[1],
            c = widths[2],
            d = widths[3]
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let _ = writeln!(text, "log-likelihood: {:.6}", found.log_likelihood);
    let _ = writeln!(text, "scaled gradient: {:.1e} ({})", found.scaled_gradient, ending(found.ending));
    let _ = writeln!(text, "starts: {} of {} agree with the best (within 1e-4)", found.agreed, found.starts.len());
    let eigenvalues: Vec<String> = found.eigenvalues.iter().take(6).map(|v| format!("{v:.1e}")).collect();
    let more = if found.eigenvalues.len() > 6 { ", …" } else { "" };
    let _ = writeln!(text, "information, scaled eigenvalues: {}{more}", eigenvalues.join(", "));
    for flat in &found.flat {
        let loadings: Vec<String> = flat.loadings.iter().map(|(c, v)| format!("{v:+.2} {}", c.name())).collect();
        let _ = writeln!(text, "  near-flat ({:.1e}): {}", flat.eigenvalue, loadings.join(", "));
    }
    for active in &found.active {
        let side = if active.upper { "≤" } else { "≥" };
        let _ = writeln!(
            text,
            "active bound: {} {side} {}{}",
            active.coordinate.name(),
            number(active.bound),
            bound_place(found, active)
        );
    }
    for warning in &found.warnings {
        let _ = writeln!(text, "warning: {}", describe(warning));
    }
    if let Some(path) = out {
        let _ = writeln!(text, "parameters: {}", path_text(path));
    }
    text
}

/// A fit as one JSON object (`moe-proof-output/1`), with a newline.
pub fn fit_json(data: &Data, found: &FitResult) -> String {
    let layout = found.layout;
    let finite = |v: f64| if v.is_finite() { json!(v) } else { Value::Null };
    let errors = |place: Option<usize>| place.and_then(|p| found.standard_errors[p]).map_or(Value::Null, |v| json!(v));
    let standard_errors: Vec<Value> = (0..layout.experts)
        .map(|k| {
            let gate: Vec<usize> = layout.gate(k).collect();
            let mean: Vec<usize> = layout.mean(k).collect();
            json!({
                "gate_bias": errors(gate.first().copied()),
                "gate_slope": (1..=layout.dim).map(|j| errors(gate.get(j).copied())).collect::<Vec<_>>(),
                "expert_slope": (1..=layout.dim).map(|j| errors(Some(mean[j]))).collect::<Vec<_>>(),
                "expert_intercept": errors(Some(mean[0])),
                "variance": errors(Some(layout.log_variance(k))),
            })
        })
        .collect();
    // The writer of parameter files is the one place that knows their form.
    let parameters: Value =
        found.measure.to_json(Gauge::LastZero).ok().and_then(|t| serde_json::from_str(&t).ok()).unwrap_or(Value::Null);
    let sides = |values: &[f64]| {
        let logarithm = |p: usize| layout.coordinate(p).entry.scaling() == Scaling::Logarithm;
        let places = values.iter().enumerate();
        places.map(|(p, v)| if logarithm(p) { finite(v.exp()) } else { finite(*v) }).collect::<Vec<_>>()
    };
    let fields = json!({
        "family": "softmax-gaussian",
        "status": status(found).word(),
        "ending": ending(found.ending),
        "rows": data.len(),
        "y": data.y_name(),
        "x": data.x_names(),
        "dim": layout.dim,
        "experts": layout.experts,
        "parameters": parameters,
        "standard_errors": standard_errors,
        "weights": found.weights,
        "log_likelihood": found.log_likelihood,
        "scaled_gradient": found.scaled_gradient,
        "best_start": found.best,
        "agreed": found.agreed,
        "starts": found.starts.iter().map(|s| json!({
            "kind": s.kind, "ending": ending(s.ending), "log_likelihood": finite(s.log_likelihood),
            "scaled_gradient": finite(s.scaled_gradient), "iterations": s.iterations,
        })).collect::<Vec<_>>(),
        "eigenvalues": found.eigenvalues,
        "near_flat": found.flat.iter().map(|f| json!({
            "eigenvalue": f.eigenvalue,
            "loadings": f.loadings.iter().map(|(c, v)| json!({"parameter": c.name(), "loading": v})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "box": {
            "frame": {"center": found.frame.center, "scale": found.frame.scale},
            "parameters": (0..layout.len()).map(|p| layout.coordinate(p).name()).collect::<Vec<_>>(),
            "lower": sides(&found.bounds.lower),
            "upper": sides(&found.bounds.upper),
        },
        "active_bounds": found.active.iter().map(|a| json!({
            "parameter": a.coordinate.name(), "side": if a.upper { "upper" } else { "lower" }, "bound": a.bound,
        })).collect::<Vec<_>>(),
        "warnings": found.warnings.iter().map(|w| json!({"kind": kind_of(w), "text": describe(w)})).collect::<Vec<_>>(),
    });
    Object::alphabetical("fit", fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_six_digits_and_no_padding() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (-0.5, "-0.5"),
            (123.456789, "123.457"),
            (1234567.0, "1234567"),
            (1.5e-12, "1.50000e-12"),
            (2.0e15, "2.00000e15"),
            (0.00123456789, "0.00123457"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
