//! Putting the stores of shards together.

use super::row::conflict;
use super::store::{Store, same_plan};
use crate::Error;
use crate::kernel::path_text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a merge did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Rows in the store now.
    pub rows: usize,
    /// Rows that were not there before.
    pub added: usize,
    /// Tasks of the plan.
    pub tasks: u64,
}

/// Adds the rows of `from` to the store `to`, which is made if it is not there. All stores must belong to one plan; a task that several have must
/// have the same result in all. On an error nothing is added.
///
/// # Errors
/// A damaged or unreadable store, different plans, different results of one task; the files are named.
pub fn merge(to: &Path, from: &[PathBuf]) -> Result<Merged, Error> {
    let Some(first) = from.first() else {
        return Err(Error::usage("there is nothing to merge").expected("at least one store"));
    };
    let first = Store::open(first)?;
    let plan = first.plan().clone();
    let mut rows = BTreeMap::new();
    for path in from {
        let store = Store::open(path)?;
        same_plan(&plan, store.plan(), &path_text(path))?;
        for row in store.rows()? {
            match rows.get(&row.task) {
                Some((there, place)) if !row.same_result(there) => {
                    return Err(conflict(there, &row, format!("{} against {place}", path_text(path))));
                }
                Some(_) => {}
                None => {
                    rows.insert(row.task, (row, path_text(path)));
                }
            }
        }
    }
    let mut target = Store::for_plan(to, &plan)?;
    let before = target.rows()?;
    for there in &before {
        if let Some((row, place)) = rows.get(&there.task)
            && !row.same_result(there)
        {
            return Err(conflict(there, row, format!("{place} against {}", path_text(to))));
        }
    }
    let all: Vec<_> = rows.into_values().map(|(row, _)| row).collect();
    target.add_all(&all)?;
    let now = target.finished()?.len();
    Ok(Merged { rows: now, added: now - before.len(), tasks: plan.tasks() })
}
