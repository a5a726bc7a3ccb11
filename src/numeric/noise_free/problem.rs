//! The least-squares problem behind one point of the profile: variables, residuals, gradient and Hessian.
//!
//! With residuals `r = √g − √g*` at quadrature nodes (x, y) of weight W, `h² = ½ Σ W r²`. Everything is written in terms of
//! the variables' offsets from the truth, so the point "no offset" is exactly the truth.
//!
//! The sums over nodes, with g's derivatives, are in `nodes`; here stand the variables and the chain rule.

use super::nodes::{Line, LineSums};
use super::scaling::Scaling;
use super::shares::shares;
use crate::model::softmax_gaussian::{EXPERT_INTERCEPT, EXPERT_SLOPE, GATE_SLOPE};
use crate::model::{Component, Family, MixingMeasure, ParameterId, Role};
use crate::numeric::hellinger::CovariateLaw;
use crate::numeric::hellinger::double_double::Dd;
use crate::numeric::hellinger::mixture::{FineAtom, FineMixture, density, root_gap};

/// What one variable moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The offset of one natural parameter: its place in the list of all atoms' log-weights and parameters, atom by atom.
    Natural(usize),
    /// A stick variable of the over-specified cell.
    Share(usize),
    /// The offset of the logarithm of the over-specified cell's weight.
    CellWeight,
}

/// What an atom's natural parameters are, in order: the log-weight, then the entries of the family's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Natural {
    /// The offset of the log-weight.
    Weight,
    /// The offset of an entry of a parameter.
    Entry(Component),
}

/// The natural parameters of one atom for x of `dim` coordinates.
fn naturals(dim: usize) -> Vec<Natural> {
    let entries = Family::softmax_gaussian().components(dim).map(Natural::Entry);
    std::iter::once(Natural::Weight).chain(entries).collect()
}

/// Minimise h over all variables but one.
pub struct Problem {
    truth: MixingMeasure,
    /// Number of the over-specified true atom.
    cell: usize,
    /// True atom of each fitted atom; the first m belong to the over-specified cell.
    owner: Vec<usize>,
    cells: usize,
    /// What each variable moves.
    pub slots: Vec<Slot>,
    /// Lower bounds of the variables.
    pub low: Vec<f64>,
    /// Upper bounds of the variables.
    pub high: Vec<f64>,
    /// The natural size of each variable at the scale s: (unit, power), size = unit · s^power.
    sizes: Vec<(f64, f64)>,
    /// The variable that is held fixed.
    pub forced: usize,
    parameter: ParameterId,
    /// The natural parameters of an atom.
    naturals: Vec<Natural>,
    lines: Vec<Line>,
}

/// h² = `½ Σ W r²` by the problem's nodes, and its derivatives.
pub struct Evaluation {
    /// h².
    pub squared: f64,
    /// ∂(h²)/∂z.
    pub gradient: Vec<Dd>,
    /// ∂²(h²)/∂z∂z, symmetric, row by row.
    pub hessian: Vec<Dd>,
    /// The part of `hessian` that has no factor r: positive semidefinite, the matrix of Gauss and Newton.
    pub gauss: Vec<Dd>,
}

impl Problem {
    /// The problem for a cell of `cells` atoms at true atom `cell`, with the entry `held` of the cell's first atom held.
    /// The gauge is fixed at the last other atom: its gate is the true one. `x_points` is the size of the rule for x.
    ///
    /// All indices must be in range and the truth must have at least two atoms.
    pub fn new(
        truth: &MixingMeasure,
        cell: usize,
        cells: usize,
        held: Component,
        law: &CovariateLaw,
        x_points: usize,
    ) -> Problem {
        let d = truth.dim;
        let others: Vec<usize> = (0..truth.len()).filter(|&j| j != cell).collect();
        let gauge = others[others.len() - 1];
        let mut owner = vec![cell; cells];
        owner.extend(&others);
        let naturals = naturals(d);
        let (mut slots, mut low, mut high, mut sizes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut push = |slot, l, h, size| {
            slots.push(slot);
            low.push(l);
            high.push(h);
            sizes.push(size);
        };
        let family = truth.family();
        // The entries of the cell's first atom are the first variables.
        let forced = family.position(held, d);
        for (i, &j) in owner.iter().enumerate() {
            let variance = truth.atoms[j].variance;
            let (inside, at_gauge) = (i < cells, j == gauge);
            for (k, natural) in naturals.iter().enumerate() {
                let &Natural::Entry(component) = natural else { continue };
                if at_gauge && family.parameter(component.parameter).role == Role::Gate {
                    continue;
                }
                let scaling = Scaling::of(component.parameter, variance);
                let Scaling { unit, below, above, .. } = scaling;
                // What an expert outside the cell has to give way by is of the size of what the cell's own equations leave.
                let power = if inside { scaling.order.power(cells) } else { 2.0 };
                push(Slot::Natural(i * naturals.len() + k), -below * unit, above * unit, (unit, power));
            }
            if !inside && !at_gauge {
                push(Slot::Natural(i * naturals.len()), -2.0, 2.0, (1.0, 2.0));
            }
        }
        for l in 0..cells - 1 {
            push(Slot::Share(l), 0.0, 1.0, (1.0, 0.0));
        }
        push(Slot::CellWeight, -2.0, 2.0, (1.0, 2.0));
        let fine = FineMixture::new(truth);
        let lines = law.rule(x_points).into_iter().map(|(x, weight)| Line::new(&fine, x, weight)).collect();
        let (truth, parameter) = (truth.clone(), held.parameter);
        Problem { truth, cell, owner, cells, slots, low, high, sizes, forced, parameter, naturals, lines }
    }

    /// Number of variables, the forced one included.
    pub fn variables(&self) -> usize {
        self.slots.len()
    }

    /// Number of quadrature nodes.
    pub fn nodes(&self) -> usize {
        self.lines.iter().map(|l| l.nodes.len()).sum()
    }

    /// Number of atoms in the over-specified cell.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The family of the atoms.
    pub fn family(&self) -> &'static Family {
        self.truth.family()
    }

