//! A visit for the family's own calendar: three levels, five languages, and nothing to nobody else.

use axum::http::StatusCode;
use serde_json::json;

use crate::family::{Family, case, visit};
use crate::harness::{Answered, NOW, TestApp};

/// A signed-in caregiver of the demo and the id of their next visit.
struct Parent {
    app: TestApp,
    cookie: String,
    visit: String,
}

impl Parent {
    async fn of(family: &str) -> Self {
        let app = TestApp::start();
        let cookie = app.sign_in(&app.caregiver_of(family)).await;
        let overview = app.get("/api/v1/me/overview", &cookie).await.json();
        let visit = overview["next_appointment"]["id"]
            .as_str()
            .expect("a visit");
        Self {
            visit: visit.to_owned(),
            app,
            cookie,
        }
    }

    async fn file(&self, query: &str) -> Answered {
        let path = format!("/api/v1/me/appointments/{}.ics{query}", self.visit);
        self.app.get(&path, &self.cookie).await
    }
}

/// The file, unfolded and without what is another one at each key.
fn shown(answer: &Answered, id: &str) -> String {
    let text = answer.text();
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    text.replace("\r\n ", "")
        .replace("\r\n", "\n")
        .replace(id, "ID")
}

#[tokio::test]
async fn an_entry_has_three_levels() {
    let parent = Parent::of("espanol").await;
    for (name, query) in [
        ("time", ""),
        ("place", "?shows=place&language=en"),
        ("all", "?shows=all"),
    ] {
        let answer = parent.file(query).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            answer.header("content-type"),
            "text/calendar; charset=utf-8"
        );
        let named = "attachment; filename=\"appointment.ics\"";
        assert_eq!(answer.header("content-disposition"), named);
        insta::assert_snapshot!(format!("calendar_{name}"), shown(&answer, &parent.visit));
    }
    let asked = parent.file("?shows=time").await;
    assert_eq!(
        asked.body,
        parent.file("").await.body,
        "the default is the time"
    );
}

#[tokio::test]
async fn an_entry_speaks_the_caregivers_language_or_the_one_asked_for() {
    let parent = Parent::of("on-time").await;
    let book: serde_json::Value = parent.app.get("/api/v1/playbook/vi", "").await.json();
    let kind = book["appointments"]["compensation_help"]["title"]
        .as_str()
        .expect("a title");
    for (language, title) in [
        ("", "Appointment"),
        ("en", "Appointment"),
        ("es", "Cita"),
        ("vi", "Buổi hẹn"),
        ("ar", "موعد"),
        ("so", "Ballan"),
    ] {
        for level in ["time", "place", "all"] {
            let query = match language {
                "" => format!("?shows={level}"),
                _ => format!("?shows={level}&language={language}"),
            };
            let file = shown(&parent.file(&query).await, &parent.visit);
            assert!(
                file.contains(&format!("\nSUMMARY:{title}\n")),
                "{query}\n{file}"
            );
            assert!(file.contains("816-555-0100"), "{query}\n{file}");
            assert_eq!(
                file.contains(kind),
                level == "all" && language == "vi",
                "{query}\n{file}"
            );
        }
    }
}

#[tokio::test]
async fn a_value_that_is_none_is_refused_by_name() {
    let parent = Parent::of("on-time").await;
    for (query, parameter) in [
        ("?shows=everything", "shows"),
        ("?shows=", "shows"),
        ("?shows=ALL", "shows"),
        ("?shows=time&shows=all", "shows"),
        ("?language=tlh", "language"),
        ("?language=", "language"),
        ("?language=en&language=en", "language"),
        ("?shows=all&language=../en", "language"),
    ] {
        let answer = parent.file(query).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["code"], "bad_parameter", "{query}");
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert!(!problem.to_string().contains("everything"), "{problem}");
    }
    assert_eq!(parent.file("?utm=1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_is_in_the_log_before_it_leaves() {
    let parent = Parent::of("on-time").await;
    parent.file("?shows=all").await;
    parent.file("?shows=none").await;
    let gone = parent
        .app
        .get("/api/v1/me/appointments/gone.ics", &parent.cookie)
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let rows = parent.app.logged().await;
    let rows: Vec<_> = rows
        .iter()
        .map(|(_, what, how)| (what.as_str(), how.as_str()))
        .collect();
    let ics = "me/appointments/ics";
    assert_eq!(rows[1..], [(ics, "shown"), (ics, "not_found")]);
}

#[tokio::test]
async fn only_who_may_see_a_visit_with_a_time_gets_its_file() {
    let family = Family::start();
    let own = case(&[
        visit(json!({"visible_to": ["p"]})),
        visit(json!({"id": "open", "status": "waitlist", "starts_at": null})),
        visit(json!({"id": "hidden", "status": "entered-in-error"})),
    ]);
    family.deliver(&[(NOW, own)]).await;
    let (first, second) = (family.app.sign_in("p").await, family.app.sign_in("q").await);
    let list = family
        .app
        .get("/api/v1/me/appointments", &first)
        .await
        .json();
    let list = list["appointments"].as_array().expect("visits");
    assert_eq!(list.len(), 2, "the hidden one is not there");
    let path = |at: usize| {
        let id = list[at]["id"].as_str().expect("an id");
        format!("/api/v1/me/appointments/{id}.ics?shows=all")
    };
    for (who, cookie, path, expected) in [
        ("the parent", &first, path(0), StatusCode::OK),
        ("the other parent", &second, path(0), StatusCode::NOT_FOUND),
        ("nobody", &String::new(), path(0), StatusCode::UNAUTHORIZED),
        ("without a time", &first, path(1), StatusCode::NOT_FOUND),
    ] {
        let answer = family.app.get(&path, cookie).await;
        assert_eq!(answer.status, expected, "{who}");
    }
}

#[tokio::test]
async fn a_centre_may_name_another_number_in_calendars() {
    let app = TestApp::start_with(|home| {
        let path = home.center_file();
        let text = std::fs::read_to_string(&path).expect("settings");
        let mut settings: serde_json::Value = serde_json::from_str(&text).expect("settings");
        settings["calendar_phone"] = json!("816-555-0177");
        std::fs::write(&path, settings.to_string()).expect("written");
    });
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    let overview = app.get("/api/v1/me/overview", &cookie).await.json();
    let id = overview["next_appointment"]["id"].as_str().expect("an id");
    let file = app
        .get(&format!("/api/v1/me/appointments/{id}.ics"), &cookie)
        .await
        .text();
    assert!(
        file.contains("816-555-0177") && !file.contains("816-555-0100"),
        "{file}"
    );
}
