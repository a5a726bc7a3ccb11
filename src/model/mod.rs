//! What a model is: a family with its parameters, a mixing measure, data, the density and samples from it.

pub mod data;
pub mod density;
pub mod layout;
pub mod parameters;
pub mod ring;
pub mod sampler;
mod softmax_gaussian;
pub mod table;

pub use data::Data;
pub use layout::{Coordinate, Frame, Kind, Layout};
pub use parameters::{Atom, Gauge, MixingMeasure};
pub use sampler::{Design, Sampler, sample};
pub use softmax_gaussian::softmax_gaussian;
pub use table::{Columns, read_csv};
