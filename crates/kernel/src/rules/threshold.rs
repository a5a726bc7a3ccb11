//! Threshold: for k < 2k* a translation of the gates is all that the density leaves free (docs/theory.md section 1).
//! Assumes the theorem `identifiability_threshold`.
//!
//! **Theorem.** Let X be a set with an interior point in R^d, d ≥ 1, and H a measure of k* ≥ 1 atoms with positive
//! variances and pairwise distinct experts. All measures G of k atoms with positive variances and the density of H on
//! X × R are translates of H if and only if k < 2k*.
//!
//! **Use.** The statement is about the same X, H and G: its hypotheses are those of the theorem.
//!
//! **Checked here**: k* ≤ k < 2k*. With fewer atoms than k* no measure has the density of H, and there would be nothing
//! to state.

use super::{Finding, Task};
use crate::IDENTIFIABILITY_THRESHOLD;
use crate::proof::Method;
use crate::rejection::{Reason, Rejection};
use crate::statement::Statement;

/// Checks the hypotheses of the theorem on the numbers of the statement.
pub fn check(mut task: Task) -> Result<Finding, Rejection> {
    let Statement::Identifiable { true_atoms, fitted_atoms, .. } = *task.claim else {
        return Err(task.does_not_prove());
    };
    let name = task.theorem(IDENTIFIABILITY_THRESHOLD)?;
    task.fields.finish()?;
    let fails = |why| Err(name.reject(Reason::HypothesisFails { theorem: IDENTIFIABILITY_THRESHOLD.name, why }));
    if fitted_atoms < true_atoms {
        return fails(format!("{fitted_atoms} atoms are fewer than the {true_atoms} of the density"));
    }
    if fitted_atoms >= 2 * true_atoms {
        return fails(format!("{fitted_atoms} atoms are not fewer than twice the {true_atoms} of the density"));
    }
    Finding::whole(Method::Theorem, vec![IDENTIFIABILITY_THRESHOLD])
}
