//! Claims: linear relations with constant coefficients between partial derivatives of one function, as a person writes them.
//!
//! A claim `L = R` states `Σ_i c_i ∂^{α_i} u = 0` identically in all variables of `u`; the terms are those of `L − R`.
//!
//! ```text
//! claim       = side "=" side
//! side        = "0" | [ "+" | "-" ] term { ( "+" | "-" ) term }
//! term        = [ rational [ "*" ] ] derivative
//! rational    = digits [ "/" digits ]
//! derivative  = ( "d" | "d" order ) parameter { parameter }      as many parameters as the order says; "d" is order 1
//! parameter   = name [ "[" digits "]" ]
//! ```
//!
//! `d2 beta1 b = d a` is `∂²u/∂β₁∂b = ∂u/∂a`, `d2 b b = 2 d nu` is `∂²u/∂b² = 2 ∂u/∂ν` with ν the variance. Derivatives commute,
//! so the parameters of a term are sorted, equal derivatives are added up and a term whose coefficient becomes 0 is dropped.

mod grammar;

use grammar::parse_with;
use moe_proof_formula::SyntaxError;
use num_rational::BigRational;
use num_traits::{One, Signed};

/// The highest order of a derivative in a claim.
pub const MAX_ORDER: usize = 64;
/// A scalar parameter of `u = exp(β₁ᵀx)·N(y; aᵀx + b, ν)`; coordinates count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterName {
    /// `beta1[i]`, the i-th coordinate of the gate slope β₁.
    GateSlope(usize),
    /// `a[i]`, the i-th coordinate of the expert slope a.
    ExpertSlope(usize),
    /// `b`, the expert intercept.
    Intercept,
    /// `nu`, the variance ν (not the standard deviation).
    Variance,
}

impl ParameterName {
    /// The name as it stands in a claim: `beta1[2]`, and `beta1` for `beta1[1]` when `dim` is 1.
    pub fn text(self, dim: usize) -> String {
        match self {
            ParameterName::GateSlope(_) if dim == 1 => "beta1".to_owned(),
            ParameterName::ExpertSlope(_) if dim == 1 => "a".to_owned(),
            ParameterName::GateSlope(i) => format!("beta1[{i}]"),
            ParameterName::ExpertSlope(i) => format!("a[{i}]"),
            ParameterName::Intercept => "b".to_owned(),
            ParameterName::Variance => "nu".to_owned(),
        }
    }

    /// All `2·dim + 2` parameters in the order β₁, a, b, ν.
    pub fn all(dim: usize) -> Vec<ParameterName> {
        let slopes = (1..=dim).map(ParameterName::GateSlope).chain((1..=dim).map(ParameterName::ExpertSlope));
        slopes.chain([ParameterName::Intercept, ParameterName::Variance]).collect()
    }

    /// The parameter that `name` with the optional `index` means for inputs of dimension `dim`.
    ///
    /// # Errors
    /// What would have been accepted, in words.
    pub fn resolve(name: &str, index: Option<usize>, dim: usize) -> Result<ParameterName, String> {
        let make = match name {
            "beta1" => ParameterName::GateSlope,
            "a" => ParameterName::ExpertSlope,
            "b" if index.is_none() => return Ok(ParameterName::Intercept),
            "nu" if index.is_none() => return Ok(ParameterName::Variance),
            "b" | "nu" => return Err(format!("{name} without an index: it is a single number")),
            _ if dim == 1 => return Err("one of the parameters beta1, a, b, nu".to_owned()),
            _ => {
                return Err(format!("one of the parameters beta1[i], a[i] with i from 1 to {dim}, b, nu"));
            }
        };
        match index {
            Some(i) if (1..=dim).contains(&i) => Ok(make(i)),
            Some(_) => Err(format!("an index from 1 to {dim}")),
            None if dim == 1 => Ok(make(1)),
            None => Err(format!("an index, as in {name}[1]: {name} has {dim} coordinates")),
        }
    }
}

/// A linear relation with rational coefficients between partial derivatives, `Σ_i c_i ∂^{α_i} u = 0`.
///
/// `P` names a variable: [`ParameterName`] for the softmax-Gaussian model, `String` for a formula of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<P = ParameterName> {
    /// The terms of left side minus right side: a coefficient, never 0, and the variables of the derivative, sorted, a variable
    /// as often as one differentiates by it. Terms are sorted by their variables; no two have the same.
    pub terms: Vec<(BigRational, Vec<P>)>,
}

