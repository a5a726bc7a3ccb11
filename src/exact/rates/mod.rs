//! The exponent that is proved for each parameter of each Voronoi cell, and the rate that follows from it with one cited result
//! (docs/theory.md section 4).
//!
//! With ε the distance of the densities, `|Δ| ≲ ε^θ`: the exponent θ is proved. The maximum likelihood estimator has ε = n^{−1/2} up
//! to logarithms: that is cited ([`DENSITY_RATE`], from [`SOURCE`]). With both, the parameter has the rate n^{−θ/2}. θ depends on the size m of the cell and on whether some cell has exactly
//! one atom ([`Gate`]). [`propose`] sets up the linear programme of the certified inequalities ([`programme`]) and the curves that
//! attain its optimum ([`curves`]) as a proof; the kernel decides. [`partition`] knows which cell sizes can occur.

pub mod curves;
pub mod partition;
pub mod programme;

use crate::Error;
use crate::exact::certificate::Proof;
use crate::exact::certificate::exponents::{Curve, LinearProgramme, Optimum};
use crate::kernel::{CellExponents, Gate, Inequality};
use crate::model::Family;
use num_rational::BigRational;
use num_traits::Zero;

/// A claim about the exponents of a cell of m atoms in dimension d, and its proof.
///
/// # Errors
/// If the linear programme is not solved.
///
/// # Example
/// ```
/// use moe_proof::{exact::rates, kernel::Gate};
/// let (claim, _) = rates::propose(3, 1, Gate::Fixed).unwrap();
/// assert_eq!(claim.to_string(), "exponents of a cell of 3 atoms with a fixed gate: β₁ 1/2, a 1/2, b 1/6, ν 1/3");
/// ```
pub fn propose(cells: usize, dim: usize, gate: Gate) -> Result<(CellExponents, Proof), Error> {
    let inequalities = Inequality::all(cells, gate);
    let rows: Vec<[u32; 4]> = inequalities.iter().map(|i| i.powers(cells)).collect();
    let (curves, chosen) = curves::propose(cells, gate);
    let mut optima = Vec::new();
    for (parameter, &curve) in chosen.iter().enumerate() {
        let points = programme::solve(&rows, parameter)?;
        optima.push(Optimum { primal: points.primal, dual: points.dual, curve });
    }
    let optima: [Optimum; 4] = optima.try_into().map_err(|_| programme::no_optimum("a parameter is missing"))?;
    let at_least = [0, 1, 2, 3].map(|k| optima[k].primal[k].clone());
    let at_most = [0, 1, 2, 3].map(|k| exponent(&curves[optima[k].curve], k, cells));
    let claim = CellExponents { atoms: cells, dim, gate, at_least, at_most };
    let proof = LinearProgramme { cells, inequalities, curves, optima };
    Ok((claim, Proof::LinearProgramme(Box::new(proof))))
}

/// The exponent of a parameter along a curve: its least power of δ over the order of the curve.
fn exponent(curve: &Curve, parameter: usize, cells: usize) -> BigRational {
    let (power, order) = match curve {
        Curve::Monomial { order, atoms } => {
            let powers = atoms.iter().filter(|a| !a.p[parameter].0.is_zero()).map(|a| a.p[parameter].1);
            (powers.min().unwrap_or(*order), *order)
        }
        // Nodes are scaled by δ: a parameter of weight ω moves like δ^ω.
        Curve::GaussHermite { .. } => (Family::softmax_gaussian().weights(1)[parameter], 2 * cells as u32),
    };
    BigRational::new(power.into(), order.into())
}

/// The paper from which the density rate and the published rates are cited: \[N\] of docs/theory.md.
pub const SOURCE: &str = "Nguyen, Nguyen & Ho, arXiv:2305.03288";

/// What a rate rests on beside a proved exponent: cited from [`SOURCE`], not proved.
pub const DENSITY_RATE: &str = "density rate h = O(√(log n/n)) of maximum likelihood";

/// How much is known about a parameter's exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The exponent is known exactly.
    Proven,
    /// Only bounds are known.
    Open,
    /// Not identifiable: there is no exponent, and no rate.
    NoRate,
}

/// The rates of one parameter of one cell: `n^{−rate}` up to logarithms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterRate {
    /// As published: n^{−1/2} in a cell of one atom, else n^{−ω/(2r̄)} for a parameter of weight ω.
    pub published: BigRational,
    /// No worse than this.
    pub at_least: BigRational,
    /// No better than this.
    pub at_most: BigRational,
    /// How much is known.
    pub status: Status,
}

/// The rates of the parameters, in the order of the family, in a cell with these verified exponents and this r̄.
pub fn rates(exponents: &CellExponents, rbar: usize) -> [ParameterRate; 4] {
    let half = BigRational::new(1.into(), 2.into());
    let weights = Family::softmax_gaussian().weights(1);
    [0, 1, 2, 3].map(|k| {
        let published = match exponents.atoms {
            1 => half.clone(),
            _ => BigRational::new(weights[k].into(), (2 * rbar).into()),
        };
        let (at_least, at_most) = (&exponents.at_least[k] * &half, &exponents.at_most[k] * &half);
        let status = match (at_least == at_most, at_most.is_zero()) {
            (_, true) => Status::NoRate,
            (true, _) => Status::Proven,
            (false, _) => Status::Open,
        };
        ParameterRate { published, at_least, at_most, status }
    })
}

/// log₁₀ of the sample size at which `n^{−rate}` is the accuracy, constants and logarithms left out; `None` without a rate.
///
/// The accuracy lies strictly between 0 and 1.
pub fn log10_sample_size(rate: &BigRational, accuracy: f64) -> Option<f64> {
    use num_traits::ToPrimitive;
    let rate = rate.to_f64().filter(|r| *r > 0.0)?;
    debug_assert!(accuracy > 0.0 && accuracy < 1.0);
    Some(-accuracy.log10() / rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_half_the_exponents() {
        let (free, _) = propose(3, 1, Gate::Free).unwrap();
        let rates = rates(&free, 6);
        let slope = &rates[1];
        assert_eq!((slope.at_least.to_string(), slope.at_most.to_string()), ("1/12".into(), "5/24".into()));
        assert_eq!(rates.clone().map(|r| r.published.to_string()), ["1/12", "1/6", "1/12", "1/6"].map(String::from));
        assert_eq!(rates.map(|r| r.status), [Status::NoRate, Status::Open, Status::Proven, Status::Proven]);
    }

    #[test]
    fn sample_sizes_follow_the_rate() {
        let q = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        assert!((log10_sample_size(&q(1, 12), 0.1).unwrap() - 12.0).abs() < 1e-12);
        assert_eq!(log10_sample_size(&q(0, 1), 0.1), None);
    }
}
