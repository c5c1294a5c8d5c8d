//! The form for card and PIN, with GOV.UK's error summary.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::Session;
use portal_view::view;

use crate::api::{self, Entry};
use crate::data::{Access, Portal, use_portal, use_speech};
use crate::facts::card_form::{
    code_error, code_hint, failure, may_try_again, pin_error, scanned, shape_groups, shape_pin,
};
use crate::i18n::{Say, Words};
use crate::markup::Text;
use crate::platform::{history, page as document};
use crate::routes::Route;
use crate::shell::{Page, text};
use crate::ui::{Checkbox, Icon, Notice, TextField, Tone};

/// What is typed, and what became of it.
#[derive(Clone, Copy)]
struct Form {
    code: RwSignal<String>,
    /// What takes a visit over from the touch screen; then the PIN alone is asked for.
    visit: RwSignal<Option<String>>,
    pin: RwSignal<String>,
    remember: RwSignal<bool>,
    /// Whether the person has tried to send it: only then are gaps called mistakes.
    sent: RwSignal<bool>,
    sending: RwSignal<bool>,
    failed: RwSignal<Option<Say>>,
}

impl Form {
    fn new() -> Self {
        let scanned = history::take_fragment().and_then(|f| scanned(&f));
        let (code, visit) = match scanned {
            Some(Entry::Card(code)) => (code, None),
            Some(Entry::Visit(token)) => (String::new(), Some(token)),
            None => (String::new(), None),
        };
        Self {
            code: RwSignal::new(code),
            visit: RwSignal::new(visit),
            pin: RwSignal::new(String::new()),
            remember: RwSignal::new(false),
            sent: RwSignal::new(false),
            sending: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    fn entry(self) -> Entry {
        let card = || Entry::Card(self.code.get_untracked());
        self.visit.get_untracked().map_or_else(card, Entry::Visit)
    }

    fn code_error(self, words: &Words) -> String {
        if self.visit.with(Option::is_some) {
            return String::new();
        }
        let check = if self.sent.get() {
            code_error
        } else {
            code_hint
        };
        self.code.with(|typed| check(words, typed))
    }

    fn pin_error(self, words: &Words) -> String {
        if self.sent.get() {
            self.pin.with(|typed| pin_error(words, typed))
        } else {
            String::new()
        }
    }
}

/// The form.
#[must_use]
pub fn page() -> AnyView {
    let form = Form::new();
    let (portal, words) = (use_portal(), use_speech().words());
    portal
        .arriving
        .set(form.visit.with_untracked(Option::is_some));
    on_cleanup(move || portal.arriving.set(false));
    let send = sender(form);
    let code_error = Text::new(move || words.with(|w| form.code_error(w)));
    let pin_error = Text::new(move || words.with(|w| form.pin_error(w)));
    let intro = move || {
        let is_visit = form.visit.with(Option::is_some);
        words.with(|w| {
            if is_visit {
                w.take_intro()
            } else {
                w.start_intro()
            }
        })
    };
    view! {
        <Page title=text(Words::start_title)>
            <Ended/>
            <ErrorSummary form code_error pin_error/>
            <p class="intro">{intro}</p>
            <form novalidate autocomplete="off" on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }>
                <div hidden=move || form.visit.with(Option::is_some)>
                    <TextField id="code" label=text(Words::code_label) hint=text(Words::code_help)
                        error=code_error value=form.code inputmode="text" shape=shape_groups/>
                </div>
                <TextField id="pin" label=text(Words::pin_label) hint=text(Words::pin_help)
                    error=pin_error value=form.pin inputmode="numeric" masked=true shape=shape_pin/>
                <Checkbox id="remember" label=text(Words::remember_label)
                    hint=text(Words::remember_help) value=form.remember/>
                <button type="submit" class="button button-first" aria-disabled=move || form.sending.get().to_string()>
                    {move || words.with(|w| if form.sending.get() { w.sign_in_wait() } else { w.sign_in() })}
                </button>
            </form>
            <p class="more">{text(Words::start_no_card)}</p>
            <p class="more"><a href=Route::Limits.href()>{text(Words::limits_title)}</a></p>
        </Page>
    }
}

/// Checks the form, sends it, and forgets what was typed as soon as it worked.
fn sender(form: Form) -> Callback<()> {
    let portal = use_portal();
    let words = use_speech().words();
    Callback::new(move |()| {
        if form.sending.get_untracked() {
            return;
        }
        form.sent.set(true);
        form.failed.set(None);
        let wrong = words.with_untracked(|w| {
            untrack(|| !form.code_error(w).is_empty() || !form.pin_error(w).is_empty())
        });
        if wrong {
            request_animation_frame(|| document::focus(".summary"));
            return;
        }
        form.sending.set(true);
        let entry = form.entry();
        let with_visit = matches!(entry, Entry::Visit(_));
        let (pin, remember) = (form.pin.get_untracked(), form.remember.get_untracked());
        spawn_local(async move {
            let answer = api::sign_in(entry, &pin, remember).await;
            // The form may be gone by now: `try_` keeps a late answer from ending the app.
            form.sending.try_set(false);
            form.pin.try_set(String::new());
            match answer {
                Ok(session) => {
                    form.code.try_set(String::new());
                    arrive(portal, session);
                }
                Err(error) => {
                    form.sent.try_set(false);
                    form.failed.try_set(Some(failure(error, with_visit)));
                    if !may_try_again(error) {
                        form.visit.try_set(None);
                    }
                    request_animation_frame(|| document::focus(".summary"));
                }
            }
        });
    })
}

/// Whoever was signed in on this phone before is not any more.
fn arrive(portal: Portal, session: Session) {
    portal.wipe();
    portal.arriving.set(false);
    portal.access.set(Access::SignedIn(session));
}

/// All that is wrong, in one place that gets the focus, each with a link to its field.
#[component]
fn ErrorSummary(form: Form, code_error: Text, pin_error: Text) -> impl IntoView {
    let words = use_speech().words();
    let link = |href: &'static str, error: String| {
        (!error.is_empty()).then(|| view! { <li><a href=href>{error}</a></li> })
    };
    move || {
        let (code, pin) = (code_error.get(), pin_error.get());
        let failed = form.failed.get().map(|say| words.with(|w| say(w)));
        let gaps = form.sent.get() && !(code.is_empty() && pin.is_empty());
        (gaps || failed.is_some()).then(|| {
            view! {
                <div class="notice summary" data-tone="late" role="alert" tabindex="-1">
                    <p class="notice-title"><b>{words.with(|w| w.error_title())}</b></p>
                    {failed.map(|text| view! { <p>{text}</p> })}
                    <ul>{link("#code", code)} {link("#pin", pin)}</ul>
                </div>
            }
        })
    }
}

/// Says that the session is over, to somebody who did not end it.
#[component]
fn Ended() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    move || {
        portal
            .access
            .with(|access| *access == Access::Ended)
            .then(|| {
                let texts = words.with(|w| vec![w.session_ended(), w.session_ended_why()]);
                view! { <Notice icon=Icon::Lock tone=Tone::Action texts/> }
            })
    }
}

/// An address that is no page of ours.
#[must_use]
pub fn unknown_page() -> AnyView {
    view! {
        <Page title=text(Words::unknown_title)>
            <p class="more"><a class="button" href=Route::Home.href()>{text(Words::unknown_home)}</a></p>
        </Page>
    }
}
