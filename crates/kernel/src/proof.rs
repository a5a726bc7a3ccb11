//! From bytes to a verdict: reads a file, hands each part to its rule, and alone constructs [`Verified`].

use super::Theorem;
use super::json::Json;
use super::reader::{Fields, Node};
use super::rejection::{Reason, Rejection, clip};
use super::rules::{caloric, expanded::Expanded, gauss_hermite, identity, lp_optimum, point, refutation, relations};
use super::statement::Statement;
use super::system::System;

/// The version of the format that this kernel reads.
pub const FORMAT: &str = "moe-proof/2";
/// The version before it: its statements call the number of atoms `cells`.
const FORMER_FORMAT: &str = "moe-proof/1";

/// How a part of a statement was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The system of order 0 has no equations.
    EmptySystem,
    /// A rational point, put into every equation.
    RationalPoint,
    /// The Gauss–Hermite point, by exact traces.
    GaussHermite,
    /// A sum of squares that the equations force to vanish.
    Refutation {
        /// How many equations have a multiplier.
        equations_used: usize,
    },
    /// The caloric separation lemma.
    CaloricSeparation,
    /// Expansion of the derivatives.
    Expansion,
    /// Duality for a linear programme of certified inequalities, and curves that attain its optima.
    LinearProgramme,
}

/// A statement whose proof the kernel has accepted. Only [`verify`] makes one.
#[derive(Clone, Debug)]
pub struct Verified {
    statement: Statement,
    methods: Vec<Method>,
    assumes: Vec<Theorem>,
}

impl Verified {
    /// What has been verified.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// By what, one entry a part: for r̄ first the solvable order, then the unsolvable one.
    pub fn methods(&self) -> &[Method] {
        &self.methods
    }

    /// The theorems that the proof rests on; empty for a purely algebraic proof.
    pub fn assumes(&self) -> &[Theorem] {
        &self.assumes
    }
}

/// The verdict on a file that is not rejected.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The file proves its statement.
    Valid(Verified),
    /// Everything in the file is right, but it does not prove the whole statement.
    Incomplete {
        /// What the file states.
        statement: Statement,
        /// What has been verified of it.
        verified: String,
        /// What is missing.
        missing: String,
    },
}

/// Decides whether `bytes` are a proof of the statement that they make.
///
/// # Errors
/// A [`Rejection`] with the place and a typed reason, if anything in the file is malformed or wrong.
///
/// # Example
/// ```
/// use moe_proof_kernel::{Outcome, verify};
/// let file = br#"{"format": "moe-proof/2",
///   "statement": {"claim": "identity", "family": "softmax-gaussian", "dim": 1,
///                 "relation": [["1", [1,0,1,0]], ["-1", [0,1,0,0]]]},
///   "proof": {"kind": "identity"}}"#;
/// let Ok(Outcome::Valid(verified)) = verify(file) else { panic!("not accepted") };
/// assert_eq!(verified.statement().to_string(), "∂²u/∂β₁∂b − ∂u/∂a = 0");
/// assert!(verified.assumes().is_empty());
/// ```
pub fn verify(bytes: &[u8]) -> Result<Outcome, Rejection> {
    let json = Json::parse(bytes)?;
    let mut fields = Node::root(&json).object()?;
    let format = fields.take("format")?;
    match format.string()? {
        FORMAT => {}
        FORMER_FORMAT => return Err(format.reject(Reason::FormerFormat { found: FORMER_FORMAT, expected: FORMAT })),
        other => return Err(format.reject(Reason::UnknownWord { found: clip(other), expected: FORMAT })),
    }
    if let Some(producer) = fields.optional("producer") {
        read_producer(&producer)?;
    }
    let statement = Statement::read(&fields.take("statement")?)?;
    let proof = fields.take("proof")?;
    match statement.clone() {
        Statement::Solvable(system) => {
            let mut file = File { fields, written: None };
            let method = file.solvable(&system, system.order, &proof)?;
            file.finish(statement, vec![method], vec![])
        }
        Statement::Unsolvable(system) => {
            let mut file = File { fields, written: None };
            let (method, assumes) = file.unsolvable(&system, &proof)?;
            file.finish(statement, vec![method], assumes)
        }
        Statement::Rbar(system) => rbar(File { fields, written: None }, statement, system, &proof),
        Statement::Identity { dim, relation } => {
            let (kind, parts) = kind_of(&proof)?;
            expect_kind(&proof, kind, &["identity"], statement.claim())?;
            parts.finish()?;
            let mut budget = identity::MAX_DIFFERENTIATIONS;
            identity::check(dim, &relation, &mut budget).map_err(|r| Rejection::new("statement.relation", r))?;
            File { fields, written: None }.finish(statement, vec![Method::Expansion], vec![])
        }
        Statement::Relations { dim, order } => {
            let (kind, parts) = kind_of(&proof)?;
            expect_kind(&proof, kind, &["relations"], statement.claim())?;
            relations::check(dim, order, parts)?;
            File { fields, written: None }.finish(statement, vec![Method::Expansion], vec![])
        }
        Statement::Exponents(claim) => {
            let (kind, parts) = kind_of(&proof)?;
            expect_kind(&proof, kind, &["lp-optimum"], statement.claim())?;
            let assumes = lp_optimum::check(&claim, parts)?;
            File { fields, written: None }.finish(statement, vec![Method::LinearProgramme], assumes)
        }
    }
}

