//! What the client and `moe-proof-symbolica` say to each other: one JSON object each way, versioned and strict.
//!
//! The helper reads a [`Request`] from standard input to its end. It answers with one [`Response`] on the last line of standard
//! output; lines before it, if any, are messages of the engine itself. Rationals are strings in lowest terms, `"-3/4"` or `"2"`.
//!
//! ```json
//! {"format": "moe-proof-second-engine/1", "formula": "exp(b*x)", "variables": ["b", "x"], "derivatives": [[["b", 2]]],
//!  "identities": [{"terms": [["1", [["b", 1]]], ["-2", [["x", 1]]]]}], "points": [["1/2", "3"]]}
//! {"answer": {"format": "moe-proof-second-engine/1", "engine": "…", "derivatives": [{"done": {"values": ["9"]}}],
//!  "identities": [{"done": {"residual": "x-2*b", "values": ["2"]}}]}}
//! ```

use super::MAX_ORDER;
use moe_proof_formula::Formula;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Deserialize, Serialize};

/// The version of the protocol; anything else is rejected on both sides.
pub const FORMAT: &str = "moe-proof-second-engine/1";

/// The exit code of the helper after its one answer.
pub const EXIT_ANSWERED: i32 = 0;
/// The exit code of the helper when the request or the lock file was unusable; the answer is [`Response::Rejected`].
pub const EXIT_REJECTED: i32 = 2;
/// The exit code of the helper when another run still held the machine's lock at the end of `--lock-timeout`.
pub const EXIT_LOCK_TIMEOUT: i32 = 75;

/// The exit code of the helper when the process that started it ended first; nobody is left to read an answer.
pub const EXIT_ORPHANED: i32 = 70;

/// What a line on stderr starts with while the helper waits for its turn.
pub const WAITING: &str = "waiting: ";

/// The most bytes of a request.
pub const MAX_REQUEST_BYTES: u64 = 16 << 20;

/// A partial derivative: variables with how often one differentiates by each, sorted by variable, no count 0. `[]` is `u`.
pub type MultiIndex = Vec<(String, u32)>;

/// What is asked of the second engine about one function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// [`FORMAT`].
    pub format: String,
    /// The function `u` in the grammar of [`moe_proof_formula::formula`].
    pub formula: String,
    /// All variables, in the order of the coordinates of a point.
    pub variables: Vec<String>,
    /// The derivatives whose quotient `∂^α u / u` is wanted at the points.
    pub derivatives: Vec<MultiIndex>,
    /// The identities to test.
    pub identities: Vec<Identity>,
    /// Points, each with one rational for every variable.
    pub points: Vec<Vec<String>>,
}

/// The statement that `Σ c_i ∂^{α_i} u` is identically 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The rational `c_i` and the multi-index `α_i` of every term.
    pub terms: Vec<(String, MultiIndex)>,
}

/// Everything the helper can answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The request was worked on.
    Answer(RawAnswer),
    /// The request was not worked on.
    Rejected(Rejection),
}

/// An answer as it is written; [`RawAnswer::check`] makes an [`Answer`] of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAnswer {
    /// [`FORMAT`].
    pub format: String,
    /// Name and version of the engine.
    pub engine: String,
    /// One entry for each of [`Request::derivatives`].
    pub derivatives: Vec<Item<DerivativeAnswer>>,
    /// One entry for each of [`Request::identities`].
    pub identities: Vec<Item<IdentityAnswer>>,
}

/// One result, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item<T> {
    /// The result.
    Done(T),
    /// The engine's words.
    Failed(String),
}

/// `∂^α u / u` at the points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivativeAnswer {
    /// The value at each point; `null` where the quotient did not simplify to a rational number.
    pub values: Vec<Option<String>>,
}

/// What an identity simplified to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityAnswer {
    /// Exactly `0`, or what remains of `(Σ c_i ∂^{α_i} u) / u` after simplification.
    pub residual: String,
    /// `(Σ c_i ∂^{α_i} u) / u` at each point; `null` where it did not simplify to a rational number.
    pub values: Vec<Option<String>>,
}

/// Why a request was not worked on: what, where, found, expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// What is wrong.
    pub what: String,
    /// Where: a field of the request, a file.
    pub place: String,
    /// What was found there.
    pub found: String,
    /// What was expected there.
    pub expected: String,
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {}: found {}, expected {}", self.what, self.place, self.found, self.expected)
    }
}

