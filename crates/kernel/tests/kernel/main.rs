//! The kernel from outside: golden proofs, tampered ones, the program `moe-proof-check`, and what the crate depends on.

mod command;
mod dependencies;
mod golden;
mod support;
mod tampered;
