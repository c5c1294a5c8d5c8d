//! Reads a directory out of JSON: one record, a list page, `tabular.json`, NDJSON.

mod shape;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;

use crate::Summary;
use crate::clean::{self, Entity, Record};
use crate::model::{Organization, Service};
use crate::refusal::{Refusal, RowError};
use crate::report::{Progress, Report, Spot};
use crate::source::{Rows, Tables, shown};
use crate::tabular::{self, typed};
use shape::{Shape, shape};

/// A record whose fields have not been looked into yet.
type Raw<'a> = BTreeMap<String, &'a RawValue>;

/// How many records lie between two messages of progress.
const STEP: u64 = 1_000;

/// Reads `path` and hands over its services.
pub(crate) fn read(
    path: &Path,
    sink: &mut dyn FnMut(Service),
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary, Refusal> {
    let file = shown(path);
    let bytes = fs::read(path)
        .map_err(|error| RowError::of_file(&file, format!("cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count() as u64;
        RowError::at(
            &file,
            line,
            "",
            "expected UTF-8; save the file with that encoding",
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if let Some(mut tables) = tables(&file, text) {
        return tabular::read(&mut tables, sink, progress);
    }
    let mut reader = JsonReader::new(&file, text, sink, progress);
    reader.document();
    reader.finish()
}

/// The tables of `tabular.json`, an object with a list of rows for each file name.
fn tables(file: &str, text: &str) -> Option<Tables> {
    let raw: Raw<'_> = serde_json::from_str(text).ok()?;
    if !raw.keys().any(|key| key.ends_with(".csv")) {
        return None;
    }
    let mut lines = Lines::new(text);
    let (mut names, mut tables) = (Vec::new(), Vec::new());
    for (name, rows) in raw {
        let rows: Vec<&RawValue> = serde_json::from_str(rows.get()).ok()?;
        let rows: Option<Rows> = rows
            .into_iter()
            .map(|row| Some((lines.of(row), serde_json::from_str(row.get()).ok()?)))
            .collect();
        names.push(if name.ends_with(".csv") {
            name
        } else {
            format!("{file}: {name}")
        });
        tables.push(rows?);
    }
    Some(Tables::in_memory(names, tables))
}

/// Finds the line of a part of the text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line on which `part`, a piece of the text, begins.
    fn of(&mut self, part: &RawValue) -> u64 {
        let offset = (part.get().as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if offset > self.text.len() {
            return 0;
        }
        if offset < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = &self.text.as_bytes()[self.at..offset];
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = offset;
        self.line
    }
}

/// Reads the records of one text.
struct JsonReader<'a> {
    file: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    report: Report,
    refusal: Refusal,
    organizations: Vec<Organization>,
    known: HashSet<String>,
    seen: HashMap<String, u32>,
    services: u64,
    rows: u64,
    sink: &'a mut dyn FnMut(Service),
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl<'a> JsonReader<'a> {
    fn new(
        file: &'a str,
        text: &'a str,
        sink: &'a mut dyn FnMut(Service),
        progress: &'a mut dyn FnMut(Progress<'_>),
    ) -> Self {
        Self {
            file,
            text,
            lines: Lines::new(text),
            report: Report {
                version_guess: shape::version(text),
                ..Report::default()
            },
            refusal: Refusal::default(),
            organizations: Vec::new(),
            known: HashSet::new(),
            seen: HashMap::new(),
            services: 0,
            rows: 0,
            sink,
            progress,
        }
    }

    /// Reads every value of the text; NDJSON has one a line.
    fn document(&mut self) {
        for value in serde_json::Deserializer::from_str(self.text).into_iter::<&RawValue>() {
            match value {
                Ok(value) => self.value(value),
                Err(error) => {
                    let reason = format!("expected JSON: {error}");
                    self.refusal
                        .add(RowError::at(self.file, error.line() as u64, "", reason));
                    return;
                }
            }
        }
    }

    fn value(&mut self, value: &'a RawValue) {
        if let Ok(items) = serde_json::from_str::<Vec<&'a RawValue>>(value.get()) {
            for item in items {
                self.item(item);
            }
            return;
        }
        match page(value) {
            Some((items, lies)) => {
                if lies {
                    let line = self.lines.of(value);
                    self.report.repair(
                        "envelope_disagrees",
                        Spot {
                            file: self.file,
                            line,
                        },
                    );
                }
                for item in items {
                    self.item(item);
                }
            }
            None => self.item(value),
        }
    }

    fn item(&mut self, item: &RawValue) {
        self.rows += 1;
        if self.rows.is_multiple_of(STEP) {
            (self.progress)(Progress {
                file: self.file,
                rows: self.rows,
            });
        }
        let line = self.lines.of(item);
        let Ok(record) = serde_json::from_str::<Record>(item.get()) else {
            self.refusal.add(RowError::at(
                self.file,
                line,
                "",
                "expected an object with the fields of a service",
            ));
            return;
        };
        match shape(record) {
            Ok(shape) => self.shape(
                shape,
                Spot {
                    file: self.file,
                    line,
                },
            ),
            Err(reason) => self.refusal.add(RowError::at(self.file, line, "", reason)),
        }
    }

    fn shape(&mut self, shape: Shape, spot: Spot<'a>) {
        match shape {
            Shape::Service(record) => self.service(record, None, spot),
            Shape::Organization(record, services) => {
                let clean = clean::record(Entity::Organization, record, spot, &mut self.report);
                let own: Organization =
                    typed(clean.unwrap_or_default(), self.file, &mut self.report);
                self.organization(&own);
                for service in services {
                    self.service(service, Some(&own), spot);
                }
            }
        }
    }

    fn organization(&mut self, organization: &Organization) {
        let id = organization.id.clone();
        if !id.is_empty() && self.known.insert(id) {
            self.organizations.push(organization.clone());
        }
    }

    fn service(&mut self, record: Record, owner: Option<&Organization>, spot: Spot<'_>) {
        let clean = clean::record(Entity::Service, record, spot, &mut self.report);
        let mut service: Service = typed(clean.unwrap_or_default(), self.file, &mut self.report);
        for (field, value) in [("id", &service.id), ("name", &service.name)] {
            if value.is_empty() {
                let reason = format!(
                    "is missing; every service has {}",
                    if field == "id" { "an id" } else { "a name" }
                );
                self.refusal
                    .add(RowError::at(self.file, spot.line, field, reason));
            }
        }
        match (&service.organization, owner) {
            (Some(organization), _) => self.organization(&organization.clone()),
            (None, Some(owner)) => service.organization = Some(Box::new(owner.clone())),
            (None, None) => {}
        }
        let count = self.seen.entry(service.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            self.report.repair("duplicate_service_id", spot);
            service.id = format!("{}-{count}", service.id);
        }
        self.services += 1;
        if self.refusal.total == 0 {
            (self.sink)(service);
        }
    }

    fn finish(mut self) -> Result<Summary, Refusal> {
        (self.progress)(Progress {
            file: self.file,
            rows: self.rows,
        });
        if self.refusal.total == 0 && self.services == 0 {
            self.refusal.add(RowError::of_file(
                self.file,
                "holds no service; expected services, or organisations with theirs",
            ));
        }
        self.report
            .rows_read
            .insert(self.file.to_owned(), self.rows);
        self.refusal.or(Summary {
            organizations: self.organizations,
            report: self.report,
        })
    }
}

/// The records of a list page, and whether its envelope disagrees with them.
fn page(value: &RawValue) -> Option<(Vec<&RawValue>, bool)> {
    let raw: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
    let contents: Vec<&RawValue> = serde_json::from_str(raw.get("contents")?.get()).ok()?;
    let number = |key: &str| {
        raw.get(key)
            .and_then(|value| value.get().parse::<u64>().ok())
    };
    let found = contents.len() as u64;
    let one_page = number("total_pages") == Some(1);
    let lies = number("size").is_some_and(|size| size != found)
        || (one_page && number("total_items").is_some_and(|items| items != found))
        || raw
            .get("empty")
            .is_some_and(|empty| (empty.get() == "true") != contents.is_empty());
    Some((contents, lies))
}
