//! Writes proof files. Judging them is the kernel's business alone; `proofs/FORMAT.md` describes the format.
//!
//! [`Proof`] has one variant for each kind of proof that the kernel has a rule for; its writer and its reader stand side by side.
//! [`bytes`] is the whole file. What the kernel has accepted can be taken apart again with [`accepted`].

mod accepted;
pub mod exponents;
mod file;
mod numbers;
mod proof;
mod refutation;

pub use accepted::{Accepted, accepted};
pub use file::bytes;
pub use numbers::Terms;
pub use proof::Proof;
pub use refutation::{Case, Multiplier, Square};
