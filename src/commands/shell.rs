//! `moe-proof completions` and `moe-proof man`: what a shell and a manual reader want to know of the command line.

use super::Cli;
use crate::Error;
use crate::report::{Ending, Out};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print a completion script for a shell
///
/// For bash: moe-proof completions bash > ~/.local/share/bash-completion/completions/moe-proof
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page, or that of one command
///
/// To read it: moe-proof man rbar | man -l -
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs `completions`.
pub fn completions(args: &CompletionsArgs, out: &Out) -> Result<Ending, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "moe-proof", &mut script);
    out.data(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Done)
}

/// Runs `man`.
pub fn man(args: &ManArgs, out: &Out) -> Result<Ending, Error> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            Error::usage("there is no such command").at("man").found(name).hint("moe-proof help lists them")
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|e| Error::io("cannot write the manual page").because(e))?;
    out.data(&String::from_utf8_lossy(&text))?;
    Ok(Ending::Done)
}
