//! What a model is: a family with its parameters, a mixing measure, data, the density and samples from it.

pub mod data;
pub mod density;
pub mod family;
pub mod gauge;
mod json_tree;
pub mod layout;
pub mod measure;
pub mod parameter_file;
pub mod ring;
pub mod sampler;
pub mod softmax_gaussian;
pub mod table;

pub use data::Data;
pub use family::{Component, Family, ParameterId, PerParameter, Role, Shape};
pub use gauge::Gauge;
pub use layout::{Coordinate, Entry, Frame, Layout, Scaling};
pub use measure::{Atom, MixingMeasure};
pub use sampler::{Design, Sampler, sample};
pub use softmax_gaussian::softmax_gaussian;
pub use table::{Columns, read_csv};