impl Claim<ParameterName> {
    /// Reads a claim about the derivatives of `u = exp(β₁ᵀx)·N(y; aᵀx + b, ν)` for inputs of dimension `dim`.
    ///
    /// ```
    /// use moe_proof::exact::relations::claim::{Claim, ParameterName::*};
    /// let claim = Claim::parse("d2 beta1 b = d a", 1).unwrap();
    /// let terms: Vec<_> = claim.terms.iter().map(|(c, v)| (c.to_string(), v.as_slice())).collect();
    /// assert_eq!(terms, [("1".into(), &[GateSlope(1), Intercept][..]), ("-1".into(), &[ExpertSlope(1)][..])]);
    /// assert_eq!(Claim::parse("d2 b b = 2 d mu", 1).unwrap_err().column, 14);
    /// ```
    ///
    /// # Errors
    /// [`SyntaxError`] with the column, what was found and what was expected.
    pub fn parse(text: &str, dim: usize) -> Result<Self, SyntaxError> {
        parse_with(text, |name, index| ParameterName::resolve(name, index, dim))
    }

    /// The claim as text in its normal form, `d2 beta1 b - d a = 0`; `0 = 0` if it has no term.
    pub fn text(&self, dim: usize) -> String {
        self.text_with(|p| p.text(dim))
    }
}

impl Claim<String> {
    /// Reads a claim about the derivatives of a function of the named variables.
    ///
    /// # Errors
    /// [`SyntaxError`] with the column, what was found and what was expected.
    pub fn parse_names(text: &str, variables: &[String]) -> Result<Self, SyntaxError> {
        parse_with(text, |name, index| {
            if index.is_none() && variables.iter().any(|v| v == name) {
                Ok(name.to_owned())
            } else {
                Err(format!("one of the variables {}", variables.join(", ")))
            }
        })
    }
}

impl<P> Claim<P> {
    /// Whether both sides are equal for every function, as in `d2 b a = d2 a b`.
    pub fn is_trivial(&self) -> bool {
        self.terms.is_empty()
    }

    /// The claim as text in its normal form, every variable written by `name`.
    pub fn text_with(&self, name: impl Fn(&P) -> String) -> String {
        let mut text = String::new();
        for (i, (coefficient, variables)) in self.terms.iter().enumerate() {
            text.push_str(match (i, coefficient.is_negative()) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            });
            if !coefficient.abs().is_one() {
                text.push_str(&format!("{} ", coefficient.abs()));
            }
            text.push('d');
            if variables.len() != 1 {
                text.push_str(&variables.len().to_string());
            }
            for variable in variables {
                text.push(' ');
                text.push_str(&name(variable));
            }
        }
        if text.is_empty() {
            text.push('0');
        }
        text + " = 0"
    }
}

#[cfg(test)]
mod tests {
    use super::ParameterName::*;
    use super::*;
    use moe_proof_formula::cursor::{MAX_BYTES, MAX_DIGITS};

    fn terms(text: &str, dim: usize) -> Vec<(String, Vec<ParameterName>)> {
        Claim::parse(text, dim).unwrap().terms.into_iter().map(|(c, v)| (c.to_string(), v)).collect()
    }

    fn rejected(text: &str, dim: usize) -> (usize, String, String) {
        let e = Claim::parse(text, dim).unwrap_err();
        (e.column, e.found, e.expected)
    }

    #[test]
    fn the_two_relations_of_the_model_are_read() {
        let mixed = vec![("1".into(), vec![GateSlope(1), Intercept]), ("-1".into(), vec![ExpertSlope(1)])];
        assert_eq!(terms("d2 beta1 b = d a", 1), mixed);
        assert_eq!(terms("d2 b beta1[1] = d1 a[1]", 1), mixed);
        let heat = vec![("1".into(), vec![Intercept, Intercept]), ("-2".into(), vec![Variance])];
        assert_eq!(terms("d2 b b = 2 d nu", 1), heat);
        assert_eq!(terms("d2 b b - 2*d nu=0", 3), heat);
        assert_eq!(terms("0 = 4/2d nu - d2 b b", 1).len(), 2);
    }

