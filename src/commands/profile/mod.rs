//! `moe-proof profile`: the noise-free check of the exponents.

mod figure;
mod text;

use crate::Error;
use crate::commands::parameters::read_parameters;
use crate::kernel::Gate;
use crate::model::{Component, Family, ParameterId};
use crate::numeric::hellinger::CovariateLaw;
use crate::numeric::noise_free::{Request, default_range, profile};
use crate::prove;
use crate::report::{Ending, Out, write_file};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use num_traits::ToPrimitive;
use std::path::PathBuf;

/// The exponent e in h ~ delta^e, without sampling noise
///
/// One true expert is fitted by several atoms; one parameter of one of them is held at the distance delta from the truth and the
/// Hellinger distance minimised over everything else in a box, for a geometric progression of delta (docs/profile.md).
///
/// Exit code 3: some of the four smallest delta did not converge to 1e-3 of h².
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Parameter file of the truth
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// Fitted atoms in the over-specified cell
    #[arg(long, value_name = "M")]
    cells: usize,
    /// Which true expert that cell belongs to, from 1
    #[arg(long, value_name = "J", default_value_t = 1)]
    atom: usize,
    /// Which parameter of the cell's first atom is held
    #[arg(long, value_parser = parameter())]
    parameter: ParameterId,
    /// Which coordinate of beta1 or a, from 1
    #[arg(long, value_name = "L", default_value_t = 1)]
    coordinate: usize,
    /// Smallest and largest offset and their number, such as 0.001,0.3,12 [default: by the parameter and the expert's variance]
    #[arg(long, value_name = "LO,HI,COUNT", allow_hyphen_values = true)]
    deltas: Option<String>,
    /// Lower end of every coordinate of x
    #[arg(long, value_name = "X", default_value_t = 0.0, allow_negative_numbers = true)]
    x_low: f64,
    /// Upper end of every coordinate of x
    #[arg(long, value_name = "X", default_value_t = 1.0, allow_negative_numbers = true)]
    x_high: f64,
    /// Take x on N evenly spaced points from end to end (in each coordinate) instead of the uniform law
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=10_000))]
    x_grid: Option<u16>,
    /// Random starts for each sign of the offset, besides those of the theory
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(0..=1000))]
    starts: u16,
    /// Seed of the random starts
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Write a plot of log h against log delta
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Write the JSON object to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Reads the name of a parameter of the family.
fn parameter() -> impl TypedValueParser<Value = ParameterId> {
    let family = Family::softmax_gaussian();
    let names: Vec<&str> = family.iter().map(|(_, parameter)| parameter.name.as_ref()).collect();
    PossibleValuesParser::new(names).try_map(move |name| family.find(&name).ok_or("no such parameter"))
}

/// The exponent e in h ≍ δ^e that theory gives the parameter in a cell of m ≥ 2 atoms beside a cell of one: the reciprocal of its
/// exponent, which the kernel verifies.
fn theory(parameter: ParameterId, cells: usize) -> Result<f64, Error> {
    let proven = prove::exponents(cells, 1, Gate::Fixed)?;
    // With a fixed gate every exponent is known exactly, and none is 0.
    let sharp = &proven.exponents()?.at_most[parameter.index()];
    sharp.recip().to_f64().ok_or_else(|| Error::defect("an exponent is out of range").found(sharp))
}

/// Offsets when none are asked for.
const COUNT: usize = 12;
/// The most points of a grid of x, all coordinates together.
const MOST_POINTS: usize = 10_000;

/// Runs the command.
///
/// # Errors
/// Unreadable files, numbers outside their ranges, no minimum found.
pub fn run(arguments: &Arguments, out: &Out) -> Result<Ending, Error> {
    let truth = read_parameters(&arguments.truth)?;
    let one_based = |option: &str, value: usize| {
        value.checked_sub(1).ok_or_else(|| Error::usage("a number from 1 is expected").at(option).found("0"))
    };
    let atom = one_based("--atom", arguments.atom)?;
    let variance = truth.atoms.get(atom).map_or(1.0, |a| a.variance);
    let (low, high, count) = match &arguments.deltas {
        Some(text) => deltas(text)?,
        None => {
            let (low, high) = default_range(arguments.parameter, variance, arguments.cells);
            (low, high, COUNT)
        }
    };
    let request = Request {
        cells: arguments.cells,
        atom,
        held: Component { parameter: arguments.parameter, axis: one_based("--coordinate", arguments.coordinate)? },
        range: (low, high),
        count,
        law: law(arguments, truth.dim)?,
        starts: usize::from(arguments.starts),
        seed: arguments.seed,
    };
    let bar = out.progress().then(|| indicatif::ProgressBar::new(count as u64).with_message("offsets"));
    let mut progress = |done: usize, _: usize| {
        if let Some(bar) = &bar {
            bar.set_position(done as u64);
        }
    };
    let found = profile(&truth, &request, &mut progress).map_err(with_option)?;
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let theory = theory(arguments.parameter, arguments.cells)?;
    if let Some(path) = &arguments.svg {
        write_file(path, figure::svg(&found, theory)?.as_bytes())?;
    }
    let json = text::json(&found, theory);
    if let Some(path) = &arguments.out {
        write_file(path, json.as_bytes())?;
    }
    out.data(&if arguments.json { json } else { text::text(&found, theory) })?;
    Ok(text::status(&found))
}

fn deltas(text: &str) -> Result<(f64, f64, usize), Error> {
    let wrong = || {
        Error::usage("the offsets cannot be read")
            .at("--deltas")
            .found(text)
            .expected("two numbers and a count, such as 0.001,0.3,12")
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let [low, high, count] = parts[..] else {
        return Err(wrong());
    };
    let number = |t: &str| t.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or_else(wrong);
    Ok((number(low)?, number(high)?, count.parse().map_err(|_| wrong())?))
}

fn law(arguments: &Arguments, dim: usize) -> Result<CovariateLaw, Error> {
    let (low, high) = (arguments.x_low, arguments.x_high);
    let Some(n) = arguments.x_grid.map(usize::from) else {
        return Ok(CovariateLaw::Uniform { low: vec![low; dim], high: vec![high; dim] });
    };
    let points =
        u32::try_from(dim).ok().and_then(|d| n.checked_pow(d)).filter(|&p| p <= MOST_POINTS).ok_or_else(|| {
            Error::limit("the grid of x is too large")
                .at("--x-grid")
                .found(format!("{n} points in each of {dim} coordinates"))
                .expected(format!("at most {MOST_POINTS} points in all"))
        })?;
    let at = |k: usize| low + (high - low) * k as f64 / (n - 1) as f64;
    let point = |code: usize| (0..dim).map(|l| at(code / n.pow(l as u32) % n)).collect();
    Ok(CovariateLaw::Grid((0..points).map(point).collect()))
}

/// Names the option that sets what a hint of the library speaks of.
fn with_option(e: Error) -> Error {
    match e.hint.clone() {
        Some(hint) => e.hint(format_args!("{hint} with --deltas")),
        None => e,
    }
}
