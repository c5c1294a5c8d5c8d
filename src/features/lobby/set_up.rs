//! Staff type the one-time code that makes this screen the centre's own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_view::view;

use crate::data::{Standing, use_lobby, use_portal, use_speech};
use crate::facts::card_form::{CARD_KEYS, shape_groups};
use crate::i18n::Words;
use crate::markup::Text;
use crate::platform::kiosk;
use crate::shell::{Page, center_call, live, text};
use crate::ui::{Icon, Notice, Pad, TextField, Tone};

/// The word of `kiosk-key.js` for a code that is none.
const WRONG: &str = "wrong";

/// What became of the code.
#[derive(Clone, Copy, PartialEq)]
enum Sent {
    No,
    Sending,
    Wrong,
    Done(Standing),
}

/// The form.
#[must_use]
pub fn set_up() -> AnyView {
    let lobby = use_lobby();
    let code = RwSignal::new(String::new());
    let sent = RwSignal::new(Sent::No);
    let send = move || {
        if sent.get_untracked() == Sent::Sending {
            return;
        }
        sent.set(Sent::Sending);
        let typed = code.get_untracked();
        spawn_local(async move {
            let word = kiosk::enrol(&typed).await;
            if word == WRONG {
                sent.try_set(Sent::Wrong);
                return;
            }
            let standing = Standing::of(&word);
            lobby.settle(standing);
            code.try_set(String::new());
            sent.try_set(Sent::Done(standing));
        });
    };
    let wrong = text(Words::setup_wrong);
    let error = Text::new(move || match sent.get() {
        Sent::Wrong => wrong.get(),
        _ => String::new(),
    });
    view! {
        <Page title=text(Words::setup_title)>
            <p class="intro">{text(Words::setup_intro)}</p>
            {outcome(sent)}
            <form novalidate autocomplete="off" hidden=move || sent.get() == Sent::Done(Standing::Ready) on:submit=move |event| {
                event.prevent_default();
                send();
            }>
                <TextField id="code" label=text(Words::setup_label) hint=Text::new(String::new)
                    error value=code inputmode="none" shape=shape_groups/>
                <Pad label=text(Words::pad_keys) keys=CARD_KEYS erase=text(Words::pad_erase) value=code shape=shape_groups/>
                <button type="submit" class="button button-first">{text(Words::setup_send)}</button>
            </form>
        </Page>
    }
}

/// Whether it worked.
fn outcome(sent: RwSignal<Sent>) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    live(move || {
        let notice = words.with(|w| match sent.get() {
            Sent::Done(Standing::Ready) => Some(view! {
                <Notice icon=Icon::Check tone=Tone::Good texts=vec![w.setup_ready()]/>
            }),
            Sent::Done(_) => Some(view! {
                <Notice icon=Icon::Alert tone=Tone::Late texts=vec![w.sign_in_unreachable()]
                    calls=vec![center_call(portal, w)]/>
            }),
            _ => None,
        });
        view! { <div role="status">{notice}</div> }
    })
}
