//! Coq files from proof files.
//!
//! What pure algebra proves stands alone: a point is put into the printed equations, a refutation is a polynomial identity
//! (`field`) followed by the positivity of squares. Both print the Taylor coefficients of one atom and prove the recurrence that
//! defines them, so that every printed number is checked. What rests on analysis applies a theorem of the Coq development in
//! `proofs/coq` to the numbers m, d and r of the statement; the header of such a file says so, and says which numbers of the
//! proof file it uses. For the exponents of a cell the statement alone is needed, and the theorem is about densities.

mod equations;
mod exponents;
mod gauss_hermite;
mod identifiability;
mod point;
mod refutation;
mod relations;
mod text;
mod theorem;

use crate::Error;
use crate::exact::certificate::{Accepted, Case, Proof};
use crate::kernel::{Statement, System};
use equations::Equations;
use std::collections::BTreeSet;

/// The most terms that a file may print: `field` takes about a minute then.
pub const MAX_TERMS: usize = 4_000;

/// The module that states the headline theorems.
const MAIN: &str = "Main";

/// A proved proposition.
struct Part {
    /// Definitions, lemmas, and last the theorem `name`.
    text: String,
    /// The name of the theorem.
    name: String,
    /// What the theorem states, closed.
    statement: String,
    /// What the header says of it: what it rests on.
    words: String,
    /// The modules of the Coq development that it needs; none if it stands alone.
    library: &'static [&'static str],
}

/// Writes an accepted proof as the Coq file of the given name, which the header mentions in the command that compiles it.
///
/// # Example
/// ```
/// use moe_proof::exact::{certificate::accepted, export::coq::coq};
/// let file = br#"{"format": "moe-proof/2",
///   "statement": {"claim": "identity", "family": "softmax-gaussian", "dim": 1,
///                 "relation": [["1", [0,0,2,0]], ["-2", [0,0,0,1]]]},
///   "proof": {"kind": "identity"}}"#;
/// let text = coq(&accepted(file).unwrap(), "heat.v").unwrap();
/// assert!(text.contains("[(1, [Shift; Shift]); (-2, [Variance])]"));
/// ```
///
/// # Errors
/// If more than [`MAX_TERMS`] terms would have to be printed, for a kind of proof that has no form in Coq, or for a refutation that comes
/// without its system.
pub fn coq(accepted: &Accepted, file: &str) -> Result<String, Error> {
    let statement = accepted.verified.statement();
    let parts = match (statement, &accepted.proof) {
        (Statement::Exponents(claim), _) => exponents::parts(claim),
        (Statement::SameDensity(claim), _) => vec![identifiability::same_density(claim)?],
        (Statement::Identifiable { dim, true_atoms, fitted_atoms }, _) => {
            vec![identifiability::identifiable(*dim, *true_atoms, *fitted_atoms)]
        }
        (Statement::Dependence(claim), _) => vec![identifiability::dependence(claim)],
        (Statement::Rank(claim), _) => vec![identifiability::rank(claim)?],
        (Statement::Identity { dim, relation }, _) => vec![relations::identity(*dim, relation)],
        (Statement::Relations { dim, order }, Some(Proof::Relations(list))) => {
            vec![relations::relations(*dim, *order, list)]
        }
        (Statement::Rbar(at), Some(Proof::Rbar { solvable, unsolvable })) => {
            let below = System { order: at.order - 1, ..*at };
            let mut parts = system_parts(&[(below, &**solvable), (*at, &**unsolvable)])?;
            parts.push(both(&parts));
            parts
        }
        (Statement::Solvable(system) | Statement::Unsolvable(system), Some(proof)) => {
            system_parts(&[(*system, proof)])?
        }
        _ => return Err(not_written(statement)),
    };
    Ok(assemble(&statement.to_string(), &parts, file))
}

/// A kind of claim or of proof that has no form in Coq.
fn not_written(statement: &Statement) -> Error {
    Error::input(format_args!("a proof of the claim \"{}\" is not written for Coq", statement.claim()))
        .expected("a proof of another claim")
        .hint("moe-proof check verifies it; the theorems that are in Coq are in proofs/coq/Main.v")
}

