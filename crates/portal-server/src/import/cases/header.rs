//! The first line of a feed: its version, and when the source made it.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::fields::Fields;
use super::{Reading, fail};

/// The type of that line, and the name of the table that stands for it.
pub const TYPE: &str = "feed";

/// Reads what the line tells beside its type.
pub fn read(f: &mut Fields) -> Option<Timestamp> {
    f.integer("version", 1, 1);
    if !f.has("as_of") {
        f.error("as_of", "expected a time with its offset, found nothing");
    }
    f.time("as_of")
}

/// Judges the first line of a feed.
pub fn judge(map: Map<String, Value>, file: &str, line: u64, reading: &mut Reading) {
    let mut f = Fields::new(map);
    let has_version = f.has("version");
    if f.key("type").as_deref() == Some(TYPE) {
        if !has_version {
            f.error("version", "expected 1, found nothing");
        }
        reading.as_of = read(&mut f);
    } else {
        f.error(
            "type",
            "expected the first line to be {\"type\":\"feed\",\"version\":1,\"as_of\":\"…\"}",
        );
        f.map.clear();
    }
    let (errors, _) = f.finish(&mut reading.set_aside);
    for (field, reason) in errors {
        fail(reading, file, line, &field, &reason);
    }
}
