//! The list in words: why a family needs somebody, what is new, and which families fit.

use portal_types::{Attention, CardState, CaregiverLine, FamilyLine, VisitLine};

use crate::facts::{Reader, news_line};
use crate::i18n::Words;
use crate::ui::{Icon, Line, Tone};

/// A card that ends in so many days or fewer is told of; the server says which families need somebody for it.
const CARD_ENDS_SOON_DAYS: i32 = 14;

/// One family in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Opaque id.
    pub id: String,
    /// What the centre calls the family, or else its number.
    pub name: String,
    /// The number, under the name.
    pub number: String,
    /// The family's language by its name.
    pub language: String,
    /// Why they need somebody.
    pub lines: Vec<Line>,
    /// What changed since the family was opened last.
    pub news: String,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of a name or number.
    pub text: String,
    /// Only those who need somebody for this.
    pub only: Option<Attention>,
}

/// Every reason, in the order of the filters.
pub const REASONS: [Attention; 5] = [
    Attention::Late,
    Attention::Quiet,
    Attention::VisitSoon,
    Attention::NoInterpreter,
    Attention::CardEnding,
];

/// A reason in a few words.
#[must_use]
pub fn reason(words: &Words, need: Attention) -> String {
    match need {
        Attention::Late => words.attention_late(),
        Attention::Quiet => words.attention_quiet(),
        Attention::VisitSoon => words.attention_visit(),
        Attention::NoInterpreter => words.attention_interpreter(),
        Attention::CardEnding => words.attention_card(),
    }
}

/// How many families need somebody for a reason.
#[must_use]
pub fn count(families: &[FamilyLine], need: Attention) -> i32 {
    let fitting = families.iter().filter(|f| f.needs.contains(&need));
    i32::try_from(fitting.count()).unwrap_or(i32::MAX)
}

/// Whether a family fits. Names are compared as the browser lowers letters, in `lower`.
#[must_use]
pub fn fits(family: &FamilyLine, filter: &Filter, lower: fn(&str) -> String) -> bool {
    let text = lower(filter.text.trim());
    let has = |part: &str| lower(part).contains(&text);
    let named = text.is_empty() || has(&family.number) || family.name.as_deref().is_some_and(has);
    named && filter.only.is_none_or(|need| family.needs.contains(&need))
}

/// A family as a row.
#[must_use]
pub fn row(reader: &Reader, family: &FamilyLine) -> Row {
    let words = reader.words;
    Row {
        id: family.id.clone(),
        name: family.name.clone().unwrap_or_else(|| family.number.clone()),
        number: words.caseload_number(&family.number),
        language: words.language_name(&family.language),
        lines: lines(reader, family),
        news: news(reader, family),
    }
}

fn lines(reader: &Reader, family: &FamilyLine) -> Vec<Line> {
    let words = reader.words;
    let mut lines = Vec::new();
    if let Some(latest) = &family.latest {
        let all = words.caseload_late(i32::try_from(family.late).unwrap_or(i32::MAX));
        let longest = words.caseload_latest(latest.days, &reader.agency(&latest.agency));
        lines.push(Line::toned(
            Icon::Alert,
            [all, longest].join(" "),
            Tone::Late,
        ));
    }
    if let Some(quiet) = &family.quiet {
        let text = words.caseload_quiet(quiet.days, &reader.agency(&quiet.agency));
        lines.push(Line::toned(Icon::Bell, text, Tone::Late));
    }
    if let Some(visit) = &family.next_visit {
        lines.push(Line::plain(Icon::Calendar, visit_text(reader, visit)));
    }
    if let Some(visit) = &family.without_interpreter {
        let (what, day) = (
            reader.visit_title(&visit.kind),
            reader.short(&visit.starts_at),
        );
        let text = words.caseload_no_interpreter(&what, &day);
        lines.push(Line::toned(Icon::Speech, text, Tone::Late));
    }
    let ending = family.caregivers.iter().filter_map(|c| card_text(words, c));
    lines.extend(ending.map(|text| Line::toned(Icon::Lock, text, Tone::Late)));
    if family.emergency {
        lines.push(Line::toned(
            Icon::Info,
            words.caseload_emergency(),
            Tone::Action,
        ));
    }
    lines
}

