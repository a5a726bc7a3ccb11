//! The strict reader of plan files: unknown keys, missing ones and values out of range are named with their line.

use super::place::Place;
use super::plan::{BoxPlan, FORMAT, MOST_TASKS, Plan, StartRule};
use super::sizes::sample_sizes;
use super::tables::{DesignTable, File, StartTable, TruthTable};
use crate::Error;
use crate::model::family::Constraint;
use crate::model::{Atom, Design, Family, Layout, MixingMeasure, PerParameter, Sampler};
use std::path::Path;
use toml::Spanned;

pub(super) fn read(text: &str, name: &str, folder: &Path) -> Result<Plan, Error> {
    let place = Place { text, name };
    let file: File = toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(String::new(), |s| format!(", line {}", place.line(s.start)));
        Error::input("the plan cannot be read")
            .at(format!("{name}{line}"))
            .found(e.message().trim().replace('\n', " "))
            .expected(format!("a plan of the format {FORMAT}"))
            .hint("docs/study.md lists the keys")
    })?;
    if file.format.get_ref() != FORMAT {
        return Err(place.fault(
            file.format.span().start,
            "format",
            format!("{:?}", file.format.get_ref()),
            format!("{FORMAT:?}"),
        ));
    }
    let truth = truth(&place, file.truth, folder)?;
    let sample_sizes = sample_sizes(&place, file.sample_sizes, file.sample_grid)?;
    let mut experts = Vec::new();
    for k in file.experts.get_ref() {
        let value = place.integer(k, "experts", truth.len() as u64, 32)? as usize;
        if experts.contains(&value) {
            return Err(place.fault(
                k.span().start,
                "experts",
                format!("{value} twice"),
                "every number of experts once",
            ));
        }
        experts.push(value);
    }
    let Some(most) = experts.iter().max() else {
        return Err(place.fault(
            file.experts.span().start,
            "experts",
            "an empty list",
            "at least one number of experts",
        ));
    };
    let parameters = Layout { dim: truth.dim, experts: *most }.len();
    if sample_sizes[0].0 < 2 * parameters {
        let (n, at) = sample_sizes[0];
        let expected = format!("at least {}, twice the parameters of {most} experts", 2 * parameters);
        return Err(place.fault(at, "sample sizes", n.to_string(), expected));
    }
    let design = design(&place, file.design)?;
    for (n, at) in &sample_sizes {
        Sampler::new(&truth, design, *n, 0).map_err(|e| {
            place.fault(*at, "sample sizes with this design", e.found.unwrap_or_default(), e.expected.unwrap_or(e.what))
        })?;
    }
    let replicates = place.integer(&file.replicates, "replicates", 1, 1_000_000)?;
    let tasks = (experts.len() * sample_sizes.len()) as u64 * replicates;
    if tasks > MOST_TASKS {
        return Err(place.fault(
            file.replicates.span().start,
            "replicates",
            format!("{tasks} fits in all"),
            format!("at most {MOST_TASKS}"),
        ));
    }
    let starts_at = file.starts.span().start;
    let starts = starts(&place, file.starts.into_inner(), &truth, &experts)?;
    let fit = file.fit;
    let integer = |value: &Option<Spanned<i64>>, key: &str, from, to, default| {
        value.as_ref().map_or(Ok(default), |v| place.integer(v, key, from, to))
    };
    let positive = |value: &Option<Spanned<f64>>, key: &str, most: f64, default: f64| match value {
        None => Ok(default),
        Some(v) if *v.get_ref() > 0.0 && *v.get_ref() <= most => Ok(*v.get_ref()),
        Some(v) => Err(place.fault(v.span().start, key, v.get_ref().to_string(), format!("a number > 0 and ≤ {most}"))),
    };
    let table = file.bounds.into_inner();
    let bounds = BoxPlan {
        variance_fraction: positive(&table.variance_fraction, "box.variance_fraction", 1.0, 1e-4)?,
        gate_bound: positive(&table.gate_bound, "box.gate_bound", 300.0, 30.0)?,
        relative_weight: relative_weight(&place, table.relative_weight.as_ref(), &starts)?,
        parameters: PerParameter::try_new(Family::softmax_gaussian(), |id| {
            let parameter = Family::softmax_gaussian().parameter(id);
            let positive = parameter.constraint == Constraint::Positive;
            place.range(table.range(id), &format!("box.{}", parameter.field), positive)
        })?,
    };
    inside(&place, starts_at, &truth, &bounds)?;
    Ok(Plan {
        seed: place.integer(&file.seed, "seed", 0, i64::MAX as u64)?,
        experts,
        sample_sizes: sample_sizes.into_iter().map(|(n, _)| n).collect(),
        replicates: replicates as usize,
        design,
        truth,
        starts,
        bounds,
        em_steps: integer(&fit.em_steps, "fit.em_steps", 0, 100_000, 5)? as usize,
        iterations: integer(&fit.iterations, "fit.iterations", 1, 1_000_000, 500)? as usize,
        gradient: positive(&fit.gradient, "fit.gradient", 1.0, 1e-8)?,
    })
}

