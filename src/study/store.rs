//! The store: one SQLite file with the plan and a row for each finished fit.
//!
//! - A new store is made under another name and put in place whole, so a file without a plan is a damaged one.
//! - Every row is a transaction of its own, synced before the next begins (rollback journal, `synchronous = EXTRA`): neither a killed
//!   process nor a power cut loses a row that was counted.
//! - Rows carry a checksum, the plan as well; opening checks the file's length, SQLite's own structure and every checksum.
//! - Several processes may write at once: each waits for the other's transaction, and a row that is there already is kept.

use super::columns::{COLUMNS, Value};
use super::fault::{damaged, failure};
use super::plan::Plan;
use super::row::{Row, checksum, conflict};
use crate::Error;
use crate::kernel::path_text;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params_from_iter};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The version tag of a store.
const FORMAT: &str = "moe-proof-study-store/1";

/// The tables of a new store.
fn schema() -> String {
    let columns = COLUMNS.iter().map(|c| format!("  {} {},\n", c.name, c.sql)).collect::<String>();
    format!(
        "\nCREATE TABLE study (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;\n\
         CREATE TABLE fits (\n{columns}  checksum TEXT NOT NULL\n) STRICT;\n"
    )
}

/// The names of all columns of a fit, the checksum last.
fn names() -> String {
    COLUMNS.iter().map(|c| c.name).chain(["checksum"]).collect::<Vec<_>>().join(", ")
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
    plan: Plan,
}

impl Store {
    /// Opens the store of a plan, or makes it. Every row is checked.
    ///
    /// # Errors
    /// A file that cannot be read or written, that is damaged, or that belongs to another plan (with the keys that differ).
    pub fn for_plan(path: &Path, plan: &Plan) -> Result<Store, Error> {
        if !path.try_exists().map_err(|e| Error::io("cannot open the store").at(path_text(path)).because(e))? {
            create(path, plan)?;
        }
        let store = Store::open(path)?;
        same_plan(&store.plan, plan, &path_text(path))?;
        Ok(store)
    }

    /// Opens a store that exists and checks all of it.
    ///
    /// # Errors
    /// A file that cannot be read, is no store, or is damaged: what is wrong with it.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let length = std::fs::metadata(path)
            .map_err(|e| {
                Error::io("cannot open the store").at(path_text(path)).because(e).expected("a file made by `study run`")
            })?
            .len();
        if length < 512 {
            return Err(damaged(path, &format!("{length} bytes: it is empty or cut off")));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| failure(path, e))?;
        connection.busy_timeout(Duration::from_secs(60)).map_err(|e| failure(path, e))?;
        let plan = verified_plan(path, &connection)?;
        Ok(Store { path: path.to_path_buf(), connection, plan })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All rows, by task.
    ///
    /// # Errors
    /// A file that cannot be read, or a damaged row.
    pub fn rows(&self) -> Result<Vec<Row>, Error> {
        read_rows(&self.path, &self.connection, &self.plan)
    }

    /// The numbers of all finished tasks, ascending.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn finished(&self) -> Result<Vec<u64>, Error> {
        let read = || -> rusqlite::Result<Vec<u64>> {
            let mut statement = self.connection.prepare("SELECT task FROM fits ORDER BY task")?;
            statement.query_map([], |r| r.get::<_, i64>(0))?.map(|t| t.map(|t| t as u64)).collect()
        };
        read().map_err(|e| failure(&self.path, e))
    }

    /// Whether a task is finished.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn contains(&self, task: u64) -> Result<bool, Error> {
        let mut statement =
            self.connection.prepare("SELECT 1 FROM fits WHERE task = ?1").map_err(|e| failure(&self.path, e))?;
        statement.exists([task as i64]).map_err(|e| failure(&self.path, e))
    }

    /// Adds a row in a transaction of its own; it is on the disk when this returns. A row of the same task that is there already is kept.
    ///
    /// # Errors
    /// A full disk or another fault of the file; a row that is there already with another result.
    pub fn add(&mut self, row: &Row) -> Result<(), Error> {
        self.add_all(std::slice::from_ref(row))
    }

    /// Adds rows in one transaction: all of them or, on an error, none.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn add_all(&mut self, rows: &[Row]) -> Result<(), Error> {
        let path = self.path.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|e| failure(&path, e))?;
        for row in rows {
            if insert(&transaction, row).map_err(|e| failure(&path, e))? == 0
                && let Some(there) = read_row(&path, &transaction, row.task)?
                && !there.same_result(row)
                && there.engine == row.engine
            {
                return Err(conflict(&there, row, path_text(&path)));
            }
        }
        transaction.commit().map_err(|e| failure(&path, e))
    }
}

