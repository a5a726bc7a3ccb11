//! Reading data from CSV text, plain or gzip, row by row: memory is that of the chosen columns.
//!
//! The first line is a header unless all its fields are numbers. Columns are chosen by name or by number (from 1). Without a
//! choice y is the column named `y`, or else the last one, and x all others.

use super::data::Data;
use crate::Error;
use crate::kernel::path_text;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Which columns of a table are y and x; each by name or by number from 1.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// y; `None` for the default.
    pub y: Option<String>,
    /// x, in this order; empty for all columns but y.
    pub x: Vec<String>,
}

/// Reads a CSV file, which may be compressed with gzip; `-` is standard input.
///
/// # Errors
/// The file cannot be read; a column is unknown; a line has another number of fields than the first one; a value is missing, no
/// number, not finite or above 1e100 in size. Places are lines of the (uncompressed) file, from 1.
pub fn read_csv(path: &Path, columns: &Columns) -> Result<Data, Error> {
    let name = path_text(path);
    let failed = |e: std::io::Error| {
        Error::io("cannot read the file")
            .at(name.clone())
            .because(e)
            .expected("a CSV file, or one compressed with gzip")
    };
    if path == Path::new("-") {
        return read_table(std::io::stdin().lock(), "standard input", columns);
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::io("cannot read the file")
            .at(name)
            .found("a folder")
            .expected("a CSV file, or one compressed with gzip"));
    }
    read_table(file, &name, columns)
}

/// Reads CSV text, plain or gzip, from anything; `name` is its name in errors.
///
/// # Errors
/// As [`read_csv`].
pub fn read_table(source: impl Read, name: &str, columns: &Columns) -> Result<Data, Error> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let mut start = [0u8; 2];
    let mut got = 0;
    while got < 2 {
        match source.read(&mut start[got..]) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::input("cannot read the data").at(name).because(e)),
        }
    }
    let whole = (&start[..got]).chain(source);
    if start[..got] == [0x1f, 0x8b] {
        let text = flate2::read::MultiGzDecoder::new(whole);
        read_text(BufReader::with_capacity(1 << 16, text), name, columns)
    } else {
        read_text(whole, name, columns)
    }
}

fn read_text(source: impl Read, name: &str, columns: &Columns) -> Result<Data, Error> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).buffer_capacity(1 << 16).from_reader(source);
    let mut record = csv::ByteRecord::new();
    if !read_record(&mut reader, &mut record, name)? {
        return Err(Error::input("the table is empty").at(name).expected("a header line and rows of numbers"));
    }
    let header = record.iter().any(|field| number(field).is_none());
    let names: Vec<String> = if header {
        record.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()
    } else {
        (1..=record.len()).map(|i| i.to_string()).collect()
    };
    let chosen = choose(&names, columns, name)?;
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); chosen.len()];
    let mut waiting = !header;
    while waiting || read_record(&mut reader, &mut record, name)? {
        waiting = false;
        for (to, &column) in values.iter_mut().zip(&chosen) {
            let field = &record[column];
            match number(field) {
                Some(value) if Data::accepts(value) => to.push(value),
                value => {
                    let line = record.position().map_or(0, |p| p.line());
                    return Err(refused(field, value).at(format!("{name}, line {line}, column {}", names[column])));
                }
            }
        }
    }
    for column in &mut values {
        column.shrink_to_fit();
    }
    let named = |&i: &usize| if header { names[i].clone() } else { format!("column {}", names[i]) };
    let y = values.pop().unwrap_or_default();
    let Some((y_column, x_columns)) = chosen.split_last() else {
        return Err(Error::usage("no column was chosen").at(name));
    };
    if y.is_empty() {
        return Err(Error::input("the table has a header but no rows").at(name).expected("rows of numbers"));
    }
    Data::named(values, y, x_columns.iter().map(named).collect(), named(y_column)).map_err(|e| e.at(name))
}

fn read_record(reader: &mut csv::Reader<impl Read>, record: &mut csv::ByteRecord, name: &str) -> Result<bool, Error> {
    reader.read_byte_record(record).map_err(|e| match e.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, |p| p.line());
            Error::input("a line has another number of fields than the first one")
                .at(format!("{name}, line {line}"))
                .found(format!("{len} fields"))
                .expected(format!("{expected_len}"))
        }
        _ => Error::input("cannot read the data").at(name).because(e).expected("CSV text, plain or gzip"),
    })
}

fn number(field: &[u8]) -> Option<f64> {
    std::str::from_utf8(field).ok()?.parse().ok()
}

