//! Where descents begin: the curves along which the theory says that the bounds are attained, and random points of the right
//! size.
//!
//! Along the Gauss–Hermite curve a cell's atoms sit at `Δb = c·(roots of He_m)`, with the quadrature's weights as shares and
//! `Δν = −c²` for all (docs/theory.md, section 3.2): the densities agree to order c^{2m}. Offsets of β1 or a that balance,
//! `Σ share·Δ = 0`, cost only their square.

use super::problem::{Natural, Problem, Slot};
use super::scaling::{Order, Scaling};
use super::shares::sticks;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, VARIANCE};
use crate::model::{Component, Shape};
use nalgebra::{DMatrix, SymmetricEigen};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Nodes and weights (of sum 1) of the m-point Gauss–Hermite rule for the standard normal density: eigenvalues of the Jacobi
/// matrix with off-diagonal √1, √2, …, √(m−1), and squared first entries of its eigenvectors. Nodes ascend.
pub fn gauss_hermite(m: usize) -> Vec<(f64, f64)> {
    let matrix = DMatrix::from_fn(m, m, |i, j| if i.abs_diff(j) == 1 { (i.max(j) as f64).sqrt() } else { 0.0 });
    let eigen = SymmetricEigen::new(matrix);
    let mut rule: Vec<(f64, f64)> =
        (0..m).map(|i| (eigen.eigenvalues[i], eigen.eigenvectors[(0, i)].powi(2))).collect();
    rule.sort_by(|a, b| a.0.total_cmp(&b.0));
    rule
}

/// A cell to begin from: for each atom its share, then the offsets of β1, a, b, ν in the order of the family, those of vectors along
/// the profiled coordinate.
type Cell = Vec<[f64; 5]>;
/// The columns of b and ν.
const B: usize = 1 + EXPERT_INTERCEPT.index();
const NU: usize = 1 + VARIANCE.index();

/// The start points for a forced offset `delta` (with its sign), `random` of them drawn with the generator of `seed`.
pub fn starts(problem: &Problem, held: Component, delta: f64, random: usize, seed: u64) -> Vec<Vec<f64>> {
    let m = problem.cells();
    let s = problem.scale_of(delta.abs());
    let unit = problem.deviation() * s;
    let mut cells: Vec<Cell> = Vec::new();
    let column = 1 + held.parameter.index();
    let order = Scaling::of(held.parameter, problem.deviation().powi(2)).order;
    // Gauss–Hermite curves of several widths, each atom in turn being the first.
    for first in 0..m {
        let mut rule = gauss_hermite(m);
        rule.swap(0, first);
        let widths = match order {
            Order::One if rule[0].0.abs() < 1e-9 => vec![],
            Order::One => vec![delta / rule[0].0],
            Order::Two => vec![delta.abs().sqrt()],
            Order::Atoms => vec![0.0, 0.3 * unit, unit],
        };
        for width in widths {
            let mut cell: Cell = rule.iter().map(|&(node, w)| [w, 0.0, 0.0, width * node, -width * width]).collect();
            if order == Order::Atoms {
                balance(&mut cell, column, delta);
            }
            cells.push(cell);
        }
    }
    // One atom against all others, equal shares.
    let mut cell: Cell = vec![[1.0 / m as f64, 0.0, 0.0, 0.0, 0.0]; m];
    balance(&mut cell, column, delta);
    cells.push(cell);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..random {
        let mut draw = |size: f64| size * rng.random_range(-1.5..1.5f64);
        let gate = s.powi(m as i32);
        let mut cell: Cell =
            (0..m).map(|_| [1.0 + draw(0.5), draw(gate), draw(gate), draw(unit), draw(unit * unit)]).collect();
        let total: f64 = cell.iter().map(|c| c[0]).sum();
        cell.iter_mut().for_each(|c| c[0] /= total);
        let (share, others) = (cell[0][0], 1.0 - cell[0][0]);
        cell[0][column] = delta;
        // The means of all offsets vanish, and so does the second moment of (Δb, Δν).
        for column in 1..=B {
            let mean: f64 = cell[1..].iter().map(|c| c[0] * c[column]).sum::<f64>() / others;
            let wanted = -share * cell[0][column] / others;
            cell[1..].iter_mut().for_each(|c| c[column] += wanted - mean);
        }
        let second: f64 = cell.iter().map(|c| c[0] * (c[B] * c[B] + c[NU])).sum();
        cell[1..].iter_mut().for_each(|c| c[NU] -= second / others);
        cells.push(cell);
    }
    cells.iter().map(|cell| variables(problem, cell, held.axis, delta)).collect()
}

/// Gives the first atom `delta` in a column and the others what makes the weighted mean vanish.
fn balance(cell: &mut Cell, column: usize, delta: f64) {
    let share = cell[0][0];
    let others = 1.0 - share;
    cell[0][column] = delta;
    cell[1..].iter_mut().for_each(|c| c[column] = -delta * share / others);
}

fn variables(problem: &Problem, cell: &Cell, coordinate: usize, delta: f64) -> Vec<f64> {
    let family = problem.family();
    let shares: Vec<f64> = cell.iter().map(|c| c[0]).collect();
    let u = sticks(&shares);
    let value = |slot: &Slot| match *slot {
        Slot::Share(l) => u[l],
        Slot::CellWeight => 0.0,
        Slot::Natural(place) => match problem.natural(place) {
            (i, Natural::Entry(c)) if i < cell.len() => match family.parameter(c.parameter).shape {
                Shape::Vector if c.axis != coordinate => 0.0,
                _ => cell[i][1 + c.parameter.index()],
            },
            _ => 0.0,
        },
    };
    let mut z: Vec<f64> = problem.slots.iter().map(value).collect();
    z[problem.forced] = delta;
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gauss_hermite_rule_has_the_normal_moments_to_degree_2m_minus_1() {
        for m in 1..=6usize {
            let rule = gauss_hermite(m);
            let mut normal = 1.0;
            for degree in 0..2 * m {
                let found: f64 = rule.iter().map(|(x, w)| w * x.powi(degree as i32)).sum();
                let expected = if degree % 2 == 0 { normal } else { 0.0 };
                assert!((found - expected).abs() < 1e-10 * normal.max(1.0), "m = {m}, degree {degree}: {found}");
                if degree % 2 == 0 {
                    normal *= degree as f64 + 1.0;
                }
            }
        }
    }
}
