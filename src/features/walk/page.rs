//! The showing: one thing at a time, both languages side by side, and next and back.

use std::sync::Arc;

use leptos::prelude::*;
use portal_types::Overview;
use portal_view::view;

use super::choose::{choose_questions, chosen_questions, look_for_help, make_the_page};
use super::pages::{Case, Shown, all};
use crate::api::endpoints;
use crate::data::{use_desk, use_portal, use_query, use_speech};
use crate::facts::Reader;
use crate::i18n::Words;
use crate::navigation::use_navigator;
use crate::platform::page as document;
use crate::routes::{Desk, Route};
use crate::shell::{cards, facts_view, live, shown, text, trouble, with_sides};
use crate::ui::Skeleton;

/// Shows what was kept, in the words of a language.
type Kept = fn(Signal<Arc<Words>>) -> AnyView;

/// What comes after the case: help, questions, what was agreed.
const AFTER: usize = 3;

/// The showing. `kept` shows the services that were chosen.
#[must_use]
pub fn page(kept: Kept) -> AnyView {
    let (desk, portal, navigator) = (use_desk(), use_portal(), use_navigator());
    let chosen = desk.chosen.get_untracked();
    let Some((family, caregiver)) = chosen.and_then(|c| Some((c.family, c.caregiver?))) else {
        navigator.redirect(Route::Staff(Desk::Families));
        return ().into_any();
    };
    let list = |name| endpoints::family_list(&family, name, Some(&caregiver));
    use_query(portal.overview, &list("overview"));
    use_query(portal.steps, &list("steps"));
    use_query(portal.visits, &list("appointments"));
    use_query(portal.team, &list("team"));
    let stop = move |_| {
        desk.stop_showing(portal);
        navigator.go(Route::Staff(Desk::Family));
    };
    view! {
        <p class="back">
            <button type="button" class="quiet" on:click=stop>{text(Words::walk_end)}</button>
        </p>
        {facts_view(portal.overview, 2, move |reader, facts: &Overview| showing(reader, facts, kept))}
    }
}

/// The present thing in both languages; grey while part of the case is on its way.
fn showing(staff: &Reader, overview: &Overview, kept: Kept) -> AnyView {
    let (desk, portal) = (use_desk(), use_portal());
    let words = use_speech().words().get();
    let failed = portal.steps.failure().or_else(|| portal.visits.failure());
    if let Some(error) = failed.or_else(|| portal.team.failure()) {
        let retry = Callback::new(move |()| {
            portal.steps.retry();
            portal.visits.retry();
            portal.team.retry();
        });
        return trouble(portal, &words, error, retry);
    }
    let shown = portal.steps.with(|steps| {
        portal.visits.with(|visits| {
            portal.team.with(|team| {
                let case = Case {
                    overview,
                    steps: &steps.value()?.facts,
                    visits: &visits.value()?.facts,
                    team: &team.value()?.facts,
                };
                let head = (staff.sources, staff.today);
                with_sides((portal, desk), &words, head, |theirs, beside| {
                    step(case, theirs, beside, kept)
                })
            })
        })
    });
    shown.unwrap_or_else(|| view! { <Skeleton cards=2 label=words.loading()/> })
}

fn step(case: Case, theirs: &Reader, beside: Option<&Reader>, kept: Kept) -> AnyView {
    let desk = use_desk();
    let shown = all(theirs, case);
    let count = shown.len() + AFTER;
    let at = desk.position.get().min(count - 1);
    let own = beside.map(|reader| all(reader, case));
    let content = match at.checked_sub(shown.len()) {
        None => both(
            theirs,
            &shown[at],
            beside.zip(own.as_ref().and_then(|o| o.get(at))),
        ),
        Some(after) => after_the_case(after, case, theirs, beside, kept),
    };
    view! {
        {content}
        {moves(at, count)}
    }
}

