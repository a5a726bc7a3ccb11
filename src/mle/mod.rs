//! Maximum likelihood for softmax-gated Gaussian experts (docs/theory.md, section 1): parameters and data, sampling, the
//! likelihood with its derivatives, and a fit that ends at a zero of the gradient.

pub mod data;
pub mod density;
pub mod error;
mod kernel;
pub mod layout;
pub mod likelihood;
pub mod parameters;
pub mod simd;
pub mod table;

pub use data::Data;
pub use error::Error;
pub use layout::{Coordinate, Frame, Kind, Layout};
pub use likelihood::{Derivatives, Likelihood, log_likelihood};
pub use parameters::{Atom, Gauge, MixingMeasure, ParameterError};
pub use simd::Isa;
pub use table::{Columns, read_csv};
