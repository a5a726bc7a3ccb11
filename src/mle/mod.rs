//! Maximum likelihood for softmax-gated Gaussian experts.

pub mod parameters;

pub use parameters::{Atom, Gauge, MixingMeasure, ParameterError};
