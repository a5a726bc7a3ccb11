//! What `moe-proof check` and `moe-proof-check` do with paths: find the files, hand their bytes to
//! the kernel, report the verdicts.
//!
//! Built from the kernel and the standard library alone, so that the checker needs nothing else.

use crate::{MAX_BYTES, Outcome, Rejection, Verified, path_text, verify};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The verdict on one file.
#[derive(Debug)]
pub enum Verdict {
    /// The kernel accepted it.
    Valid(Verified),
    /// All that it holds is right, but it does not prove the whole statement.
    Incomplete {
        /// The statement of the file.
        statement: String,
        /// What is verified of it.
        verified: String,
        /// What is missing.
        missing: String,
    },
    /// The kernel rejected it.
    Invalid(Rejection),
    /// It could not be read; the system's words.
    Unreadable(String),
}

/// A path and the verdict on it.
#[derive(Debug)]
pub struct Checked {
    /// The path as given, or found below a folder that was given.
    pub path: PathBuf,
    /// The verdict.
    pub verdict: Verdict,
}

/// Checks files, and every `*.json` below folders, in the order given and by name within a folder.
pub fn check_paths(paths: &[PathBuf]) -> Vec<Checked> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            if let Err(e) = collect(path, &mut files) {
                files.push((path.clone(), Some(e.to_string())));
            } else if files.len() == before {
                files.push((path.clone(), Some("no *.json file in this folder".into())));
            }
        } else {
            files.push((path.clone(), None));
        }
    }
    files
        .into_iter()
        .map(|(path, failure)| {
            let verdict = match failure {
                Some(words) => Verdict::Unreadable(words),
                None => check_file(&path),
            };
            Checked { path, verdict }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Option<String>)>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|e| e.file_name());
    for entry in entries {
        let path = entry.path();
        // Not through links: a link to a folder above would never end.
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "json") {
            files.push((path, None));
        }
    }
    Ok(())
}

/// Checks one file. No more than the limit of the format is read.
pub fn check_file(path: &Path) -> Verdict {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|f| f.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(e) => Verdict::Unreadable(e.to_string()),
        Ok(_) => match verify(&bytes) {
            Ok(Outcome::Valid(verified)) => Verdict::Valid(verified),
            Ok(Outcome::Incomplete { statement, verified, missing }) => {
                Verdict::Incomplete { statement: statement.to_string(), verified, missing }
            }
            Err(rejection) => Verdict::Invalid(rejection),
        },
    }
}

/// The exit code for several verdicts, the worst: 2 (unreadable) before 1 (invalid) before 3 (incomplete) before 0.
pub fn exit_code(all: &[Checked]) -> u8 {
    let rank = |c: &Checked| match c.verdict {
        Verdict::Valid(_) => (0, 0),
        Verdict::Incomplete { .. } => (1, 3),
        Verdict::Invalid(_) => (2, 1),
        Verdict::Unreadable(_) => (3, 2),
    };
    all.iter().map(rank).max().map_or(0, |(_, code)| code)
}

/// What the proof rests on: `assumes nothing`, or the theorem and its file.
pub fn assumptions_text(verified: &Verified) -> String {
    let theorem = |t: &crate::Theorem| format!("by {} ({}: {})", t.name.replace('_', " "), t.file, t.name);
    match verified.assumes() {
        [] => "assumes nothing".into(),
        theorems => theorems.iter().map(theorem).collect::<Vec<_>>().join(", "),
    }
}

/// One line a file, in columns.
pub fn text(all: &[Checked]) -> String {
    let rows: Vec<[String; 4]> = all.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
    // A long statement would push the last column of all other lines off the screen.
    let (paths, statements) = (width(1), width(2).min(24));
    let mut out = String::new();
    for [verdict, path, statement, rest] in rows {
        let line = match rest.is_empty() {
            true => format!("{verdict:<10}  {path:<paths$}  {statement}"),
            false => format!("{verdict:<10}  {path:<paths$}  {statement:<statements$}  {rest}"),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn row(checked: &Checked) -> [String; 4] {
    let (verdict, statement, rest) = match &checked.verdict {
        Verdict::Valid(v) => ("valid", v.statement().to_string(), assumptions_text(v)),
        Verdict::Incomplete { statement, verified, missing } => {
            ("incomplete", statement.clone(), format!("verified: {verified}; missing: {missing}"))
        }
        Verdict::Invalid(rejection) => ("invalid", rejection.to_string(), String::new()),
        Verdict::Unreadable(words) => ("error", format!("cannot read: {words}"), String::new()),
    };
    [verdict.into(), path_text(&checked.path), statement, rest]
}

/// The same as one versioned JSON object.
pub fn json(all: &[Checked]) -> String {
    use serde_json::{Value, json};
    let file = |c: &Checked| {
        let path = c.path.display().to_string();
        match &c.verdict {
            Verdict::Valid(v) => {
                let assumes: Vec<Value> =
                    v.assumes().iter().map(|t| json!({"theorem": t.name, "file": t.file})).collect();
                json!({"path": path, "verdict": "valid", "statement": v.statement().to_string(), "assumes": assumes})
            }
            Verdict::Incomplete { statement, verified, missing } => {
                json!({"path": path, "verdict": "incomplete", "statement": statement, "verified": verified, "missing": missing})
            }
            Verdict::Invalid(r) => {
                json!({"path": path, "verdict": "invalid", "place": r.place, "reason": r.reason.to_string()})
            }
            Verdict::Unreadable(words) => json!({"path": path, "verdict": "error", "reason": words}),
        }
    };
    let status = ["verified", "refuted", "error", "undecided"][usize::from(exit_code(all))];
    let files: Vec<Value> = all.iter().map(file).collect();
    let (status, files) = (Value::from(status), Value::from(files));
    format!("{{\"format\":\"moe-proof-output/1\",\"command\":\"check\",\"status\":{status},\"files\":{files}}}\n")
}
