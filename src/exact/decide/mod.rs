//! Decides the systems order by order: proposes a solution or a refutation of each; the kernel decides.
//!
//! [`search`] goes through the orders. Nothing here can say "verified": it returns proofs in the words of the format, and
//! [`crate::prove`] hands their bytes to the kernel.

pub mod linear;
pub mod refute;
pub mod search;
pub mod witness;

use crate::exact::certificate::Proof;
use std::sync::Arc;

/// What is proposed for one order.
#[derive(Clone, Debug)]
pub enum Decision {
    /// A non-trivial solution of this order and of all below.
    Solvable(Arc<witness::Witness>),
    /// A proof that there is none.
    Unsolvable(Proof),
    /// Neither was found; the reason, and what could be done.
    Undecided {
        /// Why, and which limit was reached.
        reason: String,
        /// How to get further.
        hint: String,
    },
}
