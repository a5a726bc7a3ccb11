//! The parameters of a softmax-gated mixture of Gaussian experts, and the file that carries them.
//!
//! `g_G(y|x) = Σ_i softmax_i(β1_iᵀx + β0_i) · N(y; a_iᵀx + b_i, ν_i)` (docs/theory.md, section 1) is described by the mixing
//! measure `G = Σ_i exp(β0_i) δ_(β1_i, a_i, b_i, ν_i)`: one [`Atom`] for each expert. ν is the **variance**, never the
//! standard deviation.
//!
//! Adding one constant to every β0 and one vector to every β1 leaves `g_G` unchanged, so a file declares its [`Gauge`].
//!
//! # The file
//! One JSON object; every field is required, none other is accepted, none may stand twice:
//! ```json
//! {
//!   "format": "moe-proof-parameters/1",
//!   "model": "softmax-gaussian",
//!   "dim": 1,
//!   "gauge": "last-zero",
//!   "experts": [
//!     {"gate_bias": -8.0, "gate_slope": [25.0], "expert_slope": [-20.0], "expert_intercept": 15.0, "variance": 0.09},
//!     {"gate_bias": 0.0, "gate_slope": [0.0], "expert_slope": [20.0], "expert_intercept": -5.0, "variance": 0.16}
//!   ]
//! }
//! ```
//! `gauge` is `"last-zero"` (the last expert's gate is exactly 0 and `[0, …]`) or `"none"` (gates as they stand). Numbers are
//! finite; what is written is read back to the same bits.

use crate::Error;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The version tag of the parameter file.
pub const FORMAT: &str = "moe-proof-parameters/1";
/// The only model of version 1.
pub const MODEL: &str = "softmax-gaussian";
/// The most coordinates a covariate may have in a parameter file.
pub const MAX_DIM: usize = 1000;
/// The most experts a parameter file may have.
pub const MAX_EXPERTS: usize = 1000;

/// One expert and its gate: an atom of the mixing measure, of weight `exp(gate_bias)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// β0.
    pub gate_bias: f64,
    /// β1, of length `dim`.
    pub gate_slope: Vec<f64>,
    /// a, of length `dim`.
    pub expert_slope: Vec<f64>,
    /// b.
    pub expert_intercept: f64,
    /// ν = σ² > 0, the variance.
    pub variance: f64,
}

/// The mixing measure `Σ exp(β0_i) δ_(β1_i, a_i, b_i, ν_i)`; atoms are numbered from 0 in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct MixingMeasure {
    /// Number of coordinates of the covariate x.
    pub dim: usize,
    /// At least one atom.
    pub atoms: Vec<Atom>,
}

/// Which of the equivalent gates a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Gauge {
    /// The last expert's β0 and β1 are exactly 0.
    #[default]
    LastZero,
    /// The gates as they stand; nothing is normalised.
    None,
}

impl Gauge {
    /// The word that stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Gauge::LastZero => "last-zero",
            Gauge::None => "none",
        }
    }
}

/// The error of parameters that break a rule of the file or of the model; the place is one such as `experts[2].variance`, or a
/// line and column where the text is no JSON.
fn invalid(place: impl fmt::Display, found: impl fmt::Display, expected: impl fmt::Display) -> Error {
    Error::input("invalid parameters").at(place).found(found).expected(expected)
}

impl MixingMeasure {
    /// A measure whose atoms have been checked.
    ///
    /// # Errors
    /// See [`MixingMeasure::check`].
    pub fn new(dim: usize, atoms: Vec<Atom>) -> Result<Self, Error> {
        let measure = MixingMeasure { dim, atoms };
        measure.check()?;
        Ok(measure)
    }

