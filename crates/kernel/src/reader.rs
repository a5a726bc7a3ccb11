//! Typed access to a parsed file: every access names the place, and an object must be used up, so that no field is
//! ignored.

use super::json::Json;
use super::polynomial::{Exponents, extend_multiple};
use super::rejection::{Reason, Rejection, clip};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The longest number, in characters, and the longest common denominator of several, in decimal digits: reading a
/// number is quadratic in its length, and so is reducing a fraction.
pub const MAX_DIGITS: usize = 1000;
/// The largest exponent of a variable.
pub const MAX_EXPONENT: u64 = 10_000;

/// A value of the file with the path that leads to it.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    json: &'a Json,
    place: String,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(json: &'a Json) -> Self {
        Node { json, place: String::new() }
    }

    /// A rejection at this place.
    pub fn reject(&self, reason: Reason) -> Rejection {
        Rejection::new(&self.place, reason)
    }

    fn wrong<T>(&self, expected: &'static str) -> Result<T, Rejection> {
        Err(self.reject(Reason::WrongType { expected, found: self.json.kind() }))
    }

    /// Whether the value is `null`.
    pub fn is_null(&self) -> bool {
        *self.json == Json::Null
    }

    /// The fields of an object.
    pub fn object(&self) -> Result<Fields<'a>, Rejection> {
        match self.json {
            Json::Object(fields) => Ok(Fields { place: self.place.clone(), rest: fields.iter().collect() }),
            _ => self.wrong("an object"),
        }
    }

    /// The items of an array.
    pub fn items(&self) -> Result<Vec<Node<'a>>, Rejection> {
        match self.json {
            Json::Array(items) => {
                let node = |(i, json)| Node { json, place: format!("{}[{i}]", self.place) };
                Ok(items.iter().enumerate().map(node).collect())
            }
            _ => self.wrong("an array"),
        }
    }

    /// An array of exactly `N` items.
    pub fn tuple<const N: usize>(&self) -> Result<[Node<'a>; N], Rejection> {
        let items = self.items()?;
        let found = items.len();
        items.try_into().map_err(|_| self.reject(Reason::WrongLength { found, expected: N }))
    }

    /// The text of a string.
    pub fn string(&self) -> Result<&'a str, Rejection> {
        match self.json {
            Json::String(s) => Ok(s),
            _ => self.wrong("a string"),
        }
    }

    /// Requires one word.
    ///
    /// # Errors
    /// [`Reason::UnknownWord`] for any other.
    pub fn word(&self, expected: &str) -> Result<(), Rejection> {
        match self.string()? {
            found if found == expected => Ok(()),
            found => Err(self.reject(Reason::UnknownWord { found: clip(found), expected: expected.into() })),
        }
    }

    /// The row of a table that is named here.
    ///
    /// # Errors
    /// [`Reason::UnknownWord`] with the words of all rows, if it names none of them.
    pub fn row<'t, T>(&self, table: &'t [T], word: impl Fn(&T) -> &'static str) -> Result<&'t T, Rejection> {
        let found = self.string()?;
        table.iter().find(|row| word(row) == found).ok_or_else(|| {
            let (last, others) = table.split_last().map_or(("", &[][..]), |(last, others)| (word(last), others));
            let others = others.iter().map(word).collect::<Vec<_>>().join(", ");
            self.reject(Reason::UnknownWord { found: clip(found), expected: format!("{others} or {last}") })
        })
    }

    /// A natural number in a range.
    pub fn natural(&self, least: u64, most: u64) -> Result<u64, Rejection> {
        match *self.json {
            Json::Number(n) if (least..=most).contains(&n) => Ok(n),
            Json::Number(n) => {
                Err(self.reject(Reason::OutOfRange { found: n.to_string(), expected: format!("{least} to {most}") }))
            }
            _ => self.wrong("a natural number"),
        }
    }

    /// A rational, written as a string the one canonical way: `"-3/4"`, `"2"`.
    pub fn rational(&self) -> Result<BigRational, Rejection> {
        let text = self.string()?;
        if text.len() > MAX_DIGITS {
            return Err(self.reject(Reason::TooManyDigits { found: text.len(), limit: MAX_DIGITS }));
        }
        let refuse = || self.reject(Reason::NotCanonical { found: clip(text) });
        let integer = |digits: &str| digits.parse::<BigInt>().map_err(|_| refuse());
        // `BigInt::from_str` takes "+1", "1_000" and "-0": whatever is read must print as the same bytes.
        let value = match text.split_once('/') {
            None => BigRational::from_integer(integer(text)?),
            Some((numerator, denominator)) => {
                let (numerator, denominator) = (integer(numerator)?, integer(denominator)?);
                if denominator.is_zero() {
                    return Err(refuse());
                }
                BigRational::new(numerator, denominator)
            }
        };
        if value.to_string() == text { Ok(value) } else { Err(refuse()) }
    }

    /// An integer, written as a string.
    pub fn integer(&self) -> Result<BigInt, Rejection> {
        let value = self.rational()?;
        match value.is_integer() {
            true => Ok(value.to_integer()),
            false => {
                Err(self.reject(Reason::OutOfRange { found: clip(&value.to_string()), expected: "an integer".into() }))
            }
        }
    }

    /// Exponents, one for each of `width` variables.
    pub fn exponents(&self, width: usize) -> Result<Exponents, Rejection> {
        let Json::Array(items) = self.json else { return self.wrong("an array") };
        if items.len() != width {
            return Err(self.reject(Reason::WrongLength { found: items.len(), expected: width }));
        }
        let exponent = |(i, json): (usize, &'a Json)| match json {
            Json::Number(k @ 0..=MAX_EXPONENT) => Ok(*k as u32),
            _ => Node { json, place: format!("{}[{i}]", self.place) }.natural(0, MAX_EXPONENT).map(|k| k as u32),
        };
        items.iter().enumerate().map(exponent).collect()
    }

    /// Terms `[["-1/6", [3, 0, 1]], …]` over `width` variables: none zero, exponents strictly decreasing, the common
    /// denominator within the limit.
    pub fn terms(&self, width: usize) -> Result<Vec<(BigRational, Exponents)>, Rejection> {
        let mut terms: Vec<(BigRational, Exponents)> = Vec::new();
        let mut denominator = CommonDenominator::default();
        for item in self.items()? {
            let [coefficient, exponents] = item.tuple()?;
            let term = (coefficient.rational()?, exponents.exponents(width)?);
            if term.0.is_zero() || terms.last().is_some_and(|last| last.1 <= term.1) {
                return Err(item.reject(Reason::TermsNotNormal));
            }
            denominator.include(term.0.denom(), &item)?;
            terms.push(term);
        }
        Ok(terms)
    }
}

