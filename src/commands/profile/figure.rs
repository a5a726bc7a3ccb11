//! A profile as a plot: log h against log δ, with the straight range's line and the theory's slope for comparison.

use super::text::symbol;
use crate::Error;
use crate::numeric::noise_free::Profile;
use plotters::prelude::*;

/// Powers of ten as `1e-3`.
fn tick(v: &f64) -> String {
    format!("1e{}", v.log10().round() as i32)
}

/// A range that ends at powers of ten and holds all `values`.
fn decades(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min).log10().floor() as i32;
    let high = values.fold(0.0, f64::max).log10().ceil() as i32;
    (10f64.powi(low), 10f64.powi(high.max(low + 1)))
}

/// A range half as wide again at both ends, or to powers of ten if it holds none of them.
fn padded(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min) / 1.5;
    let high = values.clone().fold(0.0, f64::max) * 1.5;
    if low.log10().ceil() <= high.log10().floor() { (low, high) } else { decades(values) }
}

/// The plot as the text of an SVG file, with a line of slope `theory`.
///
/// # Errors
/// What the plotting library reports.
pub fn svg(found: &Profile, theory: f64) -> Result<String, Error> {
    let mut text = String::new();
    draw(found, theory, &mut text).map_err(|e| Error::io("cannot draw the plot").found(e))?;
    Ok(text)
}

fn draw(found: &Profile, theory: f64, text: &mut String) -> Result<(), String> {
    let fail = |e: DrawingAreaErrorKind<_>| format!("{e}");
    let root = SVGBackend::with_string(text, (760, 520)).into_drawing_area();
    root.fill(&WHITE).map_err(fail)?;
    let points: Vec<(f64, f64)> = found.points.iter().map(|p| (p.delta, p.distance.value)).collect();
    let (left, right) = padded(points.iter().map(|p| p.0));
    let (bottom, top) = decades(points.iter().map(|p| p.1));
    let r = &found.request;
    let sign = symbol(found);
    let title =
        format!("{sign} of one of {} atoms held δ from the truth: h ∝ δ^{:.3} as δ → 0", r.cells, found.slopes.limit);
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 20))
        .margin(16)
        .x_label_area_size(46)
        .y_label_area_size(66)
        .build_cartesian_2d((left..right).log_scale(), (bottom..top).log_scale())
        .map_err(fail)?;
    chart
        .configure_mesh()
        .x_desc(format!("δ = |Δ{sign}|"))
        .y_desc("Hellinger distance h, least over all else")
        .x_label_formatter(&tick)
        .y_label_formatter(&tick)
        .light_line_style(RGBColor(238, 238, 238))
        .bold_line_style(RGBColor(205, 205, 205))
        .label_style(("sans-serif", 14))
        .axis_desc_style(("sans-serif", 16))
        .draw()
        .map_err(fail)?;
    // Lines through the smallest δ: the fitted limit's neighbourhood and the theory.
    let (d0, h0) = points[points.len() - 1];
    let through = |slope: f64| {
        let end = (d0 * (top / h0).powf(1.0 / slope)).min(right);
        vec![(d0, h0), (end, h0 * (end / d0).powf(slope))]
    };
    let (grey, blue) = (RGBColor(120, 120, 120), RGBColor(0, 90, 170));
    chart
        .draw_series(LineSeries::new(through(theory), grey.stroke_width(1)))
        .map_err(fail)?
        .label(format!("slope {theory}, by theory"))
        .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 22, y)], grey.stroke_width(1)));
    let straight = points.len() - found.slopes.straight;
    chart.draw_series(LineSeries::new(points.iter().copied(), blue.stroke_width(1))).map_err(fail)?;
    chart
        .draw_series(points[straight..].iter().map(|&p| Circle::new(p, 4, blue.filled())))
        .map_err(fail)?
        .label(format!("straight range, slope {:.3}", found.slopes.regression))
        .legend(move |(x, y)| Circle::new((x + 11, y), 4, blue.filled()));
    if straight > 0 {
        chart
            .draw_series(points[..straight].iter().map(|&p| Circle::new(p, 4, blue.stroke_width(1))))
            .map_err(fail)?
            .label("outside the straight range")
            .legend(move |(x, y)| Circle::new((x + 11, y), 4, blue.stroke_width(1)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.filled())
        .border_style(RGBColor(205, 205, 205))
        .label_font(("sans-serif", 14))
        .draw()
        .map_err(fail)?;
    root.present().map_err(fail)
}
