//! News about visits; those of a calendar's series are told together.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan};
use portal_types::UpdateKind;
use rusqlite::{OptionalExtension, params};

use super::{CHANGED, Desk, Subject, compare, pair};
use crate::clock::rfc3339;
use crate::facts::AppointmentFact;
use crate::import::calendar;
use crate::import::report::ImportError;

/// What is told of one visit: the visit, what happened, and its new start.
type Told = (AppointmentFact, UpdateKind, Option<Timestamp>);

/// Writes the news of visits that are new or different. Of one series only the next visit is told with
/// each kind of change: fifty visits that are booked at once are one piece of news.
///
/// # Errors
/// When a database cannot be read or written.
pub fn derive(desk: &Desk<'_>) -> Result<(), ImportError> {
    let horizon = horizon(desk)?;
    let mut statement = desk
        .tx
        .prepare(&format!("SELECT f.body, s.body {CHANGED}"))?;
    let mut rows = statement.query(params![desk.source, "appointment"])?;
    let mut of_series: HashMap<(String, UpdateKind), Told> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (before, after): (Option<AppointmentFact>, AppointmentFact) = pair(row)?;
        let told = compare::visit(before.as_ref(), &after, desk.now.timestamp());
        let Some((kind, start)) = told else { continue };
        let Some(series) = calendar::series_of(&after.id).map(str::to_owned) else {
            write(desk, &(after, kind, start))?;
            continue;
        };
        // It was there before, too far ahead to be looked at.
        if before.is_none() && after.starts_at.is_some_and(|at| at > horizon) {
            continue;
        }
        let next = of_series.get(&(series.clone(), kind));
        if next.is_none_or(|(next, ..)| after.starts_at < next.starts_at) {
            of_series.insert((series, kind), (after, kind, start));
        }
    }
    of_series.values().try_for_each(|told| write(desk, told))
}

fn write(desk: &Desk<'_>, (visit, kind, start): &Told) -> Result<(), ImportError> {
    let to = start.map(|at| rfc3339(&at.to_zoned(desk.now.time_zone().clone())));
    let subject = Subject {
        kind: "appointment",
        id: &visit.id,
        family: &visit.family,
        agency: &visit.agency,
    };
    desk.write(&subject, *kind, to)
}

/// How far the last import of this source looked ahead into series.
fn horizon(desk: &Desk<'_>) -> Result<Timestamp, ImportError> {
    let sql = "SELECT last_good_at FROM source WHERE name = ?1";
    let last: Option<Option<String>> = desk
        .tx
        .query_row(sql, [desk.source], |row| row.get(0))
        .optional()?;
    let last = last
        .flatten()
        .and_then(|text| text.parse::<Timestamp>().ok());
    let ahead = (calendar::DAYS_AFTER * 24).hours();
    Ok(last.map_or(Timestamp::MAX, |last| {
        last.saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }))
}
