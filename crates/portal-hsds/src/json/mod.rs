//! Reads a directory out of JSON: one record, a list page, `tabular.json`, NDJSON.

mod parts;
mod shape;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;

use crate::Summary;
use crate::clean::{self, Entity, Record};
use crate::model::{Organization, Service};
use crate::refusal::{Refusal, RowError};
use crate::report::{Progress, Report, Spot};
use crate::source::shown;
use crate::tabular::{self, typed};
use parts::{Lines, page, tables};
use shape::{Shape, shape};

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

/// Reads the records of one text.
struct JsonReader<'a> {
    file: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    report: Report,
    refusal: Refusal,
    organizations: Vec<Organization>,
    known: HashSet<String>,
    seen: HashSet<String>,
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
            seen: HashSet::new(),
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
        self.make_id_unique(&mut service, spot);
        self.services += 1;
        if self.refusal.total == 0 {
            (self.sink)(service);
        }
    }

    /// Gives a service whose id another has had already an id of its own.
    fn make_id_unique(&mut self, service: &mut Service, spot: Spot<'_>) {
        if self.seen.insert(service.id.clone()) {
            return;
        }
        self.report.repair("duplicate_service_id", spot);
        let mut number = 2_u64;
        while !self.seen.insert(format!("{}-{number}", service.id)) {
            number += 1;
        }
        service.id = format!("{}-{number}", service.id);
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
