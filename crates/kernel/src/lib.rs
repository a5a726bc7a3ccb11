//! The kernel: reads a proof file and decides, exactly and alone, whether it proves what it states.
//!
//! It imports big integers, rationals, the JSON tokeniser and the standard library, nothing else of this crate; there is no
//! floating-point number in it. It trusts nothing in a file: equations and conditions are derived again from the statement.
//! [`verify`] is the one way to a [`Verified`]. The format and every rule are described in `proofs/FORMAT.md`.

pub mod checker;
mod derivatives;
mod exponents;
mod json;
mod polynomial;
mod proof;
mod reader;
mod rejection;
mod rules;
mod statement;
mod system;
mod univariate;

pub use exponents::{CellExponents, Gate, PARAMETERS};
pub use json::{MAX_BYTES, MAX_DEPTH, MAX_VALUES};
pub use polynomial::Exponents;
pub use proof::{FORMAT, Method, Outcome, Verified, verify};
pub use reader::{MAX_DIGITS, MAX_EXPONENT};
pub use rejection::{Reason, Rejection};
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
pub const CALORIC_SEPARATION: Theorem = Theorem { name: "caloric_separation", file: "proofs/coq/Separation.v" };

/// Caloric separation with a constant: `Σ w (|Δb|^{2m} + |Δν|^m) ≤ K ε` (docs/theory.md section 4).
pub const INTERCEPTS_AND_VARIANCES: Theorem =
    Theorem { name: "intercept_variance_inequality", file: "proofs/coq/RateInequalities.v" };

/// The same at two points x, which bounds the expert slopes whatever the gate (docs/theory.md section 4, third row).
pub const SLOPES_AT_POINTS: Theorem =
    Theorem { name: "slope_inequality_from_points", file: "proofs/coq/RatesWithoutGate.v" };
