use super::*;
use crate::model::Atom;

fn measure(rows: &[[f64; 5]]) -> MixingMeasure {
    let atoms = rows.iter().map(|r| Atom {
        gate_bias: r[0],
        gate_slope: vec![r[1]],
        expert_slope: vec![r[2]],
        expert_intercept: r[3],
        variance: r[4],
    });
    MixingMeasure::new(1, atoms.collect()).unwrap()
}

const TRUTH: [[f64; 5]; 2] = [[-2.0, 6.0, -2.0, 1.0, 0.25], [0.0, 0.0, 2.0, -1.0, 0.25]];
/// log ½ as an `f64`.
const HALF: f64 = -std::f64::consts::LN_2;

#[test]
fn distances_agree_with_values_computed_to_forty_digits() {
    // (fit, h averaged over the grid 0.25, 0.5, 1, h averaged over the uniform law on [0, 1])
    let cases: [(&[[f64; 5]], f64, f64); 3] = [
        (&[[-1.9, 5.8, -2.1, 1.1, 0.3], [0.0, 0.0, 2.05, -0.9, 0.2]], 0.06271060745310798, 0.06617431942140406),
        (&[[-2.0, 6.0, -2.0, 1.0000000000001, 0.25], TRUTH[1]], 5.3481443082809823e-14, 5.092387468557847e-14),
        (
            &[[-2.0 + HALF, 6.0, -2.0, 1.001, 0.249999], [-2.0 + HALF, 6.0, -2.0, 0.999, 0.249999], TRUTH[1]],
            1.6207634352730525e-12,
            1.5255855263969877e-12,
        ),
    ];
    let grid = CovariateLaw::Grid(vec![vec![0.25], vec![0.5], vec![1.0]]);
    for (fit, on_grid, uniform) in cases {
        for (law, expected) in [(&grid, on_grid), (&CovariateLaw::unit(1), uniform)] {
            let found = hellinger(&measure(&TRUTH), &measure(fit), law, 1e-9).unwrap();
            let gap = (found.value - expected).abs();
            assert!(gap < 1e-11 * expected, "{found:?} against {expected:e}");
            assert!(gap <= found.error + 1e-15 * expected, "{found:?} against {expected:e}");
            assert!(found.error < 1e-8 * expected, "{found:?}");
        }
    }
}

#[test]
fn two_normal_densities_in_two_coordinates_have_a_closed_form() {
    // One expert each, slopes a and a + η: h² = E[1 − exp(−(ηᵀx)²/(8ν))].
    let one = |slope: Vec<f64>, variance| {
        let atom =
            Atom { gate_bias: 0.0, gate_slope: vec![0.0; 2], expert_slope: slope, expert_intercept: 0.3, variance };
        MixingMeasure::new(2, vec![atom]).unwrap()
    };
    let law = CovariateLaw::Uniform { low: vec![-1.0, 0.0], high: vec![1.0, 2.0] };
    let found = hellinger(&one(vec![1.0, 2.0], 0.5), &one(vec![1.0 + 1e-6, 2.0], 0.5), &law, 1e-9).unwrap();
    // E x1² = 1/3, so h² = (1e-6)²/(8 · 0.5 · 3) up to a relative 1e-13.
    let expected = ((1.0f64 + 1e-6 - 1.0).powi(2) / 12.0).sqrt();
    assert!((found.value / expected - 1.0).abs() < 1e-10, "{found:?} against {expected:e}");
    let variances = hellinger(&one(vec![1.0, 2.0], 0.5), &one(vec![1.0, 2.0], 2.0), &law, 1e-9).unwrap();
    // h² = 1 − √(2σ₁σ₂/(σ₁² + σ₂²)) with σ² = 0.5, 2.
    let expected = (1.0 - (2.0f64 / 2.5).sqrt()).sqrt();
    assert!((variances.value - expected).abs() < 1e-11, "{variances:?} against {expected}");
}

#[test]
fn the_distance_is_zero_at_the_truth_symmetric_and_blind_to_translations() {
    let truth = measure(&TRUTH);
    let same = hellinger(&truth, &truth, &CovariateLaw::unit(1), 1e-6).unwrap();
    assert!(same.value == 0.0 && same.error < 1e-20, "{same:?}");
    let other = measure(&[[-1.5, 5.0, -2.0, 1.0, 0.25], TRUTH[1]]);
    let h = |a: &MixingMeasure, b: &MixingMeasure| hellinger(a, b, &CovariateLaw::unit(1), 1e-9).unwrap().value;
    assert_eq!(h(&truth, &other), h(&other, &truth));
    assert!((h(&truth, &other) - h(&truth, &other.translated(&[2.0], 0.5))).abs() < 1e-14);
    assert!(h(&truth, &truth.translated(&[2.0], 0.5)) < 1e-24);
}

#[test]
fn laws_that_cannot_be_integrated_over_are_refused() {
    let truth = measure(&TRUTH);
    let refused = |law: CovariateLaw| hellinger(&truth, &truth, &law, 1e-6).unwrap_err().to_string();
    assert!(refused(CovariateLaw::unit(2)).contains("the covariate has 2 coordinates, the measures have 1 and 1"));
    assert!(refused(CovariateLaw::unit(3)).contains("cannot be integrated over"));
    assert!(refused(CovariateLaw::Grid(vec![])).contains("cannot be integrated over"));
    assert!(refused(CovariateLaw::Uniform { low: vec![1.0], high: vec![1.0] }).contains("cannot be integrated over"));
    assert!(refused(CovariateLaw::Grid(vec![vec![f64::NAN]])).contains("cannot be integrated over"));
}
