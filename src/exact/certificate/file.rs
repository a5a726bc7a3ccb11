//! The whole file: format, statement, the written-out system where a rule reads it, proof, producer.

use super::Proof;
use super::numbers::{strings, terms_json};
use crate::Error;
use crate::exact::system::TaylorSystem;
use crate::kernel::{AtomCopy, Coefficient, FAMILY, FORMAT, Statement, System};
use num_rational::BigRational;
use serde_json::{Value, json};

/// The bytes of a proof file: one field a line, one equation a line.
///
/// # Errors
/// A proof that needs the written-out system where that is too large to be built.
///
/// # Example
/// ```
/// use moe_proof::exact::certificate::{Proof, bytes};
/// use moe_proof::kernel::{Outcome, Statement, verify};
/// // All there is to say about a relation is the relation: here ∂u/∂b = 0, which is false.
/// let relation = vec![("1".parse().unwrap(), vec![0, 0, 1, 0])];
/// let file = bytes(&Statement::Identity { dim: 1, relation }, &Proof::Identity).unwrap();
/// assert!(verify(&file).is_err());
/// ```
pub fn bytes(statement: &Statement, proof: &Proof) -> Result<Vec<u8>, Error> {
    let mut text = String::from("{\n");
    text.push_str(&format!("\"format\": \"{FORMAT}\",\n"));
    text.push_str(&format!("\"statement\": {},\n", statement_json(statement)));
    if let Some(shape) = system_of(statement).filter(|_| proof.needs_equations()) {
        text.push_str(&written_out(shape)?);
    }
    text.push_str(&format!("\"proof\": {},\n", proof.json()));
    text.push_str(&format!("\"producer\": {{\"version\": {}}}\n}}\n", json!(env!("CARGO_PKG_VERSION"))));
    Ok(text.into_bytes())
}

/// The system that a statement is about.
fn system_of(statement: &Statement) -> Option<&System> {
    match statement {
        Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => Some(s),
        _ => None,
    }
}

/// The fields `variables`, `equations` and `nontrivial`.
fn written_out(shape: &System) -> Result<String, Error> {
    let system = TaylorSystem::new(shape.atoms, shape.dim, shape.order)?;
    let names = shape.variables();
    let equations: Vec<String> = system
        .equations
        .iter()
        .map(|equation| {
            let terms: Value = system
                .expand(equation)
                .map(|(d, e)| json!([BigRational::new(1.into(), d.clone()).to_string(), e]))
                .collect();
            format!("  {{\"index\": {}, \"terms\": {terms}}}", json!(equation.index))
        })
        .collect();
    let named = |positions: Vec<usize>| json!(positions.into_iter().map(|p| &names[p]).collect::<Vec<_>>());
    Ok(format!(
        "\"variables\": {},\n\"equations\": [\n{}\n],\n\"nontrivial\": {{\"all\": {}, \"any\": {}}},\n",
        json!(names),
        equations.join(",\n"),
        named(shape.all_nonzero()),
        named(shape.any_nonzero())
    ))
}

fn statement_json(statement: &Statement) -> String {
    let dim = statement.dim();
    let head = format!("{{\"claim\": {}, \"family\": \"{FAMILY}\"", json!(statement.claim()));
    match statement {
        Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => {
            format!("{head}, \"atoms\": {}, \"dim\": {dim}, \"order\": {}}}", s.atoms, s.order)
        }
        Statement::Identity { relation, .. } => {
            format!("{head}, \"dim\": {dim}, \"relation\": {}}}", terms_json(relation))
        }
        Statement::Exponents(e) => {
            let (gate, least, most) = (e.gate.name(), strings(&e.at_least), strings(&e.at_most));
            format!(
                "{head}, \"atoms\": {}, \"dim\": {dim}, \"gate\": \"{gate}\", \"at_least\": {least}, \"at_most\": {most}}}",
                e.atoms
            )
        }
        Statement::Relations { order, .. } => format!("{head}, \"dim\": {dim}, \"order\": {order}}}"),
        Statement::SameDensity(s) => {
            let copy = |c: &AtomCopy| json!([c.share.to_string(), c.atom + 1, c.term + 1]);
            let copies: Value = s.copies.iter().map(copy).collect();
            format!(
                "{head}, \"dim\": {dim}, \"true_atoms\": {}, \"terms\": {},\n  \"copies\": {copies}}}",
                s.true_atoms, s.terms
            )
        }
        Statement::Identifiable { true_atoms, fitted_atoms, .. } => {
            format!("{head}, \"dim\": {dim}, \"true_atoms\": {true_atoms}, \"fitted_atoms\": {fitted_atoms}}}")
        }
        Statement::Dependence(s) => {
            let list = |all: &[Coefficient]| all.iter().map(|c| terms_json(c)).collect::<Value>();
            format!(
                "{head}, \"dim\": {dim}, \"true_atoms\": {},\n  \"experts\": {},\n  \"densities\": {}}}",
                s.true_atoms,
                list(&s.experts),
                list(&s.densities)
            )
        }
        Statement::Rank(s) => format!(
            "{head}, \"dim\": {dim}, \"true_atoms\": {}, \"degree\": {}, \"functions\": {}, \"rank\": {}}}",
            s.true_atoms, s.degree, s.functions, s.rank
        ),
    }
}
