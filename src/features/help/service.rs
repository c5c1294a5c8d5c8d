//! One service in full, in the directory's own words where they are public facts.

use leptos::prelude::*;
use portal_types::{Center, OpeningHours, ServiceDetail, ServicePhone};
use portal_view::view;

use super::card::{checked, cost_line, open_line};
use super::hours::{Minute, Open, days_since_1970, open};
use super::list::{KeepButton, ListLink};
use super::results::entry;
use super::state::{Search, use_finder};
use crate::api::endpoints;
use crate::data::{Portal, Remote, use_portal, use_query, use_speech};
use crate::i18n::Words;
use crate::markup::Text;
use crate::routes::Route;
use crate::shell::{Page, live, text, trouble};
use crate::ui::{Call, Card, CardView, Fact, Icon, Line, Prose, Skeleton, Span, Tone};

/// The service with a public id.
#[must_use]
pub fn service_page(id: String) -> AnyView {
    let portal = use_portal();
    let search: Search = expect_context();
    let words = use_speech().words();
    use_finder(portal, search);
    let other = untrack(|| {
        portal
            .service
            .with(|s| s.value().is_none_or(|s| s.id != id))
    });
    if other {
        portal.service.forget();
    }
    use_query(portal.service, &endpoints::service(&id));
    let retry = Callback::new(move |()| {
        portal.service.retry();
        portal.finder.retry();
    });
    let shown = Memo::new(move |_| {
        portal.service.with(|s| {
            let service = s.value()?;
            match service.name.as_str() {
                "" => completed(portal, search, service),
                _ => Some(service.clone()),
            }
        })
    });
    let title = Text::new(move || {
        let name = shown.with(|s| s.as_ref().map(|s| s.name.clone()));
        name.unwrap_or_else(|| words.with(|w| w.service_unknown()))
    });
    let content = live(move || {
        let words = words.get();
        let failed = portal.service.with(|service| match service {
            Remote::Failed(error) => Some(error),
            _ => None,
        });
        let failed = failed.or_else(|| portal.finder.failure());
        shown.with(|service| match (service, failed) {
            (None, Some(error)) => trouble(portal, &words, error, retry),
            (None, None) => view! { <Skeleton cards=1 label=words.loading()/> },
            (Some(service), _) => {
                let mut card = portal.center.with(|c| detail(&words, service, c.value()));
                // Nobody leaves this site on the touch screen of the lobby.
                let website = website(&words, service).filter(|_| !portal.kiosk);
                card.texts.extend(website);
                let id = service.id.clone();
                view! {
                    <div class="directory"><CardView card/></div>
                    <KeepButton id/>
                    <ListLink/>
                }
            }
        })
    });
    view! {
        <p class="back"><a href=Route::Help.href()>{text(Words::help_all)}</a></p>
        <Page title=title>{content}</Page>
    }
}

/// A service out of the directory on the phone lacks what the search knows: it is put together here.
fn completed(portal: Portal, search: Search, service: &ServiceDetail) -> Option<ServiceDetail> {
    search.want();
    portal.finder.with(|engine| {
        let known = entry(engine, engine.position(&service.id)?, None);
        let mut service = service.clone();
        if service.phones.is_empty() && !known.phone.is_empty() {
            service.phones.push(ServicePhone {
                number: known.phone,
                extension: None,
                label: None,
            });
        }
        Some(ServiceDetail {
            name: known.name,
            organization: known.organization,
            needs: known.needs,
            cost: known.cost,
            languages: known.languages,
            hours: known.hours,
            ..service
        })
    })?
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
        facts: facts(words, service, now),
        texts: texts(words, service),
        calls: calls(words, service),
        small: vec![words.service_source(), checked(words, age)],
        ..Card::default()
    }
}

fn facts(words: &Words, service: &ServiceDetail, now: Option<Minute>) -> Vec<Fact> {
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
    fact(
        Icon::Person,
        words.service_access(),
        service.accessibility.clone(),
    );
    fact(
        Icon::Clock,
        words.service_hours(),
        hours(words, service, now),
    );
    fact(
        Icon::Pause,
        words.service_wait(),
        wait(words, service).into_iter().collect(),
    );
    fact(Icon::Bag, words.visit_bring(), service.papers.clone());
    facts
}

/// How long 9 in 10 families wait at most; else the directory's own words.
fn wait(words: &Words, service: &ServiceDetail) -> Option<String> {
    match service.wait_days.map(i32::from) {
        Some(days @ ..14) => Some(words.service_wait_days(days)),
        // Never less than it was.
        Some(days) => Some(words.service_wait_weeks((days + 6) / 7)),
        None => service.wait_note.clone(),
    }
}

/// Today, and then the whole week.
fn hours(words: &Words, service: &ServiceDetail, now: Option<Minute>) -> Vec<String> {
    let time = |minute: u16| {
        let (hour, minute) = (minute / 60 % 24, minute % 60);
        words.time(&format!("2024-01-01T{hour:02}:{minute:02}:00Z"), "UTC")
    };
    let row = |day: &str, h: &OpeningHours| words.service_day(day, &time(h.1), &time(h.2));
    let today = words.service_today();
    let mut rows = Vec::new();
    if let Some(now) = now.filter(|_| !service.hours.is_empty()) {
        let of_today = service.hours.iter().filter(|h| h.0 == now.weekday());
        rows.extend(of_today.map(|h| row(&today, h)));
        if rows.is_empty() {
            rows.push(words.service_closed_today());
        }
    }
    let week = spans(&service.hours);
    rows.extend(week.iter().map(|(days, h)| match days.len() {
        7 => row(&words.service_every_day(), h),
        _ => {
            let days: Vec<String> = days.iter().map(|day| words.weekday(*day)).collect();
            row(&words.list(&days), h)
        }
    }));
    rows.extend(service.hours_note.clone());
    rows
}

/// The spans of a week, and the days each holds for.
fn spans(hours: &[OpeningHours]) -> Vec<(Vec<u8>, OpeningHours)> {
    let mut spans: Vec<(Vec<u8>, OpeningHours)> = Vec::new();
    for hours in hours {
        let same = |span: &&mut (Vec<u8>, OpeningHours)| {
            (span.1.1, span.1.2) == (hours.1, hours.2) && !span.0.contains(&hours.0)
        };
        match spans.iter_mut().find(same) {
            Some(span) => span.0.push(hours.0),
            None => spans.push((vec![hours.0], *hours)),
        }
    }
    spans
}

fn texts(words: &Words, service: &ServiceDetail) -> Vec<(String, Prose)> {
    let parts = [
        (words.service_does(), &service.description),
        (words.service_for(), &service.eligibility),
        (words.service_how(), &service.how_to_apply),
        (words.service_cost(), &service.cost_note),
    ];
    parts
        .into_iter()
        .filter_map(|(label, text)| Some((label, vec![Span::Words(text.clone()?)])))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_the_same_hours_stand_together() {
        let week = [
            (1, 540, 1020),
            (2, 540, 1020),
            (3, 540, 1140),
            (1, 1080, 1200),
        ];
        let week = week.map(|(day, opens, closes)| OpeningHours(day, opens, closes));
        let days: Vec<Vec<u8>> = spans(&week).into_iter().map(|(days, _)| days).collect();
        assert_eq!(days, [vec![1, 2], vec![3], vec![1]]);
    }
}