    /// Checks the rules of the model: at least one coordinate and one atom, slopes of length `dim`, finite numbers,
    /// variances > 0.
    ///
    /// # Errors
    /// The first broken rule, with the place named as in the file.
    pub fn check(&self) -> Result<(), Error> {
        if self.dim == 0 || self.dim > MAX_DIM {
            let expected = format!("an integer from 1 to {MAX_DIM}");
            return Err(invalid("dim", self.dim.to_string(), expected));
        }
        if self.atoms.is_empty() || self.atoms.len() > MAX_EXPERTS {
            let found = format!("{} experts", self.atoms.len());
            let expected = format!("from 1 to {MAX_EXPERTS} experts");
            return Err(invalid("experts", found, expected));
        }
        for (i, atom) in self.atoms.iter().enumerate() {
            let place = |field: &str| format!("experts[{i}].{field}");
            let finite = |field: &str, value: f64| {
                if value.is_finite() {
                    return Ok(());
                }
                Err(invalid(place(field), value.to_string(), "a finite number"))
            };
            finite("gate_bias", atom.gate_bias)?;
            for (field, slope) in [("gate_slope", &atom.gate_slope), ("expert_slope", &atom.expert_slope)] {
                if slope.len() != self.dim {
                    let found = format!("{} numbers", slope.len());
                    let expected = format!("{} (the value of dim)", self.dim);
                    return Err(invalid(place(field), found, expected));
                }
                for (j, &value) in slope.iter().enumerate() {
                    finite(&format!("{field}[{j}]"), value)?;
                }
            }
            finite("expert_intercept", atom.expert_intercept)?;
            finite("variance", atom.variance)?;
            if atom.variance <= 0.0 {
                let found = atom.variance.to_string();
                return Err(invalid(place("variance"), found, "a variance > 0"));
            }
        }
        Ok(())
    }

    /// Number of atoms, k.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there is no atom; never true of a checked measure.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// The same density with the last gate at (0, 0).
    pub fn last_zero(&self) -> Self {
        match self.atoms.last() {
            None => self.clone(),
            Some(last) => self.translated(&last.gate_slope.iter().map(|v| -v).collect::<Vec<_>>(), -last.gate_bias),
        }
    }

    /// The same density with `slope` added to every β1 and `bias` to every β0: the translation `(t1, t2)`.
    pub fn translated(&self, slope: &[f64], bias: f64) -> Self {
        let mut moved = self.clone();
        for atom in &mut moved.atoms {
            // `+ 0.0` turns −0 into 0.
            atom.gate_bias = atom.gate_bias + bias + 0.0;
            for (b, t) in atom.gate_slope.iter_mut().zip(slope) {
                *b = *b + t + 0.0;
            }
        }
        moved
    }

    /// The file's text in the given gauge, with a newline at the end. [`Gauge::LastZero`] translates the gates first.
    ///
    /// # Errors
    /// See [`MixingMeasure::check`]: nothing invalid is written.
    pub fn to_json(&self, gauge: Gauge) -> Result<String, Error> {
        use fmt::Write as _;
        let shown = match gauge {
            Gauge::LastZero => self.last_zero(),
            Gauge::None => self.clone(),
        };
        shown.check()?;
        let mut text = String::new();
        let _ = write!(
            text,
            "{{\n  \"format\": \"{FORMAT}\",\n  \"model\": \"{MODEL}\",\n  \"dim\": {},\n  \"gauge\": \"{}\",\n  \"experts\": [",
            shown.dim,
            gauge.name()
        );
        let list = |values: &[f64]| {
            let numbers: Vec<String> = values.iter().map(|v| format!("{v:?}")).collect();
            numbers.join(", ")
        };
        for (i, atom) in shown.atoms.iter().enumerate() {
            let _ = write!(
                text,
                "{}\n    {{\"gate_bias\": {:?}, \"gate_slope\": [{}], \"expert_slope\": [{}], \"expert_intercept\": {:?}, \"variance\": {:?}}}",
                if i == 0 { "" } else { "," },
                atom.gate_bias,
                list(&atom.gate_slope),
                list(&atom.expert_slope),
                atom.expert_intercept,
                atom.variance
            );
        }
        text.push_str("\n  ]\n}\n");
        Ok(text)
    }

