//! Opening a family that is not one's own: for supervisors, for a reason, and written down.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::StaffRole;
use portal_view::view;

use crate::api::{self, emergency_json, endpoints};
use crate::data::{Access, use_desk, use_portal, use_speech};
use crate::i18n::{Say, Words};
use crate::markup::Beside as _;
use crate::markup::Text;
use crate::platform::page as document;
use crate::shell::text;
use crate::ui::TextField;

/// The reasons as the wire spells them, each with its words.
const REASONS: [(&str, Say); 3] = [
    ("danger", Words::emergency_reason_danger),
    ("family_asks", Words::emergency_reason_family),
    ("advocate_away", Words::emergency_reason_away),
];

/// The form, folded away, for those who may use it.
#[component]
pub fn Emergency() -> impl IntoView {
    let portal = use_portal();
    let may = Memo::new(move |_| {
        portal.access.with(|access| match access {
            Access::SignedIn(session) => session
                .staff
                .as_ref()
                .is_some_and(|staff| staff.role == StaffRole::Supervisor),
            _ => false,
        })
    });
    move || may.get().then(form)
}

fn form() -> AnyView {
    let desk = use_desk();
    let words = use_speech().words();
    let (number, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let reason = RwSignal::new(REASONS[0].0.to_owned());
    let failed = RwSignal::new(false);
    let plain = |_: &str, typed: &str| typed.to_owned();
    let none = Text::new(String::new);
    let send = move || {
        failed.set(false);
        let json = emergency_json(
            &number.get_untracked(),
            &reason.get_untracked(),
            &code.get_untracked(),
        );
        spawn_local(async move {
            let done = match json {
                Some(json) => api::post(endpoints::EMERGENCY, &json).await.is_ok(),
                None => false,
            };
            code.try_set(String::new());
            if done {
                number.try_set(String::new());
                desk.caseload.retry();
            } else {
                failed.try_set(true);
                request_animation_frame(|| document::focus("#emergency-failed"));
            }
        });
    };
    let options = move || {
        let option = |(value, say): (&'static str, Say)| {
            view! { <option value=value>{words.with(|w| say(w))}</option> }
        };
        REASONS.map(option).beside()
    };
    view! {
        <details class="emergency">
            <summary>{text(Words::emergency_title)}</summary>
            <p>{text(Words::emergency_warning)}</p>
            {move || failed.get().then(|| view! {
                <p id="emergency-failed" class="notice" data-tone="late" role="alert" tabindex="-1">
                    {text(Words::emergency_failed)}
                </p>
            })}
            <form novalidate autocomplete="off" on:submit=move |event| {
                event.prevent_default();
                send();
            }>
                <TextField id="emergency-number" label=text(Words::emergency_number)
                    hint=text(Words::emergency_number_help) error=none value=number inputmode="text" shape=plain/>
                <div class="field">
                    <label for="emergency-reason">{text(Words::emergency_reason)}</label>
                    <select id="emergency-reason" autocomplete="off"
                        on:change=move |event| reason.set(event_target_value(&event))>{options}</select>
                </div>
                <TextField id="emergency-code" label=text(Words::emergency_code)
                    hint=text(Words::emergency_code_help) error=none value=code inputmode="numeric" shape=plain/>
                <button type="submit" class="button">{text(Words::emergency_open)}</button>
            </form>
        </details>
    }
}
