//! Recurrence rules against the examples of RFC 5545 section 3.8.5.3.

use jiff::civil::{Date, DateTime, Time};

use super::expand::days;
use super::rule::parse;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn until(value: &str) -> Result<DateTime, &'static str> {
    let day: Date = value.parse().map_err(|_| "no day")?;
    Ok(day.to_datetime(Time::MAX))
}

fn found(rule: &str, start: &str, from: &str, to: &str) -> Vec<String> {
    let rule = parse(rule, until).expect(rule);
    let mut budget = 1_000_000;
    let days = days(&rule, date(start), (date(from), date(to)), &mut budget).expect("days");
    days.iter().map(ToString::to_string).collect()
}

/// Each rule, its start and its days.
fn give(table: &[(&str, &str, &str)]) {
    for (rule, start, expected) in table {
        let days = found(rule, start, "1990-01-01", "2050-01-01");
        assert_eq!(days.join(" "), *expected, "{rule}");
    }
}

#[test]
fn daily_and_weekly_rules_give_the_days_the_standard_gives() {
    let table = [
        (
            "FREQ=DAILY;COUNT=3",
            "1997-09-02",
            "1997-09-02 1997-09-03 1997-09-04",
        ),
        (
            "FREQ=DAILY;INTERVAL=10;COUNT=3",
            "1997-09-02",
            "1997-09-02 1997-09-12 1997-09-22",
        ),
        (
            "FREQ=WEEKLY;COUNT=3",
            "1997-09-02",
            "1997-09-02 1997-09-09 1997-09-16",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH",
            "1997-09-02",
            "1997-09-02 1997-09-04 1997-09-16 1997-09-18",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
    ];
    give(&table);
}

#[test]
fn monthly_rules_give_the_days_the_standard_gives() {
    let table = [
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=1FR",
            "1997-09-05",
            "1997-09-05 1997-10-03 1997-11-07",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
            "1997-09-07",
            "1997-09-07 1997-09-28 1997-11-02 1997-11-30",
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO",
            "1997-09-22",
            "1997-09-22 1997-10-20 1997-11-17",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3",
            "1997-09-28",
            "1997-09-28 1997-10-29 1997-11-28",
        ),
        (
            "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15",
            "1997-09-02",
            "1997-09-02 1997-09-15 1997-10-02 1997-10-15",
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
            "1997-09-04",
            "1997-09-04 1997-10-07 1997-11-06",
        ),
        (
            "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "1997-09-29",
            "1997-09-29 1997-10-30 1997-11-27",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3",
            "1998-02-13",
            "1998-02-13 1998-03-13 1998-11-13",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007-01-15",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
        (
            "FREQ=MONTHLY;COUNT=3",
            "2026-01-31",
            "2026-01-31 2026-03-31 2026-05-31",
        ),
    ];
    give(&table);
}

#[test]
fn yearly_rules_give_the_days_the_standard_gives() {
    let table = [
        (
            "FREQ=YEARLY;COUNT=4;BYMONTH=6,7",
            "1997-06-10",
            "1997-06-10 1997-07-10 1998-06-10 1998-07-10",
        ),
        (
            "FREQ=YEARLY;BYDAY=20MO;COUNT=3",
            "1997-05-19",
            "1997-05-19 1998-05-18 1999-05-17",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4",
            "1997-03-13",
            "1997-03-13 1997-03-20 1997-03-27 1998-03-05",
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
            "1996-11-05",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        ("FREQ=YEARLY;COUNT=2", "2024-02-29", "2024-02-29 2028-02-29"),
    ];
    give(&table);
}

#[test]
fn a_rule_without_a_count_is_followed_from_where_it_matters() {
    let table = [
        (
            "FREQ=DAILY;INTERVAL=3",
            "1990-01-01",
            "2026-03-11 2026-03-14",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            "1990-01-02",
            "2026-03-10",
        ),
        ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=12", "1990-01-12", ""),
        ("FREQ=YEARLY", "1990-03-13", "2026-03-13"),
        (
            "FREQ=DAILY;COUNT=1000000000",
            "2026-03-13",
            "2026-03-13 2026-03-14",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
            "2026-03-10",
            "2026-03-10",
        ),
    ];
    for (rule, start, expected) in table {
        assert_eq!(
            found(rule, start, "2026-03-10", "2026-03-14").join(" "),
            expected,
            "{rule}"
        );
    }
}

#[test]
fn a_rule_that_takes_too_long_is_given_up() {
    let rule = parse("FREQ=DAILY;COUNT=1000000000", until).expect("a rule");
    let told = days(
        &rule,
        date("1990-01-01"),
        (date("2090-01-01"), date("2091-01-01")),
        &mut 1000,
    );
    assert!(told.is_err());
}

#[test]
fn rules_that_no_visit_has_are_refused() {
    for rule in [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=\u{e9}MO",
        "FREQ=MONTHLY;BYDAY=O",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ",
    ] {
        assert!(parse(rule, until).is_err(), "{rule}");
    }
}
