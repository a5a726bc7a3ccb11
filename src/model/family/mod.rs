//! A family of models: the parameters of one atom, in order, and everything that follows from that order.
//!
//! The component density u of a family depends on a few parameters, each a number or a vector with one entry for every coordinate
//! of x. What an exact computation calls position 5 of a multi-index, a claim `a[2]`, a parameter file `expert_slope[1]` and a fit
//! a coordinate of θ is one entry of one parameter. [`Family`] is the one table from which those positions, counts and names
//! derive; a parameter is referred to by its [`ParameterId`], and one entry of it by a [`Component`].
//!
//! The log-weight β0 of an atom is no parameter of u: every family has it, under the name [`GATE_BIAS`], and nothing is
//! differentiated by it.

mod names;
mod per_parameter;
mod shaped;

pub use per_parameter::PerParameter;
pub use shaped::Shaped;

use std::borrow::Cow;
use std::ops::Range;

/// The field of a parameter file that holds an atom's log-weight β0, beside the parameters of its family.
pub const GATE_BIAS: &str = "gate_bias";

/// How many numbers a parameter consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One number, whatever the dimension of x.
    Scalar,
    /// A vector of R^d, d the dimension of x.
    Vector,
}

/// Which numbers a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// Any real numbers.
    Real,
    /// Numbers above 0, such as a variance.
    Positive,
}

/// Where in the model a parameter acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// In the gate: adding one vector to it in all atoms changes nothing, and Voronoi cells do not depend on it.
    Gate,
    /// In the expert's density: Voronoi cells go by the distance in these parameters.
    Expert,
}

/// One parameter of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name in claims, on the command line and in JSON, such as `beta1`.
    pub name: Cow<'static, str>,
    /// The symbol in formulas, such as `β₁`.
    pub symbol: Cow<'static, str>,
    /// The field of parameter files and the key of study plans, such as `gate_slope`.
    pub field: Cow<'static, str>,
    /// A number or a vector.
    pub shape: Shape,
    /// The numbers it may be.
    pub constraint: Constraint,
    /// ω, the positive weight with which a derivative by this parameter counts: along the curves that decide r̄, differences of
    /// this parameter are of order ε^{ω/r̄} (docs/theory.md, section 3).
    pub weight: u32,
    /// Gate or expert.
    pub role: Role,
}

impl Parameter {
    /// How many numbers it consists of for x of `dim` coordinates.
    pub fn width(&self, dim: usize) -> usize {
        match self.shape {
            Shape::Scalar => 1,
            Shape::Vector => dim,
        }
    }
}

/// A parameter of a family: its place in the family's order, from 0. Identifiers of different families are unrelated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId(usize);

impl ParameterId {
    /// The parameter at a place of the family's order, from 0.
    pub(crate) const fn new(index: usize) -> Self {
        ParameterId(index)
    }

    /// The place in the family's order, from 0.
    pub const fn index(self) -> usize {
        self.0
    }
}

/// One entry of a parameter: the scalar itself, or one coordinate of a vector. Ordered as the positions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Component {
    /// Which parameter.
    pub parameter: ParameterId,
    /// The coordinate of x, from 0; 0 for a scalar.
    pub axis: usize,
}

/// A family of models: a name and the parameters of an atom in order.
///
/// # Example
/// ```
/// use moe_proof::model::Family;
/// let family = Family::softmax_gaussian();
/// let a = family.find("a").unwrap();
/// assert_eq!((family.width(3), family.range(a, 3)), (8, 3..6));
/// assert_eq!(family.component_name(family.component_at(4, 3).unwrap(), 3), "a[2]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The name by which files and commands refer to it, such as `softmax-gaussian`.
    pub name: Cow<'static, str>,
    /// What it is, in words.
    pub title: Cow<'static, str>,
    /// The parameters of an atom, in the order of all positions and multi-indices.
    pub(super) parameters: Cow<'static, [Parameter]>,
}

impl Family {
    /// The number of parameters, a vector counted once.
    pub fn len(&self) -> usize {
        self.parameters.len()
    }

