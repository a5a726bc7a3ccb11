//! Every number of every golden file, replaced by another one, left out or written twice.

use super::{golden, is_large, is_number, pointers, sampled, verdict, verdict_on, with};
use serde_json::{Value, json};
use std::collections::BTreeSet;

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
        for at in pointers(document) {
            let Some(number) = document.pointer(&at).filter(|v| is_number(&at, v)).and_then(Value::as_str) else {
                continue;
            };
            for other in other_numbers(number) {
                let what = format!("{other} for {number} at {at}");
                let found = verdict_on(&with(document, &at, json!(other)));
                let negated = other.trim_start_matches('-') == number.trim_start_matches('-');
                let reasons: &[&str] = match &at {
                    at if at.starts_with("/equations") => &["EquationDiffers"],
                    // Squares do not tell s from −s, nor p5² from (−p5)².
                    at if at.contains("/root/") && negated => &[],
                    at if at.contains("/point/") && negated && is_weight(document, at) => &[],
                    at if at.contains("/multipliers") || at.contains("/root/") => &["ResidualNotZero"],
                    at if at.ends_with("/coeff") => &["ResidualNotZero", "WeightNotPositive"],
                    at if at.contains("/point/") => &["EquationNotSolved"],
                    // All weights times one number, and the factor that shows them not to vanish.
                    at if is_scale(document, at) => &["OutOfRange", &genuine],
                    at if at.contains("/weight_root/") || at.contains("/cofactor/") => {
                        &["EquationNotSolved", "Trivial", "OutOfRange"]
                    }
                    at if at.contains("/identities/") || at.contains("/relation/") => &["IdentityFails"],
                    at if at.starts_with("/statement/at_") => &["NoExponentBetween", "NotOptimal", "OutOfRange"],
                    at if at.contains("/dual/") => &["NotOptimal"],
                    // A feasible point is one as well with larger exponents of the other parameters.
                    at if at.contains("/primal/") => &["NotOptimal", "OutOfRange", &genuine],
                    // One atom alone needs no balance, and nor does a free gate that the density does not show.
                    at if at.ends_with("/weight") => &["CurveTooLarge", "WeightNotPositive", &genuine],
                    at if at.contains("/p/") => &["CurveTooLarge", "HypothesisFails", "NotOptimal", &genuine],
                    // One expert alone has the density whatever its gate is.
                    at if at.contains("/copies/") => &["DensitiesDiffer", "WeightNotPositive", &genuine],
                    at if at.contains("/experts/") || at.contains("/densities/") => &["DependenceFails"],
                    _ => panic!("{file}: an unexpected number at {at}"),
                };
                match reasons {
                    [] => assert_eq!(found, genuine, "{file}: {what}"),
                    _ => assert!(reasons.contains(&found.as_str()), "{file}: {what}: {found}"),
                }
            }
            let zero = verdict_on(&with(document, &at, json!("0")));
            let reasons: &[&str] = match &at {
                at if at.ends_with("/coeff") => &["WeightNotPositive"],
                at if at.contains("/point/") && is_weight(document, at) => &["Trivial"],
                at if at.contains("/point/") => &["EquationNotSolved"],
                at if at.contains("/weight_root/") || at.contains("/cofactor/") => {
                    &["TermsNotNormal", "EquationNotSolved", "Trivial"]
                }
                at if at.starts_with("/statement/at_least") => &["NotOptimal"],
                at if at.starts_with("/statement/at_most") => &["NoExponentBetween"],
                at if at.contains("/primal/") || at.contains("/dual/") => &["NotOptimal"],
                at if at.ends_with("/weight") || at.contains("/copies/") => &["WeightNotPositive"],
                // The power of a zero is 0; it is so already where the gate is free.
                at if at.contains("/p/") => &["OutOfRange", "HypothesisFails", &genuine],
                _ => &["TermsNotNormal"],
            };
            // Some numbers of a point and of a weight polynomial are 0 already.
            assert!(number == "0" || reasons.contains(&zero.as_str()), "{file}: 0 at {at}: {zero}");
        }
    }
}

/// Whether a number is the only coefficient of a polynomial of a Gauss–Hermite solution that is not 0.
fn is_scale(document: &Value, at: &str) -> bool {
    let (list, own) = at.rsplit_once('/').unwrap();
    let others = |items: &Vec<Value>| items.iter().enumerate().all(|(k, c)| (c == "0") != (k.to_string() == own));
    let solution = list.ends_with("/weight_root") || list.ends_with("/cofactor");
    solution && document.pointer(list).and_then(Value::as_array).is_some_and(others)
}

/// Whether a coordinate of a point is a p5.
fn is_weight(document: &Value, at: &str) -> bool {
    let position: usize = at.rsplit('/').next().unwrap().parse().unwrap();
    document["variables"][position].as_str().unwrap().starts_with("p5")
}

