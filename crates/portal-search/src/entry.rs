//! One service, as it goes into a pack.

use portal_types::{Cost, OpeningHours};

use crate::Place;

/// One service, as it goes into a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Public id, for the page of the service.
    pub id: String,
    /// Name of the service.
    pub name: String,
    /// Name of the organisation, empty when it is the same.
    pub organization: String,
    /// Town; not packed when the place is secret.
    pub town: String,
    /// Postal code; not packed when the place is secret.
    pub zip: String,
    /// Where it is; not packed when the place is secret.
    pub place: Option<Place>,
    /// Bit set over [`portal_types::Need::ALL`].
    pub needs: u16,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// What it costs.
    pub cost: Cost,
    /// Weekly hours in the centre's zone; empty when unknown.
    pub hours: Vec<OpeningHours>,
    /// Children are welcome there.
    pub child_friendly: bool,
    /// Nobody asks for papers.
    pub no_papers: bool,
    /// A bus or a train stops there.
    pub by_bus: bool,
    /// A wheelchair gets in.
    pub wheelchair: bool,
    /// The place is kept secret for safety.
    pub confidential: bool,
    /// Day somebody last checked the entry, from 1970; `None` when unknown.
    pub checked_day: Option<u16>,
    /// Main phone number, display form; empty when unknown.
    pub phone: String,
}
