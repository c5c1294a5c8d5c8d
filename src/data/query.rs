//! The hook a screen uses to show facts of the server.

use std::rc::Rc;

use leptos::prelude::*;

use super::Slot;
use crate::api::Wire;
use crate::platform::connectivity;
use crate::platform::http::Cancel;

/// Keeps `slot` filled from `path` while the current view is shown: asks at once, and again when
/// the page is looked at again or the connection returns. Leaving the view cuts requests off.
pub fn use_query<T: Wire + Send + Sync + 'static>(slot: Slot<T>, path: &str) {
    slot.watch();
    let cancel = StoredValue::new_local(Cancel::new());
    let path = path.to_owned();
    let refresh = move || {
        let signal = cancel.try_with_value(Cancel::signal).flatten();
        slot.refresh(&path, signal);
    };
    refresh();
    connectivity::on_return(Rc::new(refresh));
}
