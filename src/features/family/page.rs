//! One family: who is with you, then the whole case as its agencies tell it.

use leptos::prelude::*;
use portal_types::{Answer, FamilyLine, Overview};
use portal_view::view;

use super::caregivers::caregivers;
use crate::api::{Steps, Visits, endpoints};
use crate::data::{Slot, use_desk, use_portal, use_query};
use crate::facts::{is_ahead, quiet_card, step_card, visit_card};
use crate::i18n::Words;
use crate::markup::Text;
use crate::navigation::use_navigator;
use crate::routes::{Desk, Route};
use crate::shell::{Page, Section, cards, facts_view, text};
use crate::ui::{Card, Icon, Line, Tone};

/// The family that is open.
#[must_use]
pub fn page() -> AnyView {
    let (desk, portal, navigator) = (use_desk(), use_portal(), use_navigator());
    let Some(chosen) = desk.chosen.get_untracked() else {
        navigator.redirect(Route::Staff(Desk::Families));
        return ().into_any();
    };
    let list = |name| endpoints::family_list(&chosen.family, name, None);
    use_query(desk.line, &endpoints::family(&chosen.family));
    use_query(portal.overview, &list("overview"));
    use_query(portal.steps, &list("steps"));
    use_query(portal.visits, &list("appointments"));
    let who = facts_view(desk.line, 1, move |reader, line: &FamilyLine| {
        caregivers(reader, line)
    });
    let title = Text::new(move || {
        let name = desk.line.with(|line| {
            let line = &line.value()?.facts;
            Some(line.name.clone().unwrap_or_else(|| line.number.clone()))
        });
        name.unwrap_or_default()
    });
    let back = move |_| {
        desk.clear(portal);
        navigator.go(Route::Staff(Desk::Families));
    };
    view! {
        <p class="back">
            <button type="button" class="quiet" on:click=back>{text(Words::family_back)}</button>
        </p>
        <Page title>
            <Group title=text(Words::family_who)>{who}</Group>
            <p class="small">{text(Words::family_whole)}</p>
            {late(portal.overview)}
            {visits(portal.visits)}
            {steps(portal.steps)}
        </Page>
    }
}

/// A group whose heading follows the language.
#[component]
fn Group(title: Text, children: Children) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

fn late(overview: Slot<Answer<Overview>>) -> AnyView {
    facts_view(overview, 2, |reader, facts: &Overview| {
        let late = facts.late.iter().map(|step| step_card(reader, step));
        let is_told = |id: &String| facts.late.iter().any(|step| step.id == *id);
        let quiet = facts.quiet.iter().filter(|q| !is_told(&q.step_id));
        let mut told: Vec<Card> = late.chain(quiet.map(|q| quiet_card(reader, q))).collect();
        if told.is_empty() {
            let good = Line::toned(Icon::Check, reader.words.family_nothing_late(), Tone::Good);
            told.push(Card {
                badge: Some(good),
                ..Card::default()
            });
        }
        view! { <Section title=reader.words.family_late()>{cards(told)}</Section> }
    })
}

fn visits(visits: Slot<Answer<Visits>>) -> AnyView {
    facts_view(visits, 2, |reader, facts: &Visits| {
        let ahead = facts.appointments.iter().filter(|visit| is_ahead(visit));
        let told = ahead.map(|visit| visit_card(reader, visit, None)).collect();
        view! { <Section title=reader.words.family_visits()>{cards(told)}</Section> }
    })
}

fn steps(steps: Slot<Answer<Steps>>) -> AnyView {
    facts_view(steps, 3, |reader, facts: &Steps| {
        let told = facts
            .steps
            .iter()
            .map(|step| step_card(reader, step))
            .collect();
        view! {
            <details>
                <summary>{reader.words.family_steps()}</summary>
                {cards(told)}
            </details>
        }
    })
}
