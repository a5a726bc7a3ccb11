//! How a cell's weight is shared among its atoms, within a box.
//!
//! Atom i of m gets `π_i = 1/(2m) + q_i/2`, where `q_i = u_i Π_{l<i} (1 − u_l)` (and `u_m = 1`) are the pieces of a broken stick:
//! every `u ∈ [0, 1]^{m−1}` gives shares that sum to 1, none below 1/(2m). For m = 2 the shares lie in [1/4, 3/4].

use crate::numeric::hellinger::double_double::Dd;

/// The smallest share an atom of a cell of `cells` atoms may have: 1/(2m).
pub fn smallest(cells: usize) -> f64 {
    1.0 / (2.0 * cells as f64)
}

/// The shares and the first two derivatives of their logarithms.
pub struct Shares {
    /// π_i, i = 0..m.
    pub value: Vec<Dd>,
    /// `slope[i][l] = ∂ log π_i / ∂u_l`.
    pub slope: Vec<Vec<Dd>>,
    /// `curvature[i][l][k] = ∂² log π_i / ∂u_l ∂u_k`.
    pub curvature: Vec<Vec<Vec<Dd>>>,
}

/// The product that is q_i, with the factors of the variables in `without` replaced by their derivatives.
fn piece(u: &[Dd], i: usize, without: &[usize]) -> Dd {
    let mut product = Dd::ONE;
    for (l, &ul) in u.iter().enumerate().take(i + 1) {
        let by = without.iter().filter(|&&k| k == l).count();
        let factor = match (l == i, by) {
            (true, 0) => ul,
            (true, 1) => Dd::ONE,
            (false, 0) => Dd::ONE - ul,
            (false, 1) => -Dd::ONE,
            _ => Dd::ZERO,
        };
        product = product * factor;
    }
    if without.iter().any(|&l| l > i) { Dd::ZERO } else { product }
}

/// The shares for stick variables `u`, one fewer than atoms.
pub fn shares(u: &[Dd]) -> Shares {
    let (n, m) = (u.len(), u.len() + 1);
    let floor = Dd::ONE / Dd::from(2.0 * m as f64);
    let half = |q: Dd| q.scale(0.5);
    let value: Vec<Dd> = (0..m).map(|i| floor + half(piece(u, i, &[]))).collect();
    let slope: Vec<Vec<Dd>> = (0..m).map(|i| (0..n).map(|l| half(piece(u, i, &[l])) / value[i]).collect()).collect();
    let curvature = (0..m)
        .map(|i| {
            let entry = |l: usize, k: usize| half(piece(u, i, &[l, k])) / value[i] - slope[i][l] * slope[i][k];
            (0..n).map(|l| (0..n).map(|k| entry(l, k)).collect()).collect()
        })
        .collect();
    Shares { value, slope, curvature }
}

/// Stick variables that give shares as near to `target` (positive, summing to 1) as the box allows.
pub fn sticks(target: &[f64]) -> Vec<f64> {
    let m = target.len();
    let q: Vec<f64> = target.iter().map(|p| (2.0 * (p - smallest(m))).max(0.0)).collect();
    let total: f64 = q.iter().sum();
    let mut left = 1.0;
    let mut u = Vec::new();
    for &piece in &q[..m - 1] {
        let piece = piece / total;
        let ratio = if left > 1e-12 { (piece / left).clamp(0.0, 1.0) } else { 0.0 };
        u.push(ratio);
        left -= piece;
    }
    u
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_one_and_respect_the_floor_at_every_corner() {
        for corner in 0..4 {
            let u: Vec<Dd> = (0..2).map(|l| Dd::from(f64::from(corner >> l & 1))).collect();
            let value = shares(&u).value;
            let total = value.iter().fold(Dd::ZERO, |s, &v| s + v);
            assert!((total - Dd::ONE).hi.abs() < 1e-30);
            assert!(value.iter().all(|v| v.hi >= 1.0 / 6.0 - 1e-15));
        }
    }

    #[test]
    fn derivatives_agree_with_differences() {
        let at = [0.3, 0.6, 0.2];
        let u: Vec<Dd> = at.iter().map(|&v| Dd::from(v)).collect();
        let here = shares(&u);
        let step = 1e-10;
        for l in 0..3 {
            let moved = |t: f64| {
                let mut v = u.clone();
                v[l] += Dd::from(t);
                shares(&v)
            };
            let (up, down) = (moved(step), moved(-step));
            for i in 0..4 {
                let slope = ((up.value[i] - down.value[i]) / here.value[i]).hi / (2.0 * step);
                assert!((slope - here.slope[i][l].hi).abs() < 1e-9);
                for k in 0..3 {
                    let bend = (up.slope[i][k] - down.slope[i][k]).hi / (2.0 * step);
                    assert!((bend - here.curvature[i][k][l].hi).abs() < 1e-9, "{i} {k} {l}");
                }
            }
        }
    }

    #[test]
    fn sticks_invert_shares() {
        for target in [vec![0.5, 0.5], vec![0.2, 0.3, 0.5], vec![1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0]] {
            let u: Vec<Dd> = sticks(&target).into_iter().map(Dd::from).collect();
            for (found, wanted) in shares(&u).value.iter().zip(&target) {
                assert!((found.hi - wanted).abs() < 1e-14);
            }
        }
    }
}
