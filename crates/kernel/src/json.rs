//! A strict reader of JSON: no floats, no signs, no duplicate fields, bounded size, depth and number of values.
//!
//! `serde_json` splits the bytes into tokens; everything that it leaves open is closed here. Reading is by hand rather
//! than by `derive`: a derived reader accepts an array where an object is meant, and ignores fields that it does not
//! know.

use super::rejection::{Reason, Rejection, clip};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::fmt;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most JSON values in one file: bounds the memory that reading takes to about 150 MB.
pub const MAX_VALUES: usize = 2_000_000;
/// The deepest nesting: the format itself needs twelve levels.
pub const MAX_DEPTH: usize = 24;
/// The most fields of one object: the format itself needs eight.
const MAX_FIELDS: usize = 32;

/// A JSON value of the strict dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// The word `null`.
    Null,
    /// A natural number.
    Number(u64),
    /// A string, its escapes decoded.
    String(Box<str>),
    /// An array, its items in order.
    Array(Box<[Json]>),
    /// An object, its fields in the order of the file, no two of one name.
    Object(Box<[(Box<str>, Json)]>),
}

impl Json {
    /// Parses one document.
    ///
    /// # Errors
    /// A reason of form: size, syntax, floats, duplicates, depth, number of values.
    pub fn parse(bytes: &[u8]) -> Result<Json, Rejection> {
        if bytes.len() > MAX_BYTES {
            return Err(Rejection::new("", Reason::TooLarge { limit_bytes: MAX_BYTES }));
        }
        if bytes.iter().all(|b| b.is_ascii_whitespace()) {
            return Err(Rejection::new("", Reason::Empty));
        }
        let reading = Reading { values: Cell::new(0), path: RefCell::default(), refused: Cell::new(None) };
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let read = Value { reading: &reading }.deserialize(&mut reader).and_then(|v| reader.end().map(|()| v));
        read.map_err(|e| {
            let reason = reading.refused.take().unwrap_or_else(|| Reason::NotJson(e.to_string()));
            Rejection::new(reading.path(), reason)
        })
    }

    /// The name of the kind of value, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// What is known while a document is read.
struct Reading {
    values: Cell<usize>,
    /// The way to the value that is being read; after an error it stays where the error is.
    path: RefCell<Vec<Step>>,
    /// The typed reason behind the error that travels through `serde_json` as text.
    refused: Cell<Option<Reason>>,
}

enum Step {
    Field(Box<str>),
    Item(usize),
}

impl Reading {
    fn refuse<E: de::Error>(&self, reason: Reason) -> E {
        let words = reason.to_string();
        self.refused.set(Some(reason));
        E::custom(words)
    }

    fn field(name: &str) -> Step {
        // Names in the format are of this shape. Another one is not repeated, so that no file can write into a report.
        let known = name.len() <= 20 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        Step::Field(if known { name.into() } else { "…".into() })
    }

    /// Reads what is one step further down.
    fn within<T, E>(&self, step: Step, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.path.borrow_mut().push(step);
        let value = read()?;
        self.path.borrow_mut().pop();
        Ok(value)
    }

    /// The path in the form that [`super::reader`] gives it.
    fn path(&self) -> String {
        let mut text = String::new();
        for step in self.path.borrow().iter() {
            match step {
                Step::Field(name) if text.is_empty() => text.push_str(name),
                Step::Field(name) => text.extend([".", name]),
                Step::Item(i) => text.push_str(&format!("[{i}]")),
            }
        }
        text
    }
}

#[derive(Clone, Copy)]
struct Value<'r> {
    reading: &'r Reading,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Json, D::Error> {
        if self.reading.path.borrow().len() > MAX_DEPTH {
            return Err(self.reading.refuse(Reason::TooDeep { limit: MAX_DEPTH }));
        }
        self.reading.values.set(self.reading.values.get() + 1);
        if self.reading.values.get() > MAX_VALUES {
            return Err(self.reading.refuse(Reason::TooManyValues { limit: MAX_VALUES }));
        }
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "null, a natural number, a string, an array or an object")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Json, E> {
        Ok(Json::Number(n))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Json, E> {
        Err(self.reading.refuse(Reason::NotANaturalNumber))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json, E> {
        Err(self.reading.refuse(Reason::NotANaturalNumber))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Json, E> {
        Err(self.reading.refuse(Reason::WrongType { expected: "a value of the format", found: "a truth value" }))
    }

    fn visit_str<E: de::Error>(self, s: &str) -> Result<Json, E> {
        Ok(Json::String(s.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = self.reading.within(Step::Item(array.len()), || items.next_element_seed(self))? {
            array.push(item);
        }
        Ok(Json::Array(array.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut object: Vec<(Box<str>, Json)> = Vec::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object.iter().any(|(n, _)| **n == *name) {
                return Err(self.reading.refuse(Reason::DuplicateField(clip(&name))));
            }
            if object.len() == MAX_FIELDS {
                return Err(self.reading.refuse(Reason::UnknownField(clip(&name))));
            }
            let value = self.reading.within(Reading::field(&name), || fields.next_value_seed(self))?;
            object.push((name.into(), value));
        }
        Ok(Json::Object(object.into()))
    }
}
