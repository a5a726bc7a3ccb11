//! The names of parameters and of their entries, and back from a name to the entry it means.

use super::{Component, Family, Parameter, Shape};

impl Parameter {
    /// The symbol with its subscripts as plain digits, `β1` for `β₁`: for tables and figures whose columns are counted in
    /// characters of one width.
    pub fn plain_symbol(&self) -> String {
        let plain = |c: char| match c {
            '₀'..='₉' => char::from(b'0' + (c as u32 - '₀' as u32) as u8),
            _ => c,
        };
        self.symbol.chars().map(plain).collect()
    }
}

impl Family {
    /// The name of an entry as it stands in a claim: `a[2]`, counted from 1, for a vector; `a` for a scalar, and for a vector
    /// when `dim` is 1.
    pub fn component_name(&self, component: Component, dim: usize) -> String {
        let parameter = self.parameter(component.parameter);
        match parameter.shape {
            Shape::Vector if dim != 1 => format!("{}[{}]", parameter.name, component.axis + 1),
            _ => parameter.name.to_string(),
        }
    }

    /// The entry that `name` with the optional `index`, counted from 1, means for x of `dim` coordinates.
    ///
    /// # Errors
    /// What would have been accepted, in words.
    pub fn resolve(&self, name: &str, index: Option<usize>, dim: usize) -> Result<Component, String> {
        let parameter = self.find(name).ok_or_else(|| format!("one of the parameters {}", self.accepted_names(dim)))?;
        let axis = match (self.parameter(parameter).shape, index) {
            (Shape::Scalar, None) => 0,
            (Shape::Scalar, Some(_)) => return Err(format!("{name} without an index: it is a single number")),
            (Shape::Vector, Some(i)) if (1..=dim).contains(&i) => i - 1,
            (Shape::Vector, Some(_)) => return Err(format!("an index from 1 to {dim}")),
            (Shape::Vector, None) if dim == 1 => 0,
            (Shape::Vector, None) => {
                return Err(format!("an index, as in {name}[1]: {name} has {dim} coordinates"));
            }
        };
        Ok(Component { parameter, axis })
    }

    /// `beta1, a, b, nu`, or `beta1[i], a[i] with i from 1 to 3, b, nu`: all names, the vectors first.
    fn accepted_names(&self, dim: usize) -> String {
        let names = |shape: Shape, index: &str| {
            let of_shape = self.parameters.iter().filter(move |p| p.shape == shape);
            of_shape.map(|p| format!("{}{index}", p.name)).collect::<Vec<_>>()
        };
        if dim == 1 {
            let all: Vec<&str> = self.parameters.iter().map(|p| p.name.as_ref()).collect();
            return all.join(", ");
        }
        let vectors = names(Shape::Vector, "[i]");
        let vectors = (!vectors.is_empty()).then(|| format!("{} with i from 1 to {dim}", vectors.join(", ")));
        vectors.into_iter().chain(names(Shape::Scalar, "")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_resolved_to_the_entry_it_names() {
        let family = Family::softmax_gaussian();
        for dim in [1, 3] {
            for component in family.components(dim) {
                let name = family.component_name(component, dim);
                let (head, index) = match name.split_once('[') {
                    Some((head, rest)) => (head.to_string(), Some(rest.trim_end_matches(']').parse().unwrap())),
                    None => (name, None),
                };
                assert_eq!(family.resolve(&head, index, dim), Ok(component));
            }
        }
        // At dimension 1 a vector may carry its only index.
        assert_eq!(family.resolve("a", Some(1), 1), family.resolve("a", None, 1));
    }

    #[test]
    fn what_would_have_been_accepted_is_said() {
        let family = Family::softmax_gaussian();
        let refused = |name, index, dim| family.resolve(name, index, dim).unwrap_err();
        assert_eq!(refused("mu", None, 1), "one of the parameters beta1, a, b, nu");
        assert_eq!(refused("mu", None, 2), "one of the parameters beta1[i], a[i] with i from 1 to 2, b, nu");
        assert_eq!(refused("a", Some(0), 2), "an index from 1 to 2");
        assert_eq!(refused("a", Some(3), 2), "an index from 1 to 2");
        assert_eq!(refused("nu", Some(1), 1), "nu without an index: it is a single number");
        assert_eq!(refused("beta1", None, 2), "an index, as in beta1[1]: beta1 has 2 coordinates");
    }

    #[test]
    fn plain_symbols_have_plain_digits() {
        let plain: Vec<String> = Family::softmax_gaussian().iter().map(|(_, p)| p.plain_symbol()).collect();
        assert_eq!(plain, ["β1", "a", "b", "ν"]);
    }
}
