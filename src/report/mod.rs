//! What the commands share to show results to a person or another program: streams, files, numbers, JSON, endings.

mod ending;
pub mod json;
pub mod numbers;
mod output;
pub mod proof;
pub mod study;

pub use crate::files::{write_file, write_file_with};
pub use ending::Ending;
pub use output::{Interrupts, Out};
