//! What the commands share to show results to a person or another program: streams, files, numbers, JSON, failures.

pub mod certificate;
mod ending;
pub mod json;
pub mod numbers;
mod output;
pub mod rates;
pub mod study;
pub mod system;

pub use ending::Ending;
pub use output::{Interrupts, Out, write_file, write_file_with};