    /// Reads a parameter file; the gates are kept as the file shows them.
    ///
    /// # Errors
    /// The first thing that is not as the module's page describes it: text that is no JSON, a missing, unknown or repeated
    /// field, a wrong type, length, version or model, a number that is not finite, a variance ≤ 0, a gauge that does not hold.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let tree: Tree = serde_json::from_str(text).map_err(|e| {
            let place = format!("line {}, column {}", e.line(), e.column());
            invalid(place, e.to_string(), "one JSON object with no repeated field")
        })?;
        let file = tree.object("the top level", &["format", "model", "dim", "gauge", "experts"])?;
        for (field, wanted, value) in [("format", FORMAT, file[0]), ("model", MODEL, file[1])] {
            let found = value.text(field)?;
            if found != wanted {
                return Err(invalid(field, format!("{found:?}"), format!("{wanted:?}")));
            }
        }
        let number = file[2].number("dim")?;
        if number.fract() != 0.0 || !(1.0..=MAX_DIM as f64).contains(&number) {
            let expected = format!("an integer from 1 to {MAX_DIM}");
            return Err(invalid("dim", number.to_string(), expected));
        }
        let dim = number as usize;
        let gauge = match file[3].text("gauge")? {
            "last-zero" => Gauge::LastZero,
            "none" => Gauge::None,
            other => {
                let found = format!("{other:?}");
                return Err(invalid("gauge", found, "\"last-zero\" or \"none\""));
            }
        };
        let mut atoms = Vec::new();
        for (i, entry) in file[4].list("experts")?.iter().enumerate() {
            atoms.push(read_atom(entry, i)?);
        }
        let measure = MixingMeasure::new(dim, atoms)?;
        if gauge == Gauge::LastZero {
            let i = measure.len() - 1;
            let last = &measure.atoms[i];
            let gate = std::iter::once(("gate_bias".to_string(), last.gate_bias))
                .chain(last.gate_slope.iter().enumerate().map(|(j, &v)| (format!("gate_slope[{j}]"), v)));
            for (field, value) in gate {
                if value != 0.0 {
                    let place = format!("experts[{i}].{field}");
                    let expected = "0, as the gauge \"last-zero\" says";
                    return Err(invalid(place, value.to_string(), expected));
                }
            }
        }
        Ok(measure)
    }
}

fn read_atom(entry: &Tree, i: usize) -> Result<Atom, Error> {
    let names = ["gate_bias", "gate_slope", "expert_slope", "expert_intercept", "variance"];
    let fields = entry.object(&format!("experts[{i}]"), &names)?;
    let place = |field: usize| format!("experts[{i}].{}", names[field]);
    let numbers = |field: usize| -> Result<Vec<f64>, Error> {
        let values = fields[field].list(&place(field))?.iter().enumerate();
        values.map(|(j, v)| v.number(&format!("{}[{j}]", place(field)))).collect()
    };
    Ok(Atom {
        gate_bias: fields[0].number(&place(0))?,
        gate_slope: numbers(1)?,
        expert_slope: numbers(2)?,
        expert_intercept: fields[3].number(&place(3))?,
        variance: fields[4].number(&place(4))?,
    })
}

/// A JSON value whose objects have no repeated field.
#[derive(Debug)]
enum Tree {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
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

    fn number(&self, place: &str) -> Result<f64, Error> {
        match self {
            Tree::Number(v) => Ok(*v),
            other => Err(other.mismatch(place, "a number")),
        }
    }

    fn text(&self, place: &str) -> Result<&str, Error> {
        match self {
            Tree::Text(s) => Ok(s),
            other => Err(other.mismatch(place, "a text")),
        }
    }

    fn list(&self, place: &str) -> Result<&[Tree], Error> {
        match self {
            Tree::List(l) => Ok(l),
            other => Err(other.mismatch(place, "a list")),
        }
    }