/// Checks that two plans are the same.
pub(super) fn same_plan(stored: &Plan, given: &Plan, place: &str) -> Result<(), Error> {
    let differences = stored.differences(given);
    if differences.is_empty() {
        return Ok(());
    }
    let list = |pick: &dyn Fn(&(String, String, String)) -> String| {
        differences.iter().map(pick).collect::<Vec<_>>().join("; ")
    };
    Err(Error::input("the store belongs to another plan")
        .at(place)
        .found(list(&|d| format!("{} = {}", d.0, d.2)))
        .expected(list(&|d| format!("{} = {}", d.0, d.1)))
        .hint("take the plan back to what it was, or give the changed one a store of its own with --store"))
}

fn create(path: &Path, plan: &Plan) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let fault = |e: std::io::Error| {
        Error::io("cannot make the store").at(path_text(path)).because(e).expected("a writable folder")
    };
    let part = tempfile::Builder::new().prefix(".moe-proof-").suffix(".part").tempfile_in(folder).map_err(fault)?;
    let make = || -> rusqlite::Result<()> {
        let connection = Connection::open(part.path())?;
        settings(&connection)?;
        let text = plan.to_toml();
        connection.execute_batch(&format!("BEGIN;{}", schema()))?;
        for (key, value) in [("format", FORMAT), ("plan", &text), ("checksum", &checksum(&text))] {
            connection.execute("INSERT INTO study (key, value) VALUES (?1, ?2)", [key, value])?;
        }
        connection.execute_batch("COMMIT;")?;
        connection.close().map_err(|(_, e)| e)
    };
    make().map_err(|e| failure(path, e))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        part.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fault)?;
    }
    part.as_file().sync_all().map_err(fault)?;
    match part.persist_noclobber(path) {
        // Another process was faster; its store is checked like any other.
        Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(fault(e.error)),
        Ok(_) => std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(fault),
    }
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "EXTRA")
}

/// Checks the whole file and returns its plan.
fn verified_plan(path: &Path, connection: &Connection) -> Result<Plan, Error> {
    let fail = |e: rusqlite::Error| failure(path, e);
    settings(connection).map_err(fail)?;
    // A lock for reading: the file cannot grow between the two lengths.
    connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;").map_err(fail)?;
    let pages: u64 = connection.query_row("PRAGMA page_count", [], |r| r.get::<_, i64>(0)).map_err(fail)? as u64;
    let size: u64 = connection.query_row("PRAGMA page_size", [], |r| r.get::<_, i64>(0)).map_err(fail)? as u64;
    let length = std::fs::metadata(path).map(|m| m.len()).unwrap_or(0);
    if length < pages * size {
        return Err(damaged(path, &format!("the file is cut off: {length} bytes of {}", pages * size)));
    }
    let report: String = connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0)).map_err(fail)?;
    if report != "ok" {
        return Err(damaged(path, &report.replace('\n', " ")));
    }
    let value = |key: &str| -> Result<String, Error> {
        let found = connection.query_row("SELECT value FROM study WHERE key = ?1", [key], |r| r.get(0)).optional();
        match found {
            Ok(Some(text)) => Ok(text),
            Ok(None) => Err(damaged(path, &format!("the {key} is missing"))),
            Err(e) if e.to_string().contains("no such table") => Err(Error::input("this is no store of a study")
                .at(path_text(path))
                .found("an SQLite file without the table `study`")
                .expected("a file made by `study run`")),
            Err(e) => Err(fail(e)),
        }
    };
    let format = value("format")?;
    if format != FORMAT {
        return Err(Error::input("the store has another format")
            .at(path_text(path))
            .found(format!("{format:?}"))
            .expected(format!("{FORMAT:?}")));
    }
    let text = value("plan")?;
    if value("checksum")? != checksum(&text) {
        return Err(damaged(path, "the plan in it does not match its checksum"));
    }
    let plan = Plan::parse(&text, &format!("the plan in {}", path_text(path)), Path::new("."))?;
    read_rows(path, connection, &plan)?;
    connection.execute_batch("COMMIT;").map_err(fail)?;
    Ok(plan)
}

fn insert(connection: &Connection, row: &Row) -> rusqlite::Result<usize> {
    let places = vec!["?"; COLUMNS.len() + 1].join(",");
    let values = COLUMNS.iter().map(|c| (c.write)(row)).chain([Value::Text(row.checksum())]);
    let sql = format!("INSERT OR IGNORE INTO fits ({}) VALUES ({places})", names());
    connection.prepare(&sql)?.execute(params_from_iter(values))
}

fn read_row(path: &Path, connection: &Connection, task: u64) -> Result<Option<Row>, Error> {
    let sql = format!("SELECT {} FROM fits WHERE task = ?1", names());
    let found = connection.query_row(&sql, [task as i64], row_from).optional().map_err(|e| failure(path, e))?;
    match found {
        None => Ok(None),
        Some(Some((row, sum))) if row.checksum() == sum => Ok(Some(row)),
        Some(_) => Err(damaged(path, &format!("the row of task {task} does not match its checksum"))),
    }
}

