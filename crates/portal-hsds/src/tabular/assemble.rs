//! Puts a service together from the rows that belong to it.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::schema::Table;
use super::store::Store;
use crate::clean::Record;
use crate::model::{
    Attribute, Contact, Location, Organization, Phone, Service, ServiceAtLocation, ServiceCapacity,
    Taxonomy, TaxonomyTerm, Unit,
};
use crate::report::{Report, Spot};

/// Builds nested records out of rows.
pub(super) struct Assembly<'a> {
    store: &'a Store,
    report: &'a mut Report,
}

impl<'a> Assembly<'a> {
    /// Builds from `store`; what the model has no place for goes into `report`.
    pub(super) fn new(store: &'a Store, report: &'a mut Report) -> Self {
        Self { store, report }
    }

    /// Counts a repair made while putting together.
    pub(super) fn repaired(&mut self, name: &'static str, spot: Spot<'_>) {
        self.report.repair(name, spot);
    }

    /// The service of a clean row.
    pub(super) fn service(&mut self, record: Record, file: &str) -> Service {
        let mut service: Service = typed(record, file, self.report);
        let id = service.id.clone();
        let at = |table| (table, Table::Service, id.as_str());
        service.organization = self.organization_of(&mut service, file);
        service.program = self
            .by_id(Table::Program, service.program_id.as_deref())
            .map(Box::new);
        service.phones = self.phones(Table::Service, &id);
        service.contacts = self.contacts(Table::Service, &id);
        service.service_at_locations = self.places(&id);
        service.attributes = self.attributes(Table::Service, &id);
        service.capacities = self.capacities(&id);
        service.schedules = self.list(at(Table::Schedule));
        service.service_areas = self.list(at(Table::ServiceArea));
        service.languages = self.list(at(Table::Language));
        service.funding = self.list(at(Table::Funding));
        service.cost_options = self.list(at(Table::CostOption));
        service.required_documents = self.list(at(Table::RequiredDocument));
        service.additional_urls = self.list(at(Table::Url));
        service.metadata = self.list(at(Table::Metadata));
        if service.eligibility_description.is_none() {
            service.eligibility_description =
                self.texts(Table::Eligibility, &id, "eligibility_description", "\n");
        }
        if let Some(payment) = self.texts(Table::Payment, &id, "payment", ", ") {
            let fees = service.fees_description.take();
            let fees = fees.map_or(payment.clone(), |fees| format!("{fees}\n{payment}"));
            service.fees_description = Some(fees);
        }
        service
    }

    /// All organisations with what belongs to them, each id once.
    pub(super) fn organizations(&mut self, take: &mut dyn FnMut(Organization)) {
        for record in self.store.each_once(Table::Organization) {
            let mut organization: Organization = self.organization(record);
            let id = organization.id.clone();
            organization.locations = self.ids_of(Table::Location, &id, |this, location| {
                this.location(Some(location))
            });
            organization.programs = self.ids_of(Table::Program, &id, |this, program| {
                this.by_id(Table::Program, Some(program))
            });
            take(organization);
        }
    }

    /// All taxonomies, each id once.
    pub(super) fn taxonomies(&mut self, take: &mut dyn FnMut(Taxonomy)) {
        for record in self.store.each_once(Table::Taxonomy) {
            take(typed(record, "Taxonomy", self.report));
        }
    }

    /// All terms of taxonomies, each id once.
    pub(super) fn terms(&mut self, take: &mut dyn FnMut(TaxonomyTerm)) {
        for record in self.store.each_once(Table::Term) {
            let term = typed(record, "Term", self.report);
            take(self.with_taxonomy(term));
        }
    }

    /// An organisation without its places and programmes, which may be as many as its services.
    fn organization(&mut self, record: Record) -> Organization {
        let mut organization: Organization = typed(record, "organizations.csv", self.report);
        let id = organization.id.clone();
        let at = |table| (table, Table::Organization, id.as_str());
        organization.phones = self.phones(Table::Organization, &id);
        organization.contacts = self.contacts(Table::Organization, &id);
        organization.attributes = self.attributes(Table::Organization, &id);
        organization.funding = self.list(at(Table::Funding));
        organization.additional_websites = self.list(at(Table::Url));
        organization.organization_identifiers = self.list(at(Table::Identifier));
        organization.metadata = self.list(at(Table::Metadata));
        organization
    }

    /// What `build` makes of each row that is filed under an organisation by its id.
    fn ids_of<T>(
        &mut self,
        table: Table,
        organization: &str,
        mut build: impl FnMut(&mut Self, &str) -> Option<T>,
    ) -> Vec<T> {
        let store = self.store;
        let rows = store.of(table, Table::Organization, organization);
        rows.filter_map(|row| build(self, row.get("id")?.as_str()?))
            .collect()
    }

    /// The organisation of a service. Some directories number agencies and services
    /// alike and let a service name another as its organisation.
    fn organization_of(&mut self, service: &mut Service, file: &str) -> Option<Box<Organization>> {
        let id = service.organization_id.clone()?;
        if let Some(record) = self.store.get(Table::Organization, &id) {
            return Some(Box::new(self.organization(record)));
        }
        let spot = Spot { file, line: 0 };
        let Some(name) = self.store.service_name(&id) else {
            self.report.repair("unknown_organization", spot);
            return None;
        };
        self.report.repair("organization_is_a_service", spot);
        Some(Box::new(Organization {
            id,
            name,
            ..Organization::default()
        }))
    }

