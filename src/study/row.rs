//! One finished fit, as it stands in the store.

use super::columns::{COLUMNS, Value};
use crate::model::family::{Family, ParameterId, PerParameter, Shape, Shaped};
use crate::numeric::voronoi::AtomError;
use crate::{Error, json};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value as Json;

/// What a fit found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fitted {
    /// `converged`, `iterations` (the limit was reached) or `stalled`.
    pub status: String,
    /// Σ log g(y_i|x_i).
    pub log_likelihood: f64,
    /// The scaled gradient, see [`crate::numeric::fit::FitResult`].
    pub gradient: f64,
    /// Newton iterations of the best start.
    pub iterations: u64,
    /// Bounds of the box that are active.
    pub active_bounds: u64,
    /// The parameters as a parameter file's text on one line; exact.
    pub parameters: String,
    /// Number of fitted atoms in each true atom's cell.
    pub cells: Vec<usize>,
    /// Errors of the fitted atoms, translation removed.
    pub errors: Vec<AtomError>,
    /// D1.
    pub d1: f64,
    /// D2.
    pub d2: f64,
    /// Hellinger distance to the truth, to a relative 1e-3; `None` where the law of x cannot be integrated over (Gaussian, d > 2).
    pub hellinger: Option<f64>,
}

/// One row of a store.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number of the task, from 0.
    pub task: u64,
    /// K.
    pub experts: u64,
    /// n.
    pub n: u64,
    /// Replicate, from 0.
    pub replicate: u64,
    /// Seed of the data: `sample(truth, design, n, seed)` gives them again.
    pub seed: u64,
    /// The fit, or why there is none.
    pub outcome: Result<Fitted, String>,
    /// Program, version and instruction set that made it: those can differ in the last digits.
    pub engine: String,
    /// Processor seconds (wall seconds where the system does not tell); not part of the result.
    pub seconds: f64,
}

impl Row {
    /// Whether two rows hold the same result, to the last bit; times and engines are not compared.
    pub fn same_result(&self, other: &Row) -> bool {
        self.fields(false) == other.fields(false)
    }

    /// A checksum of everything in the row, time included (64-bit FNV-1a: it changes with every single changed byte).
    pub fn checksum(&self) -> String {
        checksum(&self.fields(true).join("\u{1f}"))
    }

    /// The row as CSV fields after [`Row::header`], without time; exact.
    pub fn csv(&self) -> Vec<String> {
        self.fields(false)
    }

    /// Names of [`Row::csv`]'s fields.
    pub fn header() -> Vec<&'static str> {
        COLUMNS.iter().filter(|c| c.result).map(|c| c.name).collect()
    }

    fn fields(&self, all: bool) -> Vec<String> {
        COLUMNS.iter().filter(|c| all || c.result).map(|c| (c.write)(self).shown()).collect()
    }

    /// The row that stands in these values, one for each of [`COLUMNS`]; `None` if it cannot be one.
    pub(super) fn from_values(values: Vec<Value>) -> Option<Row> {
        let mut row = Row {
            task: 0,
            experts: 0,
            n: 0,
            replicate: 0,
            seed: 0,
            outcome: Ok(Fitted::default()),
            engine: String::new(),
            seconds: 0.0,
        };
        COLUMNS.iter().zip(values).try_for_each(|(column, value)| (column.read)(&mut row, value))?;
        Some(row)
    }
}

/// 64-bit FNV-1a in hexadecimal.
pub(super) fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// `1,2`.
pub fn cells_text(cells: &[usize]) -> String {
    cells.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

pub(super) fn cells_from(text: &str) -> Option<Vec<usize>> {
    text.split(',').map(|m| m.parse().ok()).collect()
}

/// A JSON list of `[cell, weight, [Δβ1…], [Δa…], Δb, Δν]`, one for each fitted atom, the differences in the family's order; exact.
pub(super) fn errors_text(errors: &[AtomError]) -> String {
    json::compact(&errors.iter().map(Item).collect::<Vec<_>>())
}

/// The list of one atom.
struct Item<'a>(&'a AtomError);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let family = Family::softmax_gaussian();
        let mut list = serializer.serialize_seq(Some(2 + family.len()))?;
        list.serialize_element(&self.0.cell)?;
        list.serialize_element(&self.0.weight)?;
        for (id, values) in self.0.difference.iter() {
            list.serialize_element(&Shaped { shape: family.parameter(id).shape, values })?;
        }
        list.end()
    }
}

