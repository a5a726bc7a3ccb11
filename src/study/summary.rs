//! A study's rows as slopes with verdicts.

use super::expected::{Expected, HALF, Rate, expected};
use super::group::{Group, Quantity, groups};
use super::row::Row;
use super::slopes::{Slope, Statistic, slope};
use super::verdict::{Verdict, judge};
use crate::Error;
use crate::model::PerParameter;

/// How to summarise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The level of the upper quantile, strictly between 0 and 1.
    pub quantile: f64,
    /// Resamples of the bootstrap.
    pub resamples: usize,
    /// Its seed.
    pub seed: u64,
}

/// One quantity of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What.
    pub quantity: Quantity,
    /// What theory says; `None` where it says nothing (an empty cell).
    pub expected: Option<Expected>,
    /// Slopes of the mean and of the upper quantile, each with its verdict; none where the error is exactly 0 or the sample sizes are too few.
    pub slopes: Vec<(Slope, Option<Verdict>)>,
    /// Whether all values are exactly 0: β1 of the cell that fixes the translation.
    pub zero: bool,
}

/// A group with its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The fits.
    pub group: Group,
    /// The lines; empty if the group has too few fits.
    pub lines: Vec<Line>,
}

/// Summarises rows of a plan for x of `dim` coordinates. Deterministic: the seed of each bootstrap comes from `options.seed` and the line's place.
///
/// # Errors
/// Rates that the kernel does not accept.
pub fn summary(rows: &[Row], dim: usize, options: Options) -> Result<Vec<Part>, Error> {
    let mut stream = 0u64;
    let mut part = |group: Group| -> Result<Part, Error> {
        let theory = theory(&group, dim)?;
        let mut lines = Vec::new();
        for series in &group.series {
            let values = || series.points.iter().flat_map(|p| &p.1);
            if series.points.len() < 3 {
                continue;
            }
            let theory = theory.of(&group, series.quantity);
            let statistics = [Statistic::Mean, Statistic::Quantile(options.quantile)];
            let slopes = statistics.iter().filter_map(|s| {
                stream += 1;
                let found = slope(
                    series,
                    *s,
                    options.resamples,
                    options.seed.wrapping_add(stream.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                )?;
                let verdict = theory.as_ref().map(|e| judge(&found, e));
                Some((found, verdict))
            });
            let slopes: Vec<_> = slopes.collect();
            lines.push(Line { quantity: series.quantity, expected: theory, slopes, zero: values().all(|v| *v == 0.0) });
        }
        Ok(Part { group, lines })
    };
    groups(rows).into_iter().map(&mut part).collect()
}

/// For each cell the rates of its parameters; none where theory is silent.
struct Theory(Vec<Option<PerParameter<Expected>>>);

fn theory(group: &Group, dim: usize) -> Result<Theory, Error> {
    // Theory keeps weights away from 0; then no cell stays empty.
    if group.cells.contains(&0) {
        return Ok(Theory(vec![None; group.cells.len()]));
    }
    let cells = group.cells.iter().map(|m| expected(*m, dim, group.single()).map(Some));
    Ok(Theory(cells.collect::<Result<_, _>>()?))
}

impl Theory {
    fn of(&self, group: &Group, quantity: Quantity) -> Option<Expected> {
        match quantity {
            Quantity::Error { cell, parameter } => self.0[cell].as_ref().map(|rates| rates[parameter]),
            // D2 ≲ h is proved where gate slopes are identifiable.
            Quantity::Loss if !group.single() => None,
            Quantity::Loss | Quantity::Hellinger => Some(Expected { published: HALF, sharp: Rate::Exactly(HALF) }),
        }
    }
}
