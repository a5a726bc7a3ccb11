//! Everything that is shown to a person or written for another program: the only place that formats.

pub mod certificate;
mod failure;
pub mod identify;
pub mod json;
pub mod numbers;
mod output;
pub mod pde;
pub mod rates;
pub mod rbar;
pub mod system;

pub use failure::{ExitStatus, Failure};
pub use output::{Interrupts, Out, write_file};
