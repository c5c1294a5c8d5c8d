//! Form fields with a label, a hint and an error of their own.

use leptos::prelude::*;
use portal_view::view;

use crate::markup::Text;

/// A text field. What is typed lives in `value`.
#[component]
pub fn TextField(
    /// Its id, which an error summary links to.
    id: &'static str,
    /// The label above it.
    label: Text,
    /// What helps to fill it in.
    hint: Text,
    /// What is wrong with it; empty when nothing is.
    error: Text,
    /// What is typed.
    value: RwSignal<String>,
    /// Which keyboard the phone shows.
    inputmode: &'static str,
    /// Whether what is typed is hidden. It is no password field, or the phone would offer to keep it.
    #[prop(optional)]
    masked: bool,
    /// Shapes what is typed, from the text before and the text now.
    shape: fn(&str, &str) -> String,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field" data-invalid=move || (!error.get().is_empty()).then_some("yes")>
            <label for=id>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            <p class="field-error" id=error_id role="status">{error}</p>
            <input
                id=id
                type="text"
                class=if masked { "masked" } else { "" }
                inputmode=inputmode
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                dir="ltr"
                aria-describedby=described
                aria-invalid=move || (!error.get().is_empty()).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    let shaped = value.with_untracked(|before| shape(before, &typed));
                    value.set(shaped);
                }
            />
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// Its id.
    id: &'static str,
    /// The label beside it.
    label: Text,
    /// What ticking it means.
    hint: Text,
    /// Whether it is ticked.
    value: RwSignal<bool>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="choice">
            <input
                id=id
                type="checkbox"
                aria-describedby=hint_id.clone()
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <label for=id>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
        </div>
    }
}
