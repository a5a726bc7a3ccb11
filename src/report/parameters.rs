//! Values of an atom's parameters in the JSON of several commands.

use crate::model::family::{Family, PerParameter, Shaped};
use serde_json::{Map, Value, json};

/// The values under the fields of parameter files: a number for a scalar, a list for a vector.
pub fn by_field(values: &PerParameter<Vec<f64>>) -> Map<String, Value> {
    let family = Family::softmax_gaussian();
    let shown = values.iter().map(|(id, values)| {
        let parameter = family.parameter(id);
        (parameter.field.to_string(), json!(Shaped { shape: parameter.shape, values }))
    });
    shown.collect()
}
