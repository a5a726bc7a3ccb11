//! The second engine's opinion on what the native engine found: residuals of the same relations, and all derivatives up to an
//! order at the same rational points.

pub mod question;

use crate::kernel::Relation;
use moe_proof_symbolica::client::{Client, EngineError};
use moe_proof_symbolica::compare::{Comparison, Verdict, compare};

/// The largest order of the derivatives that are compared, for d = 1, 2, 3 and more: beyond it the second engine takes minutes.
pub fn compared_order(dim: usize, order: usize) -> usize {
    order.min(match dim {
        1 => 6,
        2 => 4,
        3 => 3,
        _ => 2,
    })
}

/// What the second engine says.
#[derive(Clone, Debug)]
pub struct Opinion {
    /// Name and version of the engine.
    pub engine: String,
    /// Its verdict on each relation, or its words for why there is none.
    pub verdicts: Vec<Result<Verdict, String>>,
    /// The comparison of derivatives with the native engine, and up to which order; `None` if none was asked for.
    pub comparison: Option<(usize, Comparison)>,
    /// What the engine wanted a person to read.
    pub notes: Vec<String>,
}

impl Opinion {
    /// Asks the engine about relations of the softmax-gated Gaussian family, and with `compare_up_to` about all derivatives up to
    /// that order.
    ///
    /// # Errors
    /// [`EngineError`] if there is no answer.
    pub fn ask(
        client: &Client,
        dim: usize,
        relations: &[Relation],
        compare_up_to: Option<usize>,
        waiting: impl FnMut(&str),
    ) -> Result<Opinion, EngineError> {
        let points = question::sample_points(question::variables(dim).len(), 2);
        let derivatives = compare_up_to.map_or_else(Vec::new, |r| question::derivatives_up_to(dim, r as u32));
        let request = question::request(dim, relations, &derivatives, &points);
        let reply = client.ask(&request, waiting)?;
        let verdicts =
            reply.answer.identities.iter().map(|r| r.as_ref().map(Verdict::of).map_err(Clone::clone)).collect();
        let comparison = compare_up_to.map(|order| {
            let native = question::native_values(dim, &derivatives, &points);
            (order, compare(&request, &native, &reply.answer))
        });
        Ok(Opinion { engine: reply.answer.engine, verdicts, comparison, notes: reply.notes })
    }

    /// Whether every relation was found to hold.
    pub fn all_hold(&self) -> bool {
        !self.verdicts.is_empty() && self.verdicts.iter().all(|v| matches!(v, Ok(Verdict::Holds)))
    }

    /// Whether a relation was found to fail at an exact point.
    pub fn any_refuted(&self) -> bool {
        self.verdicts.iter().any(|v| matches!(v, Ok(Verdict::Refuted { .. })))
    }

    /// Where the engine contradicts the native result `holds`, relation by relation, and value by value: both sides in words.
    pub fn contradictions(&self, holds: &[bool]) -> Vec<String> {
        let relations =
            self.verdicts.iter().zip(holds).enumerate().filter_map(|(k, (verdict, native))| match (verdict, native) {
                (Ok(Verdict::Holds), false) => {
                    Some(format!("relation {}: native refuted, second engine: residual 0", k + 1))
                }
                (Ok(Verdict::Refuted { residual, .. }), true) => {
                    Some(format!("relation {}: native residual 0, second engine: {residual}", k + 1))
                }
                _ => None,
            });
        let values = self.comparison.iter().flat_map(|(_, c)| c.disagreements.iter().map(ToString::to_string));
        relations.chain(values).collect()
    }

    /// Whether the engine confirms the native result in full: a verdict on every relation, a value for every derivative.
    pub fn is_complete(&self) -> bool {
        let decided = |v: &Result<Verdict, String>| matches!(v, Ok(Verdict::Holds | Verdict::Refuted { .. }));
        !self.verdicts.is_empty()
            && self.verdicts.iter().all(decided)
            && self.comparison.as_ref().is_none_or(|(_, c)| c.is_complete())
    }
}
