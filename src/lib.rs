//! Exact and numeric tools for the theory of softmax-gated mixtures of experts.
//!
//! The kernel ([`kernel`]) stands alone; everything else is behind the cargo feature `cli`.

pub mod kernel;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod hellinger;
#[cfg(feature = "cli")]
pub mod mle;
#[cfg(feature = "cli")]
pub mod profile;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod voronoi;
