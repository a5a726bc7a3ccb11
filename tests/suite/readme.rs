//! The sessions in README.md are what the program prints.

use crate::support::{empty_folder, read, root, run};

/// The commands of the ```` ```console ```` blocks with the lines that are printed below each.
fn sessions(document: &str) -> Vec<(String, String)> {
    let mut sessions: Vec<(String, String)> = Vec::new();
    for block in document.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            match (line.strip_prefix("$ "), sessions.last_mut()) {
                (Some(command), _) => sessions.push((command.to_string(), String::new())),
                (None, Some((_, printed))) if !line.is_empty() => printed.push_str(&format!("{line}\n")),
                _ => {}
            }
        }
    }
    sessions
}

#[test]
#[cfg(unix)]
fn every_session_of_the_readme_is_what_is_printed() {
    let folder = empty_folder();
    std::os::unix::fs::symlink(root("proofs"), folder.path().join("proofs")).unwrap();
    let mut compared = 0;
    for (line, expected) in sessions(&read("README.md")) {
        // A command without printed lines is shown for its name alone.
        let Some(arguments) = line.strip_prefix("moe-proof ").or(line.strip_prefix("cargo run --release -- ")) else {
            continue;
        };
        if expected.is_empty() {
            continue;
        }
        let ran = run(folder.path(), &arguments.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ran.stdout, expected, "$ {line}");
        compared += 1;
    }
    assert!(compared >= 3, "README.md has no sessions any more");
}
