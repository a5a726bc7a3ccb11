use super::*;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE, VARIANCE};
use crate::model::{Atom, ParameterId};

/// The entry of a parameter at a coordinate from 0.
fn entry(parameter: ParameterId, axis: usize) -> Component {
    Component { parameter, axis }
}

/// The gentle truth of docs/theory.md, section 5.
fn gentle() -> MixingMeasure {
    let atom = |b0, b1, a, b| Atom {
        gate_bias: b0,
        gate_slope: vec![b1],
        expert_slope: vec![a],
        expert_intercept: b,
        variance: 0.25,
    };
    MixingMeasure::new(1, vec![atom(-2.0, 6.0, -2.0, 1.0), atom(0.0, 0.0, 2.0, -1.0)]).unwrap()
}

fn request(cells: usize, parameter: ParameterId) -> Request {
    Request {
        cells,
        atom: 0,
        held: entry(parameter, 0),
        range: default_range(parameter, 0.25, cells),
        count: 12,
        law: CovariateLaw::unit(1),
        starts: 4,
        seed: 1,
    }
}

/// Five points of [0, 1]: enough to identify everything, at a quarter of the cost of the uniform law.
fn five_points() -> CovariateLaw {
    CovariateLaw::Grid((0..5).map(|i| vec![f64::from(i) / 4.0]).collect())
}

#[test]
fn gradient_and_hessian_agree_with_differences() {
    let two = MixingMeasure::new(
        2,
        vec![
            Atom {
                gate_bias: 0.5,
                gate_slope: vec![1.0, -1.0],
                expert_slope: vec![-1.0, 0.5],
                expert_intercept: 0.4,
                variance: 0.3,
            },
            Atom {
                gate_bias: 0.1,
                gate_slope: vec![0.5, 0.0],
                expert_slope: vec![0.0, 1.0],
                expert_intercept: -0.2,
                variance: 0.8,
            },
            Atom {
                gate_bias: 0.0,
                gate_slope: vec![0.0, 0.0],
                expert_slope: vec![1.0, 1.0],
                expert_intercept: 0.0,
                variance: 0.5,
            },
        ],
    );
    let law = CovariateLaw::Grid(vec![vec![0.1, 0.7], vec![0.9, 0.2], vec![0.4, 0.4]]);
    let problems = [
        Problem::new(&gentle(), 0, 3, entry(EXPERT_INTERCEPT, 0), &five_points(), 1),
        Problem::new(&two.unwrap(), 1, 2, entry(GATE_SLOPE, 1), &law, 1),
    ];
    for problem in problems {
        let n = problem.variables();
        let z: Vec<Dd> = (0..n)
            .map(|v| match problem.slots[v] {
                Slot::Share(_) => Dd::from(0.4),
                _ => Dd::from(0.1 * ((v * 7 % 11) as f64 / 11.0 - 0.45)),
            })
            .collect();
        let here = problem.evaluate(&z);
        assert!((here.squared - problem.squared(&z)).abs() < 1e-15);
        let step = 1e-5;
        for v in 0..n {
            let moved = |t: f64| {
                let mut z = z.clone();
                z[v] += Dd::from(t);
                problem.evaluate(&z)
            };
            let (up, down) = (moved(step), moved(-step));
            let slope = (up.squared - down.squared) / (2.0 * step);
            assert!((slope - here.gradient[v].hi).abs() < 1e-8, "{}: {slope} {:?}", problem.name(v), here.gradient[v]);
            for w in 0..n {
                let bend = (up.gradient[w] - down.gradient[w]).hi / (2.0 * step);
                let found = here.hessian[v * n + w].hi;
                assert!(
                    (bend - found).abs() < 1e-7 * (1.0 + found.abs()),
                    "{} {}: {bend} {found}",
                    problem.name(v),
                    problem.name(w)
                );
            }
        }
    }
}

#[test]
fn no_offset_is_exactly_the_truth() {
    let problem = Problem::new(&gentle(), 0, 2, entry(GATE_SLOPE, 0), &CovariateLaw::unit(1), 8);
    let z: Vec<Dd> =
        problem.slots.iter().map(|s| Dd::from(if matches!(s, Slot::Share(_)) { 0.3 } else { 0.0 })).collect();
    assert!(problem.squared(&z) < 1e-55, "{:e}", problem.squared(&z));
}

