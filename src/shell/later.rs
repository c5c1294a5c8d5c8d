//! Screens whose code is loaded when somebody is about to see one of them.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_view::view;

use super::aloud::Read;
use super::page::{Page, live, text};
use super::trouble::trouble;
use crate::api::ApiError;
use crate::data::{use_portal, use_speech};
use crate::i18n::Words;
use crate::routes::Route;
use crate::ui::Skeleton;

/// What is awaited.
pub type Soon<T> = Pin<Box<dyn Future<Output = T>>>;

/// The screens that are loaded later.
#[derive(Clone, Copy)]
pub struct Later {
    /// Makes one of them; nothing when their code cannot be loaded.
    pub screen: fn(Route) -> Soon<Option<AnyView>>,
    /// Reads aloud; its code comes with the screens.
    pub read: Read,
    /// Loads the code. Whether that worked.
    pub load: fn() -> Soon<bool>,
}

/// A screen that is loaded later, or what stands there until then.
#[must_use]
pub fn later_page(route: Route) -> AnyView {
    let later = expect_context::<Later>();
    let (coming, failed) = (RwSignal::new(false), RwSignal::new(false));
    let load = move || {
        failed.set(false);
        coming.set(true);
        spawn_local(async move {
            let loaded = (later.load)().await;
            failed.try_set(!loaded);
            coming.try_set(false);
        });
    };
    if at_once((later.load)()).is_none() {
        load();
    }
    let portal = use_portal();
    let words = use_speech().words();
    let retry = Callback::new(move |()| load());
    live(move || {
        if coming.get() {
            return view! { <Skeleton cards=3 label=words.with(|w| w.loading())/> };
        }
        if failed.get() {
            return view! {
                <Page title=text(Words::home_title)>
                    {words.with(|w| trouble(portal, w, ApiError::Offline, retry))}
                </Page>
            };
        }
        at_once((later.screen)(route.clone()))
            .flatten()
            .unwrap_or_else(|| ().into_any())
    })
}

/// What a future has to say without waiting.
fn at_once<T>(soon: Soon<T>) -> Option<T> {
    match pin!(soon).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
