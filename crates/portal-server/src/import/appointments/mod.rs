//! FHIR R4 Appointment (<https://hl7.org/fhir/R4/appointment.html>): one resource, a Bundle, or NDJSON.
//!
//! Visits become rows of the case feed and are judged as such. What people wrote (`description`, `comment`,
//! `patientInstruction`, what is displayed for a code or a person) is counted and never kept.

mod criminal_justice;
mod document;
mod fields;
mod json;
mod library;
mod participants;
mod people;
mod places;
mod visit;

use std::path::Path;

use super::cases::Reading;
use super::report::{ImportError, Summary};
use super::settings::SourceSettings;
use super::visits::{Desk, Spot};
use super::{Context, Keep, Options, Progress, import_facts};
use crate::home::Home;
use document::Document;
use library::Library;

/// Imports appointments; they replace all this source said before.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
/// [`ImportError::Settings`] when the centre has not said whose visits the source sends.
pub fn import_appointments(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let settings = SourceSettings::read(&home.sources(), options.source)?;
    import_facts(
        home,
        &settings,
        "appointments",
        options,
        progress,
        |context, keep| read(context, path, keep),
    )
}

/// Reads a file and hands over what its appointments become.
fn read(context: &Context<'_>, path: &Path, keep: Keep<'_>) -> Result<Reading, ImportError> {
    let mut desk = Desk::open(context, path, keep)?;
    let Some(bytes) = desk.bytes(path)? else {
        return Ok(desk.close());
    };
    let Document {
        resources,
        is_list,
        has_more,
    } = document::read(&bytes, &mut desk);
    let library = Library::of(&resources);
    let mut visits = 0;
    for resource in &resources {
        match json::text(&resource.body, "resourceType") {
            Some("Appointment") => {
                visits += 1;
                visit::visit(&mut desk, &library, resource)?;
            }
            // They are kept when a visit names them.
            Some(
                "Patient" | "RelatedPerson" | "Practitioner" | "PractitionerRole" | "Location",
            ) => {}
            _ => desk.set_aside("resource that is no appointment, person or place"),
        }
    }
    if visits == 0 && !is_list && !desk.has_refused() {
        let reason = "expected an Appointment, a Bundle of them, or one resource a line with Appointments among them";
        desk.refuse(&Spot::line(1), "resourceType", reason);
    }
    if has_more {
        let reason = "expected the whole list: this is one page of it, and a file replaces all its source said before";
        desk.refuse(&Spot::line(1), "link", reason);
    }
    Ok(desk.close())
}
