//! Exact and numeric tools for the theory of softmax-gated mixtures of experts.

pub mod error;
pub mod exact;
pub mod model;
pub mod numeric;

#[cfg(feature = "cli")]
pub mod commands;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "study")]
pub mod study;

pub use error::Error;
pub use moe_proof_kernel as kernel;
