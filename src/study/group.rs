//! Rows put in order: for every K and every partition of the fitted atoms into cells, the errors at each sample size.
//!
//! β1 is measured against the last cell with exactly one atom: that cell fixes the translation of the gates, as in the argument for the rates
//! (docs/theory.md, section 4), and its own error is 0. (The translation at which D2 is taken, which rows are stored with, is no such reference: once an error of β1
//! exceeds 1, its high power draws the translation away.) Without a cell of one atom the stored translation stands.

use super::row::{Fitted, Row};
use crate::model::{Family, ParameterId, Role};
use std::collections::BTreeMap;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// The largest error of a parameter among the atoms of a cell (numbered from 0), as a Euclidean length.
    Error {
        /// The cell.
        cell: usize,
        /// The parameter.
        parameter: ParameterId,
    },
    /// D1 if there are as many fitted atoms as true ones, else D2.
    Loss,
    /// The Hellinger distance.
    Hellinger,
}

/// One quantity over the sample sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What.
    pub quantity: Quantity,
    /// (n, one value for each replicate), n ascending.
    pub points: Vec<(u64, Vec<f64>)>,
}

/// Fits of one K whose atoms fell into cells of the same sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// K.
    pub experts: u64,
    /// Atoms in each true atom's cell.
    pub cells: Vec<usize>,
    /// How many fits.
    pub fits: usize,
    /// Of them, those that reached the gradient asked for.
    pub converged: usize,
    /// Of them, those with a bound of the box active.
    pub bounded: usize,
    /// Errors, cell by cell, then the loss and the Hellinger distance.
    pub series: Vec<Series>,
}

impl Group {
    /// Whether some cell has exactly one atom.
    pub fn single(&self) -> bool {
        self.cells.contains(&1)
    }
}

/// The fewest replicates at a sample size that count as a point.
pub const FEWEST: usize = 5;

/// The groups, in the order of K and then of size, largest first.
pub fn groups(rows: &[Row]) -> Vec<Group> {
    /// (n, fit) of each.
    type Fits<'a> = Vec<(u64, &'a Fitted)>;
    let mut parts: BTreeMap<(u64, &[usize]), Fits> = BTreeMap::new();
    for row in rows {
        if let Ok(fit) = &row.outcome {
            parts.entry((row.experts, &fit.cells)).or_default().push((row.n, fit));
        }
    }
    let mut groups: Vec<Group> =
        parts.into_iter().map(|((experts, cells), fits)| group(experts, cells, &fits)).collect();
    groups.sort_by(|a, b| a.experts.cmp(&b.experts).then(b.fits.cmp(&a.fits)));
    groups
}

fn group(experts: u64, cells: &[usize], fits: &[(u64, &Fitted)]) -> Group {
    let mut series: BTreeMap<Quantity, BTreeMap<u64, Vec<f64>>> = BTreeMap::new();
    for (n, fit) in fits {
        let mut push = |quantity, value: f64| series.entry(quantity).or_default().entry(*n).or_default().push(value);
        for (cell, _) in cells.iter().enumerate().filter(|(_, m)| **m > 0) {
            for parameter in Family::softmax_gaussian().ids() {
                push(Quantity::Error { cell, parameter }, largest(fit, cell, parameter));
            }
        }
        push(Quantity::Loss, if experts as usize == cells.len() { fit.d1 } else { fit.d2 });
        if let Some(h) = fit.hellinger {
            push(Quantity::Hellinger, h);
        }
    }
    let series = series.into_iter().map(|(quantity, points)| Series {
        quantity,
        points: points.into_iter().filter(|(_, values)| values.len() >= FEWEST).collect(),
    });
    Group {
        experts,
        cells: cells.to_vec(),
        fits: fits.len(),
        converged: fits.iter().filter(|(_, f)| f.status == "converged").count(),
        bounded: fits.iter().filter(|(_, f)| f.active_bounds > 0).count(),
        series: series.collect(),
    }
}

/// The largest error of a parameter in a cell.
fn largest(fit: &Fitted, cell: usize, parameter: ParameterId) -> f64 {
    let length = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
    let gate = Family::softmax_gaussian().parameter(parameter).role == Role::Gate;
    let reference = fit.cells.iter().rposition(|m| *m == 1).and_then(|cell| fit.errors.iter().find(|e| e.cell == cell));
    let errors = fit.errors.iter().filter(|e| e.cell == cell).map(|e| match reference {
        Some(r) if gate => {
            let pairs = e.difference[parameter].iter().zip(&r.difference[parameter]);
            length(&pairs.map(|(x, y)| x - y).collect::<Vec<_>>())
        }
        _ => length(&e.difference[parameter]),
    });
    errors.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::row::tests::row;
    use super::*;
    use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, GATE_SLOPE};

    #[test]
    fn rows_are_grouped_by_their_cells_and_few_values_are_no_point() {
        let mut rows: Vec<Row> = (0..12).map(row).collect();
        for (i, r) in rows.iter_mut().enumerate() {
            r.n = if i < 5 { 100 } else { 200 };
            let fit = r.outcome.as_mut().unwrap();
            fit.errors[0].difference[EXPERT_INTERCEPT][0] = -(i as f64);
            if i >= 9 {
                fit.cells = vec![0, 2];
            }
        }
        let found = groups(&rows);
        assert_eq!((found.len(), found[0].fits, found[1].fits), (2, 9, 3));
        assert!(found[0].single() && !found[1].single());
        let b = Quantity::Error { cell: 1, parameter: EXPERT_INTERCEPT };
        let series = found[0].series.iter().find(|s| s.quantity == b).unwrap();
        assert_eq!(series.points, [(100, vec![0.0, 1.0, 2.0, 3.0, 4.0])]);
        // One error of β1 is stored, in the last cell of one atom: it is the translation.
        let gate = Quantity::Error { cell: 1, parameter: GATE_SLOPE };
        assert_eq!(found[0].series.iter().find(|s| s.quantity == gate).unwrap().points[0].1, [0.0; 5]);
        assert!(!found[0].series.iter().any(|s| s.quantity == Quantity::Hellinger));
    }
}
