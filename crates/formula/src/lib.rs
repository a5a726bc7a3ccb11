//! The language of formulas: text, syntax tree, and errors at line and column.
//!
//! The program and the process of the second engine both read formulas, so the language stands below both. It knows no
//! family and no engine. [`cursor`] serves the other small languages of the program as well, such as that of claims.

pub mod cursor;
pub mod formula;
pub mod syntax;

pub use cursor::SyntaxError;
pub use formula::Formula;
