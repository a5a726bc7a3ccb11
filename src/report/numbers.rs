//! Exact numbers as a person reads them.

use num_rational::BigRational;
use num_traits::{One, Signed};

/// `−½`, `2/3`, `7`: a rational with a real minus sign, and ½ as one character.
pub fn rational(q: &BigRational) -> String {
    let size = q.abs();
    let digits = match size.numer().is_one() && *size.denom() == 2.into() {
        true => "½".to_string(),
        false => size.to_string(),
    };
    if q.is_negative() { format!("−{digits}") } else { digits }
}

/// A number with subscript digits: `₁₂`.
pub fn subscript(n: usize) -> String {
    n.to_string().bytes().map(|b| char::from_u32(0x2080 + u32::from(b - b'0')).unwrap_or('?')).collect()
}

/// `1 equation`, `2 equations`.
pub fn count(n: u64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_signs() {
        let q = |n: i64, d: i64| rational(&BigRational::new(n.into(), d.into()));
        assert_eq!([q(-1, 2), q(3, 2), q(-7, 1)], ["−½", "3/2", "−7"]);
        assert_eq!(subscript(120), "₁₂₀");
    }
}
