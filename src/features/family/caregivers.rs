//! The caregivers: showing one of them their part, and stopping a card.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::{CardState, CaregiverLine, FamilyLine};
use portal_view::view;

use super::view_model::lines;
use crate::api::{self, endpoints};
use crate::data::{use_desk, use_portal, use_speech};
use crate::facts::Reader;
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::platform::page as document;
use crate::routes::{Desk, Route};
use crate::shell::{live, text};
use crate::ui::LineView;

/// Every caregiver with what can be done.
pub fn caregivers(reader: &Reader, family: &FamilyLine) -> AnyView {
    let of = |c: &CaregiverLine| caregiver(reader, family, c);
    view! { <ul class="caregivers">{family.caregivers.iter().map(of).beside()}</ul> }
}

fn caregiver(reader: &Reader, family: &FamilyLine, caregiver: &CaregiverLine) -> AnyView {
    let told = lines(reader, caregiver).into_iter();
    let label = caregiver.label.clone();
    let good = caregiver
        .card
        .as_ref()
        .filter(|c| c.state == CardState::Good);
    let freeze = good.map(|card| {
        view! { <Freeze family=family.id.clone() card=card.selector.clone()/> }
    });
    view! {
        <li class="card">
            <h3>{label.clone()}</h3>
            {told.map(|line| view! { <LineView line/> }).beside()}
            {caregiver.sees.then(|| show(label, caregiver))}
            {freeze}
        </li>
    }
}

fn show(label: String, caregiver: &CaregiverLine) -> AnyView {
    let (desk, portal, navigator) = (use_desk(), use_portal(), use_navigator());
    let (id, language) = (caregiver.id.clone(), caregiver.language.clone());
    let words = use_speech().words();
    let begin = move |_| {
        desk.show(portal, &id, &language, words.get_untracked());
        navigator.go(Route::Staff(Desk::Walk));
    };
    view! {
        <button type="button" class="button button-first" on:click=begin>
            {text(Words::family_walk)} <span class="visually-hidden">{label}</span>
        </button>
    }
}

/// Where stopping a card stands.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    No,
    Sure,
    Failed,
}

/// Stops a card, after asking once.
#[component]
fn Freeze(
    /// The family's opaque id.
    family: String,
    /// The card's first four symbols.
    card: String,
) -> impl IntoView {
    let desk = use_desk();
    let words = use_speech().words();
    let asked = RwSignal::new(Asked::No);
    let path = endpoints::freeze(&family, &card);
    let stop = Callback::new(move |()| {
        let path = path.clone();
        spawn_local(async move {
            match api::post(&path, "{}").await {
                Ok(()) => desk.line.retry(),
                Err(_) => drop(asked.try_set(Asked::Failed)),
            }
        });
    });
    let ask = move |_| {
        asked.set(Asked::Sure);
        request_animation_frame(|| document::focus(".sure"));
    };
    live(move || match asked.get() {
        Asked::No => view! {
            <button type="button" class="button" on:click=ask>{text(Words::family_freeze)}</button>
        },
        Asked::Sure => view! {
            <div class="notice sure" data-tone="late" tabindex="-1">
                <p>{words.with(|w| w.family_freeze_sure(&card))}</p>
                <button type="button" class="button" on:click=move |_| stop.run(())>
                    {text(Words::family_freeze_yes)}
                </button>
                <button type="button" class="button" on:click=move |_| asked.set(Asked::No)>
                    {text(Words::family_freeze_no)}
                </button>
            </div>
        },
        Asked::Failed => view! {
            <p class="notice" data-tone="late" role="alert">{text(Words::family_freeze_failed)}</p>
        },
    })
}