fn read_rows(path: &Path, connection: &Connection, plan: &Plan) -> Result<Vec<Row>, Error> {
    type Checked = Option<(Row, String)>;
    let read = || -> rusqlite::Result<Vec<(i64, Checked)>> {
        let mut statement = connection.prepare(&format!("SELECT {} FROM fits ORDER BY task", names()))?;
        statement.query_map([], |r| Ok((r.get(0)?, row_from(r)?)))?.collect()
    };
    let mut rows = Vec::new();
    for (task, found) in read().map_err(|e| failure(path, e))? {
        let row = found.filter(|(row, sum)| row.checksum() == *sum).map(|(row, _)| row);
        let known = row.filter(|row| {
            row.task < plan.tasks() && {
                let t = plan.task(row.task);
                (t.experts as u64, t.n as u64, t.replicate as u64) == (row.experts, row.n, row.replicate)
            }
        });
        rows.push(known.ok_or_else(|| damaged(path, &format!("the row of task {task} does not match its checksum")))?);
    }
    Ok(rows)
}

/// A row with the checksum stored beside it; `None` if it cannot be one.
fn row_from(r: &rusqlite::Row<'_>) -> rusqlite::Result<Option<(Row, String)>> {
    let values: Vec<Value> = (0..COLUMNS.len()).map(|i| r.get(i)).collect::<rusqlite::Result<_>>()?;
    let checksum = r.get(COLUMNS.len())?;
    Ok(Row::from_values(values).map(|row| (row, checksum)))
}

#[cfg(test)]
mod tests {
    use super::super::row::tests::row;
    use super::*;

    fn plan() -> Plan {
        let text = include_str!("../../examples/gentle-study.toml")
            .replace("experts = [3]", "experts = [2]")
            .replace("cells = [[1, 2]]", "");
        let mut plan =
            Plan::parse(&text, "plan", Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").as_path()).unwrap();
        plan.sample_sizes = vec![100];
        plan
    }

    #[test]
    fn rows_come_back_to_the_bit_and_twice_is_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.db");
        let mut store = Store::for_plan(&path, &plan()).unwrap();
        for task in [2, 0] {
            store.add(&row(task)).unwrap();
            store.add(&row(task)).unwrap();
        }
        let mut failed = row(1);
        failed.outcome = Err("no maximum".into());
        store.add(&failed).unwrap();
        let back = Store::for_plan(&path, &plan()).unwrap();
        assert_eq!(back.rows().unwrap(), [row(0), failed, row(2)]);
        assert_eq!(
            (back.finished().unwrap(), back.contains(1).unwrap(), back.contains(3).unwrap()),
            (vec![0, 1, 2], true, false)
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn another_result_of_a_task_is_a_conflict_and_nothing_is_added() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::for_plan(&folder.path().join("study.db"), &plan()).unwrap();
        store.add(&row(0)).unwrap();
        let mut other = row(0);
        other.outcome.as_mut().unwrap().d1 = 7.0;
        let message = store.add_all(&[row(1), other]).unwrap_err().to_string();
        assert!(message.contains("task 0, d1"), "{message}");
        assert_eq!(store.finished().unwrap(), [0]);
    }

    #[test]
    fn another_plan_is_refused_with_the_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.db");
        Store::for_plan(&path, &plan()).unwrap();
        let mut other = plan();
        other.replicates = 41;
        let message = Store::for_plan(&path, &other).unwrap_err().to_string();
        assert!(message.contains("found replicates = 41; expected replicates = 40"), "{message}");
    }

    #[test]
    fn every_flipped_bit_is_named_or_harmless() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.db");
        let rows: Vec<Row> = (0..20).map(row).collect();
        Store::for_plan(&path, &plan()).unwrap().add_all(&rows).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let changed = folder.path().join("changed.db");
        let mut named = 0;
        for k in 0..600usize {
            let bit = k.wrapping_mul(2_654_435_761) % (8 * bytes.len());
            let mut copy = bytes.clone();
            copy[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&changed, &copy).unwrap();
            match Store::open(&changed).and_then(|s| s.rows().map(|r| (r, s.plan().clone()))) {
                Ok((found, p)) => assert!(found == rows && p == plan(), "bit {bit} went unseen"),
                Err(e) => {
                    assert!(e.to_string().contains("changed.db"), "{e}");
                    named += 1;
                }
            }
        }
        // Most of the file is data.
        assert!(named > 200, "{named}");
        for length in [0, 1, 50, bytes.len() / 2, bytes.len() - 1] {
            std::fs::write(&changed, &bytes[..length]).unwrap();
            let message = Store::open(&changed).unwrap_err().to_string();
            assert!(message.contains("damaged") && message.contains("changed.db"), "{length}: {message}");
        }
    }
}
