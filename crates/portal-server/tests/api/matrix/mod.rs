//! Every route, by everybody, about everything. The table says who is answered what; that no answer holds a word which is not
//! for whoever asked is judged apart from it, by the words alone.

mod families;
mod people;
mod routes;
mod world;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use futures_util::future::join_all;
use portal_server::secrets::Secrets;

use crate::family::{card, import};
use crate::harness::{Answered, NOW, TestApp};
use crate::log_lines::Lines;
use people::Principal;
use routes::Asked;
use world::{SOURCE, World};

/// What one of them was answered, in the order of the rows.
struct Column {
    statuses: Vec<u16>,
    /// Words and ids that were read.
    seen: BTreeSet<String>,
    /// What should not be.
    wrong: Vec<String>,
}

fn start() -> (TestApp, World) {
    let made = RefCell::new(None);
    let mut app = TestApp::start_with(|home| {
        let world = World::new(&Secrets::open(home).expect("keys"));
        import(home, SOURCE, NOW, &world.feed(false), true);
        let cards: Vec<_> = world::people()
            .map(|(family, who)| card(home, &world::number(family), &world::caregiver(who)))
            .collect();
        made.replace(Some((world, cards)));
    });
    let (world, cards) = made.into_inner().expect("it was prepared");
    app.demo.caregivers = cards;
    (app, world)
}

#[tokio::test]
async fn nobody_reads_what_is_not_theirs() {
    let (lines, _guard) = Lines::listen();
    let (app, world) = start();
    let people = people::come_in(&app, &world).await;
    let rows = routes::all(&app).await;
    // At the same time, since a sign-in answers on a tick.
    let columns = join_all(people.iter().map(|who| ask_all(&app, &world, who, &rows))).await;
    for (who, column) in people.iter().zip(&columns) {
        assert!(column.wrong.is_empty(), "{}: {:#?}", who.name, column.wrong);
        let theirs = world.marks.iter().filter(|(_, mark)| who.may(mark));
        let unseen: Vec<_> = theirs
            .filter(|(word, _)| !column.seen.contains(*word))
            .collect();
        assert!(
            unseen.is_empty() || !who.reaches_all,
            "{}: {:?}",
            who.name,
            unseen.iter().map(|(word, _)| word).collect::<Vec<_>>()
        );
        assert_eq!(
            column.seen.is_empty(),
            who.reads.is_none() && who.serves.is_empty()
        );
    }
    insta::assert_snapshot!("matrix", table(&people, &rows, &columns));
    assert_silent(&app, &world, &lines);
}

async fn ask_all(app: &TestApp, world: &World, who: &Principal, rows: &[Asked]) -> Column {
    let mut column = Column {
        statuses: Vec::new(),
        seen: BTreeSet::new(),
        wrong: Vec::new(),
    };
    let mut missing = BTreeMap::new();
    for row in rows {
        let body = routes::body(row, who);
        let answer = who.ask(app, &row.method, &row.path, body).await;
        let found = world.found_in(&answer);
        let may = |word: &str| world.marks.get(word).is_some_and(|mark| who.may(mark));
        let told = |what: &str| format!("{} {} ({}): {what}", row.method, row.route, row.of);
        for word in found.iter().filter(|word| !may(word)) {
            column.wrong.push(told(word));
        }
        if is_kept(row, &answer) {
            column.wrong.push(told("may be kept by a cache"));
        }
        // What is another's and what is nowhere look the same.
        if answer.status.as_u16() == 404 {
            let first = missing
                .entry(&row.route)
                .or_insert_with(|| answer.body.clone());
            if *first != answer.body {
                column.wrong.push(told("tells another 404 from this"));
            }
        }
        column.statuses.push(answer.status.as_u16());
        column.seen.extend(found);
    }
    column
}

/// Whether a private answer, or an error, may be kept.
fn is_kept(row: &Asked, answer: &Answered) -> bool {
    const PRIVATE: [&str; 6] = ["me/", "advocate/", "session", "kiosk", "handoff", "oidc/"];
    let part = row.route.strip_prefix("/api/v1/").unwrap_or_default();
    let is_private = PRIVATE.iter().any(|private| part.starts_with(private));
    let status = answer.status;
    let must_go = is_private || status.is_client_error() || status.is_server_error();
    must_go && answer.header("cache-control") != "no-store"
}

/// Rows are requests, columns are people.
fn table(people: &[Principal], rows: &[Asked], columns: &[Column]) -> String {
    let mut table = String::new();
    let mut line = |text: &str| {
        let _written = writeln!(table, "{}", text.trim_end());
    };
    for (at, who) in people.iter().enumerate() {
        line(&format!("{:>3} {}", at + 1, who.name));
    }
    line("");
    let numbers: String = (1..=people.len()).map(|at| format!("{at:>4}")).collect();
    line(&format!("{:<101}{numbers}", ""));
    for (at, row) in rows.iter().enumerate() {
        let cells: String = columns
            .iter()
            .map(|c| format!("{:>4}", c.statuses[at]))
            .collect();
        line(&format!(
            "{:<6} {:<59} {:<34}{cells}",
            row.method.as_str(),
            row.route,
            row.of
        ));
    }
    table
}

/// The log tells of no family, and of nothing that opens a door.
fn assert_silent(app: &TestApp, world: &World, lines: &Lines) {
    tracing::info!("the last line");
    let text = lines.text();
    assert!(text.contains("the last line"), "the log was read");
    assert_eq!(world.found_in_text(&text), BTreeSet::new(), "{text}");
    for card in &app.demo.caregivers {
        for secret in [&card.code, &card.code.replace('-', ""), &card.pin] {
            assert!(!text.contains(secret.as_str()), "{secret} is in the log");
        }
    }
}

#[tokio::test]
async fn every_route_of_the_api_is_described_and_nothing_else() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json", "").await.json();
    let described = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .cloned();
    let described: BTreeSet<String> = described.collect();
    // Other programs read of the directory in the standard's own description, and a page needs none.
    let is_ours = |route: &String| {
        !route.starts_with("/hsds/") && !["/", "/{*path}"].contains(&route.as_str())
    };
    let mut routes = routes::routes(&app);
    routes.retain(is_ours);
    assert!(
        routes.remove("/api/v1/openapi.json"),
        "the description itself"
    );
    assert_eq!(routes, described);
}
