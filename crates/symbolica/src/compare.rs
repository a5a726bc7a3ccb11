//! Two engines side by side: where both speak they must say the same, and where one is silent that is said too.

use super::protocol::{Answer, MultiIndex, Request, Residual};
use num_rational::BigRational;
use num_traits::Zero;
use std::fmt;

/// What both engines said about the derivatives of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How many values of `∂^α u / u` agree exactly.
    pub agreeing: usize,
    /// Where they differ.
    pub disagreements: Vec<Disagreement>,
    /// Where the second engine gave no rational value.
    pub silent: Vec<Silence>,
}

impl Comparison {
    /// Whether every value was given by both engines, is the same, and there was at least one.
    pub fn is_complete(&self) -> bool {
        self.agreeing > 0 && self.disagreements.is_empty() && self.silent.is_empty()
    }
}

/// A value of `∂^α u / u` on which the engines differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The derivative.
    pub derivative: MultiIndex,
    /// The point: every variable with its value.
    pub point: Vec<(String, String)>,
    /// The native engine's value.
    pub native: BigRational,
    /// The second engine's value.
    pub second: BigRational,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let point: Vec<_> = self.point.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        write!(
            f,
            "the engines disagree on {} u / u at {}: native {}, second {}",
            derivative_text(&self.derivative),
            point.join(", "),
            self.native,
            self.second
        )
    }
}

/// A value that the second engine did not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The derivative.
    pub derivative: MultiIndex,
    /// The number of the point, or `None` if there is nothing at any point.
    pub point: Option<usize>,
    /// Why.
    pub reason: String,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the second engine gives no value of {} u / u", derivative_text(&self.derivative))?;
        if let Some(point) = self.point {
            write!(f, " at point {}", point + 1)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// `d3 b b nu`, as in a claim.
pub fn derivative_text(index: &MultiIndex) -> String {
    let order: u32 = index.iter().map(|(_, count)| count).sum();
    let mut text = if order == 1 { "d".to_owned() } else { format!("d{order}") };
    for (name, count) in index {
        for _ in 0..*count {
            text.push(' ');
            text.push_str(name);
        }
    }
    text
}

/// Compares the native values of `∂^α u / u` with those of the answer.
///
/// # Shapes
/// `native[i][j]` is the value for `request.derivatives[i]` at `request.points[j]`.
///
/// # Panics
/// If `native` or `answer` has another shape; an [`Answer`] to this request has the right one.
pub fn compare(request: &Request, native: &[Vec<BigRational>], answer: &Answer) -> Comparison {
    assert_eq!(native.len(), request.derivatives.len(), "one row of native values for each derivative");
    assert_eq!(answer.derivatives.len(), request.derivatives.len(), "the answer is one to this request");
    let mut comparison = Comparison { agreeing: 0, disagreements: Vec::new(), silent: Vec::new() };
    for ((derivative, native), second) in request.derivatives.iter().zip(native).zip(&answer.derivatives) {
        assert_eq!(native.len(), request.points.len(), "one native value for each point");
        let silence =
            |point, reason: &str| Silence { derivative: derivative.clone(), point, reason: reason.to_owned() };
        let second = match second {
            Ok(values) => values,
            Err(reason) => {
                comparison.silent.push(silence(None, reason));
                continue;
            }
        };
        for (j, (native, second)) in native.iter().zip(second).enumerate() {
            match second {
                None => comparison.silent.push(silence(Some(j), "it did not simplify to a rational number")),
                Some(second) if second == native => comparison.agreeing += 1,
                Some(second) => comparison.disagreements.push(Disagreement {
                    derivative: derivative.clone(),
                    point: request.variables.iter().cloned().zip(request.points[j].iter().cloned()).collect(),
                    native: native.clone(),
                    second: second.clone(),
                }),
            }
        }
    }
    comparison
}

/// What the second engine says about an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The residual simplified to exactly 0.
    Holds,
    /// The residual divided by `u` is an exact rational other than 0 at a point of the request.
    Refuted {
        /// The number of the point in the request, from 0.
        point: usize,
        /// The value there.
        value: BigRational,
        /// The residual as the engine left it.
        residual: String,
    },
    /// The residual did not simplify to 0, and no point tells it from 0.
    Undecided {
        /// The residual as the engine left it.
        residual: String,
    },
}

