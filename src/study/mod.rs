//! Simulation studies: what maximum likelihood does at sample sizes n, set against the rates of docs/theory.md, section 4.
//!
//! A [`Plan`] is a list of independent tasks (K, n, replicate) in a fixed order. Task i draws its data and its starts from stream i of
//! one counter-based generator, fits in one thread, and measures the fit against the truth; so a [`Row`] depends on the plan and on
//! i alone (and in the last digits on the instruction set, which the row names), not on threads, shards, interruptions or order.
//! Rows go to a [`Store`], one SQLite file, each in a transaction of its own. [`summary`] turns rows into slopes of log error
//! against log n with bootstrap intervals, [`verdict`] sets them against theory.

mod columns;
pub mod expected;
mod fault;
pub mod group;
mod keys;
pub mod merge;
pub mod merging;
mod place;
pub mod plan;
mod reader;
pub mod row;
pub mod run;
mod sizes;
pub mod slopes;
pub mod slurm;
pub mod store;
pub mod summary;
mod tables;
pub mod task;
pub mod verdict;

pub use plan::{Plan, StartRule};
pub use row::Row;
pub use run::{Shard, run};
pub use store::Store;
pub use task::Task;