    /// Whether u has no parameter at all.
    pub fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// All parameters, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ParameterId> + ExactSizeIterator + use<> {
        (0..self.parameters.len()).map(ParameterId)
    }

    /// All parameters with their descriptions, in order.
    pub fn iter(&self) -> impl Iterator<Item = (ParameterId, &Parameter)> {
        self.ids().zip(self.parameters.iter())
    }

    /// The parameters of one role, in order.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = ParameterId> {
        self.iter().filter(move |(_, p)| p.role == role).map(|(id, _)| id)
    }

    /// The description of a parameter.
    ///
    /// # Panics
    /// If the identifier is of a family with more parameters.
    pub fn parameter(&self, id: ParameterId) -> &Parameter {
        &self.parameters[id.0]
    }

    /// The parameter of this name, such as `beta1`.
    pub fn find(&self, name: &str) -> Option<ParameterId> {
        self.ids().find(|id| self.parameter(*id).name == name)
    }

    /// The number of entries of all parameters: the length of a multi-index for x of `dim` coordinates.
    pub fn width(&self, dim: usize) -> usize {
        self.parameters.iter().map(|p| p.width(dim)).sum()
    }

    /// The positions of a parameter's entries among those of all parameters.
    pub fn range(&self, id: ParameterId, dim: usize) -> Range<usize> {
        let start = self.parameters[..id.0].iter().map(|p| p.width(dim)).sum();
        start..start + self.parameters[id.0].width(dim)
    }

    /// The position of an entry, from 0; [`Family::component_at`] gives the entry back.
    pub fn position(&self, component: Component, dim: usize) -> usize {
        self.range(component.parameter, dim).start + component.axis
    }

    /// The entry at a position, which names its parameter and axis; `None` from [`Family::width`] on.
    pub fn component_at(&self, position: usize, dim: usize) -> Option<Component> {
        let mut axis = position;
        for (parameter, p) in self.iter() {
            let width = p.width(dim);
            if axis < width {
                return Some(Component { parameter, axis });
            }
            axis -= width;
        }
        None
    }

    /// All entries, in the order of their positions.
    pub fn components(&self, dim: usize) -> impl Iterator<Item = Component> {
        self.iter().flat_map(move |(parameter, p)| (0..p.width(dim)).map(move |axis| Component { parameter, axis }))
    }

    /// The weight ω of every entry, in the order of the positions.
    pub fn weights(&self, dim: usize) -> Vec<u32> {
        self.components(dim).map(|c| self.parameter(c.parameter).weight).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vector after a scalar, unlike the built-in family.
    fn other() -> Family {
        let parameter = |name: &'static str, shape, weight| Parameter {
            name: name.into(),
            symbol: name.into(),
            field: name.into(),
            shape,
            constraint: Constraint::Real,
            weight,
            role: Role::Expert,
        };
        let parameters = [("s", Shape::Scalar, 3), ("v", Shape::Vector, 1), ("t", Shape::Scalar, 2)];
        Family {
            name: "other".into(),
            title: "Another one".into(),
            parameters: parameters.map(|(n, s, w)| parameter(n, s, w)).to_vec().into(),
        }
    }

    #[test]
    fn positions_and_entries_are_each_others_inverse() {
        for family in [Family::softmax_gaussian().clone(), other()] {
            for dim in [1, 2, 5] {
                let all: Vec<Component> = family.components(dim).collect();
                assert_eq!(all.len(), family.width(dim));
                for (position, component) in all.iter().enumerate() {
                    assert_eq!(family.component_at(position, dim), Some(*component));
                    assert_eq!(family.position(*component, dim), position);
                    assert!(family.range(component.parameter, dim).contains(&position));
                }
                assert!(all.is_sorted());
                assert_eq!(family.component_at(all.len(), dim), None);
            }
        }
    }

    #[test]
    fn counts_ranges_and_weights_follow_the_shapes() {
        let family = other();
        let [s, v, t] = ["s", "v", "t"].map(|name| family.find(name).unwrap());
        assert_eq!((family.len(), family.width(3)), (3, 5));
        assert_eq!((family.range(s, 3), family.range(v, 3), family.range(t, 3)), (0..1, 1..4, 4..5));
        assert_eq!(family.weights(2), [3, 1, 1, 2]);
        assert_eq!(family.find("gate_slope"), None);
    }
}
