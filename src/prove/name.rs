//! The usual name of a proof's file.

use crate::kernel::{Gate, Statement, System};

/// The name that tells what is in the file.
pub(super) fn file_name(statement: &Statement) -> String {
    let suffix = |dim: usize| if dim == 1 { String::new() } else { format!("-d{dim}") };
    let rbar = |s: &System, bound: &str| format!("rbar-{}{}{bound}.json", s.atoms, suffix(s.dim));
    match statement {
        Statement::Rbar(s) => rbar(s, ""),
        Statement::Solvable(s) => rbar(s, &format!("-at-least-{}", s.order + 1)),
        Statement::Unsolvable(s) => rbar(s, &format!("-at-most-{}", s.order)),
        Statement::Exponents(e) => {
            let free = if e.gate == Gate::Free { "-free" } else { "" };
            format!("exponents-{}{}{free}.json", e.atoms, suffix(e.dim))
        }
        Statement::Relations { dim, .. } => format!("pde-{dim}.json"),
        Statement::Identity { dim, .. } => format!("pde-{dim}-claim.json"),
        Statement::SameDensity(s) => {
            let freedom = if s.terms == 1 { "translation" } else { "common-factor" };
            format!("{freedom}-{}-{}{}.json", s.true_atoms, s.copies.len(), suffix(s.dim))
        }
        Statement::Identifiable { dim, true_atoms, fitted_atoms } => {
            format!("identifiable-{true_atoms}-{fitted_atoms}{}.json", suffix(*dim))
        }
        Statement::Dependence(s) => format!("dependence-{}{}.json", s.true_atoms, suffix(s.dim)),
        Statement::Rank(s) => format!("rank-{}-degree-{}{}.json", s.true_atoms, s.degree, suffix(s.dim)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_in_the_file() {
        let system = |atoms, dim, order| System { atoms, dim, order };
        let names = [
            Statement::Rbar(system(3, 1, 6)),
            Statement::Rbar(system(3, 2, 6)),
            Statement::Solvable(system(5, 1, 9)),
            Statement::Unsolvable(system(5, 4, 10)),
            Statement::Relations { dim: 1, order: 6 },
            Statement::Identity { dim: 2, relation: vec![] },
        ]
        .map(|s| file_name(&s));
        assert_eq!(
            names,
            [
                "rbar-3.json",
                "rbar-3-d2.json",
                "rbar-5-at-least-10.json",
                "rbar-5-d4-at-most-10.json",
                "pde-1.json",
                "pde-2-claim.json"
            ]
        );
        let left = crate::prove::identifiability(2, 5, 3).unwrap();
        assert_eq!(
            left.all().map(|p| p.file_name()),
            ["translation-2-5-d3.json", "common-factor-2-5-d3.json", "dependence-2-d3.json", "rank-2-degree-2-d3.json"]
        );
        assert_eq!(crate::prove::identifiable(2, 3, 1).unwrap().file_name(), "identifiable-2-3.json");
        let exponents = |cells, dim, gate| crate::prove::exponents(cells, dim, gate).unwrap().file_name();
        assert_eq!(exponents(2, 1, Gate::Free), "exponents-2-free.json");
        assert_eq!(exponents(2, 3, Gate::Fixed), "exponents-2-d3.json");
    }
}