impl Verdict {
    /// The verdict that a residual supports. "Did not simplify to 0" alone refutes nothing.
    pub fn of(residual: &Residual) -> Verdict {
        if residual.is_zero() {
            return Verdict::Holds;
        }
        let different =
            residual.values.iter().enumerate().find_map(|(j, v)| v.clone().filter(|v| !v.is_zero()).map(|v| (j, v)));
        match different {
            Some((point, value)) => Verdict::Refuted { point, value, residual: residual.text.clone() },
            None => Verdict::Undecided { residual: residual.text.clone() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rational(text: &str) -> BigRational {
        text.parse().unwrap()
    }

    fn example() -> (Request, Vec<Vec<BigRational>>, Answer) {
        let derivatives = vec![vec![("b".to_owned(), 2)], vec![("nu".to_owned(), 1)]];
        let points = vec![vec!["1".into(), "2".into()], vec!["3".into(), "4".into()]];
        let request = Request::new("b*nu".into(), vec!["b".into(), "nu".into()], derivatives, vec![], points);
        let native = vec![vec![rational("1/2"), rational("3")], vec![rational("0"), rational("-1")]];
        let second = native.iter().map(|row| Ok(row.iter().cloned().map(Some).collect())).collect();
        (request, native, Answer { engine: "test".into(), derivatives: second, identities: vec![] })
    }

    #[test]
    fn equal_values_agree() {
        let (request, native, answer) = example();
        let comparison = compare(&request, &native, &answer);
        assert!(comparison.is_complete());
        assert_eq!(comparison.agreeing, 4);
        let nothing = Comparison { agreeing: 0, disagreements: vec![], silent: vec![] };
        assert!(!nothing.is_complete(), "nothing compared is no agreement");
    }

    #[test]
    fn a_disagreement_shows_both_sides_and_the_place() {
        let (request, native, mut answer) = example();
        answer.derivatives[0].as_mut().unwrap()[1] = Some(rational("-3"));
        let comparison = compare(&request, &native, &answer);
        assert!(!comparison.is_complete());
        assert_eq!(comparison.agreeing, 3);
        let shown = comparison.disagreements[0].to_string();
        assert_eq!(shown, "the engines disagree on d2 b b u / u at b = 3, nu = 4: native 3, second -3");
    }

    #[test]
    fn silence_is_no_agreement() {
        let (request, native, mut answer) = example();
        answer.derivatives[0].as_mut().unwrap()[1] = None;
        answer.derivatives[1] = Err("out of memory".into());
        let comparison = compare(&request, &native, &answer);
        assert_eq!((comparison.agreeing, comparison.silent.len()), (1, 2));
        assert!(!comparison.is_complete());
        assert_eq!(comparison.silent[1].to_string(), "the second engine gives no value of d nu u / u: out of memory");
        assert!(comparison.silent[0].to_string().contains("at point 2"));
    }

    #[test]
    fn only_a_value_other_than_zero_refutes() {
        let residual = |text: &str, values: Vec<Option<BigRational>>| Residual { text: text.into(), values };
        assert_eq!(Verdict::of(&residual("0", vec![None])), Verdict::Holds);
        assert!(matches!(
            Verdict::of(&residual("b", vec![None, Some(rational("0")), Some(rational("2"))])),
            Verdict::Refuted { point: 2, .. }
        ));
        let unclear = Verdict::of(&residual("log(x^2)-2*log(x)", vec![None, Some(rational("0"))]));
        assert!(matches!(unclear, Verdict::Undecided { .. }));
    }
}
