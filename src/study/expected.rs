//! The rates that theory gives the parameters of a cell (docs/theory.md, section 4), from exponents that the kernel has verified
//! ([`crate::prove::exponents`]).

use crate::Error;
use crate::exact::rates::{ParameterRate, Status, rates};
use crate::kernel::Gate;
use crate::prove;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// A parameter of an atom, in the order of the theory's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parameter {
    /// β1.
    GateSlope,
    /// a.
    ExpertSlope,
    /// b.
    ExpertIntercept,
    /// ν.
    Variance,
}

impl Parameter {
    /// All four.
    pub const ALL: [Parameter; 4] =
        [Parameter::GateSlope, Parameter::ExpertSlope, Parameter::ExpertIntercept, Parameter::Variance];
}

/// A rate n^{−r}: what is known of r, which is given as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// r is this.
    Exactly(Fraction),
    /// r lies between these.
    Between(Fraction, Fraction),
    /// There is none: the parameter is not identifiable.
    None,
}

/// A positive fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction(pub u64, pub u64);

impl Fraction {
    /// Its value.
    pub fn value(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }
}

/// A half: the classical rate.
pub const HALF: Fraction = Fraction(1, 2);

/// What theory says about one error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// As published.
    pub published: Fraction,
    /// Sharp.
    pub sharp: Rate,
}

/// The rates of all parameters, in the order of [`Parameter::ALL`], in a cell of `cells` ≥ 1 atoms for x of `dim` coordinates; `single` says
/// whether some cell has exactly one atom.
///
/// # Errors
/// Exponents that the kernel does not accept, or rates whose fractions do not fit 64 bits.
pub fn expected(cells: usize, dim: usize, single: bool) -> Result<[Expected; 4], Error> {
    let gate = if single || cells == 1 { Gate::Fixed } else { Gate::Free };
    let proven = prove::exponents(cells, dim, gate)
        .map_err(|e| Error::defect(format!("the rates of a cell of {cells} atoms are not verified")).because(e))?;
    let exponents = proven.exponents()?;
    // r̄(m) = 2m for m ≥ 2 and r̄(1) = 1.
    let found = rates(exponents, crate::numeric::voronoi::rbar(cells) as usize);
    let [a, b, c, d] = found.each_ref().map(one);
    match (a, b, c, d) {
        (Some(a), Some(b), Some(c), Some(d)) => Ok([a, b, c, d]),
        _ => Err(Error::defect(format!("the rates of a cell of {cells} atoms are out of range"))),
    }
}

fn one(rate: &ParameterRate) -> Option<Expected> {
    let fraction = |q: &BigRational| Some(Fraction(q.numer().to_u64()?, q.denom().to_u64()?));
    let sharp = match rate.status {
        Status::Proven => Rate::Exactly(fraction(&rate.at_least)?),
        Status::Open => Rate::Between(fraction(&rate.at_least)?, fraction(&rate.at_most)?),
        Status::NoRate => Rate::None,
    };
    Some(Expected { published: fraction(&rate.published)?, sharp })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rates_are_those_of_the_theorys_table() {
        let exactly = |p: (u64, u64), s: (u64, u64)| Expected {
            published: Fraction(p.0, p.1),
            sharp: Rate::Exactly(Fraction(s.0, s.1)),
        };
        assert_eq!(expected(1, 1, true).unwrap(), [exactly((1, 2), (1, 2)); 4]);
        let two = expected(2, 1, true).unwrap();
        assert_eq!(
            two,
            [exactly((1, 8), (1, 4)), exactly((1, 4), (1, 4)), exactly((1, 8), (1, 8)), exactly((1, 4), (1, 4))]
        );
        let three = expected(3, 2, false).unwrap();
        assert_eq!(three[0], Expected { published: Fraction(1, 12), sharp: Rate::None });
        assert_eq!(
            three[1],
            Expected { published: Fraction(1, 6), sharp: Rate::Between(Fraction(1, 12), Fraction(5, 24)) }
        );
        assert_eq!(three[2], exactly((1, 12), (1, 12)));
    }
}
