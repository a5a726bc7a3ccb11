//! From bytes to a verdict: reads a file, hands the proof to its rule, and alone constructs [`Verified`].

use super::Theorem;
use super::json::Json;
use super::reader::Node;
use super::rejection::{Reason, Rejection};
use super::rules::expanded::Written;
use super::rules::{self, Finding, Gap};
use super::statement::Statement;

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
    /// An identity between polynomials in weights, gates and experts, expanded.
    PolynomialIdentity,
    /// A theorem applied to the numbers of the statement.
    Theorem,
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
    if format.string()? == FORMER_FORMAT {
        return Err(format.reject(Reason::FormerFormat { found: FORMER_FORMAT, expected: FORMAT }));
    }
    format.word(FORMAT)?;
    if let Some(producer) = fields.optional("producer") {
        read_producer(&producer)?;
    }
    let statement = Statement::read(&fields.take("statement")?)?;
    let proof = fields.take("proof")?;
    let mut written = Written::new(fields, statement.system());
    let Finding { methods, assumes, gap } = rules::prove(&statement, &proof, &mut written)?;
    written.finish()?;
    Ok(match gap {
        None => Outcome::Valid(Verified { statement, methods, assumes }),
        Some(Gap { verified, missing }) => Outcome::Incomplete { statement, verified, missing },
    })
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
