//! What becomes of schedules that other systems wrote.

use serde_json::json;

use super::*;

#[test]
fn what_the_standard_can_say_otherwise_is_said_so_and_counted() {
    for (raw, clean, repairs) in [
        (
            json!({"freq": "weekly"}),
            json!({"freq": "WEEKLY"}),
            &["frequency_in_small_letters"][..],
        ),
        (
            json!({"freq": "DAILY"}),
            json!({"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
            &["frequency_daily"],
        ),
        (
            json!({"freq": "YEARLY", "dtstart": "2025-12-24"}),
            json!({"freq": "MONTHLY", "interval": 12, "dtstart": "2025-12-24"}),
            &["frequency_yearly"],
        ),
        (
            json!({"wkst": "Sunday"}),
            json!({"wkst": "SU"}),
            &["weekday_in_words"],
        ),
        (json!({"wkst": "first"}), json!({}), &["week_start_unknown"]),
        (json!({"timezone": "-6"}), json!({"timezone": "-6"}), &[]),
        (
            json!({"timezone": "-05:30"}),
            json!({"timezone": "-5.5"}),
            &["timezone_in_words"],
        ),
        (
            json!({"timezone": "UTC+3"}),
            json!({"timezone": "3"}),
            &["timezone_in_words"],
        ),
        (
            json!({"timezone": "America/Chicago", "notes": "Ring"}),
            json!({"notes": "Ring\nAmerica/Chicago"}),
            &["timezone_to_notes"],
        ),
        (
            json!({"opens_at": "24/7"}),
            json!({"opens_at": "00:00", "closes_at": "23:59"}),
            &["all_day_in_words"],
        ),
    ] {
        let mut record: Record = serde_json::from_value(raw).unwrap();
        let mut report = Report::default();
        let spot = Spot { file: "a", line: 1 };
        assert!(finish(&mut record, spot, &mut report));
        assert_eq!(Value::Object(record.clone()), clean);
        assert_eq!(report.repairs.keys().copied().collect::<Vec<_>>(), repairs);
        let mut again = Report::default();
        assert!(finish(&mut record, spot, &mut again));
        assert_eq!(again, Report::default(), "{record:?}");
    }
}

#[test]
fn a_schedule_that_recurs_otherwise_is_not_taken_for_a_weekly_one() {
    for raw in [
        json!({"freq": "HOURLY"}),
        json!({"freq": "DAILY", "interval": 2}),
        json!({"freq": "YEARLY", "byday": "1MO"}),
    ] {
        let mut record: Record = serde_json::from_value(raw).unwrap();
        let spot = Spot { file: "a", line: 1 };
        assert!(!finish(&mut record, spot, &mut Report::default()));
    }
}
