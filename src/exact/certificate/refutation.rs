//! The cases of a refutation.

use super::numbers::{Terms, exponents, list, rational, terms, terms_json};
use crate::kernel::Exponents;
use num_rational::BigRational;
use serde_json::{Value, json};

/// A multiple of an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiplier {
    /// The index (ℓ1, ℓ2) of the equation.
    pub equation: Exponents,
    /// The polynomial in all unknowns that it is multiplied with.
    pub terms: Terms,
}

/// A weighted square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// The positive weight.
    pub coeff: BigRational,
    /// The polynomial that is squared.
    pub root: Terms,
}

/// One case of a refutation: `Σ multiplier · equation = Σ weight · square`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The names of the unknowns that are assumed not to vanish.
    pub assume_nonzero: Vec<String>,
    /// The multipliers.
    pub multipliers: Vec<Multiplier>,
    /// The squares.
    pub squares: Vec<Square>,
}

impl Case {
    /// The case as it stands in the file.
    pub(super) fn json(&self) -> String {
        let multiplier =
            |m: &Multiplier| format!("{{\"equation\": {}, \"terms\": {}}}", json!(m.equation), terms_json(&m.terms));
        let square = |s: &Square| format!("{{\"coeff\": \"{}\", \"root\": {}}}", s.coeff, terms_json(&s.root));
        let multipliers: Vec<String> = self.multipliers.iter().map(multiplier).collect();
        let squares: Vec<String> = self.squares.iter().map(square).collect();
        format!(
            "{{\"assume_nonzero\": {},\n   \"multipliers\": [\n    {}],\n   \"squares\": [\n    {}]}}",
            json!(self.assume_nonzero),
            multipliers.join(",\n    "),
            squares.join(",\n    ")
        )
    }

    /// The case that stands in an accepted file.
    pub(super) fn read(value: &Value) -> Option<Case> {
        let multiplier =
            |m: &Value| Some(Multiplier { equation: exponents(&m["equation"])?, terms: terms(&m["terms"])? });
        let square = |s: &Value| Some(Square { coeff: rational(&s["coeff"])?, root: terms(&s["root"])? });
        Some(Case {
            assume_nonzero: list(&value["assume_nonzero"], |n| n.as_str().map(str::to_string))?,
            multipliers: list(&value["multipliers"], multiplier)?,
            squares: list(&value["squares"], square)?,
        })
    }
}