/// One thing, in the family's words, with the advocate's beside them.
fn both(theirs: &Reader, shown: &Shown, beside: Option<(&Reader, &Shown)>) -> AnyView {
    let own = beside.map(|(reader, shown)| {
        view! {
            <aside class="side" lang=reader.words.language().tag dir=reader.words.language().dir>
                <h2>{shown.title.clone()}</h2>
                {cards(shown.cards.clone())}
            </aside>
        }
    });
    view! {
        <div class="sides">
            <div class="side side-theirs" lang=theirs.words.language().tag dir=theirs.words.language().dir>
                <h1 tabindex="-1">{shown.title.clone()}</h1>
                {cards(shown.cards.clone())}
            </div>
            {own}
        </div>
    }
}

/// Help to choose, questions to choose, and what was agreed.
fn after_the_case(
    after: usize,
    case: Case,
    theirs: &Reader,
    beside: Option<&Reader>,
    kept: Kept,
) -> AnyView {
    let desk = use_desk();
    let their_words = Signal::derive(move || {
        desk.theirs
            .get()
            .unwrap_or_else(|| use_speech().words().get())
    });
    let asked = |reader: &Reader| case.questions(reader);
    let (title, content) = match after {
        0 => {
            let how = theirs.words.walk_services_how();
            let content = view! {
                <p>{how}</p>
                {look_for_help()}
                {kept(their_words)}
            };
            (Words::walk_services as fn(&Words) -> String, content)
        }
        1 => {
            let all = asked(theirs);
            let said = if all.is_empty() {
                theirs.words.walk_questions_none()
            } else {
                theirs.words.walk_questions_how()
            };
            let content = view! {
                <p>{said}</p>
                {choose_questions(all, beside.map(asked))}
            };
            (Words::walk_questions as fn(&Words) -> String, content)
        }
        _ => {
            let content = view! {
                <h2>{theirs.words.walk_chosen()}</h2>
                {kept(their_words)}
                <h2>{theirs.words.walk_questions()}</h2>
                {chosen_questions(theirs.words, asked(theirs))}
                {make_the_page()}
            };
            (Words::walk_agreed as fn(&Words) -> String, content)
        }
    };
    let own = beside.map(|reader| view! { <p class="hint" lang=reader.words.language().tag>{title(reader.words)}</p> });
    view! {
        <div class="side side-theirs" lang=theirs.words.language().tag dir=theirs.words.language().dir>
            <h1 tabindex="-1">{title(theirs.words)}</h1>
            {own}
            {content}
        </div>
    }
}

/// Where we are, and next and back.
fn moves(at: usize, count: usize) -> AnyView {
    let desk = use_desk();
    let words = use_speech().words();
    let go = move |to: usize| {
        desk.position.set(to);
        document::scroll_to_top();
        request_animation_frame(|| document::focus("h1"));
    };
    let place = words.with(|w| {
        let number = |n: usize| w.number(i32::try_from(n).unwrap_or(i32::MAX));
        w.walk_of(&number(at + 1), &number(count))
    });
    view! {
        <div class="moves">
            <button type="button" class="button" disabled=at == 0
                on:click=move |_| go(at.saturating_sub(1))>{text(Words::walk_back)}</button>
            <span role="status">{place}</span>
            {(at + 1 < count).then(|| view! {
                <button type="button" class="button button-first" on:click=move |_| go(at + 1)>
                    {text(Words::walk_next)}
                </button>
            })}
        </div>
    }
}

/// The way back from the directory to the showing.
#[component]
pub fn Return() -> impl IntoView {
    let (desk, navigator) = (use_desk(), use_navigator());
    live(move || {
        let is_showing = desk
            .chosen
            .with(|c| c.as_ref().is_some_and(|c| c.caregiver.is_some()));
        let back = is_showing.then(|| {
            view! {
                <p class="back">
                    <button type="button" class="button" on:click=move |_| navigator.go(Route::Staff(Desk::Walk))>
                        {text(Words::walk_return)}
                    </button>
                </p>
            }
        });
        shown(back)
    })
}
