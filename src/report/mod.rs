//! Everything that is shown to a person or written for another program: the only place that formats.

pub mod certificate;
mod failure;
mod fit;
pub mod identify;
pub mod json;
pub mod merging;
pub mod numbers;
mod output;
pub mod pde;
pub mod profile;
pub mod profile_plot;
pub mod rates;
pub mod rbar;
pub mod second_engine;
pub mod study;
pub mod study_plot;
pub mod system;
pub mod voronoi;

pub use failure::{ExitStatus, Failure};
pub use fit::{FitProgress, fit_json, fit_text};
pub use output::{Interrupts, Out, write_file, write_file_with};
