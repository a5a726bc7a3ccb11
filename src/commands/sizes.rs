//! The limits on sizes that several commands share.

use crate::Error;
use crate::kernel::{MAX_ATOMS, MAX_DIM, MAX_ORDER};

/// Reads the number of an option; its range is checked by the command, which names the limit.
pub fn natural(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "expected a natural number, such as 2".into())
}

/// An option that must lie in a range.
pub fn in_range(option: &str, value: u64, most: u64) -> Result<usize, Error> {
    match (1..=most).contains(&value) {
        true => Ok(value as usize),
        false => Err(Error::input(format!("{option} is out of range"))
            .at(option)
            .found(value.to_string())
            .expected(format!("an integer from 1 to {most}"))),
    }
}

/// `--cells`: 1 to 256.
pub fn cells(value: u64) -> Result<usize, Error> {
    in_range("--cells", value, MAX_ATOMS)
}

/// `--dim`: 1 to 1000.
pub fn dim(value: u64) -> Result<usize, Error> {
    in_range("--dim", value, MAX_DIM)
}

/// `--order` or `--max-order` of a polynomial system: 1 to 512.
pub fn order(option: &str, value: u64) -> Result<usize, Error> {
    in_range(option, value, MAX_ORDER)
}
