//! `fit`: maximum likelihood on a table of data.

mod text;

use crate::Error;
use crate::commands::parameters::read_parameters;
use crate::model::{Columns, Data, Entry, Gauge, Shape, read_csv};
use crate::numeric::fit::{BoxRule, FitOptions, FitResult, Interval, Start, fit_watched};
use crate::report::{Ending, Out, write_file};
use clap::Args;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use text::{FitProgress, fit_json, fit_text, status};

/// Fit softmax-gated Gaussian experts by maximum likelihood
///
/// Several starts, expectation-maximisation to get near, then trust-region Newton in a box until the scaled gradient
/// vanishes. Exit code 3 if it does not.
#[derive(Debug, Args)]
pub(super) struct Fit {
    /// The data: CSV, plain or gzip; `-` for standard input
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// Number of experts
    #[arg(long, value_name = "K")]
    experts: usize,
    /// The column of the response, by name or number from 1 [default: the column named y, else the last one]
    #[arg(long, value_name = "COLUMN")]
    y: Option<String>,
    /// The columns of the covariate, by name or number, separated by commas [default: all others]
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    x: Vec<String>,
    /// Start from these parameters (again for more)
    #[arg(long, value_name = "FILE")]
    start: Vec<PathBuf>,
    /// Number of generated starts [default: 8, or 0 with --start]
    #[arg(long, value_name = "N")]
    starts: Option<usize>,
    /// The smallest variance, as a fraction of the residual variance of the linear regression of y on x
    #[arg(long, value_name = "FRACTION", default_value_t = 1e-4)]
    variance_fraction: f64,
    /// The largest size of a gate's log-odds at the mean of x, and of its slope per standard deviation of x
    #[arg(long, value_name = "BOUND", default_value_t = 30.0)]
    gate_bound: f64,
    /// Bounds on a kind of parameter or one of them, in its own units: variance=0.01:4, gate_bias[0]=-9:-7, expert_slope[1][0]=-3:3
    #[arg(long = "box", value_name = "NAME=LO:HI")]
    intervals: Vec<String>,
    /// The seed of the generated starts
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Steps of expectation-maximisation before Newton's method
    #[arg(long, value_name = "N", default_value_t = 5)]
    em_steps: usize,
    /// The most Newton iterations of each start
    #[arg(long, value_name = "N", default_value_t = 500)]
    max_iter: usize,
    /// The scaled gradient to reach
    #[arg(long, value_name = "G", default_value_t = 1e-8)]
    tolerance: f64,
    /// End after this many seconds with what there is
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<f64>,
    /// Number of threads [default: RAYON_NUM_THREADS, else all cores]; the result does not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Write the parameters to a file in the format moe-proof-parameters/1
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: Fit, out: &Out) -> Result<Ending, Error> {
    let begun = Instant::now();
    let options = options(&arguments, begun)?;
    let columns = Columns { y: arguments.y.clone(), x: arguments.x.clone() };
    let data = read_csv(&arguments.data, &columns)?;
    let progress = FitProgress::new(out, options.starts.len());
    let found = on_threads(&arguments, || fit_watched(&data, &options, &|p| progress.show(p)))?;
    progress.finish();
    if let Some(path) = &arguments.out {
        let text = found.measure.to_json(Gauge::LastZero)?;
        write_file(path, text.as_bytes())?;
    }
    out.data(&report(&arguments, &data, &found))?;
    Ok(status(&found))
}

fn report(arguments: &Fit, data: &Data, found: &FitResult) -> String {
    if arguments.json { fit_json(data, found) } else { fit_text(data, found, arguments.out.as_deref()) }
}

fn on_threads<T: Send>(arguments: &Fit, work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let Some(threads) = arguments.threads else { return work() };
    let fault = |found: String| {
        Error::io("cannot start the threads").at("--threads").found(found).expected("an integer from 1 to 1024")
    };
    if !(1..=1024).contains(&threads) {
        return Err(fault(threads.to_string()));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| fault(e.to_string()))?;
    pool.install(work)
}

fn options(arguments: &Fit, begun: Instant) -> Result<FitOptions, Error> {
    let mut starts = Vec::new();
    for path in &arguments.start {
        starts.push(Start::Given(read_parameters(path)?));
    }
    let generated = arguments.starts.unwrap_or(if starts.is_empty() { 8 } else { 0 });
    if generated > 100_000 {
        return Err(Error::usage("too many starts")
            .at("--starts")
            .found(generated.to_string())
            .expected("at most 100000"));
    }
    starts.extend(Start::generated(generated, arguments.seed));
    let positive = |name: &str, value: f64| {
        if value > 0.0 && value.is_finite() {
            return Ok(value);
        }
        Err(Error::usage("an option is out of range").at(name).found(value.to_string()).expected("a finite number > 0"))
    };
    let deadline = match arguments.time_limit {
        Some(seconds) => {
            let limit = Duration::try_from_secs_f64(positive("--time-limit", seconds)?).unwrap_or(Duration::MAX);
            begun.checked_add(limit)
        }
        None => None,
    };
    let mut options = FitOptions::new(arguments.experts, starts);
    options.bounds = BoxRule {
        variance_fraction: arguments.variance_fraction,
        gate_bound: arguments.gate_bound,
        intervals: arguments.intervals.iter().map(|text| interval(text)).collect::<Result<_, _>>()?,
    };
    options.em_steps = arguments.em_steps;
    options.iterations = arguments.max_iter.max(1);
    options.gradient = positive("--tolerance", arguments.tolerance)?;
    options.parallel = true;
    options.deadline = deadline;
    Ok(options)
}

/// `name=lo:hi`, `name[expert]=lo:hi` or `name[expert][axis]=lo:hi`.
fn interval(text: &str) -> Result<Interval, Error> {
    let fault = |found: &str, expected: &str| {
        Error::usage("a bound cannot be read").at(format!("--box {text}")).found(found).expected(expected)
    };
    let form = "NAME=LO:HI, NAME[EXPERT]=LO:HI or NAME[EXPERT][AXIS]=LO:HI";
    let (target, range) = text.split_once('=').ok_or_else(|| fault("no =", form))?;
    let mut parts = target.split('[');
    let name = parts.next().unwrap_or_default().trim();
    let entry = Entry::ALL.into_iter().find(|e| e.field() == name).ok_or_else(|| {
        let fields = Entry::ALL.map(Entry::field).join(", ");
        fault(name, &format!("one of {fields}"))
    })?;
    let indices: Vec<usize> = parts
        .map(|p| p.trim().strip_suffix(']').and_then(|i| i.parse().ok()).ok_or_else(|| fault(p, form)))
        .collect::<Result<_, _>>()?;
    if indices.len() > if entry.shape() == Shape::Vector { 2 } else { 1 } {
        return Err(fault(target, "an expert, and for slopes a coordinate of x"));
    }
    let (lower, upper) = range.split_once(':').ok_or_else(|| fault(range, form))?;
    let number = |part: &str| {
        part.trim().parse::<f64>().ok().filter(|v| !v.is_nan()).ok_or_else(|| fault(part, "a number, inf or -inf"))
    };
    Ok(Interval {
        entry,
        expert: indices.first().copied(),
        axis: indices.get(1).copied(),
        lower: number(lower)?,
        upper: number(upper)?,
    })
}
