//! The kernel: reads a proof file and decides, exactly and alone, whether it proves what it states.
//!
//! A file states one theorem about softmax-gated Gaussian mixtures of experts, for example r̄(3) = 6: of the polynomial
//! systems of three atoms, the one of order 6 is the first without a non-trivial real solution. The kernel trusts
//! nothing in the file: it derives equations, conditions and derivatives from the statement and compares. It computes
//! with big integers and rationals; there is no floating-point number in it and no `unsafe`. It knows neither who wrote
//! a file nor how the proof was found.
//!
//! [`verify`] is the only way to a [`Verified`]; the program `moe-proof-check` calls it on files and folders.
//! `proofs/FORMAT.md` describes the format and every rule so that a second checker can be written from that page alone.
//!
//! # Example
//! One component of the mixture, `u = exp(β1ᵀx) N(y; aᵀx + b, ν)`, satisfies a heat equation in b and ν. Exponents are
//! the orders of differentiation with respect to β1, a, b and ν:
//! ```
//! use moe_proof_kernel::{Outcome, Reason, verify};
//!
//! let heat = r#"{"format": "moe-proof/2",
//!   "statement": {"claim": "identity", "family": "softmax-gaussian", "dim": 1,
//!                 "relation": [["1", [0,0,2,0]], ["-2", [0,0,0,1]]]},
//!   "proof": {"kind": "identity"}}"#;
//! let Ok(Outcome::Valid(verified)) = verify(heat.as_bytes()) else { panic!("not accepted") };
//! assert_eq!(verified.statement().to_string(), "∂²u/∂b² − 2 ∂u/∂ν = 0");
//! assert!(verified.assumes().is_empty());
//!
//! // With another factor it is false, and the rejection says where and why.
//! let no = verify(heat.replace("-2", "-3").as_bytes()).unwrap_err();
//! assert_eq!(no.place, "statement.relation");
//! assert!(matches!(no.reason, Reason::IdentityFails { .. }));
//! ```
#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic)]

pub mod checker;
mod derivatives;
mod exponents;
mod identifiability;
mod json;
mod mixture;
mod path_text;
mod polynomial;
mod proof;
mod reader;
mod rejection;
mod rules;
mod statement;
mod system;
mod univariate;

pub use exponents::{CellExponents, Gate, PARAMETERS};
pub use identifiability::{
    AtomCopy, Coefficient, Dependence, FunctionRank, MAX_DEGREE, MAX_FITTED_ATOMS, MAX_TRUE_ATOMS, SameDensity,
};
pub use json::{MAX_BYTES, MAX_DEPTH, MAX_VALUES};
pub use path_text::path_text;
pub use polynomial::Exponents;
pub use proof::{FORMAT, Method, Outcome, Verified, verify};
pub use reader::{MAX_DIGITS, MAX_EXPONENT};
pub use rejection::{ROOT, Reason, Rejection};
pub use rules::curve::MAX_CURVE_ORDER;
pub use rules::inequalities::Inequality;
pub use rules::relations::MAX_DERIVATIVES;
pub use statement::{
    FAMILY, MAX_ATOMS, MAX_DERIVATIVE_ORDER, MAX_DIM, MAX_ORDER, Relation, Statement, derivative_text, relation_text,
};
pub use system::System;

/// A theorem that a rule applies: its name and the Coq file that proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theorem {
    /// The name of the Coq theorem.
    pub name: &'static str,
    /// The file, from the root of the project.
    pub file: &'static str,
}

/// The caloric separation lemma (docs/theory.md 3.3).
pub const CALORIC_SEPARATION: Theorem = Theorem { name: "caloric_separation", file: "proofs/coq/Main.v" };

/// Caloric separation with a constant: `Σ w (|Δb|^{2m} + |Δν|^m) ≤ K ε` (docs/theory.md section 4).
pub const INTERCEPTS_AND_VARIANCES: Theorem =
    Theorem { name: "intercept_variance_inequality", file: "proofs/coq/Main.v" };

/// The expert slopes whatever the gate, `|Δa|^{2m} ≤ K ε` (docs/theory.md section 4, third row).
pub const SLOPES_AT_POINTS: Theorem = Theorem { name: "slope_inequality_any_gate", file: "proofs/coq/Main.v" };

/// The expert slopes of two atoms whatever the gate: `Σ w |Δa|² ≤ K ε` (docs/theory.md section 4).
pub const SLOPES_OF_TWO_ATOMS: Theorem = Theorem { name: "slope_two_atoms_inequality", file: "proofs/coq/Main.v" };

/// For k < 2k* translation is the only freedom of a measure with a given density (docs/theory.md section 1).
pub const IDENTIFIABILITY_THRESHOLD: Theorem = Theorem { name: "identifiability_threshold", file: "proofs/coq/Main.v" };

/// The rank of the functions that a published proof takes for independent (docs/theory.md section 1).
pub const RANK_OF_FUNCTIONS: Theorem = Theorem { name: "rank_of_functions", file: "proofs/coq/Main.v" };

/// The example of README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
