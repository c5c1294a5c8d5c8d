//! Taking the visit along: a square code that a phone reads, good once and for two minutes. The phone asks for the PIN.
//!
//! The token stands behind the `#` of an address, which no browser sends to a server; it is in no other place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::HandoffState;
use portal_view::view;

use crate::api::{self, ApiError};
use crate::data::{Access, use_portal, use_speech};
use crate::i18n::Words;
use crate::platform::{clock, history, kiosk, page as document, search};
use crate::routes::Route;
use crate::shell::{live, text, trouble};
use crate::ui::{Icon, Notice, Skeleton, SquareCode};

const ASK_EVERY_MS: u32 = 1_500;

/// Where it stands.
#[derive(Clone, PartialEq)]
enum Along {
    Offered,
    Making,
    /// The square code.
    Shown(String),
    Over,
    Failed(ApiError),
}

/// What was made of it. It outlives the facts around it, which are shown anew when they are asked for again.
#[derive(Clone, Copy)]
pub struct TakingAlong {
    state: RwSignal<Along>,
    make: Callback<()>,
}

/// Begins with an offer.
pub fn taking_along() -> TakingAlong {
    let portal = use_portal();
    let state = RwSignal::new(Along::Offered);
    let make = Callback::new(move |()| {
        state.set(Along::Making);
        spawn_local(async move {
            let made = code().await;
            if made == Err(ApiError::SessionEnded) {
                portal.access.set(Access::Ended);
            }
            state.try_set(made.map_or_else(Along::Failed, Along::Shown));
            // A camera needs all of it, and it may lie below what was on screen.
            request_animation_frame(|| document::reveal(".qr"));
        });
    });
    clock::every(ASK_EVERY_MS, move || {
        if state.with_untracked(|s| matches!(s, Along::Shown(_))) {
            follow(state);
        }
    });
    TakingAlong { state, make }
}

/// The offer, and the code.
pub fn along(TakingAlong { state, make }: TakingAlong) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let content = live(move || {
        let words = words.get();
        match state.get() {
            Along::Offered => offer(Words::along_button, make),
            Along::Making => view! { <Skeleton cards=1 label=words.loading()/> },
            Along::Shown(code) => shown(&words, code),
            Along::Over => view! {
                <Notice icon=Icon::Info texts=vec![words.along_over()]/>
                {offer(Words::along_again, make)}
            },
            Along::Failed(error) => trouble(portal, &words, error, make),
        }
    });
    view! {
        <section class="take-along">
            <h2>{text(Words::along_title)}</h2>
            <div role="status">{content}</div>
        </section>
    }
}

/// Asks for a token, and makes the code of its address.
async fn code() -> Result<String, ApiError> {
    let handoff = api::hand_over().await?;
    let address = [
        &history::address(&Route::Start.href()),
        "#h=",
        &handoff.token,
    ]
    .concat();
    let code = search::ready().await.then(|| search::qr(&address));
    code.flatten().ok_or(ApiError::Offline)
}

/// Looks whether a phone has it: then nothing stays here.
fn follow(state: RwSignal<Along>) {
    spawn_local(async move {
        match api::handoff_state().await {
            Ok(HandoffState::Used) | Err(ApiError::SessionEnded) => kiosk::finish(),
            Ok(HandoffState::Over) => {
                state.try_set(Along::Over);
            }
            Ok(HandoffState::Waiting) | Err(_) => {}
        }
    });
}

fn offer(word: fn(&Words) -> String, make: Callback<()>) -> AnyView {
    view! {
        <p><button type="button" class="button" on:click=move |_| make.run(())>{text(word)}</button></p>
    }
}

fn shown(words: &Words, code: String) -> AnyView {
    view! {
        <SquareCode code label=words.along_label()/>
        <p>{words.along_how()}</p>
        <p class="small">{words.along_ends()}</p>
    }
}
