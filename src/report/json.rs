//! The versioned JSON object that every command prints with `--json`, its fields in the order in which they are given.

use crate::model::family::{Family, PerParameter, Shape};
use serde_json::{Map, Value};

/// The values of an atom's parameters under the fields of parameter files: a number for a scalar, a list for a vector.
pub fn by_field(values: &PerParameter<Vec<f64>>) -> Map<String, Value> {
    let family = Family::softmax_gaussian();
    let shown = |(id, values): (_, &Vec<f64>)| {
        let parameter = family.parameter(id);
        let value = match parameter.shape {
            Shape::Scalar => values.first().copied().into(),
            Shape::Vector => values.clone().into(),
        };
        (parameter.field.to_string(), value)
    };
    values.iter().map(shown).collect()
}

/// An object in the making.
///
/// ```
/// use moe_proof::report::json::Object;
/// let object = Object::new("rbar").field("cells", 2).field("certificate", "rbar-2.json");
/// assert_eq!(object.line(), "{\"format\":\"moe-proof-output/1\",\"command\":\"rbar\",\"cells\":2,\"certificate\":\"rbar-2.json\"}\n");
/// ```
#[derive(Clone, Debug)]
pub struct Object {
    fields: Vec<(String, Value)>,
}

impl Object {
    /// The object of a command: format and command come first.
    pub fn new(command: &str) -> Self {
        let object = Object { fields: Vec::new() };
        object.field("format", "moe-proof-output/1").field("command", command)
    }

    /// Adds a field.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// The object on one line, with the line's end.
    pub fn line(&self) -> String {
        let fields: Vec<String> = self.fields.iter().map(|(n, v)| format!("{}:{v}", Value::from(n.as_str()))).collect();
        format!("{{{}}}\n", fields.join(","))
    }
}
