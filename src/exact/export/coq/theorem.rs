//! Statements that apply a theorem of the Coq development to m, d and r.

use super::Part;
use crate::kernel::System;

/// What the definition of a solvable system needs.
pub const SYSTEM_LIBRARY: &[&str] = &["MultiIndex", "TaylorSystem", "FullSystem"];

/// "The system has a non-trivial solution", as in FullSystem.v.
pub fn solvable(system: &System) -> String {
    let System { atoms: cells, dim, order } = system;
    format!(
        "exists L : list (unknowns {dim}), length L = {cells}%nat /\\
     (forall l1 l2, (1 <= size l1 + l2 <= {order})%nat -> equation L l1 l2 = 0) /\\
     (forall p, In p L -> p5 p <> 0) /\\ exists p, In p L /\\ p3 p <> 0"
    )
}

/// One direction (`proj1`: solvable orders are below r̄, `proj2`: those are solvable) of the theorem on r̄, applied to m, d
/// and r. One atom and several atoms have a theorem each.
pub fn rbar(system: &System, direction: &str) -> String {
    match system.atoms {
        1 => format!("({direction} (full_system_rbar_one {} {}))", system.dim, system.order),
        m => format!("({direction} (full_system_rbar {} {m} {} ltac:(lia)))", system.dim, system.order),
    }
}

/// Caloric separation.
pub fn unsolvable(system: &System) -> Part {
    let System { atoms: cells, dim, order } = system;
    let statement = format!("  ~ ({})", solvable(system));
    let name = format!("unsolvable_{order}");
    let text = format!(
        "(** ** No non-trivial solution of order {order} *)\n\nTheorem {name} :\n{statement}.\nProof. intro S. apply {} in S. lia. Qed.\n",
        rbar(system, "proj1")
    );
    let words = format!(
        "the system of m = {cells} atoms in dimension d = {dim} has no non-trivial real solution of order {order}, by the theorem on r̄ in system/FullSystem.v, which rests on caloric separation (gaussian/Separation.v). The proof file has no other numbers than m, d and r."
    );
    Part { text, name, statement, words, library: SYSTEM_LIBRARY }
}
