//! Reading aloud: who may, in which words, and when it stops.

use leptos::prelude::*;

use crate::data::{use_portal, use_speech};
use crate::navigation::use_navigator;
use crate::platform::{sentences, voice};
use crate::ui::ReadAloud;

/// Gives the buttons what they need. Reading stops when the screen, the language or the person
/// changes. A screen in a lobby never speaks.
pub fn provide_aloud() {
    let portal = use_portal();
    let words = use_speech().words();
    let route = use_navigator().route();
    let voices = Trigger::new();
    voice::on_voices_change(move || voices.notify());
    let reading = RwSignal::new(0);
    let current = StoredValue::new_local(None);
    let stop = move || {
        current.set_value(None);
        reading.set(0);
    };
    Effect::new(move |_| {
        route.track();
        words.track();
        portal.access.track();
        stop();
    });
    let buttons = Signal::derive(move || {
        voices.track();
        words.with(|w| {
            let speaks = !portal.kiosk && voice::can_speak(w.language().tag);
            speaks.then(|| (w.aloud_read(), w.aloud_stop()))
        })
    });
    let press = Callback::new(move |(own, event)| {
        let was = reading.get_untracked();
        stop();
        if was != own {
            let (tag, locale) = words.with_untracked(|w| (w.language().tag, w.language().locale));
            let sentences = sentences::around(&event, locale);
            current.set_value(Some(voice::read(sentences, tag, move || reading.set(0))));
            reading.set(own);
        }
    });
    provide_context(ReadAloud {
        words: buttons,
        reading,
        made: StoredValue::new(0),
        press,
    });
}
