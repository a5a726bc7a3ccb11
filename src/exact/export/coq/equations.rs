//! The printed equations: Taylor coefficients of one atom, their recurrence, and their weighted sums.
//!
//! e_(ℓ1,ℓ2) is the coefficient of x^ℓ1 t^ℓ2 in `G = exp(p1ᵀx + p2ᵀx t + p3 t + p4 t²)`. Comparing coefficients in
//! `∂G/∂t = (p2ᵀx + p3 + 2 p4 t) G` and, where t does not occur, in `∂G/∂x_i = p1_i G` at t = 0, gives
//!
//! `ℓ2 e_(ℓ1,ℓ2) = p3 e_(ℓ1,ℓ2−1) + 2 p4 e_(ℓ1,ℓ2−2) + Σ_i p2_i e_(ℓ1−e_i,ℓ2−1)` and `ℓ1_i e_(ℓ1,0) = p1_i e_(ℓ1−e_i,0)`,
//!
//! which together with e_(0,0) = 1 determine all of them. A file proves the recurrence for every coefficient that it prints.

use super::text;
use crate::exact::export::identifier;
use crate::exact::system::{AtomTerm, TaylorSystem, position, unknowns_per_atom};
use crate::kernel::System;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, VARIANCE};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::{BTreeMap, BTreeSet};

/// An index (ℓ1, ℓ2): d + 1 numbers.
type Index = Vec<u32>;

/// A summand of the recurrence: what multiplies the coefficient of a lower index (`None`: the index 0, whose coefficient is 1).
type Step = (String, Option<Index>);

/// The equations that a file states, and the Taylor coefficients that these and their recurrence need.
pub struct Equations {
    dim: usize,
    cells: usize,
    /// The unknowns of all atoms, as identifiers.
    names: Vec<String>,
    /// The unknowns p1…p4 of one atom.
    atom_names: Vec<String>,
    coefficients: BTreeMap<Index, Vec<AtomTerm>>,
    stated: BTreeSet<Index>,
}

impl Equations {
    /// The equations of `system` with the given indices.
    pub fn new(system: &System, stated: BTreeSet<Index>) -> Self {
        let (dim, cells) = (system.dim, system.atoms);
        let names = system.variables().iter().map(|n| identifier(n)).collect();
        let vector = |p: &str| match dim {
            1 => vec![p.to_string()],
            d => (1..=d).map(|i| format!("{p}_{i}")).collect(),
        };
        let atom_names = [vector("p1"), vector("p2"), vec!["p3".into(), "p4".into()]].concat();
        let mut equations =
            Equations { dim, cells, names, atom_names, coefficients: BTreeMap::new(), stated: stated.clone() };
        // The system was written out in the proof file, so it is not too large.
        let built = TaylorSystem::new(cells, dim, system.order).map(|s| s.equations).unwrap_or_default();
        let all: BTreeMap<Index, Vec<AtomTerm>> = built.into_iter().map(|e| (e.index, e.terms)).collect();
        let mut open: Vec<Index> = stated.into_iter().collect();
        while let Some(index) = open.pop() {
            if let Some(terms) = all.get(&index).filter(|_| !equations.coefficients.contains_key(&index)) {
                open.extend(equations.steps(&index).into_iter().filter_map(|(_, lower)| lower));
                equations.coefficients.insert(index, terms.clone());
            }
        }
        equations
    }

    /// The number of terms that [`Equations::definitions`] prints.
    pub fn terms(&self) -> usize {
        self.coefficients.values().map(Vec::len).sum()
    }

    /// The unknowns of all atoms, as identifiers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// `E_0_2 p3_1 p4_1 p5_1 p3_2 p4_2 p5_2`
    pub fn applied(&self, index: &[u32]) -> String {
        let arguments: Vec<&str> = self.unknowns(index).iter().map(|&p| self.names[p].as_str()).collect();
        text::glue(&format!("E_{} {}", suffix(index), arguments.join(" ")))
    }

    /// The positions of the unknowns that an equation contains.
    pub fn unknowns(&self, index: &[u32]) -> Vec<usize> {
        let width = unknowns_per_atom(self.dim);
        let of_atom = |j: usize| self.arguments(index).into_iter().chain([width - 1]).map(move |p| j * width + p);
        (0..self.cells).flat_map(of_atom).collect()
    }

