//! Whole fits from one start, by Newton's method and by expectation-maximisation alone, on one thread: the time and the
//! log-likelihood each ends at. `cargo bench -p moe-proof-benches --bench fit`. With `--table` after `--` it prints one line for
//! each method instead, for `scripts/bench-peers-fit.sh`: `cargo bench -p moe-proof-benches --bench fit -- --table DATA.csv`.

use divan::Bencher;
use moe_proof::model::{Atom, Columns, Data, Design, Frame, MixingMeasure, read_csv, sample};
use moe_proof::numeric::fit::{BoxRule, FitOptions, Likelihood, Start, expectation_maximisation, fit};
use std::time::Instant;

fn atom(gate_bias: f64, gate_slope: f64, slope: f64, intercept: f64, variance: f64) -> Atom {
    Atom { gate_bias, gate_slope: vec![gate_slope], expert_slope: vec![slope], expert_intercept: intercept, variance }
}

/// The paper's truth (docs/theory.md, section 5).
fn truth() -> MixingMeasure {
    MixingMeasure::new(1, vec![atom(-8.0, 25.0, -20.0, 15.0, 0.09), atom(0.0, 0.0, 20.0, -5.0, 0.16)]).expect("valid")
}

/// The start of K = 2 and 3: the truth, its first expert in two halves 0.2 apart.
fn start(experts: usize) -> MixingMeasure {
    let mut atoms = truth().atoms;
    if experts == 3 {
        let half = |shift| atom(-8.0 - 2f64.ln(), 25.0, -20.0, 15.0 + shift, 0.09);
        atoms.splice(0..1, [half(0.1), half(-0.1)]);
    }
    MixingMeasure::new(1, atoms).expect("valid")
}

fn data(n: usize) -> Data {
    sample(&truth(), Design::Grid { lo: 0.0, hi: 1.0 }, n, 1).expect("a sample")
}

const CASES: [(usize, usize); 4] = [(2, 10_000), (3, 10_000), (2, 100_000), (3, 100_000)];

fn by_newton(data: &Data, experts: usize) -> (f64, usize) {
    let found = fit(data, &FitOptions::new(experts, vec![Start::Given(start(experts))])).expect("a fit");
    (found.log_likelihood, found.starts[0].iterations)
}

/// Expectation-maximisation to a gain below `tolerance`.
fn by_em(data: &Data, experts: usize, tolerance: f64, steps: usize) -> (f64, usize) {
    // The box of a fit, through a fit that takes no step.
    let mut options = FitOptions::new(experts, vec![Start::Given(start(experts))]);
    (options.em_steps, options.iterations, options.bounds) = (0, 1, BoxRule::default());
    let found = fit(data, &options).expect("a fit");
    let (bounds, frame) = (found.bounds, found.frame);
    let likelihood = Likelihood::new(data, experts, frame);
    let theta = likelihood.layout().pack(&start(experts), likelihood.frame());
    let run = expectation_maximisation(&likelihood, &theta, &bounds, steps, tolerance, None, |_| {});
    (run.value, run.steps)
}

#[divan::bench(args = CASES, sample_count = 10)]
fn newton(bencher: Bencher, case: &(usize, usize)) {
    let data = data(case.1);
    bencher.bench_local(|| by_newton(&data, case.0));
}

#[divan::bench(args = CASES, sample_count = 3)]
fn em_to_a_relative_gain_of_1e_6(bencher: Bencher, case: &(usize, usize)) {
    let data = data(case.1);
    bencher.bench_local(|| by_em(&data, case.0, 1e-6 * 0.4 * case.1 as f64, 5000));
}

fn table(path: &str) {
    let data = read_csv(path.as_ref(), &Columns::default()).expect("a table");
    let at_start = |k| {
        Likelihood::new(&data, k, Frame::raw(1))
            .value(&Likelihood::new(&data, k, Frame::raw(1)).layout().pack(&start(k), &Frame::raw(1)))
    };
    for experts in [2, 3] {
        println!("K = {experts}  start                    {:.4}", at_start(experts));
        let clock = Instant::now();
        let (value, passes) = by_newton(&data, experts);
        println!(
            "K = {experts}  Newton, gradient 1e-8    {value:.4}  {:.3} s  {passes} passes with Hessian",
            clock.elapsed().as_secs_f64()
        );
        for (name, tolerance, steps) in
            [("EM, relative gain 1e-6 ", 1e-6, 5000), ("EM, relative gain 1e-10", 1e-10, 5000)]
        {
            let clock = Instant::now();
            let (found, used) = by_em(&data, experts, tolerance * value.abs(), steps);
            println!("K = {experts}  {name}  {found:.4}  {:.3} s  {used} steps", clock.elapsed().as_secs_f64());
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|a| a == "--table").and_then(|i| arguments.get(i + 1)) {
        Some(path) => table(path),
        None => divan::main(),
    }
}
