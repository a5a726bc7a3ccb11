//! The observations: one contiguous column of float64 for y and for each coordinate of x.

use super::layout::{Frame, Layout};
use crate::Error;
use nalgebra::{DMatrix, DVector};
use std::collections::HashSet;

/// n observations (x_i, y_i), x_i ∈ R^d; every number is finite and of size at most 1e100.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    x_names: Vec<String>,
    y_name: String,
}

/// What a fit needs to know of the data beforehand.
#[derive(Clone, Debug)]
pub(crate) struct Scales {
    /// Means and standard deviations of x.
    pub frame: Frame,
    /// Residual variance of the linear regression of y on x.
    pub residual_variance: f64,
}

impl Data {
    /// Data from columns: `x` has d columns of the length of `y`.
    ///
    /// # Errors
    /// No column, no row, unequal lengths, a number that is not finite or above 1e100 in size (place: column and row, from 1).
    pub fn new(x: Vec<Vec<f64>>, y: Vec<f64>) -> Result<Self, Error> {
        let x_names = match x.len() {
            1 => vec!["x".to_string()],
            d => (1..=d).map(|j| format!("x{j}")).collect(),
        };
        Data::named(x, y, x_names, "y".to_string())
    }

    pub(super) fn named(x: Vec<Vec<f64>>, y: Vec<f64>, x_names: Vec<String>, y_name: String) -> Result<Self, Error> {
        if x.is_empty() {
            return Err(Error::input("there is no column for x").expected("at least one"));
        }
        if y.is_empty() {
            return Err(Error::input("there is no observation").expected("at least one row"));
        }
        for (column, name) in x.iter().zip(&x_names).chain([(&y, &y_name)]) {
            if column.len() != y.len() {
                let found = format!("{} values", column.len());
                return Err(Error::input("columns of unequal length")
                    .at(format!("column {name}"))
                    .found(found)
                    .expected(format!("{} as in column {y_name}", y.len())));
            }
            if let Some(i) = column.iter().position(|v| !Data::accepts(*v)) {
                let place = format!("column {name}, row {}", i + 1);
                return Err(Error::input("a value cannot be used")
                    .at(place)
                    .found(column[i].to_string())
                    .expected("a finite number of size at most 1e100"));
            }
        }
        Ok(Data { x, y, x_names, y_name })
    }

    /// Whether a value may stand in the data.
    pub(super) fn accepts(value: f64) -> bool {
        value.abs() <= 1e100
    }

    /// n.
    pub fn len(&self) -> usize {
        self.y.len()
    }

    /// Never: data has at least one row.
    pub fn is_empty(&self) -> bool {
        self.y.is_empty()
    }

    /// d.
    pub fn dim(&self) -> usize {
        self.x.len()
    }

    /// The responses.
    pub fn y(&self) -> &[f64] {
        &self.y
    }

    /// Column j of x, from 0.
    pub fn x(&self, j: usize) -> &[f64] {
        &self.x[j]
    }

    /// All columns of x.
    pub fn columns(&self) -> impl Iterator<Item = &[f64]> {
        self.x.iter().map(Vec::as_slice)
    }

    /// The name of y in its file, or `y`.
    pub fn y_name(&self) -> &str {
        &self.y_name
    }

    /// The names of the columns of x.
    pub fn x_names(&self) -> &[String] {
        &self.x_names
    }

    /// At most `rows` observations at equal distances.
    pub(crate) fn thinned(&self, rows: usize) -> Data {
        let n = self.len();
        let kept = n.min(rows);
        let thin =
            |column: &Vec<f64>| (0..kept).map(|i| column[(i as u128 * n as u128 / kept as u128) as usize]).collect();
        Data {
            x: self.x.iter().map(thin).collect(),
            y: thin(&self.y),
            x_names: self.x_names.clone(),
            y_name: self.y_name.clone(),
        }
    }

    /// Checks that `experts` experts can be fitted and measures the scales.
    ///
    /// # Errors
    /// Fewer observations, or fewer distinct ones, than parameters; a constant column; a column of x that is a linear function
    /// of earlier ones; y an exact linear function of x.
    pub(crate) fn scales(&self, experts: usize) -> Result<Scales, Error> {
        let layout = Layout { dim: self.dim(), experts };
        let parameters = layout.len();
        if self.len() < parameters {
            let hint = "fewer experts, or more data";
            return Err(Error::input("fewer observations than parameters")
                .found(format!("{} rows", self.len()))
                .expected(format!("at least {parameters}, the number of parameters of {experts} experts"))
                .hint(hint));
        }
        let moments: Vec<(f64, f64)> = self.columns().map(mean_and_deviation).collect();
        let (y_mean, y_deviation) = mean_and_deviation(&self.y);
        let names = self.x_names.iter().chain([&self.y_name]);
        for ((name, column), (mean, deviation)) in
            names.zip(self.columns().chain([&self.y[..]])).zip(moments.iter().copied().chain([(y_mean, y_deviation)]))
        {
            if column.iter().all(|v| *v == column[0]) || deviation <= 1e-12 * mean.abs() {
                return Err(Error::input("a column is constant")
                    .at(format!("column {name}"))
                    .found(format!("{} in every row, up to rounding", column[0]))
                    .expected("at least two distinct values")
                    .hint("leave a constant column of x out: the intercepts stand for it"));
            }
        }
        let distinct = self.distinct_rows(parameters);
        if distinct < parameters {
            return Err(Error::input("fewer distinct observations than parameters")
                .found(format!("{distinct} distinct rows among {}", self.len()))
                .expected(format!("at least {parameters}, the number of parameters of {experts} experts")));
        }
        let frame =
            Frame { center: moments.iter().map(|m| m.0).collect(), scale: moments.iter().map(|m| m.1).collect() };
        let residual_variance = self.regression(&frame, y_mean, y_deviation)?;
        Ok(Scales { frame, residual_variance })
    }