fn visit_text(reader: &Reader, visit: &VisitLine) -> String {
    let when = match visit.in_days {
        0..=1 => reader.in_days(visit.in_days),
        _ => reader.day(&visit.starts_at),
    };
    let (what, time) = (
        reader.visit_title(&visit.kind),
        reader.time(&visit.starts_at),
    );
    reader.words.caseload_visit(&what, &when, &time)
}

/// That a card has ended or is about to; nothing where that is as it should be.
fn card_text(words: &Words, caregiver: &CaregiverLine) -> Option<String> {
    let card = caregiver.card.as_ref().filter(|_| caregiver.sees)?;
    match (card.state, card.ends_in_days) {
        (CardState::Ended, _) => Some(words.caseload_card_ended(&caregiver.label)),
        (CardState::Good, 0) => Some(words.caseload_card_ends_today(&caregiver.label)),
        (CardState::Good, days @ 1..=CARD_ENDS_SOON_DAYS) => {
            Some(words.caseload_card_ends(days, &caregiver.label))
        }
        _ => None,
    }
}

fn news(reader: &Reader, family: &FamilyLine) -> String {
    let words = reader.words;
    match (&family.opened_on, &family.news) {
        (None, _) => words.caseload_never_opened(),
        (Some(day), None) => words.caseload_no_news(&reader.short(day)),
        (Some(day), Some(news)) => {
            let count = i32::try_from(news.count).unwrap_or(i32::MAX);
            let all = words.caseload_news(count, &reader.short(day));
            [all, news_line(reader, &news.newest).text].join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use portal_types::{AgencyDays, CardLine, Interpreter};

    use super::*;
    use crate::facts::testing::World;
    use crate::i18n::testing::bare;

    fn family() -> FamilyLine {
        FamilyLine {
            id: "f".to_owned(),
            number: "KC-149".to_owned(),
            name: Some("Brandt".to_owned()),
            language: "en".to_owned(),
            needs: vec![Attention::Late],
            late: 2,
            latest: Some(AgencyDays {
                agency: "police".to_owned(),
                step_kind: "police_look".to_owned(),
                days: 370,
            }),
            quiet: None,
            next_visit: Some(VisitLine {
                kind: "exam".to_owned(),
                agency: "police".to_owned(),
                starts_at: "2026-03-07T10:30:00-06:00".to_owned(),
                in_days: 1,
                interpreter: Interpreter::NotYet,
            }),
            without_interpreter: None,
            caregivers: vec![CaregiverLine {
                id: "c".to_owned(),
                label: "Parent 1".to_owned(),
                language: "en".to_owned(),
                sees: true,
                barred: false,
                card: Some(CardLine {
                    selector: "ABCD".to_owned(),
                    state: CardState::Good,
                    ends_on: "2026-03-09".to_owned(),
                    ends_in_days: 3,
                    last_opened: None,
                    wrong_tries: 0,
                }),
            }],
            news: None,
            opened_on: None,
            emergency: false,
        }
    }

    #[test]
    fn a_row_says_why_a_family_needs_somebody() {
        let world = World::new();
        let row = row(&world.reader(), &family());
        let lines: Vec<String> = row.lines.iter().map(|l| bare(&l.text)).collect();
        assert!(
            lines[0].starts_with("2 promises are late.") && lines[0].ends_with("370 days late."),
            "{lines:?}"
        );
        assert!(
            lines[1].contains("tomorrow") || lines[1].contains("Tomorrow"),
            "{lines:?}"
        );
        assert_eq!(lines[2], "The card of Parent 1 ends in 3 days.");
        assert_eq!(bare(&row.number), "Number KC-149");
        assert_eq!(row.news, "You have not opened this family yet.");
    }

    #[test]
    fn a_family_is_found_by_a_part_of_its_name_or_number_and_by_what_it_needs() {
        let lower = |text: &str| text.to_lowercase();
        let filter = |text: &str, only| Filter {
            text: text.to_owned(),
            only,
        };
        for (text, only, found) in [
            ("", None, true),
            (" bran ", None, true),
            ("149", None, true),
            ("kc-1", Some(Attention::Late), true),
            ("brandy", None, false),
            ("brandt", Some(Attention::Quiet), false),
        ] {
            assert_eq!(fits(&family(), &filter(text, only), lower), found, "{text}");
        }
    }
}
