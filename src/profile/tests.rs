use super::*;
use crate::mle::Atom;

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

fn request(cells: usize, parameter: Parameter, count: usize) -> Request {
    Request {
        cells,
        atom: 0,
        parameter,
        coordinate: 0,
        range: parameter.default_range(0.25),
        count,
        law: CovariateLaw::unit(1),
        starts: 4,
        seed: 1,
    }
}

#[test]
#[ignore]
fn explore() {
    let m: usize = std::env::var("M").unwrap().parse().unwrap();
    for (p, name) in [
        (Parameter::GateSlope, "beta1"),
        (Parameter::ExpertSlope, "a"),
        (Parameter::ExpertIntercept, "b"),
        (Parameter::Variance, "nu"),
    ] {
        if std::env::var("ONLY").is_ok_and(|o| o != name) {
            continue;
        }
        let t0 = std::time::Instant::now();
        let r = profile(&gentle(), &request(m, p, std::env::var("COUNT").map_or(12, |c| c.parse().unwrap())), &mut |i, n| eprint!("{i}/{n} {:?} ", t0.elapsed())).unwrap();
        println!("\n== {name} m={m} {:?} nodes {:?} descents {}", t0.elapsed(), r.nodes, r.descents);
        for (i, q) in r.points.iter().enumerate() {
            println!(
                "{:.5} {:+} h={:.6e} err {:.1e} gap {:.1e} {} {:.1e} {:?} {:.4?} slope {:.5}",
                q.delta, q.sign, q.distance.value, q.distance.error, q.rule_gap, q.converged, q.promise, q.active, q.shares,
                if i > 0 { r.slopes.local[i - 1].slope } else { f64::NAN }
            );
        }
        println!("{:?}", r.points.last().unwrap().offsets);
        println!(
            "straight {} reg {:.4} limit {:.5} ± {:.5} q {:?} {:?}",
            r.slopes.straight, r.slopes.regression, r.slopes.limit, r.slopes.spread, r.slopes.correction, r.slopes.method
        );
    }
}

#[test]
#[ignore]
fn trace() {
    let r = request(2, Parameter::GateSlope, 10);
    for delta in [0.1, 0.03] {
        for (m, p) in [(2, Parameter::GateSlope), (3, Parameter::GateSlope), (3, Parameter::ExpertIntercept)] {
            let problem = Problem::new(&gentle(), 0, m, p, 0, &r.law, 16);
            let sizes = problem.sizes(problem.scale_of(delta));
            for z in starts::starts(&problem, p, 0, -delta, 2, 1) {
                let z: Vec<Dd> = z.iter().map(|&z| Dd::from(z)).collect();
                let d = descend(&problem, &z, &sizes, 150);
                print!("m {m} {p:?} {delta} {:.6e} {:.1e} {}", d.squared.sqrt(), d.promise, d.evaluations);
                let f = continuation(&problem, &Branch { sign: -1.0, delta, descent: d, history: vec![] }, 0.7 * delta);
                let d = descend(&problem, &f.z, &problem.sizes(problem.scale_of(0.7 * delta)), 150);
                println!(" -> {:.6e} {:.1e} {}", d.squared.sqrt(), d.promise, d.evaluations);
            }
        }
    }
}
