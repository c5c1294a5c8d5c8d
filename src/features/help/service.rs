//! One service in full, in the directory's own words where they are public facts.

use leptos::prelude::*;
use portal_types::{Center, ServiceDetail};

use super::card::{checked, cost_line, open_line};
use super::hours::{Minute, Open, days_since_1970, open};
use super::list::{KeepButton, ListLink};
use crate::api::endpoints;
use crate::data::{Remote, use_portal, use_query, use_speech};
use crate::i18n::Words;
use crate::routes::Route;
use crate::shell::{Page, live, text, trouble};
use crate::ui::{Call, Card, CardView, Fact, Icon, Line, Prose, Skeleton, Span, Tone};

/// The service with a public id.
#[must_use]
pub fn service_page(id: String) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let other = untrack(|| {
        portal
            .service
            .with(|s| s.value().is_none_or(|s| s.id != id))
    });
    if other {
        portal.service.forget();
    }
    use_query(portal.service, &endpoints::service(&id));
    let retry = Callback::new(move |()| portal.service.retry());
    let title = Signal::derive(move || {
        let name = portal.service.with(|s| s.value().map(|s| s.name.clone()));
        name.unwrap_or_else(|| words.with(|w| w.service_unknown()))
    });
    let content = live(move || {
        let words = words.get();
        portal.service.with(|service| match service {
            Remote::Failed(error) => trouble(portal, &words, *error, retry),
            Remote::Fresh(service) | Remote::Stale { value: service, .. } => {
                let card = portal.center.with(|c| detail(&words, service, c.value()));
                let id = service.id.clone();
                view! {
                    <div class="directory"><CardView card/></div>
                    <KeepButton id/>
                    <ListLink/>
                }
                .into_any()
            }
            Remote::Loading => view! { <Skeleton cards=1 label=words.loading()/> }.into_any(),
        })
    });
    view! {
        <p class="back"><a href=Route::Help.href()>{text(Words::help_all)}</a></p>
        <Page title=title>{content}</Page>
    }
    .into_any()
}

fn detail(words: &Words, service: &ServiceDetail, center: Option<&Center>) -> Card {
    let now = center.and_then(|c| Minute::of(&c.as_of, 0));
    let state = now.map_or(Open::Unknown, |now| open(&service.hours, now));
    let mut lines = vec![cost_line(words, service.cost), open_line(words, state)];
    if let Some(alert) = &service.alert {
        lines.insert(0, Line::toned(Icon::Alert, alert.clone(), Tone::Late));
    }
    let spoken: Vec<String> = service
        .languages
        .iter()
        .map(|l| words.language_name(l))
        .collect();
    if !spoken.is_empty() {
        lines.push(Line::plain(Icon::Speech, words.list(&spoken)));
    }
    let days = service.checked_on.as_deref().and_then(days_since_1970);
    let today = center.and_then(|c| days_since_1970(&c.as_of));
    let age = days.zip(today).map(|(checked, today)| today - checked);
    Card {
        eyebrow: service.organization.clone(),
        lines,
        facts: facts(words, service),
        texts: texts(words, service),
        calls: calls(words, service),
        small: vec![words.service_source(), checked(words, age)],
        ..Card::default()
    }
}

fn facts(words: &Words, service: &ServiceDetail) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |icon, label, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact { icon, label, lines });
        }
    };
    let mut address = service.address.clone();
    if service.confidential {
        address.push(words.place_confidential());
    }
    fact(Icon::Place, words.visit_where(), address);
    fact(
        Icon::Bus,
        words.visit_way(),
        service.transport.iter().cloned().collect(),
    );
    fact(Icon::Clock, words.service_hours(), hours(words, service));
    fact(Icon::Bag, words.visit_bring(), service.papers.clone());
    facts
}

fn hours(words: &Words, service: &ServiceDetail) -> Vec<String> {
    let time = |minute: u16| {
        let (hour, minute) = (minute / 60 % 24, minute % 60);
        words.time(&format!("2024-01-01T{hour:02}:{minute:02}:00Z"), "UTC")
    };
    let row = |h: &portal_types::OpeningHours| {
        words.service_day(&words.weekday(h.0), &time(h.1), &time(h.2))
    };
    let rows = service.hours.iter().map(row);
    rows.chain(service.hours_note.clone()).collect()
}

fn texts(words: &Words, service: &ServiceDetail) -> Vec<(String, Prose)> {
    let parts = [
        (words.service_does(), &service.description),
        (words.service_for(), &service.eligibility),
        (words.service_how(), &service.how_to_apply),
        (words.service_cost(), &service.cost_note),
    ];
    let told = parts
        .into_iter()
        .filter_map(|(label, text)| Some((label, vec![Span::Words(text.clone()?)])));
    told.chain(website(words, service)).collect()
}

/// The service's own page. Only an address of the web is a link; it says that it leads away.
fn website(words: &Words, service: &ServiceDetail) -> Option<(String, Prose)> {
    let address = service.website.clone()?;
    let is_web = ["https://", "http://"]
        .iter()
        .any(|start| address.starts_with(start));
    let mut text = vec![Span::Words(address.clone())];
    if is_web {
        text = vec![
            Span::Outside {
                text: address.clone(),
                href: address,
            },
            Span::Words([" (", &words.service_leaves(), ")"].concat()),
        ];
    }
    Some((words.service_website(), text))
}

fn calls(words: &Words, service: &ServiceDetail) -> Vec<Call> {
    let phones = service.phones.iter().enumerate();
    phones
        .map(|(at, phone)| Call {
            text: words.call_plain(&service.name),
            who: phone.label.clone().unwrap_or_default(),
            number: match &phone.extension {
                Some(extension) => words.phone_extension(&phone.number, extension),
                None => phone.number.clone(),
            },
            href: Call::link(&phone.number, phone.extension.as_deref()),
            first: at == 0,
        })
        .collect()
}
