//! Phone numbers and their extensions.

use serde_json::Value;

use super::Record;
use super::records::word;
use crate::report::{Report, Spot};

/// Stands between a number and an extension that is no number, such as `007`. The standard
/// has only a number for extensions, so this is how such a one is written, and no mistake.
pub(crate) const MARK: &str = " ext. ";

/// The extension as the number the standard wants, when it is written as one.
pub(crate) fn as_number(extension: &str) -> Option<u64> {
    let number: u64 = extension.parse().ok()?;
    (number.to_string() == extension && number < 1 << 53).then_some(number)
}

/// Takes quote marks and an extension out of the number.
pub(super) fn finish(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let Some(raw) = word(record, "number") else {
        return;
    };
    let mut number = raw.trim_matches(['"', '\'', ' ']).to_owned();
    if number != raw {
        report.repair("quoted_phone_number", spot);
    }
    if !record.contains_key("extension")
        && let Some((main, extension)) = split_extension(&number)
    {
        if as_number(&extension).is_some() {
            report.repair("extension_in_phone_number", spot);
        }
        record.insert("extension".to_owned(), Value::String(extension));
        number = main;
    }
    record.remove("number");
    if !number.is_empty() {
        record.insert("number".to_owned(), Value::String(number));
    }
}

/// `305-555-0100 x12` and `305-555-0100 ext. 12` in two parts.
fn split_extension(number: &str) -> Option<(String, String)> {
    if let Some((main, extension)) = number.rsplit_once(MARK)
        && as_number(extension).is_none()
    {
        return Some((main.to_owned(), extension.to_owned()));
    }
    let at = number.find(['x', 'X', 'e', 'E'])?;
    let (main, tail) = number.split_at(at);
    let tail = tail.to_ascii_lowercase();
    let extension = ["extension", "ext.", "ext", "x"]
        .iter()
        .find_map(|mark| tail.strip_prefix(mark))?
        .trim_matches([' ', '.', ':']);
    let digits = main.bytes().filter(u8::is_ascii_digit).count();
    let whole = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit());
    (whole && digits >= 7).then(|| {
        (
            main.trim_end_matches([' ', ',']).to_owned(),
            extension.to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_stands_apart_from_its_number() {
        for (number, parts) in [
            ("305-555-0100 x12", Some(("305-555-0100", "12"))),
            ("305-555-0100, Ext. 12", Some(("305-555-0100", "12"))),
            ("305-555-0100 ext. 007", Some(("305-555-0100", "007"))),
            ("305-555-0100 ext. 1 or 2", Some(("305-555-0100", "1 or 2"))),
            ("211 ext. 5", None),
            ("305-555-HELP", None),
        ] {
            let found = split_extension(number);
            let found = found
                .as_ref()
                .map(|(main, ext)| (main.as_str(), ext.as_str()));
            assert_eq!(found, parts, "{number}");
        }
    }
}
