//! The polynomial system as text, LaTeX and JSON.

use crate::exact::system::{AtomTerm, Equation, TaylorSystem, unknowns_per_atom};
use crate::json::Object;
use crate::kernel::FAMILY;
use crate::model::{Family, Shape};
use crate::report::numbers::{count, subscript};
use num_traits::One;
use serde::{Serialize, Serializer};
use serde_json::json;
use std::fmt::Write;

/// The form in which a system is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For the terminal: one equation a line, the sum over the atoms as Σⱼ.
    Text,
    /// An `align*` environment.
    Latex,
    /// The versioned object, every equation expanded over all atoms.
    Json,
}

/// Writes the system in a form; the same bytes for the same system.
pub fn system(system: &TaylorSystem, form: Form) -> String {
    match form {
        Form::Text => text(system),
        Form::Latex => latex(system),
        Form::Json => json_text(system),
    }
}

fn text(system: &TaylorSystem) -> String {
    let (m, d) = (system.cells, system.dim);
    let unknowns = unknowns_per_atom(d) * m;
    let mut out =
        format!("model: softmax-gated Gaussian, cells m = {m}, dimension d = {d}, order r = {}\n", system.order);
    let space = if d == 1 { "R".to_string() } else { format!("R^{d}") };
    let _ = writeln!(out, "unknowns: {unknowns}, for each atom j = 1..{m}: p₁ⱼ, p₂ⱼ ∈ {space}, p₃ⱼ, p₄ⱼ, p₅ⱼ ∈ R");
    let _ = writeln!(out, "non-trivial: all p₅ⱼ ≠ 0 and some p₃ⱼ ≠ 0");
    let _ = writeln!(out, "{}:", count(system.equations.len() as u64, "equation"));
    let style = Style { symbol: text_symbol, fraction: |n| format!("/{n}"), join: "·" };
    for equation in &system.equations {
        let _ = write!(out, "E{}: Σⱼ p₅ⱼ² (", index(equation, d));
        style.terms(&mut out, &equation.terms, d);
        out.push_str(") = 0\n");
    }
    out
}

fn latex(system: &TaylorSystem) -> String {
    let (m, d) = (system.cells, system.dim);
    let mut out = format!(
        "% softmax-gated Gaussian, m = {m} atoms, d = {d}, order r = {}; non-trivial: all p_{{5j}} \\neq 0 and some p_{{3j}} \\neq 0\n",
        system.order
    );
    out.push_str("\\begin{align*}\n");
    let style = Style { symbol: latex_symbol, fraction: |n| format!("\\frac{{1}}{{{n}}}"), join: "\\," };
    for (k, equation) in system.equations.iter().enumerate() {
        let _ = write!(out, "E_{{{}}} &= \\sum_{{j=1}}^{{{m}}} p_{{5j}}^2 \\Bigl(", index(equation, d));
        style.terms(&mut out, &equation.terms, d);
        out.push_str("\\Bigr) = 0");
        out.push_str(if k + 1 == system.equations.len() { "\n" } else { " \\\\\n" });
    }
    out.push_str("\\end{align*}\n");
    out
}

fn json_text(system: &TaylorSystem) -> String {
    let names = system.variables();
    let shape = crate::kernel::System { atoms: system.cells, dim: system.dim, order: system.order };
    let list = |positions: Vec<usize>| positions.into_iter().map(|p| &names[p]).collect::<Vec<_>>();
    let object = Object::new("system").field("family", FAMILY).field("cells", system.cells).field("dim", system.dim);
    object
        .field("order", system.order)
        .row("variables", &names)
        .rows("equations", system.equations.iter().map(|e| Written { index: &e.index, terms: Terms(system, e) }))
        .row("nontrivial", json!({"all": list(shape.all_nonzero()), "any": list(shape.any_nonzero())}))
        .line()
}

/// An equation in JSON: its index, and its terms in all unknowns.
#[derive(Serialize)]
struct Written<'a> {
    index: &'a [u32],
    terms: Terms<'a>,
}

/// The terms of an equation, each a coefficient and the exponents, expanded over the atoms only while they are written.
struct Terms<'a>(&'a TaylorSystem, &'a Equation);

impl Serialize for Terms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.expand(self.1).map(|(denominator, exponents)| {
            let coefficient = if denominator.is_one() { "1".to_string() } else { format!("1/{denominator}") };
            (coefficient, exponents)
        }))
    }
}

fn index(equation: &Equation, d: usize) -> String {
    let list = |k: &[u32]| k.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    match d {
        1 => format!("({})", list(&equation.index)),
        _ => format!("(({}),{})", list(&equation.index[..d]), equation.index[d]),
    }
}

/// How terms are written.
struct Style {
    /// The unknown at a position, with its exponent.
    symbol: fn(usize, u32, usize) -> String,
    /// The coefficient 1/n.
    fraction: fn(&str) -> String,
    join: &'static str,
}

impl Style {
    fn terms(&self, out: &mut String, terms: &[AtomTerm], d: usize) {
        for (k, term) in terms.iter().enumerate() {
            if k > 0 {
                out.push_str(" + ");
            }
            let factors: Vec<String> = (0..unknowns_per_atom(d) - 1)
                .filter(|&i| term.exponents[i] > 0)
                .map(|i| (self.symbol)(i, term.exponents[i], d))
                .collect();
            let monomial = factors.join(self.join);
            let fraction = match term.denominator.is_one() {
                true => String::new(),
                false => (self.fraction)(&term.denominator.to_string()),
            };
            // Text divides behind the monomial, LaTeX puts the fraction before it.
            match fraction.starts_with('/') {
                true => out.push_str(&format!("{monomial}{fraction}")),
                false => out.push_str(&format!("{fraction}{monomial}")),
            }
        }
    }
}

fn text_symbol(position: usize, exponent: u32, d: usize) -> String {
    let superscript: String = match exponent {
        1 => String::new(),
        n => n
            .to_string()
            .bytes()
            .map(|b| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][usize::from(b - b'0')])
            .collect(),
    };
    let (group, coordinate) = group_of(position, d);
    let bracket = if coordinate > 0 && d > 1 { format!("[{coordinate}]") } else { String::new() };
    format!("p{}ⱼ{bracket}{superscript}", subscript(group))
}

fn latex_symbol(position: usize, exponent: u32, d: usize) -> String {
    let (group, coordinate) = group_of(position, d);
    let lower = if coordinate > 0 && d > 1 { format!("{group}j,{coordinate}") } else { format!("{group}j") };
    match exponent {
        1 => format!("p_{{{lower}}}"),
        n => format!("p_{{{lower}}}^{{{n}}}"),
    }
}

/// Which of p1..p4 a position belongs to, which are the parameters of the family in order, and the coordinate from 1 (0 for
/// scalars).
fn group_of(position: usize, d: usize) -> (usize, usize) {
    let family = Family::softmax_gaussian();
    family.component_at(position, d).map_or((0, 0), |c| match family.parameter(c.parameter).shape {
        Shape::Scalar => (c.parameter.index() + 1, 0),
        Shape::Vector => (c.parameter.index() + 1, c.axis + 1),
    })
}
