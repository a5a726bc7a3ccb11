//! From distances at a geometric grid of δ to the exponent e of `h ≍ δ^e`.
//!
//! * **Local slope** between neighbours: `log(h_{i+1}/h_i)/log(δ_{i+1}/δ_i)`. Its error from those of h is at most
//!   `(err_i/h_i + err_{i+1}/h_{i+1})/|log ratio|`.
//! * **Straight range**: the longest run of local slopes that ends at the smallest δ and stays within [`STRAIGHT`] of the last
//!   one; over its points `log h` is regressed on `log δ`.
//! * **Limit δ → 0**: if `h = C δ^e (1 + c δ^q + …)` then the local slopes are `e + c' δ^q + …`. e, c' and q are fitted to the
//!   half of the straight range with the smaller δ (at least four local slopes) by least squares, weighted with their errors:
//!   for each q of a grid from 0.25 to 2.5 the other two solve a linear problem. The spread is the largest change of e when the
//!   slope at the one or the other end is left out, plus twice the weighted residual, plus the error of a slope of average weight,
//!   plus a tenth of the step from the last slope to e. With fewer than four slopes in the range, or where that step is longer
//!   than [`STRAIGHT`], the last slope is taken as it is.

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
    /// The fitted exponent q of the correction; `None` where the last local slope is taken as the limit.
    pub correction: Option<f64>,
}

/// A fit of `e + c δ^q` to local slopes.
struct Correction {
    e: f64,
    q: f64,
    /// Root of the mean weighted square of the residuals.
    residual: f64,
    /// Error of a slope of average weight.
    error: f64,
}

fn corrected(local: &[LocalSlope]) -> Correction {
    // An error of 1e-6 at least, so that no slope is taken as exact.
    let weights: Vec<f64> = local.iter().map(|l| (l.error + 1e-6).powi(-2)).collect();
    let total: f64 = weights.iter().sum();
    let fit = |q: f64| -> Correction {
        let x: Vec<f64> = local.iter().map(|l| (l.delta / local[0].delta).powf(q)).collect();
        let mean = |v: &dyn Fn(usize) -> f64| (0..local.len()).map(|i| weights[i] * v(i)).sum::<f64>() / total;
        let (mx, my) = (mean(&|i| x[i]), mean(&|i| local[i].slope));
        let c = mean(&|i| (x[i] - mx) * (local[i].slope - my)) / mean(&|i| (x[i] - mx).powi(2));
        let e = my - c * mx;
        Correction {
            e,
            q,
            error: (local.len() as f64 / total).sqrt(),
            residual: mean(&|i| (local[i].slope - e - c * x[i]).powi(2)).sqrt(),
        }
    };
    let grid = (0..=225).map(|k| 0.25 + 0.01 * f64::from(k));
    let first = fit(1.0);
    grid.map(fit).fold(first, |best, f| if f.residual < best.residual { f } else { best })
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
    let last = local[local.len() - 1];
    let straight = 1 + local.iter().rev().take_while(|l| (l.slope - last.slope).abs() <= STRAIGHT).count();
    let regression = regression(&points[points.len() - straight..]);
    // The half with the smaller δ, where the correction's first term rules.
    let inside = &local[local.len() - (straight - 1).min((straight / 2).max(4))..];
    let before = local[local.len() - 2];
    let unchanged = (last.slope, (last.slope - before.slope).abs() + last.error, None);
    let (limit, spread, correction) = if inside.len() < 4 {
        unchanged
    } else {
        let whole = corrected(inside);
        let change = |part: &[LocalSlope]| (corrected(part).e - whole.e).abs();
        let spread = change(&inside[1..]).max(change(&inside[..inside.len() - 1]))
            + 2.0 * whole.residual
            + 0.1 * (whole.e - last.slope).abs()
            + whole.error;
        let far = (whole.e - last.slope).abs() > STRAIGHT;
        if far { unchanged } else { (whole.e, spread, Some(whole.q)) }
    };
    Slopes { local, straight, regression, limit, spread, correction }
}

fn regression(points: &[(f64, f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let logs: Vec<(f64, f64)> = points.iter().map(|p| (p.0.ln(), p.1.ln())).collect();
    let (mx, my) = logs.iter().fold((0.0, 0.0), |(x, y), l| (x + l.0 / n, y + l.1 / n));
    let (sxy, sxx) =
        logs.iter().fold((0.0, 0.0), |(xy, xx), l| (xy + (l.0 - mx) * (l.1 - my), xx + (l.0 - mx).powi(2)));
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
            let found = slopes(&curve(|d| 3.0 * d.powi(4) * (1.0 - 0.1 * d.powf(q)), 1e-9));
            assert!((found.limit - 4.0).abs() < 2e-3 && found.limit != 4.0, "{q}: {found:?}");
            assert!((found.limit - 4.0).abs() < 0.2 * (found.local[6].slope - 4.0).abs().max(1e-5), "{q}: {found:?}");
            assert!((found.correction.unwrap() - q).abs() < 0.1, "{q}: {found:?}");
            assert!((found.limit - 4.0).abs() <= found.spread, "{q}: {found:?}");
        }
    }

    #[test]
    fn one_uncertain_slope_does_not_carry_the_limit_away() {
        let mut points = curve(|d| d.powi(6) * (1.0 - 0.1 * d), 1e-9);
        points[7].1 *= 1.005;
        points[7].2 = 0.005 * points[7].1;
        let found = slopes(&points);
        assert!((found.local[6].slope - 6.0).abs() > 5e-3 && (found.limit - 6.0).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn the_straight_range_ends_where_the_curve_bends() {
        let found = slopes(&curve(
            |d| {
                if d > 0.03 { d.powi(2) * (d / 0.03).sqrt() } else { d.powi(2) }
            },
            0.0,
        ));
        // δ = 0.025 … 0.003125 are straight.
        assert_eq!(found.straight, 4);
        assert!((found.regression - 2.0).abs() < 1e-12);
        assert_eq!((found.limit, found.correction), (found.local[6].slope, None));
    }

    #[test]
    fn errors_of_the_distances_pass_to_the_slopes() {
        let found = slopes(&curve(|d| d.powi(2) * (1.0 + d), 1e-4));
        assert!(found.local[0].error > 2.8e-4 && found.local[0].error < 3e-4, "{found:?}");
        let exact = slopes(&curve(|d| d.powi(2) * (1.0 + d), 1e-9));
        assert!(found.spread > exact.spread + 2e-4 && found.spread < exact.spread + 4e-4, "{found:?}");
    }
}
