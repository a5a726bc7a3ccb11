//! Everything that is shown to a person or written for another program: the only place that formats.

pub mod certificate;
mod failure;
pub mod json;
pub mod numbers;
mod output;
pub mod pde;
pub mod rbar;
pub mod system;
pub mod profile;
pub mod profile_plot;
pub mod study;
pub mod study_plot;
pub mod voronoi;

pub use failure::{ExitStatus, Failure};
pub use output::{Interrupts, Out, write_file};
