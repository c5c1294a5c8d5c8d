//! A visit for the phone's own calendar: who else may read it, how much it is to say, and the file.

use leptos::prelude::*;
use portal_types::Appointment;
use portal_view::view;

use crate::api::endpoints;
use crate::i18n::Words;

/// The choice and the file. What was chosen is in `shows` and nowhere else.
pub fn calendar(words: &Words, visit: &Appointment, shows: RwSignal<&'static str>) -> AnyView {
    let choice = |value: &'static str, label: String| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="shows"
                    prop:checked=move || shows.get() == value
                    on:change=move |_| shows.set(value)
                />
                {label}
            </label>
        }
    };
    // The address of a secret place is in no entry.
    let has_place = visit
        .place
        .as_ref()
        .is_some_and(|place| !place.confidential);
    let (id, language) = (visit.id.clone(), words.language().tag);
    let href = move || endpoints::calendar_file(&id, shows.get(), language);
    view! {
        <div class="more">
            <p>{words.calendar_shared()}</p>
            <fieldset>
                <legend>{words.calendar_shows()}</legend>
                {choice("time", words.calendar_time())}
                {has_place.then(|| choice("place", words.calendar_place()))}
                {choice("all", words.calendar_all())}
            </fieldset>
            <a class="button" download="appointment.ics" href=href>
                {words.calendar_add()}
            </a>
        </div>
    }
}
