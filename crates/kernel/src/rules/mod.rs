//! One file for each rule of the proof format; `proofs/FORMAT.md` describes them in the same order.

pub mod caloric;
pub mod curve;
pub mod expanded;
pub mod gauss_hermite;
pub mod identity;
pub mod inequalities;
pub mod lp_optimum;
pub mod point;
pub mod refutation;
pub mod relations;
