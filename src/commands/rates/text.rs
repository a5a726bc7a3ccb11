//! The result of `rates`, for people and for programs.

use super::density::DensityTheorems;
use crate::exact::rates::partition::Partition;
use crate::exact::rates::{DENSITY_RATE, ParameterRate, SOURCE, Status, log10_sample_size, rates};
use crate::json::Object;
use crate::kernel::checker::assumptions_text;
use crate::kernel::{FAMILY, Gate, Inequality, PARAMETERS, path_text};
use crate::model::Family;
use crate::prove::Proven;
use crate::report::Ending;
use crate::report::numbers::count;
use num_rational::BigRational;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What is verified about the cells of one size.
#[derive(Clone, Debug)]
pub struct CellReport {
    /// m, the number of atoms.
    pub atoms: usize,
    /// Whether the gate is fixed.
    pub gate: Gate,
    /// r̄(m).
    pub rbar: usize,
    /// Its proof.
    pub rbar_proof: Proven,
    /// The exponents.
    pub exponents: Proven,
    /// Where the proof of r̄(m) is.
    pub rbar_certificate: PathBuf,
    /// Where the proof of the exponents is.
    pub certificate: PathBuf,
}

/// Everything that `rates` found out and had verified.
#[derive(Debug)]
pub struct RatesReport {
    /// d.
    pub dim: usize,
    /// The partitions asked for; for the worst case of k fitted experts one or two.
    pub partitions: Vec<Partition>,
    /// One entry for each size and gate that occurs in them.
    pub cells: Vec<CellReport>,
    /// The accuracy for which sample sizes are wanted.
    pub accuracy: Option<f64>,
}

