//! Three servers of one database behind a proxy, one of which is killed while families read.

mod client;
mod fleet;
mod proxy;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use client::{Client, OVERVIEW};
use fleet::Fleet;
use portal_server::demo::DemoCaregiver;
use serde_json::json;

/// Readers at a time.
const READERS: usize = 6;

/// Answers that are seen before a server is killed, and after it.
const ANSWERS: u64 = 60;

fn body(card: &DemoCaregiver, pin: &str) -> String {
    json!({"code": card.code, "pin": pin}).to_string()
}

/// What readers saw.
#[derive(Default)]
struct Seen {
    stop: AtomicBool,
    /// Answers that came whole.
    answered: AtomicU64,
    /// Requests without a whole answer: cut off by the kill, or busy.
    failed: AtomicU64,
}

async fn read_on(client: Client, cookie: String, seen: Arc<Seen>) {
    while !seen.stop.load(Ordering::Relaxed) {
        let counted = match client.get(OVERVIEW, &cookie).await {
            Some(answer) if answer.status == 200 => &seen.answered,
            // Whoever is signed in stays so.
            Some(answer) => {
                assert_eq!(answer.status, 503, "{}", answer.text);
                &seen.failed
            }
            None => &seen.failed,
        };
        counted.fetch_add(1, Ordering::Relaxed);
    }
}

async fn until_answered(seen: &Seen, more: u64) {
    let goal = seen.answered.load(Ordering::Relaxed) + more;
    while seen.answered.load(Ordering::Relaxed) < goal {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_load_takes_no_session_no_try_and_no_row_with_it() {
    let Some(mut fleet) = Fleet::start(3) else {
        return;
    };
    let client = Client::new(proxy::start(fleet.addresses()).await, fleet.host());
    let cards = fleet.demo.caregivers.clone();
    let mut cookies = Vec::new();
    for card in &cards[..READERS] {
        let signed_in = client.post("/api/v1/session", &body(card, &card.pin)).await;
        let signed_in = signed_in.expect("an answer");
        assert_eq!(signed_in.status, 200, "{}", signed_in.text);
        cookies.push(signed_in.cookie);
    }
    let guessed = &cards[READERS];
    for _ in 0..5 {
        let tried = client
            .post("/api/v1/session", &body(guessed, "000001"))
            .await;
        assert_eq!(tried.expect("an answer").status, 401);
    }

    let seen = Arc::new(Seen::default());
    let reading: Vec<_> = cookies
        .iter()
        .map(|cookie| tokio::spawn(read_on(client.clone(), cookie.clone(), Arc::clone(&seen))))
        .collect();
    until_answered(&seen, ANSWERS).await;
    fleet.kill(0);
    until_answered(&seen, ANSWERS).await;
    seen.stop.store(true, Ordering::Relaxed);
    for reader in reading {
        reader.await.expect("every reader stayed signed in");
    }

    for cookie in &cookies {
        let answer = client.get(OVERVIEW, cookie).await.expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text);
        seen.answered.fetch_add(1, Ordering::Relaxed);
    }
    let right = client
        .post("/api/v1/session", &body(guessed, &guessed.pin))
        .await;
    assert_eq!(
        right.expect("an answer").status,
        401,
        "its tries are used up"
    );

    let (answered, failed) = (&seen.answered, &seen.failed);
    let (answered, failed) = (
        answered.load(Ordering::Relaxed),
        failed.load(Ordering::Relaxed),
    );
    let rows = rows_of_a_whole_chain(&fleet);
    assert!(answered <= rows, "{answered} answers, {rows} rows");
    assert!(
        rows <= answered + failed,
        "{rows} rows, {answered} answers and {failed} without"
    );
}

/// As whoever runs the centre asks for it.
fn rows_of_a_whole_chain(fleet: &Fleet) -> u64 {
    let mut verify = Command::new(env!("CARGO_BIN_EXE_portal"));
    verify.args(["log", "verify", "--home"]).arg(fleet.home());
    let told = verify.env("PORTAL_DATABASE", fleet.database()).output();
    let told = told.expect("an end");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        told.status.success(),
        "{text} {}",
        String::from_utf8_lossy(&told.stderr)
    );
    let rows = text.strip_prefix("access log: ");
    let rows = rows.and_then(|text| text.strip_suffix(" rows, whole\n"));
    rows.and_then(|n| n.parse().ok()).expect("a number of rows")
}