#[test]
fn a_descent_ends_at_a_minimum_that_random_points_nearby_do_not_beat() {
    use rand::{RngExt, SeedableRng};
    let problem = Problem::new(&gentle(), 0, 2, entry(EXPERT_INTERCEPT, 0), &five_points(), 1);
    let delta = 0.2;
    let sizes = problem.sizes(problem.scale_of(delta));
    let start = &starts::starts(&problem, entry(EXPERT_INTERCEPT, 0), delta, 0, 1)[0];
    let start: Vec<Dd> = start.iter().map(|&z| Dd::from(z)).collect();
    let found = descend(&problem, &start, &sizes, 300);
    assert!(found.converged && found.squared < problem.squared(&start), "{:e} {:e}", found.squared, found.promise);
    assert_eq!(found.at[problem.forced], Dd::from(delta));
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    for round in 0..300 {
        let reach = 10f64.powi(-1 - round % 5);
        let mut z = found.at.clone();
        for v in (0..problem.variables()).filter(|&v| v != problem.forced) {
            z[v] = solve::clip(&problem, v, z[v] + Dd::from(reach * sizes[v] * rng.random_range(-1.0..1.0)));
        }
        assert!(problem.squared(&z) >= found.squared * (1.0 - 1e-9), "{reach}");
    }
}

#[test]
fn the_slope_of_a_has_the_limit_two_on_five_points() {
    let small = Request { law: five_points(), count: 7, starts: 0, range: (0.005, 0.1), ..request(2, EXPERT_SLOPE) };
    let found = profile(&gentle(), &small, &mut |_, _| {}).unwrap();
    assert!((found.slopes.limit - 2.0).abs() < 0.02, "{:?}", found.slopes);
    assert!(
        found.points.iter().all(|p| p.converged && p.distance.error < 1e-6 * p.distance.value),
        "{:?}",
        found.points
    );
    assert!(found.points.windows(2).all(|w| w[1].distance.value < w[0].distance.value));
    let share = found.points[0].shares[0];
    assert!((0.25..=0.75).contains(&share) && (found.points[0].offsets[0][EXPERT_SLOPE][0].abs() - 0.1).abs() < 1e-15);
}

#[test]
fn requests_outside_their_ranges_are_refused() {
    let refused = |r: Request| profile(&gentle(), &r, &mut |_, _| {}).unwrap_err().to_string();
    let good = request(2, EXPERT_INTERCEPT);
    for (r, word) in [
        (Request { cells: 1, ..good.clone() }, "atoms in the cell"),
        (Request { cells: 5, ..good.clone() }, "atoms in the cell"),
        (Request { atom: 2, ..good.clone() }, "true atom"),
        (Request { held: entry(EXPERT_INTERCEPT, 1), ..good.clone() }, "coordinate"),
        (Request { count: 3, ..good.clone() }, "number of offsets"),
        (Request { range: (0.1, 1.1), ..good.clone() }, "offsets"),
        (Request { range: (0.1, 0.1), ..good.clone() }, "offsets"),
        (Request { range: (f64::NAN, 0.1), ..good.clone() }, "offsets"),
        (Request { law: CovariateLaw::unit(2), ..good.clone() }, "coordinates"),
    ] {
        assert!(refused(r).contains(word), "{word}");
    }
    let single = MixingMeasure::new(1, vec![gentle().atoms[0].clone()]).unwrap();
    assert!(profile(&single, &good, &mut |_, _| {}).unwrap_err().to_string().contains("true experts"));
}

/// The limits of docs/theory.md, section 4, for the gentle truth and x uniform on [0, 1]. Minutes for each:
/// `cargo test --release --lib slow::limit -- --ignored`.
fn limit(cells: usize, parameter: ParameterId, expected: f64, tolerance: f64) {
    let found = profile(&gentle(), &request(cells, parameter), &mut |_, _| {}).unwrap();
    let rows = found.points.iter().map(|p| format!("{:.6} {:.6e} {:.0e}", p.delta, p.distance.value, p.promise));
    let reached = (found.slopes.limit - expected).abs() <= tolerance && found.slopes.spread <= tolerance;
    assert!(reached, "{parameter:?}, m = {cells}\n{}\n{:#?}", rows.collect::<Vec<_>>().join("\n"), found.slopes);
}

macro_rules! limits {
    ($($name:ident: $cells:literal $parameter:ident $expected:literal $tolerance:literal;)*) => {
        $(
            #[test]
            #[ignore = "slow"]
            fn $name() {
                limit($cells, $parameter, $expected, $tolerance);
            }
        )*
    };
}

mod slow {
    use super::*;

    limits! {
        limit_of_beta1_for_two_atoms: 2 GATE_SLOPE 2.0 0.05;
        limit_of_a_for_two_atoms: 2 EXPERT_SLOPE 2.0 0.05;
        limit_of_nu_for_two_atoms: 2 VARIANCE 2.0 0.05;
        limit_of_b_for_two_atoms: 2 EXPERT_INTERCEPT 4.0 0.1;
        limit_of_beta1_for_three_atoms: 3 GATE_SLOPE 2.0 0.05;
        limit_of_a_for_three_atoms: 3 EXPERT_SLOPE 2.0 0.05;
        limit_of_nu_for_three_atoms: 3 VARIANCE 3.0 0.15;
        limit_of_b_for_three_atoms: 3 EXPERT_INTERCEPT 6.0 0.2;
    }
}
