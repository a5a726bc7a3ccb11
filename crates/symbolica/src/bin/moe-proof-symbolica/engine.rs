//! The only code that names Symbolica.
//!
//! Every variable of the formula gets a plain name of ours, `v0, v1, …`, and π one of its own, `c0`, so that no name of a user
//! can mean a constant or pattern of the engine; the formula is handed over with all operations in parentheses, so that both
//! sides read it alike. π is then a symbol without properties: what is 0 for it is 0 for π.
//!
//! Zero test of a residual `R = Σ c_i ∂^{α_i} u`: over a common denominator, expanded, and the quotient `R/u` over a common
//! denominator with common factors cancelled; each is an equivalent form, so one that prints 0 is enough.
//!
//! Value of a quotient at a point: the exponentials and roots of `u` cancel in `∂^α u / u` once it is expanded, or is brought
//! over a common denominator and cancelled; then the numbers are put in.

use moe_proof_symbolica::protocol::{CheckedRequest, DerivativeAnswer, FORMAT, IdentityAnswer, Item, RawAnswer};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use symbolica::atom::{Atom, AtomCore, Symbol};
use symbolica::{parse, symbol};

/// The name of π on the engine's side.
const PI: &str = "c0";

/// Works on a request item by item; a failure, or a panic of the engine, stays within its item.
pub fn work(request: &CheckedRequest) -> RawAnswer {
    let mut engine = match guarded(|| Engine::new(request)) {
        Ok(engine) => engine,
        Err(reason) => {
            return RawAnswer {
                format: FORMAT.to_owned(),
                engine: name(),
                derivatives: request.derivatives.iter().map(|_| Item::Failed(reason.clone())).collect(),
                identities: request.identities.iter().map(|_| Item::Failed(reason.clone())).collect(),
            };
        }
    };
    let identities = request.identities.iter().map(|terms| item(guarded(|| engine.identity(terms)))).collect();
    let derivatives = request.derivatives.iter().map(|orders| item(guarded(|| engine.values(orders)))).collect();
    RawAnswer { format: FORMAT.to_owned(), engine: name(), derivatives, identities }
}

fn name() -> String {
    "symbolica 2.2.0".to_owned()
}

fn item<T>(result: Result<T, String>) -> Item<T> {
    match result {
        Ok(done) => Item::Done(done),
        Err(reason) => Item::Failed(reason),
    }
}

/// Runs `f`; a panic becomes an error with its words.
fn guarded<T>(f: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        Err(format!("the engine panicked: {}", words.unwrap_or_else(|| "without a message".to_owned())))
    })
}

struct Engine {
    variables: Vec<String>,
    symbols: Vec<Symbol>,
    /// The values of the variables at every point.
    points: Vec<Vec<Atom>>,
    u: Atom,
    /// Derivatives by their orders; every one is the derivative of another that is here.
    derivatives: BTreeMap<Vec<u32>, Atom>,
}

impl Engine {
    fn new(request: &CheckedRequest) -> Result<Engine, String> {
        let own = |name: &str| match request.variables.iter().position(|v| v == name) {
            Some(i) => format!("v{i}"),
            None => PI.to_owned(),
        };
        let u = parse!(request.formula.tree().parenthesised(&own).as_str());
        if is_zero(&u.together()) || is_zero(&u.expand()) {
            return Err("the formula is 0, so nothing can be divided by it".to_owned());
        }
        let symbols: Vec<Symbol> = (0..request.variables.len()).map(|i| symbol!(format!("v{i}").as_str())).collect();
        let points = request.points.iter().map(|point| point.iter().map(number).collect()).collect();
        Ok(Engine { variables: request.variables.clone(), symbols, points, u, derivatives: BTreeMap::new() })
    }

    /// `∂^α u`, by one more differentiation of a lower derivative.
    fn derivative(&mut self, orders: &[u32]) -> Atom {
        let Some(i) = orders.iter().rposition(|&n| n > 0) else {
            return self.u.clone();
        };
        if let Some(known) = self.derivatives.get(orders) {
            return known.clone();
        }
        let mut lower = orders.to_vec();
        lower[i] -= 1;
        let derivative = self.derivative(&lower).derivative(self.symbols[i]);
        self.derivatives.insert(orders.to_vec(), derivative.clone());
        derivative
    }

    fn identity(&mut self, terms: &[(BigRational, Vec<u32>)]) -> Result<IdentityAnswer, String> {
        let mut residual = parse!("0");
        for (coefficient, orders) in terms.iter().filter(|(c, _)| !c.is_zero()) {
            residual += number(coefficient) * self.derivative(orders);
        }
        let quotient = (&residual / &self.u).together().cancel();
        let zero = [residual.together(), residual.expand()].iter().any(is_zero) || is_zero(&quotient);
        let text = if zero { "0".to_owned() } else { self.named(&quotient.to_string()) };
        Ok(IdentityAnswer { residual: text, values: self.quotients(&residual) })
    }

    fn values(&mut self, orders: &[u32]) -> Result<DerivativeAnswer, String> {
        let derivative = self.derivative(orders);
        Ok(DerivativeAnswer { values: self.quotients(&derivative) })
    }

    /// `numerator / u` at every point, where it comes out as a rational number.
    fn quotients(&self, numerator: &Atom) -> Vec<Option<String>> {
        let forms = [|q: &Atom| q.expand(), |q: &Atom| q.together().cancel()];
        let mut values = vec![None; self.points.len()];
        for simplify in forms {
            if values.iter().any(Option::is_none) {
                let quotient = simplify(&(numerator / &self.u));
                for (value, point) in values.iter_mut().zip(&self.points).filter(|(value, _)| value.is_none()) {
                    *value = rational(&self.substitute(&quotient, point));
                }
            }
        }
        values
    }

    fn substitute(&self, expression: &Atom, values: &[Atom]) -> Atom {
        let mut expression = expression.clone();
        for (symbol, value) in self.symbols.iter().zip(values) {
            expression = expression.replace(*symbol).with(value.clone());
        }
        expression
    }

    /// The engine's text with the user's names.
    fn named(&self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_ascii_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            let index = word.strip_prefix('v').and_then(|digits| digits.parse::<usize>().ok());
            match index.and_then(|i| self.variables.get(i)) {
                Some(name) => named.push_str(name),
                None if word == PI => named.push_str("pi"),
                None => named.push_str(&word),
            }
            word.clear();
            match c {
                '\0' => {}
                '𝑒' => named.push('e'),
                c => named.push(c),
            }
        }
        named
    }
}

fn number(value: &BigRational) -> Atom {
    parse!(format!("({value})").as_str())
}

fn is_zero(expression: &Atom) -> bool {
    expression.to_string() == "0"
}

/// The expression as a rational number in lowest terms, if it is one once π cancels.
///
/// An exponential or root of a number never leaves a rational number here, and looking for a common denominator would treat
/// `e^(p/q)` as a p-th power: so such an expression is left alone.
fn rational(expression: &Atom) -> Option<String> {
    let read = |text: String| text.parse::<BigRational>().ok().filter(|value| value.to_string() == text).map(|_| text);
    let text = expression.to_string();
    if text.contains("^(") || text.contains("log") {
        return None;
    }
    read(text).or_else(|| read(expression.together().cancel().to_string()))
}
