//! The versioned JSON object that every command prints with `--json`, its fields in the order in which they are given.

use serde_json::Value;

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
