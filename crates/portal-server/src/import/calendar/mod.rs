//! iCalendar (RFC 5545): entries of a calendar become visits.
//!
//! What people wrote in an entry is counted and never kept. Folds are undone in bytes, and every mistake
//! is told with its line, which no crate that reads such files does.

mod components;
mod entry;
mod expand;
#[cfg(test)]
mod expand_tests;
mod groups;
mod lines;
mod rule;
mod series;
mod time;
mod visit;

use std::path::Path;

use jiff::tz::TimeZone;

use super::cases::Reading;
use super::report::{ImportError, Summary};
use super::settings::SourceSettings;
use super::visits::{Desk, settings_file};
use super::{Context, Keep, Options, Progress, import_facts};
use crate::home::Home;
use groups::Groups;
pub(super) use series::DAYS_AFTER;
use time::Zones;
pub(super) use visit::series_of;

/// Imports a calendar; it replaces all this source said before.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
/// [`ImportError::Settings`] when the centre has not said whose visits the source sends.
pub fn import_calendar(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let settings = SourceSettings::read(&home.sources(), options.source)?;
    import_facts(
        home,
        &settings,
        "calendar",
        options,
        progress,
        |context, keep| read(context, path, keep),
    )
}

/// Reads a file and hands over what its entries become.
fn read(context: &Context<'_>, path: &Path, keep: Keep<'_>) -> Result<Reading, ImportError> {
    let floating = floating_zone(context)?;
    let mut desk = Desk::open(context, path, keep)?;
    let Some(bytes) = desk.bytes(path)? else {
        return Ok(desk.close());
    };
    let calendar = components::read(&bytes, &mut desk);
    let zones = Zones {
        described: calendar.zones,
        floating,
    };
    let mut groups = Groups::default();
    for event in calendar.events {
        visit::count_unused(&mut desk, &event);
        if let Some(entry) = entry::read(event, &zones, &mut desk) {
            groups.add(entry, &mut desk);
        }
    }
    let visits = groups.visits(&mut desk);
    // What holds for a whole series is looked up, and told, once.
    let mut about = None;
    for one in &visits {
        let line = one.entry.line;
        if about.as_ref().is_none_or(|(of, _)| *of != line) {
            about = Some((line, visit::about(&mut desk, one)));
        }
        if let Some((_, Some(about))) = &about {
            visit::visit(&mut desk, one, about)?;
        }
    }
    Ok(desk.close())
}

/// Where times are meant that name no zone.
fn floating_zone(context: &Context<'_>) -> Result<TimeZone, ImportError> {
    let Some(name) = &context.settings.time_zone else {
        return Ok(context.zone.clone());
    };
    TimeZone::get(name).map_err(|_| {
        ImportError::Settings(format!(
            "{}: time_zone: expected an IANA name such as America/Chicago",
            settings_file(context.source)
        ))
    })
}