    #[test]
    fn coordinates_and_fractions_are_read() {
        let read = terms("-1/2 d3 a[2] beta1[1] a[2] + d b = 3/6 d nu", 2);
        let expected: Vec<(String, Vec<ParameterName>)> = vec![
            ("-1/2".into(), vec![GateSlope(1), ExpertSlope(2), ExpertSlope(2)]),
            ("1".into(), vec![Intercept]),
            ("-1/2".into(), vec![Variance]),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn equal_derivatives_are_added_up() {
        assert!(Claim::parse("d2 a b = d2 b a", 1).unwrap().is_trivial());
        assert_eq!(terms("d a + d a = d a", 1), vec![("1".into(), vec![ExpertSlope(1)])]);
        assert!(Claim::parse("0 = 0", 1).unwrap().is_trivial());
    }

    #[test]
    fn the_text_of_a_claim_is_read_back_as_the_same_claim() {
        for (text, dim) in [("d2 beta1 b = d a", 1), ("-2/3 d3 a[2] a[1] nu = 7 d b + d beta1[2]", 2), ("0 = 0", 1)] {
            let claim = Claim::parse(text, dim).unwrap();
            assert_eq!(Claim::parse(&claim.text(dim), dim).unwrap(), claim);
        }
        assert_eq!(Claim::parse("2 d nu = d2 b b", 1).unwrap().text(1), "-d2 b b + 2 d nu = 0");
    }

    #[test]
    fn the_number_of_parameters_must_be_the_order() {
        assert_eq!(rejected("d2 b = d a", 1).0, 6);
        assert_eq!(
            rejected("d2 b b b = d a", 1),
            (8, "\"b\"".into(), "+, -, = or the end of the claim, since this derivative has order 2".into())
        );
        assert_eq!(rejected("d = d a", 1).0, 3);
        assert_eq!(rejected("d0 = d a", 1).0, 1);
        assert_eq!(rejected("d65 b = d a", 1).0, 1);
        assert_eq!(rejected("d99999999999999999999 b = d a", 1).0, 1);
    }

    #[test]
    fn unknown_parameters_and_indices_are_named() {
        assert_eq!(
            rejected("d2 b b = 2 d sigma", 1),
            (14, "\"sigma\"".into(), "one of the parameters beta1, a, b, nu".into())
        );
        assert_eq!(rejected("d a = d b", 2), (3, "\"a\"".into(), "an index, as in a[1]: a has 2 coordinates".into()));
        assert_eq!(rejected("d a[3] = d b", 2), (3, "\"a[3]\"".into(), "an index from 1 to 2".into()));
        assert_eq!(rejected("d a[0] = d b", 2).1, "\"a[0]\"");
        assert_eq!(rejected("d a[99999999999999999999999] = d b", 2).2, "an index from 1 to 2");
        assert_eq!(rejected("d b[1] = d nu", 1).2, "b without an index: it is a single number");
    }

    #[test]
    fn malformed_text_is_rejected_with_its_place() {
        for (text, column) in [
            ("", 1),
            ("d a", 4),
            ("d a =", 6),
            ("= d a", 1),
            ("d a = d b = d nu", 11),
            ("d a = 3", 8),
            ("1 = d a", 3),
            ("d a = 1/0 d b", 9),
            ("d a = 1/ d b", 10),
            ("d a = 0.5 d b", 8),
            ("d a = + + d b", 9),
            ("d a = d b +", 12),
            ("d a[1 = d b", 7),
            ("d a[] = d b", 5),
            ("d a = (d b)", 7),
            ("∂a = d b", 1),
            ("d a 2 = d b", 5),
            ("d2a b = d a", 1),
        ] {
            assert_eq!(rejected(text, 1).0, column, "{text:?}: {:?}", rejected(text, 1));
        }
        let long = format!("d a = {} d b", "1".repeat(MAX_DIGITS + 1));
        assert_eq!(rejected(&long, 1).1, "a number of 1001 digits");
        assert!(rejected(&" ".repeat(MAX_BYTES + 1), 1).2.contains("bytes"));
    }

    #[test]
    fn a_claim_about_other_variables_knows_their_names() {
        let names = ["c".to_owned(), "d".to_owned()];
        let claim = Claim::parse_names("d2 c c = d d", &names).unwrap();
        assert_eq!(claim.text_with(String::clone), "d2 c c - d d = 0");
        let e = Claim::parse_names("d2 c c = d b", &names).unwrap_err();
        assert_eq!((e.column, e.expected.as_str()), (12, "one of the variables c, d"));
        assert!(Claim::parse_names("d c[1] = d d", &names).is_err());
    }
}
