//! `moe-proof pde-check`

mod second_engine;
mod text;

use crate::Error;
use crate::commands::sizes;
use crate::error::Kind;
use crate::exact::relations::claim::Claim;
use crate::exact::relations::relation_of;
use crate::exact::relations::survey::{Survey, largest_order};
use crate::exact::second_opinion::question::formula_request;
use crate::exact::second_opinion::{Opinion, compared_order};
use crate::kernel::{Relation, relation_text};
use crate::model::Family;
use crate::prove::{self, Proven};
use crate::report::{Ending, Out};
use clap::{Args, ValueEnum};
use moe_proof_formula::{Formula, SyntaxError};
use moe_proof_symbolica::compare::Verdict;
use moe_proof_symbolica::{Client, EngineError, Limits};
use second_engine::{formula_json, formula_text, opinion_json, opinion_text, symbolica_report};
use std::path::PathBuf;
use std::time::Duration;
use text::PdeReport;

/// The order up to which all relations are found where nothing else is asked for.
const USUAL_ORDER: u64 = 6;

/// Verify the hidden PDEs between gate and expert, and that there is no other
///
/// Differentiates u exactly, finds all relations among its partial derivatives up to an order, writes a proof and has the kernel
/// expand every derivative again. With --claim, one relation of your own is tested instead. Exit code: 0 verified, 1 refuted
/// (the exact residual is shown), 2 error, 3 undecided (also when --engine both finds no second engine).
#[derive(Debug, Args)]
pub struct PdeCheckArgs {
    /// d, the dimension of x: 1 to 314; with --claim 1 to 1000
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "D", default_value_t = 1)]
    dim: u64,
    /// Find all relations up to this total order of the derivatives [default: 6, or the largest below it]
    ///
    /// From 2 to the largest R for which there are at most 200000 derivatives, C(2d + 2 + R, R): 44 for d = 1, 19 for d = 2, 12 for d = 3, 10 for
    /// d = 4, 8 for d = 5, 7 for d = 6, 6 up to d = 8, 5 up to d = 12, 4 up to d = 21, 3 up to d = 51, 2 up to d = 314.
    #[arg(long, value_parser = sizes::natural, allow_negative_numbers = true, value_name = "R", conflicts_with = "claim")]
    order: Option<u64>,
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
pub fn run(args: &PdeCheckArgs, out: &Out) -> Result<Ending, Error> {
    if let (Some(formula), Some(claim)) = (&args.formula, &args.claim) {
        return test_formula(formula, claim, args, out);
    }
    let dim = sizes::dim(args.dim)?;
    let survey = match &args.claim {
        Some(text) => test_claim(text, dim)?,
        None => all_relations(args.order, dim)?,
    };
    if args.engine == Engine::Symbolica {
        return symbolica_alone(&survey, args, out);
    }
    let proven = match survey.holds() {
        true => Some(prove(&survey, args.out.as_ref())?),
        false => None,
    };
    let report = PdeReport { survey, proven };
    let status = report.ending();
    let survey = &report.survey;
    let answer = match args.engine {
        Engine::Both => Some(second_opinion(survey, args, out)),
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
        Some(Err(error)) => Err(Error::from(error).of_kind(Kind::Undecided)),
        Some(Ok(opinion)) => {
            let holds: Vec<bool> = survey.tested.iter().map(|t| t.residual.is_zero()).collect();
            let contradictions = opinion.contradictions(&holds);
            match contradictions.is_empty() {
                false => Err(Error::defect("the two engines disagree")
                    .found(contradictions.join("; "))
                    .expected("the same result from both")),
                true if opinion.is_complete() => Ok(status),
                true => Ok(status.worse(Ending::Undecided)),
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

fn second_opinion(survey: &Survey, args: &PdeCheckArgs, out: &Out) -> Result<Opinion, EngineError> {
    let relations: Vec<Relation> = survey.tested.iter().map(|t| t.relation.clone()).collect();
    let order = survey.completeness.as_ref().map(|c| compared_order(survey.dim, c.order));
    let opinion = Opinion::ask(&client(args)?, survey.dim, &relations, order, |w| out.note(w))?;
    opinion.notes.iter().for_each(|n| out.note(n));
    Ok(opinion)
}

/// The relations as Symbolica sees them: u is written down as a formula, differentiated and simplified there.
fn symbolica_alone(survey: &Survey, args: &PdeCheckArgs, out: &Out) -> Result<Ending, Error> {
    let opinion = second_opinion(survey, args, out)?;
    let names: Vec<String> = survey.tested.iter().map(|t| relation_text(&t.relation, survey.dim)).collect();
    let (text, json) = symbolica_report(&opinion, &names, survey.dim);
    out.data(if args.json { &json } else { &text })?;
    Ok(second_engine::ending(&opinion))
}

/// A formula and a claim of the user's own.
fn test_formula(formula: &str, claim: &str, args: &PdeCheckArgs, out: &Out) -> Result<Ending, Error> {
    let unreadable = |e| Error::from(e).within("--formula");
    let names = Formula::parse(formula).map_err(unreadable)?;
    let parsed = Claim::parse_names(claim, names.names()).map_err(claim_failure)?;
    if parsed.is_trivial() {
        return Err(both_sides_equal(claim));
    }
    let (_, request) = formula_request(formula, &[parsed]).map_err(unreadable)?;
    let reply = client(args).and_then(|c| c.ask(&request, |w| out.note(w)))?;
    reply.notes.iter().for_each(|n| out.note(n));
    let verdict = match reply.answer.identities.first() {
        Some(Ok(residual)) => Ok(Verdict::of(residual)),
        Some(Err(words)) => Err(words.clone()),
        None => Err("nothing was answered".into()),
    };
    let engine = &reply.answer.engine;
    let write = if args.json { formula_json } else { formula_text };
    out.data(&write(formula, claim, engine, &verdict))?;
    Ok(second_engine::ending_of(&verdict))
}

fn claim_failure(e: SyntaxError) -> Error {
    Error::from(e).within("--claim").hint("for example: --claim \"d2 b b = 2 d nu\"")
}

fn both_sides_equal(claim: &str) -> Error {
    Error::usage("both sides of the claim are the same").at("--claim").found(claim).expected("a relation that can fail")
}

fn test_claim(text: &str, dim: usize) -> Result<Survey, Error> {
    let family = Family::softmax_gaussian();
    let claim = Claim::parse(text, family, dim).map_err(claim_failure)?;
    match relation_of(&claim, family, dim) {
        relation if relation.is_empty() => Err(both_sides_equal(text)),
        relation => Ok(Survey::of(relation, dim)),
    }
}

/// All relations up to an order; without one up to the usual order, or to the largest that can be proved in this dimension.
fn all_relations(order: Option<u64>, dim: usize) -> Result<Survey, Error> {
    let order = order.unwrap_or_else(|| largest_order(dim).map_or(USUAL_ORDER, |largest| largest.min(USUAL_ORDER)));
    Survey::up_to(order, dim).map_err(|e| e.at("--dim, --order"))
}

/// Proves what the survey found to hold, and writes the proof.
fn prove(survey: &Survey, out: Option<&PathBuf>) -> Result<(Proven, PathBuf), Error> {
    let proven = match &survey.completeness {
        Some(c) => prove::relations(c.order, survey.dim)?,
        None => {
            let terms: Relation = survey.tested.iter().flat_map(|t| t.relation.clone()).collect();
            prove::identity(&terms, survey.dim)?
        }
    };
    let path = out.cloned().unwrap_or_else(|| proven.file_name().into());
    proven.write(&path)?;
    Ok((proven, path))
}
