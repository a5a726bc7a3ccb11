//! What the commands share to show results to a person or another program: streams, files, numbers, JSON, failures.

mod failure;
pub mod json;
pub mod numbers;
mod output;
pub mod proof;
pub mod study;

pub use failure::{ExitStatus, Failure};
pub use output::{Interrupts, Out, write_file, write_file_with};
