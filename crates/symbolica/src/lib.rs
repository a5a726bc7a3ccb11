//! The second, independent symbolic engine: Symbolica in a process of its own, `moe-proof-symbolica`.
//!
//! The engine gets a function `u` as a formula, differentiates it and answers two questions about it:
//!
//! - what `Σ_i c_i ∂^{α_i} u` simplifies to, exactly `0` or what remains ([`Identity`]);
//! - the value of `∂^α u / u` at rational points. For the softmax-Gaussian
//!   `u = exp(β₁ᵀx)·N(y; aᵀx + b, ν)` this quotient is a rational function of parameters, x and y, so both engines can be
//!   compared on exact numbers ([`mod@compare`]).
//!
//! It confirms or contradicts; it never decides: a theorem of this program rests on the kernel alone.
//!
//! Without a licence key Symbolica runs one instance and one thread on a machine, a second instance ends by abort. Hence the
//! separate process ([`client`]), the strict protocol with it ([`protocol`]) and the lock of the whole machine ([`lock`]).

pub mod client;
pub mod compare;
pub mod lock;
pub mod protocol;

pub use client::{Client, EngineError, Limits};
pub use compare::{Comparison, Verdict, compare};
pub use protocol::{Answer, Identity, MultiIndex, Request};

/// The largest order |α| of a derivative in a request.
pub const MAX_ORDER: usize = 64;

/// The name of the helper's executable, without a platform's suffix.
pub const HELPER: &str = "moe-proof-symbolica";

/// The environment variable that names the helper's executable.
pub const HELPER_VARIABLE: &str = "MOE_PROOF_SYMBOLICA";

/// Who may use the second engine for what, for `--version` and wherever else a person meets it.
pub const LICENCE_NOTICE: &str = "\
moe-proof-symbolica contains Symbolica 2.2.0 (https://symbolica.io), which has
licence terms of its own; those of moe-proof do not cover it. Without a key it
runs in a restricted mode, which Symbolica permits for non-commercial use only,
with one instance and one core per machine; moe-proof keeps to that with a lock
of the whole machine. Symbolica's License.md offers a free licence for personal,
non-professional use (studies, a hobby) and requires one for professional use:
non-commercial (such as work at an educational or research institute) or
commercial. A key goes into the environment variable SYMBOLICA_LICENSE; see
https://symbolica.io/license/. Nothing else in moe-proof contains or needs
Symbolica.";
