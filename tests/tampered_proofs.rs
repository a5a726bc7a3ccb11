//! Every lie that we could think of, told in every golden proof, and the reason for which the kernel rejects it; beside them
//! the changes that are no lies, and what is verified then.
//!
//! The first tests change every single value of every golden file. The tables after them are lies about the mathematics.

use moe_proof::kernel::{MAX_BYTES, Outcome, Reason, verify};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// All golden files: name, text and document.
fn golden() -> Vec<(String, String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs");
    let mut files: Vec<(String, String, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let document = serde_json::from_str(&text).unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), text, document)
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(files.len() >= 20, "the golden proofs are missing");
    files
}

fn document(name: &str) -> Value {
    golden().into_iter().find(|(n, ..)| n == name).unwrap_or_else(|| panic!("no golden proof {name}")).2
}

/// `valid: statement`, `incomplete: what is missing`, or the name of the reason.
fn verdict(bytes: &[u8]) -> String {
    match verify(bytes) {
        Ok(Outcome::Valid(verified)) => format!("valid: {}", verified.statement()),
        Ok(Outcome::Incomplete { missing, .. }) => format!("incomplete: {missing}"),
        Err(rejection) => {
            let words = rejection.to_string();
            assert!(words.len() < 1000, "a message of {} bytes", words.len());
            assert!(!words.chars().any(char::is_control), "a control character in {words:?}");
            name(&rejection.reason)
        }
    }
}

fn verdict_on(document: &Value) -> String {
    verdict(document.to_string().as_bytes())
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

fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(pointer).unwrap() = value;
    changed
}

/// Whether the string at this place is a rational or integer.
fn is_number(pointer: &str, value: &Value) -> bool {
    let word = ["/claim", "/family", "/kind", "/format", "/theorem", "/file", "/version"];
    let name = ["/variables", "/assume_nonzero", "/nontrivial"];
    value.is_string() && !word.iter().any(|w| pointer.ends_with(w)) && !name.iter().any(|n| pointer.contains(n))
}

/// Asserts that a change of a file is rejected for one of these reasons.
fn rejected(file: &str, what: &str, bytes: &[u8], reasons: &[&str]) {
    let found = verdict(bytes);
    assert!(reasons.contains(&found.as_str()), "{file}: {what}: {found}, expected {reasons:?}");
}

// ---- Form: every value of every file ----

#[test]
fn objects_have_exactly_their_fields() {
    for (file, _, document) in golden() {
        for at in pointers(&document) {
            let Some(fields) = document.pointer(&at).and_then(Value::as_object) else { continue };
            let mut more = fields.clone();
            more.insert("note".into(), json!(1));
            let unknown = with(&document, &at, Value::Object(more));
            rejected(&file, &format!("unknown field in {at}"), unknown.to_string().as_bytes(), &["UnknownField"]);

            // serde's derived readers take an array for an object: this format does not.
            let array = with(&document, &at, Value::Array(fields.values().cloned().collect()));
            rejected(&file, &format!("array for {at}"), array.to_string().as_bytes(), &["WrongType"]);

            for (key, value) in fields {
                let mut twice = fields.clone();
                twice.insert("~twice~".into(), value.clone());
                let text = with(&document, &at, Value::Object(twice)).to_string().replace("~twice~", key);
                rejected(&file, &format!("{at}/{key} twice"), text.as_bytes(), &["DuplicateField"]);

                let mut fewer = fields.clone();
                fewer.remove(key);
                let without = with(&document, &at, Value::Object(fewer));
                match (at.as_str(), key.as_str()) {
                    // Who wrote a file is of no consequence.
                    ("", "producer") => assert!(verdict_on(&without).starts_with("valid: "), "{file}"),
                    _ => {
                        let bytes = without.to_string();
                        rejected(&file, &format!("no {at}/{key}"), bytes.as_bytes(), &["MissingField"]);
                    }
                }
            }
        }
    }
}

#[test]
fn every_value_has_its_type() {
    for (file, _, document) in golden() {
        for at in sampled(&document) {
            let value = document.pointer(&at).unwrap();
            let others = [json!(null), json!(true), json!("word"), json!([]), json!({}), json!(7)];
            for other in others {
                // Words and names are strings too: another one is a lie of another kind, see below.
                if std::mem::discriminant(&other) == std::mem::discriminant(value) {
                    continue;
                }
                if other.is_null() && (at == "/proof/solvable" || at == "/proof/unsolvable") {
                    continue;
                }
                let bytes = with(&document, &at, other.clone()).to_string();
                // The condition of non-triviality is compared as a whole.
                let reasons: &[&str] = match at.starts_with("/nontrivial/") {
                    true => &["WrongType", "NontrivialityDiffers"],
                    false => &["WrongType"],
                };
                rejected(&file, &format!("{other} at {at}"), bytes.as_bytes(), reasons);
            }
        }
    }
}

