//! Atoms of a fitted measure that n observations may not be able to tell apart, and the measure with each such group merged.
//!
//! In a cell of m atoms the errors of a, b and ν may be as large as n^{−1/4}, n^{−1/(4m)} and n^{−1/(2m)} ([`crate::exact::rates`]). Atoms that are
//! closer to each other than that are compatible with one true atom. The constants are unknown; here they are 1, in units of the
//! fitted standard deviation σ for means and slopes and of σ² for variances, for covariates on a unit scale. So a group is a
//! suggestion and no test. Gate slopes take no part: cells do not depend on them.
//!
//! Means are compared at a reference point x0, where the weights of a group are `π_i ∝ exp(β0_i + β1_iᵀx0)`. The merged atom keeps
//! the group's gate and its first two moments there: `β1 = Σ π_i β1_i`, `a = Σ π_i a_i`, `h = Σ π_i h_i` with `h_i = a_iᵀx0 + b_i`,
//! `ν = Σ π_i (ν_i + (h_i − h)²)`, and β0 such that e^{β0 + β1ᵀx0} is the group's total.

use crate::Error;
use crate::kernel::{CellExponents, Gate};
use crate::model::{Atom, MixingMeasure};
use crate::prove::exponents;
use num_traits::ToPrimitive;

/// Atoms that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their numbers, from 0, ascending; at least two.
    pub atoms: Vec<usize>,
    /// The largest difference of two of them in units of the largest that counts as close; at most 1.
    pub closeness: f64,
    /// What counts as close for so many atoms: |Δa|/σ, |Δh|/σ, |Δν|/σ².
    pub limits: [f64; 3],
    /// Their differences, the largest of any two: |Δβ1|, |Δa|/σ, |Δh|/σ, |Δν|/σ².
    pub spread: [f64; 4],
}

/// The groups of a measure, and the measure without them.
#[derive(Clone, Debug, PartialEq)]
pub struct Merging {
    /// Groups of two atoms or more.
    pub groups: Vec<Group>,
    /// Every group merged into one atom, the other atoms unchanged; in the order of the first atoms.
    pub merged: MixingMeasure,
    /// Whether every atom is in a group: then a common factor of the gates may be split over all of them, and no gate slope has
    /// a rate.
    pub gate_free: bool,
}

/// Finds the groups that `rows` observations may not tell apart, at the reference point `x0` (of the measure's dimension).
///
/// Groups grow by the closest pair of groups as long as all atoms of the union are within the limits for its size.
///
/// # Errors
/// If the exponents of a cell are not accepted by the kernel.
pub fn merging(measure: &MixingMeasure, rows: f64, x0: &[f64]) -> Result<Merging, Error> {
    let mut groups: Vec<Vec<usize>> = (0..measure.len()).map(|i| vec![i]).collect();
    let mut limits: Vec<[f64; 3]> = Vec::new();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for i in 0..groups.len() {
            for j in i + 1..groups.len() {
                let size = groups[i].len() + groups[j].len();
                while limits.len() + 1 < size {
                    limits.push(close(exponents(limits.len() + 2, 1, Gate::Fixed)?.exponents()?, rows));
                }
                let union = [&groups[i][..], &groups[j]].concat();
                let closeness = ratio(&spread(measure, &union, x0), &limits[size - 2]);
                if closeness <= 1.0 && best.is_none_or(|b| closeness < b.0) {
                    best = Some((closeness, i, j));
                }
            }
        }
        let Some((_, i, j)) = best else { break };
        let other = groups.remove(j);
        groups[i].extend(other);
        groups[i].sort_unstable();
    }
    let merged = groups.iter().map(|g| merge(measure, g, x0)).collect();
    let gate_free = groups.iter().all(|g| g.len() > 1);
    let groups = groups.into_iter().filter(|g| g.len() > 1).map(|atoms| {
        let (spread, limits) = (spread(measure, &atoms, x0), limits[atoms.len() - 2]);
        Group { closeness: ratio(&spread, &limits), limits, spread, atoms }
    });
    Ok(Merging { groups: groups.collect(), merged: MixingMeasure { dim: measure.dim, atoms: merged }, gate_free })
}

/// n to the power of minus the rate, for a, b and ν.
fn close(exponents: &CellExponents, rows: f64) -> [f64; 3] {
    [1, 2, 3].map(|k| rows.powf(-exponents.at_least[k].to_f64().unwrap_or(0.0) / 2.0))
}

fn ratio(spread: &[f64; 4], limits: &[f64; 3]) -> f64 {
    spread[1..].iter().zip(limits).map(|(s, l)| s / l).fold(0.0, f64::max)
}

/// The largest differences within a group; σ² is the smaller variance of the two atoms.
fn spread(measure: &MixingMeasure, group: &[usize], x0: &[f64]) -> [f64; 4] {
    let norm = |u: &[f64], v: &[f64]| u.iter().zip(v).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt();
    let mut largest = [0.0f64; 4];
    for (k, &i) in group.iter().enumerate() {
        for &j in &group[k + 1..] {
            let (p, q) = (&measure.atoms[i], &measure.atoms[j]);
            let variance = p.variance.min(q.variance);
            let differences = [
                norm(&p.gate_slope, &q.gate_slope),
                norm(&p.expert_slope, &q.expert_slope) / variance.sqrt(),
                (p.mean(x0) - q.mean(x0)).abs() / variance.sqrt(),
                (p.variance - q.variance).abs() / variance,
            ];
            for (l, d) in largest.iter_mut().zip(differences) {
                *l = l.max(d);
            }
        }
    }
    largest
}

