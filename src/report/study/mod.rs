//! A study as text, JSON and CSV, and while it runs.

pub mod figure;

use crate::exact::rates::{DENSITY_RATE, SOURCE};
use crate::json::Object;
use crate::kernel::path_text;
use crate::model::{Family, ParameterId};
use crate::report::Out;
use crate::study::expected::{Expected, Fraction, Rate};
use crate::study::group::Quantity;
use crate::study::merge::Merged;
use crate::study::run::{Estimate, Ran};
use crate::study::slopes::{Slope, Statistic};
use crate::study::summary::{Line, Part};
use crate::study::verdict::{Decides, Stand, Verdict};
use crate::study::{Plan, Row, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A bar on the terminal with the time left; nothing elsewhere.
pub struct Bar {
    bar: Option<indicatif::ProgressBar>,
}

impl Bar {
    /// A new one.
    pub fn new(out: &Out) -> Self {
        let style = || indicatif::ProgressStyle::with_template("{wide_bar} {pos} of {len} fits{msg}").ok();
        let bar = out.progress().then(|| {
            let bar = indicatif::ProgressBar::new(0);
            if let Some(style) = style() {
                bar.set_style(style);
            }
            bar
        });
        Bar { bar }
    }

    /// Shows where things are; `left` in seconds.
    pub fn show(&self, done: u64, total: u64, left: Option<f64>) {
        let Some(bar) = &self.bar else { return };
        bar.set_length(total);
        bar.set_message(left.map_or(String::new(), |s| format!(", about {} left", duration(s))));
        bar.set_position(done);
    }

    /// Removes the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// `40 s`, `12 min`, `3.4 h`.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 99.5 => format!("{s:.0} s"),
        s if s < 5970.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

/// What `study run` says at the end.
pub fn ran_text(path: &Path, ran: &Ran) -> String {
    let mut text = format!(
        "done: {} of {} fits, {} of them now\n",
        count(ran.before + ran.fitted),
        count(ran.total),
        count(ran.fitted)
    );
    if ran.failed > 0 {
        let _ = writeln!(text, "failed: {} of them now (kept as rows, with the reason)", count(ran.failed));
    }
    let _ = writeln!(text, "store: {}    look at it: moe-proof study report {}", path_text(path), path_text(path));
    text
}

/// The same as JSON.
pub fn ran_json(path: &Path, ran: &Ran) -> String {
    let object = Object::new("study run").field("store", path.display().to_string());
    object
        .field("total", ran.total)
        .field("done", ran.before + ran.fitted)
        .field("fitted", ran.fitted)
        .field("failed", ran.failed)
        .line()
}

/// What `study merge` says.
pub fn merged_text(path: &Path, merged: &Merged) -> String {
    format!(
        "merged: {} of {} fits in {}, {} of them new\n",
        count(merged.rows as u64),
        count(merged.tasks),
        path_text(path),
        count(merged.added as u64)
    )
}

/// The same as JSON.
pub fn merged_json(path: &Path, merged: &Merged) -> String {
    let object = Object::new("study merge").field("store", path.display().to_string());
    object.field("total", merged.tasks).field("done", merged.rows).field("added", merged.added).line()
}

/// What `study slurm` says.
pub fn script_text(path: &Path, fits: u64, array: u64) -> String {
    format!(
        "script: {}, {} fits in {array} array tasks    submit it: sbatch {}\n",
        path_text(path),
        count(fits),
        path_text(path)
    )
}

/// What `study run --estimate` says.
pub fn estimate_text(plan: &Plan, found: &Estimate, threads: usize) -> String {
    let mut text = format!("timed: {} of {} fits\n", found.timed.len(), count(plan.tasks()));
    for (experts, fits, seconds) in &found.experts {
        let _ = writeln!(text, "K = {experts}: {} fits, {} of one processor", count(*fits), duration(*seconds));
    }
    let total = found.seconds();
    let _ = writeln!(
        text,
        "all: {} of one processor, {} on {threads} processors",
        duration(total),
        duration(total / threads as f64)
    );
    text
}

/// The same as JSON.
pub fn estimate_json(plan: &Plan, found: &Estimate) -> String {
    let experts: Vec<Value> =
        found.experts.iter().map(|(k, fits, s)| json!({"experts": k, "fits": fits, "processor_seconds": s})).collect();
    let timed: Vec<Value> =
        found.timed.iter().map(|(k, n, s)| json!({"experts": k, "n": n, "processor_seconds": s})).collect();
    let object = Object::new("study run").field("estimate", true).field("total", plan.tasks());
    object.field("processor_seconds", found.seconds()).field("experts", experts).field("timed", timed).line()
}

/// Every fit as CSV, without times and engines.
pub fn fits_csv(rows: &[Row]) -> String {
    let lines = rows.iter().map(Row::csv);
    csv_text(std::iter::once(Row::header().into_iter().map(String::from).collect()).chain(lines))
}

fn csv_text(lines: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |f: &String| {
        if f.contains([',', '"', '\n']) { format!("\"{}\"", f.replace('"', "\"\"")) } else { f.clone() }
    };
    lines.map(|l| l.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// How far a store is.
pub struct Status {
    store: PathBuf,
    total: u64,
    done: u64,
    not_converged: u64,
    failed: u64,
    /// For each K: done, of.
    experts: BTreeMap<u64, (u64, u64)>,
    seconds: f64,
    left: Option<f64>,
}

impl Status {
    /// From the rows of a store.
    pub fn new(store: &Store, rows: &[Row]) -> Self {
        let plan = store.plan();
        let mut status = Status {
            store: store.path().to_path_buf(),
            total: plan.tasks(),
            done: rows.len() as u64,
            not_converged: rows.iter().filter(|r| r.outcome.as_ref().is_ok_and(|f| f.status != "converged")).count()
                as u64,
            failed: rows.iter().filter(|r| r.outcome.is_err()).count() as u64,
            experts: BTreeMap::new(),
            seconds: rows.iter().map(|r| r.seconds).sum(),
            left: None,
        };
        // Σ n of all, Σ n and Σ seconds of the finished fits of each K.
        let mut sums: BTreeMap<u64, [f64; 3]> = BTreeMap::new();
        let each: u64 = (plan.sample_sizes.len() * plan.replicates) as u64;
        let all: f64 = plan.sample_sizes.iter().map(|n| *n as f64).sum::<f64>() * plan.replicates as f64;
        for k in &plan.experts {
            status.experts.insert(*k as u64, (0, each));
            sums.insert(*k as u64, [all, 0.0, 0.0]);
        }
        for row in rows {
            status.experts.entry(row.experts).or_default().0 += 1;
            let sums = sums.entry(row.experts).or_default();
            sums[1] += row.n as f64;
            sums[2] += row.seconds;
        }
        let (n, seconds) = sums.values().fold((0.0, 0.0), |a, s| (a.0 + s[1], a.1 + s[2]));
        if n > 0.0 {
            status.left = Some(
                sums.values()
                    .map(|s| (s[0] - s[1]).max(0.0) * if s[1] > 0.0 { s[2] / s[1] } else { seconds / n })
                    .sum(),
            );
        }
        status
    }

    /// For a person.
    pub fn text(&self) -> String {
        let mut text =
            format!("store: {}\nfits: {} of {}", path_text(&self.store), count(self.done), count(self.total));
        if self.not_converged + self.failed > 0 {
            let _ = write!(text, " ({} without convergence, {} failed)", count(self.not_converged), count(self.failed));
        }
        text.push('\n');
        for (k, (done, of)) in &self.experts {
            let _ = writeln!(text, "  K = {k}: {} of {}", count(*done), count(*of));
        }
        if self.done > 0 {
            let _ = writeln!(
                text,
                "so far: {} of one processor, {:.3} s a fit",
                duration(self.seconds),
                self.seconds / self.done as f64
            );
        }
        if let Some(left) = self.left.filter(|_| self.done < self.total) {
            let _ = writeln!(text, "left: about {} of one processor", duration(left));
        }
        text
    }

    /// For a program.
    pub fn json(&self) -> String {
        let experts: Vec<Value> =
            self.experts.iter().map(|(k, (done, of))| json!({"experts": k, "done": done, "total": of})).collect();
        let object = Object::new("study status")
            .field("store", self.store.display().to_string())
            .field("total", self.total)
            .field("done", self.done);
        let object =
            object.field("not_converged", self.not_converged).field("failed", self.failed).field("experts", experts);
        object.field("processor_seconds", self.seconds).field("processor_seconds_left", self.left).line()
    }
}

/// What a store's rows say.
pub struct Report<'a> {
    plan: &'a Plan,
    rows: &'a [Row],
    parts: &'a [Part],
}

/// The symbol of a parameter, in characters of one width each.
fn symbol(parameter: ParameterId) -> String {
    Family::softmax_gaussian().parameter(parameter).plain_symbol()
}

/// `K = 3, cells of 1 + 2 atoms`.
pub fn part_name(part: &Part) -> String {
    let sizes: Vec<String> = part.group.cells.iter().map(usize::to_string).collect();
    format!("K = {}, cells of {} atoms", part.group.experts, sizes.join(" + "))
}

/// `2 (2 atoms)`: a cell's number from 1 and its size.
fn cell_name(cell: usize, atoms: usize) -> String {
    format!("{} ({atoms} atom{})", cell + 1, if atoms == 1 { "" } else { "s" })
}

/// `2 (2 atoms)` and `ν`; `D2` and the Hellinger distance stand alone.
pub fn names(part: &Part, quantity: Quantity) -> (String, String) {
    match quantity {
        Quantity::Error { cell, parameter } => {
            let m = part.group.cells[cell];
            (cell_name(cell, m), symbol(parameter))
        }
        Quantity::Loss => {
            let loss = if part.group.experts as usize == part.group.cells.len() { "D1" } else { "D2" };
            ("all".into(), loss.into())
        }
        Quantity::Hellinger => ("all".into(), "h".into()),
    }
}

fn statistic(s: Statistic) -> String {
    match s {
        Statistic::Mean => "mean".into(),
        Statistic::Quantile(q) => format!("{} %", 100.0 * q),
    }
}

fn power(f: Fraction) -> String {
    format!("−{}/{}", f.0, f.1)
}

fn sharp(rate: Rate) -> String {
    match rate {
        Rate::Exactly(f) => power(f),
        Rate::Between(low, high) => format!("{} to {}", power(high), power(low)),
        Rate::None => "none".into(),
    }
}

fn signed(v: f64) -> String {
    format!("{v:.3}").replace('-', "−")
}

/// `1e7`, `3.2e7`; past 1e15 there is nothing to say but that.
fn size(n: f64) -> String {
    if n > 1e15 {
        return "beyond 1e15".into();
    }
    format!("{n:.1e}").replace(".0e", "e")
}

/// A verdict in words.
pub fn words(slope: &Slope, expected: &Expected, verdict: &Verdict) -> String {
    let word = |stand: Stand, rate: &str| match stand {
        Stand::Agrees => format!("agrees with {rate}"),
        Stand::CannotTell => format!("cannot tell: {rate} and others lie in the interval"),
        Stand::RejectsFaster => format!("rejects {rate}: falls faster"),
        Stand::RejectsSlower => format!("rejects {rate}: falls more slowly"),
    };
    let own = match verdict.sharp {
        Some(stand) => word(stand, &sharp(expected.sharp)),
        None if slope.slope.holds(0.0) => "agrees with no rate: the interval holds 0".into(),
        None => "no rate is expected; here it falls".into(),
    };
    let differs = !matches!(expected.sharp, Rate::Exactly(f) if f == expected.published);
    let published = if differs {
        format!("; {}", word(verdict.published, &format!("the published {}", power(expected.published))))
    } else {
        String::new()
    };
    format!("{own}{published}")
}

/// What would decide, in words; empty where nothing is open.
pub fn decides(slope: &Slope, verdict: &Verdict) -> String {
    match verdict.decides {
        Decides::Nothing => String::new(),
        Decides::Range { n, replicates } => {
            let more = if replicates > slope.replicates as f64 {
                format!(", or {replicates:.0} replicates here")
            } else {
                String::new()
            };
            format!("n up to {} would decide{more}", size(n))
        }
        Decides::Drift { from, .. } if from.is_infinite() => {
            "its local slope drifts away from it: no sample size can be predicted".into()
        }
        Decides::Drift { n, from, .. } if n.is_infinite() => {
            format!("no drift towards it is seen; if there is one, not there before n = {}", size(from))
        }
        Decides::Drift { n, from, to } if from == to => format!("its local slope is there at n = {}", size(n)),
        Decides::Drift { n, from, to } => {
            let to = if to.is_finite() { size(to) } else { "no end".into() };
            format!("its drift leads there at n = {} ({} to {to})", size(n), size(from))
        }
        Decides::NoDrift => "fewer than four sample sizes: no sample size can be predicted".into(),
    }
}

impl<'a> Report<'a> {
    /// Of a plan's rows, summarised.
    pub fn new(plan: &'a Plan, rows: &'a [Row], parts: &'a [Part]) -> Self {
        Report { plan, rows, parts }
    }

    /// Parts that have slopes; the others are too small.
    fn shown(&self) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(|p| !p.lines.is_empty())
    }

    fn engines(&self) -> Vec<&str> {
        let mut engines: Vec<&str> = self.rows.iter().map(|r| r.engine.as_str()).collect();
        engines.sort_unstable();
        engines.dedup();
        engines
    }

    /// For a person.
    pub fn text(&self) -> String {
        let failed = self.rows.iter().filter(|r| r.outcome.is_err()).count();
        let sizes = &self.plan.sample_sizes;
        let mut text = format!(
            "fits: {} of {}{}; n = {} to {} ({} sizes), {} replicates\n",
            count(self.rows.len() as u64),
            count(self.plan.tasks()),
            if failed > 0 { format!(" ({failed} failed)") } else { String::new() },
            count(sizes[0] as u64),
            count(sizes[sizes.len() - 1] as u64),
            sizes.len(),
            self.plan.replicates
        );
        let _ = writeln!(text, "engine: {}", self.engines().join("; "));
        let left_out: usize = self.parts.iter().filter(|p| p.lines.is_empty()).map(|p| p.group.fits).sum();
        for part in self.shown() {
            let g = &part.group;
            let _ = writeln!(
                text,
                "\n{}: {} fits, {} converged, {} at a bound of the box",
                part_name(part),
                count(g.fits as u64),
                count(g.converged as u64),
                count(g.bounded as u64)
            );
            text.push_str(&table(part));
        }
        if left_out > 0 {
            let _ = writeln!(
                text,
                "\nleft out: {} fits whose cells have other sizes, too few for slopes",
                count(left_out as u64)
            );
        }
        if self.shown().next().is_none() {
            text.push_str("\nno slopes: they take three sample sizes with five fits each\n");
        } else {
            text.push_str(&self.compact());
        }
        text
    }

    /// The rates side by side, as the papers print them.
    fn compact(&self) -> String {
        let family = Family::softmax_gaussian();
        let row =
            |setting: String, cell: String, of_parameters: Vec<String>| [vec![setting, cell], of_parameters].concat();
        let mut lines = vec![row("setting".into(), "cell".into(), family.ids().map(symbol).collect())];
        for part in self.shown() {
            for (cell, m) in part.group.cells.iter().enumerate().filter(|(_, m)| **m > 0) {
                let line = |parameter| part.lines.iter().find(|l| l.quantity == Quantity::Error { cell, parameter });
                let field = |write: &dyn Fn(&Line) -> String| -> Vec<String> {
                    family.ids().map(|p| line(p).map_or("·".into(), write)).collect()
                };
                let measured = |l: &Line| match (l.zero, l.slopes.first()) {
                    (true, _) => "0".to_string(),
                    (_, Some((s, _))) => signed(s.slope.estimate),
                    _ => "·".into(),
                };
                let sharp = field(&|l| l.expected.map_or("·".into(), |e| sharp(e.sharp)));
                let published = field(&|l| l.expected.map_or("·".into(), |e| power(e.published)));
                lines.push(row(part_name(part), cell_name(cell, *m), field(&measured)));
                lines.push(row("  sharp".into(), String::new(), sharp));
                lines.push(row("  published [N]".into(), String::new(), published));
            }
        }
        format!(
            "\nslopes of the mean against theory\n{}\n\
             sharp: the rate −θ/2 of a proved exponent θ, together with the {DENSITY_RATE}: cited [N]\n\
             [N] {SOURCE}: the density rate, and the published rates in terms of r̄\n",
            aligned(&lines)
        )
    }

    /// One line for each slope.
    pub fn csv(&self) -> String {
        let header = [
            "experts",
            "cells",
            "cell",
            "quantity",
            "statistic",
            "slope",
            "low",
            "high",
            "drift_per_decade",
            "drift_low",
            "drift_high",
            "sharp",
            "published",
            "published_in",
            "verdict",
            "decides",
        ];
        let mut lines = vec![header.map(String::from).to_vec()];
        self.each(|part, line, slope, verdict| {
            let (cell, name) = names(part, line.quantity);
            let drift = |f: &dyn Fn(&crate::study::slopes::Interval) -> f64| {
                slope.drift.as_ref().map_or(String::new(), |d| format!("{:.4}", f(d)))
            };
            let sizes: Vec<String> = part.group.cells.iter().map(usize::to_string).collect();
            lines.push(vec![
                part.group.experts.to_string(),
                sizes.join("+"),
                cell,
                name,
                statistic(slope.statistic),
                format!("{:.4}", slope.slope.estimate),
                format!("{:.4}", slope.slope.low),
                format!("{:.4}", slope.slope.high),
                drift(&|d| d.estimate),
                drift(&|d| d.low),
                drift(&|d| d.high),
                line.expected.map_or(String::new(), |e| sharp(e.sharp).replace('−', "-")),
                line.expected.map_or(String::new(), |e| power(e.published).replace('−', "-")),
                line.expected.map_or(String::new(), |_| SOURCE.into()),
                line.expected.zip(verdict).map_or(String::new(), |(e, v)| words(slope, &e, v)),
                verdict.map_or(String::new(), |v| decides(slope, v)),
            ]);
        });
        csv_text(lines.into_iter())
    }

    fn each(&self, mut visit: impl FnMut(&Part, &Line, &Slope, Option<&Verdict>)) {
        for part in self.shown() {
            for line in &part.lines {
                for (slope, verdict) in &line.slopes {
                    visit(part, line, slope, verdict.as_ref());
                }
            }
        }
    }

    /// For a program.
    pub fn json(&self) -> String {
        let mut slopes = Vec::new();
        self.each(|part, line, slope, verdict| {
            let (cell, name) = match line.quantity {
                Quantity::Error { cell, .. } => (Some(cell), names(part, line.quantity).1),
                _ => (None, names(part, line.quantity).1),
            };
            let interval = |i: &crate::study::slopes::Interval| json!({"estimate": i.estimate, "low": i.low, "high": i.high});
            slopes.push(json!({
                "experts": part.group.experts, "cells": part.group.cells, "cell": cell, "quantity": name, "statistic": statistic(slope.statistic),
                "slope": interval(&slope.slope), "drift_per_decade": slope.drift.as_ref().map(interval),
                "points": slope.points, "sharp": line.expected.map(|e| sharp(e.sharp)), "published": line.expected.map(|e| power(e.published)),
                "verdict": line.expected.zip(verdict).map(|(e, v)| words(slope, &e, v)),
                "decides": verdict.map(|v| decides(slope, v)),
            }));
        });
        let groups: Vec<Value> = self.parts.iter().map(|p| {
            let g = &p.group;
            json!({"experts": g.experts, "cells": g.cells, "fits": g.fits, "converged": g.converged, "at_a_bound": g.bounded})
        }).collect();
        let object = Object::new("study report").field("total", self.plan.tasks()).field("done", self.rows.len());
        let cited =
            json!({"density_rate": {"statement": DENSITY_RATE, "source": SOURCE}, "published": {"source": SOURCE}});
        object
            .field("cited", cited)
            .field("engines", self.engines())
            .field("groups", groups)
            .field("slopes", slopes)
            .line()
    }
}

/// The slopes of a part.
fn table(part: &Part) -> String {
    let mut lines =
        vec![["cell", "error", "of", "slope", "95 % interval", "sharp", "published [N]", "verdict"].map(String::from)];
    for line in &part.lines {
        let (cell, name) = names(part, line.quantity);
        if line.slopes.is_empty() {
            let why = if line.zero {
                "taken as 0: this cell fixes the translation"
            } else {
                "no slope: 0 at some sample size"
            };
            lines.push([cell, name, "".into(), "".into(), "".into(), "".into(), "".into(), why.into()]);
            continue;
        }
        for (i, (slope, verdict)) in line.slopes.iter().enumerate() {
            let e = line.expected;
            let judged = e.zip(verdict.as_ref());
            let mut verdict_words = judged.map_or("theory says nothing here".into(), |(e, v)| words(slope, &e, v));
            let decides = judged.map_or(String::new(), |(_, v)| decides(slope, v));
            if !decides.is_empty() {
                let _ = write!(verdict_words, "; {decides}");
            }
            let shown = |text: String| if i == 0 { text } else { String::new() };
            lines.push([
                shown(cell.clone()),
                shown(name.clone()),
                statistic(slope.statistic),
                signed(slope.slope.estimate),
                format!("{} to {}", signed(slope.slope.low), signed(slope.slope.high)),
                shown(e.map_or("·".into(), |e| sharp(e.sharp))),
                shown(e.map_or("·".into(), |e| power(e.published))),
                verdict_words,
            ]);
        }
    }
    aligned(&lines)
}

/// Columns of equal width, two blanks apart.
fn aligned<L: AsRef<[String]>>(lines: &[L]) -> String {
    let columns = lines.first().map_or(0, |line| line.as_ref().len());
    let width = |c: usize| lines.iter().map(|l| l.as_ref()[c].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line
            .as_ref()
            .iter()
            .zip(&widths)
            .map(|(f, w)| format!("{f}{}", " ".repeat(w - f.chars().count())))
            .collect();
        let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
    }
    text
}
