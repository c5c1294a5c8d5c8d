//! The board over HTTP: public, the same for everyone, and of no family.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal_server::demo;
use portal_server::home::Home;
use portal_server::publish;
use portal_server::store::Snapshot;
use portal_server::store::Store;
use portal_types::{Board, BoardAgency};

use crate::harness::{Answered, TestApp};

const PATHS: [&str; 2] = ["/api/v1/board", "/api/v1/board.csv"];

async fn ask(app: &TestApp, path: &str, name: header::HeaderName, value: &str) -> Answered {
    let request = Request::get(path).header(name, value);
    app.send(request.body(Body::empty()).expect("a request"))
        .await
}

fn kept(agency: &BoardAgency) -> Vec<Option<u8>> {
    let months = agency.months.iter();
    months.map(|m| m.figures.map(|f| f.kept_percent)).collect()
}

#[tokio::test]
async fn the_board_of_the_demo_is_there_for_anyone() {
    let app = TestApp::start();
    let answer = app.get("/api/v1/board", "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    insta::assert_json_snapshot!("board", answer.json());
    let table = app.get("/api/v1/board.csv", "").await;
    assert_eq!(table.status, StatusCode::OK);
    assert_eq!(
        (
            table.header("content-type"),
            table.header("content-disposition")
        ),
        (
            "text/csv; charset=utf-8; header=present",
            "attachment; filename=\"board.csv\""
        )
    );
    insta::assert_snapshot!("board_table", table.text());
}

#[tokio::test]
async fn whoever_has_the_board_already_is_told_so() {
    let app = TestApp::start();
    for path in PATHS {
        let first = app.get(path, "").await;
        assert_eq!(first.header("cache-control"), "no-cache", "{path}");
        let again = ask(&app, path, header::IF_NONE_MATCH, first.header("etag")).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.body.is_empty());
    }
    let packed = ask(&app, PATHS[0], header::ACCEPT_ENCODING, "br").await;
    assert_eq!(packed.header("content-encoding"), "br");
    let plain = app.get(PATHS[0], "").await;
    assert!(packed.body.len() < plain.body.len() / 4);
}

#[tokio::test]
async fn a_session_makes_no_difference_and_nothing_is_logged() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("kansas-city")).await;
    for path in PATHS {
        let (with, without) = (app.get(path, &cookie).await, app.get(path, "").await);
        assert_eq!(with.body, without.body, "{path}");
        assert_eq!(with.headers, without.headers, "{path}");
    }
    assert!(app.logged().await.is_empty());
}

/// The demo's board, told as of another day.
fn told_on(day: &str) -> (Home, tempfile::TempDir, Board) {
    let dir = tempfile::tempdir().expect("a directory");
    let home = Home::at(dir.path());
    let now: Timestamp = format!("{day}T15:00:00Z").parse().expect("a time");
    demo::make(&home, now).expect("a demo");
    let snapshot = Snapshot::open(&publish::current(&home).expect("a snapshot")).expect("opens");
    let board = snapshot.board().expect("a board");
    let board = serde_json::from_slice(&board.plain).expect("a board");
    (home, dir, board)
}

#[test]
fn the_demo_shows_on_any_day_an_agency_that_gets_better_and_one_that_is_too_small_at_times() {
    for day in [
        "2026-03-01",
        "2026-03-31",
        "2024-02-29",
        "2026-12-31",
        "2027-01-01",
    ] {
        let (.., board) = told_on(day);
        let of = |id: &str| board.agencies.iter().find(|a| a.agency == id);
        let names: Vec<&str> = board.agencies.iter().map(|a| a.agency.as_str()).collect();
        assert!(
            names.len() >= 4 && !names.contains(&"harbor"),
            "{day}: {names:?}"
        );
        let police: Vec<u8> = kept(of("police").expect("police"))
            .into_iter()
            .flatten()
            .collect();
        assert!(police.len() >= 6 && police.is_sorted(), "{day}: {police:?}");
        assert!(
            police[0] < 30 && police[police.len() - 1] > 60,
            "{day}: {police:?}"
        );
        let prosecutor = kept(of("prosecutor").expect("the prosecutor"));
        let shown = prosecutor.iter().flatten().count();
        assert!(
            (4..prosecutor.len()).contains(&shown),
            "{day}: {prosecutor:?}"
        );
        let best = of("clinic").expect("the clinic");
        assert!(kept(best).into_iter().flatten().all(|k| k >= 80), "{day}");
    }
}

#[test]
fn families_of_the_archive_have_ended_and_belong_to_nobody_who_signs_in() {
    let (home, _dir, _) = told_on("2026-03-10");
    let working = portal_server::import::working::open(&home.working_db()).expect("opens");
    let sql = "SELECT kind, body FROM fact WHERE source = 'archive'";
    let mut statement = working.prepare(sql).expect("a statement");
    let rows = statement
        .query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))
        .expect("rows");
    let rows: Vec<(String, serde_json::Value)> = rows
        .map(|row| row.expect("a row"))
        .map(|(kind, body)| (kind, serde_json::from_str(&body).expect("JSON")))
        .collect();
    let kinds: BTreeSet<&str> = rows.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["family", "promise", "step"]));
    let today = "2026-03-10T15:00:00Z".parse::<Timestamp>().expect("a time");
    let today = today.to_zoned(TimeZone::UTC).date().to_string();
    for (kind, body) in rows.iter().filter(|(kind, _)| kind != "family") {
        let state = body["state"].as_str().unwrap_or("done");
        assert!(matches!(state, "done" | "closed_no_action"), "{body}");
        for day in ["by", "done_on", "last_confirmed_on"] {
            let told = body[day].as_str().unwrap_or_default();
            assert!(told < today.as_str(), "{kind} {day}: {body}");
        }
    }
    assert_eq!(rows.iter().filter(|(kind, _)| kind == "family").count(), 60);
}
