//! The rules of the proof format: one file for each, one table of all. `proofs/FORMAT.md` describes them in the same
//! order.
//!
//! A rule is given the claim, the fields of a proof of its kind and the rest of the file, and answers what it has
//! verified. A new rule is one file here and one row of [`RULES`].

pub mod caloric;
pub mod common_factor;
pub mod curve;
pub mod dependence;
pub mod empty_system;
pub mod expanded;
pub mod gauss_hermite;
pub mod gaussian_refutation;
pub mod identity;
pub mod inequalities;
pub mod lp_optimum;
pub mod point;
pub mod rank;
pub mod rbar;
pub mod refutation;
pub mod relations;
pub mod threshold;

use crate::Theorem;
use crate::proof::Method;
use crate::reader::{Fields, Node};
use crate::rejection::{Reason, Rejection};
use crate::statement::{
    DEPENDENCE, EXPONENTS, IDENTIFIABLE, IDENTITY, RANK, RBAR, RELATIONS, SAME_DENSITY, SOLVABLE, Statement, UNSOLVABLE,
};
use crate::system::System;
use expanded::{Expanded, Written};

/// One kind of proof.
pub struct Rule {
    /// The word in the field `kind`.
    pub kind: &'static str,
    /// The claims that such a proof can prove.
    pub proves: &'static [&'static str],
    /// The function that checks one.
    pub check: Check,
}

/// Checks a proof of one kind. All rules have this signature.
pub type Check = fn(Task) -> Result<Finding, Rejection>;

/// All rules.
#[rustfmt::skip]
pub const RULES: [Rule; 14] = [
    Rule { kind: "point", proves: &[SOLVABLE.word], check: point::check },
    Rule { kind: "gauss-hermite", proves: &[SOLVABLE.word], check: gauss_hermite::check },
    Rule { kind: "empty-system", proves: &[SOLVABLE.word], check: empty_system::check },
    Rule { kind: "refutation", proves: &[UNSOLVABLE.word], check: refutation::check },
    Rule { kind: "gaussian-refutation", proves: &[UNSOLVABLE.word], check: gaussian_refutation::check },
    Rule { kind: "caloric", proves: &[UNSOLVABLE.word], check: caloric::check },
    Rule { kind: "rbar", proves: &[RBAR.word], check: rbar::check },
    Rule { kind: "identity", proves: &[IDENTITY.word], check: identity::check },
    Rule { kind: "relations", proves: &[RELATIONS.word], check: relations::check },
    Rule { kind: "lp-optimum", proves: &[EXPONENTS.word], check: lp_optimum::check },
    Rule { kind: "common-factor", proves: &[SAME_DENSITY.word], check: common_factor::check },
    Rule { kind: "threshold", proves: &[IDENTIFIABLE.word], check: threshold::check },
    Rule { kind: "dependence", proves: &[DEPENDENCE.word], check: dependence::check },
    Rule { kind: "rank", proves: &[RANK.word], check: rank::check },
];

/// What a rule is given.
pub struct Task<'t, 'f> {
    /// What is to be proved: the statement of the file, or one half of it.
    pub claim: &'t Statement,
    /// The proof.
    pub proof: &'t Node<'f>,
    /// Its kind.
    pub kind: &'static str,
    /// The fields of the proof but `kind`.
    pub fields: Fields<'f>,
    /// The system as the file writes it out, for the rules that read it.
    pub written: &'t mut Written<'f>,
}

impl<'t, 'f> Task<'t, 'f> {
    /// The rejection of a proof whose kind cannot prove the claim.
    pub fn does_not_prove(&self) -> Rejection {
        let (kind, claim) = (self.kind.into(), self.claim.claim().into());
        self.proof.reject(Reason::KindDoesNotProve { kind, claim })
    }

    /// The system that the claim is about.
    ///
    /// # Errors
    /// [`Reason::KindDoesNotProve`] if the claim is not about a system.
    pub fn system(&self) -> Result<System, Rejection> {
        self.claim.system().ok_or_else(|| self.does_not_prove())
    }

    /// Takes the fields `theorem` and `file`, which must name this theorem; returns the first of them.
    ///
    /// # Errors
    /// [`Reason::UnknownWord`] for any other theorem or file.
    pub fn theorem(&mut self, theorem: Theorem) -> Result<Node<'f>, Rejection> {
        let (name, file) = (self.fields.take("theorem")?, self.fields.take("file")?);
        name.word(theorem.name)?;
        file.word(theorem.file)?;
        Ok(name)
    }

    /// Reads the written-out system of the file; returns it with the fields of the proof.
    ///
    /// # Errors
    /// The rejection of the written-out system.
    pub fn with_written(self) -> Result<(&'t Expanded, Fields<'f>), Rejection> {
        Ok((self.written.read()?, self.fields))
    }
}

/// What a rule has verified.
#[derive(Debug)]
pub struct Finding {
    /// By what, one entry for each part.
    pub methods: Vec<Method>,
    /// The theorems that the proof rests on.
    pub assumes: Vec<Theorem>,
    /// What is missing from a proof that leaves a part out.
    pub gap: Option<Gap>,
}

/// A proof that leaves a part out.
#[derive(Debug)]
pub struct Gap {
    /// What the other part proves.
    pub verified: String,
    /// What is missing.
    pub missing: String,
}

impl Finding {
    /// The whole claim, by one method that rests on these theorems.
    pub fn whole(method: Method, assumes: Vec<Theorem>) -> Result<Finding, Rejection> {
        Ok(Finding { methods: vec![method], assumes, gap: None })
    }
}

/// Checks that `proof` proves the claim.
///
/// # Errors
/// [`Reason::UnknownWord`] for a kind that is not in the table, [`Reason::KindDoesNotProve`] for one that proves other
/// claims, and whatever its rule rejects.
pub fn prove<'f>(claim: &Statement, proof: &Node<'f>, written: &mut Written<'f>) -> Result<Finding, Rejection> {
    let mut fields = proof.object()?;
    let rule = fields.take("kind")?.row(&RULES, |rule| rule.kind)?;
    let task = Task { claim, proof, kind: rule.kind, fields, written };
    match rule.proves.contains(&claim.claim()) {
        true => (rule.check)(task),
        false => Err(task.does_not_prove()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::CLAIMS;

    #[test]
    fn every_rule_has_its_own_word_and_every_claim_a_rule() {
        for (k, rule) in RULES.iter().enumerate() {
            assert!(RULES[..k].iter().all(|other| other.kind != rule.kind), "{} stands twice", rule.kind);
            assert!(rule.proves.iter().all(|word| CLAIMS.iter().any(|c| c.word == *word)), "{}", rule.kind);
        }
        for claim in &CLAIMS {
            assert!(RULES.iter().any(|rule| rule.proves.contains(&claim.word)), "nothing proves {}", claim.word);
        }
    }

    #[test]
    fn the_format_describes_every_rule_and_every_claim() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proofs/FORMAT.md");
        let text = std::fs::read_to_string(path).unwrap();
        for rule in &RULES {
            assert!(text.contains(&format!("{{\"kind\": \"{}\"", rule.kind)), "{} is not described", rule.kind);
            // The row of the claim names the kinds of its proofs.
            for claim in rule.proves {
                let row = text.lines().find(|line| line.starts_with(&format!("| `{claim}` |"))).unwrap_or_default();
                let named = row.contains(&format!("`{}`", rule.kind));
                // No statement has the order 0; only the lower half of one does.
                assert_eq!(named, rule.kind != "empty-system", "{}: {row}", rule.kind);
            }
        }
    }
}
