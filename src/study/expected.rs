//! The rates that theory gives the parameters of a cell (docs/theory.md, section 4), from exponents that the kernel has verified
//! ([`crate::prove::exponents`]).

use crate::Error;
use crate::exact::rates::{ParameterRate, Status, rates};
use crate::kernel::Gate;
use crate::model::{Family, PerParameter};
use crate::prove;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

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

/// The rates of all parameters in a cell of `cells` ≥ 1 atoms for x of `dim` coordinates; `single` says whether some cell has exactly
/// one atom.
///
/// # Errors
/// Exponents that the kernel does not accept, or rates whose fractions do not fit 64 bits.
pub fn expected(cells: usize, dim: usize, single: bool) -> Result<PerParameter<Expected>, Error> {
    let gate = if single || cells == 1 { Gate::Fixed } else { Gate::Free };
    let proven = prove::exponents(cells, dim, gate)
        .map_err(|e| Error::defect(format!("the rates of a cell of {cells} atoms are not verified")).because(e))?;
    let found = rates(proven.exponents()?, rbar(cells)? as usize);
    // The kernel's order of the exponents is the family's.
    PerParameter::try_new(Family::softmax_gaussian(), |id| {
        one(&found[id.index()])
            .ok_or_else(|| Error::defect(format!("the rates of a cell of {cells} atoms are out of range")))
    })
}

/// r̄(m) for m atoms, proved once in a run of the program and then remembered: the losses of many fits ask for the same few.
///
/// # Errors
/// As [`prove::rbar`], above all more atoms than the kernel takes.
pub fn rbar(atoms: usize) -> Result<u32, Error> {
    static PROVED: Mutex<BTreeMap<usize, u32>> = Mutex::new(BTreeMap::new());
    // A thread that panicked here has left a map of true values.
    let mut proved = PROVED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(order) = proved.get(&atoms) {
        return Ok(*order);
    }
    // r̄ does not depend on the dimension of x (docs/theory.md, section 3).
    let order = u32::try_from(prove::rbar(atoms, 1)?.rbar()?);
    let order = order.map_err(|_| Error::defect(format!("r̄({atoms}) is out of range")))?;
    proved.insert(atoms, order);
    Ok(order)
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

    fn expected(cells: usize, dim: usize, single: bool) -> Vec<Expected> {
        super::expected(cells, dim, single).unwrap().iter().map(|(_, e)| *e).collect()
    }

    #[test]
    fn rbar_is_that_of_the_theory_at_every_call() {
        for _ in 0..2 {
            assert_eq!([1, 2, 3, 7].map(|m| rbar(m).unwrap()), [1, 4, 6, 14]);
        }
        assert!(rbar(0).is_err() && rbar(257).is_err());
    }

    #[test]
    fn the_rates_are_those_of_the_theorys_table() {
        let exactly = |p: (u64, u64), s: (u64, u64)| Expected {
            published: Fraction(p.0, p.1),
            sharp: Rate::Exactly(Fraction(s.0, s.1)),
        };
        assert_eq!(expected(1, 1, true), [exactly((1, 2), (1, 2)); 4]);
        let two = expected(2, 1, true);
        assert_eq!(
            two,
            [exactly((1, 8), (1, 4)), exactly((1, 4), (1, 4)), exactly((1, 8), (1, 8)), exactly((1, 4), (1, 4))]
        );
        let three = expected(3, 2, false);
        assert_eq!(three[0], Expected { published: Fraction(1, 12), sharp: Rate::None });
        assert_eq!(
            three[1],
            Expected { published: Fraction(1, 6), sharp: Rate::Between(Fraction(1, 12), Fraction(5, 24)) }
        );
        assert_eq!(three[2], exactly((1, 12), (1, 12)));
    }
}
