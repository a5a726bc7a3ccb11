//! Formulas as a person writes them, read strictly, so that a mistake is named here and never guessed at by an engine.
//!
//! ```text
//! sum      = product { ("+" | "-") product }
//! product  = factor { ("*" | "/") factor }                       from left to right: a/b/c = (a/b)/c
//! factor   = ("+" | "-") factor | power                          -x^2 = -(x^2)
//! power    = primary [ "^" factor ]                              a^b^c = a^(b^c), 2^-1 = 1/2
//! primary  = number | name | ("exp" | "log" | "sqrt") "(" sum ")" | "(" sum ")"
//! number   = digits [ "." digits ]                               exact: 0.5 is 1/2
//! name     = letter { letter | digit | "_" }                     "pi" is the constant π
//! ```

use super::syntax::{Expression, Function};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::fmt;

/// The most bytes in the text of a formula.
pub const MAX_BYTES: usize = 65_536;
/// The deepest nesting of parentheses, signs and powers.
pub const MAX_DEPTH: usize = 128;
/// The most digits in a number of a formula.
pub const MAX_DIGITS: usize = 1000;

/// A formula that was read without a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    tree: Expression,
    names: Vec<String>,
}

/// Why a text is not a formula, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The column of the character at which reading stopped, counted from 1.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What could have stood there.
    pub expected: String,
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the formula cannot be read at column {}: found {}, expected {}",
            self.column, self.found, self.expected
        )
    }
}

impl std::error::Error for FormulaError {}

impl Formula {
    /// Reads a formula.
    ///
    /// ```
    /// use moe_proof_symbolica::Formula;
    /// let u = Formula::parse("exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)").unwrap();
    /// assert_eq!(u.names(), ["beta1", "x", "y", "a", "b", "nu"]);
    /// let error = Formula::parse("exp(beta1 x)").unwrap_err();
    /// assert_eq!((error.column, error.found.as_str()), (11, "\"x\""));
    /// ```
    ///
    /// # Errors
    /// [`FormulaError`] with the column, what was found and what was expected; also above [`MAX_BYTES`], [`MAX_DEPTH`] or
    /// [`MAX_DIGITS`].
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        if text.len() > MAX_BYTES {
            let expected = format!("at most {MAX_BYTES} bytes");
            return Err(FormulaError { column: 1, found: format!("{} bytes", text.len()), expected });
        }
        let mut reader = Reader { rest: text.chars().collect(), next: 0, depth: 0 };
        let tree = reader.sum()?;
        reader.skip_spaces();
        if reader.next < reader.rest.len() {
            return Err(reader.unexpected(match reader.peek() {
                Some('*') => "an operand (a power is written with ^)",
                Some('(' | '[') => {
                    "an operator + - * / ^ (only exp, log and sqrt are functions, and no name has an index)"
                }
                _ => "an operator + - * / ^ or the end of the formula",
            }));
        }
        let mut names = Vec::<String>::new();
        tree.each_name(&mut |name| {
            if !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        });
        Ok(Formula { text: text.to_owned(), tree, names })
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The variables in the order of their first appearance, without the constant `pi`.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The formula as a tree.
    pub fn tree(&self) -> &Expression {
        &self.tree
    }
}