#[test]
fn every_natural_number_is_one() {
    for (file, _, document) in golden() {
        for at in sampled(&document) {
            if !document.pointer(&at).unwrap().is_number() {
                continue;
            }
            let marked = with(&document, &at, json!("~number~")).to_string();
            let not_natural = ["NotANaturalNumber"];
            for (text, reasons) in [
                ("1.0", &not_natural[..]),
                ("1e0", &not_natural),
                ("-1", &not_natural),
                ("-0", &not_natural),
                ("18446744073709551616", &not_natural),
                ("18446744073709551615", &["OutOfRange"]),
                ("10001", &["OutOfRange"]),
                ("+1", &["NotJson"]),
                ("01", &["NotJson"]),
                ("1_0", &["NotJson"]),
                ("0x1", &["NotJson"]),
                ("NaN", &["NotJson"]),
                ("1e999999999", &["NotJson", "NotANaturalNumber"]),
            ] {
                rejected(&file, &format!("{text} at {at}"), marked.replace("\"~number~\"", text).as_bytes(), reasons);
            }
        }
    }
}

#[test]
fn every_rational_is_written_the_one_canonical_way() {
    for (file, _, document) in golden() {
        let mut tested = 0;
        for at in sampled(&document) {
            let Some(text) = document.pointer(&at).filter(|v| is_number(&at, v)).and_then(Value::as_str) else {
                continue;
            };
            tested += 1;
            let mut forms =
                ["2/4", "+1", "-0", "1_000", "01", "1.0", "1e3", "1/0", "1/1", "1/-2", "", " 1", "x", "½", "0/1"]
                    .map(String::from)
                    .to_vec();
            // The same number in another form: nothing but the form is wrong.
            forms.extend([format!("+{text}"), format!("0{text}"), format!("{text} "), format!("{text}/1")]);
            for form in forms {
                let bytes = with(&document, &at, json!(form)).to_string();
                rejected(&file, &format!("{form} at {at}"), bytes.as_bytes(), &["NotCanonical"]);
            }
            let long = with(&document, &at, json!("9".repeat(1001))).to_string();
            rejected(&file, &format!("1001 digits at {at}"), long.as_bytes(), &["TooManyDigits"]);
        }
        let without = ["caloric"].iter().any(|k| document["proof"]["kind"] == *k);
        assert!(tested > 0 || without || file == "rbar-1.json", "{file}: no rational found");
    }
}

#[test]
fn every_word_and_name_is_the_right_one() {
    for (file, _, document) in golden() {
        for at in pointers(&document) {
            let value = document.pointer(&at).unwrap();
            if !value.is_string() || is_number(&at, value) {
                continue;
            }
            let bytes = with(&document, &at, json!("lie\n")).to_string();
            if at == "/producer/version" {
                assert!(verdict(bytes.as_bytes()).starts_with("valid: "), "{file}");
                continue;
            }
            let reason = match at.as_str() {
                at if at.starts_with("/variables") => "VariablesDiffer",
                at if at.starts_with("/nontrivial") => "NontrivialityDiffers",
                _ => "UnknownWord",
            };
            rejected(&file, &format!("another word at {at}"), bytes.as_bytes(), &[reason]);
        }
    }
}

#[test]
fn a_file_is_one_whole_document() {
    let cut_words = ["NotJson", "Empty"];
    for (file, text, _) in golden() {
        let whole = text.trim_end().len();
        for cut in (0..whole).step_by(1 + whole / 400) {
            rejected(&file, &format!("cut after {cut} bytes"), &text.as_bytes()[..cut], &cut_words);
        }
        rejected(&file, "twice", format!("{text}{text}").as_bytes(), &["NotJson"]);
        rejected(&file, "trailing bytes", format!("{text}\0").as_bytes(), &["NotJson"]);
        rejected(&file, "a byte order mark", format!("\u{feff}{text}").as_bytes(), &["NotJson"]);
        rejected(&file, "a comment", format!("// proof\n{text}").as_bytes(), &["NotJson"]);
        rejected(&file, "UTF-16", &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), &["NotJson"]);
        let mut bytes = text.clone().into_bytes();
        bytes[whole / 2] = 0xff;
        rejected(&file, "a byte that is not UTF-8", &bytes, &["NotJson"]);
        // White space is free.
        assert_eq!(verdict(format!("\n\t {text}\r\n").as_bytes()), verdict(text.as_bytes()), "{file}");
    }
    let binary: Vec<u8> = (0..=255).cycle().take(5000).collect();
    rejected("binary", "", &binary, &["NotJson"]);
    rejected("empty", "", b"", &["Empty"]);
    rejected("white space", "", b" \n\t", &["Empty"]);
    rejected("a word", "", b"valid", &["NotJson"]);
    rejected("null", "", b"null", &["WrongType"]);
    rejected("an array", "", b"[]", &["WrongType"]);
    rejected("an object", "", b"{}", &["MissingField"]);
    rejected("too large", "", &vec![b' '; MAX_BYTES + 1], &["TooLarge"]);
    rejected("as large as can be", "", &vec![b' '; MAX_BYTES], &["Empty"]);
    // Twelve levels are needed; what is deeper than the limit is refused before it is understood.
    for (depth, reason) in [(24, "WrongType"), (25, "TooDeep"), (1_000_000, "TooDeep")] {
        rejected("nested", &depth.to_string(), format!("{}0", "[".repeat(depth)).as_bytes(), &[reason, "NotJson"]);
        let closed = format!("{}0{}", "[".repeat(depth), "]".repeat(depth));
        rejected("nested and closed", &depth.to_string(), closed.as_bytes(), &[reason]);
        let objects = format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let object_reason = if depth == 24 { "MissingField" } else { reason };
        rejected("nested objects", &depth.to_string(), objects.as_bytes(), &[object_reason]);
    }
}