#[test]
fn no_exponent_and_no_index_can_be_changed() {
    for (file, text, document) in golden() {
        let genuine = verdict(text.as_bytes());
        for at in if is_large(document) { sampled(document) } else { pointers(document) } {
            let Some(number) = document.pointer(&at).and_then(Value::as_u64) else { continue };
            let list = ["/relation/", "/copies/", "/experts/", "/densities/"].iter().any(|list| at.contains(list));
            if at.starts_with("/statement/") && !list {
                continue;
            }
            for other in [number + 1, number.wrapping_sub(1), 10_000] {
                if other == u64::MAX {
                    continue;
                }
                let found = verdict_on(&with(document, &at, json!(other)));
                let reasons: &[&str] = match &at {
                    at if at.starts_with("/equations") => &["EquationDiffers", "TermsNotNormal"],
                    at if at.contains("/equation/") => &["ResidualNotZero", "OutOfRange"],
                    at if at.contains("/multipliers") || at.contains("/root/") => {
                        &["ResidualNotZero", "TermsNotNormal"]
                    }
                    at if at.contains("/identities/") || at.contains("/relation/") => {
                        &["IdentityFails", "TermsNotNormal", "OutOfRange", "TooMuchWork"]
                    }
                    at if at.contains("/copies/") => &["CopyMissing", "DensitiesDiffer", "OutOfRange"],
                    at if at.contains("/experts/") || at.contains("/densities/") => &["DependenceFails", "OutOfRange"],
                    at if at.contains("/powers/") => &["PartDiffers"],
                    at if at.ends_with("/curve") => &["NotOptimal", "OutOfRange"],
                    // A gate that the density does not show has the exponent 0 whatever the order.
                    at if at.ends_with("/order") => &["CurveTooLarge", "NotOptimal", "OutOfRange", &genuine],
                    // So it has with another power in one of the atoms.
                    at if at.contains("/p/0/") => {
                        &["CurveTooLarge", "HypothesisFails", "NotOptimal", "OutOfRange", &genuine]
                    }
                    at if at.contains("/p/") => &["CurveTooLarge", "HypothesisFails", "NotOptimal", "OutOfRange"],
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
        for at in if is_large(document) { sampled(document) } else { pointers(document) } {
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
                _ if is("/curves") => &["NotOptimal", "OutOfRange"],
                _ if is("/copies") => &["CopyMissing", "DensitiesDiffer"],
                at if at.contains("/experts") || at.contains("/densities") => {
                    &["WrongLength", "DependenceFails", "TermsNotNormal"]
                }
                _ if is("/weight_root") || is("/cofactor") => {
                    &["EquationNotSolved", "Trivial", "TermsNotNormal", "WrongLength"]
                }
                at if at.starts_with("/equations") => &["EquationDiffers", "TermsNotNormal", "WrongLength"],
                at if at.contains("/multipliers") || at.contains("/root") => {
                    &["ResidualNotZero", "TermsNotNormal", "WrongLength"]
                }
                _ => &["WrongLength", "IdentityFails", "TermsNotNormal"],
            };
            // Of the many lists of exponents the two ends are enough.
            let step = if items.iter().all(Value::is_number) { items.len().saturating_sub(1).max(1) } else { 1 };
            for i in (0..items.len()).step_by(step) {
                let (mut fewer, mut more) = (items.clone(), items.clone());
                fewer.remove(i);
                more.insert(i, items[i].clone());
                let [fewer, more] = [fewer, more].map(|list| verdict_on(&with(document, &at, Value::Array(list))));
                // To assume less than is given makes a proof no worse, as long as a square stays positive.
                assert!(reasons.contains(&fewer.as_str()), "{file}: {at} without item {i}: {fewer}");
                // To refute a case twice, or to state an identity twice, is superfluous but no lie.
                match is("/cases") || is("/identities") {
                    true => assert_eq!(more, genuine, "{file}: {at} with item {i} twice"),
                    // A curve that no optimum names is no lie; the others have moved, and four are the most.
                    false if is("/curves") => {
                        let last = i + 1 == items.len();
                        let expected = if items.len() == 4 {
                            "WrongLength"
                        } else if last {
                            &genuine
                        } else {
                            "NotOptimal"
                        };
                        assert_eq!(more, expected, "{file}: {at} with item {i} twice");
                    }
                    // One expert alone has its density with any number of copies: another true statement.
                    false if is("/copies") && document["statement"]["true_atoms"] == 1 => {
                        assert_eq!(more, genuine.replace("2 atoms", "3 atoms"), "{file}: {at} with item {i} twice");
                    }
                    false => assert!(reasons.contains(&more.as_str()), "{file}: {at} with item {i} twice: {more}"),
                }
            }
        }
    }
}
