//! `rates` and `identify`.

use crate::plans::NEAR_TWINS;
use crate::support::{Layout, empty_folder, snapshot};
use std::path::Path;

fn run_in(folder: &Path, arguments: &[&str]) -> String {
    crate::support::run(folder, arguments).told(&Layout::LONG)
}

fn run(arguments: &[&str]) -> String {
    run_in(empty_folder().path(), arguments)
}

fn assert_snapshot(name: &str, text: String) {
    snapshot("rates", name, &text);
}

#[test]
fn cells_with_a_single_atom_somewhere() {
    assert_snapshot("cells-2-1", run(&["rates", "--cells", "2,1"]));
    assert_snapshot("cells-3-1", run(&["rates", "--cells", "3,1", "--accuracy", "0.1"]));
    assert_snapshot("cells-5-2-1", run(&["rates", "--cells", "5,2,1"]));
    assert_snapshot("cells-1-1", run(&["rates", "--cells", "1,1"]));
}

#[test]
fn cells_without_a_single_atom() {
    assert_snapshot("cells-2-2", run(&["rates", "--cells", "2,2"]));
    assert_snapshot("cells-3-3", run(&["rates", "--cells", "3,3", "--accuracy", "0.1"]));
    assert_snapshot("cells-4-2-dim-3", run(&["rates", "--cells", "4,2", "--dim", "3"]));
}

#[test]
fn the_worst_case() {
    assert_snapshot("worst-3-5", run(&["rates", "--experts-true", "3", "--experts-fitted", "5"]));
    assert_snapshot("worst-2-5", run(&["rates", "--experts-true", "2", "--experts-fitted", "5"]));
    assert_snapshot("worst-1-2", run(&["rates", "--experts-true", "1", "--experts-fitted", "2"]));
}

#[test]
fn for_programs() {
    assert_snapshot("json-3-3", run(&["rates", "--cells", "3,3", "--accuracy", "0.1", "--json"]));
    assert_snapshot("identify-json", run(&["identify", "--experts-true", "2", "--experts-fitted", "3", "--json"]));
    assert_snapshot("identify-json-2-4", run(&["identify", "--experts-true", "2", "--experts-fitted", "4", "--json"]));
}

#[test]
fn the_files_that_are_named_exist_and_are_valid() {
    let folder = empty_folder();
    std::fs::create_dir(folder.path().join("proofs")).unwrap();
    let said = run_in(folder.path(), &["rates", "--cells", "3,2,1", "--out", "proofs"]);
    assert!(said.starts_with("exit code: 0"), "{said}");
    assert!(said.contains("proofs/exponents-3.json") && said.contains("proofs/rbar-3.json"), "{said}");
    assert_snapshot("check", run_in(folder.path(), &["check", "proofs"]));
}

#[test]
fn bad_input() {
    let thousand_and_one = vec!["1"; 1001].join(",");
    for (name, arguments) in [
        ("bad-zero", &["rates", "--cells", "0"][..]),
        ("bad-letters", &["rates", "--cells", "a,b"]),
        ("bad-empty", &["rates", "--cells", ""]),
        ("bad-gap", &["rates", "--cells", "3,,1"]),
        ("bad-negative", &["rates", "--cells", "-1"]),
        ("bad-huge", &["rates", "--cells", "99999999999999999999999"]),
        ("bad-many", &["rates", "--cells", &thousand_and_one]),
        ("bad-nothing", &["rates"]),
        ("bad-half", &["rates", "--experts-true", "2"]),
        ("bad-order", &["rates", "--experts-true", "3", "--experts-fitted", "2"]),
        ("bad-large-cell", &["rates", "--experts-true", "2", "--experts-fitted", "300"]),
        ("bad-accuracy", &["rates", "--cells", "2,1", "--accuracy", "1"]),
        ("bad-nan", &["rates", "--cells", "2,1", "--accuracy", "NaN"]),
        ("bad-folder", &["rates", "--cells", "2,1", "--out", "nowhere"]),
        ("bad-dim", &["rates", "--cells", "2,1", "--dim", "0"]),
        ("bad-identify", &["identify", "--experts-true", "3", "--experts-fitted", "2"]),
        ("bad-identify-folder", &["identify", "--experts-true", "2", "--experts-fitted", "3", "--out", "nowhere"]),
        ("bad-identify-huge", &["identify", "--experts-true", "17", "--experts-fitted", "20"]),
    ] {
        let said = run(arguments);
        assert!(said.starts_with("exit code: 2"), "{said}");
        assert_snapshot(name, said);
    }
}

#[test]
fn identifiability_on_both_sides_of_the_threshold() {
    assert_snapshot("identify-2-3", run(&["identify", "--experts-true", "2", "--experts-fitted", "3"]));
    assert_snapshot("identify-2-4", run(&["identify", "--experts-true", "2", "--experts-fitted", "4"]));
    let many = ["identify", "--experts-true", "3", "--experts-fitted", "10", "--dim", "2"];
    assert_snapshot("identify-3-10-dim-2", run(&many));
    assert_snapshot("identify-1-2", run(&["identify", "--experts-true", "1", "--experts-fitted", "2"]));
}

#[test]
fn the_proofs_of_identify_exist_and_are_valid() {
    let folder = empty_folder();
    std::fs::create_dir(folder.path().join("of two")).unwrap();
    for k in ["3", "4"] {
        let said =
            run_in(folder.path(), &["identify", "--experts-true", "2", "--experts-fitted", k, "--out", "of two"]);
        assert!(said.starts_with("exit code: 0"), "{said}");
        assert!(said.contains("moe-proof check 'of two/translation-2-"), "{said}");
    }
    assert_snapshot("identify-check", run_in(folder.path(), &["check", "of two"]));
}

