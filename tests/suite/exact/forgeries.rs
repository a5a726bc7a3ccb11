//! Random changes of the golden proofs, of their bytes and of their structure. Almost all are rejected; whatever the kernel still
//! accepts must be *true*, whether it is the statement of the file or another one. What is true is decided here without the kernel:
//! by r̄(1) = 1, r̄(m) = 2m, the table of exponents, and the differential ring.

use super::cases;
use super::exponents::claims_no_more_than_the_truth;
use crate::support::golden_proofs;
use moe_proof::kernel::{
    CALORIC_SEPARATION, Coefficient, Dependence, Method, Outcome, SameDensity, Statement, System, verify,
};
use moe_proof::{exact::relations::residual, model::softmax_gaussian};
use num_rational::BigRational;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::LazyLock;

static GOLDEN: LazyLock<Vec<(Vec<u8>, Value)>> = LazyLock::new(|| {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let document = serde_json::from_slice(&bytes).unwrap();
        (bytes, document)
    };
    golden_proofs().iter().map(read).collect()
});

fn rbar(cells: usize) -> usize {
    if cells == 1 { 1 } else { 2 * cells }
}

/// Whether a statement is true.
fn holds(statement: &Statement) -> bool {
    match statement {
        Statement::Rbar(s) => s.order == rbar(s.atoms),
        Statement::Solvable(s) => s.order < rbar(s.atoms),
        Statement::Unsolvable(s) => s.order >= rbar(s.atoms),
        Statement::Identity { dim, relation } => residual(&softmax_gaussian(*dim), relation).is_zero(),
        Statement::Relations { .. } => true,
        Statement::Exponents(claim) => claims_no_more_than_the_truth(claim),
        Statement::SameDensity(claim) => parts_are_equal(claim),
        Statement::Identifiable { true_atoms, fitted_atoms, .. } => *fitted_atoms < 2 * true_atoms,
        Statement::Dependence(claim) => is_a_multiple_of_the_relation(claim),
        Statement::Rank(claim) => {
            // The monomials of degree at most q in d variables are those of degree q in one variable more.
            let monomials = monomials(claim.dim + 1, claim.degree);
            claim.functions == 2 * claim.true_atoms as u64 * monomials && claim.rank + monomials == claim.functions
        }
    }
}

/// Whether each term of the factor has the same total share in every atom, and one that is not 0.
fn parts_are_equal(claim: &SameDensity) -> bool {
    let total = |atom, term| -> BigRational {
        claim.copies.iter().filter(|c| (c.atom, c.term) == (atom, term)).map(|c| &c.share).sum()
    };
    (0..claim.terms).all(|l| {
        let first = total(0, l);
        first > BigRational::from_integer(0.into()) && (1..claim.true_atoms).all(|i| total(i, l) == first)
    })
}

/// Whether the coefficients at some weights are λ(W_1, …, W_k*) and −λ(W_1, …, W_k*) with λ ≠ 0: there are no other relations
/// (`relations_known` in proofs/coq/model/RankNine.v).
fn is_a_multiple_of_the_relation(claim: &Dependence) -> bool {
    let weights: Vec<BigRational> =
        (0..claim.true_atoms).map(|i| BigRational::new((2 * i + 3).into(), 7.into())).collect();
    let value = |coefficient: &Coefficient| -> BigRational {
        let term = |(c, e): &(BigRational, Vec<u32>)| {
            weights.iter().zip(e).fold(c.clone(), |product, (w, &k)| product * num_traits::pow(w.clone(), k as usize))
        };
        coefficient.iter().map(term).sum()
    };
    let lambda = value(&claim.experts[0]) / &weights[0];
    let all_at =
        |list: &[Coefficient], factor: BigRational| list.iter().zip(&weights).all(|(c, w)| value(c) == &factor * w);
    lambda != BigRational::from_integer(0.into())
        && all_at(&claim.experts, lambda.clone())
        && all_at(&claim.densities, -lambda)
}

/// The number of monomials of degree q in n variables, from those in one variable less.
fn monomials(variables: usize, degree: usize) -> u64 {
    let mut counts = vec![1u64; degree + 1];
    for _ in 1..variables {
        (1..=degree).for_each(|q| counts[q] = counts[q].saturating_add(counts[q - 1]));
    }
    counts[degree]
}