fn refused(field: &[u8], value: Option<f64>) -> Error {
    let text = String::from_utf8_lossy(field);
    let missing = field.is_empty() || ["na", "nan", "null", "?", "."].contains(&text.to_lowercase().as_str());
    let what = match value {
        _ if missing => "a value is missing",
        Some(_) => "a value cannot be used",
        None => "a value is no number",
    };
    let hint = if missing {
        "remove or complete such rows first: nothing is left out silently"
    } else {
        "only finite numbers are used"
    };
    Error::input(what).found(format!("{text:?}")).expected("a finite number of size at most 1e100").hint(hint)
}

/// Places of the columns of x, then of y.
fn choose(names: &[String], columns: &Columns, place: &str) -> Result<Vec<usize>, Error> {
    let find = |wanted: &String| {
        let by_name = names.iter().position(|n| n == wanted);
        let by_number = || wanted.parse::<usize>().ok().and_then(|i| i.checked_sub(1)).filter(|i| *i < names.len());
        by_name.or_else(by_number).ok_or_else(|| {
            let shown: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
            let more = if names.len() > 20 { ", …" } else { "" };
            Error::usage("there is no such column").at(place).found(format!("{wanted:?}")).expected(format!(
                "one of {}{more}, or a number from 1 to {}",
                shown.join(", "),
                names.len()
            ))
        })
    };
    let y = match &columns.y {
        Some(wanted) => find(wanted)?,
        None => names.iter().position(|n| n == "y").unwrap_or(names.len() - 1),
    };
    let mut chosen: Vec<usize> = if columns.x.is_empty() {
        (0..names.len()).filter(|i| *i != y).collect()
    } else {
        columns.x.iter().map(find).collect::<Result<_, _>>()?
    };
    if chosen.is_empty() {
        return Err(Error::input("the table has one column").at(place).expected("one for y and at least one for x"));
    }
    chosen.push(y);
    for (i, c) in chosen.iter().enumerate() {
        if chosen[..i].contains(c) {
            return Err(Error::usage("a column is used twice")
                .at(place)
                .found(names[*c].clone())
                .expected("distinct columns for y and x"));
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(text: &str, y: Option<&str>, x: &[&str]) -> Result<Data, Error> {
        let columns = Columns { y: y.map(String::from), x: x.iter().map(|s| s.to_string()).collect() };
        read_table(text.as_bytes(), "t.csv", &columns)
    }

    #[test]
    fn columns_are_found_by_name_by_number_and_by_default() {
        let text = "a, y,b\n1,2,3\n4,5,6\n";
        let data = read(text, None, &[]).unwrap();
        assert_eq!((data.y(), data.x(0), data.x(1)), (&[2.0, 5.0][..], &[1.0, 4.0][..], &[3.0, 6.0][..]));
        let data = read(text, Some("b"), &["2"]).unwrap();
        assert_eq!((data.y(), data.x(0), data.x_names()), (&[3.0, 6.0][..], &[2.0, 5.0][..], &["y".to_string()][..]));
        let bare = read("1,2\n3,4\r\n\n5,6", None, &[]).unwrap();
        assert_eq!((bare.y(), bare.len()), (&[2.0, 4.0, 6.0][..], 3));
    }

    #[test]
    fn gzip_is_recognised_by_its_first_bytes() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"x,y\n1,2\n").unwrap();
        let bytes = packed.finish().unwrap();
        let data = read_table(&bytes[..], "t.csv.gz", &Columns::default()).unwrap();
        assert_eq!((data.x(0), data.y()), (&[1.0][..], &[2.0][..]));
        let cut = read_table(&bytes[..bytes.len() - 6], "t.csv.gz", &Columns::default());
        assert!(cut.is_err());
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        for (text, place) in [
            ("", "empty"),
            ("x,y\n", "no rows"),
            ("x,y\n1,2\n3,\n", "t.csv, line 3, column y"),
            ("x,y\n1,2\nNaN,4\n", "t.csv, line 3, column x"),
            ("x,y\n1,2\n3,inf\n", "t.csv, line 3, column y"),
            ("x,y\n1,2\n3,1e200\n", "t.csv, line 3, column y"),
            ("x,y\n1,2\n3,abc\n", "a value is no number"),
            ("x,y\n1,2\n3,4,5\n", "t.csv, line 3"),
            ("y\n1\n", "one column"),
        ] {
            let message = read(text, None, &[]).unwrap_err().to_string();
            assert!(message.contains(place), "{text:?}: {message}");
        }
        assert!(read("x,y\n1,2\n", Some("z"), &[]).unwrap_err().to_string().contains("one of x, y"));
        assert!(read("x,y\n1,2\n", Some("3"), &[]).is_err());
        assert!(read("x,y\n1,2\n", Some("y"), &["y"]).unwrap_err().to_string().contains("twice"));
    }
}
