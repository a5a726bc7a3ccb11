//! Every value of every golden file, written in ways that the format does not have.

use super::{golden, is_number, pointers, rejected, sampled, verdict, verdict_on, with};
use moe_proof_kernel::MAX_BYTES;
use serde_json::{Value, json};

#[test]
fn objects_have_exactly_their_fields() {
    for (file, _, document) in golden() {
        for at in pointers(document) {
            let Some(fields) = document.pointer(&at).and_then(Value::as_object) else { continue };
            let mut more = fields.clone();
            more.insert("note".into(), json!(1));
            let unknown = with(document, &at, Value::Object(more));
            rejected(file, &format!("unknown field in {at}"), unknown.to_string().as_bytes(), &["UnknownField"]);

            // serde's derived readers take an array for an object: this format does not.
            let array = with(document, &at, Value::Array(fields.values().cloned().collect()));
            rejected(file, &format!("array for {at}"), array.to_string().as_bytes(), &["WrongType"]);

            for (key, value) in fields {
                let mut twice = fields.clone();
                twice.insert("~twice~".into(), value.clone());
                let text = with(document, &at, Value::Object(twice)).to_string().replace("~twice~", key);
                rejected(file, &format!("{at}/{key} twice"), text.as_bytes(), &["DuplicateField"]);

                let mut fewer = fields.clone();
                fewer.remove(key);
                let without = with(document, &at, Value::Object(fewer));
                match (at.as_str(), key.as_str()) {
                    // Who wrote a file is of no consequence.
                    ("", "producer") => assert!(verdict_on(&without).starts_with("valid: "), "{file}"),
                    _ => {
                        let bytes = without.to_string();
                        rejected(file, &format!("no {at}/{key}"), bytes.as_bytes(), &["MissingField"]);
                    }
                }
            }
        }
    }
}

#[test]
fn every_value_has_its_type() {
    for (file, _, document) in golden() {
        for at in sampled(document) {
            let value = document.pointer(&at).unwrap();
            let others = match value {
                Value::String(_) => [json!(null), json!(true), json!(7)],
                Value::Object(_) => [json!(null), json!([]), json!("word")],
                _ => [json!(null), json!({}), json!("word")],
            };
            for other in others {
                if other.is_null() && (at == "/proof/solvable" || at == "/proof/unsolvable") {
                    continue;
                }
                let bytes = with(document, &at, other.clone()).to_string();
                // The condition of non-triviality is compared as a whole.
                let reasons: &[&str] = match at.starts_with("/nontrivial/") {
                    true => &["WrongType", "NontrivialityDiffers"],
                    false => &["WrongType"],
                };
                rejected(file, &format!("{other} at {at}"), bytes.as_bytes(), reasons);
            }
        }
    }
}

#[test]
fn every_natural_number_is_one() {
    for (file, _, document) in golden() {
        for at in sampled(document) {
            if !document.pointer(&at).unwrap().is_number() {
                continue;
            }
            let marked = with(document, &at, json!("~number~")).to_string();
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
                rejected(file, &format!("{text} at {at}"), marked.replace("\"~number~\"", text).as_bytes(), reasons);
            }
        }
    }
}

#[test]
fn every_rational_is_written_the_one_canonical_way() {
    for (file, _, document) in golden() {
        let mut tested = 0;
        for at in sampled(document) {
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
                let bytes = with(document, &at, json!(form)).to_string();
                rejected(file, &format!("{form} at {at}"), bytes.as_bytes(), &["NotCanonical"]);
            }
            let long = with(document, &at, json!("9".repeat(1001))).to_string();
            rejected(file, &format!("1001 digits at {at}"), long.as_bytes(), &["TooManyDigits"]);
        }
        let without = ["caloric", "threshold", "rank"].iter().any(|k| document["proof"]["kind"] == *k);
        assert!(tested > 0 || without || file == "rbar-1.json", "{file}: no rational found");
    }
}

#[test]
fn every_word_and_name_is_the_right_one() {
    for (file, _, document) in golden() {
        for at in pointers(document) {
            let value = document.pointer(&at).unwrap();
            if !value.is_string() || is_number(&at, value) {
                continue;
            }
            let bytes = with(document, &at, json!("lie\n")).to_string();
            if at == "/producer/version" {
                assert!(verdict(bytes.as_bytes()).starts_with("valid: "), "{file}");
                continue;
            }
            let reason = match at.as_str() {
                at if at.starts_with("/variables") => "VariablesDiffer",
                at if at.starts_with("/nontrivial") => "NontrivialityDiffers",
                _ => "UnknownWord",
            };
            rejected(file, &format!("another word at {at}"), bytes.as_bytes(), &[reason]);
        }
    }
}

#[test]
fn a_file_is_one_whole_document() {
    let cut_words = ["NotJson", "Empty"];
    for (file, text, _) in golden() {
        let whole = text.trim_end().len();
        for cut in (0..whole).step_by(1 + whole / 400) {
            rejected(file, &format!("cut after {cut} bytes"), &text.as_bytes()[..cut], &cut_words);
        }
        rejected(file, "twice", format!("{text}{text}").as_bytes(), &["NotJson"]);
        rejected(file, "trailing bytes", format!("{text}\0").as_bytes(), &["NotJson"]);
        rejected(file, "a byte order mark", format!("\u{feff}{text}").as_bytes(), &["NotJson"]);
        rejected(file, "a comment", format!("// proof\n{text}").as_bytes(), &["NotJson"]);
        rejected(file, "UTF-16", &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), &["NotJson"]);
        let mut bytes = text.clone().into_bytes();
        bytes[whole / 2] = 0xff;
        rejected(file, "a byte that is not UTF-8", &bytes, &["NotJson"]);
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
