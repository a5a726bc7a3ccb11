//! Empty system: the system of order 0 has no equations, so that every point with p3 ≠ 0 and p5 ≠ 0 solves it. It
//! occurs as the lower half of r̄(1) = 1. Assumes nothing.

use super::{Finding, Task};
use crate::proof::Method;
use crate::rejection::Rejection;

/// Checks that the order is 0.
pub fn check(task: Task) -> Result<Finding, Rejection> {
    if task.system()?.order != 0 {
        return Err(task.does_not_prove());
    }
    task.fields.finish()?;
    Finding::whole(Method::EmptySystem, vec![])
}