/// r̄ = r: solvable at order r − 1 and unsolvable at order r. The systems nest, so the two suffice.
fn rbar(mut file: File, statement: Statement, system: System, proof: &Node) -> Result<Outcome, Rejection> {
    let (kind, mut parts) = kind_of(proof)?;
    expect_kind(proof, kind, &["rbar"], statement.claim())?;
    let (below, at) = (parts.take("solvable")?, parts.take("unsolvable")?);
    parts.finish()?;
    let solvable = match below.is_null() {
        true => None,
        false => Some(file.solvable(&system, system.order - 1, &below)?),
    };
    let unsolvable = match at.is_null() {
        true => None,
        false => Some(file.unsolvable(&system, &at)?),
    };
    let (m, r) = (system.atoms, system.order);
    match (solvable, unsolvable) {
        (Some(first), Some((second, assumes))) => file.finish(statement, vec![first, second], assumes),
        (solvable, unsolvable) => {
            let (verified, missing) = match (solvable.is_some(), unsolvable.is_some()) {
                (true, _) => (format!("r̄({m}) ≥ {r}"), format!("a refutation of order {r}")),
                (_, true) => (format!("r̄({m}) ≤ {r}"), format!("a solution of order {}", r - 1)),
                _ => ("nothing".into(), format!("a solution of order {} and a refutation of order {r}", r - 1)),
            };
            file.fields.finish()?;
            Ok(Outcome::Incomplete { statement, verified, missing })
        }
    }
}

/// The rest of a file whose statement has been read: the written-out system is read when a rule first needs it.
struct File<'a> {
    fields: Fields<'a>,
    written: Option<Expanded>,
}

impl File<'_> {
    fn written(&mut self, system: &System) -> Result<&Expanded, Rejection> {
        if self.written.is_none() {
            self.written = Some(Expanded::read(&mut self.fields, *system)?);
        }
        self.written.as_ref().ok_or_else(|| Rejection::new("", Reason::MissingField("equations".into())))
    }

    /// Checks a proof that the equations of `system` up to `order` have a non-trivial solution.
    fn solvable(&mut self, system: &System, order: usize, proof: &Node) -> Result<Method, Rejection> {
        let (kind, parts) = kind_of(proof)?;
        match kind {
            "point" => {
                point::check(self.written(system)?, order, parts)?;
                Ok(Method::RationalPoint)
            }
            "gauss-hermite" => {
                gauss_hermite::check(&System { order, ..*system }, parts)?;
                Ok(Method::GaussHermite)
            }
            "empty-system" if order == 0 => {
                parts.finish()?;
                Ok(Method::EmptySystem)
            }
            _ => refuse_kind(proof, kind, &["point", "gauss-hermite", "empty-system"], "solvable"),
        }
    }

    /// Checks a proof that `system` has no non-trivial solution.
    fn unsolvable(&mut self, system: &System, proof: &Node) -> Result<(Method, Vec<Theorem>), Rejection> {
        let (kind, parts) = kind_of(proof)?;
        match kind {
            "refutation" => {
                let equations_used = refutation::check(self.written(system)?, parts)?;
                Ok((Method::Refutation { equations_used }, vec![]))
            }
            "caloric" => Ok((Method::CaloricSeparation, vec![caloric::check(system, parts)?])),
            _ => refuse_kind(proof, kind, &["refutation", "caloric"], "unsolvable"),
        }
    }

    fn finish(self, statement: Statement, methods: Vec<Method>, assumes: Vec<Theorem>) -> Result<Outcome, Rejection> {
        self.fields.finish()?;
        Ok(Outcome::Valid(Verified { statement, methods, assumes }))
    }
}

fn kind_of<'a>(proof: &Node<'a>) -> Result<(&'a str, Fields<'a>), Rejection> {
    let mut fields = proof.object()?;
    let kind = fields.take("kind")?.string()?;
    Ok((kind, fields))
}

const KINDS: [&str; 8] =
    ["point", "gauss-hermite", "empty-system", "refutation", "caloric", "rbar", "relations", "lp-optimum"];

fn expect_kind(proof: &Node, kind: &str, allowed: &[&str], claim: &str) -> Result<(), Rejection> {
    if allowed.contains(&kind) { Ok(()) } else { refuse_kind(proof, kind, allowed, claim) }
}

/// A kind of proof that exists but does not prove such a claim is told from one that does not exist.
fn refuse_kind<T>(proof: &Node, kind: &str, allowed: &[&str], claim: &str) -> Result<T, Rejection> {
    if KINDS.contains(&kind) || kind == "identity" || allowed.contains(&kind) {
        return Err(proof.reject(Reason::KindDoesNotProve { kind: kind.into(), claim: claim.into() }));
    }
    let expected = "point, gauss-hermite, empty-system, refutation, caloric, rbar, identity, relations or lp-optimum";
    Err(proof.reject(Reason::UnknownWord { found: clip(kind), expected }))
}

/// Who wrote the file: of a fixed shape, and otherwise ignored.
fn read_producer(node: &Node) -> Result<(), Rejection> {
    let mut fields = node.object()?;
    fields.take("version")?.string()?;
    if let Some(seed) = fields.optional("seed") {
        seed.natural(0, u64::MAX)?;
    }
    fields.finish()
}
