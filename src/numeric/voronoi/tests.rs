use super::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// r̄(m), as docs/theory.md, section 3, has it.
fn rbar(m: usize) -> Result<u32, Error> {
    Ok(2 * m as u32)
}

/// β0, β1, a, b, ν.
type Row<'a> = (f64, &'a [f64], &'a [f64], f64, f64);

fn measure(dim: usize, rows: &[Row]) -> MixingMeasure {
    let atoms = rows.iter().map(|&(b0, b1, a, b, variance)| Atom {
        gate_bias: b0,
        gate_slope: b1.to_vec(),
        expert_slope: a.to_vec(),
        expert_intercept: b,
        variance,
    });
    MixingMeasure::new(dim, atoms.collect()).unwrap()
}

fn truth() -> MixingMeasure {
    measure(1, &[(-8.0, &[25.0], &[-20.0], 15.0, 0.09), (0.0, &[0.0], &[20.0], -5.0, 0.16)])
}

/// D1 or D2 at a given translation, written out from the definition.
fn plain(truth: &MixingMeasure, fit: &MixingMeasure, kind: Kind, t1: &[f64], t2: f64) -> f64 {
    let weights = scaled_weights(fit, log_sum(truth));
    let owner = owners(truth, fit);
    let mut sum = 0.0;
    for (j, t) in truth.atoms.iter().enumerate() {
        let inside: Vec<usize> = (0..fit.len()).filter(|&i| owner[i] == j).collect();
        let mut cell = 0.0;
        for &i in &inside {
            let f = &fit.atoms[i];
            let beta: f64 = (0..truth.dim).map(|l| (f.gate_slope[l] - t.gate_slope[l] - t1[l]).powi(2)).sum();
            let a: f64 = (0..truth.dim).map(|l| (f.expert_slope[l] - t.expert_slope[l]).powi(2)).sum();
            let b = (f.expert_intercept - t.expert_intercept).powi(2);
            let nu = (f.variance - t.variance).powi(2);
            cell += weights[i];
            sum += weights[i]
                * if kind == Kind::D1 || inside.len() == 1 {
                    (beta + a + b + nu).sqrt()
                } else {
                    let r = f64::from(rbar(inside.len()).unwrap());
                    (beta + b).powf(r / 2.0) + (a + nu).powf(r / 4.0)
                };
        }
        sum += (cell - (t.gate_bias + t2).exp()).abs();
    }
    sum
}

#[test]
fn both_losses_are_the_least_over_a_grid_of_translations() {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    for round in 0..40 {
        let mut fit = truth();
        if round % 2 == 0 {
            fit.atoms.push(fit.atoms[0].clone());
        }
        for atom in &mut fit.atoms {
            let mut shake = || rng.random_range(-0.5..0.5f64);
            atom.gate_bias += shake();
            atom.gate_slope[0] += 3.0 + shake();
            atom.expert_slope[0] += shake();
            atom.expert_intercept += shake();
            atom.variance *= 1.0 + shake();
        }
        let found = voronoi(&truth(), &fit, rbar).unwrap();
        for (kind, loss) in [(Kind::D1, &found.d1), (Kind::D2, &found.d2)] {
            let at = plain(&truth(), &fit, kind, &loss.t1, loss.t2.unwrap());
            assert!((at - loss.value).abs() < 1e-12, "{kind:?} {at} {loss:?}");
            let mut least = f64::INFINITY;
            for i in -100..=100 {
                for k in -100..=100 {
                    let t1 = [3.0 + f64::from(i) / 100.0];
                    least = least.min(plain(&truth(), &fit, kind, &t1, f64::from(k) / 100.0));
                }
            }
            assert!(loss.value <= least + 1e-12 && least <= loss.value + 0.03, "{kind:?} {least} {loss:?}");
            assert!(loss.gap <= 1e-9, "{loss:?}");
        }
    }
}