    /// The values of exactly these fields, in this order.
    fn object(&self, place: &str, names: &[&str]) -> Result<Vec<&Tree>, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"format":"moe-proof-parameters/1","model":"softmax-gaussian","dim":1,"gauge":"last-zero","experts":[
        {"gate_bias":-8,"gate_slope":[25],"expert_slope":[-20],"expert_intercept":15,"variance":0.09},
        {"gate_bias":0,"gate_slope":[0],"expert_slope":[20],"expert_intercept":-5,"variance":0.16}]}"#;

    fn error(from: &str, to: &str) -> String {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from} does not occur");
        MixingMeasure::from_json(&text).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_read_and_written_back_to_the_same_bits() {
        let mut measure = MixingMeasure::from_json(GOOD).unwrap();
        assert_eq!(measure.atoms[0].gate_slope, [25.0]);
        measure.atoms[0].expert_intercept = 0.1 + 0.2;
        measure.atoms[0].variance = 1.234_567_890_123_456_7e-300;
        measure.atoms[1].expert_slope[0] = -9.869_604_401_089_358e17;
        for gauge in [Gauge::LastZero, Gauge::None] {
            let text = measure.to_json(gauge).unwrap();
            assert_eq!(MixingMeasure::from_json(&text).unwrap(), measure);
        }
    }

    #[test]
    fn many_random_numbers_survive_the_file() {
        let mut state = 1u64;
        for _ in 0..2000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let value = f64::from_bits(state);
            if !value.is_finite() {
                continue;
            }
            let mut measure = MixingMeasure::from_json(GOOD).unwrap();
            measure.atoms[0].expert_intercept = value;
            let back = MixingMeasure::from_json(&measure.to_json(Gauge::None).unwrap()).unwrap();
            assert_eq!(back.atoms[0].expert_intercept.to_bits(), value.to_bits(), "{value:?}");
        }
    }

    #[test]
    fn every_broken_rule_names_its_place() {
        for (from, to, place) in [
            ("parameters/1", "parameters/2", "at format"),
            ("softmax-gaussian", "softmax", "at model"),
            ("\"dim\":1", "\"dim\":2", "at experts[0].gate_slope"),
            ("\"dim\":1", "\"dim\":1.5", "at dim"),
            ("\"dim\":1", "\"dim\":0", "at dim"),
            ("last-zero", "first-zero", "at gauge"),
            ("0.09", "0", "at experts[0].variance"),
            ("0.09", "-1", "at experts[0].variance"),
            ("0.09", "\"0.09\"", "at experts[0].variance"),
            ("0.09", "1e999", "line 2"),
            ("[-20]", "[-20, 1]", "at experts[0].expert_slope"),
            ("[-20]", "-20", "at experts[0].expert_slope"),
            ("[-20]", "[null]", "at experts[0].expert_slope[0]"),
            ("[0]", "[0.5]", "at experts[1].gate_slope[0]"),
            ("\"gate_bias\":0", "\"gate_bias\":1", "at experts[1].gate_bias"),
            ("\"dim\":1", "\"dim\":1,\"dim\":1", "stands twice"),
            ("\"dim\":1", "\"dim\":1,\"sigma\":1", "unknown field \"sigma\""),
            (",\"variance\":0.16", "", "the field \"variance\""),
            ("{\"format\"", "[{\"format\"", "line"),
        ] {
            let message = error(from, to);
            assert!(message.contains(place), "{from} -> {to}: {message}");
        }
        let none = GOOD.split("\"experts\"").next().unwrap().to_string() + "\"experts\":[]}";
        let message = MixingMeasure::from_json(&none).unwrap_err().to_string();
        assert!(message.contains("0 experts"), "{message}");
    }

    #[test]
    fn the_gauge_is_fixed_by_a_translation_of_every_gate() {
        let measure = MixingMeasure::from_json(GOOD).unwrap();
        let moved = measure.translated(&[3.0], 2.0);
        assert_eq!((moved.atoms[1].gate_bias, moved.atoms[1].gate_slope[0]), (2.0, 3.0));
        assert_eq!(moved.last_zero(), measure);
        assert!(moved.to_json(Gauge::None).unwrap().contains("\"none\""));
    }

    #[test]
    fn nothing_invalid_is_written() {
        let mut measure = MixingMeasure::from_json(GOOD).unwrap();
        measure.atoms[1].variance = f64::NAN;
        assert!(measure.to_json(Gauge::None).is_err());
    }
}
