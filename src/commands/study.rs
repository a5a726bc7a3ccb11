//! `moe-proof study run|status|merge|slurm|report`

use crate::Error;
use crate::kernel::path_text;
use crate::report::study::{self as show, Bar};

use crate::report::{Ending, Out, write_file};
use crate::study::run::estimate;
use crate::study::slurm::{Job, script};
use crate::study::summary::{Options, summary};
use crate::study::{Plan, Shard, Store, merge::merge, run as run_plan};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Simulation studies: many fits of samples from a known truth, resumable, on one machine or a cluster
///
/// A plan (TOML, docs/study.md) lists truth, numbers of experts, sample sizes and replicates. Every finished fit is a row of one SQLite file.
#[derive(Debug, Subcommand)]
pub enum StudyCommand {
    Run(RunArgs),
    Status(StatusArgs),
    Merge(MergeArgs),
    Slurm(SlurmArgs),
    Report(ReportArgs),
}

/// Run a plan, or what is left of it
///
/// Interrupt it as you like: finished fits are kept, and the same command goes on where they end. Exit code: 0 all fits are there, 2 error,
/// 130 interrupted.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The plan
    #[arg(value_name = "PLAN.toml")]
    plan: PathBuf,
    /// The store [default: PLAN.db in the working directory, PLAN-I-of-N.db for a shard]
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Only every N-th fit, beginning with number I: 1/4, 2/4, 3/4, 4/4 are the whole
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Number of fits at a time [default: all cores]; the results do not depend on it
    #[arg(long, value_name = "T")]
    threads: Option<usize>,
    /// Only time a few fits and say what the plan would cost; nothing is stored
    #[arg(long, conflicts_with_all = ["store", "shard"])]
    estimate: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// How far a store is, and how long the rest takes
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The store
    #[arg(value_name = "STORE.db")]
    store: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Put stores of one plan together
///
/// A fit that several stores have must have the same result in all of them; otherwise nothing is merged and the fit is named.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// The store to add to; it is made if it is not there
    #[arg(value_name = "OUT.db")]
    to: PathBuf,
    /// The stores to add
    #[arg(value_name = "IN.db", required = true)]
    from: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Write a batch script for a Slurm cluster: an array job with one shard a task
#[derive(Debug, Args)]
pub struct SlurmArgs {
    /// The plan
    #[arg(value_name = "PLAN.toml")]
    plan: PathBuf,
    /// Number of array tasks: 1 to 10000
    #[arg(long, value_name = "N")]
    array: u64,
    /// The script's file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Folder for the shards' stores, which every node must see [default: PLAN-shards in the working directory]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Processors for each task: 1 to 1024
    #[arg(long, value_name = "T", default_value_t = 1)]
    cpus: usize,
    /// Another line for sbatch, such as --sbatch=--time=02:00:00 (again for more)
    #[arg(long, value_name = "OPTION", allow_hyphen_values = true)]
    sbatch: Vec<String>,
}

/// Slopes of the errors against theory's rates, with verdicts
///
/// For each number of experts, cell and parameter: the log–log slope of the mean and of an upper quantile of the error against n, with its 95 %
/// bootstrap interval, and what it says about the published and the sharp rate.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The store
    #[arg(value_name = "STORE.db")]
    store: PathBuf,
    /// Level of the upper quantile, between 0.5 and 1
    #[arg(long, value_name = "Q", default_value_t = 0.9)]
    quantile: f64,
    /// Resamples of the bootstrap: 100 to 100000
    #[arg(long, value_name = "B", default_value_t = 1000)]
    resamples: usize,
    /// Seed of the bootstrap
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write the slopes and verdicts as CSV
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the errors against n as an SVG figure
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write every fit as CSV, without times: the same bytes for the same results
    #[arg(long, value_name = "FILE")]
    fits: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(command: &StudyCommand, out: &Out) -> Result<Ending, Error> {
    match command {
        StudyCommand::Run(args) => run_study(args, out),
        StudyCommand::Status(args) => {
            let store = Store::open(&args.store)?;
            let status = show::Status::new(&store, &store.rows()?);
            out.data(&if args.json { status.json() } else { status.text() })?;
            Ok(Ending::Done)
        }
        StudyCommand::Merge(args) => {
            let merged = merge(&args.to, &args.from)?;
            out.data(&if args.json {
                show::merged_json(&args.to, &merged)
            } else {
                show::merged_text(&args.to, &merged)
            })?;
            Ok(Ending::Done)
        }
        StudyCommand::Slurm(args) => slurm(args, out),
        StudyCommand::Report(args) => report(args, out),
    }
}

