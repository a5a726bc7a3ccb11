//! Statements and proofs for other programs: accepted proof files as Coq files, polynomial systems for Singular, msolve and
//! SMT solvers.
//!
//! Nothing is proved here. A Coq file is written from a proof that the kernel has accepted, and Coq checks it again, alone: what
//! is wrong in it, Coq refuses. A system is written as the definition gives it, its condition of non-triviality included.

pub mod coq;
pub mod solvers;

/// The name of an unknown as an identifier of other languages: `p3_2` stays, `p1_2[3]` becomes `p1_2_3`.
fn identifier(name: &str) -> String {
    name.replace('[', "_").replace(']', "")
}