#[test]
fn a_translated_truth_has_no_loss_and_a_common_shift_of_the_bias_changes_nothing() {
    let exact = voronoi(&truth(), &truth().translated(&[7.0], 3.0), rbar).unwrap();
    assert!(exact.d1.value < 1e-12 && exact.d2.value < 1e-12, "{exact:?}");
    assert_eq!(exact.applies, Kind::D1);
    assert!((exact.d1.t1[0] - 7.0).abs() < 1e-12);
    assert!(exact.errors.iter().all(|e| e.difference[GATE_SLOPE][0].abs() < 1e-12));
    let mut fit = truth();
    fit.atoms[0].expert_intercept += 0.3;
    fit.atoms[1].gate_bias = 0.4;
    let (here, moved) =
        (voronoi(&truth(), &fit, rbar).unwrap(), voronoi(&truth(), &fit.translated(&[-2.0], 5.0), rbar).unwrap());
    assert!((here.d1.value - moved.d1.value).abs() < 1e-12 && (here.d2.value - moved.d2.value).abs() < 1e-12);
}

#[test]
fn cells_go_by_the_expert_alone_and_the_powers_by_their_size() {
    let d = measure(2, &[(0.0, &[0.0, 0.0], &[1.0, 0.0], 0.0, 1.0), (0.0, &[0.0, 0.0], &[-1.0, 0.0], 0.0, 1.0)]);
    let split = measure(
        2,
        &[
            (0.5f64.ln(), &[0.0, 0.0], &[1.0, 0.0], 0.1, 1.0),
            (0.5f64.ln(), &[0.0, 0.0], &[1.0, 0.0], -0.1, 1.0),
            // Far away in β1, yet in the second cell.
            (0.0, &[0.0, 0.0], &[-1.0, 0.0], 0.0, 1.0),
        ],
    );
    let found = voronoi(&d, &split, rbar).unwrap();
    assert_eq!(found.members, vec![vec![0, 1], vec![2]]);
    assert_eq!(found.applies, Kind::D2);
    // Two atoms of weight ½ at b = ±0.1: Σ w |Δb|^4 with r̄(2) = 4, and Σ w |Δb| in D1.
    assert!((found.d2.value - 1e-4).abs() < 1e-14, "{:?}", found.d2);
    assert!((found.d1.value - 0.1).abs() < 1e-12, "{:?}", found.d1);
    let other = voronoi(&d, &split, |_| Ok(6)).unwrap();
    assert!((other.d2.value - 1e-6).abs() < 1e-14);
    let mut far = split.clone();
    far.atoms[2].gate_slope = vec![100.0, -50.0];
    assert_eq!(voronoi(&d, &far, rbar).unwrap().members, found.members);
    assert!(voronoi(&truth(), &split, rbar).is_err());
}

#[test]
fn the_weights_part_is_a_weighted_median_and_may_be_a_limit() {
    assert_eq!(weights_part(&[1.0, 2.0, 6.0], &[1.0, 1.0, 2.0]), (1.0 + 2.0, 2.0));
    // An empty cell that carries most of the true weight: the infimum is the limit t2 → −∞.
    let (value, z) = weights_part(&[0.0, 4.0], &[3.0, 1.0]);
    assert_eq!((value, z), (4.0, 0.0));
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    for _ in 0..200 {
        let n = rng.random_range(1..6);
        let (w, t): (Vec<f64>, Vec<f64>) =
            (0..n).map(|_| (rng.random_range(0.0..2.0), rng.random_range(0.1..2.0))).unzip();
        let (value, _) = weights_part(&w, &t);
        let at = |z: f64| w.iter().zip(&t).map(|(w, t)| (w - t * z).abs()).sum::<f64>();
        assert!((0..4000).all(|k| at(f64::from(k) / 200.0) >= value - 1e-12));
    }
    let lost = measure(1, &[(0.0, &[0.0], &[20.0], -5.0, 0.16)]);
    let found =
        voronoi(&measure(1, &[(2.0, &[1.0], &[-20.0], 15.0, 0.09), (0.0, &[0.0], &[20.0], -5.0, 0.16)]), &lost, rbar)
            .unwrap();
    assert_eq!((found.d1.t2, found.log_weight_errors), (None, vec![None, None]));
}
