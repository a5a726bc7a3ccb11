//! Nothing prints but the two rooms on top and the programs.

use super::sources;

const PRINTS: [&str; 9] =
    ["print!", "println!", "eprint!", "eprintln!", "dbg!", "todo!", "unimplemented!", "stdout()", "stderr()"];

/// What code without its unit tests prints with.
fn prints(code: &str) -> Option<&'static str> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let begins = |at: usize| code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
    PRINTS.into_iter().find(|word| code.match_indices(word).any(|(at, _)| begins(at)))
}

#[test]
fn nothing_below_report_and_commands_prints() {
    for (file, code) in
        ["src", "crates/formula/src", "crates/kernel/src", "crates/symbolica/src"].into_iter().flat_map(sources)
    {
        let top = file.starts_with("src/report/") || file.starts_with("src/commands/") || file.contains("/bin/");
        if top || file.ends_with("/tests.rs") {
            continue;
        }
        assert_eq!(prints(&code), None, "{file} prints");
    }
}

#[test]
fn printing_is_seen() {
    assert_eq!(prints("fn f() { println!(); }"), Some("println!"));
    assert_eq!(prints("let out = std::io::stdout().lock();"), Some("stdout()"));
    assert_eq!(prints("pretty_print!(x); #[cfg(test)] mod tests { dbg!(1); }"), None);
}