    /// The number of distinct rows, counted up to `enough`.
    fn distinct_rows(&self, enough: usize) -> usize {
        let mut seen = HashSet::new();
        for i in 0..self.len() {
            let row: Vec<u64> = self.columns().chain([&self.y[..]]).map(|c| (c[i] + 0.0).to_bits()).collect();
            seen.insert(row);
            if seen.len() >= enough {
                break;
            }
        }
        seen.len()
    }

    /// Residual variance of y on x, with x standardised; x must not be collinear and y not exactly explained.
    fn regression(&self, frame: &Frame, y_mean: f64, y_deviation: f64) -> Result<f64, Error> {
        let (n, d) = (self.len() as f64, self.dim());
        let mut gram = DMatrix::zeros(d, d);
        let mut cross = DVector::zeros(d);
        for i in 0..self.len() {
            let z = |j: usize| (self.x[j][i] - frame.center[j]) / frame.scale[j];
            for j in 0..d {
                let zj = z(j);
                cross[j] += zj * (self.y[i] - y_mean) / y_deviation;
                for l in j..d {
                    gram[(j, l)] += zj * z(l);
                }
            }
        }
        gram /= n;
        cross /= n;
        gram.fill_lower_triangle_with_upper_triangle();
        // Cholesky by hand: its pivots are what a column of x adds to the ones before it.
        let mut factor = gram.clone();
        for j in 0..d {
            for l in 0..j {
                let v = factor[(j, l)];
                for i in j..d {
                    let u = factor[(i, l)];
                    factor[(i, j)] -= u * v;
                }
            }
            let pivot = factor[(j, j)];
            if pivot <= 1e-10 {
                return Err(Error::input("the columns of x are collinear")
                    .at(format!("column {}", self.x_names[j]))
                    .found("a linear function of the columns before it, up to rounding")
                    .expected("columns that are linearly independent")
                    .hint("leave this column out"));
            }
            for i in j..d {
                factor[(i, j)] /= pivot.sqrt();
            }
        }
        let slope = gram.cholesky().map(|c| c.solve(&cross)).unwrap_or_else(|| DVector::zeros(d));
        let mut squares = 0.0;
        for i in 0..self.len() {
            let fitted: f64 = (0..d).map(|j| slope[j] * (self.x[j][i] - frame.center[j]) / frame.scale[j]).sum();
            squares += ((self.y[i] - y_mean) / y_deviation - fitted).powi(2);
        }
        let share = squares / n;
        if share <= 1e-20 {
            return Err(Error::input("y is an exact linear function of x")
                .at(format!("column {}", self.y_name))
                .found("no residual variance")
                .expected("noise around the experts' lines")
                .hint("the likelihood has no maximum here: a variance would go to 0"));
        }
        Ok(share * y_deviation * y_deviation)
    }
}

fn mean_and_deviation(column: &[f64]) -> (f64, f64) {
    let n = column.len() as f64;
    let mean = column.iter().map(|v| v / n).sum::<f64>();
    let squares = column.iter().map(|v| (v - mean) * ((v - mean) / n)).sum::<f64>();
    (mean, squares.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(n: usize) -> Vec<f64> {
        (0..n).map(|i| i as f64).collect()
    }

    fn noise(n: usize) -> Vec<f64> {
        (0..n).map(|i| ((i * i * 7 + 3 * i) % 11) as f64).collect()
    }

    #[test]
    fn what_cannot_be_fitted_is_refused_by_name() {
        let n = 50;
        let cases = [
            (vec![ramp(n)], vec![2.5; n], "column y"),
            (vec![vec![1.0; n]], noise(n), "column x"),
            (vec![ramp(n), ramp(n).iter().map(|v| 3.0 - 2.0 * v).collect()], noise(n), "column x2"),
            (vec![ramp(n)], ramp(n).iter().map(|v| 3.0 - 2.0 * v).collect(), "exact linear function"),
            (
                vec![ramp(n).iter().map(|v| v % 2.0).collect()],
                ramp(n).iter().map(|v| v % 3.0).collect(),
                "6 distinct rows",
            ),
        ];
        for (x, y, word) in cases {
            let message = Data::new(x, y).unwrap().scales(2).unwrap_err().to_string();
            assert!(message.contains(word), "{word}: {message}");
        }
        let message = Data::new(vec![ramp(7)], noise(7)).unwrap().scales(2).unwrap_err().to_string();
        assert!(message.contains("at least 8"), "{message}");
    }

    #[test]
    fn residual_variance_is_that_of_the_regression() {
        // y = x ± 1 with equal signs at x = 0, 1, 2, 3 symmetric: slope and intercept stay 1 and 0.
        let x = vec![0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0];
        let y = vec![1.0, -1.0, 2.0, 0.0, 3.0, 1.0, 4.0, 2.0];
        let scales = Data::new(vec![x], y).unwrap().scales(1).unwrap();
        assert!((scales.residual_variance - 1.0).abs() < 1e-14);
        assert_eq!(scales.frame.center, [1.5]);
    }

    #[test]
    fn values_that_are_not_finite_are_refused_with_their_row() {
        let message = Data::new(vec![vec![0.0, f64::INFINITY]], vec![1.0, 2.0]).unwrap_err().to_string();
        assert!(message.contains("column x, row 2"), "{message}");
        assert!(Data::new(vec![vec![]], vec![]).is_err());
        assert!(Data::new(vec![vec![1.0]], vec![1.0, 2.0]).is_err());
    }
}
