//! The file that carries the parameters of a mixing measure.
//!
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
//! An expert has its `gate_bias` and the fields of its [`Family`], in the family's order when written and in any order when read.
//! `gauge` is `"last-zero"` (the last expert's gate is exactly 0 and `[0, …]`) or `"none"` (gates as they stand). Numbers are
//! finite; what is written is read back to the same bits.

use super::family::{Family, GATE_BIAS, PerParameter, Role, Shape, Shaped};
use super::gauge::Gauge;
use super::json_tree::Tree;
use super::measure::{Atom, MAX_DIM, MixingMeasure, invalid};
use crate::{Error, json};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The version tag of the parameter file.
pub const FORMAT: &str = "moe-proof-parameters/1";

/// The file, its fields in the order in which they are written.
#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    model: &'a str,
    dim: usize,
    gauge: &'a str,
    experts: Vec<Expert<'a>>,
}

/// An atom as an object: its bias, then the fields of the family.
struct Expert<'a>(&'a Atom);

impl Serialize for Expert<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let family = Family::softmax_gaussian();
        let mut object = serializer.serialize_map(Some(1 + family.len()))?;
        object.serialize_entry(GATE_BIAS, &self.0.gate_bias)?;
        for (id, parameter) in family.iter() {
            object.serialize_entry(&parameter.field, &Shaped { shape: parameter.shape, values: self.0.values(id) })?;
        }
        object.end()
    }
}

impl MixingMeasure {
    /// The file's text in the given gauge, with a newline at the end. [`Gauge::LastZero`] translates the gates first.
    ///
    /// # Errors
    /// See [`MixingMeasure::check`]: nothing invalid is written.
    pub fn to_json(&self, gauge: Gauge) -> Result<String, Error> {
        let shown = match gauge {
            Gauge::LastZero => self.last_zero(),
            Gauge::None => self.clone(),
        };
        shown.check()?;
        Ok(json::lines(&File {
            format: FORMAT,
            model: &shown.family().name,
            dim: shown.dim,
            gauge: gauge.name(),
            experts: shown.atoms.iter().map(Expert).collect(),
        }))
    }

    /// Reads a parameter file; the gates are kept as the file shows them.
    ///
    /// # Errors
    /// The first thing that is not as the module's page describes it: text that is no JSON, a missing, unknown or repeated
    /// field, a wrong type, length, version or model, a number that is not finite, a variance ≤ 0, a gauge that does not hold.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let tree = Tree::parse(text)?;
        let file = tree.object("the top level", &["format", "model", "dim", "gauge", "experts"])?;
        let model = Family::softmax_gaussian().name.as_ref();
        for (field, wanted, value) in [("format", FORMAT, file[0]), ("model", model, file[1])] {
            let found = value.text(field)?;
            if found != wanted {
                return Err(invalid(field, format!("{found:?}"), format!("{wanted:?}")));
            }
        }
        let number = file[2].number("dim")?;
        if number.fract() != 0.0 || !(1.0..=MAX_DIM as f64).contains(&number) {
            return Err(invalid("dim", number.to_string(), format!("an integer from 1 to {MAX_DIM}")));
        }
        let gauge = match file[3].text("gauge")? {
            "last-zero" => Gauge::LastZero,
            "none" => Gauge::None,
            other => return Err(invalid("gauge", format!("{other:?}"), "\"last-zero\" or \"none\"")),
        };
        let experts = file[4].list("experts")?.iter().enumerate();
        let atoms = experts.map(|(i, entry)| read(entry, &format!("experts[{i}]"))).collect::<Result<_, _>>()?;
        let measure = MixingMeasure::new(number as usize, atoms)?;
        if gauge == Gauge::LastZero {
            check_last_gate(&measure)?;
        }
        Ok(measure)
    }
}

fn read(entry: &Tree, place: &str) -> Result<Atom, Error> {
    let family = Family::softmax_gaussian();
    let names: Vec<&str> =
        std::iter::once(GATE_BIAS).chain(family.iter().map(|(_, parameter)| parameter.field.as_ref())).collect();
    let fields = entry.object(place, &names)?;
    let gate_bias = fields[0].number(&format!("{place}.{GATE_BIAS}"))?;
    let values = PerParameter::try_new(family, |id| {
        let (parameter, value) = (family.parameter(id), fields[1 + id.index()]);
        let place = format!("{place}.{}", parameter.field);
        match parameter.shape {
            Shape::Scalar => Ok(vec![value.number(&place)?]),
            Shape::Vector => {
                let numbers = value.list(&place)?.iter().enumerate();
                numbers.map(|(j, v)| v.number(&format!("{place}[{j}]"))).collect()
            }
        }
    })?;
    Ok(Atom::from_values(gate_bias, &values))
}

/// The gauge `last-zero`: the last atom's β0 and β1 are 0.
fn check_last_gate(measure: &MixingMeasure) -> Result<(), Error> {
    let Some((i, last)) = measure.atoms.iter().enumerate().next_back() else { return Ok(()) };
    let zero = |field: String, value: f64| match value {
        0.0 => Ok(()),
        _ => Err(invalid(
            format!("experts[{i}].{field}"),
            value.to_string(),
            format!("0, as the gauge {:?} says", Gauge::LastZero.name()),
        )),
    };
    zero(GATE_BIAS.into(), last.gate_bias)?;
    for id in measure.family().of_role(Role::Gate) {
        let field = &measure.family().parameter(id).field;
        for (j, &value) in last.values(id).iter().enumerate() {
            zero(format!("{field}[{j}]"), value)?;
        }
    }
    Ok(())
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
    fn the_gauge_of_the_file_is_the_one_asked_for() {
        let moved = MixingMeasure::from_json(GOOD).unwrap().translated(&[3.0], 2.0);
        assert!(moved.to_json(Gauge::None).unwrap().contains("\"none\""));
        assert_eq!(MixingMeasure::from_json(&moved.to_json(Gauge::LastZero).unwrap()).unwrap(), moved.last_zero());
    }

    #[test]
    fn nothing_invalid_is_written() {
        let mut measure = MixingMeasure::from_json(GOOD).unwrap();
        measure.atoms[1].variance = f64::NAN;
        assert!(measure.to_json(Gauge::None).is_err());
    }
}
