//! Everything that is shown to a person or written for another program: the only place that formats.

mod failure;
mod output;
pub mod profile;
pub mod profile_plot;
pub mod voronoi;

pub use failure::{ExitStatus, Failure};
pub use output::{write_file, Interrupts, Out};
