//! The rates that theory gives the parameters of a cell (docs/theory.md, section 4).

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
    pub const ALL: [Parameter; 4] = [Parameter::GateSlope, Parameter::ExpertSlope, Parameter::ExpertIntercept, Parameter::Variance];
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

/// The rates of a parameter in a cell of `cells` ≥ 1 atoms; `single` says whether some cell has exactly one atom.
pub fn expected(parameter: Parameter, cells: usize, single: bool) -> Expected {
    let m = cells as u64;
    let exactly = |n, d| Rate::Exactly(Fraction(n, d));
    if cells == 1 {
        return Expected { published: HALF, sharp: exactly(1, 2) };
    }
    // r̄ = 2m.
    let (slow, fast) = (Fraction(1, 4 * m), Fraction(1, 2 * m));
    let (published, sharp) = match parameter {
        Parameter::GateSlope => (slow, if single { exactly(1, 4) } else { Rate::None }),
        Parameter::ExpertSlope if single || m == 2 => (fast, exactly(1, 4)),
        Parameter::ExpertSlope => (fast, Rate::Between(slow, Fraction(5, 24))),
        Parameter::ExpertIntercept => (slow, Rate::Exactly(slow)),
        Parameter::Variance => (fast, Rate::Exactly(fast)),
    };
    Expected { published, sharp }
}
