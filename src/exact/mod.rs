//! The exact side: from a family of models to statements that the kernel verifies.
//!
//! `relations` finds the hidden PDEs, `system` builds the polynomial system of a cell, `decide` proposes a solution or a refutation
//! of it, `rates` proposes exponents, `identify` shows what is not identifiable. All of them propose; `certificate` writes what
//! they propose as a proof file, and the kernel alone decides. `export` writes accepted proofs and systems for other programs.

pub mod certificate;
pub mod decide;
pub mod export;
pub mod identify;
pub mod rates;
pub mod relations;
pub mod second_opinion;
pub mod system;
