//! The screen: its words are fetched when it opens, so that no first load pays for them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_view::view;

use super::view_model;
use crate::api::ApiError;
use crate::data::{Remote, effect, use_portal, use_speech, with_later};
use crate::i18n::Words;
use crate::shell::{Page, cards_alone, live, text, trouble};
use crate::ui::Skeleton;

/// What others could see. Nothing on it is of a family, so it opens for anyone.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let said = RwSignal::new(Remote::Loading);
    let again = Trigger::new();
    effect(move || {
        again.track();
        let asked = words.get();
        spawn_local(async move {
            let found = with_later(&asked).await;
            // Another language was chosen meanwhile, or the screen is gone.
            if words.try_get_untracked().as_ref() == Some(&asked) {
                said.try_set(found.map_or(Remote::Failed(ApiError::Offline), Remote::Fresh));
            }
        });
    });
    let retry = Callback::new(move |()| {
        said.set(Remote::Loading);
        again.notify();
    });
    let content = live(move || {
        said.with(|said| match said {
            Remote::Fresh(w) | Remote::Stale { value: w, .. } => view! {
                <p class="intro">{w.limits_intro()}</p>
                {cards_alone(view_model::cards(w))}
            },
            Remote::Failed(error) => words.with(|w| trouble(portal, w, *error, retry)),
            Remote::Loading => {
                view! { <Skeleton cards=3 label=words.with(|w| w.loading())/> }
            }
        })
    });
    view! {
        <Page title=text(Words::limits_title)>
            {content}
        </Page>
    }
}
