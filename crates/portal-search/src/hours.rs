//! Whether a service is open at a minute of the week.

use portal_types::OpeningHours;

const DAY: u16 = 1440;
const WEEK: u16 = 7 * DAY;

/// Whether a service is open; better is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Open {
    /// Not at that minute.
    Closed,
    /// The directory does not say.
    Unknown,
    /// At that minute.
    Now,
}

/// Whether it is open at a minute of the week, 0 being midnight before Monday.
pub(crate) fn open(hours: &[OpeningHours], minute: u16) -> Open {
    if hours.is_empty() {
        return Open::Unknown;
    }
    let open = hours.iter().any(|span| {
        let start = u16::from(span.0.clamp(1, 7) - 1) * DAY + span.1.min(DAY);
        (minute % WEEK + WEEK - start.min(WEEK)) % WEEK < span.2.saturating_sub(span.1)
    });
    if open { Open::Now } else { Open::Closed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_closed_and_unknown() {
        let office = [OpeningHours(1, 540, 1020), OpeningHours(7, 1200, 1440)];
        for (minute, expected) in [
            (539, Open::Closed),
            (540, Open::Now),
            (1019, Open::Now),
            (1020, Open::Closed),
            (6 * DAY + 1439, Open::Now),
            (WEEK, Open::Closed),
        ] {
            assert_eq!(open(&office, minute), expected, "{minute}");
        }
        assert_eq!(open(&[], 540), Open::Unknown);
    }
}
