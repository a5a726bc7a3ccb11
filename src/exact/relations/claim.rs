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

use crate::model::{Component, Family};
use grammar::parse_with;
use moe_proof_formula::SyntaxError;
use num_rational::BigRational;
use num_traits::{One, Signed};

/// The highest order of a derivative in a claim.
pub const MAX_ORDER: usize = 64;

/// A linear relation with rational coefficients between partial derivatives, `Σ_i c_i ∂^{α_i} u = 0`.
///
/// `P` names a variable: [`Component`], an entry of a parameter, for a [`Family`], `String` for a formula of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<P = Component> {
    /// The terms of left side minus right side: a coefficient, never 0, and the variables of the derivative, sorted, a variable
    /// as often as one differentiates by it. Terms are sorted by their variables; no two have the same.
    pub terms: Vec<(BigRational, Vec<P>)>,
}

impl Claim<Component> {
    /// Reads a claim about the derivatives of the component density u of a family, for x of `dim` coordinates.
    ///
    /// ```
    /// use moe_proof::exact::relations::claim::Claim;
    /// use moe_proof::model::Family;
    /// let family = Family::softmax_gaussian();
    /// let claim = Claim::parse("d2 beta1 b = d a", family, 1).unwrap();
    /// let [beta1, a, b] = ["beta1", "a", "b"].map(|name| family.resolve(name, None, 1).unwrap());
    /// let terms: Vec<_> = claim.terms.iter().map(|(c, v)| (c.to_string(), v.as_slice())).collect();
    /// assert_eq!(terms, [("1".into(), &[beta1, b][..]), ("-1".into(), &[a][..])]);
    /// assert_eq!(Claim::parse("d2 b b = 2 d mu", family, 1).unwrap_err().column, 14);
    /// ```
    ///
    /// # Errors
    /// [`SyntaxError`] with the column, what was found and what was expected.
    pub fn parse(text: &str, family: &Family, dim: usize) -> Result<Self, SyntaxError> {
        parse_with(text, |name, index| family.resolve(name, index, dim))
    }

    /// The claim as text in its normal form, `d2 beta1 b - d a = 0`; `0 = 0` if it has no term.
    pub fn text(&self, family: &Family, dim: usize) -> String {
        self.text_with(|component| family.component_name(*component, dim))
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
    use super::*;
    use crate::model::ParameterId;
    use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
    use moe_proof_formula::cursor::{MAX_BYTES, MAX_DIGITS};

    const B: Component = Component { parameter: EXPERT_INTERCEPT, axis: 0 };
    const NU: Component = Component { parameter: VARIANCE, axis: 0 };

    /// The entry of a vector at a coordinate counted from 1.
    fn at(parameter: ParameterId, coordinate: usize) -> Component {
        Component { parameter, axis: coordinate - 1 }
    }

    fn parse(text: &str, dim: usize) -> Result<Claim, SyntaxError> {
        Claim::parse(text, Family::softmax_gaussian(), dim)
    }

    fn terms(text: &str, dim: usize) -> Vec<(String, Vec<Component>)> {
        parse(text, dim).unwrap().terms.into_iter().map(|(c, v)| (c.to_string(), v)).collect()
    }

    fn rejected(text: &str, dim: usize) -> (usize, String, String) {
        let e = parse(text, dim).unwrap_err();
        (e.column, e.found, e.expected)
    }

    #[test]
    fn the_two_relations_of_the_model_are_read() {
        let mixed = vec![("1".into(), vec![at(GATE_SLOPE, 1), B]), ("-1".into(), vec![at(EXPERT_SLOPE, 1)])];
        assert_eq!(terms("d2 beta1 b = d a", 1), mixed);
        assert_eq!(terms("d2 b beta1[1] = d1 a[1]", 1), mixed);
        let heat = vec![("1".into(), vec![B, B]), ("-2".into(), vec![NU])];
        assert_eq!(terms("d2 b b = 2 d nu", 1), heat);
        assert_eq!(terms("d2 b b - 2*d nu=0", 3), heat);
        assert_eq!(terms("0 = 4/2d nu - d2 b b", 1).len(), 2);
    }

    #[test]
    fn coordinates_and_fractions_are_read() {
        let read = terms("-1/2 d3 a[2] beta1[1] a[2] + d b = 3/6 d nu", 2);
        let expected: Vec<(String, Vec<Component>)> = vec![
            ("-1/2".into(), vec![at(GATE_SLOPE, 1), at(EXPERT_SLOPE, 2), at(EXPERT_SLOPE, 2)]),
            ("1".into(), vec![B]),
            ("-1/2".into(), vec![NU]),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn equal_derivatives_are_added_up() {
        assert!(parse("d2 a b = d2 b a", 1).unwrap().is_trivial());
        assert_eq!(terms("d a + d a = d a", 1), vec![("1".into(), vec![at(EXPERT_SLOPE, 1)])]);
        assert!(parse("0 = 0", 1).unwrap().is_trivial());
    }

    #[test]
    fn the_text_of_a_claim_is_read_back_as_the_same_claim() {
        for (text, dim) in [("d2 beta1 b = d a", 1), ("-2/3 d3 a[2] a[1] nu = 7 d b + d beta1[2]", 2), ("0 = 0", 1)] {
            let claim = parse(text, dim).unwrap();
            assert_eq!(parse(&claim.text(Family::softmax_gaussian(), dim), dim).unwrap(), claim);
        }
        assert_eq!(parse("2 d nu = d2 b b", 1).unwrap().text(Family::softmax_gaussian(), 1), "-d2 b b + 2 d nu = 0");
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
