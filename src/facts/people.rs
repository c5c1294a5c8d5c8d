//! Whom to call, and the agencies from whom nothing is heard.

use portal_types::{Contact, QuietAgency};

use super::Reader;
use crate::ui::{Call, Card, Icon, Line, Tone};

/// A person as a call, if they have a number.
#[must_use]
pub fn call(reader: &Reader, contact: &Contact, first: bool) -> Option<Call> {
    let number = contact.phone.as_ref()?;
    let role = reader.role(&contact.role);
    let agency = reader.source(&contact.agency).map(|s| s.name.clone());
    let mut who = vec![role];
    who.extend(agency);
    who.retain(|part| !part.is_empty());
    let shown = match &contact.extension {
        Some(extension) => reader.words.phone_extension(number, extension),
        None => number.clone(),
    };
    Some(Call {
        text: if first {
            reader.words.call_first(&contact.name)
        } else {
            reader.words.call_next(&contact.name)
        },
        who: who.join(" · "),
        number: shown,
        href: Call::link(number, contact.extension.as_deref()),
        first,
    })
}

/// Whom to call first and whom next, each once. Where the agency named nobody, its own number comes first.
#[must_use]
pub fn calls(
    reader: &Reader,
    agency: &str,
    contact: Option<&Contact>,
    next: &[Contact],
) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    if contact.is_none_or(|contact| contact.phone.is_none()) {
        calls.extend(agency_call(reader, agency));
    }
    for contact in contact.into_iter().chain(next) {
        let call = call(reader, contact, calls.is_empty());
        calls.extend(call.filter(|call| !calls.iter().any(|known| known.href == call.href)));
    }
    calls
}

/// An agency's own number.
fn agency_call(reader: &Reader, agency: &str) -> Option<Call> {
    let source = reader.source(agency)?;
    let number = source.phone.clone()?;
    Some(Call {
        text: reader.words.call_first(&source.name),
        who: String::new(),
        href: Call::link(&number, None),
        number,
        first: true,
    })
}

/// An agency that has been silent: since when, and whom to call about it.
#[must_use]
pub fn quiet_card(reader: &Reader, quiet: &QuietAgency) -> Card {
    let say = reader.prose(&["steps", &quiet.step_kind, "say"]);
    Card {
        title: reader.step_title(&quiet.step_kind),
        badge: Some(Line::toned(
            Icon::Bell,
            reader.words.quiet_days(quiet.days),
            Tone::Late,
        )),
        lines: vec![Line::plain(
            Icon::Clock,
            reader.words.quiet_since(
                &reader.agency(&quiet.agency),
                &reader.short(&quiet.last_confirmed_on),
            ),
        )],
        texts: say
            .map(|say| (reader.words.say_title(), say))
            .into_iter()
            .collect(),
        calls: calls(
            reader,
            &quiet.agency,
            quiet.contact.as_ref(),
            &quiet.escalation,
        ),
        tone: Tone::Late,
        ..Card::default()
    }
}