// ---- Mathematics: every number of every file ----

/// A few numbers that are not `text`.
fn other_numbers(text: &str) -> BTreeSet<String> {
    let negated = text.strip_prefix('-').map_or_else(|| format!("-{text}"), String::from);
    let mut all = BTreeSet::from([negated, "1".into(), "2".into(), "-1/3".into(), "7/2".into(), "1000003".into()]);
    all.retain(|t| t != text && t != "-0");
    all
}

#[test]
fn no_coefficient_can_be_changed() {
    for (file, text, document) in golden() {
        let genuine = verdict(text.as_bytes());
        for at in pointers(&document) {
            let Some(number) = document.pointer(&at).filter(|v| is_number(&at, v)).and_then(Value::as_str) else {
                continue;
            };
            for other in other_numbers(number) {
                let what = format!("{other} for {number} at {at}");
                let found = verdict_on(&with(&document, &at, json!(other)));
                let negated = other.trim_start_matches('-') == number.trim_start_matches('-');
                let reasons: &[&str] = match &at {
                    at if at.starts_with("/equations") => &["EquationDiffers"],
                    // Squares do not tell s from −s, nor p5² from (−p5)².
                    at if at.contains("/root/") && negated => &[],
                    at if at.contains("/point/") && negated && is_weight(&document, at) => &[],
                    at if at.contains("/multipliers") || at.contains("/root/") => &["ResidualNotZero"],
                    at if at.ends_with("/coeff") => &["ResidualNotZero", "WeightNotPositive"],
                    at if at.contains("/point/") => &["EquationNotSolved"],
                    at if at.contains("/weight_root/") || at.contains("/cofactor/") => {
                        &["EquationNotSolved", "Trivial", "OutOfRange"]
                    }
                    at if at.contains("/identities/") || at.contains("/relation/") => &["IdentityFails"],
                    _ => panic!("{file}: an unexpected number at {at}"),
                };
                match reasons {
                    [] => assert_eq!(found, genuine, "{file}: {what}"),
                    _ => assert!(reasons.contains(&found.as_str()), "{file}: {what}: {found}"),
                }
            }
            let zero = verdict_on(&with(&document, &at, json!("0")));
            let reasons: &[&str] = match &at {
                at if at.ends_with("/coeff") => &["WeightNotPositive"],
                at if at.contains("/point/") && is_weight(&document, at) => &["Trivial"],
                at if at.contains("/point/") => &["EquationNotSolved"],
                at if at.contains("/weight_root/") || at.contains("/cofactor/") => {
                    &["TermsNotNormal", "EquationNotSolved", "Trivial"]
                }
                _ => &["TermsNotNormal"],
            };
            // Some numbers of a point and of a weight polynomial are 0 already.
            assert!(number == "0" || reasons.contains(&zero.as_str()), "{file}: 0 at {at}: {zero}");
        }
    }
}

/// Whether a coordinate of a point is a p5.
fn is_weight(document: &Value, at: &str) -> bool {
    let position: usize = at.rsplit('/').next().unwrap().parse().unwrap();
    document["variables"][position].as_str().unwrap().starts_with("p5")
}

#[test]
fn no_exponent_and_no_index_can_be_changed() {
    for (file, _, document) in golden() {
        for at in pointers(&document) {
            let Some(number) = document.pointer(&at).and_then(Value::as_u64) else { continue };
            if at.starts_with("/statement/") && !at.contains("/relation/") {
                continue;
            }
            for other in [number + 1, number.wrapping_sub(1), 10_000] {
                if other == u64::MAX {
                    continue;
                }
                let found = verdict_on(&with(&document, &at, json!(other)));
                let reasons: &[&str] = match &at {
                    at if at.starts_with("/equations") => &["EquationDiffers", "TermsNotNormal"],
                    at if at.contains("/equation/") => &["ResidualNotZero", "OutOfRange"],
                    at if at.contains("/multipliers") || at.contains("/root/") => {
                        &["ResidualNotZero", "TermsNotNormal"]
                    }
                    at if at.contains("/identities/") || at.contains("/relation/") => {
                        &["IdentityFails", "TermsNotNormal", "OutOfRange", "TooMuchWork"]
                    }
                    _ => panic!("{file}: an unexpected number at {at}"),
                };
                assert!(reasons.contains(&found.as_str()), "{file}: {other} for {number} at {at}: {found}");
            }
        }
    }
}

