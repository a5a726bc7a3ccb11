//! Coq accepts the exported proofs, with no other axioms than those of the development, and refuses them once a number is changed.
//! The proof files are made by the program itself.

use crate::support::{Ran, empty_folder, golden_proofs, read, root, run};
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

/// What `coqc` prints for the text if it accepts it; its words if not.
fn compiled(folder: &Path, text: &str, with_library: bool) -> Result<String, String> {
    let path = folder.join("candidate.v");
    fs::write(&path, text).unwrap();
    let mut command = Command::new("coqc");
    command.current_dir(folder);
    if with_library {
        command.arg("-R").arg(library()).arg("MoeProof");
    }
    let output = command.arg(&path).output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// The names of the theorems of a Coq file.
fn theorems(text: &str) -> Vec<&str> {
    let names = text.lines().filter_map(|l| l.strip_prefix("Theorem "));
    names.filter_map(|l| l.split([' ', ':']).next()).collect()
}

/// The axioms that the theorems of a file which Coq accepts rest on and that are not among those of the development.
fn unknown_axioms(folder: &Path, text: &str, with_library: bool) -> Vec<String> {
    let script = read("proofs/coq/check-assumptions.sh");
    let (_, rest) = script.split_once("allowed='").expect("the script lists the axioms");
    let allowed: Vec<&str> = rest.split('\'').next().unwrap_or_default().lines().collect();
    assert_eq!(allowed.len(), 4, "{allowed:?}");
    let questions: String = theorems(text).iter().map(|name| format!("Print Assumptions {name}.\n")).collect();
    let printed = match compiled(folder, &format!("{text}\n{questions}"), with_library) {
        Ok(printed) => printed,
        Err(words) => panic!("coqc refuses the export: {words}\n{text}"),
    };
    // One answer a theorem: "Closed under …", or "Axioms:" and lines `name : type`, of which the later ones are indented.
    let answers = printed.lines().filter(|l| l.starts_with("Closed under") || l.starts_with("Axioms:")).count();
    assert!(answers > 0 && answers == theorems(text).len(), "{printed}");
    let names = printed.lines().filter(|l| !l.starts_with([' ', '\t']) && !l.starts_with("Closed") && *l != "Axioms:");
    let names = names.filter_map(|l| l.split([' ', ':']).next()).filter(|n| !n.is_empty() && !allowed.contains(n));
    names.map(str::to_string).collect()
}

/// Coq accepts the text, and its theorems rest on the known axioms alone.
fn accepted(folder: &Path, text: &str, with_library: bool) {
    assert_eq!(unknown_axioms(folder, text, with_library), Vec::<String>::new(), "{text}");
}

/// The export is accepted, and each of the edits makes Coq refuse it with an error in a proof, not a syntax error.
fn accepted_and_edits_refused(arguments: &str, with_library: bool, edits: &[(&str, &str)]) {
    let folder = empty_folder();
    let text = exported(folder.path(), arguments);
    assert_eq!(text.contains("From MoeProof"), with_library, "{arguments}");
    accepted(folder.path(), &text, with_library);
    edits_refused(folder.path(), &text, with_library, edits);
}

/// Each of the edits makes Coq refuse the text with an error in a proof, not a syntax error.
fn edits_refused(folder: &Path, text: &str, with_library: bool, edits: &[(&str, &str)]) {
    for (from, to) in edits {
        assert!(text.contains(from), "the export does not contain {from}:\n{text}");
        let words = match compiled(folder, &text.replacen(from, to, 1), with_library) {
            Ok(_) => panic!("coqc accepts the export with {to} in the place of {from}:\n{text}"),
            Err(words) => words,
        };
        assert!(!words.contains("Syntax error"), "{from} → {to}: {words}");
    }
}

#[test]
#[ignore = "needs coq"]
fn a_further_axiom_is_noticed() {
    let folder = empty_folder();
    let text = "Axiom odd : False.\nTheorem nothing : 1 = 2.\nProof. destruct odd. Qed.\n";
    assert_eq!(unknown_axioms(folder.path(), text, false), ["odd"]);
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
    accepted(folder.path(), &text, true);
    edits_refused(folder.path(), &text, true, &[("exists 0, 0, 1, (-1/2), 1,", "exists 0, 0, 1, (-1/2), 2,")]);
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
        "pde-check --dim 2 --claim d2_beta1[2]_b=d_a[2]",
        true,
        &[("[Slope 1]", "[Slope 0]"), ("(-1, ", "(-2, ")],
    );
    accepted_and_edits_refused(
        "pde-check --claim d2_b_b=2_d_nu",
        true,
        &[("(-2, [Variance])", "(-1, [Variance])"), ("[Shift; Shift]", "[Shift; Gate 0]")],
    );
}

#[test]
#[ignore = "needs coq"]
fn relations_are_expanded() {
    accepted_and_edits_refused("pde-check", true, &[("(-2, [Variance])", "(-1, [Variance])")]);
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
        accepted(folder.path(), &text, true);
        let needed = format!("size l1 + l2 <= {order}");
        let lowered = format!("size l1 + l2 <= {}", 2 * cells - 1 - usize::from(cells == 1));
        edits_refused(folder.path(), &text, true, &[(&needed, &lowered)]);
    }
}

