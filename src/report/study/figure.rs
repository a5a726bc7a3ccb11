//! A study's errors against n as a figure: one row of panels for each cell, one for losses and distance.

use super::{names, part_name};
use crate::Error;
use crate::exact::rates::SOURCE;
use crate::study::expected::Rate;
use crate::study::group::Quantity;
use crate::study::slopes::{Slope, Statistic};
use crate::study::summary::{Line, Part};
use plotters::prelude::*;

const BLUE: RGBColor = RGBColor(0, 90, 170);
const ORANGE: RGBColor = RGBColor(200, 90, 0);
const GREY: RGBColor = RGBColor(140, 140, 140);
/// Width and height of a panel in pixels.
const PANEL: (u32, u32) = (330, 250);
const TITLE: u32 = 34;
const LEGEND: u32 = 30;

/// The figure as the text of an SVG file.
///
/// # Errors
/// No slopes to draw; what the plotting library reports.
pub fn svg(parts: &[Part]) -> Result<String, Error> {
    let parts: Vec<&Part> = parts.iter().filter(|p| p.lines.iter().any(|l| !l.slopes.is_empty())).collect();
    if parts.is_empty() {
        return Err(Error::input("there is nothing to draw")
            .found("no slopes")
            .expected("three sample sizes with five fits each"));
    }
    let mut text = String::new();
    draw(&parts, &mut text).map_err(|e| Error::io("cannot draw the figure").found(e))?;
    Ok(text)
}

/// The lines of a part by rows of the figure: each cell, then the rest.
fn rows(part: &Part) -> Vec<Vec<&Line>> {
    let of = |cell: Option<usize>| -> Vec<&Line> {
        let same = |l: &&Line| match l.quantity {
            Quantity::Error { cell: c, .. } => Some(c) == cell,
            _ => cell.is_none(),
        };
        part.lines.iter().filter(same).filter(|l| !l.slopes.is_empty()).collect()
    };
    let cells = (0..part.group.cells.len()).map(Some).chain([None]);
    cells.map(of).filter(|r| !r.is_empty()).collect()
}

fn draw(parts: &[&Part], text: &mut String) -> Result<(), String> {
    let fail = |e: DrawingAreaErrorKind<_>| format!("{e}");
    let heights: Vec<u32> = parts.iter().map(|p| TITLE + PANEL.1 * rows(p).len() as u32).collect();
    let width = 4 * PANEL.0;
    let root = SVGBackend::with_string(text, (width, heights.iter().sum::<u32>() + LEGEND)).into_drawing_area();
    root.fill(&WHITE).map_err(fail)?;
    let (mut rest, legend) = root.split_vertically(heights.iter().sum::<u32>());
    for (part, height) in parts.iter().zip(&heights) {
        let (area, below) = rest.split_vertically(*height);
        rest = below;
        let (title, panels) = area.split_vertically(TITLE);
        title.draw(&Text::new(part_name(part), (12, 10), ("sans-serif", 20))).map_err(fail)?;
        let rows = rows(part);
        for (row, strip) in rows.iter().zip(panels.split_evenly((rows.len(), 1))) {
            for (line, panel) in row.iter().zip(strip.split_evenly((1, 4))) {
                draw_panel(part, line, &panel)?;
            }
        }
    }
    // A rate stands nowhere without what is cited for it.
    let sharp = format!("the sharp rate's slope; density rate cited: {SOURCE}");
    let entries = [(BLUE, "mean, with its line"), (ORANGE, "upper quantile, with its line"), (GREY, sharp.as_str())];
    for (i, (colour, label)) in entries.into_iter().enumerate() {
        let x = 20 + 260 * i as i32;
        let width = if i == 2 { 1 } else { 2 };
        legend.draw(&PathElement::new(vec![(x, 12), (x + 26, 12)], colour.stroke_width(width))).map_err(fail)?;
        legend.draw(&Text::new(label, (x + 34, 5), ("sans-serif", 14))).map_err(fail)?;
    }
    root.present().map_err(fail)
}

/// Powers of ten as `1e-3`, others with one digit.
fn tick(v: &f64) -> String {
    format!("{v:.0e}")
}

fn draw_panel(
    part: &Part,
    line: &Line,
    panel: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
) -> Result<(), String> {
    let fail = |e: DrawingAreaErrorKind<_>| format!("{e}");
    let points: Vec<(f64, f64)> =
        line.slopes.iter().flat_map(|(s, _)| &s.points).map(|(n, v)| (*n as f64, *v)).collect();
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::INFINITY, 0.0f64), |(l, h), v| (l.min(v), h.max(v)));
        (low / 1.25, high * 1.25)
    };
    let (left, right) = range(&mut points.iter().map(|p| p.0));
    let (bottom, top) = range(&mut points.iter().map(|p| p.1));
    let (cell, name) = names(part, line.quantity);
    let caption = match line.quantity {
        Quantity::Error { .. } => format!("|Δ{name}|, cell {cell}"),
        Quantity::Loss => format!("loss {name}"),
        Quantity::Hellinger => "Hellinger distance".into(),
    };
    let mut chart = ChartBuilder::on(panel)
        .caption(caption, ("sans-serif", 15))
        .margin(8)
        .x_label_area_size(30)
        .y_label_area_size(48)
        .build_cartesian_2d((left..right).log_scale(), (bottom..top).log_scale())
        .map_err(fail)?;
    chart
        .configure_mesh()
        .x_labels(4)
        .y_labels(5)
        .x_label_formatter(&tick)
        .y_label_formatter(&tick)
        .light_line_style(TRANSPARENT)
        .bold_line_style(RGBColor(225, 225, 225))
        .label_style(("sans-serif", 12))
        .draw()
        .map_err(fail)?;
    for (slope, _) in &line.slopes {
        let colour = if slope.statistic == Statistic::Mean { BLUE } else { ORANGE };
        if let Some(Rate::Exactly(rate)) = line.expected.map(|e| e.sharp) {
            let (n, v) = middle(slope);
            let at = |x: f64| (x, v * (x / n).powf(-rate.value()));
            chart
                .draw_series(LineSeries::new(clipped(at, ends(slope), (bottom, top)), GREY.stroke_width(1)))
                .map_err(fail)?;
        }
        let at = |x: f64| (x, (slope.intercept + slope.slope.estimate * x.ln()).exp());
        chart
            .draw_series(LineSeries::new(clipped(at, ends(slope), (bottom, top)), colour.stroke_width(2)))
            .map_err(fail)?;
        chart
            .draw_series(slope.points.iter().map(|(n, v)| Circle::new((*n as f64, *v), 3, colour.filled())))
            .map_err(fail)?;
    }
    Ok(())
}

fn ends(slope: &Slope) -> (f64, f64) {
    (slope.points[0].0 as f64, slope.points[slope.points.len() - 1].0 as f64)
}

/// The middle of the fitted line.
fn middle(slope: &Slope) -> (f64, f64) {
    let logs: f64 = slope.points.iter().map(|p| (p.0 as f64).ln()).sum::<f64>() / slope.points.len() as f64;
    (logs.exp(), (slope.intercept + slope.slope.estimate * logs).exp())
}

/// A curve between two n, as far as it lies between `low` and `high`.
fn clipped(at: impl Fn(f64) -> (f64, f64), (from, to): (f64, f64), (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    (0..=40).map(|i| at(from * (to / from).powf(i as f64 / 40.0))).filter(|p| p.1 >= low && p.1 <= high).collect()
}