#[test]
fn nothing_can_be_left_out_or_repeated() {
    for (file, text, document) in golden() {
        let genuine = verdict(text.as_bytes());
        for at in pointers(&document) {
            let Some(items) = document.pointer(&at).and_then(Value::as_array) else { continue };
            let is = |suffix: &str| at.ends_with(suffix);
            let reasons: &[&str] = match &at {
                at if at.starts_with("/variables") => &["WrongLength"],
                at if at == "/equations" => &["EquationCount"],
                at if at.starts_with("/nontrivial") => &["NontrivialityDiffers"],
                _ if is("/cases") => &["CaseMissing"],
                _ if is("/assume_nonzero") => &["NoSquareStaysPositive", "DuplicateField", &genuine],
                _ if is("/squares") => &["ResidualNotZero"],
                _ if is("/multipliers") => &["ResidualNotZero"],
                _ if is("/identities") => &["RelationMissing"],
                _ if is("/weight_root") || is("/cofactor") => {
                    &["EquationNotSolved", "Trivial", "TermsNotNormal", "WrongLength"]
                }
                at if at.starts_with("/equations") => &["EquationDiffers", "TermsNotNormal", "WrongLength"],
                at if at.contains("/multipliers") || at.contains("/root") => {
                    &["ResidualNotZero", "TermsNotNormal", "WrongLength"]
                }
                _ => &["WrongLength", "IdentityFails", "TermsNotNormal"],
            };
            for i in 0..items.len() {
                let (mut fewer, mut more) = (items.clone(), items.clone());
                fewer.remove(i);
                more.insert(i, items[i].clone());
                let [fewer, more] = [fewer, more].map(|list| verdict_on(&with(&document, &at, Value::Array(list))));
                // To assume less than is given makes a proof no worse, as long as a square stays positive.
                assert!(reasons.contains(&fewer.as_str()), "{file}: {at} without item {i}: {fewer}");
                // To refute a case twice, or to state an identity twice, is superfluous but no lie.
                match is("/cases") || is("/identities") {
                    true => assert_eq!(more, genuine, "{file}: {at} with item {i} twice"),
                    false => assert!(reasons.contains(&more.as_str()), "{file}: {at} with item {i} twice: {more}"),
                }
            }
        }
    }
}

// ---- Mathematics: the statement ----

