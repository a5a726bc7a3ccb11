//! `sample`: draws data from given parameters.

use super::parameters::read_parameters;
use crate::Error;
use crate::kernel::path_text;
use crate::model::{Design, Sampler};
use crate::report::{Ending, Out, write_file_with};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;

/// Draw data from given parameters, as CSV
///
/// Row i depends on the parameters, the design, the seed and i alone (on a grid x depends on --n as well).
#[derive(Debug, Args)]
pub(super) struct Sample {
    /// The parameters: a file in the format moe-proof-parameters/1
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// Number of rows
    #[arg(long, value_name = "N")]
    n: usize,
    /// The distribution of x
    #[arg(long, value_enum, default_value_t = XDesign::Grid)]
    x: XDesign,
    /// The range of each coordinate of x, on a grid or uniform
    #[arg(long, value_name = "LO,HI", default_value = "0,1", allow_hyphen_values = true)]
    x_range: String,
    /// The seed
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The file to write; compressed with gzip if its name ends in .gz
    #[arg(long, value_name = "FILE.csv[.gz]")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum XDesign {
    /// A regular grid with both ends
    Grid,
    /// Independent uniforms
    Uniform,
    /// Independent standard normals
    Gaussian,
}

pub(super) fn run(arguments: Sample, out: &Out) -> Result<Ending, Error> {
    let truth = read_parameters(&arguments.truth)?;
    let range = || {
        let parts: Vec<Option<f64>> = arguments.x_range.split(',').map(|p| p.trim().parse().ok()).collect();
        match parts[..] {
            [Some(lo), Some(hi)] => Ok((lo, hi)),
            _ => Err(Error::usage("the range of x is no pair of numbers")
                .at("--x-range")
                .found(arguments.x_range.clone())
                .expected("LO,HI such as 0,1")),
        }
    };
    let design = match arguments.x {
        XDesign::Gaussian => Design::Gaussian,
        XDesign::Grid => range().map(|(lo, hi)| Design::Grid { lo, hi })?,
        XDesign::Uniform => range().map(|(lo, hi)| Design::Uniform { lo, hi })?,
    };
    let mut sampler = Sampler::new(&truth, design, arguments.n, arguments.seed)?;
    let packed = arguments.out.extension().is_some_and(|e| e == "gz");
    let mut fault = None;
    write_file_with(&arguments.out, |file| {
        let mut file = io::BufWriter::with_capacity(1 << 16, file);
        if packed {
            let mut file = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
            fault = write_rows(&mut sampler, truth.dim, &mut file)?;
            file.finish()?.flush()
        } else {
            fault = write_rows(&mut sampler, truth.dim, &mut file)?;
            file.flush()
        }?;
        // An error here keeps a file that would be no data from appearing.
        if fault.is_some() { Err(io::Error::other("a value overflows")) } else { Ok(()) }
    })
    .map_err(|e| fault.take().map_or(e, Error::from))?;
    out.note(&format!("{} rows written to {}", arguments.n, path_text(&arguments.out)));
    Ok(Ending::Done)
}

/// Writes the table; gives the error of a row whose values are no data.
fn write_rows(sampler: &mut Sampler<'_>, dim: usize, to: &mut dyn Write) -> io::Result<Option<Error>> {
    let names: Vec<String> = if dim == 1 { vec!["x".into()] } else { (1..=dim).map(|j| format!("x{j}")).collect() };
    writeln!(to, "{},y", names.join(","))?;
    let mut x = vec![0.0; dim];
    for i in 0..sampler.len() {
        let y = sampler.row(i, &mut x);
        if let Err(e) = Sampler::check(&x, y) {
            return Ok(Some(e.at(format!("row {}", i + 1))));
        }
        for v in &x {
            write!(to, "{v:?},")?;
        }
        writeln!(to, "{y:?}")?;
    }
    Ok(None)
}