/// Asserts that what the kernel says of these bytes is true; returns whether it accepted them.
fn judge(bytes: &[u8]) -> Result<bool, TestCaseError> {
    match verify(bytes) {
        Ok(Outcome::Valid(verified)) => {
            prop_assert!(holds(verified.statement()), "accepted: {}", verified.statement());
            let caloric = verified.methods().contains(&Method::CaloricSeparation);
            prop_assert_eq!(caloric, verified.assumes().contains(&CALORIC_SEPARATION));
            Ok(true)
        }
        Ok(Outcome::Incomplete { statement, verified, .. }) => {
            let Statement::Rbar(System { atoms: cells, order, .. }) = statement else {
                return Err(TestCaseError::fail(format!("{statement} cannot be incomplete")));
            };
            let (least, most) = (verified.contains('≥'), verified.contains('≤'));
            prop_assert!(!least || rbar(cells) >= order, "{verified}");
            prop_assert!(!most || rbar(cells) <= order, "{verified}");
            prop_assert!(least || most, "{verified}");
            Ok(false)
        }
        Err(_) => Ok(false),
    }
}

/// One change of the bytes.
#[derive(Clone, Debug)]
enum Edit {
    Flip(usize, u8),
    Remove(usize, usize),
    Insert(usize, Vec<u8>),
    /// Copies a piece from one place of the same or of another file to another place.
    Copy {
        file: usize,
        from: usize,
        length: usize,
        to: usize,
    },
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<usize>();
    prop_oneof![
        (at, any::<u8>()).prop_map(|(at, b)| Edit::Flip(at, b)),
        (at, 0..40usize).prop_map(|(at, n)| Edit::Remove(at, n)),
        (at, "[0-9,\\-/\\[\\]{}\":a-z_ ]{1,6}").prop_map(|(at, s)| Edit::Insert(at, s.into_bytes())),
        (at, at, 0..200usize, at).prop_map(|(file, from, length, to)| Edit::Copy { file, from, length, to }),
    ]
}

fn apply(bytes: &mut Vec<u8>, edit: &Edit) {
    let place = |at: usize, length: usize| at % (length + 1);
    match edit {
        Edit::Flip(at, b) => {
            let at = at % bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= b;
            }
        }
        Edit::Remove(at, n) => {
            let from = place(*at, bytes.len());
            let to = (from + n).min(bytes.len());
            bytes.drain(from..to);
        }
        Edit::Insert(at, more) => {
            let at = place(*at, bytes.len());
            bytes.splice(at..at, more.iter().copied());
        }
        Edit::Copy { file, from, length, to } => {
            let source = &GOLDEN[file % GOLDEN.len()].0;
            let from = place(*from, source.len());
            let piece = source[from..(from + length).min(source.len())].to_vec();
            let to = place(*to, bytes.len());
            let end = (to + piece.len()).min(bytes.len());
            bytes.splice(to..end, piece);
        }
    }
}

/// One change of the structure: the places are numbers that are reduced to the number of values.
#[derive(Clone, Debug)]
enum Change {
    /// Puts a value of the same or of another file in the place of another one.
    Replace {
        file: usize,
        from: usize,
        to: usize,
    },
    /// Exchanges two values of the file.
    Swap(usize, usize),
    /// Takes an item out of a list, or puts it in twice.
    Remove(usize),
    Repeat(usize),
    /// Adds to a natural number.
    Add(usize, i64),
    /// Writes another rational.
    Rational(usize, i64, u64),
    /// Changes a number of the statement.
    State(usize, u64),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>();
    prop_oneof![
        3 => (at, at, at).prop_map(|(file, from, to)| Change::Replace { file, from, to }),
        2 => (at, at).prop_map(|(a, b)| Change::Swap(a, b)),
        1 => at.prop_map(Change::Remove),
        1 => at.prop_map(Change::Repeat),
        2 => (at, -3..4i64).prop_map(|(a, k)| Change::Add(a, k)),
        2 => (at, -40..40i64, 1..20u64).prop_map(|(a, n, d)| Change::Rational(a, n, d)),
        3 => (at, 0..12u64).prop_map(|(a, n)| Change::State(a, n)),
    ]
}

