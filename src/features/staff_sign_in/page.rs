//! The form, with GOV.UK's error summary. The screen behind it stays open: who signs in again goes on there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::StaffSignIn;
use portal_view::view;

use crate::api::{self, SignInError, endpoints};
use crate::data::{Access, use_desk, use_portal, use_speech};
use crate::i18n::{Say, Words};
use crate::markup::Beside as _;
use crate::markup::Text;
use crate::platform::{history, page as document};
use crate::shell::{Page, text};
use crate::ui::{Icon, Notice, TextField, Tone};

/// What is typed, and what became of it.
#[derive(Clone, Copy)]
struct Form {
    user: RwSignal<String>,
    passphrase: RwSignal<String>,
    code: RwSignal<String>,
    /// Whether the person has tried to send it: only then are gaps called mistakes.
    sent: RwSignal<bool>,
    sending: RwSignal<bool>,
    failed: RwSignal<Option<SignInError>>,
}

/// The fields by id, each with what is said when it is empty.
const FIELDS: [(&str, Say); 3] = [
    ("user", Words::staff_missing_user),
    ("passphrase", Words::staff_missing_passphrase),
    ("code", Words::staff_code_missing),
];

impl Form {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            user: empty(),
            passphrase: empty(),
            code: empty(),
            sent: RwSignal::new(false),
            sending: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    fn values(self) -> [RwSignal<String>; 3] {
        [self.user, self.passphrase, self.code]
    }

    /// What is wrong with each field; empty where nothing is, or nobody has tried to send it.
    fn errors(self, words: &Words) -> [String; 3] {
        let sent = self.sent.get();
        let fields = self.values().into_iter().zip(FIELDS);
        let mut errors = fields.map(|(value, (id, say))| {
            let short = value.with(|typed| match id {
                "code" => typed.chars().filter(char::is_ascii_digit).count() != 6,
                _ => typed.trim().is_empty(),
            });
            if sent && short {
                say(words)
            } else {
                String::new()
            }
        });
        std::array::from_fn(|_| errors.next().unwrap_or_default())
    }
}

/// The form.
#[must_use]
pub fn page() -> AnyView {
    let form = Form::new();
    let words = use_speech().words();
    let send = sender(form);
    let error = move |at: usize| Text::new(move || words.with(|w| form.errors(w)[at].clone()));
    let plain = |_: &str, typed: &str| typed.to_owned();
    view! {
        <Page title=text(Words::staff_title)>
            <Ended/>
            <Refused/>
            <ErrorSummary form/>
            <p class="intro">{text(Words::staff_intro)}</p>
            <form novalidate autocomplete="off" on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }>
                <TextField id="user" label=text(Words::staff_user_label) hint=text(Words::staff_user_help)
                    error=error(0) value=form.user inputmode="text" shape=plain/>
                <TextField id="passphrase" label=text(Words::staff_passphrase_label)
                    hint=text(Words::staff_passphrase_help) error=error(1) value=form.passphrase
                    inputmode="text" masked=true shape=plain/>
                <TextField id="code" label=text(Words::staff_code_label) hint=text(Words::staff_code_help)
                    error=error(2) value=form.code inputmode="numeric" shape=plain/>
                <button type="submit" class="button button-first"
                    aria-disabled=move || form.sending.get().to_string()>
                    {move || words.with(|w| if form.sending.get() { w.sign_in_wait() } else { w.sign_in() })}
                </button>
            </form>
            <Provider/>
        </Page>
    }
}