/// The common denominator of numbers of a file, kept within [`MAX_DIGITS`].
///
/// Sums are formed over a common denominator. A thousand short fractions can have one of a million digits, so it is
/// limited like the numbers themselves.
#[derive(Debug)]
pub struct CommonDenominator(BigInt);

impl Default for CommonDenominator {
    fn default() -> Self {
        CommonDenominator(BigInt::one())
    }
}

impl CommonDenominator {
    /// Includes one more denominator.
    ///
    /// # Errors
    /// [`Reason::TooManyDigits`] at `place`.
    pub fn include(&mut self, denominator: &BigInt, place: &Node) -> Result<(), Rejection> {
        self.include_up_to(MAX_DIGITS, denominator, place)
    }

    /// The same with another limit.
    ///
    /// # Errors
    /// [`Reason::TooManyDigits`] at `place`.
    pub fn include_up_to(&mut self, limit: usize, denominator: &BigInt, place: &Node) -> Result<(), Rejection> {
        extend_multiple(&mut self.0, denominator);
        // 100 bits hold 30.1 decimal digits.
        let found = (self.0.bits() * 301 / 1000) as usize;
        match found > limit {
            true => Err(place.reject(Reason::TooManyDigits { found, limit })),
            false => Ok(()),
        }
    }

    /// The least common multiple of all denominators so far.
    pub fn value(&self) -> &BigInt {
        &self.0
    }
}

/// The fields of an object that have not been read yet.
#[derive(Debug)]
pub struct Fields<'a> {
    place: String,
    rest: Vec<&'a (Box<str>, Json)>,
}

