//! `moe-proof pde-check`

mod second_engine;
mod text;

use crate::commands::sizes;
use crate::exact::certificate::{self, Proof};
use crate::exact::relations::claim::{Claim, ClaimError};
use crate::exact::relations::{discover, relation_of, residual};
use crate::exact::second_opinion::question::formula_request;
use crate::exact::second_opinion::{Opinion, compared_order};
use crate::kernel::{MAX_DERIVATIVE_ORDER, MAX_DERIVATIVES, Relation, Statement, relation_text};
use crate::model::{Family, softmax_gaussian};
use crate::report::certificate::write_and_verify;
use crate::report::{ExitStatus, Failure, Out};
use clap::{Args, ValueEnum};
use moe_proof_symbolica::compare::Verdict;
use moe_proof_symbolica::{Client, EngineError, Formula, Limits};
use second_engine::{formula_json, formula_text, opinion_json, opinion_text, symbolica_report};
use std::path::PathBuf;
use std::time::Duration;
use text::{Completeness, PdeReport, TestedRelation};

/// Verify the hidden PDEs between gate and expert, and that there is no other
///
/// Differentiates u exactly, finds all relations among its partial derivatives up to an order, writes a proof and has the kernel
/// expand every derivative again. With --claim, one relation of your own is tested instead. Exit code: 0 verified, 1 refuted
/// (the exact residual is shown), 2 error, 3 undecided (also when --engine both finds no second engine).
#[derive(Debug, Args)]
pub struct PdeCheckArgs {
    /// d, the dimension of x: 1 to 1000
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Find all relations up to this total order of the derivatives: 2 to 64
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "R", default_value_t = 6, conflicts_with = "claim")]
    order: u64,
    /// A relation to test, such as "d2 b b = 2 d nu" or "d2 beta1[1] b = d a[1]"
    #[arg(long, value_name = "CLAIM")]
    claim: Option<String>,
    /// The engine that differentiates: the exact one that is built in, Symbolica in a process of its own, or both compared
    #[arg(long, value_enum, default_value_t = Engine::Native)]
    engine: Engine,
    /// Test --claim on a formula of your own instead, such as "exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(nu)", with Symbolica
    #[arg(long, value_name = "FORMULA", requires = "claim", conflicts_with_all = ["dim", "out", "engine"])]
    formula: Option<String>,
    /// How many seconds to wait while another run on this machine uses Symbolica
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    lock_timeout: u64,
    /// How many seconds Symbolica may work
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    time_limit: u64,
    /// The file for the proof [default: pde-D.json, or pde-D-claim.json]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// The built-in differential ring; the kernel checks the proof
    Native,
    /// Symbolica alone; nothing is verified by the kernel
    Symbolica,
    /// Both; a disagreement is an error
    Both,
}

/// Runs the command.
pub fn run(args: &PdeCheckArgs, out: &Out) -> Result<ExitStatus, Failure> {
    if let (Some(formula), Some(claim)) = (&args.formula, &args.claim) {
        return test_formula(formula, claim, args, out);
    }
    let dim = sizes::dim(args.dim)?;
    let mut report = match &args.claim {
        Some(text) => test_claim(text, dim)?,
        None => all_relations(dim, args.order)?,
    };
    if args.engine == Engine::Symbolica {
        return symbolica_alone(&report, args, out);
    }
    if report.tested.iter().all(|t| t.residual.is_zero()) {
        let (statement, proof) = prove(&report);
        let suffix = if report.completeness.is_some() { "" } else { "-claim" };
        let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("pde-{dim}{suffix}.json")));
        write_and_verify(&path, &certificate::bytes(&statement, &proof, None))?;
        report.verified = true;
        report.certificate = Some(path.display().to_string());
    }
    let status = if report.verified { ExitStatus::Done } else { ExitStatus::Refuted };
    let answer = match args.engine {
        Engine::Both => Some(second_opinion(&report, args, out)),
        _ => None,
    };
    let opinion = answer.as_ref().and_then(|a| a.as_ref().ok());
    let text = match (args.json, opinion) {
        (true, opinion) => {
            let object = report.json();
            let object =
                if answer.is_some() { object.field("second_engine", opinion.map(opinion_json)) } else { object };
            object.line()
        }
        (false, Some(opinion)) => report.text() + &opinion_text(opinion),
        (false, None) => report.text(),
    };
    out.data(&text)?;
    match answer {
        None => Ok(status),
        Some(Err(error)) => Err(engine_failure(&error).status(ExitStatus::Undecided)),
        Some(Ok(opinion)) => {
            let holds: Vec<bool> = report.tested.iter().map(|t| t.residual.is_zero()).collect();
            let contradictions = opinion.contradictions(&holds);
            match contradictions.is_empty() {
                false => Err(Failure::new("the two engines disagree")
                    .found(contradictions.join("; "))
                    .expected("the same result from both")),
                true if opinion.is_complete() => Ok(status),
                true => Ok(status.worse(ExitStatus::Undecided)),
            }
        }
    }
}