/// The proofs about polynomial systems, and before them the equations that those need which stand alone.
fn system_parts(pieces: &[(System, &Proof)]) -> Result<Vec<Part>, Error> {
    let mut indices = BTreeSet::new();
    let mut largest = None;
    let mut terms = 0;
    for (system, proof) in pieces {
        match proof {
            Proof::Point(_) => indices.extend(system.indices()),
            Proof::Refutation(cases) => {
                indices.extend(cases.iter().flat_map(|c| &c.multipliers).map(|m| m.equation.clone()));
                let of_case = |c: &Case| {
                    let multipliers = c.multipliers.iter().map(|m| m.terms.len());
                    multipliers.chain(c.squares.iter().map(|s| s.root.len())).sum::<usize>()
                };
                terms += cases.iter().map(of_case).sum::<usize>();
            }
            Proof::GaussianRefutation(_) => {
                return Err(Error::input("a proof of the kind \"gaussian-refutation\" is not written for Coq")
                    .expected("a refutation beside its written-out system, as in smaller dimensions")
                    .hint("the theorem for every dimension is in Coq: proofs/coq/Main.v, rbar and rbar_one"));
            }
            _ => continue,
        }
        largest = Some(*system);
    }
    let equations = largest.map(|system| Equations::new(&system, indices));
    terms += equations.as_ref().map_or(0, Equations::terms);
    if terms > MAX_TERMS {
        return Err(Error::limit("the proof is too large for a Coq file")
            .found(format_args!("{terms} terms"))
            .expected(format_args!("at most {MAX_TERMS} terms"))
            .hint("moe-proof check verifies it; a proof by caloric separation is short at every size"));
    }
    let mut parts = Vec::new();
    for (system, proof) in pieces {
        // The first part that stands alone carries the equations for all of them.
        let first = !parts.iter().any(|p: &Part| p.library.is_empty());
        let mut part = match (proof, &equations) {
            (Proof::Point(point), Some(equations)) => point::part(system, point, equations),
            (Proof::Refutation(cases), Some(equations)) => refutation::part(system, cases, equations),
            (Proof::GaussHermite { weight_root, cofactor }, _) => gauss_hermite::part(system, weight_root, cofactor),
            (Proof::EmptySystem, _) => point::empty_system(system),
            _ => theorem::unsolvable(system),
        };
        if let (true, true, Some(equations)) = (first, part.library.is_empty(), &equations) {
            part.text.insert_str(0, &equations.definitions());
        }
        parts.push(part);
    }
    Ok(parts)
}

/// Two parts as one theorem.
fn both(parts: &[Part]) -> Part {
    let propositions: Vec<String> = parts.iter().map(|p| format!("  ({})", p.statement.trim_start())).collect();
    let names: Vec<&str> = parts.iter().map(|p| p.name.as_str()).collect();
    let statement = propositions.join("\n  /\\\n");
    let text = format!(
        "(** ** Both together: the systems nest, so the two orders decide r̄ *)\n\nTheorem rbar :\n{statement}.\nProof. exact (conj {}). Qed.\n",
        names.join(" ")
    );
    let words = format!("the two together, {}.", names.join(" and "));
    Part { text, name: "rbar".into(), statement, words, library: &[] }
}

fn assemble(statement: &str, parts: &[Part], file: &str) -> String {
    let mut modules: Vec<&str> = Vec::new();
    for module in parts.iter().flat_map(|p| p.library) {
        if !modules.contains(module) {
            modules.push(module);
        }
    }
    // Theorems of the page of headline theorems are named with the page, and its notations are not needed.
    let main = modules.contains(&MAIN);
    modules.retain(|m| *m != MAIN);
    let stem = file.strip_suffix(".v").unwrap_or(file);
    let mut out = format!(
        "(** * {statement}\n\n    Written by `moe-proof export coq` from a proof file that the kernel had accepted; Coq checks it\n    again, on its own.\n\n"
    );
    for part in parts {
        out.push_str(&text::bullet(&format!("[{}]: {}", part.name, part.words)));
    }
    match modules.is_empty() {
        true => out.push_str(&format!(
            "\n    The file stands alone: it needs the real numbers of Coq's standard library and nothing else.\n    Compile it with: coqc {stem}.v *)\n\nFrom Coq Require Import Reals Lra List.\n"
        )),
        false => out.push_str(&format!(
            "\n    The file uses the development in proofs/coq, whose theorems hold for every m, d and r and are applied\n    here to the numbers of this statement. Compile it, after `make -C proofs/coq`, with:\n    coqc -R proofs/coq MoeProof {stem}.v *)\n\nFrom Coq Require Import Reals Lra Lia List.\nFrom MoeProof Require Import {}.\n",
            modules.join(" ")
        )),
    }
    if main {
        out.push_str(&format!("From MoeProof Require {MAIN}.\n"));
    }
    out.push_str("Import ListNotations.\nOpen Scope R_scope.\n");
    for part in parts {
        out.push('\n');
        out.push_str(&part.text);
    }
    out
}
