//! From a recurrence rule to days (RFC 5545 section 3.3.10). Pure.
//!
//! The crate `rrule` would do more, with a second library of time and its own list of zones, and without a
//! bound on its work that a hostile file could not pass. Days are enough here: a visit keeps its clock time.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::rule::{Every, Rule};

const TOO_MANY: &str = "expected fewer series that began long ago and have a COUNT";

/// The days of a rule that begins on `start`, from `from` to `to`, in order. The start always is one of them.
/// `budget` is the days that may still be looked at.
///
/// # Errors
/// When the budget is used up.
pub fn days(
    rule: &Rule,
    start: Date,
    (from, to): (Date, Date),
    budget: &mut u32,
) -> Result<Vec<Date>, &'static str> {
    let mut found = Vec::new();
    let mut left = rule.count.unwrap_or(u32::MAX);
    let mut take = |day: Date, found: &mut Vec<Date>| {
        left = left.saturating_sub(1);
        if (from..=to).contains(&day) {
            found.push(day);
        }
        left > 0
    };
    if !take(start, &mut found) {
        return Ok(found);
    }
    // Only a rule with COUNT has to be followed from its start.
    let first = if rule.count.is_some() {
        0
    } else {
        periods_before(rule, start, from)
    };
    let looked_at = match rule.every {
        Every::Day => 1,
        Every::Week => 7,
        Every::Month => 31,
        Every::Year => 366,
    };
    for period in first.. {
        *budget = budget.checked_sub(looked_at).ok_or(TOO_MANY)?;
        let Some(base) = base(rule, start, period) else {
            return Ok(found);
        };
        if base > to {
            return Ok(found);
        }
        for day in of_period(rule, start, base) {
            if day > start && !take(day, &mut found) {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// Periods that are over before a day, less one to be safe.
fn periods_before(rule: &Rule, start: Date, day: Date) -> i32 {
    let days = (day - start).get_days();
    let months = (i32::from(day.year()) - i32::from(start.year())) * 12
        + i32::from(day.month() - start.month());
    let whole = match rule.every {
        Every::Day => days,
        Every::Week => days / 7,
        Every::Month => months,
        Every::Year => months / 12,
    };
    (whole / rule.interval - 2).max(0)
}

/// The day a period begins on; `None` after the end of time.
fn base(rule: &Rule, start: Date, period: i32) -> Option<Date> {
    let steps = period.checked_mul(rule.interval)?;
    let (begins, step): (Date, Span) = match rule.every {
        Every::Day => (start, Span::new().try_days(steps).ok()?),
        Every::Week => {
            let since = start.weekday().since(rule.week_start);
            let begins = start.checked_sub(since.days()).ok()?;
            (begins, Span::new().try_weeks(steps).ok()?)
        }
        Every::Month => (start.first_of_month(), Span::new().try_months(steps).ok()?),
        Every::Year => (start.first_of_year(), Span::new().try_years(steps).ok()?),
    };
    begins.checked_add(step).ok()
}

/// The days of the rule in one period, in order.
fn of_period(rule: &Rule, start: Date, base: Date) -> Vec<Date> {
    let mut days = match rule.every {
        Every::Day => vec![base],
        Every::Week => of_week(rule, start, base),
        Every::Month => of_month(rule, start, base),
        Every::Year => of_year(rule, start, base),
    };
    days.retain(|day| rule.months.is_empty() || rule.months.contains(&day.month()));
    if rule.every == Every::Day {
        days.retain(|day| on_month_day(rule, *day) && on_week_day(rule, *day));
    }
    days.sort_unstable();
    days.dedup();
    if rule.positions.is_empty() {
        return days;
    }
    let count = i32::try_from(days.len()).unwrap_or(i32::MAX);
    let mut picked: Vec<Date> = rule
        .positions
        .iter()
        .map(|at| if *at > 0 { at - 1 } else { count + at })
        .filter_map(|at| days.get(usize::try_from(at).ok()?).copied())
        .collect();
    picked.sort_unstable();
    picked.dedup();
    picked
}

fn on_month_day(rule: &Rule, day: Date) -> bool {
    let from_end = day.day() - day.days_in_month() - 1;
    let mut wanted = rule.month_days.iter();
    rule.month_days.is_empty() || wanted.any(|n| *n == day.day() || *n == from_end)
}

fn on_week_day(rule: &Rule, day: Date) -> bool {
    let mut wanted = rule.week_days.iter();
    rule.week_days.is_empty() || wanted.any(|(_, weekday)| *weekday == day.weekday())
}

fn of_week(rule: &Rule, start: Date, base: Date) -> Vec<Date> {
    let week = base.series(1.day()).take(7);
    if rule.week_days.is_empty() {
        week.filter(|day| day.weekday() == start.weekday())
            .collect()
    } else {
        week.filter(|day| on_week_day(rule, *day)).collect()
    }
}

fn of_month(rule: &Rule, start: Date, first: Date) -> Vec<Date> {
    let month = first
        .series(1.day())
        .take(usize::from(first.days_in_month().unsigned_abs()));
    if rule.month_days.is_empty() && rule.week_days.is_empty() {
        return month.filter(|day| day.day() == start.day()).collect();
    }
    let mut days: Vec<Date> = month.filter(|day| on_month_day(rule, *day)).collect();
    if !rule.week_days.is_empty() {
        let named = named(rule, first, first.last_of_month());
        days.retain(|day| named.contains(day));
    }
    days
}

fn of_year(rule: &Rule, start: Date, first: Date) -> Vec<Date> {
    let by_month = !rule.months.is_empty() || !rule.month_days.is_empty();
    if !by_month && !rule.week_days.is_empty() {
        return named(rule, first, first.last_of_year());
    }
    let months = first.series(1.month()).take(12);
    let wanted = |month: &Date| match (by_month, rule.months.is_empty()) {
        (false, _) => month.month() == start.month(),
        (true, true) => true,
        (true, false) => rule.months.contains(&month.month()),
    };
    months
        .filter(wanted)
        .flat_map(|month| of_month(rule, start, month))
        .collect()
}

/// The days BYDAY names between two days: each of a kind, or the nth from one end.
fn named(rule: &Rule, first: Date, last: Date) -> Vec<Date> {
    let all = |weekday: Weekday| {
        let ahead = weekday.since(first.weekday());
        let begins = first.checked_add(ahead.days()).unwrap_or(last);
        begins
            .series(1.week())
            .take_while(move |day| *day <= last)
            .collect::<Vec<_>>()
    };
    let mut days = Vec::new();
    for (nth, weekday) in &rule.week_days {
        let all = all(*weekday);
        let at = match *nth {
            0 => {
                days.extend(all);
                continue;
            }
            nth if nth > 0 => usize::from(nth.unsigned_abs()) - 1,
            nth => match all.len().checked_sub(usize::from(nth.unsigned_abs())) {
                Some(at) => at,
                None => continue,
            },
        };
        days.extend(all.get(at));
    }
    days
}
