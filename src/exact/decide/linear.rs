//! Exact linear algebra over Q, for what a floating-point solver proposes: solve `A x = b` on a chosen set of columns.

use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// A sparse row: column to coefficient.
pub type Row = BTreeMap<usize, BigRational>;

/// Solves `Σ_j row_i[j] x_j = right_i` exactly, free unknowns set to zero; `None` if there is no solution.
pub fn solve(rows: Vec<(Row, BigRational)>) -> Option<BTreeMap<usize, BigRational>> {
    // Gauss–Jordan: every pivot column occurs in its own row alone.
    let mut solved: Vec<(usize, Row, BigRational)> = Vec::new();
    for (mut row, mut right) in rows {
        for (pivot, other, value) in &solved {
            if let Some(c) = row.remove(pivot) {
                subtract(&mut row, &c, other, Some(*pivot));
                right -= c * value;
            }
        }
        let Some((&pivot, lead)) = row.iter().next() else {
            if right.is_zero() {
                continue;
            }
            return None;
        };
        let inverse = lead.recip();
        row.values_mut().for_each(|c| *c *= &inverse);
        right *= inverse;
        for (_, other, value) in &mut solved {
            if let Some(c) = other.remove(&pivot) {
                subtract(other, &c, &row, Some(pivot));
                *value -= c * &right;
            }
        }
        solved.push((pivot, row, right));
    }
    Some(solved.into_iter().map(|(pivot, _, value)| (pivot, value)).collect())
}

/// `row −= factor · other`, leaving out one column of `other`.
fn subtract(row: &mut Row, factor: &BigRational, other: &Row, without: Option<usize>) {
    for (&column, c) in other.iter().filter(|(column, _)| Some(**column) != without) {
        let entry = row.entry(column).or_insert_with(BigRational::zero);
        *entry -= factor * c;
        if entry.is_zero() {
            row.remove(&column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<const N: usize>(entries: [(usize, BigRational); N]) -> Row {
        Row::from(entries)
    }

    fn q(n: i64) -> BigRational {
        BigRational::from_integer(n.into())
    }

    #[test]
    fn a_regular_system_is_solved() {
        // x + 2y = 5, 3x − y = 1
        let rows = vec![(row([(0, q(1)), (1, q(2))]), q(5)), (row([(0, q(3)), (1, q(-1))]), q(1))];
        let x = solve(rows).unwrap();
        assert_eq!((&x[&0], &x[&1]), (&q(1), &q(2)));
    }

    #[test]
    fn contradiction_and_redundancy_are_told_apart() {
        let twice = |r: i64| vec![(row([(0, q(1)), (1, q(1))]), q(1)), (row([(0, q(2)), (1, q(2))]), q(r))];
        assert!(solve(twice(3)).is_none());
        assert_eq!(solve(twice(2)).unwrap(), BTreeMap::from([(0, q(1))]));
    }
}
