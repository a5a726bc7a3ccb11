//! Numbers, polynomials and lines as Coq reads them.

use num_rational::BigRational;
use num_traits::{One, Signed};

/// The width that lines are broken at.
const WIDTH: usize = 110;

/// A number as a factor: `3/4`, `(-2)`.
pub fn factor(c: &BigRational) -> String {
    match c.is_negative() {
        true => format!("({c})"),
        false => c.to_string(),
    }
}

/// A monomial times a positive number: `1/6 * p3_1^3 * p5_1`.
fn term(c: &BigRational, exponents: &[u32], names: &[String]) -> String {
    let power = |(name, k): (&String, &u32)| match k {
        1 => name.clone(),
        k => format!("{name}^{k}"),
    };
    let mut factors: Vec<String> = names.iter().zip(exponents).filter(|(_, k)| **k > 0).map(power).collect();
    if !c.is_one() || factors.is_empty() {
        factors.insert(0, c.to_string());
    }
    glue(&factors.join(" * "))
}

/// Text that [`wrap`] keeps on one line, if it is short.
pub fn glue(text: &str) -> String {
    match text.chars().count() <= WIDTH / 2 {
        true => text.replace(' ', "\u{a0}"),
        false => text.to_string(),
    }
}

/// A polynomial, to be passed through [`wrap`]: `1/2 * p3_1^2 - p4_1`; `0` if it has no terms.
pub fn polynomial<'a>(terms: impl IntoIterator<Item = (&'a BigRational, &'a [u32])>, names: &[String]) -> String {
    let mut out = String::new();
    for (c, exponents) in terms {
        out.push_str(match (out.is_empty(), c.is_negative()) {
            (true, false) => "",
            (true, true) => "-\u{a0}",
            (false, false) => " +\u{a0}",
            (false, true) => " -\u{a0}",
        });
        out.push_str(&term(&c.abs(), exponents, names));
    }
    if out.is_empty() { "0".into() } else { out }
}

/// Breaks text into lines at spaces that are not glued; every line is indented.
pub fn wrap(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut out = margin.clone();
    let mut column = indent;
    for (k, word) in text.split(' ').enumerate() {
        let width = word.chars().count();
        if k > 0 && column + 1 + width > WIDTH {
            out.push('\n');
            out.push_str(&margin);
            column = indent;
        } else if k > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.replace('\u{a0}', " ")
}

/// An item of the list in a header.
pub fn bullet(text: &str) -> String {
    let lines = wrap(text, 6);
    format!("    - {}\n", lines.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_read_as_in_the_proof_file() {
        let q = |a: i64, b: i64| BigRational::new(a.into(), b.into());
        let names = ["a".to_string(), "b".to_string()];
        let terms: [(BigRational, &[u32]); 3] = [(q(-1, 1), &[1, 2]), (q(3, 4), &[0, 1]), (q(-2, 1), &[0, 0])];
        let text = polynomial(terms.iter().map(|(c, e)| (c, *e)), &names);
        assert_eq!(wrap(&text, 0), "- a * b^2 + 3/4 * b - 2");
        assert_eq!(polynomial([], &names), "0");
        assert_eq!(factor(&q(-3, 2)), "(-3/2)");
    }

    #[test]
    fn long_lines_are_broken_at_spaces() {
        let text = vec!["word"; 60].join(" ");
        let broken = wrap(&text, 2);
        assert!(broken.lines().all(|l| l.len() <= WIDTH && l.starts_with("  word")));
        assert_eq!(broken.split_whitespace().collect::<Vec<_>>().join(" "), text);
    }
}