fn client(args: &PdeCheckArgs) -> Result<Client, EngineError> {
    let limits = Limits {
        lock_timeout: Duration::from_secs(args.lock_timeout),
        work_timeout: Duration::from_secs(args.time_limit),
    };
    Client::locate(limits)
}

fn engine_failure(error: &EngineError) -> Failure {
    Failure::new(format!("no answer from the second engine: {error}")).hint(error.hint())
}

fn second_opinion(report: &PdeReport, args: &PdeCheckArgs, out: &Out) -> Result<Opinion, EngineError> {
    let relations: Vec<Relation> = report.tested.iter().map(|t| t.relation.clone()).collect();
    let order = report.completeness.as_ref().map(|c| compared_order(report.dim, c.order));
    let opinion = Opinion::ask(&client(args)?, report.dim, &relations, order, |w| out.note(w))?;
    opinion.notes.iter().for_each(|n| out.note(n));
    Ok(opinion)
}

/// The relations as Symbolica sees them: u is written down as a formula, differentiated and simplified there.
fn symbolica_alone(report: &PdeReport, args: &PdeCheckArgs, out: &Out) -> Result<ExitStatus, Failure> {
    let opinion = second_opinion(report, args, out).map_err(|e| engine_failure(&e))?;
    let names: Vec<String> = report.tested.iter().map(|t| relation_text(&t.relation, report.dim)).collect();
    let (text, json) = symbolica_report(&opinion, &names, report.dim);
    out.data(if args.json { &json } else { &text })?;
    Ok(match (opinion.any_refuted(), opinion.is_complete()) {
        (true, _) => ExitStatus::Refuted,
        (false, true) => ExitStatus::Done,
        (false, false) => ExitStatus::Undecided,
    })
}

/// A formula and a claim of the user's own.
fn test_formula(formula: &str, claim: &str, args: &PdeCheckArgs, out: &Out) -> Result<ExitStatus, Failure> {
    let names = Formula::parse(formula).map_err(|e| {
        Failure::new("the formula cannot be read")
            .at(format!("--formula, column {}", e.column))
            .found(e.found)
            .expected(e.expected)
    })?;
    let parsed = Claim::parse_names(claim, names.names()).map_err(claim_failure)?;
    if parsed.is_trivial() {
        return Err(both_sides_equal(claim));
    }
    let (_, request) = formula_request(formula, &[parsed]).map_err(|e| Failure::new(e.to_string()))?;
    let reply = client(args).and_then(|c| c.ask(&request, |w| out.note(w))).map_err(|e| engine_failure(&e))?;
    reply.notes.iter().for_each(|n| out.note(n));
    let verdict = match reply.answer.identities.first() {
        Some(Ok(residual)) => Ok(Verdict::of(residual)),
        Some(Err(words)) => Err(words.clone()),
        None => Err("nothing was answered".into()),
    };
    let engine = &reply.answer.engine;
    let write = if args.json { formula_json } else { formula_text };
    out.data(&write(formula, claim, engine, &verdict))?;
    Ok(match verdict {
        Ok(Verdict::Holds) => ExitStatus::Done,
        Ok(Verdict::Refuted { .. }) => ExitStatus::Refuted,
        _ => ExitStatus::Undecided,
    })
}

fn claim_failure(e: ClaimError) -> Failure {
    Failure::new("the claim cannot be read")
        .at(format!("--claim, column {}", e.column))
        .found(e.found)
        .expected(e.expected)
        .hint("for example: --claim \"d2 b b = 2 d nu\"")
}

fn both_sides_equal(claim: &str) -> Failure {
    Failure::new("both sides of the claim are the same").at("--claim").found(claim).expected("a relation that can fail")
}

fn test_claim(text: &str, dim: usize) -> Result<PdeReport, Failure> {
    let claim = Claim::parse(text, Family::softmax_gaussian(), dim).map_err(claim_failure)?;
    let relation = relation_of(&claim, Family::softmax_gaussian(), dim);
    if relation.is_empty() {
        return Err(both_sides_equal(text));
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
    let found = discover(&ring, &Family::softmax_gaussian().weights(dim), order, &[]);
    let hidden = crate::exact::relations::hidden_pdes(dim);
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
    let n = Family::softmax_gaussian().width(dim) as u64;
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
