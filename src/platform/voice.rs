//! Speaking with a voice that is on the device itself. Any other voice would send what is on the
//! screen to its maker.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Range, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use super::sentences::Sentence;

/// The name of the highlight in the style sheet.
const HIGHLIGHT: &str = "aloud";

fn engine() -> Option<SpeechSynthesis> {
    let there = Reflect::has(&window(), &"speechSynthesis".into()).unwrap_or(false);
    window().speech_synthesis().ok().filter(|_| there)
}

/// A voice of the device for a language.
fn local_voice(tag: &str) -> Option<SpeechSynthesisVoice> {
    let voices = engine()?.get_voices();
    let mut voices = voices
        .iter()
        .map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    voices.find(|voice| {
        let lang = voice.lang();
        let primary = lang.split(['-', '_']).next().unwrap_or_default();
        voice.local_service() && primary.eq_ignore_ascii_case(tag)
    })
}

/// Whether the device can speak a language by itself.
#[must_use]
pub fn can_speak(tag: &str) -> bool {
    local_voice(tag).is_some()
}

/// Calls `changed` when the device has found its voices, as long as the app runs.
pub fn on_voices_change(changed: impl Fn() + 'static) {
    if let Some(engine) = engine() {
        EventListener::new(&engine, "voiceschanged", move |_| changed()).forget();
    }
}

/// Somebody is being read to; dropping this stops it.
pub struct Reading(Rc<Speaker>);

struct Speaker {
    voice: Option<SpeechSynthesisVoice>,
    left: RefCell<VecDeque<Sentence>>,
    /// What is being said. Held, because a browser may forget an utterance nobody holds.
    now: RefCell<Option<(SpeechSynthesisUtterance, [EventListener; 2])>>,
    done: Box<dyn Fn()>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.left.borrow_mut().clear();
        // Without its listeners, the end of what was said begins nothing.
        self.0.now.take();
        engine().inspect(SpeechSynthesis::cancel);
        highlight(None);
    }
}

/// Reads sentences one by one in a language and calls `done` behind the last one. One by one,
/// because Chromium falls silent in the middle of long texts.
pub fn read(sentences: Vec<Sentence>, tag: &str, done: impl Fn() + 'static) -> Reading {
    let speaker = Rc::new(Speaker {
        voice: local_voice(tag),
        left: RefCell::new(sentences.into()),
        now: RefCell::new(None),
        done: Box::new(done),
    });
    next(&speaker);
    Reading(speaker)
}

fn next(speaker: &Rc<Speaker>) {
    let sentence = speaker.left.borrow_mut().pop_front();
    let said = sentence.and_then(|sentence| say(speaker, &sentence));
    if said.is_none() {
        highlight(None);
        (speaker.done)();
    }
    *speaker.now.borrow_mut() = said;
}

fn say(
    speaker: &Rc<Speaker>,
    sentence: &Sentence,
) -> Option<(SpeechSynthesisUtterance, [EventListener; 2])> {
    let voice = speaker.voice.as_ref()?;
    let utterance = SpeechSynthesisUtterance::new_with_text(&sentence.text).ok()?;
    utterance.set_voice(Some(voice));
    utterance.set_lang(&voice.lang());
    let listen = |name: &'static str| {
        let speaker = Rc::downgrade(speaker);
        EventListener::once(&utterance, name, move |_| {
            if let Some(speaker) = speaker.upgrade() {
                next(&speaker);
            }
        })
    };
    let listeners = [listen("end"), listen("error")];
    highlight(Some(&sentence.range));
    engine()?.speak(&utterance);
    Some((utterance, listeners))
}

/// Marks what is being said by the CSS Custom Highlight API, which changes nothing on the page.
fn highlight(range: Option<&Range>) {
    let mark = || {
        let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
        let registry = Reflect::get(&css, &"highlights".into()).ok()?;
        let method = |name: &str| {
            let method = Reflect::get(&registry, &name.into()).ok()?;
            method.dyn_into::<Function>().ok()
        };
        let name = JsValue::from_str(HIGHLIGHT);
        match range {
            None => method("delete")?.call1(&registry, &name).ok(),
            Some(range) => {
                let class = Reflect::get(&js_sys::global(), &"Highlight".into()).ok()?;
                let class: Function = class.dyn_into().ok()?;
                let mark = Reflect::construct(&class, &Array::of1(range)).ok()?;
                method("set")?.call2(&registry, &name, &mark).ok()
            }
        }
    };
    let _ = mark();
}
