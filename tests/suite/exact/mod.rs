//! The exact side through the library: two computations of one thing, and proofs that somebody has changed.

mod differential;
mod exponents;
mod family;
mod forgeries;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::FileFailurePersistence;

/// A property tried in this many cases. Cases that once failed are kept beside the test, are committed, and are tried first.
fn cases(cases: u32) -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::default() }
}
