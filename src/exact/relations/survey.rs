//! A look at the relations of the softmax-gated Gaussian family: the hidden PDEs with what remains of each, and whether there are
//! others up to an order; or one relation of the user's own.

use super::{discover, hidden_pdes, residual};
use crate::Error;
use crate::kernel::{MAX_DERIVATIVE_ORDER, MAX_DERIVATIVES, Relation};
use crate::model::ring::Element;
use crate::model::{Family, softmax_gaussian};

/// A relation that was tested, and what remains of it.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The relation.
    pub relation: Relation,
    /// Its sum divided by u, in the generators of [`softmax_gaussian()`]; zero if and only if it holds.
    pub residual: Element,
}

/// What was found out about completeness.
#[derive(Clone, Debug)]
pub struct Completeness {
    /// R.
    pub order: usize,
    /// The number of derivatives of order at most R.
    pub derivatives: u64,
    /// Relations that do not follow from those tested.
    pub further: Vec<Relation>,
}

/// What was looked at in dimension d, and what was found.
#[derive(Clone, Debug)]
pub struct Survey {
    /// d, the dimension of x.
    pub dim: usize,
    /// The relations tested, at least one.
    pub tested: Vec<Tested>,
    /// Whether these are all relations, if that was asked.
    pub completeness: Option<Completeness>,
}

impl Survey {
    /// Tests one relation, with multi-indices (β1, a, b, ν) for this dimension.
    pub fn of(relation: Relation, dim: usize) -> Self {
        let residual = residual(&softmax_gaussian(dim), &relation);
        Survey { dim, tested: vec![Tested { relation, residual }], completeness: None }
    }

    /// Tests the hidden PDEs, and finds all relations up to an order by linear algebra.
    ///
    /// # Errors
    /// As [`derivatives`].
    ///
    /// # Example
    /// ```
    /// let survey = moe_proof::exact::relations::survey::Survey::up_to(3, 1).unwrap();
    /// assert!(survey.holds() && survey.completeness.unwrap().further.is_empty());
    /// ```
    pub fn up_to(order: u64, dim: usize) -> Result<Self, Error> {
        let (order, derivatives) = derivatives(order, dim)?;
        let ring = softmax_gaussian(dim);
        let found = discover(&ring, &Family::softmax_gaussian().weights(dim), order, &[]);
        let test = |relation: Relation| Tested { residual: residual(&ring, &relation), relation };
        let tested: Vec<Tested> = hidden_pdes(dim).into_iter().map(test).collect();
        let known = |r: &Relation| tested.iter().any(|t| same_up_to_a_factor(&t.relation, r));
        let further = found.into_iter().filter(|r| !known(r)).collect();
        Ok(Survey { dim, tested, completeness: Some(Completeness { order, derivatives, further }) })
    }

    /// Whether every relation tested holds.
    pub fn holds(&self) -> bool {
        self.tested.iter().all(|t| t.residual.is_zero())
    }
}

/// The order R, and the number C(2d + 2 + R, R) of α with |α| ≤ R, if both are within the limits of a proof.
///
/// # Errors
/// An order below 2, or above [`largest_order`].
pub fn derivatives(order: u64, dim: usize) -> Result<(usize, u64), Error> {
    let refused = |error: Error| error.found(format_args!("order {order} in dimension {dim}"));
    match (largest_order(dim), count(order, dim)) {
        (Some(largest), Some(count)) if (2..=largest).contains(&order) => Ok((order as usize, count)),
        (Some(largest), _) => {
            Err(refused(Error::usage("the order of the derivatives is out of range")).expected(match largest {
                2 => format!("2: order 3 has more than {MAX_DERIVATIVES} derivatives"),
                _ => format!(
                    "an integer from 2 to {largest}: order {} has more than {MAX_DERIVATIVES} derivatives",
                    largest + 1
                ),
            }))
        }
        (None, _) => Err(refused(Error::limit("too many derivatives"))
            .expected(format_args!("a dimension with at most {MAX_DERIVATIVES} derivatives of order 2"))
            .hint("--claim tests a single relation in every dimension up to 1000")),
    }
}

/// The largest order up to which all relations can be proved in dimension d: the proof is about at most [`MAX_DERIVATIVES`]
/// derivatives. `None` if these are too few for the order 2, that of the hidden PDEs: from d = 315 on.
pub fn largest_order(dim: usize) -> Option<u64> {
    (2..=MAX_DERIVATIVE_ORDER).take_while(|&order| count(order, dim).is_some_and(|n| n <= MAX_DERIVATIVES)).last()
}

/// C(2d + 2 + R, R), or `None` beyond the 64-bit range.
fn count(order: u64, dim: usize) -> Option<u64> {
    let n = Family::softmax_gaussian().width(dim) as u64;
    (1..=order).try_fold(1u64, |c, k| Some(c.checked_mul(n + k)? / k))
}

fn same_up_to_a_factor(one: &Relation, other: &Relation) -> bool {
    let normal = |r: &Relation| -> Relation { r.iter().map(|(c, a)| (c / &r[0].0, a.clone())).collect() };
    !one.is_empty() && !other.is_empty() && normal(one) == normal(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn the_hidden_pdes_are_all_there_is() {
        let survey = Survey::up_to(4, 2).unwrap();
        assert!(survey.holds());
        assert_eq!(survey.tested.len(), 3);
        let completeness = survey.completeness.unwrap();
        assert_eq!((completeness.derivatives, completeness.further), (210, vec![]));
    }

    #[test]
    fn a_false_relation_leaves_something() {
        let one: num_rational::BigRational = "1".parse().unwrap();
        assert!(!Survey::of(vec![(one, vec![0, 0, 1, 0])], 1).holds());
    }

    #[test]
    fn orders_beyond_the_limits_are_named() {
        let kind = |order, dim| derivatives(order, dim).unwrap_err().kind;
        assert_eq!([kind(1, 1), kind(45, 1), kind(2, 315)], [Kind::Usage, Kind::Usage, Kind::Limit]);
        assert_eq!(derivatives(6, 1).unwrap(), (6, 210));
        assert_eq!(derivatives(44, 1).unwrap(), (44, 194_580));
        assert_eq!([314, 315, 1000].map(largest_order), [Some(2), None, None]);
    }
}
