//! The golden proofs, `proofs/*/*.json`: the kernel accepts each, with the statement and the assumptions listed here, and the
//! program of today writes the same bytes. They are the regression tests of the theorems.
//!
//! After a deliberate change of the format: `cargo test --release --test golden_proofs -- --ignored regenerate`.
#![cfg(feature = "cli")]

use moe_proof::kernel::{CALORIC_SEPARATION, Method, Outcome, System, Verified, verify};
use moe_proof::prove;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a golden file comes from.
enum Source {
    /// A command line, to which `--out FILE` is added, and its exit code.
    Program(&'static str, i32),
    /// The library: statements that no command writes a file about.
    Library(fn() -> Vec<u8>),
}
use Source::{Library, Program};

struct Golden {
    file: &'static str,
    source: Source,
    statement: &'static str,
    /// Whether it rests on the caloric separation lemma; otherwise it assumes nothing.
    caloric: bool,
    methods: &'static [Method],
}

const POINT: Method = Method::RationalPoint;
const HERMITE: Method = Method::GaussHermite;
const CALORIC: Method = Method::CaloricSeparation;
const EXPANSION: &[Method] = &[Method::Expansion];
const fn refutation(equations_used: usize) -> Method {
    Method::Refutation { equations_used }
}

#[rustfmt::skip]
const GOLDEN: &[Golden] = &[
    Golden { file: "relations/pde-1.json", source: Program("pde-check", 0), statement: "the hidden PDEs generate all relations up to order 6", caloric: false, methods: EXPANSION },
    Golden { file: "relations/pde-2.json", source: Program("pde-check --dim 2", 0), statement: "the hidden PDEs generate all relations up to order 6 in dimension 2", caloric: false, methods: EXPANSION },
    Golden { file: "relations/pde-3.json", source: Program("pde-check --dim 3", 0), statement: "the hidden PDEs generate all relations up to order 6 in dimension 3", caloric: false, methods: EXPANSION },
    Golden { file: "relations/identity-heat.json", source: Program("pde-check --claim d2bb=2dnu", 0), statement: "∂²u/∂b² − 2 ∂u/∂ν = 0", caloric: false, methods: EXPANSION },
    Golden { file: "rbar/rbar-1.json", source: Program("rbar --cells 1", 0), statement: "r̄(1) = 1", caloric: false, methods: &[Method::EmptySystem, refutation(1)] },
    Golden { file: "rbar/rbar-2.json", source: Program("rbar --cells 2", 0), statement: "r̄(2) = 4", caloric: false, methods: &[POINT, refutation(4)] },
    Golden { file: "rbar/rbar-2-d2.json", source: Program("rbar --cells 2 --dim 2", 0), statement: "r̄(2) = 4 in dimension 2", caloric: false, methods: &[POINT, refutation(4)] },
    Golden { file: "rbar/rbar-3.json", source: Program("rbar --cells 3", 0), statement: "r̄(3) = 6", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-3-d3.json", source: Program("rbar --cells 3 --dim 3", 0), statement: "r̄(3) = 6 in dimension 3", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-4.json", source: Program("rbar --cells 4", 0), statement: "r̄(4) = 8", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-5.json", source: Program("rbar --cells 5", 0), statement: "r̄(5) = 10", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-6.json", source: Program("rbar --cells 6", 0), statement: "r̄(6) = 12", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-7.json", source: Program("rbar --cells 7", 0), statement: "r̄(7) = 14", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-8.json", source: Program("rbar --cells 8", 0), statement: "r̄(8) = 16", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-12.json", source: Program("rbar --cells 12", 0), statement: "r̄(12) = 24", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-16.json", source: Program("rbar --cells 16", 0), statement: "r̄(16) = 32", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "rbar/rbar-32.json", source: Program("rbar --cells 32", 0), statement: "r̄(32) = 64", caloric: true, methods: &[HERMITE, CALORIC] },
    Golden { file: "systems/solvable-2-order-3.json", source: Program("rbar --cells 2 --max-order 3", 3), statement: "the system for 2 atoms of order 3 is solvable, so r̄(2) > 3", caloric: false, methods: &[POINT] },
    Golden { file: "systems/solvable-5-order-9.json", source: Program("rbar --cells 5 --max-order 9", 3), statement: "the system for 5 atoms of order 9 is solvable, so r̄(5) > 9", caloric: false, methods: &[HERMITE] },
    Golden { file: "systems/unsolvable-2-order-4.json", source: Library(algebraic_refutation), statement: "the system for 2 atoms of order 4 is unsolvable, so r̄(2) ≤ 4", caloric: false, methods: &[refutation(4)] },
    Golden { file: "systems/unsolvable-3-order-6.json", source: Library(caloric_refutation), statement: "the system for 3 atoms of order 6 is unsolvable, so r̄(3) ≤ 6", caloric: true, methods: &[CALORIC] },
];

fn algebraic_refutation() -> Vec<u8> {
    prove::unsolvable(System { atoms: 2, dim: 1, order: 4 }).unwrap().bytes().to_vec()
}

fn caloric_refutation() -> Vec<u8> {
    prove::unsolvable(System { atoms: 3, dim: 1, order: 6 }).unwrap().bytes().to_vec()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs")
}

/// What the program writes today.
fn generate(golden: &Golden) -> Vec<u8> {
    match golden.source {
        Library(write) => write(),
        Program(line, code) => {
            let dir = tempfile::tempdir().unwrap();
            let out = dir.path().join("proof.json");
            // The claim is one argument; it is read without blanks here so that the line can be split at them.
            let arguments = line.split(' ').map(|a| if a == "d2bb=2dnu" { "d2 b b = 2 d nu" } else { a });
            let output =
                Command::new(env!("CARGO_BIN_EXE_moe-proof")).args(arguments).arg("--out").arg(&out).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            std::fs::read(out).unwrap()
        }
    }
}

fn accepted(golden: &Golden) -> Verified {
    let bytes = std::fs::read(folder().join(golden.file)).unwrap_or_else(|e| panic!("{}: {e}", golden.file));
    match verify(&bytes) {
        Ok(Outcome::Valid(verified)) => verified,
        other => panic!("{}: {other:?}", golden.file),
    }
}

#[test]
fn the_kernel_accepts_every_golden_proof() {
    for golden in GOLDEN {
        let verified = accepted(golden);
        assert_eq!(verified.statement().to_string(), golden.statement, "{}", golden.file);
        let assumes = if golden.caloric { vec![CALORIC_SEPARATION] } else { vec![] };
        assert_eq!(verified.assumes(), assumes, "{}", golden.file);
        assert_eq!(verified.methods(), golden.methods, "{}", golden.file);
    }
}

#[test]
fn the_program_writes_the_same_bytes() {
    for golden in GOLDEN {
        let stored = std::fs::read(folder().join(golden.file)).unwrap();
        assert!(generate(golden) == stored, "{}: the program writes other bytes now", golden.file);
    }
}

#[test]
fn every_file_in_the_folder_is_listed_here() {
    let found: BTreeSet<String> = ["rbar", "systems", "relations"]
        .iter()
        .flat_map(|kind| {
            let entries = std::fs::read_dir(folder().join(kind)).unwrap();
            entries.map(move |entry| format!("{kind}/{}", entry.unwrap().file_name().to_str().unwrap()))
        })
        .collect();
    let listed: BTreeSet<String> = GOLDEN.iter().map(|g| g.file.to_string()).collect();
    assert_eq!(found, listed);
}

#[test]
#[ignore = "writes the golden files anew"]
fn regenerate() {
    for golden in GOLDEN {
        std::fs::write(folder().join(golden.file), generate(golden)).unwrap();
    }
}
