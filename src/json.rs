//! The one writer of JSON: the versioned object of a command, and files.
//!
//! Proof files have a layout of their own, see [`crate::exact::certificate`].

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Values of this program are numbers, texts, lists and objects, all of which JSON can say.
const ALWAYS: &str = "numbers, texts, lists and objects are JSON";

/// The versioned object that a command prints with `--json`, its fields in the order in which they are given.
///
/// ```
/// use moe_proof::json::Object;
/// let object = Object::new("rbar").field("cells", 2).field("certificate", "rbar-2.json");
/// assert_eq!(object.line(), "{\"format\":\"moe-proof-output/1\",\"command\":\"rbar\",\"cells\":2,\"certificate\":\"rbar-2.json\"}\n");
/// ```
#[derive(Clone, Debug)]
pub struct Object {
    /// Everything but the last brace.
    text: String,
}

impl Object {
    /// The object of a command: format and command come first.
    pub fn new(command: &str) -> Self {
        Object { text: "{\"format\":\"moe-proof-output/1\"".into() }.field("command", command)
    }

    /// The object of a command whose fields stand in alphabetical order, format and command among them.
    ///
    /// ```
    /// use serde_json::json;
    /// let line = moe_proof::json::Object::alphabetical("fit", json!({"rows": 3, "dim": 1}));
    /// assert_eq!(line, "{\"command\":\"fit\",\"dim\":1,\"format\":\"moe-proof-output/1\",\"rows\":3}\n");
    /// ```
    pub fn alphabetical(command: &str, fields: serde_json::Value) -> String {
        let mut object = serde_json::json!({"format": "moe-proof-output/1", "command": command});
        if let (Some(all), serde_json::Value::Object(fields)) = (object.as_object_mut(), fields) {
            all.extend(fields);
        }
        format!("{object}\n")
    }

    /// Adds a field.
    pub fn field(mut self, name: &str, value: impl Serialize) -> Self {
        let [name, value] = [serde_json::to_string(name), serde_json::to_string(&value)].map(|t| t.expect(ALWAYS));
        self.text += &format!(",{name}:{value}");
        self
    }

    /// Adds a field on a line of its own.
    pub fn row(mut self, name: &str, value: impl Serialize) -> Self {
        let (before, written) = (self.text.len(), self.field(name, value));
        self = written;
        self.text.insert(before + 1, '\n');
        self
    }

    /// Adds a list with an item a line; the items are written as they come, so that a long list is in memory once.
    pub fn rows<T: Serialize>(mut self, name: &str, items: impl Iterator<Item = T>) -> Self {
        self.text += &format!(",\n{}:[", serde_json::to_string(name).expect(ALWAYS));
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        for (k, item) in items.enumerate() {
            bytes.extend_from_slice(if k == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut bytes, &item).expect(ALWAYS);
        }
        bytes.extend_from_slice(b"\n]");
        self.text = String::from_utf8(bytes).expect("JSON is UTF-8");
        self
    }

    /// The object with the line's end; on one line, but for [`Object::row`] and [`Object::rows`].
    pub fn line(&self) -> String {
        format!("{}}}\n", self.text)
    }
}

/// A value without blanks; numbers that are not whole as Rust writes them, so that they are read back to the same bits.
pub fn compact(value: &impl Serialize) -> String {
    written(value, Compact)
}

/// An object for a file that people read: a field a line, in a list an item a line, and the line's end.
pub fn lines(value: &impl Serialize) -> String {
    written(value, Lines { depth: 0 }) + "\n"
}

fn written(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter)).expect(ALWAYS);
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

struct Compact;

impl Formatter for Compact {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write!(out, "{value:?}")
    }
}

/// Breaks lines in the outermost object and in the lists that are its fields.
struct Lines {
    depth: usize,
}

impl Lines {
    /// Before a part at this depth: the comma, unless it is the first, and the line or the blank.
    fn before<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(match (self.depth, first) {
            (1, true) => b"\n  ",
            (1, false) => b",\n  ",
            (2, true) => b"\n    ",
            (2, false) => b",\n    ",
            (_, true) => b"",
            (_, false) => b", ",
        })
    }
}

impl Formatter for Lines {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        Compact.write_f64(out, value)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.before(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.before(out, first)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(if self.depth == 1 { b"\n  ]" } else { b"]" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_has_a_field_and_an_item_a_line() {
        let value = json!({"a": 1, "b": [{"x": [0.5, 1e-5], "y": {}}, {"x": []}]});
        let text = "{\n  \"a\": 1,\n  \"b\": [\n    {\"x\": [0.5, 1e-5], \"y\": {}},\n    {\"x\": []}\n  ]\n}\n";
        assert_eq!(lines(&value), text);
        assert_eq!(compact(&value), "{\"a\":1,\"b\":[{\"x\":[0.5,1e-5],\"y\":{}},{\"x\":[]}]}");
    }

    #[test]
    fn what_is_no_number_is_null_and_names_are_escaped() {
        let object = Object::new("x").field("a\"b", f64::NAN).field("c", None::<u8>);
        assert!(object.line().ends_with(",\"a\\\"b\":null,\"c\":null}\n"));
    }
}