/// The one atom that a group is replaced by.
fn merge(measure: &MixingMeasure, group: &[usize], x0: &[f64]) -> Atom {
    let atoms: Vec<&Atom> = group.iter().map(|&i| &measure.atoms[i]).collect();
    if let [atom] = atoms[..] {
        return atom.clone();
    }
    let logits: Vec<f64> = atoms.iter().map(|a| a.gate_logit(x0)).collect();
    let top = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = logits.iter().map(|l| (l - top).exp()).sum();
    let weights: Vec<f64> = logits.iter().map(|l| (l - top).exp() / total).collect();
    let mean = |f: &dyn Fn(&Atom) -> f64| atoms.iter().zip(&weights).map(|(a, w)| w * f(a)).sum::<f64>();
    let along = |f: &dyn Fn(&Atom, usize) -> f64| (0..measure.dim).map(|c| mean(&|a| f(a, c))).collect::<Vec<f64>>();
    let dot = |u: &[f64]| u.iter().zip(x0).map(|(a, b)| a * b).sum::<f64>();
    let (gate_slope, expert_slope) = (along(&|a, c| a.gate_slope[c]), along(&|a, c| a.expert_slope[c]));
    let h = mean(&|a| a.mean(x0));
    Atom {
        gate_bias: top + total.ln() - dot(&gate_slope),
        expert_intercept: h - dot(&expert_slope),
        variance: mean(&|a| a.variance + (a.mean(x0) - h).powi(2)),
        gate_slope,
        expert_slope,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(gate_bias: f64, gate: f64, slope: f64, intercept: f64, variance: f64) -> Atom {
        Atom { gate_bias, gate_slope: vec![gate], expert_slope: vec![slope], expert_intercept: intercept, variance }
    }

    fn measure(atoms: Vec<Atom>) -> MixingMeasure {
        MixingMeasure::new(1, atoms).unwrap()
    }

    #[test]
    fn equal_atoms_are_merged_without_a_change_of_the_density() {
        let split = measure(vec![
            atom(-2.0, 6.0, -2.0, 1.0, 0.25),
            atom(0.0, 0.0, 2.0, -1.0, 0.25),
            atom(-1.0, 0.0, 2.0, -1.0, 0.25),
        ]);
        let found = merging(&split, 1e4, &[0.5]).unwrap();
        assert_eq!(found.groups.iter().map(|g| g.atoms.clone()).collect::<Vec<_>>(), [vec![1, 2]]);
        assert!(!found.gate_free && found.merged.len() == 2);
        for (x, y) in [(0.1, 0.0), (0.7, -1.0), (0.9, 2.0)] {
            assert!((found.merged.log_density(&[x], y) - split.log_density(&[x], y)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_limits_shrink_with_the_sample() {
        // Means 0.2 σ apart: n^(−1/8) is 0.32 at 1e4 observations and 0.1 at 1e8.
        let near = measure(vec![
            atom(0.0, 0.0, 2.0, -1.0, 0.25),
            atom(0.0, 0.0, 2.0, -0.9, 0.25),
            atom(0.0, 0.0, -2.0, 1.0, 0.25),
        ]);
        assert_eq!(merging(&near, 1e4, &[0.5]).unwrap().groups.len(), 1);
        assert!(merging(&near, 1e8, &[0.5]).unwrap().groups.is_empty());
        // Slopes 0.2 σ apart are told apart sooner: n^(−1/4) is 0.1 at 1e4.
        let slopes = measure(vec![atom(0.0, 0.0, 2.0, -1.0, 0.25), atom(0.0, 0.0, 2.1, -1.05, 0.25)]);
        assert!(merging(&slopes, 1e4, &[0.5]).unwrap().groups.is_empty());
    }

    #[test]
    fn the_merged_atom_has_the_moments_of_its_group() {
        let two = measure(vec![atom(0.5, 1.0, 2.0, -1.0, 0.25), atom(0.0, 0.5, 2.1, -0.9, 0.26)]);
        let found = merging(&two, 100.0, &[0.5]).unwrap();
        assert!(found.gate_free);
        let one = &found.merged.atoms[0];
        let weights = two.gate_weights(&[0.5]);
        let h: f64 = two.atoms.iter().zip(&weights).map(|(a, w)| w * a.mean(&[0.5])).sum();
        let second: f64 = two.atoms.iter().zip(&weights).map(|(a, w)| w * (a.variance + a.mean(&[0.5]).powi(2))).sum();
        assert!((one.mean(&[0.5]) - h).abs() < 1e-12);
        assert!((one.variance + h * h - second).abs() < 1e-12);
        let total: f64 = two.atoms.iter().map(|a| a.gate_logit(&[0.5]).exp()).sum();
        assert!((one.gate_logit(&[0.5]).exp() - total).abs() < 1e-12);
    }
}
