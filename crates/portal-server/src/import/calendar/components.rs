//! Components of iCalendar (RFC 5545 section 3.4): the events of a file, and the zones it describes.

use std::collections::HashMap;

use super::super::cases::{CRIMINAL_JUSTICE, names};
use super::super::visits::{Desk, Spot};
use super::lines::{Line, Lines};

/// Components within components: a calendar, an event, an alarm. More is no calendar.
const MAX_DEPTH: usize = 8;

/// Properties and parameters that all of a file may have: they are in memory together. 40,000 visits have as many.
const MAX_PROPERTIES: usize = 600_000;

/// One VEVENT.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Line of its BEGIN.
    pub line: u64,
    /// Its own properties; those of its alarms are left out.
    pub properties: Vec<Line>,
}

impl Event {
    /// The first property of a name.
    pub fn get(&self, name: &str) -> Option<&Line> {
        self.properties.iter().find(|line| line.name == name)
    }

    /// All properties of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.properties.iter().filter(move |line| line.name == name)
    }
}

/// A file.
#[derive(Default)]
pub struct Calendar {
    /// Its events, in the order of the file.
    pub events: Vec<Event>,
    /// For each zone the file describes, the IANA name it gives for it.
    pub zones: HashMap<String, Option<String>>,
}

/// Reads a file, noting every mistake. What stands after a component that does not end as it should is
/// not read.
pub fn read(bytes: &[u8], desk: &mut Desk<'_>) -> Calendar {
    let mut reader = Reader {
        calendar: Calendar::default(),
        open: Vec::new(),
        event: Event::default(),
        zone: Event::default(),
        seen: false,
        left: MAX_PROPERTIES,
    };
    for line in Lines::of(bytes) {
        let (at, field, why) = match line.map(|line| reader.line(line, desk)) {
            Ok(Ok(())) => continue,
            Ok(Err((at, field, why))) => (at, field, why),
            Err((at, why)) => {
                desk.refuse(&Spot::line(at), "-", why);
                continue;
            }
        };
        desk.refuse(&Spot::line(at), field, why);
        return reader.calendar;
    }
    if let Some((name, line)) = reader.open.last() {
        let name = shown(name);
        let why = format!("expected END:{name} before the file ends; it breaks off");
        desk.refuse(&Spot::line(*line), "BEGIN", &why);
    } else if !reader.seen && !desk.has_refused() {
        let why = "expected BEGIN:VCALENDAR, found nothing";
        desk.refuse(&Spot::line(1), "-", why);
    }
    reader.calendar
}

struct Reader {
    calendar: Calendar,
    /// Components that are begun and not ended, and the lines they begin on.
    open: Vec<(String, u64)>,
    event: Event,
    zone: Event,
    seen: bool,
    /// Properties and parameters that may still come.
    left: usize,
}

/// A line after which nothing can be read: its number, the property, and what was expected.
type Break = (u64, &'static str, &'static str);

impl Reader {
    fn line(&mut self, line: Line, desk: &mut Desk<'_>) -> Result<(), Break> {
        if is_criminal_justice(&line) {
            desk.refuse(
                &Spot::line(line.number),
                &shown(&line.name),
                CRIMINAL_JUSTICE,
            );
            return Ok(());
        }
        match line.name.as_str() {
            "BEGIN" => return self.begin(&line, desk),
            "END" => return self.end(&line),
            _ => {}
        }
        const WHY: &str = "expected fewer entries: what lies ahead, and not all of the past";
        let taken = 1 + line.parameters.len();
        let left = self.left.checked_sub(taken);
        self.left = left.ok_or((line.number, "-", WHY))?;
        match self.open.last().map(|(name, _)| name.as_str()) {
            Some("VEVENT") => self.event.properties.push(line),
            Some("VTIMEZONE") => self.zone.properties.push(line),
            Some("VCALENDAR") => of_calendar(&line, desk),
            Some(_) => {}
            None => desk.refuse(&Spot::line(line.number), "-", "expected BEGIN:VCALENDAR"),
        }
        Ok(())
    }

    fn begin(&mut self, line: &Line, desk: &mut Desk<'_>) -> Result<(), Break> {
        const WHY: &str = "expected a calendar, its components in it, and not ever more of them inside each other";
        let name = line.value.trim().to_ascii_uppercase();
        let stands_well = match name.as_str() {
            "VCALENDAR" => self.open.is_empty(),
            "VEVENT" | "VTIMEZONE" => self.open.len() == 1,
            _ => (1..MAX_DEPTH).contains(&self.open.len()),
        };
        if !stands_well {
            return Err((line.number, "BEGIN", WHY));
        }
        self.seen = true;
        let begun = Event {
            line: line.number,
            properties: Vec::new(),
        };
        match name.as_str() {
            "VEVENT" => self.event = begun,
            "VTIMEZONE" => self.zone = begun,
            "VCALENDAR" | "STANDARD" | "DAYLIGHT" => {}
            _ if self.open.len() == 1 => desk.set_aside("component that is no event"),
            _ => desk.set_aside("alarm or other part of an event"),
        }
        self.open.push((name, line.number));
        Ok(())
    }

    fn end(&mut self, line: &Line) -> Result<(), Break> {
        const WHY: &str = "expected the end of the component that was begun last";
        let name = line.value.trim().to_ascii_uppercase();
        if self.open.pop().is_none_or(|(begun, _)| begun != name) {
            return Err((line.number, "END", WHY));
        }
        if name == "VEVENT" {
            self.calendar.events.push(std::mem::take(&mut self.event));
        } else if name == "VTIMEZONE"
            && let Some(id) = self.zone.get("TZID")
        {
            let location = self.zone.get("X-LIC-LOCATION").map(Line::text);
            self.calendar.zones.insert(id.text(), location);
        }
        Ok(())
    }
}

/// A message about some visits (RFC 5546) is not the list of all of them.
fn of_calendar(line: &Line, desk: &mut Desk<'_>) {
    let method = line.value.trim().to_ascii_uppercase();
    if line.name == "METHOD" && !matches!(method.as_str(), "PUBLISH" | "REQUEST") {
        let why = "expected a calendar as it is published: a message about single visits would replace all others";
        desk.refuse(&Spot::line(line.number), "METHOD", why);
    }
}

/// A property of criminal justice by its name, or text that carries such a number with its label.
fn is_criminal_justice(line: &Line) -> bool {
    let name = line.name.strip_prefix("X-").unwrap_or(&line.name);
    let name = name.to_ascii_lowercase().replace('-', "_");
    let is_bytes = line.parameter("ENCODING") == Some("BASE64");
    let mut texts = line
        .parameters
        .iter()
        .map(|(_, text)| text)
        .chain([&line.value]);
    names::is_criminal_justice(&name, &serde_json::Value::Null)
        || (!is_bytes && texts.any(|text| names::has_labelled_number(&text.to_ascii_uppercase())))
}

/// A name from the file, where it is short and plain.
fn shown(name: &str) -> String {
    if names::is_key(name) {
        name.to_owned()
    } else {
        "-".to_owned()
    }
}