    /// Number of coordinates of x.
    pub fn dim(&self) -> usize {
        self.truth.dim
    }

    /// The standard deviation of the over-specified true expert.
    pub fn deviation(&self) -> f64 {
        self.truth.atoms[self.cell].variance.sqrt()
    }

    /// The quasi-homogeneous scale s of a forced offset |δ| (see `scaling`), in units of the true atom's standard deviation, at
    /// most 1.
    pub fn scale_of(&self, delta: f64) -> f64 {
        Scaling::of(self.parameter, self.truth.atoms[self.cell].variance).scale_of(delta, self.cells)
    }

    /// The atom and the natural parameter at a place of [`Slot::Natural`].
    pub(super) fn natural(&self, place: usize) -> (usize, Natural) {
        (place / self.naturals.len(), self.naturals[place % self.naturals.len()])
    }

    /// The natural size of each variable at scale s (stick variables: 1).
    pub fn sizes(&self, s: f64) -> Vec<f64> {
        self.sizes.iter().map(|&(unit, power)| unit * s.powf(power)).collect()
    }

    /// Each cell atom's share of the cell's weight at `z`.
    pub fn shares_at(&self, z: &[Dd]) -> Vec<f64> {
        shares(&self.stick_values(z)).value.iter().map(|v| v.hi).collect()
    }

    /// A name for a variable: the parameter and the number of the fitted atom, from 1, those of the cell first.
    pub fn name(&self, variable: usize) -> String {
        match self.slots[variable] {
            Slot::Share(l) => format!("share {}", l + 1),
            Slot::CellWeight => "weight of the cell".to_string(),
            Slot::Natural(place) => {
                let (atom, natural) = self.natural(place);
                let what = match natural {
                    Natural::Weight => "weight",
                    Natural::Entry(c) => &self.truth.family().parameter(c.parameter).name,
                };
                format!("{what} of atom {}", atom + 1)
            }
        }
    }

    /// The stick variables among `z`.
    fn stick_values(&self, z: &[Dd]) -> Vec<Dd> {
        let shares = self.slots.iter().zip(z).filter(|(s, _)| matches!(s, Slot::Share(_)));
        shares.map(|(_, &v)| v).collect()
    }

    /// The fitted measure at `z`; its first atoms are those of the over-specified cell.
    pub fn fitted(&self, z: &[Dd]) -> FineMixture {
        let fine = FineMixture::new(&self.truth);
        let mut atoms: Vec<FineAtom> = self.owner.iter().map(|&j| fine.atoms[j].clone()).collect();
        for (atom, share) in atoms.iter_mut().zip(shares(&self.stick_values(z)).value) {
            atom.factor = share;
        }
        for (slot, &value) in self.slots.iter().zip(z) {
            match *slot {
                Slot::Natural(place) => {
                    let (i, natural) = self.natural(place);
                    let atom = &mut atoms[i].atom;
                    match natural {
                        Natural::Weight => atom.gate_bias += value,
                        Natural::Entry(c) => atom.values_mut(c.parameter)[c.axis] += value,
                    }
                }
                Slot::CellWeight => atoms[..self.cells].iter_mut().for_each(|a| a.atom.gate_bias += value),
                Slot::Share(_) => {}
            }
        }
        FineMixture { atoms }
    }