impl RatesReport {
    /// The terminal report.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for partition in &self.partitions {
            text.push_str(&heading(partition, self.dim));
            for cell in self.sizes(partition) {
                let n = partition.sizes().iter().filter(|m| **m == cell.atoms).count();
                text.push_str(&self.cell(cell, n));
            }
            text.push('\n');
        }
        text.push_str(
            "exponent θ: |Δ| ≲ ε^θ, with ε a bound of the Taylor coefficients of a cell; δ → 0 along the curves\n",
        );
        text.push_str("  V, for densities: the integral of |g_Ĝ − g_G*| over a box\n");
        text.push_str("rate n^(−θ/2), up to logarithms: not proved by these files, but what θ gives together with\n");
        text.push_str(&format!("  the {DENSITY_RATE}, h the Hellinger distance: cited [N]\n"));
        text.push_str(
            "  V ≤ K·E h, for covariates with a density ≥ p₀ on the box: on paper, docs/theory.md section 4\n",
        );
        text.push_str(&format!("[N] {SOURCE}: the density rate, and the published rates in terms of r̄\n"));
        let files: Vec<String> = self.files().into_iter().map(path_text).collect();
        text.push_str(&format!("verified: r̄ and the exponents, {} proofs\n", files.len()));
        text.push_str(&format!("check them: moe-proof check {}\n", files.join(" ")));
        text
    }

    /// All certificates, without repetition.
    fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = Vec::new();
        for cell in &self.cells {
            for file in [&cell.rbar_certificate, &cell.certificate] {
                if !files.contains(&file.as_path()) {
                    files.push(file);
                }
            }
        }
        files
    }

    /// The reports on the different sizes of a partition, in the order of their first occurrence.
    fn sizes(&self, partition: &Partition) -> Vec<&CellReport> {
        let mut seen = Vec::new();
        for &m in partition.sizes() {
            let cell = self.cells.iter().find(|c| c.atoms == m && c.gate == partition.gate());
            if let Some(cell) = cell.filter(|_| !seen.iter().any(|s: &&CellReport| s.atoms == m)) {
                seen.push(cell);
            }
        }
        seen
    }

    fn cell(&self, cell: &CellReport, count: usize) -> String {
        let m = cell.atoms;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let cells = if count == 1 { "cell".to_string() } else { format!("{count} cells") };
        let mut text = format!("\n{cells} of {m} atom{}, r̄({m}) = {}\n", plural(m), cell.rbar);
        let Some(rows) = rows(cell) else { return text };
        let mut table = vec![["", "exponent", "rate", "published [N]"].map(String::from).to_vec()];
        if let Some(accuracy) = self.accuracy {
            table[0].push(format!("n for {accuracy}"));
        }
        for (k, row) in rows.iter().enumerate() {
            let mut line = vec![PARAMETERS[k].to_string(), exponent(row), rate(row), power(&row.published)];
            if let Some(accuracy) = self.accuracy {
                line.push(sample_size(row, accuracy));
            }
            table.push(line);
        }
        text.push_str(&columns(&table));
        for (k, symbol) in PARAMETERS.iter().enumerate() {
            text.push_str(&format!("  {symbol}: {}\n", argument(cell, k)));
        }
        if let Some(curve) = slow_slopes(cell) {
            text.push_str(&format!("  curve of a: {curve}\n"));
        }
        if let Some(density) = density(cell) {
            text.push_str(&format!("  densities: {}\n", density.line()));
        }
        for (k, coefficients, densities) in short_of_the_density(cell) {
            text.push_str(&format!(
                "  {}: θ = {coefficients} is proved for ε alone, for V only {densities}, whose rate would be {}\n",
                PARAMETERS[k],
                power(&(&densities / BigRational::from_integer(2.into())))
            ));
        }
        let proofs =
            [("r̄", &cell.rbar_certificate, &cell.rbar_proof), ("the exponents", &cell.certificate, &cell.exponents)];
        for (what, file, proven) in proofs {
            let assumes = assumptions_text(proven.verified());
            text.push_str(&format!("  proof of {what}: {}, {assumes}\n", path_text(file)));
        }
        text
    }

    /// The versioned JSON object.
    pub fn json(&self) -> String {
        let cases: Vec<Value> = self.partitions.iter().map(|p| self.case(p)).collect();
        Object::new("rates")
            .field("family", FAMILY)
            .field("dim", self.dim)
            .field("status", Ending::Verified.word())
            .field("accuracy", self.accuracy)
            .field(
                "cited",
                json!({"density_rate": {"statement": DENSITY_RATE, "source": SOURCE}, "published": {"source": SOURCE}}),
            )
            .field("cases", cases)
            .line()
    }

    fn case(&self, partition: &Partition) -> Value {
        let cells: Vec<Value> = self
            .sizes(partition)
            .into_iter()
            .map(|cell| {
                let names = Family::softmax_gaussian().iter().map(|(_, parameter)| parameter.name.as_ref());
                let rows = rows(cell).into_iter().flatten().zip(names).enumerate();
                let parameters: Vec<Value> =
                    rows.map(|(k, (row, name))| self.parameter(cell, k, name, &row)).collect();
                let assumes: Vec<Value> =
                    cell.exponents.assumes().iter().map(|t| json!({"theorem": t.name, "file": t.file})).collect();
                let count = partition.sizes().iter().filter(|m| **m == cell.atoms).count();
                json!({"atoms": cell.atoms, "count": count, "rbar": cell.rbar, "rbar_certificate": cell.rbar_certificate.display().to_string(),
                       "certificate": cell.certificate.display().to_string(), "assumes": assumes, "parameters": parameters,
                       "density": density(cell).map(|d| d.json()), "curve_of_a": slow_slopes(cell)})
            })
            .collect();
        json!({"cells": partition.sizes(), "experts_true": partition.true_experts(),
               "experts_fitted": partition.fitted_experts(), "gate": partition.gate().name(), "sizes": cells})
    }

    fn parameter(&self, cell: &CellReport, k: usize, name: &str, row: &ParameterRate) -> Value {
        let [least, most] = exponents(row).map(|q| q.to_string());
        let exponent = json!({"status": status_word(row.status), "at_least": least, "at_most": most,
                              "argument": argument(cell, k)});
        let for_densities = match short_of_the_density(cell).any(|(other, ..)| other == k) {
            true => "open",
            false => "proved",
        };
        let rate = json!({"at_least": row.at_least.to_string(), "at_most": row.at_most.to_string(),
                          "rests_on": {"exponent": status_word(row.status), "exponent_for_densities": for_densities,
                                       "density_rate": "cited", "hellinger_bounds_v": "on paper"}});
        let rate = (row.status != Status::NoRate).then_some(rate);
        let mut object = json!({"parameter": name, "exponent": exponent, "rate": rate,
                                "published": {"rate": row.published.to_string(), "source": SOURCE}});
        if let Some(accuracy) = self.accuracy {
            object["log10_sample_size"] = json!(log10_sample_size(&row.at_least, accuracy));
        }
        object
    }
}

