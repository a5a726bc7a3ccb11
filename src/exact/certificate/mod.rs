//! Writes proof files. Judging them is the kernel's business alone; `proofs/FORMAT.md` describes the format. What the kernel
//! has accepted can be taken apart again with [`accepted`].

mod reread;

pub use reread::{Accepted, accepted};

pub mod exponents;

use crate::exact::system::TaylorSystem;
use crate::kernel::{CALORIC_SEPARATION, Exponents, FAMILY, FORMAT, Relation, Statement, System};
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};

/// A polynomial as a list of terms, exponents strictly decreasing.
pub type Terms = Vec<(BigRational, Exponents)>;

/// A multiple of an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiplier {
    /// The index (ℓ1, ℓ2) of the equation.
    pub equation: Exponents,
    /// The polynomial in all unknowns that it is multiplied with.
    pub terms: Terms,
}

/// A weighted square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// The positive weight.
    pub coeff: BigRational,
    /// The polynomial that is squared.
    pub root: Terms,
}

/// One case of a refutation: `Σ multiplier · equation = Σ weight · square`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The names of the unknowns that are assumed not to vanish.
    pub assume_nonzero: Vec<String>,
    /// The multipliers.
    pub multipliers: Vec<Multiplier>,
    /// The squares.
    pub squares: Vec<Square>,
}

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
    LinearProgramme(Box<exponents::LinearProgramme>),
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
}

/// The bytes of a proof file: one field a line, one equation a line.
///
/// `system` must be given when [`Proof::needs_equations`].
pub fn bytes(statement: &Statement, proof: &Proof, system: Option<&TaylorSystem>) -> Vec<u8> {
    let mut text = String::from("{\n");
    text.push_str(&format!("\"format\": \"{FORMAT}\",\n"));
    text.push_str(&format!("\"statement\": {},\n", statement_json(statement)));
    if let Some(system) = system.filter(|_| proof.needs_equations()) {
        let width = system.variables();
        text.push_str(&format!("\"variables\": {},\n\"equations\": [\n", json!(width)));
        for (k, equation) in system.equations.iter().enumerate() {
            let terms: Vec<Value> = system
                .expand(equation)
                .map(|(d, e)| json!([BigRational::new(1.into(), d.clone()).to_string(), e]))
                .collect();
            let end = if k + 1 == system.equations.len() { "\n" } else { ",\n" };
            text.push_str(&format!(
                "  {{\"index\": {}, \"terms\": {}}}{end}",
                json!(equation.index),
                Value::from(terms)
            ));
        }
        let shape = System { atoms: system.cells, dim: system.dim, order: system.order };
        let names = |positions: Vec<usize>| positions.into_iter().map(|p| width[p].clone()).collect::<Vec<_>>();
        let (all, any) = (names(shape.all_nonzero()), names(shape.any_nonzero()));
        text.push_str(&format!("],\n\"nontrivial\": {{\"all\": {}, \"any\": {}}},\n", json!(all), json!(any)));
    }
    text.push_str(&format!("\"proof\": {},\n", proof_json(proof)));
    text.push_str(&format!("\"producer\": {{\"version\": {}}}\n}}\n", json!(env!("CARGO_PKG_VERSION"))));
    text.into_bytes()
}

fn statement_json(statement: &Statement) -> String {
    let claim = json!(statement.claim());
    let dim = statement.dim();
    let head = format!("{{\"claim\": {claim}, \"family\": \"{FAMILY}\"");
    match statement {
        Statement::Solvable(s) | Statement::Unsolvable(s) | Statement::Rbar(s) => {
            format!("{head}, \"atoms\": {}, \"dim\": {dim}, \"order\": {}}}", s.atoms, s.order)
        }
        Statement::Identity { relation, .. } => {
            format!("{head}, \"dim\": {dim}, \"relation\": {}}}", terms_json(relation))
        }
        Statement::Exponents(e) => {
            let list = |q: &[BigRational]| json!(q.iter().map(BigRational::to_string).collect::<Vec<_>>());
            let (gate, least, most) = (e.gate.name(), list(&e.at_least), list(&e.at_most));
            format!(
                "{head}, \"atoms\": {}, \"dim\": {dim}, \"gate\": \"{gate}\", \"at_least\": {least}, \"at_most\": {most}}}",
                e.atoms
            )
        }
        Statement::Relations { order, .. } => format!("{head}, \"dim\": {dim}, \"order\": {order}}}"),
    }
}

fn terms_json(terms: &[(BigRational, Exponents)]) -> Value {
    terms.iter().map(|(c, e)| json!([c.to_string(), e])).collect()
}

fn proof_json(proof: &Proof) -> String {
    let strings = |numbers: &[BigInt]| json!(numbers.iter().map(BigInt::to_string).collect::<Vec<_>>());
    match proof {
        Proof::Point(point) => {
            let point: Vec<String> = point.iter().map(BigRational::to_string).collect();
            format!("{{\"kind\": \"point\", \"point\": {}}}", json!(point))
        }
        Proof::GaussHermite { weight_root, cofactor } => format!(
            "{{\"kind\": \"gauss-hermite\",\n  \"weight_root\": {},\n  \"cofactor\": {}}}",
            strings(weight_root),
            strings(cofactor)
        ),
        Proof::EmptySystem => "{\"kind\": \"empty-system\"}".into(),
        Proof::Refutation(cases) => {
            let cases: Vec<String> = cases.iter().map(case_json).collect();
            format!("{{\"kind\": \"refutation\", \"cases\": [\n  {}]}}", cases.join(",\n  "))
        }
        Proof::Caloric => format!(
            "{{\"kind\": \"caloric\", \"theorem\": \"{}\", \"file\": \"{}\"}}",
            CALORIC_SEPARATION.name, CALORIC_SEPARATION.file
        ),
        Proof::Rbar { solvable, unsolvable } => format!(
            "{{\"kind\": \"rbar\",\n\"solvable\": {},\n\"unsolvable\": {}}}",
            proof_json(solvable),
            proof_json(unsolvable)
        ),
        Proof::LinearProgramme(programme) => programme.json(),
        Proof::Identity => "{\"kind\": \"identity\"}".into(),
        Proof::Relations(identities) => {
            let lines: Vec<String> = identities.iter().map(|r| terms_json(r).to_string()).collect();
            format!("{{\"kind\": \"relations\", \"identities\": [\n  {}]}}", lines.join(",\n  "))
        }
    }
}

fn case_json(case: &Case) -> String {
    let multiplier =
        |m: &Multiplier| format!("{{\"equation\": {}, \"terms\": {}}}", json!(m.equation), terms_json(&m.terms));
    let square = |s: &Square| format!("{{\"coeff\": \"{}\", \"root\": {}}}", s.coeff, terms_json(&s.root));
    let multipliers: Vec<String> = case.multipliers.iter().map(multiplier).collect();
    let squares: Vec<String> = case.squares.iter().map(square).collect();
    format!(
        "{{\"assume_nonzero\": {},\n   \"multipliers\": [\n    {}],\n   \"squares\": [\n    {}]}}",
        json!(case.assume_nonzero),
        multipliers.join(",\n    "),
        squares.join(",\n    ")
    )
}
