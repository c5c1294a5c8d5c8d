//! Each person with what they do for the family.

use portal_types::{SourceState, TeamMember};

use crate::facts::{Reader, call};
use crate::ui::{Call, Card, Icon, Line};

/// The team, the advocate apart.
pub struct Team {
    /// The family's own advocate.
    pub advocate: Vec<Card>,
    /// Everybody else.
    pub others: Vec<Card>,
    /// The agencies behind them: what each does, and when to call it.
    pub agencies: Vec<Card>,
}

/// Tells who is on the team.
#[must_use]
pub fn team(reader: &Reader, people: &[TeamMember]) -> Team {
    let some = |advocate: bool| {
        let chosen = people.iter().filter(|p| p.is_advocate == advocate);
        let mut cards: Vec<Card> = chosen.map(|person| person_card(reader, person)).collect();
        if cards.is_empty() {
            cards.push(Card {
                title: reader.words.people_none(),
                ..Card::default()
            });
        }
        cards
    };
    Team {
        advocate: some(true),
        others: some(false),
        agencies: reader
            .sources
            .iter()
            .map(|s| agency_card(reader, s))
            .collect(),
    }
}

fn agency_card(reader: &Reader, source: &SourceState) -> Card {
    let words = reader.words;
    let does = reader.book("agencies", &source.kind, "does");
    let call = source.phone.as_ref().map(|number| Call {
        text: words.call_plain(&source.name),
        who: String::new(),
        href: Call::link(number, None),
        number: number.clone(),
        first: false,
    });
    let for_child = reader.prose(&["agencies", &source.kind, "for_child"]);
    let you_do = reader.prose(&["agencies", &source.kind, "you_do"]);
    Card {
        title: source.name.clone(),
        lines: does
            .map(|does| Line::plain(Icon::Info, does))
            .into_iter()
            .collect(),
        texts: you_do
            .map(|text| (words.you_do_title(), text))
            .into_iter()
            .collect(),
        folded: for_child
            .map(|text| (words.visit_for_child(), text))
            .into_iter()
            .collect(),
        calls: call.into_iter().collect(),
        ..Card::default()
    }
}

fn person_card(reader: &Reader, person: &TeamMember) -> Card {
    let contact = &person.contact;
    let mut lines = vec![Line::plain(Icon::Home, reader.agency(&contact.agency))];
    let does = reader.book("roles", &contact.role, "does");
    lines.extend(does.map(|does| Line::plain(Icon::Info, does)));
    let mut calls: Vec<_> = call(reader, contact, person.is_advocate)
        .into_iter()
        .collect();
    for call in &mut calls {
        call.text = reader.words.call_plain(&contact.name);
        call.who = String::new();
    }
    Card {
        eyebrow: reader.role(&contact.role),
        title: contact.name.clone(),
        lines,
        calls,
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::{World, contact};

    #[test]
    fn the_advocate_stands_apart() {
        let world = World::new();
        let member = |name, is_advocate| TeamMember {
            contact: contact(name),
            is_advocate,
        };
        let people = [member("Dana Reed", false), member("Ana Cole", true)];
        let team = team(&world.reader(), &people);
        assert_eq!(team.advocate[0].title, "Ana Cole");
        assert_eq!(team.others[0].eyebrow, "Detective");
        assert_eq!(team.others[0].calls[0].href, "tel:8165550111");
        assert_eq!(team.agencies[0].title, "Police Child Unit");
    }
}
