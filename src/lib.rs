//! Exact and numeric tools for the theory of softmax-gated mixtures of experts.
//!
//! The kernel ([`kernel`]) stands alone; everything else is behind the cargo feature `cli`.

pub mod kernel;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod relations;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod second_engine;