/// Checks the form, sends it, and forgets what was typed as soon as it was sent.
fn sender(form: Form) -> Callback<()> {
    let portal = use_portal();
    let words = use_speech().words();
    Callback::new(move |()| {
        if form.sending.get_untracked() {
            return;
        }
        form.sent.set(true);
        form.failed.set(None);
        let wrong =
            untrack(|| words.with_untracked(|w| form.errors(w).iter().any(|e| !e.is_empty())));
        if wrong {
            request_animation_frame(|| document::focus(".summary"));
            return;
        }
        form.sending.set(true);
        let digits = form.code.get_untracked();
        let request = StaffSignIn {
            user: form.user.get_untracked(),
            passphrase: form.passphrase.get_untracked(),
            totp: digits.chars().filter(char::is_ascii_digit).collect(),
        };
        spawn_local(async move {
            let answer = api::sign_staff_in(&request).await;
            // The form may be gone by now: `try_` keeps a late answer from ending the app.
            form.sending.try_set(false);
            form.code.try_set(String::new());
            match answer {
                Ok(session) => {
                    form.passphrase.try_set(String::new());
                    portal.access.set(Access::SignedIn(session));
                    request_animation_frame(|| document::focus("h1"));
                }
                Err(error) => {
                    form.sent.try_set(false);
                    form.failed.try_set(Some(error));
                    request_animation_frame(|| document::focus(".summary"));
                }
            }
        });
    })
}

fn failure(words: &Words, error: SignInError) -> String {
    match error {
        SignInError::Refused => words.staff_refused(),
        SignInError::TooMany => words.sign_in_too_many(),
        SignInError::Busy => words.sign_in_busy(),
        SignInError::Unreachable => words.sign_in_unreachable(),
    }
}

/// All that is wrong, in one place that gets the focus, each with a link to its field.
#[component]
fn ErrorSummary(form: Form) -> impl IntoView {
    let words = use_speech().words();
    move || {
        let errors = words.with(|w| form.errors(w));
        let failed = form
            .failed
            .get()
            .map(|error| words.with(|w| failure(w, error)));
        let gaps = errors.iter().any(|e| !e.is_empty());
        let links = errors
            .into_iter()
            .zip(FIELDS)
            .filter(|(e, _)| !e.is_empty());
        let links = links.map(|(error, (id, _))| {
            view! { <li><a href=["#", id].concat()>{error}</a></li> }
        });
        (gaps || failed.is_some()).then(|| {
            view! {
                <div class="notice summary" data-tone="late" role="alert" tabindex="-1">
                    <p class="notice-title"><b>{words.with(|w| w.error_title())}</b></p>
                    {failed.map(|text| view! { <p>{text}</p> })}
                    <ul>{links.beside()}</ul>
                </div>
            }
        })
    }
}

/// The way to the centre's own identity provider, where it has one. The browser itself goes there and comes back.
#[component]
fn Provider() -> impl IntoView {
    let portal = use_portal();
    let has_one = move || {
        portal
            .center
            .with(|c| c.value().is_some_and(|c| c.identity_provider))
    };
    move || {
        has_one().then(|| {
            view! {
                <p class="more">
                    <a class="button" href=endpoints::IDENTITY_PROVIDER>{text(Words::staff_provider)}</a>
                </p>
            }
        })
    }
}

/// Says that the identity provider, or this centre, did not let somebody in; the address says so once.
#[component]
fn Refused() -> impl IntoView {
    let words = use_speech().words();
    let refused = history::take_fragment().is_some_and(|said| said == "refused");
    move || {
        refused.then(|| {
            let texts = words.with(|w| vec![w.staff_provider_refused()]);
            view! { <Notice icon=Icon::Alert tone=Tone::Late texts/> }
        })
    }
}

/// Says that the session is over, and whether work waits behind the form.
#[component]
fn Ended() -> impl IntoView {
    let portal = use_portal();
    let desk = use_desk();
    let words = use_speech().words();
    move || {
        let ended = portal.access.with(|access| *access == Access::Ended);
        ended.then(|| {
            let waits = desk.chosen.with(Option::is_some);
            let texts = words.with(|w| {
                let mut texts = vec![w.session_ended()];
                texts.extend(waits.then(|| w.staff_resume()));
                texts
            });
            view! { <Notice icon=Icon::Lock tone=Tone::Action texts/> }
        })
    }
}
