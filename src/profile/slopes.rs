//! From distances at a geometric grid of δ to the exponent e of `h ≍ δ^e`.
//!
//! * **Local slope** between neighbours: `log(h_{i+1}/h_i)/log(δ_{i+1}/δ_i)`. Its error from those of h is at most
//!   `(err_i/h_i + err_{i+1}/h_{i+1})/|log ratio|`.
//! * **Straight range**: the longest run of local slopes that ends at the smallest δ and stays within [`STRAIGHT`] of the last
//!   one; over its points `log h` is regressed on `log δ`.
//! * **Limit δ → 0**: if `h = C δ^e (1 + c δ^q + …)` then local slopes on a geometric grid are `e + c' ρ^i + …` with one unknown
//!   ratio `ρ = ratio^q`; three of them determine e (Aitken's formula), whatever q is. It is applied to the last three slopes,
//!   and its spread is how far it moves when the slopes one place earlier are used instead, plus what the errors of h allow.

/// How far a local slope may be from the last one in the straight range.
pub const STRAIGHT: f64 = 0.05;

/// A local slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalSlope {
    /// The geometric mean of the two δ.
    pub delta: f64,
    /// d log h / d log δ between them.
    pub slope: f64,
    /// What the errors of h contribute at most.
    pub error: f64,
}

/// How the limit was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Aitken's formula on the last three local slopes.
    Aitken,
    /// The last local slope as it stands: the last three do not approach a limit geometrically.
    Last,
}

/// The local slopes and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Slopes {
    /// From the largest δ to the smallest.
    pub local: Vec<LocalSlope>,
    /// Number of points, from the smallest δ up, in the straight range.
    pub straight: usize,
    /// Slope of the regression over the straight range.
    pub regression: f64,
    /// The extrapolation to δ → 0.
    pub limit: f64,
    /// How far the extrapolation may be off, judged from its own movement and from the errors of h; no bound.
    pub spread: f64,
    /// The exponent q of the correction c δ^q that the last three slopes show, for [`Method::Aitken`].
    pub correction: Option<f64>,
    /// How `limit` was obtained.
    pub method: Method,
}

/// Aitken's formula for `e + c ρ^i` from three consecutive terms: (e, ρ), if 0 < ρ < 1.
fn aitken(t: &[f64]) -> Option<(f64, f64)> {
    let (first, second) = (t[1] - t[0], t[2] - t[1]);
    let rho = second / first;
    (rho > 0.0 && rho < 0.95).then(|| (t[2] + second * rho / (1.0 - rho), rho))
}

/// Slopes of points (δ, h, error of h): at least four, positive, δ descending in geometric progression.
pub fn slopes(points: &[(f64, f64, f64)]) -> Slopes {
    let local: Vec<LocalSlope> = points
        .windows(2)
        .map(|w| {
            let step = (w[1].0 / w[0].0).ln();
            LocalSlope {
                delta: (w[0].0 * w[1].0).sqrt(),
                slope: (w[1].1 / w[0].1).ln() / step,
                error: (w[0].2 / w[0].1 + w[1].2 / w[1].1) / step.abs(),
            }
        })
        .collect();
    let values: Vec<f64> = local.iter().map(|l| l.slope).collect();
    let last = local[local.len() - 1];
    let straight = 1 + values.iter().rev().take_while(|v| (*v - last.slope).abs() <= STRAIGHT).count();
    let range = &points[points.len() - straight..];
    let ratio = (points[1].0 / points[0].0).ln();
    let n = values.len();
    let (limit, spread, correction, method) = match aitken(&values[n - 3..]) {
        Some((limit, rho)) => {
            let before = values.get(n.wrapping_sub(4)..n - 1).and_then(aitken).map_or(values[n - 1], |(e, _)| e);
            let spread = (limit - before).abs() + 4.0 * last.error;
            (limit, spread, Some(rho.ln() / ratio), Method::Aitken)
        }
        None => (last.slope, (last.slope - values[n - 2]).abs() + last.error, None, Method::Last),
    };
    Slopes { local, straight, regression: regression(range), limit, spread, correction, method }
}

fn regression(points: &[(f64, f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let logs: Vec<(f64, f64)> = points.iter().map(|p| (p.0.ln(), p.1.ln())).collect();
    let (mx, my) = logs.iter().fold((0.0, 0.0), |(x, y), l| (x + l.0 / n, y + l.1 / n));
    let (sxy, sxx) = logs.iter().fold((0.0, 0.0), |(xy, xx), l| (xy + (l.0 - mx) * (l.1 - my), xx + (l.0 - mx).powi(2)));
    sxy / sxx
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(h: impl Fn(f64) -> f64, error: f64) -> Vec<(f64, f64, f64)> {
        (0..8).map(|i| 0.4 * 0.5f64.powi(i)).map(|d| (d, h(d), error * h(d))).collect()
    }

    #[test]
    fn the_limit_is_found_whatever_the_exponent_of_the_correction() {
        for q in [0.5, 2.0 / 3.0, 1.0, 2.0] {
            let found = slopes(&curve(|d| 3.0 * d.powi(4) * (1.0 - 0.3 * d.powf(q)), 0.0));
            assert_eq!(found.method, Method::Aitken);
            assert!((found.limit - 4.0).abs() < 3e-3 && found.limit != 4.0, "{q}: {found:?}");
            assert!((found.limit - 4.0).abs() < 0.2 * (found.local[6].slope - 4.0).abs(), "{q}: {found:?}");
            assert!((found.correction.unwrap() - q).abs() < 0.1, "{q}: {found:?}");
            assert!((found.limit - 4.0).abs() <= found.spread, "{q}: {found:?}");
        }
    }

    #[test]
    fn the_straight_range_ends_where_the_curve_bends() {
        let found = slopes(&curve(|d| if d > 0.03 { d.powi(2) * (d / 0.03).sqrt() } else { d.powi(2) }, 0.0));
        // δ = 0.025 … 0.003125 are straight.
        assert_eq!(found.straight, 4);
        assert!((found.regression - 2.0).abs() < 1e-12);
        assert_eq!((found.method, found.limit, found.correction), (Method::Last, found.local[6].slope, None));
    }

    #[test]
    fn errors_of_the_distances_widen_the_spread() {
        let found = slopes(&curve(|d| d.powi(2) * (1.0 + d), 1e-4));
        assert!(found.local[0].error > 2.8e-4 && found.local[0].error < 3e-4, "{found:?}");
        assert!(found.spread > 1e-3, "{found:?}");
    }
}
