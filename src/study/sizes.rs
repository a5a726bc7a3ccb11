//! The sample sizes of a plan: a list, or a grid.

use super::place::Place;
use super::tables::SampleGrid;
use crate::Error;
use toml::Spanned;

/// The sample sizes, ascending, each with its place in the text.
pub(super) fn sample_sizes(
    place: &Place<'_>,
    list: Option<Spanned<Vec<Spanned<i64>>>>,
    grid: Option<Spanned<SampleGrid>>,
) -> Result<Vec<(usize, usize)>, Error> {
    const MOST: u64 = 100_000_000;
    match (list, grid) {
        (Some(list), None) => {
            let mut sizes: Vec<(usize, usize)> = Vec::new();
            for n in list.get_ref() {
                let value = place.integer(n, "sample_sizes", 1, MOST)? as usize;
                if sizes.last().is_some_and(|(last, _)| *last >= value) {
                    return Err(place.fault(
                        n.span().start,
                        "sample_sizes",
                        value.to_string(),
                        "sizes in ascending order, each once",
                    ));
                }
                sizes.push((value, n.span().start));
            }
            if sizes.is_empty() {
                return Err(place.fault(list.span().start, "sample_sizes", "an empty list", "at least one size"));
            }
            Ok(sizes)
        }
        (None, Some(grid)) => {
            let at = grid.span().start;
            let grid = grid.into_inner();
            let from = place.integer(&grid.from, "sample_grid.from", 1, MOST)?;
            let to = place.integer(&grid.to, "sample_grid.to", from + 1, MOST)?;
            let count = place.integer(&grid.count, "sample_grid.count", 2, 10_000.min(to - from + 1))?;
            let size = |i: u64| {
                let t = i as f64 / (count - 1) as f64;
                match grid.spacing.get_ref().as_str() {
                    "linear" => Some((from as f64 + t * (to - from) as f64).round()),
                    "log" => Some((from as f64 * (to as f64 / from as f64).powf(t)).round()),
                    _ => None,
                }
            };
            let sizes: Option<Vec<f64>> = (0..count).map(size).collect();
            let Some(sizes) = sizes else {
                return Err(place.fault(
                    grid.spacing.span().start,
                    "sample_grid.spacing",
                    format!("{:?}", grid.spacing.get_ref()),
                    "\"linear\" or \"log\"",
                ));
            };
            if sizes.windows(2).any(|w| w[0] >= w[1]) {
                return Err(place.fault(
                    at,
                    "sample_grid",
                    format!("{count} sizes from {from} to {to}"),
                    "few enough for all to be different",
                ));
            }
            Ok(sizes.into_iter().map(|n| (n as usize, at)).collect())
        }
        (list, _) => {
            let found = if list.is_some() {
                "both `sample_sizes` and `sample_grid`"
            } else {
                "neither `sample_sizes` nor `sample_grid`"
            };
            Err(place.fault(0, "sample sizes", found, "one of them"))
        }
    }
}