/// Lower and upper bound of the exponent: twice those of the rate.
fn exponents(row: &ParameterRate) -> [BigRational; 2] {
    let two = BigRational::from_integer(2.into());
    [&row.at_least * &two, &row.at_most * two]
}

/// The parameters whose exponent for densities is smaller than that for coefficients: position, the one and the other.
fn short_of_the_density(cell: &CellReport) -> impl Iterator<Item = (usize, BigRational, BigRational)> {
    let both = rows(cell).zip(density(cell));
    both.into_iter().flat_map(|(rows, density)| {
        let short = |(k, row): (usize, &ParameterRate)| {
            let ([least, _], for_densities) = (exponents(row), density.exponent(k)?.clone());
            (for_densities < least).then_some((k, least, for_densities))
        };
        rows.iter().enumerate().filter_map(short).collect::<Vec<_>>()
    })
}

fn rows(cell: &CellReport) -> Option<[ParameterRate; 4]> {
    cell.exponents.exponents().ok().map(|e| rates(e, cell.rbar))
}

fn density(cell: &CellReport) -> Option<DensityTheorems> {
    cell.exponents.exponents().ok().map(DensityTheorems::of)
}

fn heading(partition: &Partition, dim: usize) -> String {
    let sizes: Vec<String> = partition.sizes().iter().map(usize::to_string).collect();
    let (k_true, k) = (partition.true_experts(), partition.fitted_experts());
    let gate = match (partition.gate(), k >= 2 * k_true) {
        (Gate::Fixed, false) => {
            "some cell has exactly one atom, as always for k < 2k*: the gate is fixed up to translation"
        }
        (Gate::Fixed, true) => {
            "some cell has exactly one atom: the gate is fixed up to translation. For k ≥ 2k* other splits leave it free"
        }
        (Gate::Free, _) => {
            "every cell has two atoms or more: a common factor of the gates leaves the density unchanged"
        }
    };
    format!(
        "cells {}: k* = {}, k = {k} fitted, d = {dim}\n{gate}\n",
        sizes.join(", "),
        count(k_true as u64, "true expert")
    )
}

/// `n^(−1/4)`.
fn power(rate: &BigRational) -> String {
    format!("n^(−{rate})")
}

/// `1/4, proved`, `1/6 to 5/12, open`, `none`.
fn exponent(row: &ParameterRate) -> String {
    let ([least, most], word) = (exponents(row), status_word(row.status));
    match row.status {
        Status::NoRate => word.into(),
        Status::Proven => format!("{least}, {word}"),
        Status::Open => format!("{least} to {most}, {word}"),
    }
}

fn rate(row: &ParameterRate) -> String {
    match row.status {
        Status::NoRate => "none".into(),
        Status::Proven => power(&row.at_least),
        Status::Open => format!("{} to {}", power(&row.at_least), power(&row.at_most)),
    }
}

/// What is known of the exponent; about a rate it says nothing.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::Proven => "proved",
        Status::Open => "open",
        Status::NoRate => "none",
    }
}

/// `10000`, `1.6·10^12`, `≤ 10^12` where only a bound of the rate is known, `∞` without a rate.
fn sample_size(row: &ParameterRate, accuracy: f64) -> String {
    let Some(log) = log10_sample_size(&row.at_least, accuracy) else { return "∞".into() };
    let bound = if row.status == Status::Open { "≤ " } else { "" };
    if log < 6.0 {
        // The tolerance absorbs the rounding of log10: 0.1^(−4) is 10000 and not 10001.
        return format!("{bound}{}", (10f64.powf(log) * (1.0 - 1e-9)).ceil());
    }
    let exponent = (log + 1e-9).floor();
    match format!("{:.1}", 10f64.powf(log - exponent)).as_str() {
        "1.0" => format!("{bound}10^{exponent}"),
        "10.0" => format!("{bound}10^{}", exponent + 1.0),
        mantissa => format!("{bound}{mantissa}·10^{exponent}"),
    }
}

