//! `sample` and `fit`. Figures are rounded to what every instruction set gives.

use crate::plans::PAPER_TRUTH;
use crate::support::{empty_folder, run, snapshot};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Place(empty_folder());
        fs::write(place.file("truth.json"), PAPER_TRUTH).unwrap();
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit code, standard output and standard error.
    fn run(&self, arguments: &str) -> (i32, String, String) {
        let ran = run(self.0.path(), &arguments.split_whitespace().collect::<Vec<_>>());
        (ran.code, ran.stdout, ran.stderr)
    }

    fn sample(&self, n: usize, name: &str) {
        let (code, _, errors) = self.run(&format!("--quiet sample --truth truth.json --n {n} --seed 1 --out {name}"));
        assert_eq!((code, errors.as_str()), (0, ""));
    }
}

#[test]
fn a_sample_has_a_header_and_rows_that_do_not_depend_on_their_number() {
    let place = Place::new();
    let long = "--quiet sample --truth truth.json --x uniform --x-range -1,1 --seed 5 --n";
    assert_eq!(place.run(&format!("{long} 50 --out long.csv")).0, 0);
    assert_eq!(place.run(&format!("{long} 5 --out short.csv")).0, 0);
    let (long, short) =
        (fs::read_to_string(place.file("long.csv")).unwrap(), fs::read_to_string(place.file("short.csv")).unwrap());
    assert_eq!(short.lines().count(), 6);
    assert!(long.starts_with(&short) && short.starts_with("x,y\n"));
}

#[test]
fn a_fit_is_a_table() {
    let place = Place::new();
    place.sample(2000, "data.csv.gz");
    let (code, output, errors) = place.run("fit data.csv.gz --experts 2 --start truth.json --out found.json");
    assert_eq!((code, errors.as_str()), (0, ""));
    let shown: String =
        output.lines().filter(|l| !l.starts_with("scaled gradient")).map(|l| format!("{l}\n")).collect();
    snapshot("fit", "text", &shown);
    // What was written is a start that has nothing left to gain.
    let (code, again, _) = place.run("fit data.csv.gz --experts 2 --start found.json --em-steps 0 --json");
    let again: serde_json::Value = serde_json::from_str(&again).unwrap();
    assert_eq!((code, &again["status"], &again["ending"]), (0, &"done".into(), &"converged".into()));
    assert_eq!(again["starts"][0]["iterations"], 1);
}

#[test]
fn a_fit_as_json_is_one_object() {
    let place = Place::new();
    place.sample(2000, "data.csv");
    let (code, output, errors) = place.run("fit data.csv --experts 3 --starts 4 --seed 3 --json --threads 2");
    assert_eq!((code, errors.as_str()), (0, ""));
    let mut object: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert!(object["scaled_gradient"].as_f64().unwrap() <= 1e-8);
    assert!(object["starts"].as_array().unwrap().iter().all(|s| s["log_likelihood"].as_f64().unwrap() < 0.0));
    round(&mut object);
    let kept = [
        "format",
        "command",
        "family",
        "status",
        "rows",
        "y",
        "x",
        "dim",
        "experts",
        "log_likelihood",
        "weights",
        "warnings",
    ];
    let shown: serde_json::Map<String, serde_json::Value> =
        kept.iter().map(|k| (k.to_string(), object[*k].clone())).collect();
    snapshot("fit", "json", &serde_json::to_string_pretty(&shown).unwrap());
    // The same on one thread, to the bit.
    assert_eq!(place.run("fit data.csv --experts 3 --starts 4 --seed 3 --json --threads 1").1, output);
}

/// Four digits after the point.
fn round(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Number(n) if n.is_f64() => {
            *value = serde_json::json!((n.as_f64().unwrap() * 1e4).round() / 1e4);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(round),
        serde_json::Value::Object(map) => map.values_mut().for_each(round),
        _ => {}
    }
}

#[test]
fn faults_are_explained_and_end_with_code_2() {
    let place = Place::new();
    place.sample(200, "data.csv");
    for (name, text) in [
        ("nan.csv", "x,y\n1,2\n2,NaN\n"),
        ("ragged.csv", "x,y\n1,2\n2,3,4\n"),
        ("empty.csv", ""),
        ("constant.csv", "x,y\n1,2\n2,2\n3,2\n4,2\n5,2\n6,2\n7,2\n8,2\n9,2\n"),
        (
            "broken.json",
            "{\"format\":\"moe-proof-parameters/1\",\"model\":\"softmax-gaussian\",\"dim\":1,\"gauge\":\"none\",\"experts\":[]}",
        ),
        ("none.json", "not json"),
    ] {
        fs::write(place.file(name), text).unwrap();
    }
    let mut shown = String::new();
    for arguments in [
        "fit nan.csv --experts 1",
        "fit ragged.csv --experts 1",
        "fit empty.csv --experts 1",
        "fit missing.csv --experts 1",
        "fit constant.csv --experts 1",
        "fit data.csv --experts 50",
        "fit data.csv --experts 0",
        "fit data.csv --experts 2 --y z",
        "fit data.csv --experts 3 --start truth.json",
        "fit data.csv --experts 2 --start broken.json",
        "fit data.csv --experts 2 --start none.json",
        "fit data.csv --experts 2 --box sigma=1:2",
        "fit data.csv --experts 2 --box gate_bias[1]=0:2",
        "fit data.csv --experts 2 --box variance=0:2",
        "fit data.csv --experts 2 --variance-fraction nan",
        "fit data.csv --experts 2 --time-limit 0",
        "fit data.csv --experts 2 --threads 0",
        "fit data.csv --experts 2 --starts 0",
        "sample --truth truth.json --n 0 --out s.csv",
        "sample --truth truth.json --n 5 --x-range 1,1 --out s.csv",
        "sample --truth truth.json --n 5 --x-range 1 --out s.csv",
        "sample --truth truth.json --n 5 --x-range 0,1e99 --out s.csv",
    ] {
        let (code, output, errors) = place.run(arguments);
        assert_eq!((code, output.as_str()), (2, ""), "{arguments}: {errors}");
        shown += &format!("$ moe-proof {arguments}\n{errors}\n");
    }
    assert!(!place.file("s.csv").exists());
    snapshot("fit", "faults", &shown);
}

#[test]
fn a_fit_that_does_not_get_there_says_so_with_code_3() {
    let place = Place::new();
    place.sample(2000, "data.csv");
    for arguments in ["--max-iter 2 --em-steps 0", "--time-limit 0.000001"] {
        let (code, output, _) = place.run(&format!("fit data.csv --experts 3 --starts 1 {arguments}"));
        assert_eq!(code, 3, "{output}");
        assert!(output.contains("warning: the gradient is not zero yet"), "{output}");
        assert!(!output.contains("NaN"), "{output}");
    }
}

#[test]
fn duplicate_rows_and_a_gap_in_y_give_warnings_and_no_nan() {
    let place = Place::new();
    let rows: String = (0..60).map(|i| format!("{},{}\n", i / 6, (i % 2) * 5 + i / 6)).collect();
    fs::write(place.file("twice.csv"), format!("x,y\n{rows}")).unwrap();
    let (code, output, errors) = place.run("fit twice.csv --experts 2");
    assert_eq!((code, errors.as_str()), (0, ""), "{output}");
    assert!(output.contains("held by the floor of the box"), "{output}");
    assert!(!output.contains("NaN") && !output.contains(" inf"), "{output}");
}
