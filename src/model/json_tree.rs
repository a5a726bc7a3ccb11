//! A JSON text as a tree whose objects have no repeated field, and whose parts are asked for with the place named.

use super::measure::invalid;
use crate::Error;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value whose objects have no repeated field.
#[derive(Debug)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The tree of a text.
    ///
    /// # Errors
    /// Text that is no JSON, or an object with a repeated field, with line and column.
    pub(super) fn parse(text: &str) -> Result<Tree, Error> {
        serde_json::from_str(text).map_err(|e| {
            let place = format!("line {}, column {}", e.line(), e.column());
            invalid(place, e.to_string(), "one JSON object with no repeated field")
        })
    }

    fn describe(&self) -> String {
        match self {
            Tree::Null => "null".into(),
            Tree::Bool(b) => b.to_string(),
            Tree::Number(v) => v.to_string(),
            Tree::Text(s) => format!("the text {s:?}"),
            Tree::List(l) => format!("a list of {}", l.len()),
            Tree::Object(_) => "an object".into(),
        }
    }

    fn mismatch(&self, place: &str, expected: &str) -> Error {
        invalid(place, self.describe(), expected)
    }

    pub(super) fn number(&self, place: &str) -> Result<f64, Error> {
        match self {
            Tree::Number(v) => Ok(*v),
            other => Err(other.mismatch(place, "a number")),
        }
    }

    pub(super) fn text(&self, place: &str) -> Result<&str, Error> {
        match self {
            Tree::Text(s) => Ok(s),
            other => Err(other.mismatch(place, "a text")),
        }
    }

    pub(super) fn list(&self, place: &str) -> Result<&[Tree], Error> {
        match self {
            Tree::List(l) => Ok(l),
            other => Err(other.mismatch(place, "a list")),
        }
    }

    /// The values of exactly these fields, in this order.
    pub(super) fn object(&self, place: &str, names: &[&str]) -> Result<Vec<&Tree>, Error> {
        let Tree::Object(entries) = self else {
            return Err(self.mismatch(place, "an object"));
        };
        if let Some((unknown, _)) = entries.iter().find(|(n, _)| !names.contains(&n.as_str())) {
            let found = format!("the unknown field {unknown:?}");
            let expected = format!("only the fields {}", names.join(", "));
            return Err(invalid(place, found, expected));
        }
        let find = |name: &&str| entries.iter().find(|(n, _)| n == name).map(|(_, v)| v);
        names
            .iter()
            .map(|name| {
                find(name).ok_or_else(|| invalid(place, "no such field", format!("the field {name:?} as well")))
            })
            .collect()
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Tree, E> {
        Ok(Tree::Number(v as f64))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Tree, E> {
        Ok(Tree::Number(v as f64))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Tree, E> {
        Ok(Tree::Number(v))
    }

    fn visit_str<E>(self, v: &str) -> Result<Tree, E> {
        Ok(Tree::Text(v.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut entries: Vec<(String, Tree)> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if entries.iter().any(|(n, _)| *n == name) {
                return Err(A::Error::custom(format!("the field {name:?} stands twice")));
            }
            entries.push((name, map.next_value()?));
        }
        Ok(Tree::Object(entries))
    }
}
