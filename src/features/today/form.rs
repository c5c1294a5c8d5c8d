//! Code, then PIN, on keys as large as a thumb. What is typed is hidden, and is nowhere once it is sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_view::view;

use crate::api::{self, Entry, EntryError};
use crate::data::{Access, use_portal, use_speech};
use crate::facts::card_form::{
    CARD_KEYS, CODE_SYMBOLS, PIN_DIGITS, PIN_KEYS, code_error, code_hint, failure, pin_error,
    shape_groups, shape_pin,
};
use crate::i18n::Words;
use crate::markup::Text;
use crate::platform::page as document;
use crate::shell::{Page, live, text};
use crate::ui::{Icon, Notice, Pad, TextField, Tone};

/// What is typed, and what became of it.
#[derive(Clone, Copy)]
struct Typed {
    code: RwSignal<String>,
    pin: RwSignal<String>,
    /// Whether the code is done and the PIN is asked for.
    has_code: RwSignal<bool>,
    /// Whether the person has tried to go on: only then are gaps called mistakes.
    sent: RwSignal<bool>,
    sending: RwSignal<bool>,
    failed: RwSignal<Option<EntryError>>,
    /// Whether the person wants to read what they type.
    shown: RwSignal<bool>,
}

impl Typed {
    fn new() -> Self {
        Self {
            code: RwSignal::new(String::new()),
            pin: RwSignal::new(String::new()),
            has_code: RwSignal::new(false),
            sent: RwSignal::new(false),
            sending: RwSignal::new(false),
            failed: RwSignal::new(None),
            shown: RwSignal::new(false),
        }
    }

    /// What is wrong with the field on screen; empty when nothing is.
    fn error(self, words: &Words) -> String {
        match (self.has_code.get(), self.sent.get()) {
            (false, false) => self.code.with(|typed| code_hint(words, typed)),
            (false, true) => self.code.with(|typed| code_error(words, typed)),
            (true, false) => String::new(),
            (true, true) => self.pin.with(|typed| pin_error(words, typed)),
        }
    }

    /// Goes on to the PIN, or back to the code.
    fn turn(self, has_code: bool) {
        self.sent.set(false);
        self.has_code.set(has_code);
        request_animation_frame(|| document::focus("h1"));
    }
}

/// The form.
pub fn form() -> AnyView {
    let typed = Typed::new();
    live(move || {
        if typed.has_code.get() {
            pin_step(typed)
        } else {
            code_step(typed)
        }
    })
}

fn code_step(typed: Typed) -> AnyView {
    let words = use_speech().words();
    let next = Callback::new(move |()| {
        typed.failed.set(None);
        typed.sent.set(true);
        let wrong = words.with_untracked(|w| typed.code.with_untracked(|code| code_error(w, code)));
        if wrong.is_empty() {
            typed.turn(true);
        }
    });
    let field = view! {
        <TextField id="code" label=text(Words::code_label) hint=text(Words::code_help) error=error(typed)
            value=typed.code inputmode="none" masked=true shape=shape_groups/>
    };
    let pad = view! {
        <Pad label=text(Words::pad_keys) keys=CARD_KEYS erase=text(Words::pad_erase)
            value=typed.code shape=shape_groups/>
    };
    let parts = (field, pad);
    step(
        typed,
        Words::today_code_title,
        (typed.code, CODE_SYMBOLS),
        parts,
        (Words::pad_next, next),
    )
}

fn pin_step(typed: Typed) -> AnyView {
    let field = view! {
        <TextField id="pin" label=text(Words::pin_label) hint=text(Words::pin_help) error=error(typed)
            value=typed.pin inputmode="none" masked=true shape=shape_pin/>
    };
    let pad = view! {
        <Pad label=text(Words::pad_keys) keys=PIN_KEYS erase=text(Words::pad_erase)
            value=typed.pin shape=shape_pin/>
    };
    let parts = (field, pad);
    let page = step(
        typed,
        Words::today_pin_title,
        (typed.pin, PIN_DIGITS),
        parts,
        (Words::today_show, sender(typed)),
    );
    view! {
        <p class="back">
            <button type="button" class="quiet" on:click=move |_| typed.turn(false)>{text(Words::today_code_title)}</button>
        </p>
        {page}
    }
}

fn error(typed: Typed) -> Text {
    let words = use_speech().words();
    Text::new(move || words.with(|w| typed.error(w)))
}

/// One field with its keys, under a heading of its own.
fn step(
    typed: Typed,
    title: fn(&Words) -> String,
    (value, most): (RwSignal<String>, usize),
    (field, pad): (AnyView, AnyView),
    (go_on, press): (fn(&Words) -> String, Callback<()>),
) -> AnyView {
    let words = use_speech().words();
    let count = move || {
        let symbols = value.with(|v| v.chars().filter(char::is_ascii_alphanumeric).count());
        words.with(|w| w.pad_typed(&symbols.to_string(), &most.to_string()))
    };
    let failed = live(move || {
        let notice = typed.failed.get().map(|error| {
            let texts = words.with(|w| vec![w.error_title(), failure(error, false)(w)]);
            view! { <Notice icon=Icon::Alert tone=Tone::Late texts/> }
        });
        view! { <div role="alert">{notice}</div> }
    });
    view! {
        <Page title=text(title)>
            {failed}
            <form novalidate autocomplete="off" class="typing" data-shown=move || typed.shown.get().to_string()
                on:submit=move |event| {
                    event.prevent_default();
                    press.run(());
                }>
                {field}
                <p class="small" role="status">{count}</p>
                {pad}
                <button type="submit" class="button button-first"
                    aria-disabled=move || typed.sending.get().to_string()>
                    {move || words.with(|w| if typed.sending.get() { w.sign_in_wait() } else { go_on(w) })}
                </button>
                <p class="small">{text(Words::today_hidden)}</p>
                <p><button type="button" class="chip" aria-pressed=move || typed.shown.get().to_string()
                    on:click=move |_| typed.shown.update(|on| *on = !*on)>{text(Words::pad_show)}</button></p>
            </form>
            <p class="more">{text(Words::start_no_card)}</p>
        </Page>
    }
}

/// Sends code and PIN, and forgets both whatever comes back.
fn sender(typed: Typed) -> Callback<()> {
    let portal = use_portal();
    let words = use_speech().words();
    Callback::new(move |()| {
        if typed.sending.get_untracked() {
            return;
        }
        typed.sent.set(true);
        let wrong = words.with_untracked(|w| typed.pin.with_untracked(|pin| pin_error(w, pin)));
        if !wrong.is_empty() {
            return;
        }
        typed.sending.set(true);
        let (code, pin) = (typed.code.get_untracked(), typed.pin.get_untracked());
        spawn_local(async move {
            let answer = api::sign_in(Entry::Card(code), &pin, false).await;
            // The form may be gone by now: `try_` keeps a late answer from ending the app.
            typed.sending.try_set(false);
            typed.pin.try_set(String::new());
            match answer {
                Ok(session) => {
                    typed.code.try_set(String::new());
                    portal.access.set(Access::SignedIn(session));
                }
                Err(error) => {
                    typed.failed.try_set(Some(error));
                    typed.turn(false);
                }
            }
        });
    })
}
