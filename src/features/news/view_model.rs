//! News in sentences, grouped by day.

use portal_types::{Update, Updates};

use crate::facts::{Reader, news_line};
use crate::ui::Line;

/// When nothing changed lately: since when, and when the agencies were last heard. Two short
/// sentences, so that silence is not taken for not looking.
#[must_use]
pub fn nothing_new(reader: &Reader, facts: &Updates) -> String {
    let words = reader.words;
    let since = match &facts.unchanged_since {
        Some(day) => words.news_nothing_since(&reader.short(day)),
        None => words.news_none(),
    };
    match &facts.checked_on {
        Some(day) if day == reader.today => [since, words.news_checked_today()].join(" "),
        Some(day) => [since, words.news_checked_on(&reader.short(day))].join(" "),
        None => since,
    }
}

/// The news of each day, in the order of the list.
#[must_use]
pub fn days(reader: &Reader, updates: &[Update]) -> Vec<(String, Vec<Line>)> {
    let mut days: Vec<(String, Vec<Line>)> = Vec::new();
    for update in updates {
        let day = reader.day(&update.on);
        let line = news_line(reader, update);
        match days.last_mut() {
            Some((last, lines)) if *last == day => lines.push(line),
            _ => days.push((day, vec![line])),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use portal_types::UpdateKind;

    use super::*;
    use crate::facts::testing::World;
    use crate::i18n::testing::bare;

    #[test]
    fn news_of_one_day_stand_together_and_name_who_did_what() {
        let world = World::new();
        let update = |on: &str, kind| Update {
            id: String::new(),
            on: on.to_owned(),
            kind,
            agency: "police".to_owned(),
            step_kind: Some("police_look".to_owned()),
            appointment_kind: None,
            to: Some("2026-03-06".to_owned()),
            is_new: on == "2026-03-02",
        };
        let all = [
            update("2026-03-02", UpdateKind::PromiseMade),
            update("2026-03-02", UpdateKind::StepStarted),
            update("2026-03-01", UpdateKind::TeamChanged),
        ];
        let days = days(&world.reader(), &all);
        assert_eq!(days.len(), 2);
        let text = bare(&days[0].1[0].text);
        assert!(
            text.contains("Police Child Unit") && text.contains("2026-03-06"),
            "{text}"
        );
        assert!(text.starts_with("New: "), "{text}");
        assert!(!bare(&days[1].1[0].text).starts_with("New"));
    }

    #[test]
    fn a_visit_that_lost_its_time_is_told_without_one() {
        let world = World::new();
        let update = Update {
            id: String::new(),
            on: "2026-03-02".to_owned(),
            kind: UpdateKind::AppointmentMoved,
            agency: "police".to_owned(),
            step_kind: None,
            appointment_kind: Some("medical".to_owned()),
            to: None,
            is_new: false,
        };
        let text = bare(&days(&world.reader(), &[update])[0].1[0].text);
        assert_eq!(
            text,
            "Police Child Unit changed “Check-up”. There is no new time yet."
        );
    }

    #[test]
    fn no_news_are_told_with_the_day_of_the_last_and_of_the_latest_look() {
        let world = World::new();
        let told = |since: Option<&str>, checked: Option<&str>| {
            let facts = Updates {
                updates: Vec::new(),
                unchanged_since: since.map(str::to_owned),
                checked_on: checked.map(str::to_owned),
            };
            bare(&nothing_new(&world.reader(), &facts))
        };
        let today = Some("2026-03-05");
        assert_eq!(
            told(Some("2026-01-03"), today),
            "Nothing new since 2026-01-03. Checked today."
        );
        let table = [
            (
                Some("2026-01-03"),
                Some("2026-03-01"),
                "Nothing new since 2026-01-03. Checked on 2026-03-01.",
            ),
            (None, today, "Nothing has changed yet. Checked today."),
            (None, None, "Nothing has changed yet."),
        ];
        for (since, checked, expected) in table {
            assert_eq!(told(since, checked), expected);
        }
    }
}
