//! Witness: a rational point that solves the system. Assumes nothing.

use super::expanded::index_text;
use super::{Finding, Task};
use crate::proof::Method;
use crate::reader::CommonDenominator;
use crate::rejection::{Reason, Rejection};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// Checks that `point`, one rational for each variable, is a non-trivial solution of all equations up to the order of
/// the claim.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    let order = task.system()?.order;
    let (written, mut fields) = task.with_written()?;
    let node = fields.take("point")?;
    fields.finish()?;
    let items = node.items()?;
    if items.len() != written.names.len() {
        return Err(node.reject(Reason::WrongLength { found: items.len(), expected: written.names.len() }));
    }
    let point = items.iter().map(|n| n.rational()).collect::<Result<Vec<BigRational>, _>>()?;

    if let Some(v) = written.system.all_nonzero().into_iter().find(|&v| point[v].is_zero()) {
        return Err(node.reject(Reason::Trivial { why: format!("{} = 0", written.names[v]) }));
    }
    if written.system.any_nonzero().into_iter().all(|v| point[v].is_zero()) {
        return Err(node.reject(Reason::Trivial { why: "every p3 is 0".into() }));
    }

    let mut common = CommonDenominator::default();
    for (c, item) in point.iter().zip(&items) {
        common.include(c.denom(), item)?;
    }
    let denominator = common.value();
    let numerators: Vec<BigInt> = point.iter().map(|c| c.numer() * (denominator / c.denom())).collect();
    for (index, equation) in written.up_to(order) {
        let (above, below) = equation.value(&numerators, denominator);
        if !above.is_zero() {
            let value = match above.bits() + below.bits() < 400 {
                true => BigRational::new(above, below).to_string(),
                false => "a number other than 0".into(),
            };
            return Err(node.reject(Reason::EquationNotSolved { index: index_text(index), value }));
        }
    }
    Finding::whole(Method::RationalPoint, vec![])
}
