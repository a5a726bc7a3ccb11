//! Passes over n = 100,000 rows, d = 1, K = 3, on one thread, against the exponentials alone:
//! `cargo bench -p moe-proof-benches --bench likelihood`.

use divan::{Bencher, black_box};
use moe_proof::model::{Atom, Data, Design, Frame, MixingMeasure, sample};
use moe_proof::numeric::fit::{Derivatives, Isa, Likelihood, simd};

const N: usize = 100_000;

/// The three experts of docs/numerics.md: the paper's truth with its first expert in two halves.
fn measure() -> MixingMeasure {
    let atom = |gate_bias, gate_slope, slope, intercept, variance| Atom {
        gate_bias,
        gate_slope: vec![gate_slope],
        expert_slope: vec![slope],
        expert_intercept: intercept,
        variance,
    };
    let atoms = vec![
        atom(-8.7, 25.0, -20.0, 15.1, 0.09),
        atom(-8.7, 25.0, -20.0, 14.9, 0.09),
        atom(0.0, 0.0, 20.0, -5.0, 0.16),
    ];
    MixingMeasure::new(1, atoms).expect("valid parameters")
}

fn data() -> Data {
    sample(&measure(), Design::Grid { lo: 0.0, hi: 1.0 }, N, 1).expect("a sample")
}

fn available() -> Vec<Isa> {
    Isa::ALL.into_iter().filter(|isa| isa.available()).collect()
}

#[divan::bench(args = available())]
fn exponentials_alone(bencher: Bencher, isa: &Isa) {
    let inputs: Vec<f64> = (0..6 * N).map(|i| ((i * 7919) % 600_000) as f64 * -1e-4).collect();
    let mut values = vec![0.0; 512];
    bencher.bench_local(|| {
        for chunk in inputs.chunks(512) {
            values[..chunk.len()].copy_from_slice(chunk);
            simd::exp_in_place(*isa, black_box(&mut values[..chunk.len()]));
        }
    });
}

#[divan::bench(args = available())]
fn value(bencher: Bencher, isa: &Isa) {
    let data = data();
    let likelihood = Likelihood::new(&data, 3, Frame::raw(1)).with_isa(*isa);
    let theta = likelihood.layout().pack(&measure(), likelihood.frame());
    bencher.bench_local(|| likelihood.value(black_box(&theta)));
}

#[divan::bench(args = available())]
fn gradient_and_hessian(bencher: Bencher, isa: &Isa) {
    let data = data();
    let likelihood = Likelihood::new(&data, 3, Frame::raw(1)).with_isa(*isa);
    let theta = likelihood.layout().pack(&measure(), likelihood.frame());
    let mut derivatives = Derivatives::default();
    bencher.bench_local(|| likelihood.derivatives(black_box(&theta), &mut derivatives));
}

fn main() {
    divan::main();
}
