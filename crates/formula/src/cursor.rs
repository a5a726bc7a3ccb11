//! The cursor under every small language of the program: words, numbers, signs, and errors with line and column.
//!
//! A parser is a function on a [`Cursor`]. What it refuses is a [`Fault`]: never tried another way, so that the message speaks of
//! the first character that fits nothing.

use num_bigint::BigInt;
use num_traits::Zero;
use std::fmt;
use winnow::combinator::{opt, preceded};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};
use winnow::token::{one_of, take_while};

/// The most digits in a number.
pub const MAX_DIGITS: usize = 1000;
/// The most bytes in a text.
pub const MAX_BYTES: usize = 65_536;

/// What a language carries along the text.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    text: &'a str,
    /// What the text is, as in "the end of the claim".
    what: &'static str,
    /// How deep the parser is inside parentheses, signs and powers.
    pub depth: usize,
}

/// A text and a place in it.
pub type Cursor<'a> = Stateful<LocatingSlice<&'a str>, State<'a>>;

/// What a parser gives.
pub type Parsed<T> = Result<T, Refusal>;

/// A fault, as a parser hands it up.
pub type Refusal = ErrMode<Fault>;

/// What fits nothing, at an offset in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    offset: usize,
    found: String,
    expected: String,
}

impl<'a> ParserError<Cursor<'a>> for Fault {
    type Inner = Self;

    fn from_input(cursor: &Cursor<'a>) -> Self {
        Fault { offset: offset(cursor), found: shown(cursor), expected: String::new() }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Why a text is not of its language, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the text should have been, such as "formula".
    pub what: &'static str,
    /// The line, from 1, if the text has several.
    pub line: Option<usize>,
    /// The column of the character at which reading stopped, from 1.
    pub column: usize,
    /// What was found there.
    pub found: String,
    /// What would have been accepted there.
    pub expected: String,
}

impl SyntaxError {
    /// `column 3`, or `line 2, column 3` where the text has several lines.
    pub fn place(&self) -> String {
        placed((self.line, self.column))
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, place) = (self.what, self.place());
        write!(f, "the {what} cannot be read at {place}: found {}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for SyntaxError {}

/// Reads a text of the language `what` from its first to its last character; the parser must refuse what is left over.
///
/// # Errors
/// [`SyntaxError`] from the parser; a text of more than [`MAX_BYTES`].
pub fn read<T>(
    text: &str,
    what: &'static str,
    parser: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>,
) -> Result<T, SyntaxError> {
    if text.len() > MAX_BYTES {
        let (found, expected) = (format!("{} bytes", text.len()), format!("at most {MAX_BYTES} bytes"));
        return Err(SyntaxError { what, line: None, column: 1, found, expected });
    }
    let mut cursor = Stateful { input: LocatingSlice::new(text), state: State { text, what, depth: 0 } };
    parser(&mut cursor).map_err(|e| {
        let fault = match e {
            ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
            ErrMode::Incomplete(_) => Fault::from_input(&cursor),
        };
        let (line, column) = line_and_column(text, fault.offset);
        SyntaxError { what, line, column, found: fault.found, expected: fault.expected }
    })
}

/// The line, if there are several, and the column of an offset in bytes.
fn line_and_column(text: &str, offset: usize) -> (Option<usize>, usize) {
    let before = &text[..offset];
    let line_begins = before.rfind('\n').map_or(0, |i| i + 1);
    let line = text.contains('\n').then(|| before.matches('\n').count() + 1);
    (line, before[line_begins..].chars().count() + 1)
}

fn placed((line, column): (Option<usize>, usize)) -> String {
    let line = line.map_or(String::new(), |line| format!("line {line}, "));
    format!("{line}column {column}")
}

/// The place in words, as [`SyntaxError::place`] has them.
pub fn place(cursor: &Cursor<'_>) -> String {
    placed(line_and_column(cursor.state.text, offset(cursor)))
}

/// The offset in bytes.
pub fn offset(cursor: &Cursor<'_>) -> usize {
    cursor.input.current_token_start()
}

/// The rest of the text.
pub fn rest<'a>(cursor: &Cursor<'a>) -> &'a str {
    cursor.input.as_ref()
}

/// The next character that is no blank, which stays where it is.
pub fn peek(cursor: &Cursor<'_>) -> Option<char> {
    rest(cursor).chars().find(|c| !c.is_whitespace())
}

/// The next word or character, for a message.
fn shown(cursor: &Cursor<'_>) -> String {
    let text = rest(cursor);
    match text.chars().next() {
        None => format!("the end of the {}", cursor.state.what),
        Some(c) if c.is_ascii_digit() => quoted(text, |c| c.is_ascii_digit()),
        Some(c) if in_word(c) => quoted(text, in_word),
        Some(c) => format!("\"{}\"", c.escape_debug()),
    }
}

fn quoted(text: &str, belongs: fn(char) -> bool) -> String {
    format!("\"{}\"", text.chars().take_while(|c| belongs(*c)).collect::<String>())
}

/// Whether a character may stand in a word after its first.
pub fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The fault of finding something else than expected at the cursor.
pub fn unexpected(cursor: &Cursor<'_>, expected: impl fmt::Display) -> Refusal {
    ErrMode::Cut(Fault { expected: expected.to_string(), ..Fault::from_input(cursor) })
}

/// The fault of what was read from `offset` on.
pub fn fault(offset: usize, found: impl fmt::Display, expected: impl fmt::Display) -> Refusal {
    ErrMode::Cut(Fault { offset, found: found.to_string(), expected: expected.to_string() })
}

/// Goes on to the next character that is no blank.
pub fn blanks(cursor: &mut Cursor<'_>) -> Parsed<()> {
    take_while(0.., char::is_whitespace).void().parse_next(cursor)
}

/// Takes one of these signs, with the blanks before it, if it stands next; otherwise nothing.
pub fn sign<const N: usize>(cursor: &mut Cursor<'_>, signs: [char; N]) -> Parsed<Option<char>> {
    opt(preceded(blanks, one_of(signs))).parse_next(cursor)
}

/// Digits, at least one, with the blanks before them.
pub fn digits<'a>(cursor: &mut Cursor<'a>, expected: &str) -> Parsed<&'a str> {
    blanks(cursor)?;
    match opt(take_while(1.., |c: char| c.is_ascii_digit())).parse_next(cursor)? {
        Some(digits) => Ok(digits),
        None => Err(unexpected(cursor, expected)),
    }
}

