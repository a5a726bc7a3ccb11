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

use crate::model::{Component, Family};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;
use std::fmt;

/// The highest order of a derivative in a claim.
pub const MAX_ORDER: usize = 64;
/// The most digits in a number of a claim.
pub const MAX_DIGITS: usize = 1000;
/// The most bytes in the text of a claim.
pub const MAX_BYTES: usize = 65_536;

/// A linear relation with rational coefficients between partial derivatives, `Σ_i c_i ∂^{α_i} u = 0`.
///
/// `P` names a variable: [`Component`], an entry of a parameter, for a [`Family`], `String` for a formula of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<P = Component> {
    /// The terms of left side minus right side: a coefficient, never 0, and the variables of the derivative, sorted, a variable
    /// as often as one differentiates by it. Terms are sorted by their variables; no two have the same.
    pub terms: Vec<(BigRational, Vec<P>)>,
}

/// Why a text is not a claim, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimError {
    /// The column of the character at which reading stopped, counted from 1.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What could have stood there.
    pub expected: String,
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the claim cannot be read at column {}: found {}, expected {}",
            self.column, self.found, self.expected
        )
    }
}

impl std::error::Error for ClaimError {}

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
    /// [`ClaimError`] with the column, what was found and what was expected.
    pub fn parse(text: &str, family: &Family, dim: usize) -> Result<Self, ClaimError> {
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
    /// [`ClaimError`] with the column, what was found and what was expected.
    pub fn parse_names(text: &str, variables: &[String]) -> Result<Self, ClaimError> {
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

/// Reads a claim whose parameters `resolve` knows by name and optional index.
fn parse_with<P: Ord + Clone>(
    text: &str,
    resolve: impl Fn(&str, Option<usize>) -> Result<P, String>,
) -> Result<Claim<P>, ClaimError> {
    let mut reader = Reader { tokens: tokens(text)?, next: 0 };
    let mut terms = BTreeMap::new();
    reader.side(&BigRational::one(), &resolve, &mut terms)?;
    if !reader.take_symbol('=') {
        return Err(reader.unexpected("+, -, = or one more parameter"));
    }
    reader.side(&-BigRational::one(), &resolve, &mut terms)?;
    if reader.peek().kind != Kind::End {
        return Err(reader.unexpected("+, - or the end of the claim"));
    }
    let terms = terms.into_iter().filter(|(_, c): &(_, BigRational)| !c.is_zero()).map(|(v, c)| (c, v)).collect();
    Ok(Claim { terms })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Name(String),
    Digits(String),
    Symbol(char),
    End,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    column: usize,
}

impl Token {
    fn shown(&self) -> String {
        match &self.kind {
            Kind::Name(text) | Kind::Digits(text) => format!("\"{text}\""),
            Kind::Symbol(c) => format!("\"{c}\""),
            Kind::End => "the end of the claim".to_owned(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, ClaimError> {
    if text.len() > MAX_BYTES {
        let expected = format!("at most {MAX_BYTES} bytes");
        return Err(ClaimError { column: 1, found: format!("{} bytes", text.len()), expected });
    }
    let mut tokens = Vec::new();
    let mut rest = text.chars().zip(1..).peekable();
    while let Some(&(c, column)) = rest.peek() {
        let mut word = |belongs: fn(char) -> bool| {
            let mut word = String::new();
            while let Some((c, _)) = rest.next_if(|&(c, _)| belongs(c)) {
                word.push(c);
            }
            word
        };
        let kind = match c {
            _ if c.is_whitespace() => {
                rest.next();
                continue;
            }
            '0'..='9' => Kind::Digits(word(|c| c.is_ascii_digit())),
            'a'..='z' | 'A'..='Z' => Kind::Name(word(|c| c.is_ascii_alphanumeric() || c == '_')),
            '=' | '+' | '-' | '*' | '/' | '[' | ']' => {
                rest.next();
                Kind::Symbol(c)
            }
            _ => {
                let expected = "letters, digits, spaces and the signs = + - * / [ ]".to_owned();
                return Err(ClaimError { column, found: format!("{c:?}"), expected });
            }
        };
        tokens.push(Token { kind, column });
    }
    tokens.push(Token { kind: Kind::End, column: text.chars().count() + 1 });
    Ok(tokens)
}

struct Reader {
    /// Ends with `Kind::End`, beyond which `next` never moves.
    tokens: Vec<Token>,
    next: usize,
}

impl Reader {
    fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    fn advance(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len() - 1);
    }

    fn take_symbol(&mut self, symbol: char) -> bool {
        let found = self.peek().kind == Kind::Symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn unexpected(&self, expected: &str) -> ClaimError {
        let token = self.peek();
        ClaimError { column: token.column, found: token.shown(), expected: expected.to_owned() }
    }

    fn digits(&mut self, expected: &str) -> Result<BigInt, ClaimError> {
        let Kind::Digits(digits) = &self.peek().kind else {
            return Err(self.unexpected(expected));
        };
        if digits.len() > MAX_DIGITS {
            let found = format!("a number of {} digits", digits.len());
            return Err(ClaimError {
                column: self.peek().column,
                found,
                expected: format!("at most {MAX_DIGITS} digits"),
            });
        }
        let value = digits.bytes().fold(BigInt::zero(), |n, digit| n * 10 + (digit - b'0'));
        self.advance();
        Ok(value)
    }

    /// One side of the claim, added to `terms` with the factor `factor`.
    fn side<P: Ord + Clone>(
        &mut self,
        factor: &BigRational,
        resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
        terms: &mut BTreeMap<Vec<P>, BigRational>,
    ) -> Result<(), ClaimError> {
        let alone =
            matches!(self.tokens.get(self.next + 1), Some(t) if matches!(t.kind, Kind::Symbol('=') | Kind::End));
        if alone && matches!(&self.peek().kind, Kind::Digits(d) if d.bytes().all(|b| b == b'0')) {
            self.advance();
            return Ok(());
        }
        let mut negative = self.take_symbol('-');
        if !negative {
            self.take_symbol('+');
        }
        loop {
            let (coefficient, variables) = self.term(resolve)?;
            let signed = if negative { -coefficient } else { coefficient };
            *terms.entry(variables).or_insert_with(BigRational::zero) += factor * signed;
            negative = self.take_symbol('-');
            if !negative && !self.take_symbol('+') {
                return Ok(());
            }
        }
    }

    fn term<P: Ord + Clone>(
        &mut self,
        resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
    ) -> Result<(BigRational, Vec<P>), ClaimError> {
        let mut coefficient = BigRational::one();
        if matches!(self.peek().kind, Kind::Digits(_)) {
            let numerator = self.digits("a number")?;
            let mut denominator = BigInt::one();
            if self.take_symbol('/') {
                let column = self.peek().column;
                denominator = self.digits("the digits of a denominator")?;
                if denominator.is_zero() {
                    return Err(ClaimError {
                        column,
                        found: "\"0\"".into(),
                        expected: "a denominator other than 0".into(),
                    });
                }
            }
            coefficient = BigRational::new(numerator, denominator);
            self.take_symbol('*');
        }
        let order = self.derivative_sign()?;
        let mut variables = Vec::with_capacity(order);
        while variables.len() < order {
            let Kind::Name(name) = self.peek().kind.clone() else {
                let expected = format!(
                    "parameter {} of the {order} that the order of this derivative asks for",
                    variables.len() + 1
                );
                return Err(self.unexpected(&expected));
            };
            variables.push(self.parameter(&name, resolve)?);
        }
        if matches!(self.peek().kind, Kind::Name(_)) {
            let expected = format!("+, -, = or the end of the claim, since this derivative has order {order}");
            return Err(self.unexpected(&expected));
        }
        variables.sort();
        Ok((coefficient, variables))
    }

    /// `d`, `d2`, `d3`, …: the order.
    fn derivative_sign(&mut self) -> Result<usize, ClaimError> {
        let expected = format!("a derivative: d, or d2 to d{MAX_ORDER}, and its parameters");
        let order = match &self.peek().kind {
            Kind::Name(name) if name == "d" => Some(1),
            Kind::Name(name) => {
                name.strip_prefix('d').and_then(|n| n.parse().ok()).filter(|n| (1..=MAX_ORDER).contains(n))
            }
            _ => None,
        };
        let order = order.ok_or_else(|| self.unexpected(&expected))?;
        self.advance();
        Ok(order)
    }

    fn parameter<P>(
        &mut self,
        name: &str,
        resolve: &impl Fn(&str, Option<usize>) -> Result<P, String>,
    ) -> Result<P, ClaimError> {
        let column = self.peek().column;
        self.advance();
        let mut shown = format!("\"{name}\"");
        let mut index = None;
        if self.take_symbol('[') {
            let value = self.digits("the digits of an index")?;
            shown = format!("\"{name}[{value}]\"");
            // An index beyond usize is as much out of range as 0 is.
            index = Some(usize::try_from(value).unwrap_or(0));
            if !self.take_symbol(']') {
                return Err(self.unexpected("\"]\" after the index"));
            }
        }
        resolve(name, index).map_err(|expected| ClaimError { column, found: shown, expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ParameterId;
    use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};

    const B: Component = Component { parameter: EXPERT_INTERCEPT, axis: 0 };
    const NU: Component = Component { parameter: VARIANCE, axis: 0 };

    /// The entry of a vector at a coordinate counted from 1.
    fn at(parameter: ParameterId, coordinate: usize) -> Component {
        Component { parameter, axis: coordinate - 1 }
    }

    fn parse(text: &str, dim: usize) -> Result<Claim, ClaimError> {
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
