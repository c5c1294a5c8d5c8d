//! Times of day and days of the week as people write them.

/// What a time field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// Minutes from midnight, 0 to 1440.
    At(u16),
    /// Open around the clock.
    AllDay,
    /// Not open.
    Closed,
    /// Anything else.
    Unclear,
}

/// Reads `9:00am`, `830 a.m.`, `09:00`, `09:00:00`, `noon`, `24 hours`, `closed`.
///
/// A time such as `8:00`, with one digit and without am or pm, is unclear: where
/// people write `5:00pm` it may be morning or evening.
pub(crate) fn parse_time(text: &str) -> Time {
    let text = text.trim().to_ascii_lowercase();
    match text.as_str() {
        "noon" | "12 noon" => return Time::At(720),
        "midnight" | "12 midnight" => return Time::At(0),
        "closed" => return Time::Closed,
        "24 hours" | "24 hrs" | "24hrs" | "24/7" | "24 hours a day" | "open 24 hours" => {
            return Time::AllDay;
        }
        _ => {}
    }
    let squeezed: String = text.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    let short = squeezed.strip_suffix('m').unwrap_or(&squeezed);
    let minutes = if let Some(clock) = short.strip_suffix('a') {
        twelve_hours(clock, false)
    } else if let Some(clock) = short.strip_suffix('p') {
        twelve_hours(clock, true)
    } else {
        twenty_four_hours(&squeezed)
    };
    minutes.map_or(Time::Unclear, Time::At)
}

/// `9`, `9:00`, `830`, `1230` before noon or after.
fn twelve_hours(clock: &str, afternoon: bool) -> Option<u16> {
    let (hours, minutes) = match clock.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if clock.len() >= 3 => clock.split_at_checked(clock.len() - 2)?,
        None => (clock, "00"),
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if !(1..=12).contains(&hours) || minutes > 59 {
        return None;
    }
    Some((hours % 12 + if afternoon { 12 } else { 0 }) * 60 + minutes)
}

/// `HH:MM` with optional seconds, as ISO 8601 writes it.
fn twenty_four_hours(clock: &str) -> Option<u16> {
    let mut parts = clock.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let seconds_ok = parts
        .next()
        .is_none_or(|seconds| seconds.len() == 2 && digits(seconds).is_some_and(|s| s < 60));
    if hours.len() != 2 || minutes.len() != 2 || !seconds_ok || parts.next().is_some() {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 1440).then_some(total)
}

fn digits(text: &str) -> Option<u16> {
    let all = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// ISO weekday (1 is Monday) of a day's name or its two letters in RFC 5545.
pub(crate) fn weekday(text: &str) -> Option<u8> {
    const DAYS: [(&str, &str); 7] = [
        ("mo", "monday"),
        ("tu", "tuesday"),
        ("we", "wednesday"),
        ("th", "thursday"),
        ("fr", "friday"),
        ("sa", "saturday"),
        ("su", "sunday"),
    ];
    let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let at = DAYS
        .iter()
        .position(|(short, long)| text == *short || (text.len() >= 3 && long.starts_with(&text)))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, time) in [
            ("9:00am", Time::At(540)),
            (" 7:30 am ", Time::At(450)),
            ("9am", Time::At(540)),
            ("9:00a", Time::At(540)),
            ("9:00 P.M.", Time::At(1260)),
            ("5p", Time::At(1020)),
            ("830am", Time::At(510)),
            ("12:00am", Time::At(0)),
            ("12:00pm", Time::At(720)),
            ("noon", Time::At(720)),
            ("Midnight", Time::At(0)),
            ("09:00:00", Time::At(540)),
            ("23:59", Time::At(1439)),
            ("24:00", Time::At(1440)),
            ("24 hours", Time::AllDay),
            ("Closed", Time::Closed),
            ("8:00", Time::Unclear),
            ("8:00m", Time::Unclear),
            ("6:300pm", Time::Unclear),
            ("9:0am", Time::Unclear),
            ("25:00", Time::Unclear),
            ("13:00pm", Time::Unclear),
            ("12:00pm (dispensing)", Time::Unclear),
            ("é", Time::Unclear),
            ("", Time::Unclear),
        ] {
            assert_eq!(parse_time(text), time, "{text}");
        }
    }

    #[test]
    fn weekdays_are_read_by_name_and_by_letters() {
        assert_eq!(weekday("Monday"), Some(1));
        assert_eq!(weekday("Thurs"), Some(4));
        assert_eq!(weekday("SU"), Some(7));
        assert_eq!(weekday("1MO"), None);
        assert_eq!(weekday("T"), None);
    }
}
