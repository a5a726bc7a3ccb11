//! The second, independent symbolic engine: Symbolica in a process of its own, `moe-proof-symbolica`.
//!
//! The engine gets a function `u` as a formula, differentiates it and answers two questions about it:
//!
//! - what `Σ_i c_i ∂^{α_i} u` simplifies to, exactly `0` or what remains ([`Identity`]);
//! - the value of `∂^α u / u` at rational points. For the softmax-Gaussian
//!   `u = exp(β₁ᵀx)·N(y; aᵀx + b, ν)` this quotient is a rational function of parameters, x and y, so both engines can be
//!   compared on exact numbers ([`compare`]).
//!
//! It confirms or contradicts; it never decides: a theorem of this program rests on the kernel alone.
//!
//! Without a licence key Symbolica runs one instance and one thread on a machine, a second instance ends by abort. Hence the
//! separate process ([`client`]), the strict protocol with it ([`protocol`]) and the lock of the whole machine ([`lock`]).

pub mod client;
pub mod compare;
pub mod formula;
pub mod lock;
pub mod model;
pub mod protocol;
pub mod syntax;

pub use client::{Client, EngineError, Limits};
pub use compare::{Comparison, Verdict, compare};
pub use formula::{Formula, FormulaError};
pub use protocol::{Answer, Identity, MultiIndex, Request};

/// The name of the helper's executable, without a platform's suffix.
pub const HELPER: &str = "moe-proof-symbolica";

/// The environment variable that names the helper's executable.
pub const HELPER_VARIABLE: &str = "MOE_PROOF_SYMBOLICA";

/// Who may use the second engine for what, for `--version` and wherever else a person meets it.
pub const LICENCE_NOTICE: &str = "\
moe-proof-symbolica uses Symbolica 2.2.0 (https://symbolica.io), which is not free software and not covered by the licence of
moe-proof. Its terms (License.md of the crate) ask for a licence from every user: a free one for personal, non-professional use
such as studies or a hobby; a professional non-commercial one for work at an educational or research institute; a commercial one
for professional commercial use. A key goes into the environment variable SYMBOLICA_LICENSE. Without a key Symbolica runs one
instance with one thread on a machine, for non-commercial use; moe-proof keeps to that with a lock. See
https://symbolica.io/license/. Nothing else in moe-proof needs Symbolica.";
