//! The tree of a formula and its text in a form that every engine reads alike: all operations in parentheses.

use num_rational::BigRational;
use std::fmt::{self, Write};

/// A function a formula may call, with one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `exp`
    Exp,
    /// `log`, the natural logarithm
    Log,
    /// `sqrt`
    Sqrt,
}

impl Function {
    /// The function of that name.
    pub fn named(name: &str) -> Option<Function> {
        match name {
            "exp" => Some(Function::Exp),
            "log" => Some(Function::Log),
            "sqrt" => Some(Function::Sqrt),
            _ => None,
        }
    }

    /// The name of the function.
    pub fn name(self) -> &'static str {
        match self {
            Function::Exp => "exp",
            Function::Log => "log",
            Function::Sqrt => "sqrt",
        }
    }
}

/// A formula as a tree. Sums and products are flat, so that the depth is that of the parentheses, signs and powers alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// An exact number.
    Number(BigRational),
    /// The constant π.
    Pi,
    /// A variable.
    Name(String),
    /// `−e`
    Negative(Box<Expression>),
    /// Terms, each with `true` if it is subtracted; at least two.
    Sum(Vec<(bool, Expression)>),
    /// Factors, each with `true` if it divides; at least two, from left to right.
    Product(Vec<(bool, Expression)>),
    /// Base and exponent.
    Power(Box<(Expression, Expression)>),
    /// A function and its argument.
    Call(Function, Box<Expression>),
}

impl Expression {
    /// The text with every operation in parentheses and every variable written by `name`.
    pub fn parenthesised(&self, name: &impl Fn(&str) -> String) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut text, name);
        text
    }

    fn write(&self, out: &mut String, name: &impl Fn(&str) -> String) -> fmt::Result {
        match self {
            Expression::Number(n) => write!(out, "({n})"),
            Expression::Pi => write!(out, "{}", name("pi")),
            Expression::Name(n) => write!(out, "{}", name(n)),
            Expression::Negative(e) => {
                out.push_str("(-");
                e.write(out, name)?;
                out.write_char(')')
            }
            Expression::Sum(terms) => Self::write_list(terms, ["+", "-"], out, name),
            Expression::Product(factors) => Self::write_list(factors, ["*", "/"], out, name),
            Expression::Power(parts) => {
                out.push('(');
                parts.0.write(out, name)?;
                out.push('^');
                parts.1.write(out, name)?;
                out.write_char(')')
            }
            Expression::Call(function, argument) => {
                write!(out, "{}(", function.name())?;
                argument.write(out, name)?;
                out.write_char(')')
            }
        }
    }

    fn write_list(
        parts: &[(bool, Expression)],
        signs: [&str; 2],
        out: &mut String,
        name: &impl Fn(&str) -> String,
    ) -> fmt::Result {
        out.push('(');
        for (i, (inverse, part)) in parts.iter().enumerate() {
            match (i, inverse) {
                (0, false) => {}
                // The parser starts a sum or product with a plain part; a tree made otherwise is still written correctly.
                (0, true) => out.push_str(if signs[1] == "/" { "1/" } else { signs[1] }),
                (_, inverse) => out.push_str(signs[usize::from(*inverse)]),
            }
            part.write(out, name)?;
        }
        out.write_char(')')
    }

    /// Calls `visit` with every variable, from left to right, as often as it stands there.
    pub fn each_name<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            Expression::Number(_) | Expression::Pi => {}
            Expression::Name(n) => visit(n),
            Expression::Negative(e) | Expression::Call(_, e) => e.each_name(visit),
            Expression::Sum(parts) | Expression::Product(parts) => parts.iter().for_each(|(_, e)| e.each_name(visit)),
            Expression::Power(parts) => {
                parts.0.each_name(visit);
                parts.1.each_name(visit);
            }
        }
    }
}
