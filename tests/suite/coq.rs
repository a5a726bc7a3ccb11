//! Coq accepts the exported proofs, and refuses them once a number is changed. The proof files are made by the program itself.

use crate::support::{Ran, empty_folder, root, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the Coq development, compiled.
fn library() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = root("proofs/coq");
        let made = Command::new("make").arg("--silent").arg("-C").arg(&folder).output().unwrap();
        assert!(made.status.success(), "make -C proofs/coq: {}", String::from_utf8_lossy(&made.stderr));
        folder
    })
}

/// Runs the program in `folder`; an underscore in a claim stands for a space.
fn moe_proof(folder: &Path, line: &str) -> Ran {
    let spaced = |a: &str| if a.contains('=') { a.replace('_', " ") } else { a.to_string() };
    let arguments: Vec<String> = line.split(' ').map(spaced).collect();
    run(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Makes a proof with `arguments`, exports it and returns the Coq file.
fn exported(folder: &Path, arguments: &str) -> String {
    moe_proof(folder, &format!("{arguments} --out proof.json"));
    moe_proof(folder, "export coq proof.json --out proof.v").success();
    fs::read_to_string(folder.join("proof.v")).unwrap()
}

/// Whether `coqc` accepts the text; its words if not.
fn compiles(folder: &Path, text: &str, with_library: bool) -> Result<(), String> {
    let path = folder.join("candidate.v");
    fs::write(&path, text).unwrap();
    let mut command = Command::new("coqc");
    command.current_dir(folder);
    if with_library {
        command.arg("-R").arg(library()).arg("MoeProof");
    }
    let output = command.arg(&path).output().unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// The export is accepted, and each of the edits makes Coq refuse it with an error in a proof, not a syntax error.
fn accepted_and_edits_refused(arguments: &str, with_library: bool, edits: &[(&str, &str)]) {
    let folder = empty_folder();
    let text = exported(folder.path(), arguments);
    assert_eq!(text.contains("From MoeProof"), with_library, "{arguments}");
    if let Err(words) = compiles(folder.path(), &text, with_library) {
        panic!("{arguments}: coqc refuses the export: {words}");
    }
    for (from, to) in edits {
        assert!(text.contains(from), "{arguments}: the export does not contain {from}:\n{text}");
        let words = match compiles(folder.path(), &text.replacen(from, to, 1), with_library) {
            Ok(()) => panic!("{arguments}: coqc accepts the export with {to} in the place of {from}"),
            Err(words) => words,
        };
        assert!(!words.contains("Syntax error"), "{from} → {to}: {words}");
    }
}

#[test]
#[ignore = "needs coq"]
fn one_atom_stands_alone() {
    accepted_and_edits_refused(
        "rbar --cells 1",
        false,
        &[
            ("Definition e_0_1 (p3 : R) : R := p3.", "Definition e_0_1 (p3 : R) : R := 2 * p3."),
            ("exists 1, 1.", "exists 1, 0."),
        ],
    );
}

#[test]
#[ignore = "needs coq"]
fn two_atoms_stand_alone() {
    accepted_and_edits_refused(
        "rbar --cells 2",
        false,
        &[
            // A multiplier, a square and its weight.
            ("33/2 * p3_1^2", "31/2 * p3_1^2"),
            ("1/2 * (p3_1^2 * p3_2 * p5_2)^2", "1/2 * (p3_1^2 * p3_2^2 * p5_2)^2"),
            ("1/2 * (p3_1^2 * p3_2 * p5_2)^2", "1/3 * (p3_1^2 * p3_2 * p5_2)^2"),
            // A coefficient that is 0 at the solution: the recurrence needs it.
            ("R := 1/2 * p1 * p3^2 + p1 * p4", "R := 1/2 * p1 * p3^2 + 3 * p1 * p4"),
            ("R := 1/6 * p3^3", "R := 1/5 * p3^3"),
            // The weight of an atom in an equation, and the point.
            ("weighted (p5 e : R) : R := p5^2 * e", "weighted (p5 e : R) : R := p5^3 * e"),
            ("weighted (p5 e : R) : R := p5^2 * e", "weighted (p5 e : R) : R := 2 * p5^2 * e"),
            ("exists 0, 0, 1, (-1/2), 1,", "exists 0, 0, 1, (-1/3), 1,"),
            // Less than every alternative of the condition.
            ("  - exact (case_2", "  - exact (case_1"),
        ],
    );
}

#[test]
#[ignore = "needs coq"]
fn two_atoms_in_the_plane_stand_alone() {
    accepted_and_edits_refused("rbar --cells 2 --dim 2", false, &[("33/2 * p3_1^2", "-33/2 * p3_1^2")]);
}

#[test]
#[ignore = "needs coq"]
fn a_rational_point_stands_alone() {
    accepted_and_edits_refused(
        "rbar --cells 2 --max-order 3",
        false,
        &[("exists 0, 0, 1, (-1/2), 1,", "exists 0, 0, 0, (-1/2), 1,")],
    );
}

#[test]
#[ignore = "needs coq"]
fn three_atoms_use_the_theorem() {
    accepted_and_edits_refused(
        "rbar --cells 3",
        true,
        &[
            ("size l1 + l2 <= 5", "size l1 + l2 <= 6"),
            ("~ (exists L : list (unknowns 1), length L = 3", "~ (exists L : list (unknowns 1), length L = 4"),
            ("Definition Q (x : R) : R := x^2 - 2.", "Definition Q (x : R) : R := x^2 - 3."),
            ("Definition V (x : R) : R := x^2 - 1.", "Definition V (x : R) : R := x^2 - 2."),
            ("Lemma He_3 x : He 3 x = x^3 - 3 * x.", "Lemma He_3 x : He 3 x = x^3 - 4 * x."),
        ],
    );
}

#[test]
#[ignore = "needs coq"]
fn many_atoms_and_dimensions_use_the_theorem() {
    accepted_and_edits_refused("rbar --cells 9 --dim 30", true, &[("size l1 + l2 <= 18", "size l1 + l2 <= 17")]);
}

/// A rational point below and caloric separation above: no command writes this combination.
#[test]
#[ignore = "needs coq"]
fn a_point_and_a_theorem_go_together() {
    let folder = empty_folder();
    moe_proof(folder.path(), "rbar --cells 2 --out proof.json").success();
    let mut file: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("proof.json")).unwrap()).unwrap();
    file["proof"]["unsolvable"] = serde_json::json!(
        {"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"});
    fs::write(folder.path().join("proof.json"), file.to_string()).unwrap();
    moe_proof(folder.path(), "export coq proof.json --out proof.v").success();
    let text = fs::read_to_string(folder.path().join("proof.v")).unwrap();
    assert_eq!(compiles(folder.path(), &text, true), Ok(()));
    let edited = text.replacen("exists 0, 0, 1, (-1/2), 1,", "exists 0, 0, 1, (-1/2), 2,", 1);
    assert!(compiles(folder.path(), &edited, true).is_err());
}

#[test]
#[ignore = "needs coq"]
fn a_gauss_hermite_solution_uses_the_theorem() {
    accepted_and_edits_refused("rbar --cells 3 --max-order 4", true, &[("size l1 + l2 <= 4", "size l1 + l2 <= 6")]);
}

#[test]
#[ignore = "needs coq"]
fn an_identity_is_expanded() {
    accepted_and_edits_refused(
        "pde-check --claim d2_b_b=2_d_nu",
        true,
        &[("(-2, [Variance])", "(-1, [Variance])"), ("[Shift; Shift]", "[Shift; Gate 0]")],
    );
}

#[test]
#[ignore = "needs coq"]
fn relations_are_expanded() {
    accepted_and_edits_refused(
        "pde-check --dim 2 --order 3",
        true,
        &[
            ("(-1, [Slope 1])", "(-1, [Slope 0])"),
            ("(1, [Shift; Shift])", "(2, [Shift; Shift])"),
            ("consequence 2 L []", "consequence 1 L []"),
        ],
    );
}

/// Proofs of "unsolvable" alone, which no command writes: by hand.
#[test]
#[ignore = "needs coq"]
fn caloric_separation_uses_the_theorem() {
    let folder = empty_folder();
    for (cells, order) in [(1, 2), (4, 8), (5, 13)] {
        let file = format!(
            r#"{{"format": "moe-proof/2",
            "statement": {{"claim": "unsolvable", "family": "softmax-gaussian", "atoms": {cells}, "dim": 2, "order": {order}}},
            "proof": {{"kind": "caloric", "theorem": "caloric_separation", "file": "proofs/coq/Main.v"}}}}"#
        );
        fs::write(folder.path().join("proof.json"), file).unwrap();
        moe_proof(folder.path(), "export coq proof.json --out proof.v").success();
        let text = fs::read_to_string(folder.path().join("proof.v")).unwrap();
        assert_eq!(compiles(folder.path(), &text, true), Ok(()));
        let needed = format!("size l1 + l2 <= {order}");
        let edited = text.replacen(&needed, &format!("size l1 + l2 <= {}", 2 * cells - 1 - usize::from(cells == 1)), 1);
        assert!(compiles(folder.path(), &edited, true).is_err(), "order {order} lowered");
    }
}