/// Why the exponent of a parameter is what it is, in one line: the inequality from below and the curve from above.
fn argument(cell: &CellReport, parameter: usize) -> String {
    let m = cell.atoms;
    let inequality = Inequality::all(m, cell.gate).into_iter().find(|i| i.powers(m)[parameter] > 0);
    let below = match inequality {
        None => {
            return "gates β₁ ± c in every cell give the same density, for every c: no estimator is consistent".into();
        }
        Some(Inequality::SingleGate) => "E(eᵢ,0) = p₅²p₁ᵢ".to_string(),
        Some(Inequality::SingleSlope) => "E(eᵢ,1) = p₅²(p₂ᵢ + p₁ᵢp₃)".to_string(),
        Some(Inequality::SingleIntercept) => "E(0,1) = p₅²p₃".to_string(),
        Some(Inequality::SingleVariance) => "E(0,2) = p₅²(p₃²/2 + p₄)".to_string(),
        Some(Inequality::GateSquare) => "E(2eᵢ,0) = ½ Σ p₅²p₁ᵢ², nothing cancels".to_string(),
        Some(Inequality::SlopeSquare) => "4E(2eᵢ,2) = Σ p₅²p₂ᵢ² + squares + O(ε)".to_string(),
        Some(Inequality::SlopeTwoAtoms) => {
            "(2eᵢ,2) less its cross term, which (0,1), (2eᵢ,1), (3eᵢ,1) and b⁴ ≲ ε bound".to_string()
        }
        Some(Inequality::SlopeAtPoints) => format!("(·,1..{}) at two points x, caloric separation", 2 * m),
        Some(Inequality::Intercept | Inequality::Variance) => format!("(0,1..{}), caloric separation", 2 * m),
    };
    let above = match (m, parameter) {
        (1, _) => "linear".to_string(),
        (_, 0) => "attained by two atoms at ±δ in β₁, ε ≍ δ²".to_string(),
        (_, 1) if inequality == Some(Inequality::SlopeAtPoints) => {
            "no faster by a curve with Δa = δ⁵, ε ≍ δ¹²".to_string()
        }
        (_, 1) => "attained by two atoms at ±δ in a, ε ≍ δ²".to_string(),
        (_, 2) => format!("attained by Gauss–Hermite nodes times δ, ε ≍ δ^{}", 2 * m),
        _ => format!("attained by Δν = −δ² at Gauss–Hermite nodes times δ, ε ≍ δ^{}", 2 * m),
    };
    format!("{below}; {above}")
}

/// The curve that spoils the expert slopes where the gate is free and there are three atoms or more.
fn slow_slopes(cell: &CellReport) -> Option<String> {
    let rest = cell.atoms.checked_sub(2).filter(|n| cell.gate == Gate::Free && *n > 0)?;
    let weight = if rest == 1 { "1".to_string() } else { format!("1/{rest}, {rest} times") };
    Some(format!("(weight; β₁, Δa, Δb, Δν) = (½; 0, ±δ⁵, ±δ³, δ⁶) and ({weight}; δ², 0, 0, −2δ⁶)"))
}

/// Rows with every column but the last padded to its width.
fn columns(table: &[Vec<String>]) -> String {
    let last = table.first().map_or(0, |row| row.len().saturating_sub(1));
    let width = |c: usize| table.iter().map(|row| row[c].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..last).map(width).collect();
    let mut text = String::new();
    for row in table {
        let mut line = String::from("  ");
        for (cell, w) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:<w$}   "));
        }
        line.push_str(&row[last]);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: i64, d: i64, status: Status) -> ParameterRate {
        let rate = BigRational::new(n.into(), d.into());
        ParameterRate { published: rate.clone(), at_least: rate.clone(), at_most: rate, status }
    }

    #[test]
    fn sample_sizes_read_well() {
        let n = |d: i64, accuracy: f64| sample_size(&row(1, d, Status::Proven), accuracy);
        assert_eq!([n(2, 0.1), n(4, 0.1), n(12, 0.1), n(4, 0.05)], ["100", "10000", "10^12", "160000"]);
        assert_eq!(n(8, 0.05), "2.6·10^10");
        assert_eq!(sample_size(&row(1, 12, Status::Open), 0.1), "≤ 10^12");
        assert_eq!(sample_size(&row(0, 1, Status::NoRate), 0.1), "∞");
    }
}
