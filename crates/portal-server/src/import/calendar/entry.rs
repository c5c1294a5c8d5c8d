//! One VEVENT, read (RFC 5545 section 3.6.1).

use jiff::{SignedDuration, Span, Timestamp};

use super::super::visits::{Desk, Spot};
use super::components::Event;
use super::lines::Line;
use super::rule::{self, Rule};
use super::time::{Stamp, Zones, duration};

/// What STATUS says; an entry without one stands in a calendar, so it is arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// CONFIRMED, or nothing.
    Booked,
    /// TENTATIVE.
    Pending,
    /// CANCELLED.
    Cancelled,
}

/// How long it takes.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    /// From DTSTART to DTEND: the same in every instance, whatever the clocks do.
    Exact(SignedDuration),
    /// DURATION.
    Nominal(Span),
    /// Not said.
    Unknown,
}

/// An entry of a calendar.
pub struct Entry {
    /// Line of its BEGIN.
    pub line: u64,
    /// UID.
    pub uid: String,
    /// Which of several with the same UID is the last word: SEQUENCE, then when it was changed.
    pub version: (i64, Option<Timestamp>),
    /// LAST-MODIFIED, or DTSTAMP.
    pub updated_at: Option<Timestamp>,
    /// DTSTART.
    pub start: Option<Stamp>,
    /// DTEND or DURATION.
    pub length: Length,
    /// STATUS.
    pub status: Status,
    /// RECURRENCE-ID: the instance of a series that this stands for.
    pub instance: Option<Stamp>,
    /// RRULE.
    pub rule: Option<Rule>,
    /// RDATE.
    pub also: Vec<Stamp>,
    /// EXDATE.
    pub except: Vec<Stamp>,
    /// All properties.
    pub event: Event,
}

/// Reads an event; `None` after a mistake, which is noted with the line of its property.
pub fn read(event: Event, zones: &Zones, desk: &mut Desk<'_>) -> Option<Entry> {
    match take(&event, zones) {
        Ok(mut entry) => {
            entry.event = event;
            Some(entry)
        }
        Err((line, field, why)) => {
            desk.refuse(&Spot::line(line), field, why);
            None
        }
    }
}

type Mistake = (u64, &'static str, &'static str);

fn take(event: &Event, zones: &Zones) -> Result<Entry, Mistake> {
    let missing = (event.line, "UID", "expected a UID, found nothing");
    let uid = event.get("UID").map(Line::text);
    let uid = uid.filter(|uid| !uid.is_empty()).ok_or(missing)?;
    let one = |name: &'static str| {
        let line = event.get(name);
        line.map(|line| {
            zones
                .stamp(line, &line.value)
                .map_err(|why| (line.number, name, why))
        })
        .transpose()
    };
    let instant = |name: &'static str| -> Result<Option<Timestamp>, Mistake> {
        let stamp = one(name)?;
        Ok(stamp.and_then(|stamp| stamp.instant().ok()))
    };
    let start = one("DTSTART")?;
    let updated_at = match instant("LAST-MODIFIED")? {
        Some(at) => Some(at),
        None => instant("DTSTAMP")?,
    };
    let sequence = event.get("SEQUENCE");
    let sequence = sequence.and_then(|line| line.value.trim().parse().ok());
    Ok(Entry {
        line: event.line,
        uid,
        version: (sequence.unwrap_or(0), updated_at),
        updated_at,
        length: length(event, start.as_ref(), one("DTEND")?)?,
        status: status(event)?,
        instance: instance(event, one("RECURRENCE-ID")?)?,
        rule: rule(event, zones, start.as_ref())?,
        also: list(event, zones, "RDATE")?,
        except: list(event, zones, "EXDATE")?,
        start,
        event: Event::default(),
    })
}

fn status(event: &Event) -> Result<Status, Mistake> {
    let Some(line) = event.get("STATUS") else {
        return Ok(Status::Booked);
    };
    match line.value.trim().to_ascii_uppercase().as_str() {
        "CONFIRMED" => Ok(Status::Booked),
        "TENTATIVE" => Ok(Status::Pending),
        "CANCELLED" => Ok(Status::Cancelled),
        _ => Err((
            line.number,
            "STATUS",
            "expected CONFIRMED, TENTATIVE or CANCELLED",
        )),
    }
}

fn length(event: &Event, start: Option<&Stamp>, end: Option<Stamp>) -> Result<Length, Mistake> {
    if let Some(line) = event.get("DURATION") {
        let span = duration(&line.value).map_err(|why| (line.number, "DURATION", why))?;
        return Ok(Length::Nominal(span));
    }
    let (Some(start), Some(end)) = (start, end) else {
        return Ok(Length::Unknown);
    };
    let number = event.get("DTEND").map_or(event.line, |line| line.number);
    let wrong = |why| (number, "DTEND", why);
    let (from, to) = (
        start.instant().map_err(wrong)?,
        end.instant().map_err(wrong)?,
    );
    if to < from {
        return Err(wrong("expected an end after the start"));
    }
    Ok(Length::Exact(to.duration_since(from)))
}

fn instance(event: &Event, stamp: Option<Stamp>) -> Result<Option<Stamp>, Mistake> {
    let line = event.get("RECURRENCE-ID");
    match line.filter(|line| line.parameter("RANGE").is_some()) {
        None => Ok(stamp),
        Some(line) => {
            let why = "expected one instance; changes of all that follow (RANGE) cannot be read";
            Err((line.number, "RECURRENCE-ID", why))
        }
    }
}

fn rule(event: &Event, zones: &Zones, start: Option<&Stamp>) -> Result<Option<Rule>, Mistake> {
    if let Some(line) = event.get("EXRULE") {
        let why = "expected EXDATE instead: EXRULE is no longer part of the standard";
        return Err((line.number, "EXRULE", why));
    }
    let mut rules = event.all("RRULE");
    let (Some(line), second) = (rules.next(), rules.next()) else {
        return Ok(None);
    };
    if let Some(second) = second {
        return Err((second.number, "RRULE", "expected one rule, found several"));
    }
    let wrong = |why| (line.number, "RRULE", why);
    let start = start.ok_or(wrong("expected a DTSTART where there is a rule"))?;
    let until = |value: &str| {
        let stamp = zones.stamp(
            &Line {
                parameters: Vec::new(),
                ..line.clone()
            },
            value,
        )?;
        Ok(if stamp.is_day {
            stamp.local.date().to_datetime(jiff::civil::Time::MAX)
        } else if value.ends_with('Z') {
            start.zone.to_datetime(stamp.instant()?)
        } else {
            stamp.local
        })
    };
    rule::parse(&line.value, until).map(Some).map_err(wrong)
}

/// Days and times to add or to leave out.
fn list(event: &Event, zones: &Zones, name: &'static str) -> Result<Vec<Stamp>, Mistake> {
    let mut all = Vec::new();
    for line in event.all(name) {
        for value in line
            .value
            .split(',')
            .filter(|value| !value.trim().is_empty())
        {
            let stamp = zones.stamp(line, value);
            all.push(stamp.map_err(|why| (line.number, name, why))?);
        }
    }
    Ok(all)
}
