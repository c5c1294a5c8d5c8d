//! What changed lately, and since when nothing has.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use portal_types::{Update, Updates};

use crate::store::Access;
use crate::store::bodies::NewsBody;

/// News are shown for this many calendar days.
pub const NEWS_DAYS: i32 = 60;

/// News as a family reads them today. `news` come newest first; `opened_before` is the day of the
/// sign-in before the present one.
#[must_use]
pub fn updates(
    news: &[NewsBody],
    access: &Access,
    opened_before: Option<Date>,
    today: Date,
) -> Updates {
    let oldest = today.saturating_sub(NEWS_DAYS.days());
    let told: Vec<&NewsBody> = news
        .iter()
        .enumerate()
        .filter(|(at, body)| !is_echo(body, &news[at + 1..]))
        .map(|(_, body)| body)
        .collect();
    let shown = told.iter().filter(|body| body.on >= oldest);
    let newest = told.first().map(|body| body.on);
    Updates {
        updates: shown.map(|body| update(body, opened_before)).collect(),
        unchanged_since: newest.or(access.since).map(|day| day.to_string()),
        checked_on: access.heard_on.map(|day| day.to_string()),
    }
}

/// Whether the news before this one about the same visit said the same, and came from another
/// source: what two sources tell is new once.
fn is_echo(body: &NewsBody, older: &[NewsBody]) -> bool {
    let Some((visit, source)) = &body.visit else {
        return false;
    };
    let about = |older: &&NewsBody| older.visit.as_ref().is_some_and(|(of, _)| of == visit);
    older.iter().find(about).is_some_and(|before| {
        let is_other = before.visit.as_ref().is_some_and(|(_, by)| by != source);
        is_other && before.kind == body.kind && is_same_time(&before.to, &body.to)
    })
}

/// Sources spell one time in their own ways.
fn is_same_time(one: &Option<String>, two: &Option<String>) -> bool {
    let instant = |text: &Option<String>| text.as_ref()?.parse::<Timestamp>().ok();
    one == two || instant(one).is_some_and(|at| instant(two) == Some(at))
}

fn update(body: &NewsBody, opened_before: Option<Date>) -> Update {
    Update {
        id: body.id.clone(),
        on: body.on.to_string(),
        kind: body.kind,
        agency: body.agency.clone(),
        step_kind: body.step_kind.clone(),
        appointment_kind: body.appointment_kind.clone(),
        to: body.to.clone(),
        is_new: opened_before.is_some_and(|before| body.on >= before),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use portal_types::UpdateKind;

    use super::*;

    fn news(on: &str) -> NewsBody {
        NewsBody {
            id: on.to_owned(),
            on: on.parse().expect("a date"),
            kind: UpdateKind::StepDone,
            agency: "a".to_owned(),
            step_kind: None,
            appointment_kind: None,
            to: None,
            visit: None,
        }
    }

    fn access(since: Option<Date>) -> Access {
        Access {
            family: "f".to_owned(),
            language: "en".to_owned(),
            since,
            heard_on: Some(date(2026, 3, 9)),
        }
    }

    const TODAY: Date = date(2026, 3, 10);

    /// Days of news, day of the first delivery, days shown, and since when nothing changed.
    type Case = (
        &'static [&'static str],
        Option<Date>,
        &'static [&'static str],
        Option<&'static str>,
    );

    #[test]
    fn news_are_shown_for_sixty_calendar_days_and_the_newest_of_any_age_says_since_when_nothing_changed()
     {
        let since = Some(date(2025, 6, 1));
        let table: [Case; 5] = [
            (
                &["2026-03-10", "2026-01-09", "2026-01-08"],
                since,
                &["2026-03-10", "2026-01-09"],
                Some("2026-03-10"),
            ),
            (
                &["2026-01-08", "2025-01-01"],
                since,
                &[],
                Some("2026-01-08"),
            ),
            (&["2025-01-01"], since, &[], Some("2025-01-01")),
            (&[], since, &[], Some("2025-06-01")),
            (&[], None, &[], None),
        ];
        for (days, since, shown, unchanged) in table {
            let all: Vec<_> = days.iter().map(|day| news(day)).collect();
            let told = updates(&all, &access(since), None, TODAY);
            let on: Vec<_> = told.updates.iter().map(|u| u.on.as_str()).collect();
            assert_eq!(
                (on.as_slice(), told.unchanged_since.as_deref()),
                (shown, unchanged),
                "{days:?}"
            );
            assert_eq!(told.checked_on.as_deref(), Some("2026-03-09"));
        }
    }

    #[test]
    fn new_is_what_came_on_the_day_of_the_sign_in_before_or_later() {
        let all = ["2026-03-06", "2026-03-05", "2026-03-04"].map(news);
        let table = [
            (None, [false, false, false]),
            (Some(date(2026, 3, 5)), [true, true, false]),
            (Some(TODAY), [false, false, false]),
        ];
        for (before, expected) in table {
            let told = updates(&all, &access(None), before, TODAY);
            let new: Vec<_> = told.updates.iter().map(|u| u.is_new).collect();
            assert_eq!(new, expected, "{before:?}");
        }
    }

    #[test]
    fn what_two_sources_say_of_one_visit_is_new_once() {
        let said = |day: &str, source: u32, kind, to: &str| NewsBody {
            kind,
            to: Some(to.to_owned()),
            visit: Some(("v".to_owned(), source)),
            ..news(day)
        };
        use UpdateKind::{AppointmentBooked, AppointmentMoved};
        let (ten, same, noon) = (
            "2026-03-20T10:00:00-05:00",
            "2026-03-20T15:00:00Z",
            "2026-03-20T12:00:00-05:00",
        );
        let first = said("2026-03-05", 0, AppointmentMoved, ten);
        let table = [
            (
                "another source",
                said("2026-03-06", 1, AppointmentMoved, same),
                1,
            ),
            (
                "the same source again",
                said("2026-03-06", 0, AppointmentMoved, ten),
                2,
            ),
            (
                "another time",
                said("2026-03-06", 1, AppointmentMoved, noon),
                2,
            ),
            (
                "something else",
                said("2026-03-06", 1, AppointmentBooked, ten),
                2,
            ),
        ];
        for (why, second, count) in table {
            let told = updates(&[second, first.clone()], &access(None), None, TODAY);
            assert_eq!(told.updates.len(), count, "{why}");
            let day = if count == 1 {
                "2026-03-05"
            } else {
                "2026-03-06"
            };
            assert_eq!(told.unchanged_since.as_deref(), Some(day), "{why}");
        }
        let between = said("2026-03-06", 0, AppointmentMoved, noon);
        let back = said("2026-03-07", 1, AppointmentMoved, ten);
        let told = updates(&[back, between, first], &access(None), None, TODAY);
        assert_eq!(told.updates.len(), 3, "it moved there and back");
    }
}
