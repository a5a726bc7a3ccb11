//! Which Voronoi cells can occur: k fitted atoms in the cells of k* true ones, at least one in each.
//!
//! The gate of a cell with two atoms or more is fixed if some other cell has exactly one atom. For k < 2k* there always is one.

use crate::kernel::Gate;

/// Sizes of the cells of all true atoms, at least one, none of them 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition(Vec<usize>);

impl Partition {
    /// A partition with these cell sizes; `None` if there is no cell or one has no atom.
    pub fn new(sizes: Vec<usize>) -> Option<Self> {
        (!sizes.is_empty() && sizes.iter().all(|&m| m > 0)).then_some(Partition(sizes))
    }

    /// The sizes, in the order in which they were given.
    pub fn sizes(&self) -> &[usize] {
        &self.0
    }

    /// k*, the number of true experts.
    pub fn true_experts(&self) -> usize {
        self.0.len()
    }

    /// k, the number of fitted experts.
    pub fn fitted_experts(&self) -> usize {
        self.0.iter().sum()
    }

    /// Whether some cell has exactly one atom. (Where that is the cell itself, its gate is fixed by its own equations.)
    pub fn gate(&self) -> Gate {
        if self.0.contains(&1) { Gate::Fixed } else { Gate::Free }
    }
}

/// The worst partitions of `fitted` atoms over `true_experts` cells: the largest cell that is possible when some cell has exactly
/// one atom and, from k = 2k* on, the largest one when every cell has two or more. Empty if fitted < true_experts.
///
/// # Example
/// ```
/// use moe_proof::exact::rates::partition::worst_cases;
/// let sizes = |k_true, k| worst_cases(k_true, k).iter().map(|p| p.sizes().to_vec()).collect::<Vec<_>>();
/// assert_eq!(sizes(2, 3), [[2, 1]]);
/// assert_eq!(sizes(2, 5), [[4, 1], [3, 2]]);
/// ```
pub fn worst_cases(true_experts: usize, fitted: usize) -> Vec<Partition> {
    let largest_with = |least: usize| {
        let others = true_experts.checked_sub(1)?;
        let largest = fitted.checked_sub(least * others).filter(|m| *m >= least)?;
        Partition::new([vec![largest], vec![least; others]].concat())
    };
    let mut all: Vec<Partition> =
        [largest_with(1).filter(|p| p.gate() == Gate::Fixed), largest_with(2)].into_iter().flatten().collect();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(true_experts: usize, fitted: usize) -> Vec<Vec<usize>> {
        worst_cases(true_experts, fitted).iter().map(|p| p.sizes().to_vec()).collect()
    }

    #[test]
    fn the_worst_cases_agree_with_a_search_over_all_partitions() {
        fn all(cells: usize, atoms: usize) -> Vec<Vec<usize>> {
            if cells == 1 {
                return if atoms > 0 { vec![vec![atoms]] } else { vec![] };
            }
            (1..=atoms)
                .flat_map(|m| all(cells - 1, atoms - m).into_iter().map(move |rest| [vec![m], rest].concat()))
                .collect()
        }
        for k_true in 1..=4 {
            for k in k_true..=9 {
                let partitions: Vec<Partition> =
                    all(k_true, k).into_iter().map(|s| Partition::new(s).unwrap()).collect();
                for gate in [Gate::Fixed, Gate::Free] {
                    let largest =
                        partitions.iter().filter(|p| p.gate() == gate).filter_map(|p| p.sizes().iter().max()).max();
                    let found = worst_cases(k_true, k);
                    let found = found.iter().find(|p| p.gate() == gate).and_then(|p| p.sizes().iter().max());
                    assert_eq!(found, largest, "k* = {k_true}, k = {k}, {gate:?}");
                }
            }
        }
    }

    #[test]
    fn too_few_fitted_experts_have_no_partition() {
        assert!(sizes(3, 2).is_empty());
        assert_eq!(sizes(3, 3), [[1, 1, 1]]);
        assert_eq!(sizes(1, 3), [[3]]);
        assert!(Partition::new(vec![2, 0]).is_none());
    }
}
