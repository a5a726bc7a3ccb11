//! Running the program, its words as text for a snapshot, and the files of the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The path of the program that is tested.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_moe-proof");

/// A path from the root of the project.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// An empty folder, removed when dropped.
pub fn empty_folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The program with arguments, to be run in a folder with nothing on its standard input, so that relative names are the same on
/// every machine.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    // The width of help texts, and no colour whatever the environment says.
    command.env("COLUMNS", "100").env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    Ran::from(command(folder, arguments).output().unwrap())
}

/// Runs the program in an empty folder.
pub fn run_alone(arguments: &[&str]) -> Ran {
    run(empty_folder().path(), arguments)
}

/// What a run came to.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let code = output.status.code().expect("a signal ended the program");
        Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Ran {
    /// The run itself, if it ended with 0.
    #[track_caller]
    pub fn success(self) -> Ran {
        assert_eq!(self.code, 0, "{}", self.told(&Layout::SHORT));
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.told(&Layout::SHORT)))
    }

    /// Exit code, standard output and standard error in one text.
    pub fn told(&self, layout: &Layout) -> String {
        let Layout { code, stdout, stderr } = layout;
        format!("{code} {}\n{stdout}{}{stderr}{}", self.code, self.stdout, self.stderr)
    }
}

/// What stands before each part of a run's text.
pub struct Layout {
    code: &'static str,
    stdout: &'static str,
    stderr: &'static str,
}

impl Layout {
    pub const LONG: Layout =
        Layout { code: "exit code:", stdout: "----- stdout -----\n", stderr: "----- stderr -----\n" };
    pub const MEDIUM: Layout = Layout { code: "exit code:", stdout: "---- stdout\n", stderr: "---- stderr\n" };
    pub const SHORT: Layout = Layout { code: "exit", stdout: "", stderr: "--\n" };
}

/// Compares a text with `tests/snapshots/FOLDER/NAME.snap`.
#[track_caller]
pub fn snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(root("tests/snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A golden proof, wherever it is below `proofs/`.
pub fn golden(name: &str) -> PathBuf {
    golden_proofs().into_iter().find(|path| path.ends_with(name)).unwrap_or_else(|| panic!("no golden proof {name}"))
}

/// All golden proofs, sorted.
pub fn golden_proofs() -> Vec<PathBuf> {
    let found = files_below(&root("proofs"), "json");
    assert!(found.len() >= 20, "the golden proofs are missing");
    found
}

/// All files below a folder with an extension, sorted.
pub fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
