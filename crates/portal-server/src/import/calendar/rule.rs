//! Recurrence rules (RFC 5545 section 3.3.10): the parts that visits use. All others are refused, so that no
//! visit is told for a day it is not on.

use jiff::civil::{DateTime, Weekday};

/// How often a visit comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// FREQ.
    pub every: Every,
    /// INTERVAL.
    pub interval: i32,
    /// COUNT.
    pub count: Option<u32>,
    /// UNTIL, by the clock of the start.
    pub until: Option<DateTime>,
    /// BYMONTH.
    pub months: Vec<i8>,
    /// BYMONTHDAY; negative from the end of the month.
    pub month_days: Vec<i8>,
    /// BYDAY: which of them in the month or year (0 for each), and the day of the week.
    pub week_days: Vec<(i8, Weekday)>,
    /// BYSETPOS.
    pub positions: Vec<i32>,
    /// WKST.
    pub week_start: Weekday,
}

/// Reads a rule; `until` reads the value of UNTIL.
///
/// # Errors
/// Says what was expected.
pub fn parse(
    value: &str,
    until: impl Fn(&str) -> Result<DateTime, &'static str>,
) -> Result<Rule, &'static str> {
    const PARTS: &str = "expected a rule of FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST, such as FREQ=WEEKLY;BYDAY=TU";
    const EVERY: &str = "expected a rule with FREQ DAILY, WEEKLY, MONTHLY or YEARLY";
    let value = value.trim().to_ascii_uppercase();
    let mut every = None;
    let mut rule = Rule {
        every: Every::Day,
        interval: 1,
        count: None,
        until: None,
        months: Vec::new(),
        month_days: Vec::new(),
        week_days: Vec::new(),
        positions: Vec::new(),
        week_start: Weekday::Monday,
    };
    for part in value.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or(PARTS)?;
        match name {
            "FREQ" => every = Some(frequency(value).ok_or(EVERY)?),
            "INTERVAL" => rule.interval = number(value, 1, 10_000).ok_or(PARTS)?,
            "COUNT" => rule.count = Some(value.parse().ok().filter(|n| *n > 0).ok_or(PARTS)?),
            "UNTIL" => rule.until = Some(until(value)?),
            "BYMONTH" => rule.months = numbers(value, 1, 12).ok_or(PARTS)?,
            "BYMONTHDAY" => rule.month_days = numbers(value, -31, 31).ok_or(PARTS)?,
            "BYDAY" => rule.week_days = week_days(value).ok_or(PARTS)?,
            "BYSETPOS" => rule.positions = numbers(value, -366, 366).ok_or(PARTS)?,
            "WKST" => rule.week_start = week_day(value).ok_or(PARTS)?,
            _ => return Err(PARTS),
        }
    }
    rule.every = every.ok_or(EVERY)?;
    check(&rule)?;
    Ok(rule)
}

fn check(rule: &Rule) -> Result<(), &'static str> {
    let counts_days = rule.week_days.iter().any(|(nth, _)| *nth != 0);
    if counts_days && matches!(rule.every, Every::Day | Every::Week) {
        return Err("expected numbers before days of the week in monthly and yearly rules only");
    }
    if rule.every == Every::Week && !rule.month_days.is_empty() {
        return Err("expected no BYMONTHDAY in a weekly rule");
    }
    if rule.count.is_some() && rule.until.is_some() {
        return Err("expected COUNT or UNTIL, found both");
    }
    Ok(())
}

fn frequency(value: &str) -> Option<Every> {
    Some(match value {
        "DAILY" => Every::Day,
        "WEEKLY" => Every::Week,
        "MONTHLY" => Every::Month,
        "YEARLY" => Every::Year,
        _ => return None,
    })
}

fn number(value: &str, from: i32, to: i32) -> Option<i32> {
    let number = value.parse().ok()?;
    (from..=to).contains(&number).then_some(number)
}

/// A list of numbers other than 0, at most as many as make sense.
fn numbers<T: TryFrom<i32>>(value: &str, from: i32, to: i32) -> Option<Vec<T>> {
    let read = |one: &str| T::try_from(number(one, from, to).filter(|n| *n != 0)?).ok();
    let all: Vec<T> = value.split(',').map(read).collect::<Option<_>>()?;
    (all.len() <= 366).then_some(all)
}

fn week_days(value: &str) -> Option<Vec<(i8, Weekday)>> {
    let read = |one: &str| {
        let split = one.len().checked_sub(2)?;
        let (nth, day) = one.split_at_checked(split)?;
        let nth = match nth {
            "" => 0,
            nth => i8::try_from(number(nth, -53, 53).filter(|n| *n != 0)?).ok()?,
        };
        Some((nth, week_day(day)?))
    };
    let all: Vec<_> = value.split(',').map(read).collect::<Option<_>>()?;
    (all.len() <= 366).then_some(all)
}

fn week_day(value: &str) -> Option<Weekday> {
    Some(match value {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}
