//! The golden proofs, and comparison with stored texts.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder `proofs/` of the project.
pub fn proofs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proofs")
}

/// All golden proofs, sorted: the name below `proofs/`, such as `rbar/rbar-2.json`, and the bytes.
pub fn golden_proofs() -> Vec<(String, Vec<u8>)> {
    let entries = |folder: &Path| {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let kinds = entries(&proofs()).into_iter().filter(|path| path.is_dir());
    let files = kinds.flat_map(|kind| entries(&kind)).filter(|path| path.extension().is_some_and(|e| e == "json"));
    let named = |path: PathBuf| {
        let name = path.strip_prefix(proofs()).unwrap().to_str().unwrap().to_string();
        (name, fs::read(path).unwrap())
    };
    let all: Vec<_> = files.map(named).collect();
    assert!(all.len() >= 20, "the golden proofs are missing");
    all
}

/// Compares a text with `crates/kernel/tests/snapshots/NAME.snap`.
#[track_caller]
pub fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
