//! A plan as a list of keys and values: for its text, and for the differences between two plans.

use super::plan::Plan;
use super::tables::File;
use toml::{Table, Value};

impl Plan {
    /// Every key with its value as TOML, in a fixed order, `format` first; experts of the truth are numbered from 0.
    pub fn keys(&self) -> Vec<(String, String)> {
        let mut keys = Vec::new();
        // Tables of numbers, texts and lists are TOML.
        flatten("", &Table::try_from(File::from(self)).expect("a plan is TOML"), &mut keys);
        keys
    }

    /// The keys in which `other` differs, each with the value here and the value there (`absent` where a plan does not have it).
    pub fn differences(&self, other: &Plan) -> Vec<(String, String, String)> {
        let (here, there) = (self.keys(), other.keys());
        let find = |list: &[(String, String)], key: &str| {
            list.iter().find(|(k, _)| k == key).map_or("absent".to_string(), |(_, v)| v.clone())
        };
        let mut names: Vec<&String> = here.iter().map(|(k, _)| k).collect();
        names.extend(there.iter().map(|(k, _)| k).filter(|k| !here.iter().any(|(h, _)| h == *k)));
        names
            .into_iter()
            .map(|key| (key.clone(), find(&here, key), find(&there, key)))
            .filter(|(_, a, b)| a != b)
            .collect()
    }
}

/// The keys of a table and of the tables in it, each with its path.
fn flatten(path: &str, table: &Table, keys: &mut Vec<(String, String)>) {
    let below = |key: &str| if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
    for (key, value) in table {
        match value {
            Value::Table(table) => flatten(&below(key), table, keys),
            Value::Array(list) if list.iter().any(Value::is_table) => {
                for (i, table) in list.iter().filter_map(Value::as_table).enumerate() {
                    flatten(&format!("{}[{i}]", below(key)), table, keys);
                }
            }
            value => keys.push((below(key), text(value))),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(s) => format!("{s:?}"),
        Value::Integer(n) => n.to_string(),
        // As Rust writes it, so that it is read back to the same bits.
        Value::Float(v) => format!("{v:?}"),
        Value::Array(list) => format!("[{}]", list.iter().map(text).collect::<Vec<_>>().join(", ")),
        Value::Boolean(_) | Value::Datetime(_) | Value::Table(_) => unreachable!("no key of a plan has such a value"),
    }
}
