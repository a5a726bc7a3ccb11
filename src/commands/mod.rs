//! The command line: one file per subcommand, which turns arguments into calls of the library and the result into an exit
//! code. Nothing is computed here.

mod check;
mod export;
mod fit;
mod folder;
mod identify;
mod parameters;
mod pde_check;
mod profile;
mod rates;
mod rbar;
mod sample;
mod shell;
mod sizes;
mod study;
mod system;
mod voronoi;

use crate::Error;
use crate::report::{Ending, Interrupts, Out};
use clap::{Parser, Subcommand};
use moe_proof_symbolica::LICENCE_NOTICE;
use std::process::ExitCode;
use std::sync::LazyLock;

/// What `--version` prints: the version, and who may use the optional second engine for what.
static VERSION: LazyLock<String> = LazyLock::new(|| format!("{}\n\n{LICENCE_NOTICE}", env!("CARGO_PKG_VERSION")));

/// Derive, decide, prove and cross-check statements about parameter estimation in softmax-gated mixtures of experts.
#[derive(Debug, Parser)]
#[command(name = "moe-proof", version, long_version = VERSION.as_str())]
pub struct Cli {
    /// No progress and no notes on stderr
    #[arg(long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// When to use colour (also: the environment variable NO_COLOR)
    #[arg(long, global = true, value_enum, default_value_t = clap::ColorChoice::Auto, help_heading = "Global options")]
    color: clap::ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    PdeCheck(pde_check::PdeCheckArgs),
    System(system::SystemArgs),
    Rbar(rbar::RbarArgs),
    Rates(rates::RatesArgs),
    Identify(identify::IdentifyArgs),
    Check(check::CheckArgs),
    Sample(sample::Sample),
    Fit(fit::Fit),
    Profile(profile::Arguments),
    Voronoi(voronoi::Arguments),
    #[command(subcommand)]
    Study(study::StudyCommand),
    Export(export::ExportArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

/// Runs the program: parses the arguments, runs the command, reports a failure, returns the exit code.
pub fn main() -> ExitCode {
    Interrupts::install();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // clap's own words; `--help` and `--version` are data and end with 0, a usage error with 2.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { Ending::Error.code() } else { 0 });
        }
    };
    match cli.color {
        clap::ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        clap::ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
        clap::ColorChoice::Auto => {}
    }
    let out = Out { quiet: cli.quiet };
    match run(cli.command, &out) {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(anstream::stderr().lock(), "error: {error:#}");
            ExitCode::from(Ending::from(error.kind).code())
        }
    }
}

fn run(command: Command, out: &Out) -> Result<Ending, Error> {
    match command {
        Command::PdeCheck(args) => pde_check::run(&args, out),
        Command::System(args) => system::run(&args, out),
        Command::Rbar(args) => rbar::run(&args, out),
        Command::Rates(args) => rates::run(&args, out),
        Command::Identify(args) => identify::run(&args, out),
        Command::Check(args) => check::run(&args, out),
        Command::Sample(arguments) => sample::run(arguments, out),
        Command::Fit(arguments) => fit::run(arguments, out),
        Command::Profile(arguments) => profile::run(&arguments, out),
        Command::Voronoi(arguments) => voronoi::run(&arguments, out),
        Command::Study(command) => study::run(&command, out),
        Command::Export(args) => export::run(&args, out),
        Command::Completions(args) => shell::completions(&args, out),
        Command::Man(args) => shell::man(&args, out),
    }
}