/// A golden proof file, as a Coq file.
fn golden(path: &str) -> String {
    let folder = empty_folder();
    fs::copy(root("proofs").join(path), folder.path().join("proof.json")).unwrap();
    moe_proof(folder.path(), "export coq proof.json --out proof.v").success();
    fs::read_to_string(folder.path().join("proof.v")).unwrap()
}

/// One, two and three atoms, the gate fixed and free, d = 1 and d = 2.
#[test]
#[ignore = "needs coq"]
fn exponents_are_theorems_about_densities() {
    let folder = empty_folder();
    let paths = golden_proofs();
    let names = paths.iter().filter_map(|p| p.file_name()?.to_str()).filter(|n| n.starts_with("exponents-"));
    let names: Vec<&str> = names.collect();
    assert_eq!(names.len(), 10, "{names:?}");
    for name in names {
        let text = golden(&format!("exponents/{name}"));
        assert_eq!(theorems(&text), ["inequality", "exponents"], "{name}");
        accepted(folder.path(), &text, true);
    }
}

/// A larger exponent from below, a smaller one from above, another m, another shape of the cells, a missing hypothesis.
#[test]
#[ignore = "needs coq"]
fn other_exponents_are_refused() {
    let folder = empty_folder();
    edits_refused(
        folder.path(),
        &golden("exponents/exponents-3.json"),
        true,
        &[
            (
                "gate_difference (slope_shift A0 B0) A B <= K * Rpower ε (1/2)",
                "gate_difference (slope_shift A0 B0) A B <= K * Rpower ε (2/3)",
            ),
            ("intercept_difference A B <= K * Rpower ε (1/6)", "intercept_difference A B <= K * Rpower ε (1/5)"),
            ("variance_difference) θ -> (1/3) <= θ", "variance_difference) θ -> (1/2) <= θ"),
            ("possible lo hi ylo yhi gate_difference (1/2)", "possible lo hi ylo yhi gate_difference (1/3)"),
            ("length (voronoi H A G) = 3%nat", "length (voronoi H A G) = 4%nat"),
            ("length (voronoi [A1; A2] A1 G) = 3%nat", "length (voronoi [A1; A2] A1 G) = 2%nat"),
            ("H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->", "H <> [] -> region w0 W0 M ν0 N0 H ->"),
        ],
    );
    edits_refused(
        folder.path(),
        &golden("exponents/exponents-2-d2-free.json"),
        true,
        &[
            ("slope_difference A B <= K * Rpower ε (1/4)", "slope_difference A B <= K * Rpower ε (1/2)"),
            ("slope_difference) θ -> (1/4) <= θ", "slope_difference) θ -> (1/2) <= θ"),
            ("(2 <= q)%nat", "(3 <= q)%nat"),
        ],
    );
    edits_refused(
        folder.path(),
        &golden("exponents/exponents-3-free.json"),
        true,
        &[("(fun _ => slope_difference) (5/12)", "(fun _ => slope_difference) (1/4)")],
    );
    edits_refused(
        folder.path(),
        &golden("exponents/exponents-1.json"),
        true,
        &[
            ("intercept_difference A B <= K * Rpower ε 1", "intercept_difference A B <= K * Rpower ε 2"),
            ("variance_difference) 1", "variance_difference) (1/2)"),
        ],
    );
}

/// Translations and common factors, the threshold, relations and ranks, in dimensions 1 and 2.
#[test]
#[ignore = "needs coq"]
fn what_the_density_leaves_undetermined() {
    let folder = empty_folder();
    let paths = golden_proofs();
    let names = paths.iter().filter(|p| p.parent().is_some_and(|f| f.ends_with("identifiability")));
    let names: Vec<&str> = names.filter_map(|p| p.file_name()?.to_str()).collect();
    assert_eq!(names.len(), 10, "{names:?}");
    for name in names {
        accepted(folder.path(), &golden(&format!("identifiability/{name}")), true);
    }
}

#[test]
#[ignore = "needs coq"]
fn other_statements_about_densities_are_refused() {
    let folder = empty_folder();
    let refused = |name: &str, edits: &[(&str, &str)]| {
        edits_refused(folder.path(), &golden(&format!("identifiability/{name}")), true, edits);
    };
    refused("common-factor-2-4.json", &[("copy (1) c2 γ2 A2", "copy (2) c2 γ2 A2"), ("0 < c1 -> ", "")]);
    refused("identifiable-2-3.json", &[("length G = 3%nat", "length G = 4%nat"), ("distinct_experts H", "proper H")]);
    refused("dependence-2.json", &[("(- W1) * density_term", "(- W2) * density_term")]);
    refused("rank-2-degree-2.json", &[("(terms degrees G) 9", "(terms degrees G) 10"), ("= 12%nat", "= 11%nat")]);
}
