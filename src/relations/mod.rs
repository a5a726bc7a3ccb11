//! Linear relations between partial derivatives of the model function.

pub mod claim;
