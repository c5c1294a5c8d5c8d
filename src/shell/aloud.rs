//! Reading aloud: who may, in which words, and when it stops.

use std::any::Any;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::later::Soon;
use crate::data::{effect, use_portal, use_speech};
use crate::i18n::Language;
use crate::navigation::use_navigator;
use crate::platform::{sentences, voice};
use crate::ui::ReadAloud;

/// Somebody is being read to; dropping it stops that. Without its type, so that what reads can be loaded later.
pub type Reading = Box<dyn Any>;

/// Begins to read what stands around a button that was pressed, and calls the last behind the end; nothing when it
/// cannot.
pub type Read = fn(MouseEvent, &'static Language, Box<dyn Fn()>) -> Soon<Option<Reading>>;

/// Reads at once.
#[must_use]
pub fn read_now(event: &MouseEvent, language: &'static Language, done: Box<dyn Fn()>) -> Reading {
    let sentences = sentences::around(event, language.locale);
    Box::new(voice::read(sentences, language.tag, done))
}

/// Gives the buttons what they need. Reading stops when the screen, the language or the person
/// changes. A screen in a lobby never speaks.
pub fn provide_aloud(read: Read) {
    let portal = use_portal();
    let words = use_speech().words();
    let route = use_navigator().route();
    let voices = Trigger::new();
    voice::on_voices_change(move || voices.notify());
    let reading = RwSignal::new(0);
    let current: StoredValue<Option<Reading>, LocalStorage> = StoredValue::new_local(None);
    // Which button was pressed last: what reads may still be on its way.
    let wanted = StoredValue::new(0);
    let stop = move || {
        wanted.set_value(0);
        current.set_value(None);
        reading.set(0);
    };
    effect(move || {
        route.track();
        words.track();
        portal.access.track();
        stop();
    });
    let buttons = Callback::new(move |()| {
        voices.track();
        words.with(|w| {
            let speaks = !portal.kiosk && voice::can_speak(w.language().tag);
            speaks.then(|| (w.aloud_read(), w.aloud_stop()))
        })
    });
    let press = Callback::new(move |(own, event)| {
        let was = wanted.get_value();
        stop();
        if was != own {
            wanted.set_value(own);
            let language = words.with_untracked(|w| w.language());
            let done = move || {
                wanted.set_value(0);
                reading.set(0);
            };
            let begun = read(event, language, Box::new(done));
            spawn_local(async move {
                let begun = begun.await;
                // Whoever pressed again meanwhile does not want it any more.
                if begun.is_some() && wanted.try_get_value() == Some(own) {
                    current.set_value(begun);
                    reading.set(own);
                }
            });
        }
    });
    provide_context(ReadAloud {
        words: buttons,
        reading,
        made: StoredValue::new(0),
        press,
    });
}
