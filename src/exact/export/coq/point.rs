//! A rational point: put into every equation of the order.

use super::Part;
use super::equations::{Equations, hang};
use super::text::{factor, wrap};
use crate::exact::export::identifier;
use crate::kernel::System;
use num_rational::BigRational;
use num_traits::Zero;

/// The theorem `solvable_r`.
pub fn part(system: &System, point: &[BigRational], equations: &Equations) -> Part {
    let order = system.order;
    let indices: Vec<Vec<u32>> = system.indices().collect();
    let names = equations.names();
    let zero: Vec<String> = indices.iter().map(|i| format!("{}\u{a0}=\u{a0}0", equations.applied(i))).collect();
    let nonzero = |positions: &[usize]| positions.iter().map(|&p| format!("{} <> 0", names[p])).collect::<Vec<_>>();
    let (all, any) = (system.all_nonzero(), system.any_nonzero());
    let statement = format!(
        "{}\n    ({}) /\\\n    ({}) /\\\n    ({})",
        wrap(&format!("exists {} : R,", names.join(" ")), 2),
        wrap(&zero.join(" /\\ "), 5).trim_start(),
        wrap(&nonzero(&all).join(" /\\ "), 5).trim_start(),
        wrap(&nonzero(&any).join(" \\/ "), 5).trim_start(),
    );
    // The first p3_j that is not 0, in a disjunction nested to the right.
    let chosen = any.iter().position(|&p| !point[p].is_zero()).unwrap_or(0);
    let choice = match chosen + 1 == any.len() {
        true => "right; ".repeat(chosen),
        false => "right; ".repeat(chosen) + "left; ",
    };
    let name = format!("solvable_{order}");
    let point: Vec<String> = point.iter().map(factor).collect();
    let text = format!(
        "(** ** A non-trivial solution of order {order}: a rational point *)\n\nTheorem {name} :\n{statement}.\nProof.\n{}\n  split; [| split].\n  - {}\n  - repeat apply conj; lra.\n  - {choice}lra.\nQed.\n",
        wrap(&format!("exists {}.", point.join(", ")), 2),
        hang(&format!("repeat apply conj; {}; field.", equations.unfold(indices.iter().map(Vec::as_slice)))),
    );
    let words = format!(
        "the equations (l1, l2) with 1 <= |l1| + l2 <= {order} have a rational solution with all p5 <> 0 and some p3 <> 0, by putting it into each of them."
    );
    Part { text, name, statement, words, library: &[] }
}

/// The theorem `solvable_0`: the system of order 0 has no equations, so every non-trivial point solves it.
pub fn empty_system(system: &System) -> Part {
    let names: Vec<String> = system.variables().iter().map(|n| identifier(n)).collect();
    let positions = [system.all_nonzero(), system.any_nonzero()].concat();
    let unknowns: Vec<&str> = positions.iter().map(|&p| names[p].as_str()).collect();
    let list = |positions: Vec<usize>, join: &str| {
        positions.into_iter().map(|p| format!("{} <> 0", names[p])).collect::<Vec<_>>().join(join)
    };
    let statement = format!(
        "  exists {} : R, ({}) /\\ ({})",
        unknowns.join(" "),
        list(system.all_nonzero(), " /\\ "),
        list(system.any_nonzero(), " \\/ ")
    );
    let name = format!("solvable_{}", system.order);
    let choice = if system.atoms == 1 { "" } else { "left; " };
    let text = format!(
        "(** ** The system of order 0 has no equations *)\n\nTheorem {name} :\n{statement}.\nProof.\n  exists {}.\n  split; [repeat apply conj; lra | {choice}lra].\nQed.\n",
        vec!["1"; positions.len()].join(", ")
    );
    let words = "the system of order 0 has no equations; all p5 <> 0 and some p3 <> 0 is possible.".into();
    Part { text, name, statement, words, library: &[] }
}
