//! Why a proof is not accepted: one typed reason for each thing that can be wrong, with the place in the file.

use std::fmt;

/// The path of the whole document.
pub const ROOT: &str = "$";

/// A proof that was not accepted: the place in the file and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Where in the file, as a path such as `proof.cases[0].multipliers[2]`; [`ROOT`] for the file as a whole.
    pub place: String,
    /// What is wrong there.
    pub reason: Reason,
}

impl Rejection {
    /// A rejection at a path; the empty one is that of the whole document.
    pub(super) fn new(path: impl Into<String>, reason: Reason) -> Self {
        let path = path.into();
        Rejection { place: if path.is_empty() { ROOT.into() } else { path }, reason }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place == ROOT {
            true => write!(f, "{}", self.reason),
            false => write!(f, "{}: {}", self.place, self.reason),
        }
    }
}

impl std::error::Error for Rejection {}

/// A word of the file for a message: cut to a length that fits, and without control characters, so that no file can
/// write lines of its own into a report.
pub(super) fn clip(word: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = word.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if word.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Everything that can be wrong with a proof. The names are stable: programs may match on them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields say what was found, what was expected and the limit; the variants say the rest.
pub enum Reason {
    // Form.
    /// The file is larger than the limit; it was not parsed.
    TooLarge { limit_bytes: usize },
    /// No bytes, or white space alone.
    Empty,
    /// Not one well-formed JSON document; the parser's words, with line and column.
    NotJson(String),
    /// A number with a fraction, an exponent or a sign, or outside the 64-bit range.
    NotANaturalNumber,
    /// More nested than the limit.
    TooDeep { limit: usize },
    /// More JSON values than the limit.
    TooManyValues { limit: usize },
    /// A field is given twice.
    DuplicateField(String),
    /// A field that this version of the format does not have.
    UnknownField(String),
    /// A field of this object is missing.
    MissingField(String),
    /// Another kind of JSON value than expected.
    WrongType { expected: &'static str, found: &'static str },
    /// A rational that is not written the one canonical way.
    NotCanonical { found: String },
    /// A number with more digits than the limit.
    TooManyDigits { found: usize, limit: usize },
    /// A number outside the range that the field may have.
    OutOfRange { found: String, expected: String },
    /// A list of another length than expected.
    WrongLength { found: usize, expected: usize },
    /// A word that this version of the format does not know.
    UnknownWord { found: String, expected: String },
    /// Terms not strictly decreasing, a term that is zero, or none where a polynomial other than 0 is needed.
    TermsNotNormal,
    /// Checking would take more work than the limit.
    TooMuchWork { limit: u64 },
    /// A file of an earlier version of the format.
    FormerFormat { found: &'static str, expected: &'static str },
    // Statement.
    /// The lower bound of an exponent is above the upper one.
    NoExponentBetween { at_least: String, at_most: String },
    /// Both halves of a proof are absent.
    NothingProved,
    /// This kind of proof cannot prove this claim.
    KindDoesNotProve { kind: String, claim: String },
    /// The variables are not those of the statement.
    VariablesDiffer { found: String, expected: String },
    /// An equation is not the one that the statement implies.
    EquationDiffers { index: String, found: String, expected: String },
    /// Another number of equations than the statement implies.
    EquationCount { found: usize, expected: String },
    /// The condition of non-triviality is not that of the statement.
    NontrivialityDiffers { expected: String },
    /// The parts of the proof are about different systems.
    PartDiffers { found: String, expected: String },
    // Refutations.
    /// A possibility that the condition of non-triviality leaves open is not refuted.
    CaseMissing { variable: String },
    /// A case assumes more than the condition of non-triviality gives.
    CaseAssumesTooMuch { variable: String },
    /// A square with a weight that is not positive.
    WeightNotPositive { found: String },
    /// The multiples of the equations do not add up to the squares.
    ResidualNotZero { case: String, terms: usize, first: String },
    /// No square is a monomial in variables that are assumed not to vanish.
    NoSquareStaysPositive,
    // Witnesses.
    /// The point does not solve an equation.
    EquationNotSolved { index: String, value: String },
    /// The point does not meet the condition of non-triviality.
    Trivial { why: String },
    // Theorems.
    /// A hypothesis of the theorem does not hold.
    HypothesisFails { theorem: &'static str, why: String },
    // Identities.
    /// The identity is false; what remains of it, divided by u.
    IdentityFails { residual: String },
    /// The identities do not generate every relation.
    RelationMissing { relation: String },
    // Linear programmes.
    /// A row or a column of the linear programme is violated, the objectives differ, or a curve gives another exponent.
    NotOptimal { why: String },
    /// Along a curve a coefficient of the system is larger than claimed.
    CurveTooLarge { index: String, power: u32, order: u32 },
    // Identifiability.
    /// An atom has no copy for a term of the common factor.
    CopyMissing { atom: usize, term: usize },
    /// The two densities differ; what remains of the difference of numerators over a common denominator.
    DensitiesDiffer { terms: usize, first: String },
    /// The relation among functions is false; what remains of it over a common denominator.
    DependenceFails { terms: usize, first: String },
    /// All coefficients of a relation may be 0 at once.
    CoefficientsMayVanish,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Reason::*;
        match self {
            TooLarge { limit_bytes } => write!(f, "the file is larger than {limit_bytes} bytes"),
            Empty => write!(f, "the file is empty"),
            NotJson(words) => write!(f, "not a JSON document: {words}"),
            NotANaturalNumber => {
                write!(f, "found a number with sign, fraction or exponent, expected a natural number or a string")
            }
            TooDeep { limit } => write!(f, "nested deeper than {limit} levels"),
            TooManyValues { limit } => write!(f, "more than {limit} JSON values"),
            DuplicateField(name) => write!(f, "the field \"{name}\" stands twice"),
            UnknownField(name) => write!(f, "unknown field \"{name}\""),
            MissingField(name) => write!(f, "the field \"{name}\" is missing"),
            WrongType { expected, found } => write!(f, "found {found}, expected {expected}"),
            NotCanonical { found } => {
                write!(f, "found \"{found}\", expected a reduced fraction such as \"-3/4\" or an integer")
            }
            TooManyDigits { found, limit } => write!(f, "a number of {found} characters, the limit is {limit}"),
            OutOfRange { found, expected } => write!(f, "found {found}, expected {expected}"),
            WrongLength { found, expected } => write!(f, "a list of {found}, expected {expected}"),
            UnknownWord { found, expected } => write!(f, "found \"{found}\", expected {expected}"),
            TermsNotNormal => {
                write!(f, "terms must be non-zero and stand in strictly decreasing order of their exponents")
            }
            TooMuchWork { limit } => write!(f, "checking would take more than {limit} steps"),
            FormerFormat { found, expected } => write!(
                f,
                "{found} is no longer read: since {expected} a statement gives the number of atoms as \"atoms\", no longer as \
                 \"cells\"; write the proof again with this version of moe-proof, or change both words in the file"
            ),
            NoExponentBetween { at_least, at_most } => {
                write!(f, "found at_most = {at_most}, expected at least the at_least of this parameter, {at_least}")
            }
            NothingProved => write!(f, "both halves of the proof are null: nothing is proved"),
            KindDoesNotProve { kind, claim } => {
                write!(f, "a proof of kind \"{kind}\" does not prove the claim \"{claim}\"")
            }
            VariablesDiffer { found, expected } => write!(f, "found variable {found}, expected {expected}"),
            EquationDiffers { index, found, expected } => {
                write!(f, "equation {index} is not that of the statement: found {found}, expected {expected}")
            }
            EquationCount { found, expected } => write!(f, "{found} equations, the statement implies {expected}"),
            NontrivialityDiffers { expected } => {
                write!(f, "not the statement's condition of non-triviality, which is {expected}")
            }
            PartDiffers { found, expected } => write!(f, "this part is about {found}, expected {expected}"),
            CaseMissing { variable } => write!(f, "the case {variable} ≠ 0 is not refuted"),
            CaseAssumesTooMuch { variable } => write!(f, "{variable} ≠ 0 is assumed but not given"),
            WeightNotPositive { found } => write!(f, "found the weight {found}, expected a positive number"),
            ResidualNotZero { case, terms, first } => {
                let s = if *terms == 1 { "" } else { "s" };
                write!(f, "{case}: residual has {terms} term{s}, first {first}")
            }
            NoSquareStaysPositive => {
                write!(f, "no square is a multiple of a monomial in variables that are assumed not to vanish")
            }
            EquationNotSolved { index, value } => write!(f, "equation {index} has the value {value}, expected 0"),
            Trivial { why } => write!(f, "the point is trivial: {why}"),
            HypothesisFails { theorem, why } => write!(f, "{theorem} does not apply: {why}"),
            IdentityFails { residual } => write!(f, "the identity is false: divided by u, {residual} remains"),
            RelationMissing { relation } => write!(f, "the relation {relation} does not follow from those given"),
            NotOptimal { why } => write!(f, "not an optimum: {why}"),
            CurveTooLarge { index, power, order } => {
                write!(f, "along the curve, equation {index} has a term in δ^{power}, expected δ^{order} or higher")
            }
            CopyMissing { atom, term } => write!(f, "atom {atom} has no copy for term {term} of the factor"),
            DensitiesDiffer { terms, first } => {
                let s = if *terms == 1 { "" } else { "s" };
                write!(f, "the densities differ: over a common denominator {terms} term{s} remain, first {first}")
            }
            DependenceFails { terms, first } => {
                let s = if *terms == 1 { "" } else { "s" };
                write!(f, "the relation is false: over a common denominator {terms} term{s} remain, first {first}")
            }
            CoefficientsMayVanish => {
                write!(f, "no coefficient has terms of one sign alone, so all of them may be 0 for some weights")
            }
        }
    }
}