struct Reader {
    rest: Vec<char>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.next).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next += 1;
        }
    }

    fn take(&mut self, options: [char; 2]) -> Option<char> {
        self.skip_spaces();
        let found = self.peek().filter(|c| options.contains(c))?;
        self.next += 1;
        Some(found)
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let start = self.next;
        while self.peek().is_some_and(&belongs) {
            self.next += 1;
        }
        self.rest[start..self.next].iter().collect()
    }

    fn unexpected(&self, expected: &str) -> FormulaError {
        let found = match self.peek() {
            None => "the end of the formula".to_owned(),
            Some(c) if is_name(c) => {
                let word = self.rest[self.next..].iter().take_while(|c| is_name(**c)).collect::<String>();
                format!("\"{word}\"")
            }
            Some(c) => format!("\"{}\"", c.escape_debug()),
        };
        FormulaError { column: self.next + 1, found, expected: expected.to_owned() }
    }

    fn sum(&mut self) -> Result<Expression, FormulaError> {
        self.list(['+', '-'], Self::product, Expression::Sum)
    }

    fn product(&mut self) -> Result<Expression, FormulaError> {
        self.list(['*', '/'], Self::factor, Expression::Product)
    }

    fn list(
        &mut self,
        signs: [char; 2],
        part: fn(&mut Self) -> Result<Expression, FormulaError>,
        make: fn(Vec<(bool, Expression)>) -> Expression,
    ) -> Result<Expression, FormulaError> {
        let first = part(self)?;
        let mut parts = vec![(false, first)];
        while let Some(sign) = self.take(signs) {
            parts.push((sign == signs[1], part(self)?));
        }
        Ok(if parts.len() == 1 { parts.remove(0).1 } else { make(parts) })
    }

    /// Every way down the grammar passes here, so the depth is counted here.
    fn factor(&mut self) -> Result<Expression, FormulaError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.unexpected(&format!("at most {MAX_DEPTH} nested parentheses, signs and powers")));
        }
        let factor = match self.take(['+', '-']) {
            Some('-') => Expression::Negative(Box::new(self.factor()?)),
            Some(_) => self.factor()?,
            None => {
                let base = self.primary()?;
                match self.take(['^', '^']) {
                    Some(_) => Expression::Power(Box::new((base, self.factor()?))),
                    None => base,
                }
            }
        };
        self.depth -= 1;
        Ok(factor)
    }

    fn primary(&mut self) -> Result<Expression, FormulaError> {
        self.skip_spaces();
        match self.peek() {
            Some('(') => self.in_parentheses(),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_alphabetic() => {
                let name = self.word(is_name);
                match Function::named(&name) {
                    Some(function) => {
                        self.skip_spaces();
                        if self.peek() != Some('(') {
                            return Err(self.unexpected(&format!("\"(\" and the argument of {name}")));
                        }
                        Ok(Expression::Call(function, Box::new(self.in_parentheses()?)))
                    }
                    None if name == "pi" => Ok(Expression::Pi),
                    None => Ok(Expression::Name(name)),
                }
            }
            Some('*') => Err(self.unexpected("an operand (a power is written with ^)")),
            _ => Err(self.unexpected("a number, a name, exp(…), log(…), sqrt(…) or \"(\"")),
        }
    }

    fn in_parentheses(&mut self) -> Result<Expression, FormulaError> {
        let opened = self.next + 1;
        self.next += 1;
        let inner = self.sum()?;
        match self.take([')', ')']) {
            Some(_) => Ok(inner),
            None => Err(self.unexpected(&format!("an operator or the \")\" to the \"(\" of column {opened}"))),
        }
    }

    fn number(&mut self) -> Result<Expression, FormulaError> {
        let column = self.next + 1;
        let mut digits = self.word(|c| c.is_ascii_digit());
        let mut decimals = 0;
        if self.peek() == Some('.') {
            self.next += 1;
            let fraction = self.word(|c| c.is_ascii_digit());
            if fraction.is_empty() {
                return Err(self.unexpected("a digit after the decimal point"));
            }
            decimals = fraction.len();
            digits += &fraction;
        }
        if digits.len() > MAX_DIGITS {
            let found = format!("a number of {} digits", digits.len());
            return Err(FormulaError { column, found, expected: format!("at most {MAX_DIGITS} digits") });
        }
        let numerator = digits.bytes().fold(BigInt::zero(), |n, digit| n * 10 + (digit - b'0'));
        let denominator = (0..decimals).fold(BigInt::one(), |n, _| n * 10);
        Ok(Expression::Number(BigRational::new(numerator, denominator)))
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Formula::parse(text).unwrap().tree().parenthesised(&str::to_owned)
    }

    #[test]
    fn precedence_is_that_of_the_grammar() {
        for (text, expected) in [
            ("-x^2", "(-(x^(2)))"),
            ("a^b^c", "(a^(b^c))"),
            ("a/b/c*d", "(a/b/c*d)"),
            ("a-b-c", "(a-b-c)"),
            ("2^-1", "((2)^(-(1)))"),
            ("2*-x + 1", "(((2)*(-x))+(1))"),
            ("exp(-(y-b)^2/(2*nu))", "exp(((-((y-b)^(2)))/((2)*nu)))"),
            ("0.25*sqrt( 2*pi )", "((1/4)*sqrt(((2)*pi)))"),
            ("+x", "x"),
            (" log (x_1) ", "log(x_1)"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn the_parenthesised_text_means_the_same_formula() {
        for text in ["-x^2/3-2^-y^z*(a-b)/c/d", "exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)"] {
            let tree = Formula::parse(text).unwrap().tree().clone();
            let again = tree.parenthesised(&str::to_owned);
            assert_eq!(shown(&again), again);
        }
    }

    #[test]
    fn malformed_formulas_are_rejected_with_place_found_and_expected() {
        for (text, column, found, expected) in [
            ("", 1, "the end of the formula", "a number, a name"),
            ("exp(x", 6, "the end of the formula", "\")\" to the \"(\" of column 4"),
            ("x)", 2, "\")\"", "the end of the formula"),
            ("2x", 2, "\"x\"", "an operator"),
            ("x y", 3, "\"y\"", "an operator"),
            ("x**2", 3, "\"*\"", "a power is written with ^"),
            ("sin(x)", 4, "\"(\"", "only exp, log and sqrt are functions"),
            ("beta1[1]*x", 6, "\"[\"", "no name has an index"),
            ("exp x", 5, "\"x\"", "the argument of exp"),
            ("1.*x", 3, "\"*\"", "a digit after the decimal point"),
            ("1e5", 2, "\"e5\"", "an operator"),
            ("x + β", 5, "\"β\"", "a number, a name"),
            ("x +", 4, "the end of the formula", "a number, a name"),
            ("_x", 1, "\"_x\"", "a number, a name"),
            ("x == y", 3, "\"=\"", "an operator"),
            ("x; y", 2, "\";\"", "an operator"),
            ("()", 2, "\")\"", "a number, a name"),
        ] {
            let e = Formula::parse(text).unwrap_err();
            assert_eq!((e.column, e.found.as_str()), (column, found), "{text}: {e}");
            assert!(e.expected.contains(expected), "{text}: {e}");
        }
    }

    #[test]
    fn sizes_are_limited() {
        let nested = |n| format!("{}x{}", "(".repeat(n), ")".repeat(n));
        assert!(Formula::parse(&nested(MAX_DEPTH - 1)).is_ok());
        for text in [nested(MAX_DEPTH), "-".repeat(MAX_DEPTH) + "x", "x^".repeat(MAX_DEPTH) + "x"] {
            assert!(Formula::parse(&text).unwrap_err().expected.contains("nested"));
        }
        assert_eq!(Formula::parse(&"1".repeat(MAX_DIGITS + 1)).unwrap_err().found, "a number of 1001 digits");
        assert!(Formula::parse(&"x".repeat(MAX_BYTES + 1)).unwrap_err().found.ends_with(" bytes"));
        // A long flat sum is within all limits and must not exhaust the stack.
        assert!(Formula::parse(&vec!["x"; 30_000].join("+")).is_ok());
    }
}
