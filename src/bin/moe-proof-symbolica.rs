//! The second symbolic engine.

fn main() {}