/// A request whose every part is known to make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRequest {
    /// The function.
    pub formula: Formula,
    /// All variables; exponents and points below follow this order.
    pub variables: Vec<String>,
    /// The derivatives, as orders by variable.
    pub derivatives: Vec<Vec<u32>>,
    /// The identities: coefficient and derivative of every term.
    pub identities: Vec<Vec<(BigRational, Vec<u32>)>>,
    /// The points.
    pub points: Vec<Vec<BigRational>>,
}

/// The answer to a request, its numbers read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Name and version of the engine.
    pub engine: String,
    /// For each derivative of the request its quotient `∂^α u / u` at each point, `None` where that is not known to be
    /// rational; or the engine's words for why there is nothing.
    pub derivatives: Vec<Result<Vec<Option<BigRational>>, String>>,
    /// For each identity of the request its residual; or the engine's words for why there is none.
    pub identities: Vec<Result<Residual, String>>,
}

/// What an identity simplified to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residual {
    /// Exactly `0`, or what remains of `(Σ c_i ∂^{α_i} u) / u`.
    pub text: String,
    /// `(Σ c_i ∂^{α_i} u) / u` at each point, `None` where that is not known to be rational.
    pub values: Vec<Option<BigRational>>,
}

impl Residual {
    /// Whether the engine simplified the residual to 0. If not, the identity may still hold: see [`super::Verdict`].
    pub fn is_zero(&self) -> bool {
        self.text == "0"
    }
}

impl Request {
    /// A request in the current version of the protocol.
    pub fn new(
        formula: String,
        variables: Vec<String>,
        derivatives: Vec<MultiIndex>,
        identities: Vec<Identity>,
        points: Vec<Vec<String>>,
    ) -> Request {
        Request { format: FORMAT.to_owned(), formula, variables, derivatives, identities, points }
    }

    /// Reads a request.
    ///
    /// # Errors
    /// [`Rejection`] if it is not JSON, has unknown, missing or duplicate fields or another version.
    pub fn from_json(bytes: &[u8]) -> Result<Request, Rejection> {
        let request: Request = serde_json::from_slice(bytes).map_err(|e| Rejection {
            what: "the request cannot be read".to_owned(),
            place: format!("line {}, column {}", e.line(), e.column()),
            found: e.to_string(),
            expected: format!("one JSON object of the format {FORMAT}"),
        })?;
        if request.format != FORMAT {
            return Err(rejection("the version is unknown", "format", &request.format, FORMAT));
        }
        Ok(request)
    }

    /// Checks every part of the request.
    ///
    /// # Errors
    /// [`Rejection`] naming the field, what was found and what was expected.
    pub fn check(&self) -> Result<CheckedRequest, Rejection> {
        let formula = Formula::parse(&self.formula).map_err(|e| {
            rejection("the formula cannot be read", &format!("formula, {}", e.place()), &e.found, &e.expected)
        })?;
        for (i, name) in self.variables.iter().enumerate() {
            let place = format!("variables[{i}]");
            if Formula::parse(name).map(|f| f.names() != [name.as_str()]).unwrap_or(true) {
                return Err(rejection(
                    "this is no name of a variable",
                    &place,
                    name,
                    "a letter, then letters, digits and _",
                ));
            }
            if self.variables[..i].contains(name) {
                return Err(rejection("a variable stands twice", &place, name, "different variables"));
            }
        }
        if let Some(name) = formula.names().iter().find(|n| !self.variables.contains(n)) {
            return Err(rejection(
                "the formula has a variable that is not listed",
                "formula",
                name,
                &self.variables.join(", "),
            ));
        }
        let derivative = |index: &MultiIndex, place: &str| self.exponents(index, place);
        let mut derivatives = Vec::with_capacity(self.derivatives.len());
        for (i, index) in self.derivatives.iter().enumerate() {
            derivatives.push(derivative(index, &format!("derivatives[{i}]"))?);
        }
        let mut identities = Vec::with_capacity(self.identities.len());
        for (i, identity) in self.identities.iter().enumerate() {
            let mut terms = Vec::with_capacity(identity.terms.len());
            for (j, (coefficient, index)) in identity.terms.iter().enumerate() {
                let place = format!("identities[{i}].terms[{j}]");
                terms.push((rational(coefficient, &place)?, derivative(index, &place)?));
            }
            identities.push(terms);
        }
        let mut points = Vec::with_capacity(self.points.len());
        for (j, point) in self.points.iter().enumerate() {
            if point.len() != self.variables.len() {
                let expected = format!("{} numbers, one for each variable", self.variables.len());
                let found = format!("{} numbers", point.len());
                return Err(rejection("a point has the wrong length", &format!("points[{j}]"), &found, &expected));
            }
            let value = |(i, text): (usize, &String)| rational(text, &format!("points[{j}][{i}]"));
            points.push(point.iter().enumerate().map(value).collect::<Result<_, _>>()?);
        }
        Ok(CheckedRequest { formula, variables: self.variables.clone(), derivatives, identities, points })
    }

