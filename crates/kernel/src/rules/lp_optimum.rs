//! Linear programme: the exponents of one cell, bounded below by certified inequalities and above by curves
//! (docs/theory.md section 4). Assumes the theorems of those inequalities that have a positive multiplier.
//!
//! **From below.** Let |Δ^{γ_r}| ≤ K ε be the certified inequalities of [`super::inequalities`], r = 1, 2, …, and p a
//! parameter. If `Σ_r y_r γ_r ≤ e_p` coordinate by coordinate with y_r ≥ 0, then this sum is c e_p with c ≤ 1, and
//! multiplying the y_r-th powers of the inequalities gives |Δ_p|^c ≤ K' ε^{Σ y}. So every possible exponent of p is at
//! least Σ_r y_r. That is weak duality for
//!
//! `minimise θ_p over θ ≥ 0 with γ_r·θ ≥ 1 for all r`.
//!
//! A feasible θ with θ_p = Σ_r y_r shows that it is the optimum: these inequalities give no more.
//!
//! **From above.** A curve of [`super::curve`] along which all coefficients are O(δ^N) and |Δ_p| ≍ δ^e shows that e/N
//! is possible.
//!
//! **Checked here**: the file names exactly the inequalities that the kernel knows for such a cell, and each is derived
//! from the system again; primal and dual feasibility and the equality of both objectives with the statement's
//! `at_least`; every curve; and that the curve of each parameter gives the statement's `at_most`.
//!
//! **Not stated**: that the coefficients are of the order of the distance between two densities. That step is in
//! docs/theory.md.

use super::curve::{self, Curve};
use super::inequalities::Inequality;
use super::{Finding, Task};
use crate::exponents::{CellExponents, PARAMETERS, four_exponents};
use crate::proof::Method;
use crate::reader::Node;
use crate::rejection::{Reason, Rejection};
use crate::statement::Statement;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The most curves of one file: one for each parameter are enough.
const MAX_CURVES: usize = 4;

/// Checks the optima of all four parameters.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let Statement::Exponents(claim) = task.claim else { return Err(task.does_not_prove()) };
    let mut fields = task.fields;
    let (rows, curves, optima) = (fields.take("inequalities")?, fields.take("curves")?, fields.take("optima")?);
    fields.finish()?;
    let inequalities = read_inequalities(claim, &rows)?;
    let nodes = curves.items()?;
    if nodes.len() > MAX_CURVES {
        return Err(curves.reject(Reason::WrongLength { found: nodes.len(), expected: MAX_CURVES }));
    }
    let curves = nodes.iter().map(|n| curve::check(claim.atoms, claim.gate, n)).collect::<Result<Vec<_>, _>>()?;
    let optima: [Node; 4] = optima.tuple()?;
    let mut assumes = Vec::new();
    for (parameter, node) in optima.iter().enumerate() {
        for inequality in check_optimum(claim, parameter, &inequalities, &curves, node)? {
            assumes.extend(inequality.theorem().filter(|t| !assumes.contains(t)));
        }
    }
    Finding::whole(Method::LinearProgramme, assumes)
}

/// The inequalities in the file must be those of such a cell, each with its powers; then each is checked on the system.
fn read_inequalities(claim: &CellExponents, list: &Node) -> Result<Vec<Inequality>, Rejection> {
    let known = Inequality::all(claim.atoms, claim.gate);
    let nodes = list.items()?;
    if nodes.len() != known.len() {
        return Err(list.reject(Reason::WrongLength { found: nodes.len(), expected: known.len() }));
    }
    for (node, inequality) in nodes.iter().zip(&known) {
        let mut fields = node.object()?;
        let (name, powers) = (fields.take("name")?, fields.take("powers")?);
        fields.finish()?;
        name.word(inequality.name())?;
        let expected = inequality.powers(claim.atoms);
        let found = powers.exponents(expected.len())?;
        if found != expected {
            let (found, expected) = (format!("the powers {found:?}"), format!("{expected:?}"));
            return Err(powers.reject(Reason::PartDiffers { found, expected }));
        }
        inequality.check(claim.atoms).map_err(|reason| node.reject(reason))?;
    }
    Ok(known)
}

/// Checks one parameter; returns the inequalities with a positive multiplier.
fn check_optimum(
    claim: &CellExponents,
    parameter: usize,
    inequalities: &[Inequality],
    curves: &[Curve],
    node: &Node,
) -> Result<Vec<Inequality>, Rejection> {
    let mut fields = node.object()?;
    let (primal, dual, chosen) = (fields.take("primal")?, fields.take("dual")?, fields.take("curve")?);
    fields.finish()?;
    let name = PARAMETERS[parameter];
    let rows: Vec<[BigRational; 4]> =
        inequalities.iter().map(|i| i.powers(claim.atoms).map(|k| BigRational::from_integer(k.into()))).collect();

    let theta = four_exponents(&primal)?;
    for (row, inequality) in rows.iter().zip(inequalities) {
        let value: BigRational = row.iter().zip(&theta).map(|(k, t)| k * t).sum();
        if value < BigRational::one() {
            let why = format!("the primal point gives {value} < 1 in the row {}", inequality.name());
            return Err(primal.reject(Reason::NotOptimal { why }));
        }
    }
    let y = dual.items()?.iter().map(Node::rational).collect::<Result<Vec<_>, _>>()?;
    if y.len() != rows.len() {
        return Err(dual.reject(Reason::WrongLength { found: y.len(), expected: rows.len() }));
    }
    if let Some(negative) = y.iter().find(|v| v.is_negative()) {
        return Err(dual.reject(Reason::NotOptimal { why: format!("the multiplier {negative} is negative") }));
    }
    for (k, other) in PARAMETERS.iter().enumerate() {
        let value: BigRational = rows.iter().zip(&y).map(|(row, y)| &row[k] * y).sum();
        let most = if k == parameter { BigRational::one() } else { BigRational::zero() };
        if value > most {
            let why = format!("the multipliers give {value} > {most} in the column {other}");
            return Err(dual.reject(Reason::NotOptimal { why }));
        }
    }
    let (least, objective) = (&claim.at_least[parameter], y.iter().sum::<BigRational>());
    if &objective != least || &theta[parameter] != least {
        let found = &theta[parameter];
        let why = format!("for {name} the primal gives {found}, the dual {objective}, the statement {least}");
        return Err(node.reject(Reason::NotOptimal { why }));
    }

    let index = chosen.natural(0, curves.len().saturating_sub(1) as u64)? as usize;
    let most = &claim.at_most[parameter];
    match curves.get(index).and_then(|c| c.exponent(parameter)) {
        Some(exponent) if &exponent == most => {}
        found => {
            let found = found.map_or_else(|| "none".into(), |e| e.to_string());
            let why = format!("the curve gives {name} the exponent {found}, the statement {most}");
            return Err(chosen.reject(Reason::NotOptimal { why }));
        }
    }
    Ok(inequalities.iter().zip(&y).filter(|(_, y)| y.is_positive()).map(|(i, _)| *i).collect())
}