    fn places(&mut self, service: &str) -> Vec<ServiceAtLocation> {
        let rows = self
            .store
            .of(Table::ServiceAtLocation, Table::Service, service);
        rows.map(|record| {
            let mut place: ServiceAtLocation =
                typed(record, "service_at_location.csv", self.report);
            let id = place.id.clone();
            let at = |table| (table, Table::ServiceAtLocation, id.as_str());
            place.phones = self.phones(Table::ServiceAtLocation, &id);
            place.contacts = self.contacts(Table::ServiceAtLocation, &id);
            place.attributes = self.attributes(Table::ServiceAtLocation, &id);
            place.schedules = self.list(at(Table::Schedule));
            place.service_areas = self.list(at(Table::ServiceArea));
            place.metadata = self.list(at(Table::Metadata));
            place.location = self.location(place.location_id.as_deref()).map(Box::new);
            place
        })
        .collect()
    }

    fn location(&mut self, id: Option<&str>) -> Option<Location> {
        let mut location: Location = self.by_id(Table::Location, id)?;
        let id = id.unwrap_or_default();
        let at = |table| (table, Table::Location, id);
        location.phones = self.phones(Table::Location, id);
        location.contacts = self.contacts(Table::Location, id);
        location.attributes = self.attributes(Table::Location, id);
        location.addresses = self.list(at(Table::Address));
        location.accessibility = self.list(at(Table::Accessibility));
        location.languages = self.list(at(Table::Language));
        location.schedules = self.list(at(Table::Schedule));
        location.metadata = self.list(at(Table::Metadata));
        Some(location)
    }

    fn phones(&mut self, parent: Table, id: &str) -> Vec<Phone> {
        let mut phones: Vec<Phone> = self.list((Table::Phone, parent, id));
        for phone in &mut phones {
            let id = phone.id.clone();
            phone.languages = self.list((Table::Language, Table::Phone, id.as_str()));
        }
        phones
    }

    fn contacts(&mut self, parent: Table, id: &str) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = self.list((Table::Contact, parent, id));
        for contact in &mut contacts {
            let id = contact.id.clone();
            let phones = self.phones(Table::Contact, &id);
            contact.phones.extend(phones);
        }
        contacts
    }

    fn attributes(&mut self, parent: Table, id: &str) -> Vec<Attribute> {
        let mut attributes: Vec<Attribute> = self.list((Table::Attribute, parent, id));
        for attribute in &mut attributes {
            let term: Option<TaxonomyTerm> =
                self.by_id(Table::Term, attribute.taxonomy_term_id.as_deref());
            attribute.taxonomy_term = term.map(|term| Box::new(self.with_taxonomy(term)));
        }
        attributes
    }

    fn with_taxonomy(&mut self, mut term: TaxonomyTerm) -> TaxonomyTerm {
        let taxonomy = self.by_id(Table::Taxonomy, term.taxonomy_id.as_deref());
        term.taxonomy_detail = taxonomy.map(Box::new);
        term
    }

    fn capacities(&mut self, service: &str) -> Vec<ServiceCapacity> {
        let mut all: Vec<ServiceCapacity> = self.list((Table::Capacity, Table::Service, service));
        for capacity in &mut all {
            capacity.unit = self.by_id(Table::Unit, capacity.unit_id.as_deref());
            name_unit(
                capacity,
                Spot {
                    file: "Capacity",
                    line: 0,
                },
                self.report,
            );
        }
        all
    }

    /// Older versions have tables of what 3.1 has a field for.
    fn texts(&self, table: Table, service: &str, column: &str, between: &str) -> Option<String> {
        let rows = self.store.of(table, Table::Service, service);
        let texts: Vec<String> = rows
            .filter_map(|row| row.get(column).and_then(Value::as_str).map(str::to_owned))
            .collect();
        (!texts.is_empty()).then(|| texts.join(between))
    }

    fn list<T: DeserializeOwned + Default>(
        &mut self,
        (table, parent, id): (Table, Table, &str),
    ) -> Vec<T> {
        let file = format!("{table:?}");
        let rows = self.store.of(table, parent, id);
        rows.map(|record| typed(record, &file, self.report))
            .collect()
    }

    fn by_id<T: DeserializeOwned + Default>(
        &mut self,
        table: Table,
        id: Option<&str>,
    ) -> Option<T> {
        let record = self.store.get(table, id?)?;
        Some(typed(record, &format!("{table:?}"), self.report))
    }
}

/// The standard wants a unit in every capacity: one that is not there is only its id.
pub(crate) fn name_unit(capacity: &mut ServiceCapacity, spot: Spot<'_>, report: &mut Report) {
    if capacity.unit.is_none() {
        report.repair("capacity_without_its_unit", spot);
        capacity.unit = Some(Unit {
            id: capacity.unit_id.clone().unwrap_or_default(),
            ..Unit::default()
        });
    }
}

/// A clean record as a type of the model; fields without a place in it are noted.
pub(crate) fn typed<T: DeserializeOwned + Default>(
    record: Record,
    file: &str,
    report: &mut Report,
) -> T {
    let mut ignored = Vec::new();
    let value =
        serde_ignored::deserialize(Value::Object(record), |path| ignored.push(path.to_string()));
    for path in ignored {
        let field: Vec<&str> = path
            .split('.')
            .filter(|part| part.parse::<usize>().is_err() && *part != "?")
            .collect();
        report
            .ignored_fields
            .insert(format!("{file}: {}", field.join(".")));
    }
    value.unwrap_or_else(|_| {
        report.repair("unreadable_record", Spot { file, line: 0 });
        T::default()
    })
}