    fn exponents(&self, index: &MultiIndex, place: &str) -> Result<Vec<u32>, Rejection> {
        let mut exponents = vec![0; self.variables.len()];
        let mut order = 0_usize;
        for (name, count) in index {
            let Some(i) = self.variables.iter().position(|v| v == name) else {
                return Err(rejection("a derivative by an unknown variable", place, name, &self.variables.join(", ")));
            };
            order = order.saturating_add(*count as usize);
            if *count == 0 || exponents[i] != 0 || order > MAX_ORDER {
                let expected = format!("every variable once, with a count from 1, and at most {MAX_ORDER} in all");
                return Err(rejection("a derivative is malformed", place, &format!("{count} by {name}"), &expected));
            }
            exponents[i] = *count;
        }
        Ok(exponents)
    }
}

impl RawAnswer {
    /// Checks that the answer fits the request and reads its numbers.
    ///
    /// # Errors
    /// [`Rejection`] naming the field, what was found and what was expected.
    pub fn check(self, request: &Request) -> Result<Answer, Rejection> {
        if self.format != FORMAT {
            return Err(rejection("the version is unknown", "format", &self.format, FORMAT));
        }
        let counts = [
            ("derivatives", self.derivatives.len(), request.derivatives.len()),
            ("identities", self.identities.len(), request.identities.len()),
        ];
        for (place, found, expected) in counts {
            if found != expected {
                let what = "the answer has the wrong number of results";
                return Err(rejection(what, place, &found.to_string(), &expected.to_string()));
            }
        }
        let values = |values: Vec<Option<String>>, place: &str| {
            if values.len() != request.points.len() {
                let expected = format!("{} values, one for each point", request.points.len());
                return Err(rejection("a result has the wrong length", place, &values.len().to_string(), &expected));
            }
            values.into_iter().map(|v| v.map(|text| rational(&text, place)).transpose()).collect::<Result<Vec<_>, _>>()
        };
        let mut derivatives = Vec::with_capacity(self.derivatives.len());
        for (i, item) in self.derivatives.into_iter().enumerate() {
            derivatives.push(match item {
                Item::Done(answer) => Ok(values(answer.values, &format!("derivatives[{i}]"))?),
                Item::Failed(why) => Err(why),
            });
        }
        let mut identities = Vec::with_capacity(self.identities.len());
        for (i, item) in self.identities.into_iter().enumerate() {
            let place = format!("identities[{i}]");
            identities.push(match item {
                Item::Done(answer) => {
                    let residual = Residual { values: values(answer.values, &place)?, text: answer.residual };
                    if residual.is_zero() && residual.values.iter().flatten().any(|v| !v.is_zero()) {
                        let expected = "the value 0 wherever the residual is 0";
                        return Err(rejection("a result contradicts itself", &place, "another value", expected));
                    }
                    Ok(residual)
                }
                Item::Failed(why) => Err(why),
            });
        }
        Ok(Answer { engine: self.engine, derivatives, identities })
    }
}

/// Reads a rational in its one accepted form.
fn rational(text: &str, place: &str) -> Result<BigRational, Rejection> {
    // `parse` panics on no input but accepts more than one spelling.
    text.parse::<BigRational>().ok().filter(|value| value.to_string() == text).ok_or_else(|| {
        let expected = "a rational number in lowest terms, as \"-3/4\" or \"2\"";
        rejection("this is no number", place, text, expected)
    })
}

