//! Nothing prints but the two rooms on top and the programs.

use super::{sources, without_tests};

const PRINTS: [&str; 9] =
    ["print!", "println!", "eprint!", "eprintln!", "dbg!", "todo!", "unimplemented!", "stdout()", "stderr()"];

/// What code prints with.
fn prints(code: &str) -> Option<&'static str> {
    let begins = |at: usize| code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
    PRINTS.into_iter().find(|word| code.match_indices(word).any(|(at, _)| begins(at)))
}

#[test]
fn nothing_below_report_and_commands_prints() {
    for (file, code) in sources() {
        let top = file.starts_with("src/report/") || file.starts_with("src/commands/") || file.contains("/bin/");
        assert!(top || prints(&code).is_none(), "{file} prints with {:?}", prints(&code));
    }
}

#[test]
fn printing_is_seen() {
    assert_eq!(prints("fn f() { println!(); }"), Some("println!"));
    assert_eq!(prints("let out = std::io::stdout().lock();"), Some("stdout()"));
    assert_eq!(prints(&without_tests("pretty_print!(x); #[cfg(test)] mod tests { dbg!(1); }")), None);
}
