//! Two readers of the same facts: the family's words, and the advocate's beside them.

use std::sync::Arc;

use leptos::prelude::*;
use portal_types::SourceState;

use crate::data::{DeskMemory, Portal, Remote};
use crate::facts::{Book, NoBook, Reader};
use crate::i18n::Words;

/// Calls `read` with the family's reader, and with the advocate's where that is another language; nothing while a word
/// is still on its way.
pub fn with_sides<R>(
    (portal, desk): (Portal, DeskMemory),
    staff: &Arc<Words>,
    (sources, as_of): (&[SourceState], &str),
    read: impl FnOnce(&Reader, Option<&Reader>) -> R,
) -> Option<R> {
    let theirs = desk.theirs.get()?;
    let zone = portal
        .center
        .with(|c| c.value().map(|c| c.time_zone.clone()))?;
    portal.playbook.with(|own| {
        desk.their_book.with(|their_book| {
            if own.is_loading() || their_book.is_loading() {
                return None;
            }
            let today = as_of.get(..10).unwrap_or_default();
            let head = (sources, zone.as_str(), today);
            let family = reader(&theirs, book(their_book), head);
            let beside =
                (theirs.language() != staff.language()).then(|| reader(staff, book(own), head));
            Some(read(&family, beside.as_ref()))
        })
    })
}

fn book(book: Remote<&crate::data::Book>) -> &dyn Book {
    match book.value() {
        Some(book) => book,
        None => &NoBook,
    }
}

/// Both look at one screen in the centre: the device's own zone says nothing.
fn reader<'a>(
    words: &'a Words,
    book: &'a dyn Book,
    (sources, zone, today): (&'a [SourceState], &'a str, &'a str),
) -> Reader<'a> {
    Reader {
        words,
        book,
        sources,
        zone,
        today,
        elsewhere: false,
    }
}
