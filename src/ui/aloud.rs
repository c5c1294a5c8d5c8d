//! The button that reads a card or a screen aloud.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use portal_view::view;

use super::{Icon, IconView};
use crate::markup::live;

/// What the buttons need from outside. Without it, or without words, there are no buttons.
#[derive(Clone, Copy)]
pub struct ReadAloud {
    /// "Read aloud" and "Stop reading"; nothing where the device has no voice of its own.
    pub words: Callback<(), Option<(String, String)>>,
    /// Which button is reading, 0 for none.
    pub reading: RwSignal<usize>,
    /// The number of the button made last.
    pub made: StoredValue<usize>,
    /// Reads what stands around the button that was pressed, or stops.
    pub press: Callback<(usize, MouseEvent)>,
}

/// The button, for what stands around it.
#[component]
pub fn AloudButton() -> impl IntoView {
    let Some(aloud) = use_context::<ReadAloud>() else {
        return ().into_any();
    };
    let own = aloud.made.get_value() + 1;
    aloud.made.set_value(own);
    live(move || {
        let Some((read, stop)) = aloud.words.run(()) else {
            return ().into_any();
        };
        let word = if aloud.reading.get() == own {
            stop
        } else {
            read
        };
        view! {
            <button type="button" class="quiet aloud" on:click=move |event| aloud.press.run((own, event))>
                <IconView icon=Icon::Speaker/>
                {word}
            </button>
        }
    })
}
