//! Reading parameter files, for the commands that take one.

use crate::Error;
use crate::kernel::path_text;
use crate::model::MixingMeasure;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes of a parameter file.
const MAX_BYTES: u64 = 16 << 20;

/// Reads a parameter file.
pub(super) fn read_parameters(path: &Path) -> Result<MixingMeasure, Error> {
    let place = path_text(path);
    let failed = |found: String| {
        Error::io("cannot read the parameters")
            .at(place.clone())
            .found(found)
            .expected("a file in the format moe-proof-parameters/1")
    };
    let mut text = String::new();
    let file = File::open(path).map_err(|e| failed(e.to_string()))?;
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|e| failed(e.to_string()))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(failed("more than 16 MiB".into()));
    }
    MixingMeasure::from_json(&text).map_err(|e| e.within(&place))
}
