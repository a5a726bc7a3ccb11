//! Softmax-gated Gaussian mixtures of experts as numbers: parameters and their file.

pub mod parameters;

pub use parameters::{Atom, Gauge, MixingMeasure, ParameterError};
