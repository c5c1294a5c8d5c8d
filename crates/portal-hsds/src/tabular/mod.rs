//! Reads a directory out of tables: HSDS 1.1 to 3.1 as CSV, or `tabular.json`.
//!
//! Tables that others point to are loaded first, so that every row knows on
//! loading whether what it belongs to is there. Services come last and are handed
//! over one by one: of the largest table no more than one row is in memory.

mod assemble;
mod dialect;
mod load;
mod packed;
mod schema;
mod store;

use std::collections::HashMap;

use crate::clean;
use crate::read::{Part, Sink};
use crate::refusal::{Refusal, RowError};
use crate::report::Spot;
use crate::report::{Progress, Report};
use crate::source::Tables;
use assemble::Assembly;
pub(crate) use assemble::{name_unit, typed};
use load::Loader;
use schema::Table;
use store::Store;

/// Reads everything, checks everything, then hands over the services.
pub(crate) fn read(
    tables: &mut Tables,
    sink: Sink<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Refusal> {
    let mut loader = Loader::new(progress);
    loader.report.notes.clone_from(&tables.notes);
    loader.report.version_guess = dialect::version(&tables.names);
    let services = loader.load(tables);
    let Loader {
        store,
        mut report,
        mut refusal,
        ..
    } = loader;
    let Some(services) = services else {
        refusal.add(RowError::of_file(
            "services.csv",
            "is missing; every directory has this file",
        ));
        return Err(refusal);
    };
    if refusal.total == 0 && store.is_empty(Table::Service) {
        refusal.add(RowError::of_file(
            &tables.names[services],
            "holds no service",
        ));
    }
    refusal.or(())?;

    let mut assembly = Assembly::new(&store, &mut report);
    assembly.taxonomies(&mut |taxonomy| sink(Part::Taxonomy(Box::new(taxonomy))));
    assembly.terms(&mut |term| sink(Part::TaxonomyTerm(Box::new(term))));
    assembly.organizations(&mut |organization| sink(Part::Organization(Box::new(organization))));
    hand_over(tables, services, &mut assembly, &store, sink)?;
    Ok(report)
}

/// Goes through the services a second time and puts each together.
fn hand_over(
    tables: &mut Tables,
    at: usize,
    assembly: &mut Assembly<'_>,
    store: &Store,
    sink: Sink<'_>,
) -> Result<(), Refusal> {
    let file = tables.names[at].clone();
    let mut refusal = Refusal::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    let required = schema::required(Table::Service);
    tables.rows(at, required, &mut refusal, &mut |line, row| {
        let spot = Spot { file: &file, line };
        // The first time through has counted the repairs.
        let raw = dialect::rename(Table::Service, &file, row);
        let cleaned = clean::record(
            schema::entity(Table::Service),
            raw,
            spot,
            &mut Report::default(),
        );
        if let Some(record) = cleaned {
            let mut service = assembly.service(record, &file);
            let count = seen.entry(service.id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                assembly.repaired("duplicate_service_id", spot);
                service.id = store.free_service_id(&service.id, *count);
            }
            sink(Part::Service(Box::new(service)));
        }
    });
    // The same bytes were read without an error before; they can only have changed meanwhile.
    refusal.or(())
}
