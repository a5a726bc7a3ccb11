//! One value for each parameter of a family.

use super::{Family, ParameterId};
use std::ops::{Index, IndexMut};

/// One value of type T for each parameter of a family, in the family's order, found by its [`ParameterId`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerParameter<T>(Vec<T>);

impl<T> PerParameter<T> {
    /// The values that a function gives, parameter by parameter.
    pub fn new(family: &Family, value: impl FnMut(ParameterId) -> T) -> Self {
        PerParameter(family.ids().map(value).collect())
    }

    /// The values that a function gives, parameter by parameter.
    ///
    /// # Errors
    /// The first one of the function.
    pub fn try_new<E>(family: &Family, value: impl FnMut(ParameterId) -> Result<T, E>) -> Result<Self, E> {
        family.ids().map(value).collect::<Result<_, _>>().map(PerParameter)
    }

    /// All values with their parameters, in order.
    pub fn iter(&self) -> impl Iterator<Item = (ParameterId, &T)> {
        self.0.iter().enumerate().map(|(i, value)| (ParameterId(i), value))
    }
}

impl<T> Index<ParameterId> for PerParameter<T> {
    type Output = T;

    fn index(&self, id: ParameterId) -> &T {
        &self.0[id.0]
    }
}

impl<T> IndexMut<ParameterId> for PerParameter<T> {
    fn index_mut(&mut self, id: ParameterId) -> &mut T {
        &mut self.0[id.0]
    }
}
