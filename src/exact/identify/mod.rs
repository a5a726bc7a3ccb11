//! What the density leaves undetermined (docs/theory.md section 1).
//!
//! For an exponential sum `φ(x) = Σ_l c_l exp(γ_lᵀx)` with c_l > 0, replacing each expert by copies at the gate slopes β1_i + γ_l
//! with the weights e^{β0_i} c_l multiplies numerator and denominator of g_G by φ. One term is a translation; L terms need k ≥ L k*
//! fitted experts, and for k < 2k* nothing but the translation is left. [`common_factor`] verifies the identity for all weights
//! and slopes at once, [`independence`] computes the exact rank of a set of functions that has been taken for independent, and
//! [`demonstration`] shows both in numbers. [`merging`] looks at a fitted measure for atoms that the data may not tell apart.

pub mod common_factor;
pub mod demonstration;
pub mod independence;
