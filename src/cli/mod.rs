//! The command line: one file per subcommand, which turns arguments into calls of the library and the result into an exit
//! code. Nothing is computed here.

mod check;
mod pde_check;
mod rbar;
mod sizes;
mod study;
mod system;
mod profile;
mod voronoi;

use crate::report::{ExitStatus, Failure, Interrupts, Out};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Derive, decide, prove and cross-check statements about parameter estimation in softmax-gated mixtures of experts.
#[derive(Debug, Parser)]
#[command(name = "moe-proof", version, propagate_version = true)]
pub struct Cli {
    /// No progress and no notes on stderr
    #[arg(long, global = true)]
    quiet: bool,
    /// When to use colour (also: the environment variable NO_COLOR)
    #[arg(long, global = true, value_enum, default_value_t = clap::ColorChoice::Auto)]
    color: clap::ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    PdeCheck(pde_check::PdeCheckArgs),
    System(system::SystemArgs),
    Rbar(rbar::RbarArgs),
    Check(check::CheckArgs),
    Profile(profile::Arguments),
    Voronoi(voronoi::Arguments),
    #[command(subcommand)]
    Study(study::StudyCommand),
}

/// Runs the program: parses the arguments, runs the command, reports a failure, returns the exit code.
pub fn main() -> ExitCode {
    Interrupts::install();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // clap's own words; `--help` and `--version` are data and end with 0, a usage error with 2.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { ExitStatus::Error.code() } else { 0 });
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
        Err(failure) => {
            use std::io::Write;
            let _ = writeln!(anstream::stderr().lock(), "error: {failure}");
            ExitCode::from(failure.exit_status().code())
        }
    }
}

fn run(command: Command, out: &Out) -> Result<ExitStatus, Failure> {
    match command {
        Command::PdeCheck(args) => pde_check::run(&args, out),
        Command::System(args) => system::run(&args, out),
        Command::Rbar(args) => rbar::run(&args, out),
        Command::Check(args) => check::run(&args, out),
        Command::Profile(arguments) => profile::run(&arguments, out),
        Command::Voronoi(arguments) => voronoi::run(&arguments, out),
        Command::Study(command) => study::run(&command, out),
    }
}
