//! Exact and numeric tools for the theory of softmax-gated mixtures of experts.
//!
//! The kernel ([`kernel`]) stands alone; everything else is behind the cargo feature `cli`.

pub mod checker;
pub mod kernel;

#[cfg(feature = "cli")]
pub mod certificate;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod decide;
#[cfg(feature = "cli")]
pub mod differential;
#[cfg(feature = "cli")]
pub mod export;
#[cfg(feature = "cli")]
pub mod hellinger;
#[cfg(feature = "cli")]
pub mod identify;
#[cfg(feature = "cli")]
pub mod mle;
#[cfg(feature = "cli")]
pub mod model;
#[cfg(feature = "cli")]
pub mod profile;
#[cfg(feature = "cli")]
pub mod rates;
#[cfg(feature = "cli")]
pub mod relations;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod second_engine;
#[cfg(feature = "cli")]
pub mod study;
#[cfg(feature = "cli")]
pub mod system;
#[cfg(feature = "cli")]
pub mod voronoi;
