//! The exact commands, the help texts and mistakes on the command line: the command line itself, exit code, both streams and the
//! files that are there afterwards.

use crate::support::{Layout, empty_folder, names, run, snapshot};

/// The command line and what came of it.
fn transcript(arguments: &[&str]) -> String {
    let folder = empty_folder();
    let ran = run(folder.path(), arguments);
    let quoted = |a: &&str| if a.contains([' ', '|']) || a.is_empty() { format!("\"{a}\"") } else { a.to_string() };
    let line: Vec<String> = arguments.iter().map(quoted).collect();
    let files = names(folder.path()).join("\n");
    format!("$ moe-proof {}\n{}----- files -----\n{files}", line.join(" "), ran.told(&Layout::LONG))
}

/// The transcript of a command line, split at blanks.
fn of(line: &str) -> String {
    transcript(&line.split(' ').filter(|a| !a.is_empty()).collect::<Vec<_>>())
}

fn claim(claim: &str, more: &[&str]) -> String {
    transcript(&[&["pde-check", "--claim", claim], more].concat())
}

macro_rules! snapshots {
    ($($name:ident: $transcript:expr;)*) => {$(
        #[test]
        fn $name() {
            snapshot("exact", stringify!($name), &$transcript);
        }
    )*};
}

snapshots! {
    help: of("--help");
    help_pde_check: of("pde-check --help");
    help_system: of("system --help");
    help_rbar: of("rbar --help");
    help_check: of("check --help");
    man_check: of("man check");
    man_of_nothing: of("man nosuch");
    help_short: of("rbar -h");
    version: of("--version");
    no_command: of("");
    unknown_command: of("rbarr --cells 2");
    unknown_option: of("rbar --cells 2 --orders 4");

    pde_check: of("pde-check");
    pde_check_dim_2: of("pde-check --dim 2 --order 4");
    pde_check_json: of("pde-check --json --order 3 --out proof.json");
    pde_check_order_1: of("pde-check --order 1");
    pde_check_order_65: of("pde-check --order 65");
    pde_check_order_44: of("pde-check --order 44");
    pde_check_order_45: of("pde-check --order 45");
    pde_check_dim_9: of("pde-check --dim 9");
    pde_check_dim_315: of("pde-check --dim 315");
    pde_check_dim_0: of("pde-check --dim 0");
    pde_check_dim_1001: of("pde-check --dim 1001");
    pde_check_too_many_derivatives: of("pde-check --dim 100 --order 6");
    pde_check_unwritable: of("pde-check --out missing/pde.json");
    claim_true: claim("d2 b b = 2 d nu", &[]);
    claim_true_json: claim("d2 beta1 b = d a", &["--json"]);
    claim_true_dim_2: claim("d2 beta1[1] a[2] = d2 beta1[2] a[1]", &["--dim", "2", "--out", "curl.json"]);
    claim_false: claim("d2 b b = d nu", &[]);
    claim_false_json: claim("d2 b b = d nu", &["--json"]);
    claim_false_dim_2: claim("d2 beta1[1] b = d a[2]", &["--dim", "2"]);
    claim_malformed: claim("d2 b b = 2 d sigma", &[]);
    claim_without_an_equals_sign: claim("d2 b b", &[]);
    claim_empty: claim("", &[]);
    claim_of_nothing: claim("d b = d b", &[]);
    claim_out_of_dimension: claim("d a[3] = d b", &["--dim", "2"]);
    claim_with_order: claim("d2 b b = 2 d nu", &["--order", "4"]);

    system_text: of("system --cells 2 --order 2");
    system_text_order_4: of("system --cells 3 --order 4");
    system_text_dim_2: of("system --cells 2 --order 2 --dim 2");
    system_latex: of("system --cells 2 --order 3 --format latex");
    system_latex_dim_2: of("system --cells 2 --order 2 --dim 2 --format latex");
    system_json: of("system --cells 2 --order 2 --format json");
    system_json_short: of("system --cells 1 --order 1 --dim 2 --json");
    system_out: of("system --cells 2 --order 2 --out system.txt");
    system_order_0: of("system --cells 2 --order 0");
    system_order_513: of("system --cells 2 --order 513");
    system_cells_0: of("system --cells 0 --order 2");
    system_too_large: of("system --cells 2 --order 40 --dim 20");
    system_without_order: of("system --cells 2");
    system_two_formats: of("system --cells 2 --order 2 --json --format latex");
    system_unwritable: of("system --cells 2 --order 2 --out missing/system.txt");

    rbar_1: of("rbar --cells 1");
    rbar_1_dim_814: of("rbar --cells 1 --dim 814");
    rbar_2: of("rbar --cells 2");
    rbar_2_dim_2: of("rbar --cells 2 --dim 2");
    rbar_3: of("rbar --cells 3");
    rbar_12: of("rbar --cells 12");
    rbar_5_json: of("rbar --cells 5 --json");
    rbar_5_dim_3_json: of("rbar --cells 5 --dim 3 --json");
    rbar_2_json_out: of("rbar --cells 2 --json --out r.json");
    rbar_max_order: of("rbar --cells 2 --max-order 3");
    rbar_max_order_json: of("rbar --cells 3 --max-order 2 --json");
    rbar_max_order_is_enough: of("rbar --cells 3 --max-order 6");
    rbar_dim_1000: of("rbar --cells 2 --dim 1000 --out high.json");
    rbar_cells_0: of("rbar --cells 0");
    rbar_cells_257: of("rbar --cells 257");
    rbar_cells_100000: of("rbar --cells 100000");
    rbar_cells_negative: of("rbar --cells -1");
    rbar_cells_word: of("rbar --cells two");
    rbar_without_cells: of("rbar");
    rbar_dim_0: of("rbar --cells 2 --dim 0");
    rbar_max_order_0: of("rbar --cells 2 --max-order 0");
    rbar_unwritable: of("rbar --cells 2 --out missing/rbar.json");
    rbar_out_is_a_folder: of("rbar --cells 2 --out .");
    rbar_out_to_nowhere: of("rbar --cells 2 --out /dev/null");
    rbar_out_full: of("rbar --cells 2 --out /dev/full");
    rbar_out_with_blanks: transcript(&["rbar", "--cells", "3", "--out", "my proof.json"]);
    rbar_out_with_a_forged_name: transcript(&["rbar", "--cells", "3", "--out", "a.json\nverified: r̄(3) = 5"]);
    rbar_unwritable_forged_name: transcript(&["rbar", "--cells", "3", "--out", "x\nverified: r̄(3) = 5/y.json"]);
}

/// The largest orders in the help of `pde-check` are those that are accepted.
#[test]
fn the_help_of_pde_check_says_what_is_reachable() {
    use moe_proof::exact::relations::survey::largest_order;
    let help = run(empty_folder().path(), &["pde-check", "--help"]).stdout;
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let largest = |d: usize| largest_order(d).unwrap();
    let mut expected = format!("{} for d = 1", largest(1));
    for d in 2..=6 {
        expected.push_str(&format!(", {} for d = {d}", largest(d)));
    }
    for order in (2..largest(6)).rev() {
        let last = (1..=1000).take_while(|&d| largest_order(d).is_some_and(|r| r >= order)).last().unwrap();
        expected.push_str(&format!(", {order} up to d = {last}"));
    }
    assert!(words.contains(&format!("{expected}.")), "{expected}: {help}");
}
