//! Maximum likelihood for softmax-gated Gaussian experts (docs/theory.md, section 1): parameters and data, sampling, the
//! likelihood with its derivatives, and a fit that ends at a zero of the gradient.

pub mod bounds;
pub mod data;
pub mod density;
pub mod diagnosis;
pub mod em;
pub mod error;
pub mod fit;
mod kernel;
pub mod layout;
pub mod likelihood;
pub mod newton;
pub mod parameters;
pub mod sampler;
pub mod simd;
mod starts;
pub mod table;

pub use bounds::{BoxRule, Interval};
pub use data::Data;
pub use diagnosis::{ActiveBound, FlatDirection, Warning};
pub use em::{EmRun, expectation_maximisation};
pub use error::Error;
pub use fit::{FitOptions, FitResult, Progress, Start, StartReport, fit, fit_watched};
pub use layout::{Coordinate, Frame, Kind, Layout};
pub use likelihood::{Derivatives, Likelihood, log_likelihood};
pub use newton::{Bounds, Ending, NewtonRun, Stopping, newton};
pub use parameters::{Atom, Gauge, MixingMeasure, ParameterError};
pub use sampler::{Design, Sampler, sample};
pub use simd::Isa;
pub use table::{Columns, read_csv};
