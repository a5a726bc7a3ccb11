//! What the commands share to show results to a person or another program: streams, files, numbers, endings.

mod ending;
pub mod numbers;
mod output;
pub mod parameters;
pub mod proof;
pub mod study;

pub use crate::files::{write_file, write_file_with};
pub use ending::Ending;
pub use output::{Interrupts, Out};