/// Checks that the truth lies in the box.
fn inside(place: &Place<'_>, at: usize, truth: &MixingMeasure, bounds: &BoxPlan) -> Result<(), Error> {
    for (id, [low, high]) in bounds.bounded() {
        let key = &truth.family().parameter(id).field;
        for (i, atom) in truth.last_zero().atoms.iter().enumerate() {
            if let Some(v) = atom.values(id).iter().find(|v| !(low..=high).contains(v)) {
                return Err(place.fault(
                    at,
                    &format!("box.{key}"),
                    format!("[{low}, {high}]"),
                    format!("a range that holds the truth, here {v} of expert {i}"),
                ));
            }
        }
    }
    Ok(())
}

fn truth(place: &Place<'_>, table: Spanned<TruthTable>, folder: &Path) -> Result<MixingMeasure, Error> {
    let at = table.span().start;
    let table = table.into_inner();
    match (table.file, table.experts) {
        (Some(file), None) => {
            let path = folder.join(file.get_ref());
            let fault = |found: String, expected: String| place.fault(file.span().start, "truth.file", found, expected);
            let text = std::fs::read_to_string(&path)
                .map_err(|e| fault(format!("{}: {e}", path.display()), "a readable parameter file".into()))?;
            MixingMeasure::from_json(&text).map_err(|e| {
                let [at, found, expected] = parts(&e);
                fault(format!("{} at {at}: {found}", path.display()), expected.into())
            })
        }
        (None, Some(experts)) => {
            let atoms: Vec<Atom> = experts.into_iter().map(Atom::from).collect();
            let dim = atoms.first().map_or(1, |a| a.gate_slope.len());
            MixingMeasure::new(dim, atoms).map_err(|e| {
                let [inner, found, expected] = parts(&e);
                place.fault(at, &format!("truth.{inner}"), found, expected)
            })
        }
        (file, _) => {
            let found = if file.is_some() { "both `file` and `experts`" } else { "neither `file` nor `experts`" };
            Err(place.fault(at, "truth", found, "one of them"))
        }
    }
}

/// Place, found and expected of the error of a mixing measure, which names all three.
fn parts(e: &Error) -> [&str; 3] {
    [&e.place, &e.found, &e.expected].map(|part| part.as_deref().unwrap_or_default())
}

fn design(place: &Place<'_>, table: Spanned<DesignTable>) -> Result<Design, Error> {
    let at = table.span().start;
    let table = table.into_inner();
    match (table.x.get_ref().as_str(), table.low, table.high) {
        ("gaussian", None, None) => Ok(Design::Gaussian),
        ("grid", Some(lo), Some(hi)) => Ok(Design::Grid { lo, hi }),
        ("uniform", Some(lo), Some(hi)) => Ok(Design::Uniform { lo, hi }),
        ("gaussian", _, _) => Err(place.fault(at, "design", "`low` or `high` with x = \"gaussian\"", "x alone")),
        ("grid" | "uniform", _, _) => Err(place.fault(at, "design", "a range that lacks an end", "`low` and `high`")),
        (other, _, _) => Err(place.fault(
            table.x.span().start,
            "design.x",
            format!("{other:?}"),
            "\"grid\", \"uniform\" or \"gaussian\"",
        )),
    }
}

fn starts(place: &Place<'_>, table: StartTable, truth: &MixingMeasure, experts: &[usize]) -> Result<StartRule, Error> {
    let near_truth = place.integer(&table.near_truth, "starts.near_truth", 0, 1000)? as usize;
    let generated = place.integer(&table.generated, "starts.generated", 0, 1000)? as usize;
    if near_truth + generated == 0 {
        return Err(place.fault(
            table.near_truth.span().start,
            "starts",
            "no start",
            "`near_truth` or `generated` at least 1",
        ));
    }
    let spread = *table.spread.get_ref();
    if !(0.0..=10.0).contains(&spread) {
        return Err(place.fault(
            table.spread.span().start,
            "starts.spread",
            spread.to_string(),
            "a number from 0 to 10",
        ));
    }
    let mut cells: Vec<Vec<usize>> = Vec::new();
    for list in &table.cells {
        let fault = |expected: String| {
            place.fault(list.span().start, "starts.cells", format!("{:?}", list.get_ref()), expected)
        };
        let sizes: Vec<usize> =
            list.get_ref().iter().filter_map(|m| usize::try_from(*m).ok().filter(|m| *m >= 1)).collect();
        if list.get_ref().len() != truth.len() || sizes.len() != truth.len() {
            return Err(fault(format!("{} sizes ≥ 1, one for each true expert", truth.len())));
        }
        let sum: usize = sizes.iter().sum();
        if !experts.contains(&sum) || cells.iter().any(|c| c.iter().sum::<usize>() == sum) {
            return Err(fault("sizes whose sum is one of `experts`, one list for each at most".into()));
        }
        cells.push(sizes);
    }
    Ok(StartRule { near_truth, spread, cells, generated })
}