/// The JSON pointers of the values that a condition selects.
fn pointers(document: &Value, select: &dyn Fn(&Value) -> bool) -> Vec<String> {
    fn walk(value: &Value, at: String, select: &dyn Fn(&Value) -> bool, all: &mut Vec<String>) {
        if select(value) {
            all.push(at.clone());
        }
        match value {
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, v)| walk(v, format!("{at}/{i}"), select, all));
            }
            Value::Object(fields) => fields.iter().for_each(|(k, v)| walk(v, format!("{at}/{k}"), select, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk(document, String::new(), select, &mut all);
    all
}

fn alter(document: &mut Value, change: &Change) {
    let pick = |all: Vec<String>, at: usize| if all.is_empty() { None } else { Some(all[at % all.len()].clone()) };
    match change {
        Change::Replace { file, from, to } => {
            // Half of the time something of the same field, which fits better.
            let source = &GOLDEN[file % GOLDEN.len()].1;
            let Some(to) = pick(pointers(document, &|_| true), *to) else { return };
            let last = to.rsplit('/').next().unwrap_or_default().to_string();
            let mut candidates = pointers(source, &|_| true);
            let fitting: Vec<String> =
                candidates.iter().filter(|p| p.ends_with(&format!("/{last}"))).cloned().collect();
            if from % 2 == 0 && !fitting.is_empty() {
                candidates = fitting;
            }
            let Some(from) = pick(candidates, from / 2) else { return };
            *document.pointer_mut(&to).unwrap() = source.pointer(&from).unwrap().clone();
        }
        Change::Swap(a, b) => {
            let all = pointers(document, &|_| true);
            let (Some(a), Some(b)) = (pick(all.clone(), *a), pick(all, *b)) else { return };
            if a.starts_with(&b) || b.starts_with(&a) {
                return;
            }
            let [x, y] = [&a, &b].map(|p| document.pointer(p).unwrap().clone());
            *document.pointer_mut(&a).unwrap() = y;
            *document.pointer_mut(&b).unwrap() = x;
        }
        Change::Remove(at) | Change::Repeat(at) => {
            let lists = pointers(document, &|v| v.as_array().is_some_and(|a| !a.is_empty()));
            let Some(list) = pick(lists, *at) else { return };
            let items = document.pointer_mut(&list).unwrap().as_array_mut().unwrap();
            let k = at / 7 % items.len();
            match change {
                Change::Remove(_) => drop(items.remove(k)),
                _ => items.insert(k, items[k].clone()),
            }
        }
        Change::Add(at, k) => {
            let Some(at) = pick(pointers(document, &Value::is_number), *at) else { return };
            let number = document.pointer_mut(&at).unwrap();
            let sum = number.as_u64().unwrap_or(0) as i64 + k;
            *number = json!(sum);
        }
        Change::Rational(at, n, d) => {
            let digits = |v: &Value| {
                v.as_str().is_some_and(|s| s.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit()))
            };
            let Some(at) = pick(pointers(document, &digits), *at) else { return };
            let value = num_rational::BigRational::new((*n).into(), (*d).into());
            *document.pointer_mut(&at).unwrap() = json!(value.to_string());
        }
        Change::State(at, n) => {
            const FIELDS: [&str; 10] = [
                "atoms",
                "dim",
                "order",
                "claim",
                "true_atoms",
                "fitted_atoms",
                "terms",
                "degree",
                "functions",
                "rank",
            ];
            let field = FIELDS[at % FIELDS.len()];
            let Some(place) = document.get_mut("statement").and_then(|s| s.get_mut(field)) else { return };
            let claims = ["solvable", "unsolvable", "rbar", "identity", "relations", "same-density", "dependence"];
            *place = if field == "claim" { json!(claims[*n as usize % claims.len()]) } else { json!(n) };
        }
    }
}

proptest! {
    #![proptest_config(cases(6000))]

    #[test]
    fn edited_bytes_prove_nothing_false(file in any::<usize>(), edits in prop::collection::vec(edit(), 1..4)) {
        let mut bytes = GOLDEN[file % GOLDEN.len()].0.clone();
        edits.iter().for_each(|e| apply(&mut bytes, e));
        judge(&bytes)?;
    }

    #[test]
    fn altered_structure_proves_nothing_false(file in any::<usize>(), changes in prop::collection::vec(change(), 1..4)) {
        let mut document = GOLDEN[file % GOLDEN.len()].1.clone();
        changes.iter().for_each(|c| alter(&mut document, c));
        judge(document.to_string().as_bytes())?;
    }

    #[test]
    fn any_bytes_get_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!judge(&bytes)?);
    }
}

/// The properties above would be empty if nothing were ever accepted.
#[test]
fn some_changes_are_accepted() {
    let accepted = |changes: &[Change]| {
        let altered = |(_, document): &(Vec<u8>, Value)| {
            let mut document = document.clone();
            changes.iter().for_each(|c| alter(&mut document, c));
            judge(document.to_string().as_bytes()).unwrap()
        };
        GOLDEN.iter().filter(|file| altered(file)).count()
    };
    assert_eq!(accepted(&[]), GOLDEN.len());
    // dim := 5 is another true statement for those that carry no system.
    assert!(accepted(&[Change::State(1, 5)]) >= 10);
    // order := 4 is the truth for two atoms, and a weaker truth for a solution of order 9; the ten files about exponents and the ten
    // about identifiability have none.
    assert!((22..30).contains(&accepted(&[Change::State(2, 4)])));
    assert_eq!(
        accepted(&[Change::State(0, 0)]),
        14,
        "the files about derivatives and about identifiability have no atoms"
    );
    // fitted_atoms := 2 is as true as 3, and 4 is false.
    assert_eq!([2, 4].map(|k| accepted(&[Change::State(5, k)])), [GOLDEN.len(), GOLDEN.len() - 1]);
}
