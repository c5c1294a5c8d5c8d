//! Schedules and the weekly hours they mean.

use super::*;

fn on(days: &str, opens: &str, closes: &str) -> Schedule {
    Schedule {
        freq: Some("WEEKLY".into()),
        byday: Some(days.into()),
        opens_at: Some(opens.into()),
        closes_at: Some(closes.into()),
        description: Some("as the directory says".into()),
        ..Schedule::default()
    }
}

fn today() -> Date {
    Date::constant(2026, 3, 6)
}

fn week(schedule: Schedule) -> Vec<(u8, u16, u16)> {
    let hours = weekly(&[schedule], today());
    hours.weekly.iter().map(|h| (h.0, h.1, h.2)).collect()
}

#[test]
fn days_and_times_become_entries() {
    assert_eq!(
        week(on("MO,TU", "09:00", "17:30")),
        [(1, 540, 1050), (2, 540, 1050)]
    );
    assert_eq!(week(on("WE", "00:00", "23:59")), [(3, 0, 1440)]);
    assert_eq!(week(on("WE", "00:00", "00:00")), [(3, 0, 1440)]);
    assert_eq!(week(on("FR", "18:00", "00:00")), [(5, 1080, 1440)]);
}

#[test]
fn a_night_is_two_entries_even_over_the_end_of_the_week() {
    assert_eq!(
        week(on("SU", "20:00", "06:00")),
        [(1, 0, 360), (7, 1200, 1440)]
    );
}

#[test]
fn closed_is_known_and_has_no_entry() {
    let hours = weekly(
        &[on("MO", "09:00", "17:00"), on("TU", "closed", "closed")],
        today(),
    );
    assert_eq!(hours.weekly, [OpeningHours(1, 540, 1020)]);
    assert_eq!(hours.note, None);
}

#[test]
fn one_schedule_that_is_unclear_makes_all_unknown() {
    for unclear in [
        on("TU", "8:00", "17:00"),
        on("TU", "09:00", "05:00"),
        on("1TU", "09:00", "17:00"),
        Schedule {
            freq: Some("MONTHLY".into()),
            ..on("TU", "09:00", "17:00")
        },
        Schedule {
            interval: Some(2),
            ..on("TU", "09:00", "17:00")
        },
        Schedule {
            byday: None,
            ..on("", "09:00", "17:00")
        },
        Schedule {
            closes_at: None,
            ..on("TU", "09:00", "")
        },
    ] {
        let hours = weekly(&[on("MO", "09:00", "17:00"), unclear], today());
        assert_eq!(hours.weekly, []);
        assert_eq!(hours.note.as_deref(), Some("as the directory says"));
    }
}

#[test]
fn past_its_date_a_schedule_says_nothing() {
    let old = Schedule {
        valid_to: Some("2005-01-01".into()),
        ..on("MO", "09:00", "17:00")
    };
    assert_eq!(
        weekly(std::slice::from_ref(&old), today()),
        Hours::default()
    );
    let now = on("TU", "09:00", "17:00");
    assert_eq!(
        weekly(&[old, now], today()).weekly,
        [OpeningHours(2, 540, 1020)]
    );
    let later = Schedule {
        valid_from: Some("2027-01-01".into()),
        ..on("MO", "09:00", "17:00")
    };
    assert_eq!(weekly(&[later], today()), Hours::default());
}

#[test]
fn entries_that_touch_are_one() {
    let hours = weekly(
        &[on("MO", "09:00", "12:00"), on("MO", "12:00", "17:00")],
        today(),
    );
    assert_eq!(hours.weekly, [OpeningHours(1, 540, 1020)]);
}
