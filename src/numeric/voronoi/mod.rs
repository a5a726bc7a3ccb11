//! Voronoi cells and the losses D1, D2 of docs/theory.md, section 4.
//!
//! Cell A_j holds the fitted atoms nearest to true atom j in (a, b, ν), by the Euclidean distance; β1 takes no part, so the cells
//! do not depend on the gate's translation. With `w_i = e^{β0_i}` of the fitted atoms, scaled by one factor so that
//! `Σ_i w_i = Σ_j e^{β0*_j}`, and `Δβ1_ij = β1_i − β1*_j − t1`,
//!
//! `D1 = inf_{t1,t2} Σ_j Σ_{i∈A_j} w_i ‖(Δβ1, Δa, Δb, Δν)‖ + Σ_j |Σ_{i∈A_j} w_i − e^{β0*_j + t2}|`,
//!
//! and D2 is the same but for cells of m > 1 atoms, whose atoms contribute `w_i (‖(Δβ1, Δb)‖^r̄ + ‖(Δa, Δν)‖^{r̄/2})`, r̄ = r̄(m).
//!
//! t1 and t2 stand in different terms, so the two infima are taken apart: t1 in [`location`] (a convex problem, solved to a
//! certified gap), t2 exactly, as a weighted median ([`weights_part`]).

pub mod location;

use crate::Error;
use crate::model::softmax_gaussian::GATE_SLOPE;
use crate::model::{Atom, Family, MixingMeasure, PerParameter, Role};
use location::{Minimum, Term, minimise};

/// What rounding may add to a loss, relative to it.
const ROUNDING: f64 = 1e-14;

/// Which loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For as many fitted atoms as true ones.
    D1,
    /// For more fitted atoms than true ones.
    D2,
}

/// A loss with the translation at which it is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// The infimum, from above: the true infimum is at least `value − gap`.
    pub value: f64,
    /// The part that depends on t1.
    pub atoms_part: f64,
    /// The part that depends on t2, exact up to rounding.
    pub weights_part: f64,
    /// A minimising t1.
    pub t1: Vec<f64>,
    /// A minimising t2; `None` if the infimum is the limit t2 → −∞ (cells without atoms carry half the true weight or more).
    pub t2: Option<f64>,
    /// How far `atoms_part` is above its infimum at most: the certificate's gap, and 1e-14 of the value for rounding.
    pub gap: f64,
}

/// A fitted atom's errors against the true atom of its cell, the translation removed.
#[derive(Clone, Debug, PartialEq)]
pub struct AtomError {
    /// Number of the true atom, from 0.
    pub cell: usize,
    /// w_i after scaling to the true total.
    pub weight: f64,
    /// The differences of the parameters, fitted minus true: β1_i − β1*_j − t1, a_i − a*_j, b_i − b*_j and ν_i − ν*_j (of
    /// variances).
    pub difference: PerParameter<Vec<f64>>,
}

/// Everything the command `voronoi` shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Voronoi {
    /// For each true atom the numbers of the fitted atoms in its cell, ascending.
    pub members: Vec<Vec<usize>>,
    /// D1.
    pub d1: Loss,
    /// D2.
    pub d2: Loss,
    /// The loss that applies: D1 if there are as many fitted atoms as true ones, else D2.
    pub applies: Kind,
    /// One for each fitted atom, with the t1 of the loss that applies.
    pub errors: Vec<AtomError>,
    /// For each true atom `log(Σ_{i∈A_j} w_i) − β0*_j − t2`; `None` for an empty cell or where t2 is −∞.
    pub log_weight_errors: Vec<Option<f64>>,
}

