//! A proof in the words of the format: one variant for each kind, its writer and its reader.

use super::exponents::LinearProgramme;
use super::numbers::{integer, list, rational, strings, terms, terms_json};
use super::refutation::Case;
use crate::kernel::{CALORIC_SEPARATION, IDENTIFIABILITY_THRESHOLD, RANK_OF_FUNCTIONS, Relation, Theorem};
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;

/// A proof, in the words of the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A rational solution, one number for each unknown.
    Point(Vec<BigRational>),
    /// The Gauss–Hermite solution: p5_j = Q(a_j) at the roots a_j of He_m.
    GaussHermite {
        /// Q, lowest degree first.
        weight_root: Vec<BigInt>,
        /// V with Q V ≡ constant ≠ 0 modulo He_m.
        cofactor: Vec<BigInt>,
    },
    /// The system of order 0 has no equations.
    EmptySystem,
    /// No non-trivial solution, by algebra.
    Refutation(Vec<Case>),
    /// No non-trivial solution, by algebra in p3, p4 and p5 alone: the cases are about the system of dimension 0.
    GaussianRefutation(Vec<Case>),
    /// No non-trivial solution, by the caloric separation lemma.
    Caloric,
    /// r̄, from a solution one order below and a refutation.
    Rbar {
        /// A solution of order r − 1.
        solvable: Box<Proof>,
        /// A refutation of order r.
        unsolvable: Box<Proof>,
    },
    /// A relation among derivatives: the kernel expands it.
    Identity,
    /// Identities that generate all relations.
    Relations(Vec<Relation>),
    /// Bounds of the exponents of a cell.
    LinearProgramme(Box<LinearProgramme>),
    /// Two densities are equal: the kernel expands their difference.
    CommonFactor,
    /// For k < 2k* translation is the only freedom, by the theorem.
    Threshold,
    /// A relation among functions: the kernel expands it.
    Dependence,
    /// How many functions are independent, by the theorem.
    Rank,
}

impl Proof {
    /// Whether the file must carry the written-out system.
    pub fn needs_equations(&self) -> bool {
        match self {
            Proof::Point(_) | Proof::Refutation(_) => true,
            Proof::Rbar { solvable, unsolvable } => solvable.needs_equations() || unsolvable.needs_equations(),
            _ => false,
        }
    }

    /// The proof as it stands in the file.
    pub(super) fn json(&self) -> String {
        match self {
            Proof::Point(point) => format!("{{\"kind\": \"point\", \"point\": {}}}", strings(point)),
            Proof::GaussHermite { weight_root, cofactor } => format!(
                "{{\"kind\": \"gauss-hermite\",\n  \"weight_root\": {},\n  \"cofactor\": {}}}",
                strings(weight_root),
                strings(cofactor)
            ),
            Proof::EmptySystem => "{\"kind\": \"empty-system\"}".into(),
            Proof::Refutation(cases) => refutation("refutation", cases),
            Proof::GaussianRefutation(cases) => refutation("gaussian-refutation", cases),
            Proof::Caloric => by_theorem("caloric", &CALORIC_SEPARATION),
            Proof::Rbar { solvable, unsolvable } => format!(
                "{{\"kind\": \"rbar\",\n\"solvable\": {},\n\"unsolvable\": {}}}",
                solvable.json(),
                unsolvable.json()
            ),
            Proof::Identity => "{\"kind\": \"identity\"}".into(),
            Proof::Relations(identities) => {
                let lines: Vec<String> = identities.iter().map(|r| terms_json(r).to_string()).collect();
                format!("{{\"kind\": \"relations\", \"identities\": [\n  {}]}}", lines.join(",\n  "))
            }
            Proof::LinearProgramme(programme) => programme.json(),
            Proof::CommonFactor => "{\"kind\": \"common-factor\"}".into(),
            Proof::Threshold => by_theorem("threshold", &IDENTIFIABILITY_THRESHOLD),
            Proof::Dependence => "{\"kind\": \"dependence\"}".into(),
            Proof::Rank => by_theorem("rank", &RANK_OF_FUNCTIONS),
        }
    }

    /// The proof that stands in an accepted file; `None` for a kind that is not taken apart.
    pub(super) fn read(value: &Value) -> Option<Proof> {
        Some(match value["kind"].as_str()? {
            "point" => Proof::Point(list(&value["point"], rational)?),
            "gauss-hermite" => Proof::GaussHermite {
                weight_root: list(&value["weight_root"], integer)?,
                cofactor: list(&value["cofactor"], integer)?,
            },
            "empty-system" => Proof::EmptySystem,
            "refutation" => Proof::Refutation(list(&value["cases"], Case::read)?),
            "gaussian-refutation" => Proof::GaussianRefutation(list(&value["cases"], Case::read)?),
            "caloric" => Proof::Caloric,
            "rbar" => Proof::Rbar {
                solvable: Box::new(Proof::read(&value["solvable"])?),
                unsolvable: Box::new(Proof::read(&value["unsolvable"])?),
            },
            "identity" => Proof::Identity,
            "relations" => Proof::Relations(list(&value["identities"], terms)?),
            _ => return None,
        })
    }
}

fn refutation(kind: &str, cases: &[Case]) -> String {
    let cases: Vec<String> = cases.iter().map(Case::json).collect();
    format!("{{\"kind\": \"{kind}\", \"cases\": [\n  {}]}}", cases.join(",\n  "))
}

/// A proof that names a theorem.
fn by_theorem(kind: &str, theorem: &Theorem) -> String {
    format!("{{\"kind\": \"{kind}\", \"theorem\": \"{}\", \"file\": \"{}\"}}", theorem.name, theorem.file)
}
