//! Maximum likelihood for softmax-gated Gaussian experts (docs/theory.md, section 1): the likelihood with its derivatives, and
//! a search that ends at a zero of the gradient.

pub mod bounds;
pub mod diagnosis;
pub mod em;
pub mod likelihood;
pub mod newton;
mod pass;
pub mod search;
pub mod simd;
mod starts;

pub use bounds::{BoxRule, Interval};
pub use diagnosis::{ActiveBound, FlatDirection, Warning};
pub use em::{EmRun, expectation_maximisation};
pub use likelihood::{Derivatives, Likelihood, log_likelihood};
pub use newton::{Bounds, Ending, NewtonRun, Stopping, newton};
pub use search::{FitOptions, FitResult, Progress, Start, StartReport, fit, fit_watched};
pub use simd::Isa;