/// For each file: another number in the statement, and what becomes of it. What is accepted is another true statement that
/// the file proves as well as its own.
#[test]
fn another_statement_is_proved_or_refused() {
    let changes: &[(&str, &str, u64, &str)] = &[
        // A written-out system is that of one m, d and r.
        ("rbar-2.json", "cells", 3, "WrongLength"),
        ("rbar-2.json", "cells", 1, "WrongLength"),
        ("rbar-2.json", "dim", 2, "WrongLength"),
        ("rbar-2.json", "order", 5, "EquationCount"),
        ("rbar-2.json", "order", 3, "EquationCount"),
        ("rbar-2-d2.json", "dim", 1, "WrongLength"),
        ("rbar-1.json", "cells", 2, "WrongLength"),
        ("rbar-1.json", "order", 2, "KindDoesNotProve"),
        ("solvable-2-order-3.json", "order", 4, "EquationCount"),
        ("solvable-2-order-3.json", "cells", 3, "WrongLength"),
        ("unsolvable-2-order-4.json", "order", 3, "EquationCount"),
        ("unsolvable-2-order-4.json", "cells", 3, "WrongLength"),
        // The nodes and weights are those of one m; the order is checked up to the one stated.
        ("rbar-3.json", "cells", 4, "Trivial"),
        ("rbar-3.json", "cells", 2, "WrongLength"),
        ("rbar-3.json", "order", 7, "EquationNotSolved"),
        ("rbar-3.json", "order", 5, "HypothesisFails"),
        ("rbar-3.json", "dim", 5, "valid: r̄(3) = 6 in dimension 5"),
        ("rbar-3-d3.json", "dim", 1, "valid: r̄(3) = 6"),
        ("rbar-32.json", "order", 63, "HypothesisFails"),
        ("rbar-32.json", "order", 65, "EquationNotSolved"),
        ("rbar-32.json", "cells", 33, "Trivial"),
        ("solvable-5-order-9.json", "order", 10, "EquationNotSolved"),
        ("solvable-5-order-9.json", "cells", 6, "Trivial"),
        ("solvable-5-order-9.json", "order", 8, "valid: the system for 5 atoms of order 8 is solvable, so r̄(5) > 8"),
        (
            "solvable-5-order-9.json",
            "dim",
            2,
            "valid: the system for 5 atoms of order 9 is solvable in dimension 2, so r̄(5) > 9",
        ),
        // The lemma needs order 2m, and gives every system above that and every smaller cell.
        ("unsolvable-3-order-6.json", "order", 5, "HypothesisFails"),
        ("unsolvable-3-order-6.json", "cells", 4, "HypothesisFails"),
        (
            "unsolvable-3-order-6.json",
            "cells",
            2,
            "valid: the system for 2 atoms of order 6 is unsolvable, so r̄(2) ≤ 6",
        ),
        (
            "unsolvable-3-order-6.json",
            "order",
            7,
            "valid: the system for 3 atoms of order 7 is unsolvable, so r̄(3) ≤ 7",
        ),
        // The relations of another order are checked afresh; those of another dimension are others.
        ("pde-1.json", "order", 7, "valid: the hidden PDEs generate all relations up to order 7"),
        ("pde-1.json", "order", 2, "valid: the hidden PDEs generate all relations up to order 2"),
        ("pde-1.json", "dim", 2, "WrongLength"),
        ("pde-2.json", "dim", 1, "WrongLength"),
        ("identity-heat.json", "dim", 2, "WrongLength"),
        // Out of every range.
        ("rbar-3.json", "cells", 0, "OutOfRange"),
        ("rbar-3.json", "cells", 257, "OutOfRange"),
        ("rbar-3.json", "dim", 0, "OutOfRange"),
        ("rbar-3.json", "dim", 1001, "OutOfRange"),
        ("rbar-3.json", "order", 0, "OutOfRange"),
        ("rbar-3.json", "order", 513, "OutOfRange"),
        ("pde-1.json", "order", 1, "OutOfRange"),
        ("pde-1.json", "order", 65, "OutOfRange"),
    ];
    for &(file, field, value, expected) in changes {
        let mut lie = document(file);
        assert_ne!(lie["statement"][field], value);
        lie["statement"][field] = json!(value);
        assert_eq!(verdict_on(&lie), expected, "{file} with {field} = {value}");
    }
    // Every other claim about the same numbers.
    for (file, _, document) in golden() {
        let own = document["statement"]["claim"].clone();
        for claim in ["solvable", "unsolvable", "rbar", "identity", "relations"] {
            if own == claim {
                continue;
            }
            let found = verdict_on(&with(&document, "/statement/claim", json!(claim)));
            let reasons = ["KindDoesNotProve", "MissingField", "UnknownField"];
            assert!(reasons.contains(&found.as_str()), "{file} as {claim}: {found}");
        }
        for other in ["moe-proof/2", "moe-proof/1 ", "MOE-PROOF/1", ""] {
            let lie = with(&document, "/format", json!(other));
            assert_eq!(verdict_on(&lie), "UnknownWord", "{file} as {other}");
        }
    }
}

// ---- Mathematics: what a liar would try ----

