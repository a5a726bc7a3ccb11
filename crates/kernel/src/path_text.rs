//! How a path is printed: on one line, and so that no file name passes for something that the program says.
//!
//! Whoever makes a file chooses its name. It may hold line ends, control characters that a terminal obeys, marks that
//! turn the direction of the text, or the very words of a verdict. A plain name is printed as it is. Every other one
//! stands in quotation marks, in the form in which a shell takes it back: `'my proof.json'`, or `$'a\nvalid.json'`
//! where characters must be written as escapes.

use std::path::Path;

/// Words with which a line of a report can begin. A name that is one of them is quoted.
const VERDICTS: [&str; 9] =
    ["valid", "invalid", "incomplete", "error", "verified", "refuted", "undecided", "proof", "done"];

/// The path on one line; quoted, in a form that bash, zsh and other shells read, unless it is plain.
///
/// # Example
/// ```
/// use moe_proof_kernel::path_text;
/// assert_eq!(path_text("proofs/rbar-2.json"), "proofs/rbar-2.json");
/// assert_eq!(path_text("my proof.json"), "'my proof.json'");
/// assert_eq!(path_text("a.json\nvalid  b.json"), r"$'a.json\nvalid  b.json'");
/// ```
pub fn path_text(path: impl AsRef<Path>) -> String {
    let bytes = path.as_ref().as_os_str().as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if is_plain(text) => text.into(),
        Ok(text) if text.chars().all(is_visible) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => {
            let escaped: String = bytes.utf8_chunks().map(|chunk| escape(chunk.valid(), chunk.invalid())).collect();
            format!("$'{escaped}'")
        }
    }
}

/// Letters, digits and marks that neither a reader nor a shell takes for anything else.
fn is_plain(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./+,:@%".contains(&b);
    !text.is_empty() && !VERDICTS.contains(&text) && text.bytes().all(plain)
}

/// Whether a character takes its own place on the line: it is no control, format or combining character, no blank but
/// the ordinary one, and does not belong to a script that runs from right to left, which would carry its neighbours
/// along.
fn is_visible(c: char) -> bool {
    let ascii = c == ' ' || c.is_ascii_graphic();
    let right_to_left = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    // The standard library escapes what is not printed and what combines with the character before it.
    ascii || (!c.is_ascii() && !right_to_left && c.escape_debug().count() == 1)
}

/// A piece of a name with the bytes behind it that are no UTF-8, as they stand within `$'…'`.
fn escape(text: &str, bytes: &[u8]) -> String {
    let character = |c: char| match c {
        '\n' => r"\n".into(),
        '\t' => r"\t".into(),
        '\'' | '\\' => format!("\\{c}"),
        c if is_visible(c) => c.to_string(),
        c if c.is_ascii() => format!("\\x{:02x}", u32::from(c)),
        c if c <= '\u{ffff}' => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    let byte = |b: &u8| format!("\\x{b:02x}");
    text.chars().map(character).chain(bytes.iter().map(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stand_as_they_are() {
        for name in ["rbar-2.json", "proofs/rbar/rbar-2-d3.json", "../a_b+c,d:e@f%.json", "valid.json", "./valid"] {
            assert_eq!(path_text(name), name);
        }
    }

    #[test]
    fn every_other_name_is_quoted() {
        for (name, shown) in [
            ("", "''"),
            ("valid", "'valid'"),
            ("valid  r = 1", "'valid  r = 1'"),
            ("it's.json", r"'it'\''s.json'"),
            ("$(reboot)", "'$(reboot)'"),
            ("back\\slash", r"'back\slash'"),
            ("größe.json", "'größe.json'"),
            // A line of its own, a colour, an erased screen.
            ("a\nvalid", r"$'a\nvalid'"),
            ("a\r\tb'\\", r"$'a\x0d\tb\'\\'"),
            ("\u{1b}[32mvalid\u{9b}2J", r"$'\x1b[32mvalid\u009b2J'"),
            // The direction turned by a mark and by a letter; a blank that is none; a mark over the letter before it.
            ("\u{202e}dilav", r"$'\u202edilav'"),
            ("\u{5d0}b", r"$'\u05d0b'"),
            ("a\u{a0}b\u{2028}", r"$'a\u00a0b\u2028'"),
            ("r\u{304}", r"$'r\u0304'"),
            ("\u{e0041}", r"$'\U000e0041'"),
        ] {
            assert_eq!(path_text(name), shown);
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_shown_as_bytes() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(path_text(std::ffi::OsStr::from_bytes(b"a\xff\xe2\x82 b")), r"$'a\xff\xe2\x82 b'");
    }
}
