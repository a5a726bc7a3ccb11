//! The parts of a proof about the exponents of a cell: inequalities, curves, optima.

use super::numbers::strings;
use crate::kernel::Inequality;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};

/// A proof of kind `lp-optimum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearProgramme {
    /// m, the number of atoms: the powers of the inequalities depend on it.
    pub cells: usize,
    /// The certified inequalities, one row each.
    pub inequalities: Vec<Inequality>,
    /// The curves.
    pub curves: Vec<Curve>,
    /// For Δβ1, Δa, Δb, Δν.
    pub optima: [Optimum; 4],
}

/// A curve of cells in a parameter δ → 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Every unknown is a number times a power of δ.
    Monomial {
        /// N: all coefficients are O(δ^N).
        order: u32,
        /// One entry for each atom.
        atoms: Vec<CurveAtom>,
    },
    /// Gauss–Hermite nodes times δ; the fields are those of [`super::Proof::GaussHermite`].
    GaussHermite {
        /// Q, lowest degree first.
        weight_root: Vec<BigInt>,
        /// V with Q V ≡ constant ≠ 0 modulo He_m.
        cofactor: Vec<BigInt>,
    },
}

/// One atom of a monomial curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurveAtom {
    /// p5².
    pub weight: BigRational,
    /// Coefficient and power of δ of p1, p2, p3, p4 (in the first coordinate of x); the power of a zero is 0.
    pub p: [(BigRational, u32); 4],
}

/// The optimum of one parameter's linear programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Optimum {
    /// θ, in the order of the parameters.
    pub primal: [BigRational; 4],
    /// One multiplier for each inequality.
    pub dual: Vec<BigRational>,
    /// The position of the curve that gives the exponent from above.
    pub curve: usize,
}

impl LinearProgramme {
    /// The proof as it stands in the file.
    pub(super) fn json(&self) -> String {
        let rows: Vec<String> = self
            .inequalities
            .iter()
            .map(|i| json!({"name": i.name(), "powers": i.powers(self.cells)}).to_string())
            .collect();
        let curves: Vec<String> = self.curves.iter().map(Curve::json).collect();
        let optima: Vec<String> = self.optima.iter().map(Optimum::json).collect();
        format!(
            "{{\"kind\": \"lp-optimum\",\n  \"inequalities\": [\n    {}],\n  \"curves\": [\n    {}],\n  \"optima\": [\n    {}]}}",
            rows.join(",\n    "),
            curves.join(",\n    "),
            optima.join(",\n    ")
        )
    }
}

impl Curve {
    fn json(&self) -> String {
        match self {
            Curve::Monomial { order, atoms } => {
                let atoms: Vec<Value> = atoms
                    .iter()
                    .map(|a| {
                        let p: Vec<Value> = a.p.iter().map(|(c, e)| json!([c.to_string(), e])).collect();
                        json!({"weight": a.weight.to_string(), "p": p})
                    })
                    .collect();
                json!({"kind": "monomial", "order": order, "atoms": atoms}).to_string()
            }
            Curve::GaussHermite { weight_root, cofactor } => {
                json!({"kind": "gauss-hermite", "weight_root": strings(weight_root), "cofactor": strings(cofactor)})
                    .to_string()
            }
        }
    }
}

impl Optimum {
    fn json(&self) -> String {
        json!({"primal": strings(&self.primal), "dual": strings(&self.dual), "curve": self.curve}).to_string()
    }
}
