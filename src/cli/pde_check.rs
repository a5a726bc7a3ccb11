//! `moe-proof pde-check`

use super::sizes;
use crate::certificate::{self, Proof};
use crate::kernel::{MAX_DERIVATIVE_ORDER, MAX_DERIVATIVES, Relation, Statement};
use crate::model::softmax_gaussian;
use crate::relations::claim::Claim;
use crate::relations::{discover, relation_of, residual, softmax_gaussian_weights};
use crate::report::certificate::write_and_verify;
use crate::report::pde::{Completeness, PdeReport, TestedRelation};
use crate::report::{ExitStatus, Failure, Out};
use clap::Args;
use std::path::PathBuf;

/// Verify the hidden PDEs between gate and expert, and that there is no other
///
/// Differentiates u exactly, finds all relations among its partial derivatives up to an order, writes a proof and has the kernel
/// expand every derivative again. With --claim, one relation of your own is tested instead. Exit code: 0 verified, 1 refuted
/// (the exact residual is shown), 2 error.
#[derive(Debug, Args)]
pub struct PdeCheckArgs {
    /// d, the dimension of x
    #[arg(long, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Find all relations up to this total order of the derivatives: 2 to 64
    #[arg(long, value_name = "R", default_value_t = 6, conflicts_with = "claim")]
    order: u64,
    /// A relation to test, such as "d2 b b = 2 d nu" or "d2 beta1[1] b = d a[1]"
    #[arg(long, value_name = "CLAIM")]
    claim: Option<String>,
    /// The file for the proof [default: pde-D.json, or pde-D-claim.json]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: &PdeCheckArgs, out: &Out) -> Result<ExitStatus, Failure> {
    let dim = sizes::dim(args.dim)?;
    let mut report = match &args.claim {
        Some(text) => test_claim(text, dim)?,
        None => all_relations(dim, args.order)?,
    };
    if report.tested.iter().all(|t| t.residual.is_zero()) {
        let (statement, proof) = prove(&report);
        let suffix = if report.completeness.is_some() { "" } else { "-claim" };
        let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("pde-{dim}{suffix}.json")));
        write_and_verify(&path, &certificate::bytes(&statement, &proof, None))?;
        report.verified = true;
        report.certificate = Some(path.display().to_string());
    }
    out.data(&if args.json { report.json().line() } else { report.text() })?;
    Ok(if report.verified { ExitStatus::Done } else { ExitStatus::Refuted })
}

fn test_claim(text: &str, dim: usize) -> Result<PdeReport, Failure> {
    let claim = Claim::parse(text, dim).map_err(|e| {
        Failure::new("the claim cannot be read")
            .at(format!("--claim, column {}", e.column))
            .found(e.found)
            .expected(e.expected)
            .hint("for example: --claim \"d2 b b = 2 d nu\"")
    })?;
    let relation = relation_of(&claim, dim);
    if relation.is_empty() {
        return Err(Failure::new("both sides of the claim are the same")
            .at("--claim")
            .found(text)
            .expected("a relation that can fail"));
    }
    let residual = residual(&softmax_gaussian(dim), &relation);
    Ok(PdeReport {
        dim,
        tested: vec![TestedRelation { relation, residual }],
        completeness: None,
        verified: false,
        certificate: None,
    })
}

/// Finds all relations up to an order by linear algebra; those that generate the others are put first and tested.
fn all_relations(dim: usize, order: u64) -> Result<PdeReport, Failure> {
    let order = match order {
        2..=MAX_DERIVATIVE_ORDER => order as usize,
        _ => {
            let expected = format!("an integer from 2 to {MAX_DERIVATIVE_ORDER}");
            return Err(Failure::new("--order is out of range")
                .at("--order")
                .found(order.to_string())
                .expected(expected));
        }
    };
    let derivatives = count_derivatives(dim, order).filter(|n| *n <= MAX_DERIVATIVES).ok_or_else(|| {
        Failure::new("too many derivatives")
            .at("--dim, --order")
            .found(format!("order {order} in dimension {dim}"))
            .expected(format!("at most {MAX_DERIVATIVES} derivatives ∂^α u with |α| ≤ R"))
            .hint("lower --order")
    })?;
    let ring = softmax_gaussian(dim);
    let found = discover(&ring, &softmax_gaussian_weights(dim), order, &[]);
    let hidden = crate::relations::hidden_pdes(dim);
    let tested: Vec<TestedRelation> =
        hidden.into_iter().map(|relation| TestedRelation { residual: residual(&ring, &relation), relation }).collect();
    let further: Vec<Relation> =
        found.into_iter().filter(|r| !tested.iter().any(|t| same_up_to_a_factor(&t.relation, r))).collect();
    let completeness = Some(Completeness { order, derivatives, further });
    Ok(PdeReport { dim, tested, completeness, verified: false, certificate: None })
}

fn same_up_to_a_factor(one: &Relation, other: &Relation) -> bool {
    let normal = |r: &Relation| -> Relation { r.iter().map(|(c, a)| (c / &r[0].0, a.clone())).collect() };
    !one.is_empty() && !other.is_empty() && normal(one) == normal(other)
}

/// The number of α with |α| ≤ R: C(2d + 2 + R, R).
fn count_derivatives(dim: usize, order: usize) -> Option<u64> {
    let n = 2 * dim as u64 + 2;
    (1..=order as u64).try_fold(1u64, |c, k| Some(c.checked_mul(n + k)? / k))
}

fn prove(report: &PdeReport) -> (Statement, Proof) {
    let dim = report.dim;
    let relations: Vec<Relation> = report.tested.iter().map(|t| t.relation.clone()).collect();
    match &report.completeness {
        Some(c) => (Statement::Relations { dim, order: c.order }, Proof::Relations(relations)),
        None => (Statement::Identity { dim, relation: relations.concat() }, Proof::Identity),
    }
}
