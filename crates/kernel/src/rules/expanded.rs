//! The written-out system of a file, compared term by term with the one that the statement implies.

use crate::json::MAX_VALUES;
use crate::polynomial::{Exponents, Polynomial, term_text};
use crate::reader::{Fields, Node};
use crate::rejection::{Reason, Rejection, clip};
use crate::system::System;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// The fields of a file beside `format`, `statement`, `proof` and `producer`: a written-out system, or none.
pub struct Written<'f> {
    fields: Fields<'f>,
    system: Option<System>,
    expanded: Option<Expanded>,
}

impl<'f> Written<'f> {
    /// What is left of the file, and the system that its statement is about.
    pub fn new(fields: Fields<'f>, system: Option<System>) -> Self {
        Written { fields, system, expanded: None }
    }

    /// Reads the system, the first time that a rule asks for it, and compares it with the one that the statement
    /// implies.
    pub fn read(&mut self) -> Result<&Expanded, Rejection> {
        let expanded = match (self.expanded.take(), self.system) {
            (Some(expanded), _) => expanded,
            (None, Some(system)) => Expanded::read(&mut self.fields, system)?,
            (None, None) => return Err(self.fields.reject(Reason::MissingField("equations".into()))),
        };
        Ok(self.expanded.insert(expanded))
    }

    /// Ends the reading of the file: a field that no rule has read is not ignored.
    pub fn finish(self) -> Result<(), Rejection> {
        self.fields.finish()
    }
}

/// A system whose equations the kernel has derived and, where the file writes them out, found equal to those there.
#[derive(Debug)]
pub struct Expanded {
    /// The system: that of the file's statement, or its part of dimension 0.
    pub system: System,
    /// The names of the unknowns.
    pub names: Vec<String>,
    equations: BTreeMap<Vec<u32>, Polynomial>,
}

impl Expanded {
    /// Reads `variables`, `equations` and `nontrivial` and compares them with the statement.
    fn read(fields: &mut Fields, system: System) -> Result<Expanded, Rejection> {
        let variables = fields.take("variables")?;
        // An equation has a term for each atom, and a term an exponent for each variable.
        let width = (system.atoms * system.unknowns_per_atom()) as u64;
        let least = system.equation_count().and_then(|n| n.checked_mul(system.atoms as u64)?.checked_mul(width));
        if least.is_none_or(|n| n > MAX_VALUES as u64) {
            return Err(variables.reject(Reason::TooMuchWork { limit: MAX_VALUES as u64 }));
        }
        let names = system.variables();
        let found = variables.items()?;
        if found.len() != names.len() {
            return Err(variables.reject(Reason::WrongLength { found: found.len(), expected: names.len() }));
        }
        same_names(&found, &names)?;

        let list = fields.take("equations")?;
        let nodes = list.items()?;
        let count = system.equation_count().filter(|n| *n == nodes.len() as u64);
        if count.is_none() {
            let expected = system.equation_count().map_or_else(|| "more than 2^64".into(), |n| n.to_string());
            return Err(list.reject(Reason::EquationCount { found: nodes.len(), expected }));
        }
        let mut equations = BTreeMap::new();
        for (node, index) in nodes.iter().zip(system.indices()) {
            let expected = system.equation(&index);
            compare(node, &index, &expected, &names)?;
            equations.insert(index, expected);
        }

        let nontrivial = fields.take("nontrivial")?;
        let mut conditions = nontrivial.object()?;
        let (all, any) = (conditions.take("all")?, conditions.take("any")?);
        conditions.finish()?;
        let is = |node: &Node, positions: Vec<usize>| -> Result<bool, Rejection> {
            let found = node.items()?;
            Ok(found.len() == positions.len()
                && found.iter().zip(positions).all(|(n, p)| n.string().is_ok_and(|s| s == names[p])))
        };
        if !is(&all, system.all_nonzero())? || !is(&any, system.any_nonzero())? {
            let expected = "all p5 ≠ 0 and some p3 ≠ 0, in the order of the atoms".into();
            return Err(nontrivial.reject(Reason::NontrivialityDiffers { expected }));
        }
        Ok(Expanded { system, names, equations })
    }

    /// A system that no file writes out.
    pub fn derived(system: System) -> Expanded {
        let equations = system.indices().map(|index| (index.clone(), system.equation(&index))).collect();
        Expanded { system, names: system.variables(), equations }
    }

    /// The equation with this index, if the system has it.
    pub fn equation(&self, index: &[u32]) -> Option<&Polynomial> {
        self.equations.get(index)
    }

    /// The equations of total degree at most `order`, in increasing order of their indices.
    pub fn up_to(&self, order: usize) -> impl Iterator<Item = (&Vec<u32>, &Polynomial)> {
        self.equations.iter().filter(move |(index, _)| index.iter().map(|&k| k as usize).sum::<usize>() <= order)
    }
}

fn same_names(found: &[Node], names: &[String]) -> Result<(), Rejection> {
    for (node, name) in found.iter().zip(names) {
        let found = node.string()?;
        if found != name {
            return Err(node.reject(Reason::VariablesDiffer { found: clip(found), expected: name.clone() }));
        }
    }
    Ok(())
}

fn compare(node: &Node, index: &[u32], expected: &Polynomial, names: &[String]) -> Result<(), Rejection> {
    let mut fields = node.object()?;
    let (stated, terms) = (fields.take("index")?, fields.take("terms")?);
    fields.finish()?;
    let stated_index = stated.exponents(index.len())?;
    if stated_index != index {
        let (found, expected) = (format!("the index {}", index_text(&stated_index)), index_text(index));
        return Err(stated.reject(Reason::EquationDiffers { index: index_text(index), found, expected }));
    }
    let found = terms.terms(names.len())?;
    let (mut left, mut right) = (found.iter().map(|(c, e)| (c.clone(), e)), expected.terms());
    loop {
        let pair = (left.next(), right.next());
        let at = match &pair {
            (None, None) => return Ok(()),
            (one, other) if one == other => continue,
            (one, other) => one.iter().chain(other).map(|(_, e)| *e).max(),
        };
        // Both lists decrease: the larger exponents are missing on the other side.
        let text = |term: &Option<(BigRational, &Exponents)>| match term {
            Some((c, e)) if Some(*e) == at => clip(&term_text(c, e, names)),
            _ => "no such term".into(),
        };
        let (found, expected) = (text(&pair.0), text(&pair.1));
        return Err(terms.reject(Reason::EquationDiffers { index: index_text(index), found, expected }));
    }
}

/// `(0,4)`, also where the index is the number 4 alone; `((0,1),4)` for d ≥ 2.
pub fn index_text(index: &[u32]) -> String {
    let list = |k: &[u32]| k.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    match index {
        [l2] => format!("(0,{l2})"),
        [l1, l2] => format!("({l1},{l2})"),
        [l1 @ .., l2] => format!("(({}),{l2})", list(l1)),
        [] => "()".into(),
    }
}
