//! Every lie that we could think of, told in every golden proof, and the reason for which the kernel rejects it; beside
//! them the changes that are no lies, and what is verified then.
//!
//! [`form`] and [`numbers`] change every value of every golden file. The other modules hold tables of lies about the
//! mathematics.

mod exponents;
mod form;
mod identifiability;
mod numbers;
mod rbar;
mod refutations;
mod relations;
mod statements;
mod witnesses;

use crate::support::golden_proofs;
use moe_proof_kernel::{Outcome, ROOT, Reason, verify};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The size in bytes up to which the place of every rejection is looked up in the file.
const SMALL: usize = 4000;

/// Name, text and document of all golden files.
static GOLDEN: LazyLock<Vec<(String, String, Value)>> = LazyLock::new(|| {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        let document = serde_json::from_str(&text).unwrap();
        (name.rsplit('/').next().unwrap().to_string(), text, document)
    };
    golden_proofs().into_iter().map(read).collect()
});

fn golden() -> &'static [(String, String, Value)] {
    &GOLDEN
}

fn document(name: &str) -> Value {
    golden().iter().find(|(n, ..)| n == name).unwrap_or_else(|| panic!("no golden proof {name}")).2.clone()
}

/// `valid: statement`, `incomplete: what is missing`, or the name of the reason.
fn verdict(bytes: &[u8]) -> String {
    verdict_with(bytes, || serde_json::from_slice(bytes).ok())
}

fn verdict_on(document: &Value) -> String {
    verdict_with(document.to_string().as_bytes(), || Some(document.clone()))
}

/// The document is there to look up the place of a rejection; bytes that are not one have none.
fn verdict_with(bytes: &[u8], document: impl FnOnce() -> Option<Value>) -> String {
    match verify(bytes) {
        Ok(Outcome::Valid(verified)) => format!("valid: {}", verified.statement()),
        Ok(Outcome::Incomplete { missing, .. }) => format!("incomplete: {missing}"),
        Err(rejection) => {
            let words = rejection.to_string();
            assert!(words.len() < 1000, "a message of {} bytes", words.len());
            assert!(!words.chars().any(char::is_control), "a control character in {words:?}");
            // A large file has the same places as a small one, only more of them.
            let document = if bytes.len() < SMALL { document() } else { None };
            if let Some(document) = document {
                assert!(leads_into(&rejection.place, &document), "no place in the file: {rejection}");
            }
            name(&rejection.reason)
        }
    }
}

/// Whether a place is a path to a value of the document. A name that the format does not have is shown as `…`.
fn leads_into(place: &str, document: &Value) -> bool {
    let mut here = vec![document];
    for step in place.replace('[', ".[").split('.').filter(|step| !step.is_empty() && *step != ROOT) {
        here = here.into_iter().flat_map(|value| children(value, step)).collect();
    }
    !place.is_empty() && !here.is_empty()
}

fn children<'v>(value: &'v Value, step: &str) -> Vec<&'v Value> {
    match (step.strip_prefix('[').and_then(|s| s.strip_suffix(']')), value) {
        (Some(index), _) => value.get(index.parse::<usize>().unwrap()).into_iter().collect(),
        (None, Value::Object(fields)) if step == "…" => fields.values().collect(),
        (None, _) => value.get(step).into_iter().collect(),
    }
}

/// The name of a variant.
fn name(reason: &Reason) -> String {
    format!("{reason:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The JSON pointers of all values of a document.
fn pointers(document: &Value) -> Vec<String> {
    fn walk(value: &Value, at: String, all: &mut Vec<String>) {
        all.push(at.clone());
        match value {
            Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| walk(v, format!("{at}/{i}"), all)),
            Value::Object(fields) => fields.iter().for_each(|(k, v)| walk(v, format!("{at}/{k}"), all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk(document, String::new(), &mut all);
    all
}

/// The same without the equations but the first two: all others are of the same form.
fn sampled(document: &Value) -> Vec<String> {
    let later = |at: &String| {
        let index =
            at.strip_prefix("/equations/").map(|rest| rest.split('/').next().unwrap().parse::<usize>().unwrap());
        index.is_some_and(|k| k >= 2)
    };
    let mut all = pointers(document);
    all.retain(|at| !later(at));
    all
}

fn is_large(document: &Value) -> bool {
    document["equations"].as_array().is_some_and(|list| list.len() > 20)
}

fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(pointer).unwrap() = value;
    changed
}

/// Whether the string at this place is a rational or integer.
fn is_number(pointer: &str, value: &Value) -> bool {
    let word = ["/claim", "/family", "/kind", "/format", "/gate", "/name", "/theorem", "/file", "/version"];
    let name = ["/variables", "/assume_nonzero", "/nontrivial"];
    value.is_string() && !word.iter().any(|w| pointer.ends_with(w)) && !name.iter().any(|n| pointer.contains(n))
}

/// Asserts that a change of a file is rejected for one of these reasons.
fn rejected(file: &str, what: &str, bytes: &[u8], reasons: &[&str]) {
    let found = verdict(bytes);
    assert!(reasons.contains(&found.as_str()), "{file}: {what}: {found}, expected {reasons:?}");
}

/// A change of a golden file, and the verdict on it.
struct Lie {
    file: &'static str,
    what: &'static str,
    tell: fn(&mut Value),
    expected: &'static str,
}

fn tell(lies: &[Lie]) {
    for lie in lies {
        let mut document = document(lie.file);
        (lie.tell)(&mut document);
        assert_eq!(verdict_on(&document), lie.expected, "{}: {}", lie.file, lie.what);
    }
}

fn case(document: &mut Value, k: usize) -> &mut Value {
    match document["statement"]["claim"] == "rbar" {
        true => &mut document["proof"]["unsolvable"]["cases"][k],
        false => &mut document["proof"]["cases"][k],
    }
}

fn zeros() -> Value {
    json!([0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}