fn rejection(what: &str, place: &str, found: &str, expected: &str) -> Rejection {
    let found = if found.is_empty() { "nothing" } else { found };
    Rejection { what: what.to_owned(), place: place.to_owned(), found: found.to_owned(), expected: expected.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request::new(
            "exp(b*x)".into(),
            vec!["b".into(), "x".into()],
            vec![vec![("b".into(), 2)]],
            vec![Identity { terms: vec![("1".into(), vec![("b".into(), 1)]), ("-2/3".into(), vec![])] }],
            vec![vec!["1/2".into(), "3".into()]],
        )
    }

    #[test]
    fn a_request_survives_the_way_through_json() {
        let bytes = serde_json::to_vec(&request()).unwrap();
        let checked = Request::from_json(&bytes).unwrap().check().unwrap();
        assert_eq!(checked.derivatives, [[2, 0]]);
        assert_eq!(checked.identities[0][1], ("-2/3".parse().unwrap(), vec![0, 0]));
        assert_eq!(checked.points[0][0], "1/2".parse().unwrap());
    }

    #[test]
    fn unreadable_requests_are_rejected() {
        let good = serde_json::to_string(&request()).unwrap();
        for bad in [
            String::new(),
            "garbage".into(),
            "[]".into(),
            good.replacen('{', "{\"extra\":1,", 1),
            good.replace("\"points\"", "\"formula\""),
            good.replace("engine/1", "engine/2"),
            format!("{good} {good}"),
        ] {
            assert!(Request::from_json(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn requests_without_sense_are_rejected_with_the_place() {
        let changed = |change: fn(&mut Request)| {
            let mut request = request();
            change(&mut request);
            request.check().unwrap_err().place
        };
        assert_eq!(changed(|r| r.formula = "exp(b*x".into()), "formula, column 8");
        assert_eq!(changed(|r| r.formula = "exp(c*x)".into()), "formula");
        assert_eq!(changed(|r| r.variables[1] = "b".into()), "variables[1]");
        for name in ["exp", "pi", "x+1", "2", ""] {
            let mut request = request();
            request.variables[1] = name.into();
            assert_eq!(request.check().unwrap_err().place, "variables[1]", "{name}");
        }
        assert_eq!(changed(|r| r.derivatives[0][0].0 = "c".into()), "derivatives[0]");
        assert_eq!(changed(|r| r.derivatives[0][0].1 = 0), "derivatives[0]");
        assert_eq!(changed(|r| r.derivatives[0][0].1 = 65), "derivatives[0]");
        assert_eq!(changed(|r| r.derivatives[0].push(("b".into(), 1))), "derivatives[0]");
        assert_eq!(changed(|r| r.identities[0].terms[1].0 = "2/4".into()), "identities[0].terms[1]");
        assert_eq!(changed(|r| r.identities[0].terms[1].0 = "1/0".into()), "identities[0].terms[1]");
        assert_eq!(changed(|r| r.points[0][1] = "0.5".into()), "points[0][1]");
        assert_eq!(changed(|r| r.points[0].push("1".into())), "points[0]");
    }

    fn answer() -> RawAnswer {
        RawAnswer {
            format: FORMAT.into(),
            engine: "test".into(),
            derivatives: vec![Item::Done(DerivativeAnswer { values: vec![Some("9".into())] })],
            identities: vec![Item::Done(IdentityAnswer { residual: "x-2/3".into(), values: vec![None] })],
        }
    }

    #[test]
    fn answers_must_fit_the_request() {
        let read = answer().check(&request()).unwrap();
        assert_eq!(read.derivatives, [Ok(vec![Some("9".parse().unwrap())])]);
        assert!(!read.identities[0].as_ref().unwrap().is_zero());
        let changed = |change: fn(&mut RawAnswer)| {
            let mut answer = answer();
            change(&mut answer);
            answer.check(&request()).unwrap_err().place
        };
        assert_eq!(changed(|a| a.format.clear()), "format");
        assert_eq!(changed(|a| a.derivatives.clear()), "derivatives");
        assert_eq!(changed(|a| a.identities.push(Item::Failed("no".into()))), "identities");
        assert_eq!(changed(|a| a.derivatives[0] = Item::Done(DerivativeAnswer { values: vec![] })), "derivatives[0]");
        assert_eq!(
            changed(|a| a.derivatives[0] = Item::Done(DerivativeAnswer { values: vec![Some("∞".into())] })),
            "derivatives[0]"
        );
        let contradiction = IdentityAnswer { residual: "0".into(), values: vec![Some("1".into())] };
        let mut wrong = answer();
        wrong.identities[0] = Item::Done(contradiction);
        assert_eq!(wrong.check(&request()).unwrap_err().place, "identities[0]");
    }
}
