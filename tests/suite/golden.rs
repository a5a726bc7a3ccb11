//! The golden proofs, `proofs/*/*.json`: the program of today writes the same bytes. That each is valid, what it states and on what it
//! rests is a test of the kernel's.
//!
//! After a deliberate change of the format: `UPDATE_GOLDEN=1 cargo test --release --test suite golden`, and read the diff.

use crate::support::{Layout, empty_folder, golden_proofs, root, run};
use moe_proof::kernel::System;
use moe_proof::prove;
use std::collections::BTreeSet;
use std::fs;

/// Where a golden file comes from.
enum Source {
    /// A command line, to which `--out FILE` is added, and its exit code.
    Program(&'static str, i32),
    /// A command line of `rates`, which writes the file under its own name into the folder of `--out`.
    Rates(&'static str),
    /// A command line of `identify`, which does the same.
    Identify(&'static str),
    /// The library: a system of so many atoms and this order, about which no command writes a file.
    Unsolvable(usize, usize),
}
use Source::{Identify, Program, Rates, Unsolvable};

const GOLDEN: &[(&str, Source)] = &[
    ("relations/pde-1.json", Program("pde-check", 0)),
    ("relations/pde-2.json", Program("pde-check --dim 2", 0)),
    ("relations/pde-3.json", Program("pde-check --dim 3", 0)),
    ("relations/identity-heat.json", Program("pde-check --claim d2bb=2dnu", 0)),
    ("exponents/exponents-1.json", Rates("--cells 1")),
    ("exponents/exponents-2.json", Rates("--cells 2,1")),
    ("exponents/exponents-3.json", Rates("--cells 3,1")),
    ("exponents/exponents-2-free.json", Rates("--cells 2")),
    ("exponents/exponents-3-free.json", Rates("--cells 3")),
    ("exponents/exponents-1-d2.json", Rates("--cells 1 --dim 2")),
    ("exponents/exponents-2-d2.json", Rates("--cells 2,1 --dim 2")),
    ("exponents/exponents-3-d2.json", Rates("--cells 3,1 --dim 2")),
    ("exponents/exponents-2-d2-free.json", Rates("--cells 2 --dim 2")),
    ("exponents/exponents-3-d2-free.json", Rates("--cells 3 --dim 2")),
    ("identifiability/translation-2-3.json", Identify("--experts-true 2 --experts-fitted 3")),
    ("identifiability/identifiable-2-3.json", Identify("--experts-true 2 --experts-fitted 3")),
    ("identifiability/common-factor-1-2.json", Identify("--experts-true 1 --experts-fitted 2")),
    ("identifiability/common-factor-2-4.json", Identify("--experts-true 2 --experts-fitted 4")),
    ("identifiability/dependence-2.json", Identify("--experts-true 2 --experts-fitted 4")),
    ("identifiability/rank-2-degree-2.json", Identify("--experts-true 2 --experts-fitted 4")),
    ("identifiability/translation-3-10-d2.json", Identify("--experts-true 3 --experts-fitted 10 --dim 2")),
    ("identifiability/common-factor-3-10-d2.json", Identify("--experts-true 3 --experts-fitted 10 --dim 2")),
    ("identifiability/dependence-3-d2.json", Identify("--experts-true 3 --experts-fitted 10 --dim 2")),
    ("identifiability/rank-3-degree-2-d2.json", Identify("--experts-true 3 --experts-fitted 10 --dim 2")),
    ("rbar/rbar-1.json", Program("rbar --cells 1", 0)),
    ("rbar/rbar-1-d1000.json", Program("rbar --cells 1 --dim 1000", 0)),
    ("rbar/rbar-2.json", Program("rbar --cells 2", 0)),
    ("rbar/rbar-2-d2.json", Program("rbar --cells 2 --dim 2", 0)),
    ("rbar/rbar-2-d1000.json", Program("rbar --cells 2 --dim 1000", 0)),
    ("rbar/rbar-3.json", Program("rbar --cells 3", 0)),
    ("rbar/rbar-3-d3.json", Program("rbar --cells 3 --dim 3", 0)),
    ("rbar/rbar-4.json", Program("rbar --cells 4", 0)),
    ("rbar/rbar-5.json", Program("rbar --cells 5", 0)),
    ("rbar/rbar-6.json", Program("rbar --cells 6", 0)),
    ("rbar/rbar-7.json", Program("rbar --cells 7", 0)),
    ("rbar/rbar-8.json", Program("rbar --cells 8", 0)),
    ("rbar/rbar-12.json", Program("rbar --cells 12", 0)),
    ("rbar/rbar-16.json", Program("rbar --cells 16", 0)),
    ("rbar/rbar-32.json", Program("rbar --cells 32", 0)),
    ("systems/solvable-2-order-3.json", Program("rbar --cells 2 --max-order 3", 3)),
    ("systems/solvable-5-order-9.json", Program("rbar --cells 5 --max-order 9", 3)),
    ("systems/unsolvable-2-order-4.json", Unsolvable(2, 4)),
    ("systems/unsolvable-3-order-6.json", Unsolvable(3, 6)),
];

/// What the program writes today.
fn generate(file: &str, source: &Source) -> Vec<u8> {
    match *source {
        Unsolvable(atoms, order) => prove::unsolvable(System { atoms, dim: 1, order }).unwrap().bytes().to_vec(),
        Rates(line) | Identify(line) => {
            let command = if matches!(source, Rates(_)) { "rates" } else { "identify" };
            let folder = empty_folder();
            let ran = run(
                folder.path(),
                &[command].into_iter().chain(line.split(' ')).chain(["--out", "."]).collect::<Vec<_>>(),
            );
            assert_eq!(ran.code, 0, "{line}: {}", ran.told(&Layout::SHORT));
            fs::read(folder.path().join(file.rsplit('/').next().unwrap())).unwrap()
        }
        Program(line, code) => {
            let folder = empty_folder();
            // The claim is one argument; it stands without blanks so that the line can be split at them.
            let arguments = line.split(' ').map(|a| if a == "d2bb=2dnu" { "d2 b b = 2 d nu" } else { a });
            let ran = run(folder.path(), &arguments.chain(["--out", "proof.json"]).collect::<Vec<_>>());
            assert_eq!(ran.code, code, "{line}: {}", ran.told(&Layout::SHORT));
            fs::read(folder.path().join("proof.json")).unwrap()
        }
    }
}

#[test]
fn the_program_writes_the_golden_proofs() {
    for (file, source) in GOLDEN {
        let (path, today) = (root("proofs").join(file), generate(file, source));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, today).unwrap();
        } else {
            assert!(today == fs::read(path).unwrap(), "{file}: the program writes other bytes now");
        }
    }
}

#[test]
fn every_golden_proof_is_listed() {
    let name = |path: &std::path::PathBuf| path.strip_prefix(root("proofs")).unwrap().display().to_string();
    let found: BTreeSet<String> = golden_proofs().iter().map(name).collect();
    let listed: BTreeSet<String> = GOLDEN.iter().map(|(file, _)| file.to_string()).collect();
    assert_eq!(found, listed);
}
