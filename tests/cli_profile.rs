//! The commands `profile` and `voronoi` as a user meets them. The slow profiles are marked `ignore`:
//! `cargo test --release --test cli_profile -- --ignored`.

use assert_cmd::Command;
use std::path::{Path, PathBuf};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn moe_proof() -> Command {
    Command::cargo_bin("moe-proof").unwrap()
}

/// Exit code, stdout and stderr in one text, with the examples' folder left out.
fn told(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let folder = example("").display().to_string();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace(&folder, "examples/");
    format!("exit {}\n{}--\n{}", output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn voronoi(fit: &str) -> Command {
    let mut command = moe_proof();
    command.arg("voronoi").arg("--truth").arg(example("gentle-truth.json")).arg("--fit").arg(example(fit));
    command
}

fn profile(arguments: &[&str]) -> Command {
    let mut command = moe_proof();
    command.arg("profile").arg("--truth").arg(example("gentle-truth.json")).args(arguments);
    command
}

/// The JSON of a profile in a few rounded lines.
fn summary(json: &[u8]) -> String {
    let found: serde_json::Value = serde_json::from_slice(json).unwrap();
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
    insta::assert_snapshot!(told(&mut voronoi("split-fit.json")));
}

#[test]
fn voronoi_of_the_truth_itself_is_zero() {
    let output = voronoi("gentle-truth.json").arg("--json").output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["format"], &found["applies"]), (&"moe-proof-output/1".into(), &"D1".into()));
    assert!(found["D1"]["value"].as_f64().unwrap() < 1e-14 && found["D2"]["value"].as_f64().unwrap() < 1e-14);
    assert_eq!(found["cells"][1]["fitted"], serde_json::json!([2]));
}

#[test]
fn missing_and_invalid_files_are_named() {
    insta::assert_snapshot!(told(&mut voronoi("no-such-file.json")));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.json");
    std::fs::write(&path, "{\"format\": \"moe-proof-parameters/1\"}").unwrap();
    let output = moe_proof().arg("voronoi").arg("--truth").arg(&path).arg("--fit").arg(&path).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("bad.json, the top level") && stderr.contains("the field \"model\""), "{stderr}");
}

#[test]
fn a_short_profile_on_five_points() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, out) = (folder.path().join("plot.svg"), folder.path().join("profile.json"));
    let arguments =
        ["--cells", "2", "--parameter", "a", "--deltas", "0.005,0.1,7", "--x-grid", "5", "--starts", "0", "--json"];
    let output = profile(&arguments).arg("--svg").arg(&svg).arg("--out").arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(summary(&output.stdout));
    assert_eq!(std::fs::read(&out).unwrap(), output.stdout);
    let plot = std::fs::read_to_string(&svg).unwrap();
    assert!(plot.starts_with("<svg") && plot.contains("slope 2, by theory") && plot.contains("1e-2"), "{plot}");
}

#[test]
fn impossible_requests_are_refused_with_a_reason() {
    let told = |arguments: &[&str]| told(&mut profile(arguments));
    insta::assert_snapshot!(
        [
            told(&["--cells", "1", "--parameter", "b"]),
            told(&["--cells", "2", "--parameter", "b", "--atom", "3"]),
            told(&["--cells", "2", "--parameter", "b", "--atom", "0"]),
            told(&["--cells", "2", "--parameter", "b", "--deltas", "0.1,nan,5"]),
            told(&["--cells", "2", "--parameter", "b", "--deltas", "0.1,7,5"]),
            told(&["--cells", "2", "--parameter", "b", "--x-low", "1"]),
        ]
        .join("\n")
    );
}

#[test]
#[ignore = "half a minute and more"]
fn the_default_profile_of_b_for_two_atoms() {
    let output = profile(&["--cells", "2", "--parameter", "b"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    let limit = text.lines().find_map(|l| l.strip_prefix("limit δ → 0: ")).unwrap();
    let value: f64 = limit.split(' ').next().unwrap().parse().unwrap();
    assert!((value - 4.0).abs() < 0.1, "{text}");
}
