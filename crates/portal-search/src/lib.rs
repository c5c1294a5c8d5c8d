//! The services directory as one compact pack, and the search over it.
//!
//! The whole directory travels to the phone, because what a family looks for stays
//! there. [`Pack`] is the directory in bytes, [`Index`] makes it searchable in small
//! slices, and [`Index::search`] ranks what fits a [`Query`]. The phone runs this crate
//! as a wasm of its own, the server runs it natively: the same words find the same.
//!
//! No input makes it panic, and it knows neither clock nor place: both come with the query.

mod distance;
mod entry;
mod fold;
mod hours;
mod index;
mod pack;
mod query;
mod search;
mod synonyms;
mod typo;

pub use distance::Place;
pub use entry::Entry;
pub use index::Index;
pub use pack::{Damaged, Pack, write};
pub use query::{Demand, Filter, Filters, Found, NEEDS, Query};
pub use search::Scratch;
pub use synonyms::Synonyms;
