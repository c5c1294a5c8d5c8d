//! Two sources that speak of one visit: one visit, its newer word, and what the other one says.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::family::{DAY_BEFORE, Family, case, told, visit, with};
use crate::harness::NOW;

const SAME: &str = "4471@court.example.org";

/// The clinic's visit, from the centre's feed, as the clinic changed it on March 2.
fn of_clinic(changes: Value) -> Value {
    let named = json!({"same_as": SAME, "updated_at": "2026-03-02T12:00:00Z"});
    with(visit(named), changes)
}

/// The same visit as another source knows it, changed on March 5.
fn of_police(changes: Value) -> Value {
    let own = json!({"id": "w", "agency": "police", "updated_at": "2026-03-05T12:00:00Z"});
    with(of_clinic(own), changes)
}

/// A family that two sources told of, each in its first file.
async fn told_by_both(clinic: Value, police: Value) -> Family {
    let family = Family::start();
    let files = [
        ("center", DAY_BEFORE, case(&[clinic])),
        ("police-desk", NOW, vec![police]),
    ];
    family.deliver_from(&files).await;
    family
}

async fn visits(family: &Family, who: &str) -> Vec<Value> {
    let answer = family.get(who, "appointments").await.json();
    answer["appointments"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_visit_that_two_sources_tell_alike_is_one_visit_and_nothing_is_said() {
    let family = told_by_both(of_clinic(json!({})), of_police(json!({}))).await;
    let visits = visits(&family, "p").await;
    assert_eq!(visits.len(), 1);
    assert_eq!(
        (&visits[0]["agency"], &visits[0]["differs"]),
        (&json!("police"), &Value::Null)
    );
}

#[tokio::test]
async fn the_newer_word_is_shown_everywhere_and_the_other_is_told() {
    let later = json!({"starts_at": "2026-03-21T10:00:00-05:00", "place": "south"});
    let family = told_by_both(of_clinic(json!({})), of_police(later)).await;
    let visits = visits(&family, "p").await;
    assert_eq!(visits.len(), 1);
    insta::assert_json_snapshot!("told_by_two_sources", visits[0]);

    let overview = family.get("p", "overview").await.json();
    assert_eq!(overview["next_appointment"], visits[0]);
    let known = |agency: &str| {
        let mut sources = overview["sources"].as_array().into_iter().flatten();
        sources.any(|source| source["agency"] == agency)
    };
    assert!(
        known("police") && known("clinic"),
        "both have a name on screen"
    );

    let id = visits[0]["id"].as_str().expect("an id");
    let one = family.get("p", &format!("appointments/{id}")).await.json();
    assert_eq!(one["differs"], visits[0]["differs"]);
    let file = family.get("p", &format!("appointments/{id}.ics")).await;
    assert!(
        file.text().contains("DTSTART:20260321T150000Z"),
        "{}",
        file.text()
    );
}

#[tokio::test]
async fn the_id_stays_whichever_source_speaks_last_and_every_id_leads_there() {
    let family = Family::start();
    let mut ids = Vec::new();
    for (clinic, police) in [("2026-03-02", "2026-03-05"), ("2026-03-05", "2026-03-02")] {
        let changed = |day: &str| json!({"updated_at": format!("{day}T12:00:00Z")});
        let files = [
            ("center", DAY_BEFORE, case(&[of_clinic(changed(clinic))])),
            ("police-desk", NOW, vec![of_police(changed(police))]),
        ];
        family.deliver_from(&files).await;
        ids.push(visits(&family, "p").await[0]["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
    // Alone, each source's visit has an id of its own.
    for (source, fact) in [
        ("center", of_clinic(json!({}))),
        ("police-desk", of_police(json!({}))),
    ] {
        let mut files = vec![("center", DAY_BEFORE, case(&[]))];
        match source {
            "center" => files[0].2.push(fact),
            _ => files.push((source, NOW, vec![fact])),
        }
        family.deliver_from(&files).await;
        ids.push(visits(&family, "p").await[0]["id"].clone());
    }
    assert!(ids[2] != ids[3] && ids[2..].contains(&ids[0]));
    let both = [
        ("center", DAY_BEFORE, case(&[of_clinic(json!({}))])),
        ("police-desk", NOW, vec![of_police(json!({}))]),
    ];
    family.deliver_from(&both).await;
    for id in &ids {
        let id = id.as_str().expect("an id");
        let answer = family.get("p", &format!("appointments/{id}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.json()["id"], ids[0]);
    }
}

#[tokio::test]
async fn a_caregiver_learns_nothing_of_the_word_that_is_not_meant_for_them() {
    let only = |who: &str| json!({"visible_to": [who]});
    let at_noon = json!({"starts_at": "2026-03-20T12:00:00-05:00"});
    // Who may see which word, and the agency and the difference that "q" reads.
    let table = [
        (
            "the newer",
            of_clinic(only("p")),
            of_police(at_noon.clone()),
            "police",
        ),
        (
            "the older",
            of_clinic(json!({})),
            with(of_police(at_noon), only("p")),
            "clinic",
        ),
    ];
    for (what, clinic, police, agency) in table {
        let family = told_by_both(clinic, police).await;
        let seen = visits(&family, "p").await;
        assert_eq!(
            (seen.len(), seen[0]["differs"].is_object()),
            (1, true),
            "{what}"
        );
        let seen = visits(&family, "q").await;
        assert_eq!(seen.len(), 1, "{what}");
        assert_eq!(
            (&seen[0]["agency"], &seen[0]["differs"]),
            (&json!(agency), &Value::Null)
        );
        let answer = family.get("q", "appointments").await.json();
        assert_eq!(
            answer["sources"].as_array().map(Vec::len),
            Some(1),
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_visit_the_newer_source_takes_back_is_gone() {
    let mistake = json!({"status": "entered-in-error"});
    let family = told_by_both(of_clinic(json!({})), of_police(mistake.clone())).await;
    assert_eq!(visits(&family, "p").await, [Value::Null; 0]);
    let family = told_by_both(of_clinic(mistake), of_police(json!({}))).await;
    let visits = visits(&family, "p").await;
    assert_eq!((visits.len(), &visits[0]["differs"]), (1, &Value::Null));
}

#[tokio::test]
async fn a_source_that_does_not_say_when_speaks_as_of_its_file_and_a_clock_ahead_wins_nothing() {
    let silent = json!({"updated_at": null});
    let ahead = json!({"updated_at": "2031-01-01T00:00:00Z"});
    // The centre's file is from the day before.
    let table = [
        (silent.clone(), silent.clone(), "police"),
        (ahead, silent, "police"),
    ];
    for (clinic, police, agency) in table {
        let family = told_by_both(of_clinic(clinic), of_police(police)).await;
        assert_eq!(visits(&family, "p").await[0]["agency"], agency);
    }
}

#[tokio::test]
async fn a_name_that_one_source_uses_twice_says_nothing_and_neither_does_another_familys() {
    let family = Family::start();
    let twice = [of_clinic(json!({})), of_clinic(json!({"id": "v2"}))];
    let files = [
        ("center", DAY_BEFORE, case(&twice)),
        ("police-desk", NOW, vec![of_police(json!({}))]),
    ];
    family.deliver_from(&files).await;
    assert_eq!(visits(&family, "p").await.len(), 3);
    let mut lines = case(&[of_clinic(json!({}))]);
    lines.push(json!({"type": "family", "id": "g", "language": "en"}));
    let elsewhere = of_police(json!({"family": "g", "status": "cancelled"}));
    let files = [
        ("center", DAY_BEFORE, lines),
        ("police-desk", NOW, vec![elsewhere]),
    ];
    family.deliver_from(&files).await;
    let visits = visits(&family, "p").await;
    assert_eq!((visits.len(), &visits[0]["differs"]), (1, &Value::Null));
}

#[tokio::test]
async fn what_both_sources_change_alike_is_news_once() {
    let family = Family::start();
    let moved = json!({"starts_at": "2026-03-22T10:00:00-05:00"});
    let files = [
        ("center", DAY_BEFORE, case(&[of_clinic(json!({}))])),
        ("police-desk", DAY_BEFORE, vec![of_police(json!({}))]),
        ("center", DAY_BEFORE, case(&[of_clinic(moved.clone())])),
        ("police-desk", NOW, vec![of_police(moved)]),
    ];
    family.deliver_from(&files).await;
    let news = family.updates("p").await;
    let expected = ["appointment_moved clinic medical_exam 2026-03-22T10:00:00-05:00"];
    assert_eq!(told(&news), expected);
}
