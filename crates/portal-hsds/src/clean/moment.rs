//! Moments, which the standard writes as RFC 3339 with an offset.

use serde_json::Value;

use super::Record;
use super::records::word;
use crate::report::{Report, Spot};

/// Makes a day in the field `key` the moment it begins in UTC; its first ten letters stay the day.
pub(super) fn finish(record: &mut Record, key: &str, spot: Spot<'_>, report: &mut Report) {
    let Some(text) = word(record, key) else {
        return;
    };
    let whole = match text.split_at_checked(10) {
        Some((_, "")) => format!("{text}T00:00:00Z"),
        // "2024-02-01 10:30:00": the letter is missing, and which clock it was.
        Some((day, time)) if time.len() == 9 && !time.contains(['Z', '+', '-']) => {
            format!("{day}T{}Z", &time[1..])
        }
        _ => return,
    };
    if whole.parse::<jiff::Timestamp>().is_ok() {
        report.repair("day_for_a_moment", spot);
        record.insert(key.to_owned(), Value::String(whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_becomes_the_moment_it_begins() {
        for (text, moment) in [
            ("2024-02-01", "2024-02-01T00:00:00Z"),
            ("2024-02-01 10:30:00", "2024-02-01T10:30:00Z"),
            ("2024-02-01T10:30:00.5+01:00", "2024-02-01T10:30:00.5+01:00"),
            ("2024-02-31", "2024-02-31"),
            ("last spring", "last spring"),
            ("ééééé", "ééééé"),
        ] {
            let mut record = Record::new();
            record.insert("updated".to_owned(), Value::from(text));
            let spot = Spot { file: "a", line: 1 };
            finish(&mut record, "updated", spot, &mut Report::default());
            assert_eq!(word(&record, "updated"), Some(moment));
        }
    }
}