/// For each fitted atom the number of the nearest true atom in (a, b, ν); of several equally near ones the first.
pub fn owners(truth: &MixingMeasure, fit: &MixingMeasure) -> Vec<usize> {
    let family = truth.family();
    let squares =
        |f: &Atom, t: &Atom, id| -> f64 { f.values(id).iter().zip(t.values(id)).map(|(x, y)| (x - y).powi(2)).sum() };
    let distance = |f: &Atom, t: &Atom| family.of_role(Role::Expert).map(|id| squares(f, t, id)).sum::<f64>();
    let nearest = |f: &Atom| {
        let first = (0, distance(f, &truth.atoms[0]));
        truth
            .atoms
            .iter()
            .enumerate()
            .skip(1)
            .fold(first, |best, (j, t)| {
                let d = distance(f, t);
                if d < best.1 { (j, d) } else { best }
            })
            .0
    };
    fit.atoms.iter().map(nearest).collect()
}

/// Cells, losses and errors of a fitted measure; `rbar` gives r̄(m) ≥ 1 for a cell of m ≥ 2 atoms,
/// which the exact side proves.
///
/// # Example
/// ```
/// use moe_proof::model::{Atom, MixingMeasure};
/// use moe_proof::numeric::voronoi::voronoi;
/// let expert = |b| Atom { gate_bias: 0.0, gate_slope: vec![0.0], expert_slope: vec![1.0], expert_intercept: b, variance: 1.0 };
/// let truth = MixingMeasure::new(1, vec![expert(0.0), expert(5.0)]).unwrap();
/// let fit = MixingMeasure::new(1, vec![expert(0.1), expert(5.0)]).unwrap();
/// // Every cell has one atom here, so that r̄(m) is not asked for.
/// let found = voronoi(&truth, &fit, |_| unreachable!()).unwrap();
/// assert_eq!(found.members, [[0], [1]]);
/// assert!((found.d1.value - 0.1).abs() < 1e-12);
/// ```
///
/// # Errors
/// Measures with different numbers of coordinates; what `rbar` says of the size of a cell.
///
/// # References
/// Nguyen, Nguyen & Ho (2023), arXiv:2305.03288; docs/theory.md, section 4, for the cells without β1 and the normalisation.
pub fn voronoi(
    truth: &MixingMeasure,
    fit: &MixingMeasure,
    rbar: impl Fn(usize) -> Result<u32, Error>,
) -> Result<Voronoi, Error> {
    if truth.dim != fit.dim {
        return Err(Error::input("the two measures do not fit together")
            .found(format_args!("dim {}", fit.dim))
            .expected(format_args!("dim {}", truth.dim)));
    }
    let owner = owners(truth, fit);
    let mut members = vec![Vec::new(); truth.len()];
    for (i, &j) in owner.iter().enumerate() {
        members[j].push(i);
    }
    // A cell of one atom has the power 1 in both losses.
    let powers =
        members.iter().map(|m| if m.len() > 1 { rbar(m.len()) } else { Ok(1) }).collect::<Result<Vec<_>, _>>()?;
    let true_weights: Vec<f64> = truth.atoms.iter().map(|a| a.gate_bias.exp()).collect();
    let weights = scaled_weights(fit, log_sum(truth));
    let mut errors: Vec<AtomError> = fit
        .atoms
        .iter()
        .zip(owner.iter().zip(&weights))
        .map(|(f, (&cell, &weight))| {
            let t = &truth.atoms[cell];
            let minus = |id| f.values(id).iter().zip(t.values(id)).map(|(x, y)| x - y).collect();
            AtomError { cell, weight, difference: PerParameter::new(truth.family(), minus) }
        })
        .collect();
    let cell_weights: Vec<f64> = members.iter().map(|m| m.iter().map(|&i| weights[i]).sum()).collect();
    let (weights_part, scale) = weights_part(&cell_weights, &true_weights);
    let t2 = (scale > 0.0).then(|| scale.ln());
    let loss = |kind: Kind| {
        let (terms, constant) = terms(&errors, &members, kind, &powers);
        let Minimum { value, at, gap } = minimise(&terms, truth.dim);
        let atoms_part = value + constant;
        Loss {
            value: atoms_part + weights_part,
            atoms_part,
            weights_part,
            t1: at,
            t2,
            gap: gap + ROUNDING * atoms_part,
        }
    };
    let (d1, d2) = (loss(Kind::D1), loss(Kind::D2));
    let applies = if fit.len() == truth.len() { Kind::D1 } else { Kind::D2 };
    let t1 = if applies == Kind::D1 { &d1.t1 } else { &d2.t1 };
    for error in &mut errors {
        error.difference[GATE_SLOPE].iter_mut().zip(t1).for_each(|(e, t)| *e -= t);
    }
    let log_weight_errors = cell_weights
        .iter()
        .zip(&truth.atoms)
        .map(|(&w, t)| t2.filter(|_| w > 0.0).map(|t2| w.ln() - t.gate_bias - t2))
        .collect();
    Ok(Voronoi { members, d1, d2, applies, errors, log_weight_errors })
}

