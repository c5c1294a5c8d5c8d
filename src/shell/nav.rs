//! The five doors of the portal.

use leptos::either::Either;
use leptos::prelude::*;
use portal_view::view;

use super::page::text;
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::routes::Route;
use crate::ui::{Icon, IconView};

type Door = (Route, Icon, fn(&Words) -> String);

const DOORS: [Door; 5] = [
    (Route::Home, Icon::Home, Words::nav_home),
    (Route::Steps, Icon::Steps, Words::nav_steps),
    (Route::Visits, Icon::Calendar, Words::nav_visits),
    (Route::Help, Icon::Heart, Words::nav_help),
    (Route::People, Icon::People, Words::nav_people),
];

/// What is public.
const PUBLIC: [Door; 2] = [
    (Route::Start, Icon::Lock, Words::nav_start),
    (Route::Help, Icon::Heart, Words::nav_help),
];

/// The navigation. Signed out, only what is public is offered.
#[component]
pub fn Nav(
    /// Whether somebody is signed in.
    signed_in: Memo<bool>,
) -> impl IntoView {
    let here = use_navigator().route();
    let door = move |(route, icon, word): Door| {
        let section = route.clone();
        let current = move || (here.with(Route::section) == section).then_some("page");
        view! {
            <li>
                <a href=route.href() aria-current=current>
                    <IconView icon/>
                    <span>{text(word)}</span>
                </a>
            </li>
        }
    };
    let doors = move |list: &[Door]| list.iter().cloned().map(door).beside();
    // Two lists, not one that changes: replaced items do not jump, moved ones do.
    let list = move || {
        if signed_in.get() {
            Either::Left(view! { <ul>{doors(&DOORS)}</ul> })
        } else {
            Either::Right(view! { <ul>{doors(&PUBLIC)}</ul> })
        }
    };
    view! {
        <nav class="nav" aria-label=text(Words::nav_label)>{list}</nav>
    }
}
