//! The hook a screen uses to show facts of the server.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{Slot, use_portal};
use crate::platform::connectivity;
use crate::platform::http::Cancel;

/// Keeps `slot` filled from `path` while the current view is shown: asks at once, and again when
/// the page is looked at again or the connection returns. Leaving the view cuts requests off.
pub fn use_query<T>(slot: Slot<T>, path: String)
where
    T: Send + Sync + Clone + PartialEq + DeserializeOwned + 'static,
{
    let portal = use_portal();
    slot.watch();
    let cancel = StoredValue::new_local(Cancel::new());
    let refresh = move || {
        let signal = cancel.try_with_value(Cancel::signal).flatten();
        slot.refresh(path.clone(), signal, move || portal.end());
    };
    refresh();
    connectivity::on_return(refresh);
}
