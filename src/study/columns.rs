//! The columns of a store in one table: name, SQL type, whether they belong to the result, writer and reader.
//!
//! The columns of the result are those of the CSV file as well, and the checksum of a row runs over all of them.

use super::row::{Fitted, Row, cells_from, cells_text, errors_from, errors_text};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Whole(i64),
    Real(f64),
    Text(String),
}

impl Value {
    /// The text in a CSV file and in the checksum; exact.
    pub(super) fn shown(&self) -> String {
        match self {
            Value::Nothing => String::new(),
            Value::Whole(n) => n.to_string(),
            Value::Real(v) => format!("{v:?}"),
            Value::Text(text) => text.clone(),
        }
    }

    fn whole(self) -> Option<u64> {
        match self {
            Value::Whole(n) => u64::try_from(n).ok(),
            _ => None,
        }
    }

    fn real(self) -> Option<f64> {
        match self {
            Value::Real(v) => Some(v),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Nothing => ValueRef::Null,
            Value::Whole(n) => ValueRef::Integer(*n),
            Value::Real(v) => ValueRef::Real(*v),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl FromSql for Value {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(Value::Nothing),
            ValueRef::Integer(n) => Ok(Value::Whole(n)),
            ValueRef::Real(v) => Ok(Value::Real(v)),
            ValueRef::Text(_) => Ok(Value::Text(value.as_str()?.to_string())),
            ValueRef::Blob(_) => Err(FromSqlError::InvalidType),
        }
    }
}

/// A column of the table `fits`.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
    /// Whether it belongs to the result: to the CSV file, and to what two rows of one task must agree in.
    pub(super) result: bool,
    pub(super) write: fn(&Row) -> Value,
    /// Puts the value of the column into a row; `None` if no row can have it.
    pub(super) read: fn(&mut Row, Value) -> Option<()>,
}

const fn column(
    name: &'static str,
    sql: &'static str,
    write: fn(&Row) -> Value,
    read: fn(&mut Row, Value) -> Option<()>,
) -> Column {
    Column { name, sql, result: true, write, read }
}

/// All columns but the checksum, which stands last. `status` is read before those of a fit, which a failed one leaves empty.
pub(super) const COLUMNS: [Column; 19] = [
    column("task", "INTEGER PRIMARY KEY", |r| whole(r.task), |r, v| put(&mut r.task, v.whole())),
    column("experts", "INTEGER NOT NULL", |r| whole(r.experts), |r, v| put(&mut r.experts, v.whole())),
    column("n", "INTEGER NOT NULL", |r| whole(r.n), |r, v| put(&mut r.n, v.whole())),
    column("replicate", "INTEGER NOT NULL", |r| whole(r.replicate), |r, v| put(&mut r.replicate, v.whole())),
    // SQLite's integers have a sign.
    column(
        "seed",
        "TEXT NOT NULL",
        |r| Value::Text(r.seed.to_string()),
        |r, v| put(&mut r.seed, v.text()?.parse().ok()),
    ),
    column("status", "TEXT NOT NULL", status, read_status),
    column(
        "log_likelihood",
        "REAL",
        |r| real(r, |f| f.log_likelihood),
        |r, v| fit(r, |f| put(&mut f.log_likelihood, v.real())),
    ),
    column("gradient", "REAL", |r| real(r, |f| f.gradient), |r, v| fit(r, |f| put(&mut f.gradient, v.real()))),
    column(
        "iterations",
        "INTEGER",
        |r| of(r, |f| whole(f.iterations)),
        |r, v| fit(r, |f| put(&mut f.iterations, v.whole())),
    ),
    column(
        "active_bounds",
        "INTEGER",
        |r| of(r, |f| whole(f.active_bounds)),
        |r, v| fit(r, |f| put(&mut f.active_bounds, v.whole())),
    ),
    column(
        "parameters",
        "TEXT",
        |r| of(r, |f| Value::Text(f.parameters.clone())),
        |r, v| fit(r, |f| put(&mut f.parameters, v.text())),
    ),
    column(
        "cells",
        "TEXT",
        |r| of(r, |f| Value::Text(cells_text(&f.cells))),
        |r, v| fit(r, |f| put(&mut f.cells, cells_from(&v.text()?))),
    ),
    column(
        "errors",
        "TEXT",
        |r| of(r, |f| Value::Text(errors_text(&f.errors))),
        |r, v| fit(r, |f| put(&mut f.errors, errors_from(&v.text()?))),
    ),
    column("d1", "REAL", |r| real(r, |f| f.d1), |r, v| fit(r, |f| put(&mut f.d1, v.real()))),
    column("d2", "REAL", |r| real(r, |f| f.d2), |r, v| fit(r, |f| put(&mut f.d2, v.real()))),
    column(
        "hellinger",
        "REAL",
        |r| of(r, |f| f.hellinger.map_or(Value::Nothing, Value::Real)),
        |r, v| fit(r, |f| put(&mut f.hellinger, maybe(v))),
    ),
    column(
        "failure",
        "TEXT",
        |r| r.outcome.as_ref().err().map_or(Value::Nothing, |why| Value::Text(why.clone())),
        read_failure,
    ),
    Column {
        result: false,
        ..column("engine", "TEXT NOT NULL", |r| Value::Text(r.engine.clone()), |r, v| put(&mut r.engine, v.text()))
    },
    Column {
        result: false,
        ..column("seconds", "REAL NOT NULL", |r| Value::Real(r.seconds), |r, v| put(&mut r.seconds, v.real()))
    },
];

fn whole(n: u64) -> Value {
    Value::Whole(n as i64)
}

/// A value of the fit; nothing where there is none.
fn of(row: &Row, value: fn(&Fitted) -> Value) -> Value {
    row.outcome.as_ref().map_or(Value::Nothing, value)
}

fn real(row: &Row, value: fn(&Fitted) -> f64) -> Value {
    row.outcome.as_ref().map_or(Value::Nothing, |f| Value::Real(value(f)))
}

fn put<T>(to: &mut T, value: Option<T>) -> Option<()> {
    *to = value?;
    Some(())
}

/// Reads a value of the fit; where there is none, whatever stands there is left to the checksum.
fn fit(row: &mut Row, read: impl FnOnce(&mut Fitted) -> Option<()>) -> Option<()> {
    row.outcome.as_mut().map_or(Some(()), read)
}

fn maybe(value: Value) -> Option<Option<f64>> {
    match value {
        Value::Nothing => Some(None),
        value => value.real().map(Some),
    }
}

fn status(row: &Row) -> Value {
    Value::Text(row.outcome.as_ref().map_or("failed".into(), |f| f.status.clone()))
}

fn read_status(row: &mut Row, value: Value) -> Option<()> {
    match value.text()? {
        failed if failed == "failed" => row.outcome = Err(String::new()),
        status => fit(row, |f| put(&mut f.status, Some(status)))?,
    }
    Some(())
}

fn read_failure(row: &mut Row, value: Value) -> Option<()> {
    match (&mut row.outcome, value) {
        (Ok(_), Value::Nothing) => Some(()),
        (Err(why), Value::Text(text)) => put(why, Some(text)),
        _ => None,
    }
}
