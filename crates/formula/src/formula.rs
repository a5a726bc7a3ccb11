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

use crate::cursor::{self, Cursor, Parsed, SyntaxError, blanks, few_digits, natural, peek, rest, sign, unexpected};
use crate::syntax::{Expression, Function};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::pow;

pub use crate::cursor::{MAX_BYTES, MAX_DIGITS};
/// The deepest nesting of parentheses, signs and powers.
pub const MAX_DEPTH: usize = 128;

/// A formula that was read without a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    tree: Expression,
    names: Vec<String>,
}

impl Formula {
    /// Reads a formula.
    ///
    /// ```
    /// use moe_proof_formula::Formula;
    /// let u = Formula::parse("exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)").unwrap();
    /// assert_eq!(u.names(), ["beta1", "x", "y", "a", "b", "nu"]);
    /// let error = Formula::parse("exp(beta1 x)").unwrap_err();
    /// assert_eq!((error.column, error.found.as_str()), (11, "\"x\""));
    /// ```
    ///
    /// # Errors
    /// [`SyntaxError`] with the column, what was found and what was expected; also above [`MAX_BYTES`], [`MAX_DEPTH`] or
    /// [`MAX_DIGITS`].
    pub fn parse(text: &str) -> Result<Formula, SyntaxError> {
        let tree = cursor::read(text, "formula", whole)?;
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

fn whole(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let tree = sum(cursor)?;
    blanks(cursor)?;
    match peek(cursor) {
        None => Ok(tree),
        Some('*') => Err(unexpected(cursor, "an operand (a power is written with ^)")),
        Some('(' | '[') => Err(unexpected(
            cursor,
            "an operator + - * / ^ (only exp, log and sqrt are functions, and no name has an index)",
        )),
        Some(_) => Err(unexpected(cursor, "an operator + - * / ^ or the end of the formula")),
    }
}

fn sum(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    list(cursor, ['+', '-'], product, Expression::Sum)
}

fn product(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    list(cursor, ['*', '/'], factor, Expression::Product)
}

/// Parts with signs between them, the second of which inverts.
fn list(
    cursor: &mut Cursor<'_>,
    signs: [char; 2],
    part: fn(&mut Cursor<'_>) -> Parsed<Expression>,
    make: fn(Vec<(bool, Expression)>) -> Expression,
) -> Parsed<Expression> {
    let mut parts = vec![(false, part(cursor)?)];
    while let Some(found) = sign(cursor, signs)? {
        parts.push((found == signs[1], part(cursor)?));
    }
    Ok(if parts.len() == 1 { parts.remove(0).1 } else { make(parts) })
}

/// Every way down the grammar passes here, so the depth is counted here.
fn factor(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    cursor.state.depth += 1;
    if cursor.state.depth > MAX_DEPTH {
        return Err(unexpected(cursor, format_args!("at most {MAX_DEPTH} nested parentheses, signs and powers")));
    }
    let factor = match sign(cursor, ['+', '-'])? {
        Some('-') => Expression::Negative(Box::new(self::factor(cursor)?)),
        Some(_) => self::factor(cursor)?,
        None => {
            let base = primary(cursor)?;
            match sign(cursor, ['^'])? {
                Some(_) => Expression::Power(Box::new((base, self::factor(cursor)?))),
                None => base,
            }
        }
    };
    cursor.state.depth -= 1;
    Ok(factor)
}

fn primary(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    blanks(cursor)?;
    match peek(cursor) {
        Some('(') => in_parentheses(cursor),
        Some(c) if c.is_ascii_digit() => number(cursor),
        Some('*') => Err(unexpected(cursor, "an operand (a power is written with ^)")),
        _ => match cursor::word(cursor)? {
            Some(name) => match Function::named(name) {
                Some(function) => {
                    if peek(cursor) != Some('(') {
                        blanks(cursor)?;
                        return Err(unexpected(cursor, format_args!("\"(\" and the argument of {name}")));
                    }
                    Ok(Expression::Call(function, Box::new(in_parentheses(cursor)?)))
                }
                None if name == "pi" => Ok(Expression::Pi),
                None => Ok(Expression::Name(name.to_owned())),
            },
            None => Err(unexpected(cursor, "a number, a name, exp(…), log(…), sqrt(…) or \"(\"")),
        },
    }
}

/// A sum and its parentheses, the first of which is known to stand here.
fn in_parentheses(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    blanks(cursor)?;
    let opened = cursor::place(cursor);
    sign(cursor, ['('])?;
    let inner = sum(cursor)?;
    match sign(cursor, [')'])? {
        Some(_) => Ok(inner),
        None => {
            blanks(cursor)?;
            Err(unexpected(cursor, format_args!("an operator or the \")\" to the \"(\" of {opened}")))
        }
    }
}

fn number(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let begun = cursor::offset(cursor);
    let mut digits = cursor::digits(cursor, "a number")?.to_owned();
    let mut decimals = 0;
    if rest(cursor).starts_with('.') {
        sign(cursor, ['.'])?;
        if !rest(cursor).starts_with(|c: char| c.is_ascii_digit()) {
            return Err(unexpected(cursor, "a digit after the decimal point"));
        }
        let fraction = cursor::digits(cursor, "a digit after the decimal point")?;
        decimals = fraction.len();
        digits += fraction;
    }
    few_digits(digits.len(), begun)?;
    Ok(Expression::Number(BigRational::new(natural(&digits), pow(BigInt::from(10), decimals))))
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