fn relative_weight(
    place: &Place<'_>,
    value: Option<&Spanned<[f64; 2]>>,
    starts: &StartRule,
) -> Result<Option<[f64; 2]>, Error> {
    let Some(value) = value else { return Ok(None) };
    let [low, high] = *value.get_ref();
    let at = value.span().start;
    if !(0.0 < low && low < 1.0 && high > 1.0 && high.is_finite()) {
        return Err(place.fault(
            at,
            "box.relative_weight",
            format!("[{low}, {high}]"),
            "[low, high] with 0 < low < 1 < high",
        ));
    }
    if starts.generated > 0 {
        return Err(place.fault(
            at,
            "box.relative_weight",
            "generated starts as well",
            "starts near the truth only, where every expert belongs to a cell",
        ));
    }
    Ok(Some([low, high]))
}

#[cfg(test)]
mod tests {
    use super::super::plan::Plan;
    use std::path::Path;

    pub const TEXT: &str = r#"format = "moe-proof-study/1"
seed = 7
experts = [2, 3]
sample_sizes = [100, 200]
replicates = 3

[truth]
experts = [
  { gate_bias = -2, gate_slope = [6], expert_slope = [-2.0], expert_intercept = 1.0, variance = 0.25 },
  { gate_bias = 0, gate_slope = [0], expert_slope = [2.0], expert_intercept = -1.0, variance = 0.25 },
]

[design]
x = "uniform"
low = 0
high = 1

[starts]
spread = 0.1
cells = [[1, 2]]

[box]
relative_weight = [0.5, 1.5]
variance = [0.05, 1.25]
"#;

    fn read(text: &str) -> Result<Plan, String> {
        Plan::parse(text, "plan.toml", Path::new(".")).map_err(|e| e.to_string())
    }

    #[test]
    fn a_plan_is_read_and_its_own_text_gives_it_back() {
        let plan = read(TEXT).unwrap();
        assert_eq!((plan.experts.clone(), plan.starts.near_truth, plan.iterations), (vec![2, 3], 1, 500));
        assert_eq!(read(&plan.to_toml()).unwrap(), plan);
        let grid = TEXT
            .replace("sample_sizes = [100, 200]", "")
            .replace("[design]", "[sample_grid]\nfrom = 100\nto = 1600\ncount = 5\nspacing = \"log\"\n\n[design]");
        let grid = read(&grid).unwrap();
        assert_eq!(grid.sample_sizes, [100, 200, 400, 800, 1600]);
        assert_eq!(read(&grid.to_toml()).unwrap(), grid);
    }

    #[test]
    fn differences_name_the_keys() {
        let plan = read(TEXT).unwrap();
        let other = read(
            &TEXT
                .replace("seed = 7", "seed = 8")
                .replace("variance = [0.05, 1.25]", "")
                .replace("gate_slope = [6]", "gate_slope = [5]"),
        )
        .unwrap();
        let found = plan.differences(&other);
        let names: Vec<&str> = found.iter().map(|d| d.0.as_str()).collect();
        assert_eq!(names, ["seed", "box.variance", "truth.experts[0].gate_slope"]);
        assert_eq!(found[1], ("box.variance".into(), "[0.05, 1.25]".into(), "absent".into()));
        assert!(plan.differences(&plan.clone()).is_empty());
    }

    #[test]
    fn faults_are_named_with_their_line() {
        for (from, to, words) in [
            ("seed = 7", "seed = 7\nsede = 8", &["line 3", "sede"][..]),
            ("seed = 7", "seed = -7", &["line 2, seed", "found -7"]),
            ("experts = [2, 3]", "experts = [1, 3]", &["line 3", "from 2"]),
            ("experts = [2, 3]", "experts = [3, 3]", &["3 twice"]),
            ("replicates = 3", "", &["missing field `replicates`"]),
            ("replicates = 3", "replicates = 0", &["line 5, replicates"]),
            ("[100, 200]", "[200, 100]", &["line 4", "ascending"]),
            ("[100, 200]", "[10, 200]", &["found 10", "twice the parameters"]),
            ("spread = 0.1", "spread = nan", &["starts.spread", "NaN"]),
            ("cells = [[1, 2]]", "cells = [[1, 3]]", &["starts.cells", "sum"]),
            ("low = 0", "", &["line 13", "`low` and `high`"]),
            ("x = \"uniform\"", "x = \"cauchy\"", &["line 14, design.x", "\"cauchy\""]),
            ("variance = 0.25 },\n]", "variance = 0.0 },\n]", &["truth.experts[1].variance"]),
            ("variance = [0.05, 1.25]", "variance = [0.5, 1.25]", &["box.variance", "holds the truth"]),
            ("relative_weight = [0.5, 1.5]", "relative_weight = [1.5, 0.5]", &["relative_weight", "low < 1 < high"]),
            ("spread = 0.1", "spread = 0.1\ngenerated = 2", &["relative_weight", "generated"]),
            ("format = \"moe-proof-study/1\"", "format = \"moe-proof-study/9\"", &["line 1, format"]),
            ("seed = 7", "seed = ", &["line 2"]),
        ] {
            let text = TEXT.replace(from, to);
            assert_ne!(text, TEXT, "{from}");
            let message = read(&text).unwrap_err();
            assert!(words.iter().all(|w| message.contains(w)), "{words:?}: {message}");
        }
    }
}
