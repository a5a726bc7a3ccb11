//! The tests of the program and its library from outside, in one binary. Kernel and second engine have theirs in their own crates.
//!
//! A test that needs something that a machine may lack is ignored and says so: `needs coq`, `needs slurm`, `needs mount`. One that
//! takes more than half a minute is ignored as `slow` and stands in a module `slow`. `.ci/run` runs all of them.
//!
//! Outputs are compared with `tests/snapshots/`. After a deliberate change: `INSTA_UPDATE=always cargo test --release --test suite`,
//! and read the diff.

mod architecture;
mod commands;
mod coq;
mod exact;
mod golden;
mod plans;
mod readme;
mod slurm;
mod study;
mod support;
mod theory;