struct Lie {
    file: &'static str,
    what: &'static str,
    tell: fn(&mut Value),
    expected: &'static str,
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

#[test]
fn refutations_refute_every_case() {
    let lies = [
        Lie {
            file: "rbar-2.json",
            what: "no cases at all",
            tell: |d| d["proof"]["unsolvable"]["cases"] = json!([]),
            expected: "CaseMissing",
        },
        Lie {
            file: "rbar-2.json",
            what: "the same case twice instead of both",
            tell: |d| {
                let first = case(d, 0).clone();
                *case(d, 1) = first;
            },
            expected: "CaseMissing",
        },
        Lie {
            file: "rbar-2.json",
            what: "both alternatives assumed in one case",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p3_2"]),
            expected: "CaseAssumesTooMuch",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an unknown assumed that may be zero",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p4_1"]),
            expected: "CaseAssumesTooMuch",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an unknown assumed that does not exist",
            tell: |d| case(d, 0)["assume_nonzero"] = json!(["p5_1", "p5_2", "p3_1", "p3_3"]),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-2.json",
            what: "nothing equals nothing",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([]);
            },
            expected: "NoSquareStaysPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "the zero polynomial squared",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": []}]);
            },
            expected: "TermsNotNormal",
        },
        Lie {
            file: "rbar-2.json",
            what: "a multiplier that is zero, to use more equations than it does",
            tell: |d| {
                let list = case(d, 0)["multipliers"].as_array_mut().unwrap();
                list.push(json!({"equation": [1, 0], "terms": []}));
            },
            expected: "TermsNotNormal",
        },
        Lie {
            file: "rbar-2.json",
            what: "one is a sum of squares, so 1 = 0",
            tell: |d| {
                case(d, 0)["multipliers"] = json!([]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": [["1", zeros()]]}]);
            },
            expected: "ResidualNotZero",
        },
        Lie {
            file: "rbar-2.json",
            what: "a square with a negative weight takes another away",
            tell: |d| {
                let root = json!([["1", zeros()]]);
                let squares = json!([{"coeff": "1", "root": root}, {"coeff": "-1", "root": root}]);
                (case(d, 0)["multipliers"], case(d, 0)["squares"]) = (json!([]), squares);
            },
            expected: "WeightNotPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "a weight of zero",
            tell: |d| {
                let squares = case(d, 0)["squares"].as_array_mut().unwrap();
                squares.push(json!({"coeff": "0", "root": [["1", zeros()]]}));
            },
            expected: "WeightNotPositive",
        },
        Lie {
            file: "rbar-2.json",
            what: "only squares that may vanish: E(1,0)² = E(1,0) · E(1,0), a sum of two monomials squared",
            tell: |d| {
                let e = d["equations"][4].clone();
                assert_eq!(e["index"], json!([1, 0]));
                case(d, 0)["multipliers"] = json!([{"equation": [1, 0], "terms": e["terms"]}]);
                case(d, 0)["squares"] = json!([{"coeff": "1", "root": e["terms"]}]);
            },
            expected: "NoSquareStaysPositive",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation that the system does not have",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([0, 5]),
            expected: "OutOfRange",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the equation of order 0, which says that there is no atom",
            tell: |d| case(d, 0)["multipliers"][0]["equation"] = json!([0, 0]),
            expected: "OutOfRange",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the refutation of another system: the equations (0,3) made easier",
            tell: |d| d["equations"][2]["terms"][0][0] = json!("1/3"),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "two equations exchanged",
            tell: |d| d["equations"].as_array_mut().unwrap().swap(2, 3),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation with a condition of its own",
            tell: |d| d["equations"][3]["terms"] = json!([["1", [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]]]),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "an equation without terms",
            tell: |d| d["equations"][3]["terms"] = json!([]),
            expected: "EquationDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "solutions are non-trivial only where p3_1 ≠ 0",
            tell: |d| {
                d["nontrivial"]["any"] = json!(["p3_1"]);
                d["proof"]["cases"].as_array_mut().unwrap().pop();
            },
            expected: "NontrivialityDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "solutions are non-trivial only where all p3 ≠ 0",
            tell: |d| d["nontrivial"] = json!({"all": ["p5_1", "p5_2", "p3_1", "p3_2"], "any": ["p3_1", "p3_2"]}),
            expected: "NontrivialityDiffers",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the names of two unknowns exchanged",
            tell: |d| d["variables"].as_array_mut().unwrap().swap(2, 3),
            expected: "VariablesDiffer",
        },
        // Beside the lies, what is no lie.
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "the cases in another order",
            tell: |d| d["proof"]["cases"].as_array_mut().unwrap().reverse(),
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "a multiplier cut into two for the same equation",
            tell: |d| {
                let list = case(d, 0)["multipliers"].as_array_mut().unwrap();
                let last = list[0]["terms"].as_array_mut().unwrap().pop().unwrap();
                let part = json!({"equation": list[0]["equation"], "terms": [last]});
                list.push(part);
            },
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
        Lie {
            file: "unsolvable-2-order-4.json",
            what: "a weight halved and its square written twice",
            tell: |d| {
                let squares = case(d, 0)["squares"].as_array_mut().unwrap();
                assert_eq!(squares[0]["coeff"], "1");
                squares[0]["coeff"] = json!("1/2");
                let again = squares[0].clone();
                squares.push(again);
            },
            expected: "valid: the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4",
        },
    ];
    tell(&lies);
}

