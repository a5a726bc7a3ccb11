//! What the density leaves undetermined (docs/theory.md section 1).
//!
//! For an exponential sum `φ(x) = Σ_l c_l exp(γ_lᵀx)` with c_l > 0, replacing each expert by copies at the gate slopes β1_i + γ_l
//! with the weights e^{β0_i} c_l multiplies numerator and denominator of g_G by φ. One term is a translation; L terms need k ≥ L k*
//! fitted experts, and for k < 2k* nothing but the translation is left. [`copies`] lists these copies, [`independence`] finds the
//! relation in a set of functions that has been taken for independent and computes its exact rank, and [`demonstration`] shows the
//! common factor in numbers. What is found here is proposed to the kernel by [`crate::prove`].

pub mod copies;
pub mod demonstration;
pub mod independence;
