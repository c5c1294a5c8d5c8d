//! Entries out of a real directory, where one is at hand: set `PORTAL_SHARED_DATA`, or lay
//! it beside the project.

use std::env;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use portal_hsds::model::{Location, Service};
use portal_hsds::pack;
use portal_search::{Entry, Place};
use portal_types::{Directory, DirectoryEntry, Need};

/// The 211 directory of Miami, or nothing where it is not at hand.
pub fn miami() -> Option<Vec<Entry>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = env::var_os("PORTAL_SHARED_DATA").map_or(beside, PathBuf::from);
    let path = root.join("open211-miami");
    if !path.exists() {
        eprintln!("{} is not there; nothing is done", path.display());
        return None;
    }
    let services = portal_hsds::read(&path, &mut |_| {}).unwrap().services;
    let today = Date::constant(2026, 3, 6);
    Some(services.iter().flat_map(|one| entry(one, today)).collect())
}

fn entry(service: &Service, today: Date) -> Option<Entry> {
    let mut directory = pack::directory(std::slice::from_ref(service), today).directory;
    let packed = directory.services.pop()?;
    let confidential = pack::is_confidential(service);
    let place = service.service_at_locations.first();
    let location = place
        .and_then(|place| place.location.as_deref())
        .filter(|_| !confidential);
    Some(Entry {
        zip: location.and_then(zip).unwrap_or_default(),
        place: location.and_then(coordinates),
        child_friendly: packed.needs & Need::Children.bit() != 0,
        no_papers: service.application_process.as_deref() == Some("None"),
        by_bus: location
            .and_then(|l| l.transportation.as_deref())
            .is_some_and(|text| text.to_lowercase().contains("bus")),
        wheelchair: location.is_some_and(|l| !l.accessibility.is_empty()),
        confidential,
        ..of_packed(packed, &directory)
    })
}

fn of_packed(packed: DirectoryEntry, directory: &Directory) -> Entry {
    let town = packed
        .town
        .map(|at| directory.towns[usize::from(at)].clone());
    let language = |at: &u8| directory.languages[usize::from(*at)].clone();
    Entry {
        id: packed.id,
        name: packed.name,
        organization: packed.organization,
        town: town.unwrap_or_default(),
        needs: packed.needs,
        languages: packed.languages.iter().map(language).collect(),
        cost: packed.cost,
        hours: packed.hours,
        phone: packed.phone.unwrap_or_default(),
        ..Entry::default()
    }
}

fn zip(location: &Location) -> Option<String> {
    let address = location.addresses.first()?;
    Some(address.postal_code.as_deref()?.trim().to_owned())
}

fn coordinates(location: &Location) -> Option<Place> {
    let packed = |degrees: f64| (degrees * 10_000.0).round() as i32;
    Place::new(packed(location.latitude?), packed(location.longitude?))
}