#[test]
fn witnesses_solve_and_are_not_trivial() {
    let lies = [
        Lie {
            file: "solvable-2-order-3.json",
            what: "all unknowns 0 but the weights",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "0", "0", "1", "0", "0", "0", "0", "1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "the atom that counts has the weight 0",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "1", "0", "0", "0", "0", "0", "0", "1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "everything 0",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]),
            expected: "Trivial",
        },
        Lie {
            file: "rbar-2.json",
            what: "all p3 are 0, and p4 ≠ 0",
            tell: |d| {
                d["proof"]["solvable"]["point"] = json!(["0", "0", "0", "1", "1", "0", "0", "0", "-1", "1"]);
            },
            expected: "Trivial",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "nearly a solution",
            tell: |d| d["proof"]["point"][7] = json!("-1000000000000000000001/1000000000000000000000"),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "a p1 ≠ 0",
            tell: |d| d["proof"]["point"][0] = json!("1"),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "the system of order 4 with the solution of order 3",
            tell: |d| {
                *d = {
                    let mut other = document("unsolvable-2-order-4.json");
                    other["statement"]["claim"] = json!("solvable");
                    other["proof"] = d["proof"].clone();
                    other
                }
            },
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-2-order-3.json",
            what: "a solution of order 3 is one of order 0",
            tell: |d| d["proof"] = json!({"kind": "empty-system"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "equal weights",
            tell: |d| (d["proof"]["weight_root"], d["proof"]["cofactor"]) = (json!(["1"]), json!(["1"])),
            expected: "EquationNotSolved",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a weight that vanishes at the node 0: He_5 has it",
            tell: |d| (d["proof"]["weight_root"], d["proof"]["cofactor"]) = (json!(["0", "1"]), json!(["1"])),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "no weights",
            tell: |d| d["proof"]["weight_root"] = json!([]),
            expected: "TermsNotNormal",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a cofactor that is no cofactor",
            tell: |d| d["proof"]["cofactor"] = json!(["1"]),
            expected: "Trivial",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "a fraction among the integers",
            tell: |d| d["proof"]["weight_root"][0] = json!("1/2"),
            expected: "OutOfRange",
        },
        Lie {
            file: "rbar-1.json",
            what: "r̄(1) = 2 from a solution of order 1 at the node of He_1, which is 0",
            tell: |d| {
                d["statement"]["order"] = json!(2);
                d["proof"]["solvable"] = json!({"kind": "gauss-hermite", "weight_root": ["1"], "cofactor": ["1"]});
            },
            expected: "Trivial",
        },
        // The solution scaled: p3 by λ, p4 by λ², every weight by another factor.
        Lie {
            file: "solvable-2-order-3.json",
            what: "another solution",
            tell: |d| d["proof"]["point"] = json!(["0", "0", "2/3", "-2/9", "-5", "0", "0", "-2/3", "-2/9", "5"]),
            expected: "valid: the system for 2 atoms of order 3 is solvable, so r̄(2) > 3",
        },
        Lie {
            file: "solvable-5-order-9.json",
            what: "all weights doubled",
            tell: |d| {
                for c in d["proof"]["weight_root"].as_array_mut().unwrap() {
                    *c = json!((2 * c.as_str().unwrap().parse::<i64>().unwrap()).to_string());
                }
            },
            expected: "valid: the system for 5 atoms of order 9 is solvable, so r̄(5) > 9",
        },
    ];
    tell(&lies);
}

