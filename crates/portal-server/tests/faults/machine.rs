//! Processes that are killed or held, and files that run out.

use std::net::TcpStream;

use crate::client::{begin, receive};
use crate::served::{OVERVIEW, Served, read_until_killed, run};

/// Readers at a time.
const READERS: usize = 3;

#[test]
fn a_server_that_is_killed_while_families_read_has_a_row_for_every_answer() {
    let mut served = Served::started();
    let cookie = served.sign_in();
    let mut answered = 0;
    for _ in 0..4 {
        let before = served.rows();
        let reading: Vec<_> = (0..READERS)
            .map(|_| read_until_killed(served.address(), cookie.clone()))
            .collect();
        served.wait("read", || served.rows() > before + 5);
        served.kill();
        let answers = reading
            .into_iter()
            .map(|reader| reader.join().expect("a number"));
        answered += answers.sum::<usize>();
        let rows = served.rows();
        assert!(answered <= rows, "{answered} answers, {rows} rows");
        assert!(
            rows <= answered + 4 * READERS,
            "{answered} answers, {rows} rows"
        );
        served.start(&[]);
        // Whoever is signed in stays so.
        assert_eq!(served.status(OVERVIEW, &cookie), 200);
        answered += 1;
    }
}

#[test]
fn a_server_that_is_held_answers_when_it_goes_on() {
    let served = Served::started();
    let cookie = served.sign_in();
    run(&["kill", "-STOP", &served.id()]);
    let asked = begin(served.address(), "GET", OVERVIEW, &cookie, "").expect("sent");
    run(&["kill", "-CONT", &served.id()]);
    let answer = receive(asked).expect("an answer");
    assert_eq!(answer.status, 200, "{}", served.log());
    assert_eq!(served.rows(), 1);
}

#[test]
fn idle_connections_cannot_take_the_files_that_answers_need() {
    let mut served = Served::stopped();
    served.start(&["prlimit", "--nofile=64:64"]);
    served.wait("told", || {
        served.log().contains("at most 16 connections at once")
    });
    let cookie = served.sign_in();
    let idle: Vec<_> = (0..100)
        .map(|_| TcpStream::connect(served.address()).expect("connected"))
        .collect();
    // The admin address takes its own.
    assert_eq!(served.admin("/readyz").status, 200);
    let metrics = served.admin("/metrics").body;
    assert!(metrics.contains("\nportal_ready 1\n"), "{metrics}");
    drop(idle);
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
    served.check_public();
}