fn run_study(args: &RunArgs, out: &Out) -> Result<Ending, Error> {
    let plan = Plan::read(&args.plan)?;
    let threads = match args.threads {
        None => std::thread::available_parallelism().map_or(1, usize::from),
        Some(t) if (1..=1024).contains(&t) => t,
        Some(t) => return Err(out_of_range("--threads", t, "an integer from 1 to 1024")),
    };
    if args.estimate {
        let bar = Bar::new(out);
        let found = estimate(&plan, 2, &mut |done, total| bar.show(done as u64, total as u64, None))?;
        bar.finish();
        out.data(&if args.json {
            show::estimate_json(&plan, &found)
        } else {
            show::estimate_text(&plan, &found, threads)
        })?;
        return Ok(Ending::Done);
    }
    let shard = args.shard.unwrap_or(Shard::WHOLE);
    let path = args.store.clone().unwrap_or_else(|| {
        let name = stem(&args.plan);
        PathBuf::from(if args.shard.is_some() {
            format!("{name}-{}-of-{}.db", shard.index, shard.count)
        } else {
            format!("{name}.db")
        })
    });
    let mut store = Store::for_plan(&path, &plan)?;
    let bar = Bar::new(out);
    let ran = run_plan(&mut store, shard, threads, &mut |p| bar.show(p.done, p.total, p.left))?;
    bar.finish();
    out.data(&if args.json { show::ran_json(&path, &ran) } else { show::ran_text(&path, &ran) })?;
    Ok(Ending::Done)
}

fn slurm(args: &SlurmArgs, out: &Out) -> Result<Ending, Error> {
    let plan = Plan::read(&args.plan)?;
    if !(1..=10_000).contains(&args.array) {
        return Err(out_of_range("--array", args.array, "an integer from 1 to 10000"));
    }
    if !(1..=1024).contains(&args.cpus) {
        return Err(out_of_range("--cpus", args.cpus, "an integer from 1 to 1024"));
    }
    if let Some(option) = args.sbatch.iter().find(|o| !o.starts_with('-') || o.contains('\n')) {
        return Err(out_of_range("--sbatch", option, "an option of sbatch on one line, such as --time=02:00:00"));
    }
    let absolute = |path: &Path| {
        std::path::absolute(path)
            .map_err(|e| Error::io("a path cannot be made absolute").at(path_text(path)).because(e))
    };
    let name = stem(&args.plan);
    let program = std::env::current_exe().map_err(|e| Error::io("the program's own path is not known").because(e))?;
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from(format!("{name}-shards")));
    let job = Job {
        program,
        plan: absolute(&args.plan)?,
        folder: absolute(&folder)?,
        name,
        array: args.array,
        cpus: args.cpus,
        options: args.sbatch.clone(),
    };
    write_file(&args.out, script(&plan, &job).as_bytes())?;
    out.data(&show::script_text(&args.out, plan.tasks(), args.array))?;
    Ok(Ending::Done)
}

fn report(args: &ReportArgs, out: &Out) -> Result<Ending, Error> {
    if !(args.quantile >= 0.5 && args.quantile < 1.0) {
        return Err(out_of_range("--quantile", args.quantile, "a number from 0.5 to less than 1"));
    }
    if !(100..=100_000).contains(&args.resamples) {
        return Err(out_of_range("--resamples", args.resamples, "an integer from 100 to 100000"));
    }
    let store = Store::open(&args.store)?;
    let rows = store.rows()?;
    let options = Options { quantile: args.quantile, resamples: args.resamples, seed: args.seed };
    let parts = summary(&rows, store.plan().truth.dim, options)?;
    let report = show::Report::new(store.plan(), &rows, &parts);
    if let Some(path) = &args.csv {
        write_file(path, report.csv().as_bytes())?;
    }
    if let Some(path) = &args.svg {
        write_file(path, show::figure::svg(&parts)?.as_bytes())?;
    }
    if let Some(path) = &args.fits {
        write_file(path, show::fits_csv(&rows).as_bytes())?;
    }
    out.data(&if args.json { report.json() } else { report.text() })?;
    Ok(Ending::Done)
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "study".into(), |s| s.to_string_lossy().into_owned())
}

fn out_of_range(option: &str, found: impl ToString, expected: &str) -> Error {
    Error::input(format!("{option} is out of range")).at(option).found(found.to_string()).expected(expected)
}