    /// h² alone, by this problem's nodes.
    pub fn squared(&self, z: &[Dd]) -> f64 {
        let fitted = self.fitted(z);
        let line = |l: &Line| {
            let components = fitted.at(&l.x);
            let part = |&(y, w, truth): &(f64, f64, Dd)| w * root_gap(density(&components, y), truth).powi(2);
            l.nodes.iter().map(part).sum::<f64>()
        };
        0.5 * self.lines.iter().map(line).sum::<f64>()
    }

    /// h² with gradient and Hessian.
    pub fn evaluate(&self, z: &[Dd]) -> Evaluation {
        let k = self.owner.len();
        let fitted = self.fitted(z);
        let natural = k * self.naturals.len();
        // Which of (s, b, ν) a natural parameter enters through, and with which coordinate of x as its factor, if any.
        let entries: Vec<(usize, Option<usize>)> = (0..natural)
            .map(|p| match self.natural(p) {
                (i, Natural::Weight) => (3 * i, None),
                (i, Natural::Entry(Component { parameter: GATE_SLOPE, axis })) => (3 * i, Some(axis)),
                (i, Natural::Entry(Component { parameter: EXPERT_SLOPE, axis })) => (3 * i + 1, Some(axis)),
                (i, Natural::Entry(Component { parameter: EXPERT_INTERCEPT, .. })) => (3 * i + 1, None),
                (i, Natural::Entry(_)) => (3 * i + 2, None),
            })
            .collect();
        let mut squared = 0.0;
        let mut slope = vec![Dd::ZERO; natural];
        let mut bend = vec![Dd::ZERO; natural * natural];
        let mut mild = vec![0.0; natural * natural];
        let mut sums = LineSums::new(k);
        for line in &self.lines {
            sums.collect(&fitted, line);
            squared += sums.squared;
            let entry = |p: usize| {
                let (place, axis) = entries[p];
                (place, axis.map_or(1.0, |axis| line.x[axis]))
            };
            for p in 0..natural {
                let (lp, fp) = entry(p);
                slope[p] += sums.slope[lp].scale(fp);
                for q in p..natural {
                    let (lq, fq) = entry(q);
                    let place = lp.min(lq) * 3 * k + lp.max(lq);
                    bend[p * natural + q] += sums.bend[place].scale(fp).scale(fq);
                    mild[p * natural + q] += sums.mild[place] * fp * fq;
                }
            }
        }
        for p in 0..natural {
            for q in 0..p {
                bend[p * natural + q] = bend[q * natural + p];
                mild[p * natural + q] = mild[q * natural + p];
            }
        }
        let (gradient, gauss, hessian) = self.in_variables(z, &slope, &bend, &mild);
        Evaluation { squared: 0.5 * squared, gradient, hessian, gauss }
    }

    /// The chain rule from natural parameters to the variables: gradient, Gauss–Newton matrix, Hessian.
    fn in_variables(&self, z: &[Dd], slope: &[Dd], bend: &[Dd], mild: &[f64]) -> (Vec<Dd>, Vec<Dd>, Vec<Dd>) {
        let (n, natural, stride) = (self.variables(), slope.len(), self.naturals.len());
        let parts = shares(&self.stick_values(z));
        // The natural parameters that a variable moves, with the derivatives.
        let moves: Vec<Vec<(usize, Dd)>> = self
            .slots
            .iter()
            .map(|slot| match *slot {
                Slot::Natural(p) => vec![(p, Dd::ONE)],
                Slot::CellWeight => (0..self.cells).map(|i| (i * stride, Dd::ONE)).collect(),
                Slot::Share(l) => (0..self.cells).map(|i| (i * stride, parts.slope[i][l])).collect(),
            })
            .collect();
        let mut gradient = vec![Dd::ZERO; n];
        let mut gauss = vec![Dd::ZERO; n * n];
        let mut hessian = vec![Dd::ZERO; n * n];
        for (v, by_v) in moves.iter().enumerate() {
            for &(p, c) in by_v {
                gradient[v] += c * slope[p];
            }
            for (w, by_w) in moves.iter().enumerate() {
                let (mut sum, mut curved) = (Dd::ZERO, Dd::ZERO);
                for &(p, c) in by_v {
                    for &(q, e) in by_w {
                        sum += c * e * bend[p * natural + q];
                        curved += (c * e).scale(mild[p * natural + q]);
                    }
                }
                if let (Slot::Share(l), Slot::Share(m)) = (self.slots[v], self.slots[w]) {
                    for i in 0..self.cells {
                        curved += parts.curvature[i][l][m] * slope[i * stride];
                    }
                }
                gauss[v * n + w] = sum;
                hessian[v * n + w] = sum + curved;
            }
        }
        (gradient, gauss, hessian)
    }
}
