//! Derives, decides, proves and cross-checks statements about parameter estimation in softmax-gated mixtures of experts: which
//! linear relations hold among the derivatives of the density ([`prove::relations`]), up to which order r̄ its expansion can cancel
//! where several fitted experts share a true one ([`prove::rbar`]), and how fast each of their parameters can be estimated
//! ([`prove::exponents`]). Searches propose and a small kernel decides: a [`Proven`] is a statement together with the bytes of a
//! proof file that the kernel has accepted, exactly and without a floating-point number. On the numeric side stand the likelihood,
//! its maximum, and the noise-free slopes that are set beside the theory ([`numeric`]).
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # std::env::set_current_dir(&folder)?;
//! let proven = moe_proof::prove::rbar(3, 1)?;
//! println!("{}", proven.statement()); // r̄(3) = 6
//! proven.write("rbar-3.json")?;
//! # assert_eq!(proven.statement().to_string(), "r̄(3) = 6");
//! # assert_eq!(std::fs::read("rbar-3.json")?, proven.bytes());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod error;
pub mod exact;
pub mod files;
pub mod json;
pub mod model;
pub mod numeric;
pub mod prove;

#[cfg(feature = "cli")]
pub mod commands;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "study")]
pub mod study;

pub use error::Error;
pub use moe_proof_kernel as kernel;
pub use prove::Proven;

/// The examples of README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