/// `log Σ e^{β0}`.
fn log_sum(measure: &MixingMeasure) -> f64 {
    let top = measure.atoms.iter().map(|a| a.gate_bias).fold(f64::NEG_INFINITY, f64::max);
    top + measure.atoms.iter().map(|a| (a.gate_bias - top).exp()).sum::<f64>().ln()
}

/// `e^{β0_i}` times the factor that makes the sum `exp(total)`.
fn scaled_weights(measure: &MixingMeasure, total: f64) -> Vec<f64> {
    let shift = total - log_sum(measure);
    measure.atoms.iter().map(|a| (a.gate_bias + shift).exp()).collect()
}

/// The terms of a loss that depend on t1 (with `Δβ1 + t1` as their points), and the sum of the others.
///
/// In a cell of m > 1 atoms the differences of a parameter of weight ω count with the power r̄(m)/ω: those of weight 1, β1 among
/// them, form the term that depends on t1.
fn terms(errors: &[AtomError], members: &[Vec<usize>], kind: Kind, powers: &[u32]) -> (Vec<Term>, f64) {
    let family = Family::softmax_gaussian();
    let squares = |e: &AtomError, counts: &dyn Fn(u32) -> bool| {
        let counted = family.of_role(Role::Expert).filter(|id| counts(family.parameter(*id).weight));
        counted.map(|id| e.difference[id].iter().map(|x| x * x).sum::<f64>()).sum::<f64>()
    };
    let heaviest = family.iter().map(|(_, p)| p.weight).max().unwrap_or(1);
    let mut constant = 0.0;
    let terms = errors.iter().map(|e| {
        let m = members[e.cell].len();
        let (rest, power) = if kind == Kind::D1 || m == 1 {
            (squares(e, &|_| true), 1)
        } else {
            let r = powers[e.cell].max(1);
            for weight in 2..=heaviest {
                constant += e.weight * squares(e, &|w| w == weight).powf(f64::from(r) / f64::from(2 * weight));
            }
            (squares(e, &|w| w == 1), r)
        };
        Term { weight: e.weight, point: e.difference[GATE_SLOPE].clone(), rest: rest.sqrt(), power }
    });
    let terms = terms.collect();
    (terms, constant)
}

/// `inf_z Σ_j |W_j − w*_j z|` over z = e^{t2} > 0, and the z where it is taken (0 for the limit z → 0).
///
/// The sum is convex and piecewise linear in z with kinks at `W_j/w*_j`; it is least at their median weighted with w*_j.
pub fn weights_part(cell_weights: &[f64], true_weights: &[f64]) -> (f64, f64) {
    let at = |z: f64| cell_weights.iter().zip(true_weights).map(|(w, t)| (w - t * z).abs()).sum::<f64>();
    let mut kinks: Vec<(f64, f64)> = cell_weights.iter().zip(true_weights).map(|(w, t)| (w / t, *t)).collect();
    kinks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = 0.5 * true_weights.iter().sum::<f64>();
    let mut below = 0.0;
    let mut median = kinks[kinks.len() - 1].0;
    for &(z, weight) in &kinks {
        below += weight;
        if below >= half {
            median = z;
            break;
        }
    }
    (at(median), median)
}

#[cfg(test)]
mod tests;
