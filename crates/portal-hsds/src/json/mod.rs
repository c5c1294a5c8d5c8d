//! Reads a directory out of JSON: one record, a list page, `tabular.json`, NDJSON.
//!
//! Of the file no more than one record is in memory.

mod document;
mod shape;
mod terms;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::clean::{self, Entity, Record};
use crate::model::{Organization, Service};
use crate::read::{Part, Sink};
use crate::refusal::{Refusal, RowError};
use crate::report::{Progress, Report, Spot};
use crate::source::{Fault, List, Raw, Tables, shown};
use crate::tabular::{self, name_unit, typed};
use document::Visitor;
use shape::{Shape, shape};

/// How many records lie between two messages of progress.
const STEP: u64 = 1_000;

/// Reads `path` and hands over its records.
pub(crate) fn read(
    path: &Path,
    sink: Sink<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Refusal> {
    let file = shown(path);
    let mut reader = JsonReader::new(&file, &mut *sink, &mut *progress);
    let walked =
        document::open(path).and_then(|mut scanner| document::walk(&mut scanner, &mut reader));
    match walked {
        Ok(Some(lists)) => {
            let mut tables = tables(path, &file, lists);
            tabular::read(&mut tables, sink, progress)
        }
        Ok(None) => reader.finish(),
        Err(fault) => {
            reader.refuse(fault);
            reader.finish()
        }
    }
}

/// The tables of `tabular.json`, an object with a list of rows for each file name.
fn tables(path: &Path, file: &str, mut lists: Vec<List>) -> Tables {
    for list in &mut lists {
        if !list.name.ends_with(".csv") {
            list.name = format!("{file}: {}", list.name);
        }
    }
    Tables::in_json(path, lists)
}

/// Reads the records of one file.
struct JsonReader<'a> {
    file: &'a str,
    report: Report,
    refusal: Refusal,
    organizations: HashSet<String>,
    terms: HashSet<String>,
    taxonomies: HashSet<String>,
    /// Ids of services, and how often each was given.
    seen: HashMap<String, u64>,
    services: u64,
    rows: u64,
    sink: Sink<'a>,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Visitor for JsonReader<'_> {
    fn element(&mut self, raw: Raw<'_>) {
        self.guess(&raw);
        match raw.parse("expected an object with the fields of a service") {
            Ok(record) => self.object(record, raw.line),
            Err(fault) => self.refuse(fault),
        }
    }

    fn field(&mut self, name: &str, raw: &Raw<'_>) {
        if shape::is_new(name) {
            self.report.version_guess = "3.1";
        }
        self.guess(raw);
    }

    fn object(&mut self, record: Record, line: u64) {
        self.rows += 1;
        if self.rows.is_multiple_of(STEP) {
            (self.progress)(Progress {
                file: self.file,
                rows: self.rows,
            });
        }
        match shape(record) {
            Ok(shape) => self.shape(
                shape,
                Spot {
                    file: self.file,
                    line,
                },
            ),
            Err(reason) => self.refuse(Fault { line, reason }),
        }
    }

    fn page(&mut self, envelope: &Record, line: u64, found: u64) {
        if document::lies(envelope, found) {
            let file = self.file;
            self.report
                .repair("envelope_disagrees", Spot { file, line });
        }
    }
}

impl<'a> JsonReader<'a> {
    fn new(file: &'a str, sink: Sink<'a>, progress: &'a mut dyn FnMut(Progress<'_>)) -> Self {
        Self {
            file,
            report: Report {
                version_guess: "3.0",
                ..Report::default()
            },
            refusal: Refusal::default(),
            organizations: HashSet::new(),
            terms: HashSet::new(),
            taxonomies: HashSet::new(),
            seen: HashMap::new(),
            services: 0,
            rows: 0,
            sink,
            progress,
        }
    }

    fn refuse(&mut self, fault: Fault) {
        self.refusal
            .add(RowError::at(self.file, fault.line, "", fault.reason));
    }

    fn guess(&mut self, raw: &Raw<'_>) {
        if self.report.version_guess != "3.1" && raw.text().is_ok_and(shape::has_new_field) {
            self.report.version_guess = "3.1";
        }
    }

    fn shape(&mut self, shape: Shape, spot: Spot<'_>) {
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
        let id = &organization.id;
        if !id.is_empty() && self.organizations.insert(id.clone()) {
            self.give(Part::Organization(Box::new(organization.clone())));
        }
    }

    /// The terms of a service and their taxonomies, each once.
    fn terms(&mut self, service: &Service) {
        for term in terms::of(service) {
            if let Some(taxonomy) = term.taxonomy_detail.as_deref()
                && self.taxonomies.insert(taxonomy.id.clone())
            {
                self.give(Part::Taxonomy(Box::new(taxonomy.clone())));
            }
            if self.terms.insert(term.id.clone()) {
                self.give(Part::TaxonomyTerm(Box::new(term.clone())));
            }
        }
    }

    /// Hands over a record, unless the directory is refused already.
    fn give(&mut self, part: Part) {
        if self.refusal.total == 0 {
            (self.sink)(part);
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
            (Some(organization), _) => self.organization(organization),
            (None, Some(owner)) => service.organization = Some(Box::new(owner.clone())),
            (None, None) => {}
        }
        for capacity in &mut service.capacities {
            name_unit(capacity, spot, &mut self.report);
        }
        self.terms(&service);
        self.make_id_unique(&mut service, spot);
        self.services += 1;
        self.give(Part::Service(Box::new(service)));
    }

    /// Gives a service whose id another has had already an id of its own.
    fn make_id_unique(&mut self, service: &mut Service, spot: Spot<'_>) {
        let Some(times) = self.seen.get(&service.id).copied() else {
            self.seen.insert(service.id.clone(), 1);
            return;
        };
        self.report.repair("duplicate_service_id", spot);
        let mut number = times + 1;
        while self.seen.contains_key(&format!("{}-{number}", service.id)) {
            number += 1;
        }
        let own = format!("{}-{number}", service.id);
        self.seen
            .insert(std::mem::replace(&mut service.id, own.clone()), number);
        self.seen.insert(own, 1);
    }

    fn finish(mut self) -> Result<Report, Refusal> {
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
        self.refusal.or(self.report)
    }
}
