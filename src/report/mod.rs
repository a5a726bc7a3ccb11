//! Everything that is shown to a person or written for another program: the only place that formats.

mod failure;
mod fit;
mod output;

pub use failure::{ExitStatus, Failure};
pub use fit::{FitProgress, fit_json, fit_text};
pub use output::{write_file, write_file_with, Interrupts, Out};