/// A word: letters, digits and `_`, a letter first, with the blanks before it; `None` and no step if there is none.
pub fn word<'a>(cursor: &mut Cursor<'a>) -> Parsed<Option<&'a str>> {
    let letter_first = (one_of(|c: char| c.is_ascii_alphabetic()), take_while(0.., in_word)).take();
    opt(preceded(blanks, letter_first)).parse_next(cursor)
}

/// The number that these digits mean.
pub fn natural(digits: &str) -> BigInt {
    digits.bytes().fold(BigInt::zero(), |n, digit| n * 10 + (digit - b'0'))
}

/// Refuses a number of more than [`MAX_DIGITS`] digits that began at `offset`.
pub fn few_digits(count: usize, offset: usize) -> Parsed<()> {
    match count > MAX_DIGITS {
        true => {
            Err(fault(offset, format_args!("a number of {count} digits"), format_args!("at most {MAX_DIGITS} digits")))
        }
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words with a comma between them.
    fn words(cursor: &mut Cursor<'_>) -> Parsed<Vec<String>> {
        let mut words = Vec::new();
        loop {
            words.push(word(cursor)?.ok_or_else(|| unexpected(cursor, "a word"))?.to_owned());
            if sign(cursor, [','])?.is_none() {
                return Ok(words);
            }
            blanks(cursor)?;
        }
    }

    #[test]
    fn a_fault_is_placed_by_line_and_column_in_characters() {
        assert_eq!(read("a1,\n b_2", "list", words).unwrap(), ["a1", "b_2"]);
        let error = read("ä", "list", words).unwrap_err();
        assert_eq!((error.place().as_str(), error.found.as_str()), ("column 1", "\"ä\""));
        let error = read("a, b,\n  c, 12x", "list", words).unwrap_err();
        assert_eq!(error.to_string(), "the list cannot be read at line 2, column 6: found \"12\", expected a word");
        // A no-break space has two bytes and is one character.
        assert_eq!(read("a,\u{a0}12", "list", words).unwrap_err().column, 4);
        assert_eq!(read("a,", "list", words).unwrap_err().found, "the end of the list");
    }
}