pub(super) fn errors_from(text: &str) -> Option<Vec<AtomError>> {
    let family = Family::softmax_gaussian();
    let one = |v: &Json| {
        let [cell, weight, differences @ ..] = v.as_array()?.as_slice() else { return None };
        if differences.len() != family.len() {
            return None;
        }
        let difference = |id: ParameterId| {
            let value = &differences[id.index()];
            match family.parameter(id).shape {
                Shape::Scalar => Some(vec![value.as_f64()?]),
                Shape::Vector => value.as_array()?.iter().map(Json::as_f64).collect(),
            }
        };
        Some(AtomError {
            cell: usize::try_from(cell.as_u64()?).ok()?,
            weight: weight.as_f64()?,
            difference: PerParameter::try_new(family, |id| difference(id).ok_or(())).ok()?,
        })
    };
    serde_json::from_str::<Json>(text).ok()?.as_array()?.iter().map(one).collect()
}

/// What a row of one plan was compared with and was not: which task, and how.
pub(super) fn conflict(here: &Row, there: &Row, place: String) -> Error {
    let (a, b) = (here.fields(false), there.fields(false));
    let field = a.iter().zip(&b).position(|(x, y)| x != y).unwrap_or(0);
    let error = Error::input("two results of one fit differ")
        .at(format!("{place}, task {}, {}", here.task, Row::header()[field]))
        .found(b[field].clone())
        .expected(a[field].clone());
    if here.engine == there.engine {
        error.hint("one program on one instruction set gives the same bits: one of the files has been changed")
    } else {
        error.hint(format!("the engines differ ({} and {}), and with them the last digits: run a plan with one program on one kind of processor", here.engine, there.engine))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::softmax_gaussian::EXPERT_SLOPE;

    pub fn row(task: u64) -> Row {
        Row {
            task,
            experts: 2,
            n: 100,
            replicate: task,
            seed: u64::MAX - task,
            outcome: Ok(Fitted {
                status: "converged".into(),
                log_likelihood: -1.0 / 3.0,
                gradient: 1e-9,
                iterations: 12,
                active_bounds: 0,
                parameters: "{}".into(),
                cells: vec![1, 1],
                errors: vec![AtomError {
                    cell: 1,
                    weight: 0.1,
                    difference: PerParameter::new(Family::softmax_gaussian(), |id| {
                        vec![[1.0 / 3.0, -0.0, 5e-324, 0.1 + 0.2][id.index()]]
                    }),
                }],
                d1: 0.1,
                d2: 0.2,
                hellinger: None,
            }),
            engine: "x".into(),
            seconds: 0.5,
        }
    }

    #[test]
    fn errors_are_read_back_to_the_same_bits() {
        let errors = row(0).outcome.unwrap().errors;
        let back = errors_from(&errors_text(&errors)).unwrap();
        assert_eq!(errors_text(&back), errors_text(&errors));
        assert!(back[0].difference[EXPERT_SLOPE][0].is_sign_negative());
        assert_eq!(errors_from("[[1,2,3]]"), None);
    }

    #[test]
    fn the_checksum_sees_the_time_and_the_result_does_not() {
        let (one, mut other) = (row(3), row(3));
        other.seconds = 0.25;
        assert!(one.same_result(&other) && one.checksum() != other.checksum());
        other.outcome.as_mut().unwrap().d2 = f64::from_bits(0.2f64.to_bits() + 1);
        assert!(!one.same_result(&other));
        assert!(conflict(&one, &other, "a.db".into()).to_string().contains("task 3, d2"));
        assert_eq!(Row::header().len(), one.csv().len());
        other.outcome = Err("why".into());
        assert_eq!(Row::header().len(), other.csv().len());
    }
}