impl<'a> Fields<'a> {
    /// Takes a field if it is there.
    pub fn optional(&mut self, name: &str) -> Option<Node<'a>> {
        let at = self.rest.iter().position(|(n, _)| **n == *name)?;
        let (_, json) = self.rest.swap_remove(at);
        let place = match self.place.is_empty() {
            true => name.to_string(),
            false => format!("{}.{name}", self.place),
        };
        Some(Node { json, place })
    }

    /// Takes a field.
    ///
    /// # Errors
    /// [`Reason::MissingField`].
    pub fn take(&mut self, name: &str) -> Result<Node<'a>, Rejection> {
        self.optional(name).ok_or_else(|| self.reject(Reason::MissingField(name.into())))
    }

    /// Ends the reading of the object.
    ///
    /// # Errors
    /// [`Reason::UnknownField`] if a field is left.
    pub fn finish(self) -> Result<(), Rejection> {
        match self.rest.first() {
            None => Ok(()),
            Some((name, _)) => Err(self.reject(Reason::UnknownField(clip(name)))),
        }
    }

    /// A rejection at the place of the object.
    pub fn reject(&self, reason: Reason) -> Rejection {
        Rejection::new(&self.place, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BigRational, Rejection> {
        Node::root(&Json::parse(text.as_bytes()).unwrap()).rational()
    }

    #[test]
    fn rationals_are_read_in_one_form_alone() {
        assert_eq!(read("\"-3/4\"").unwrap(), BigRational::new((-3).into(), 4.into()));
        assert_eq!(read("\"0\"").unwrap(), BigRational::zero());
        for bad in
            ["2/4", "+1", "-0", "1_000", "1/1", "3/-4", "1/0", "", "-", "/2", "1/", "01", "1.5", "1e3", " 1", "٣"]
        {
            let reason = read(&format!("\"{bad}\"")).unwrap_err().reason;
            assert_eq!(reason, Reason::NotCanonical { found: bad.into() }, "{bad}");
        }
        let long = format!("\"{}\"", "7".repeat(MAX_DIGITS + 1));
        assert!(matches!(read(&long).unwrap_err().reason, Reason::TooManyDigits { .. }));
    }

    #[test]
    fn no_field_is_ignored() {
        let json = Json::parse(br#"{"a": 1, "b": 2}"#).unwrap();
        let mut fields = Node::root(&json).object().unwrap();
        assert_eq!(fields.take("a").unwrap().natural(0, 5), Ok(1));
        assert_eq!(fields.take("c").unwrap_err().reason, Reason::MissingField("c".into()));
        assert_eq!(fields.finish().unwrap_err().reason, Reason::UnknownField("b".into()));
    }

    #[test]
    fn terms_must_stand_in_decreasing_order() {
        let json = Json::parse(br#"[["1",[1,0]],["2",[0,3]]]"#).unwrap();
        assert_eq!(Node::root(&json).terms(2).unwrap().len(), 2);
        for bad in [r#"[["1",[0,1]],["2",[1,0]]]"#, r#"[["1",[1,0]],["2",[1,0]]]"#, r#"[["0",[1,0]]]"#] {
            let json = Json::parse(bad.as_bytes()).unwrap();
            assert_eq!(Node::root(&json).terms(2).unwrap_err().reason, Reason::TermsNotNormal, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_rational_is_read_back_from_its_own_words(n in proptest::prelude::any::<i128>(), d in 1..u128::MAX) {
            let value = BigRational::new(n.into(), d.into());
            assert_eq!(read(&format!("\"{value}\"")).unwrap(), value);
            // Any other way to write the same number is refused.
            let other = format!("\"{}/{}\"", value.numer() * 2, value.denom() * 2);
            assert!(matches!(read(&other).unwrap_err().reason, Reason::NotCanonical { .. }));
        }

        #[test]
        fn what_is_read_prints_as_the_same_bytes(text in "[-+0-9/_. ]{0,8}") {
            if let Ok(value) = read(&format!("\"{text}\"")) {
                assert_eq!(value.to_string(), text);
            }
        }
    }
}
