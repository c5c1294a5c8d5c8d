//! Large keys to type with on a touch screen.

use leptos::prelude::*;
use portal_view::view;

use crate::markup::Beside as _;
use crate::markup::Text;

/// Keys that write into a field.
#[component]
pub fn Pad(
    /// What the group of keys is called.
    label: Text,
    /// One key each.
    keys: &'static str,
    /// The word of the key that takes the last sign back.
    erase: Text,
    /// What is typed.
    value: RwSignal<String>,
    /// Shapes what is typed, from the text before and the text now.
    shape: fn(&str, &str) -> String,
) -> impl IntoView {
    let press = move |key: char| {
        value.update(|typed| {
            let now = [typed.as_str(), key.encode_utf8(&mut [0; 4])].concat();
            *typed = shape(typed, &now);
        });
    };
    let key = |key: char| {
        view! {
            <button type="button" class="key" on:click=move |_| press(key)>{key.to_string()}</button>
        }
    };
    let back = move |_| {
        value.update(|typed| {
            // A sign that was set by itself goes with the one before it.
            while typed
                .pop()
                .is_some_and(|last| !last.is_ascii_alphanumeric())
            {}
        });
    };
    view! {
        <div class="pad" role="group" aria-label=label data-keys=keys.len() dir="ltr">
            {keys.chars().map(key).beside()}
            <button type="button" class="key key-erase" on:click=back>{erase}</button>
        </div>
    }
}
