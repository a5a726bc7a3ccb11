//! The numbers of one parameter as files have them.

use super::Shape;
use serde::{Serialize, Serializer};

/// The entries of one parameter: in a file a scalar is one number and a vector a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shaped<'a> {
    /// The shape of the parameter.
    pub shape: Shape,
    /// As many numbers as the shape says.
    pub values: &'a [f64],
}

impl Serialize for Shaped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.shape, self.values) {
            (Shape::Scalar, [value]) => serializer.serialize_f64(*value),
            (_, values) => values.serialize(serializer),
        }
    }
}