#[test]
fn rbar_says_what_follows_apart_from_what_is_verified() {
    for (m, exponents, rates) in [
        ("1", "β₁ 1 · a 1 · b 1 · ν 1", "β₁ n^(−1/2) · a n^(−1/2) · b n^(−1/2) · ν n^(−1/2)"),
        ("2", "β₁ 1/2 · a 1/2 · b 1/4 · ν 1/2", "β₁ n^(−1/4) · a n^(−1/4) · b n^(−1/8) · ν n^(−1/4)"),
        ("3", "β₁ 1/2 · a 1/2 · b 1/6 · ν 1/3", "β₁ n^(−1/4) · a n^(−1/4) · b n^(−1/12) · ν n^(−1/6)"),
    ] {
        let said = run(&["rbar", "--cells", m]);
        let at =
            |start: &str| said.lines().position(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{start}: {said}"));
        let follows = at(&format!("rates from them: {rates}, up to logarithms"));
        assert_eq!(
            at(&format!("exponents for k < 2k*: {exponents}    proof: moe-proof rates --cells {m}")),
            follows - 1
        );
        // The citation stands right below the rates, and both below the proof of what is verified.
        assert!(
            said.contains("\n  cited for the rates: density rate h = O(√(log n/n)) of maximum likelihood,\n  Nguyen, Nguyen & Ho, arXiv:2305.03288 ")
                && said.lines().nth(follows + 1).unwrap().starts_with("  cited for the rates: "),
            "{said}"
        );
        assert!(at("verified: ") < at("proof: ") && at("proof: ") < follows, "{said}");
    }
    // Without r̄ there is nothing to conclude.
    assert!(!run(&["rbar", "--cells", "3", "--max-order", "4"]).contains("rates"));
}

/// Wherever a rate is printed, it is told apart from the exponent, and its sources are named.
#[test]
fn rates_stand_with_what_they_rest_on() {
    for cells in ["1,1", "2,1", "2,2", "3,3"] {
        let text = run(&["rates", "--cells", cells]);
        for words in [
            "cited [N]",
            "on paper",
            "[N] Nguyen, Nguyen & Ho, arXiv:2305.03288",
            "published [N]",
            "verified: r̄ and the exponents",
        ] {
            assert!(text.contains(words), "{cells}: no {words}: {text}");
        }
        assert_eq!(text.contains("for V only 1/4"), cells == "2,2", "{text}");
        let json = run(&["rates", "--cells", cells, "--json"]);
        let json: serde_json::Value = serde_json::from_str(json.lines().find(|l| l.starts_with('{')).unwrap()).unwrap();
        assert_eq!(json["cited"]["density_rate"]["source"], "Nguyen, Nguyen & Ho, arXiv:2305.03288");
        for parameter in json["cases"][0]["sizes"][0]["parameters"].as_array().unwrap() {
            let (rate, short) = (&parameter["rate"], cells == "2,2" && parameter["parameter"] == "a");
            assert_eq!(parameter["published"]["source"], json["cited"]["published"]["source"]);
            if parameter["exponent"]["status"] == "none" {
                assert!(rate.is_null(), "{parameter}");
                continue;
            }
            assert_eq!(rate["rests_on"]["density_rate"], "cited", "{parameter}");
            assert_eq!(
                rate["rests_on"]["exponent_for_densities"],
                if short { "open" } else { "proved" },
                "{parameter}"
            );
        }
    }
}

/// The file of r̄(1) and that of r̄(2) do not grow with d, and no dimension is left out.
#[test]
fn cells_of_one_atom_in_every_dimension() {
    for dim in ["1", "2", "813", "814", "999", "1000"] {
        let folder = empty_folder();
        let said = run_in(folder.path(), &["rates", "--cells", "2,1", "--dim", dim]);
        assert!(said.starts_with("exit code: 0"), "d = {dim}: {said}");
        for m in ["1", "2", "3"] {
            let said = run_in(folder.path(), &["rbar", "--cells", m, "--dim", dim]);
            assert!(said.starts_with("exit code: 0"), "{m} atoms, d = {dim}: {said}");
            assert!(m == "3" || said.contains(", assumes nothing\n"), "{m} atoms, d = {dim}: {said}");
        }
        assert!(run_in(folder.path(), &["check", "."]).starts_with("exit code: 0"));
    }
}

#[test]
fn a_fit_with_two_experts_that_may_be_one() {
    let folder = empty_folder();
    std::fs::write(folder.path().join("fit.json"), NEAR_TWINS).unwrap();
    std::fs::write(folder.path().join("data.csv"), "x,y\n0.25,-0.5\n0.5,0.25\n0.75,-0.5\n0.5,-0.125\n").unwrap();
    let run = |arguments: &[&str]| run_in(folder.path(), &[&["identify", "--fit", "fit.json"], arguments].concat());
    assert_snapshot("fit-1e4", run(&["--sample-size", "10000", "--out", "merged.json"]));
    assert_snapshot("fit-1e14", run(&["--sample-size", "100000000000000"]));
    assert_snapshot("fit-data", run(&["--data", "data.csv"]));
    assert_snapshot("fit-merged", run_in(folder.path(), &["identify", "--fit", "merged.json", "--sample-size", "100"]));
    assert_snapshot("fit-without-size", run(&[]));
    assert_snapshot("fit-size-1", run(&["--sample-size", "1"]));
    assert_snapshot("fit-other-dimension", {
        std::fs::write(folder.path().join("two.csv"), "x1,x2,y\n0,1,2\n").unwrap();
        run(&["--data", "two.csv"])
    });
}