#[test]
fn rbar_needs_both_halves_and_the_theorem_its_hypotheses() {
    let lies = [
        Lie {
            file: "rbar-3.json",
            what: "the halves exchanged",
            tell: |d| {
                let (s, u) = (d["proof"]["solvable"].clone(), d["proof"]["unsolvable"].clone());
                d["proof"] = json!({"kind": "rbar", "solvable": u, "unsolvable": s});
            },
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "one half for the whole",
            tell: |d| d["proof"] = d["proof"]["solvable"].clone(),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "the empty system below order 6",
            tell: |d| d["proof"]["solvable"] = json!({"kind": "empty-system"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "a proof within the proof",
            tell: |d| d["proof"]["unsolvable"] = d["proof"].clone(),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "an identity for a refutation",
            tell: |d| d["proof"]["unsolvable"] = json!({"kind": "identity"}),
            expected: "KindDoesNotProve",
        },
        Lie {
            file: "rbar-3.json",
            what: "an unknown kind",
            tell: |d| d["proof"]["unsolvable"] = json!({"kind": "by inspection"}),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-3.json",
            what: "another theorem",
            tell: |d| d["proof"]["unsolvable"]["theorem"] = json!("False_ind"),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-3.json",
            what: "another file",
            tell: |d| d["proof"]["unsolvable"]["file"] = json!("/tmp/Separation.v"),
            expected: "UnknownWord",
        },
        Lie {
            file: "rbar-2.json",
            what: "the written-out system left out",
            tell: |d| {
                d.as_object_mut().unwrap().remove("equations");
            },
            expected: "MissingField",
        },
        Lie {
            file: "rbar-3.json",
            what: "a written-out system that no rule reads",
            tell: |d| d["equations"] = json!([]),
            expected: "UnknownField",
        },
        Lie {
            file: "rbar-2.json",
            what: "r̄(2) = 3 by the same refutation, the equations cut down to order 3",
            tell: |d| {
                d["statement"]["order"] = json!(3);
                d["equations"]
                    .as_array_mut()
                    .unwrap()
                    .retain(|e| e["index"][0].as_u64().unwrap() + e["index"][1].as_u64().unwrap() <= 3);
            },
            expected: "OutOfRange",
        },
        // Half a proof is no lie, but it is not the whole statement either.
        Lie {
            file: "rbar-3.json",
            what: "no solution",
            tell: |d| d["proof"]["solvable"] = json!(null),
            expected: "incomplete: a solution of order 5",
        },
        Lie {
            file: "rbar-3.json",
            what: "no refutation",
            tell: |d| d["proof"]["unsolvable"] = json!(null),
            expected: "incomplete: a refutation of order 6",
        },
        Lie {
            file: "rbar-3.json",
            what: "neither",
            tell: |d| d["proof"] = json!({"kind": "rbar", "solvable": null, "unsolvable": null}),
            expected: "incomplete: a solution of order 5 and a refutation of order 6",
        },
        Lie { file: "rbar-3.json", what: "no proof at all", tell: |d| d["proof"] = json!(null), expected: "WrongType" },
        Lie {
            file: "rbar-2.json",
            what: "incomplete, and what is there is wrong",
            tell: |d| {
                d["proof"]["unsolvable"] = json!(null);
                d["proof"]["solvable"]["point"][2] = json!("2");
            },
            expected: "EquationNotSolved",
        },
        Lie {
            file: "rbar-3.json",
            what: "a seed in the producer",
            tell: |d| d["producer"]["seed"] = json!(u64::MAX),
            expected: "valid: r̄(3) = 6",
        },
        Lie {
            file: "rbar-3.json",
            what: "a seed that is no number",
            tell: |d| d["producer"]["seed"] = json!("7"),
            expected: "WrongType",
        },
        // For two atoms there is a refutation by algebra and one by the lemma: both prove it.
        Lie {
            file: "rbar-2.json",
            what: "the lemma instead of algebra",
            tell: |d| d["proof"]["unsolvable"] = document("rbar-3.json")["proof"]["unsolvable"].clone(),
            expected: "valid: r̄(2) = 4",
        },
    ];
    tell(&lies);
}

#[test]
fn relations_hold_and_are_all_there_are() {
    let lies = [
        Lie {
            file: "pde-1.json",
            what: "a false identity beside the true ones",
            tell: |d| {
                let list = d["proof"]["identities"].as_array_mut().unwrap();
                list.push(json!([["1", [0, 0, 2, 0]], ["-1", [0, 0, 0, 1]]]));
            },
            expected: "IdentityFails",
        },
        Lie {
            file: "pde-1.json",
            what: "a consequence for the generator",
            tell: |d| d["proof"]["identities"][1] = json!([["1", [0, 0, 4, 0]], ["-4", [0, 0, 0, 2]]]),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-2.json",
            what: "the gate relation of the first coordinate twice",
            tell: |d| d["proof"]["identities"][1] = d["proof"]["identities"][0].clone(),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-2.json",
            what: "the gate of one coordinate with the slope of the other",
            tell: |d| {
                d["proof"]["identities"][0] = json!([["1", [1, 0, 0, 0, 1, 0]], ["-1", [0, 0, 0, 1, 0, 0]]]);
            },
            expected: "IdentityFails",
        },
        Lie {
            file: "pde-1.json",
            what: "nothing",
            tell: |d| d["proof"]["identities"] = json!([]),
            expected: "RelationMissing",
        },
        Lie {
            file: "pde-1.json",
            what: "an empty relation",
            tell: |d| d["proof"]["identities"].as_array_mut().unwrap().push(json!([])),
            expected: "WrongLength",
        },
        Lie {
            file: "pde-1.json",
            what: "a consequence more, and a generator multiplied",
            tell: |d| {
                let list = d["proof"]["identities"].as_array_mut().unwrap();
                list[1] = json!([["-1/2", [0, 0, 2, 0]], ["1", [0, 0, 0, 1]]]);
                list.push(json!([["1", [0, 0, 4, 0]], ["-4", [0, 0, 0, 2]]]));
                list.reverse();
            },
            expected: "valid: the hidden PDEs generate all relations up to order 6",
        },
        Lie {
            file: "identity-heat.json",
            what: "the factor 1",
            tell: |d| d["statement"]["relation"][1][0] = json!("-1"),
            expected: "IdentityFails",
        },
        Lie {
            file: "identity-heat.json",
            what: "u = 0",
            tell: |d| d["statement"]["relation"] = json!([["1", [0, 0, 0, 0]]]),
            expected: "IdentityFails",
        },
        Lie {
            file: "identity-heat.json",
            what: "0 = 0",
            tell: |d| d["statement"]["relation"] = json!([]),
            expected: "WrongLength",
        },
        Lie {
            file: "identity-heat.json",
            what: "a derivative of order 65",
            tell: |d| d["statement"]["relation"] = json!([["1", [0, 0, 65, 0]]]),
            expected: "OutOfRange",
        },
        Lie {
            file: "identity-heat.json",
            what: "a true relation of order 64, which is another statement",
            tell: |d| {
                let minus = format!("-{}", 1u64 << 32);
                d["statement"]["relation"] = json!([["1", [0, 0, 64, 0]], [minus, [0, 0, 0, 32]]]);
            },
            expected: "valid: ∂⁶⁴u/∂b⁶⁴ − 4294967296 ∂³²u/∂ν³² = 0",
        },
        Lie {
            file: "identity-heat.json",
            what: "a kind with fields",
            tell: |d| d["proof"]["residual"] = json!("0"),
            expected: "UnknownField",
        },
    ];
    tell(&lies);
}

fn tell(lies: &[Lie]) {
    for lie in lies {
        let mut document = document(lie.file);
        (lie.tell)(&mut document);
        assert_eq!(verdict_on(&document), lie.expected, "{}: {}", lie.file, lie.what);
    }
}