    /// `unfold E_0_1, e_0_1, …`
    pub fn unfold<'a>(&self, indices: impl Iterator<Item = &'a [u32]>) -> String {
        let names: Vec<String> = indices.map(suffix).flat_map(|s| [format!("E_{s}"), format!("e_{s}")]).collect();
        format!("unfold {}, weighted", names.join(", "))
    }

    /// The definitions of the coefficients, with their recurrence, and of the equations.
    pub fn definitions(&self) -> String {
        let mut out = String::from(
            "(** ** The equations

    e_l1_l2 is the coefficient of x^l1 t^l2 in G = exp(p1.x + (p2.x) t + p3 t + p4 t^2), and the equation (l1, l2), E_l1_l2,
    is the sum of p5^2 e_l1_l2 over the atoms; p3_2 is p3 of the second atom.  The lemmas compare coefficients in
    dG/dt = (p2.x + p3 + 2 p4 t) G and, for l2 = 0, in dG/dx = p1 G: together with e_0_0 = 1 they determine every e. *)

Definition weighted (p5 e : R) : R := p5^2 * e.
Lemma weighted_one (e : R) : weighted 1 e = e.
Proof. unfold weighted; field. Qed.
Lemma weighted_scaled (c p5 e : R) : weighted (c * p5) e = c * c * weighted p5 e.
Proof. unfold weighted; field. Qed.

",
        );
        for (index, terms) in &self.coefficients {
            let s = suffix(index);
            let arguments: Vec<&str> = self.arguments(index).into_iter().map(|p| self.atom_names[p].as_str()).collect();
            let arguments = arguments.join(" ");
            let numbers: Vec<BigRational> =
                terms.iter().map(|t| BigRational::new(BigInt::from(1), t.denominator.clone())).collect();
            let body =
                text::polynomial(numbers.iter().zip(terms).map(|(c, t)| (c, t.exponents.as_slice())), &self.atom_names);
            let definition = format!("Definition e_{s} ({arguments} : R) : R := {body}.");
            let steps = self.steps(index);
            let mut unfolded = vec![format!("e_{s}")];
            let mut sum = Vec::new();
            for (factor, lower) in &steps {
                match lower {
                    None => sum.push(factor.clone()),
                    Some(lower) => {
                        sum.push(text::glue(&format!("{factor} * {}", self.applied_coefficient(lower))));
                        unfolded.push(format!("e_{}", suffix(lower)));
                    }
                }
            }
            let times = match index[self.dim] {
                0 => index.iter().copied().find(|&k| k > 0).unwrap_or(0),
                l2 => l2,
            };
            let lemma = format!(
                "Lemma recurrence_{s} ({arguments} : R) : {times} * {} = {}.",
                self.applied_coefficient(index),
                sum.join(" + ")
            );
            unfolded.sort();
            unfolded.dedup();
            out.push_str(&format!(
                "{}\n{}\n{}\n\n",
                hang(&definition),
                hang(&lemma),
                hang(&format!("Proof. unfold {}; field. Qed.", unfolded.join(", ")))
            ));
        }
        for index in &self.stated {
            let width = unknowns_per_atom(self.dim);
            let summand = |j: usize| {
                let name = |p: usize| self.names[j * width + p].clone();
                let arguments: Vec<String> = self.arguments(index).into_iter().map(name).collect();
                text::glue(&format!("weighted {} (e_{} {})", name(width - 1), suffix(index), arguments.join(" ")))
            };
            let sum: Vec<String> = (0..self.cells).map(summand).collect();
            let unknowns: Vec<&str> = self.unknowns(index).iter().map(|&p| self.names[p].as_str()).collect();
            let definition =
                format!("Definition E_{} ({} : R) : R := {}.", suffix(index), unknowns.join(" "), sum.join(" + "));
            out.push_str(&hang(&definition));
            out.push('\n');
        }
        out.push('\n');
        out
    }

    /// `e_0_2 p3 p4`
    fn applied_coefficient(&self, index: &[u32]) -> String {
        let arguments: Vec<&str> = self.arguments(index).into_iter().map(|p| self.atom_names[p].as_str()).collect();
        text::glue(&format!("e_{} {}", suffix(index), arguments.join(" ")))
    }

    /// The positions, among p1…p4 of an atom, of the unknowns that a coefficient contains.
    fn arguments(&self, index: &[u32]) -> Vec<usize> {
        let terms = self.coefficients.get(index).map_or(&[][..], Vec::as_slice);
        (0..unknowns_per_atom(self.dim) - 1).filter(|&p| terms.iter().any(|t| t.exponents[p] > 0)).collect()
    }

    /// The right-hand side of the recurrence.
    fn steps(&self, index: &[u32]) -> Vec<Step> {
        let d = self.dim;
        // The index lowered at these positions, if it can be.
        let lower = |changes: &[(usize, u32)]| -> Option<Option<Index>> {
            let mut lower = index.to_vec();
            for &(position, by) in changes {
                lower[position] = lower[position].checked_sub(by)?;
            }
            Some(Some(lower).filter(|l| l.iter().any(|&k| k > 0)))
        };
        let name = |p: usize| self.atom_names[p].clone();
        let candidates = match index.iter().position(|&k| k > 0) {
            Some(i) if index[d] == 0 => vec![(name(i), lower(&[(i, 1)]))],
            _ => {
                let (p3, p4) = (position(EXPERT_INTERCEPT, 0, d), position(VARIANCE, 0, d));
                let p2 = |i| position(EXPERT_SLOPE, i, d);
                [(name(p3), lower(&[(d, 1)])), (format!("2 * {}", name(p4)), lower(&[(d, 2)]))]
                    .into_iter()
                    .chain((0..d).map(|i| (name(p2(i)), lower(&[(i, 1), (d, 1)]))))
                    .collect()
            }
        };
        candidates.into_iter().filter_map(|(factor, lower)| Some((factor, lower?))).collect()
    }
}

/// `0_2`, or `0_1_2` for d = 2.
pub fn suffix(index: &[u32]) -> String {
    index.iter().map(u32::to_string).collect::<Vec<_>>().join("_")
}

/// A command of several lines, the later ones indented by two.
pub fn hang(command: &str) -> String {
    text::wrap(command, 2).trim_start().to_string()
}
