//! The exact side through the library: two computations of one thing, and proofs that somebody has changed.

mod differential;
mod exponents;
mod forgeries;
