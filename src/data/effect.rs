//! Effects behind one type: each closure of its own type would bring its own copy of what runs it, a kilobyte each.

use leptos::prelude::*;

/// Runs now, and again whenever what it looked at changes, until the owner goes.
pub fn effect(run: impl FnMut() + 'static) {
    let run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(run);
}
