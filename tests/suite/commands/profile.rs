//! `profile` and `voronoi`.

use crate::support::{Layout, Ran, empty_folder, root, run, run_alone, snapshot};

/// Runs a command on one of the examples' truths, with the options that follow.
fn gentle(command: &str, more: &[&str]) -> Ran {
    let truth = root("examples/gentle-truth.json").display().to_string();
    run_alone(&[&[command, "--truth", &truth], more].concat())
}

/// `voronoi` on a fit of the examples.
fn voronoi(fit: &str, more: &[&str]) -> Ran {
    let fit = root("examples").join(fit).display().to_string();
    gentle("voronoi", &[&["--fit", &fit], more].concat())
}

fn profile(arguments: &[&str]) -> Ran {
    gentle("profile", arguments)
}

/// A run's text, with the examples' folder left out.
fn told(ran: &Ran) -> String {
    ran.told(&Layout::SHORT).replace(&root("examples/").display().to_string(), "examples/")
}

/// The JSON of a profile in a few rounded lines.
fn summary(found: &serde_json::Value) -> String {
    let mut text = format!("{} {} {}\n", found["format"], found["command"], found["parameter"]);
    for p in found["points"].as_array().unwrap() {
        let (delta, h) = (p["delta"].as_f64().unwrap(), p["hellinger"].as_f64().unwrap());
        text += &format!("{delta:.4} {h:.3e} {} {}\n", p["converged"], p["at_bound"]);
    }
    let number = |key: &str| found[key].as_f64().unwrap();
    text + &format!("limit {:.2} theory {} straight {}", number("limit"), found["theory"], found["straight_points"])
}

#[test]
fn voronoi_shows_cells_losses_and_errors() {
    snapshot("profile", "voronoi_shows_cells_losses_and_errors", &told(&voronoi("split-fit.json", &[])));
}

#[test]
fn voronoi_of_the_truth_itself_is_zero() {
    let found = voronoi("gentle-truth.json", &["--json"]).success().json();
    assert_eq!((&found["format"], &found["applies"]), (&"moe-proof-output/1".into(), &"D1".into()));
    assert!(found["D1"]["value"].as_f64().unwrap() < 1e-14 && found["D2"]["value"].as_f64().unwrap() < 1e-14);
    assert_eq!(found["cells"][1]["fitted"], serde_json::json!([2]));
}

#[test]
fn missing_and_invalid_files_are_named() {
    snapshot("profile", "missing_and_invalid_files_are_named", &told(&voronoi("no-such-file.json", &[])));
    let folder = empty_folder();
    std::fs::write(folder.path().join("bad.json"), "{\"format\": \"moe-proof-parameters/1\"}").unwrap();
    let ran = run(folder.path(), &["voronoi", "--truth", "bad.json", "--fit", "bad.json"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("bad.json, the top level") && ran.stderr.contains("the field \"model\""),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_short_profile_on_five_points() {
    let folder = empty_folder();
    let [svg, out] = ["plot.svg", "profile.json"].map(|name| folder.path().join(name).display().to_string());
    let ran = profile(
        &"--cells 2 --parameter a --deltas 0.005,0.1,7 --x-grid 5 --starts 0 --json"
            .split(' ')
            .chain(["--svg", &svg, "--out", &out])
            .collect::<Vec<_>>(),
    )
    .success();
    snapshot("profile", "a_short_profile_on_five_points", &summary(&ran.json()));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), ran.stdout);
    let plot = std::fs::read_to_string(&svg).unwrap();
    assert!(plot.starts_with("<svg") && plot.contains("slope 2, by theory") && plot.contains("1e-2"), "{plot}");
}

#[test]
fn impossible_requests_are_refused_with_a_reason() {
    let refusals: Vec<String> = [
        "--cells 1 --parameter b",
        "--cells 2 --parameter b --atom 3",
        "--cells 2 --parameter b --atom 0",
        "--cells 2 --parameter b --deltas 0.1,nan,5",
        "--cells 2 --parameter b --deltas 0.1,7,5",
        "--cells 2 --parameter b --x-low 1",
    ]
    .iter()
    .map(|line| told(&profile(&line.split(' ').collect::<Vec<_>>())))
    .collect();
    snapshot("profile", "impossible_requests_are_refused_with_a_reason", &refusals.join("\n"));
}

mod slow {
    use super::profile;

    #[test]
    #[ignore = "slow"]
    fn the_default_profile_of_b_for_two_atoms() {
        let text = profile(&["--cells", "2", "--parameter", "b"]).success().stdout;
        let limit = text.lines().find_map(|l| l.strip_prefix("limit δ → 0: ")).unwrap();
        let value: f64 = limit.split(' ').next().unwrap().parse().unwrap();
        assert!((value - 4.0).abs() < 0.1, "{text}");
    }
}
