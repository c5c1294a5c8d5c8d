//! A database of many centres from the command line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

use crate::support::Cluster;
use crate::{shown, text};

/// The address is in the environment, where other users of the machine do not see it.
fn portal(url: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    let command = command.args(args).env("PORTAL_DATABASE", url);
    command.output().expect("portal runs")
}

/// A server that is killed with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _ended = self.0.wait();
    }
}

#[test]
fn a_database_is_made_ready_filled_listed_and_served() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let ready = portal(&cluster.url("region"), &["database", "init"]);
    assert_eq!(text(&ready.stdout), "ready; nothing was missing\n");
    let refused = portal(&cluster.url("web"), &["database", "init"]);
    assert!(text(&refused.stderr).contains("see docs/database.md on users"));

    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("north-river");
    let clock = "2026-03-10T09:00:00-05:00";
    let importer = cluster.url("importer");
    let demo = ["demo", "--home", shown(&home), "--clock", clock];
    let made = portal(&cluster.url("demo"), &demo);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let published = portal(&importer, &["publish", "--home", shown(&home)]);
    assert!(published.status.success(), "{}", text(&published.stderr));
    let listed = portal(&cluster.url("web"), &["database", "centers"]);
    let listed = text(&listed.stdout);
    let words: Vec<&str> = listed.split_whitespace().collect();
    assert_eq!(words[..2], ["north-river", "2"], "{listed}");

    let refused = portal(&importer, &["kiosk", "list", "--home", shown(&home)]);
    assert!(text(&refused.stderr).contains("see docs/database.md on users"));
    let web = cluster.url("web");
    let ask = |command: &[&str]| {
        let told = portal(&web, &[command, &["--home", shown(&home)]].concat());
        assert!(told.status.success(), "{}", text(&told.stderr));
        text(&told.stdout)
    };
    let cards = ask(&["card", "list"]);
    let selector = cards.lines().nth(1).and_then(|line| line.get(..4));
    let selector = selector.expect("a card");
    ask(&["card", "freeze", selector]);
    assert!(ask(&["card", "list"]).contains("frozen"));
    assert!(ask(&["kiosk", "list"]).contains("Lobby"));
    assert!(ask(&["staff", "list"]).contains("dana.whitlow"));
    assert_eq!(ask(&["log", "verify"]), "access log: 0 rows, whole\n");
    assert!(
        !home.join("auth.db").exists(),
        "nothing is kept in two places"
    );

    let file = dir.path().join("home.age");
    let key = age::x25519::Identity::generate().to_public().to_string();
    let to = ["--to", shown(&file), "--recipient", &key];
    let backup = [&["backup", "--home", shown(&home)], &to[..]].concat();
    let told = text(&portal(&web, &backup).stderr);
    assert!(file.is_file(), "{told}");
    assert!(
        told.starts_with(
            "not in it: cards, staff, kiosks and the access log, which are in the database"
        ),
        "{told}"
    );

    // What the server answers with is not in its home any more.
    std::fs::remove_dir_all(home.join("snapshots")).expect("removed");
    let mut server = Command::new(env!("CARGO_BIN_EXE_portal"));
    server.args(["serve", "--listen", "127.0.0.1:0", "--home"]);
    server.arg(&home).env("PORTAL_DATABASE", cluster.url("web"));
    let running = server.stdout(Stdio::piped()).spawn().expect("a server");
    let mut running = Served(running);
    let mut first = String::new();
    let said = running.0.stdout.take().expect("its output");
    BufReader::new(said).read_line(&mut first).expect("a line");
    let address = first.trim().strip_prefix("ready http://").expect("ready");
    assert_eq!(status_of(address, "/readyz"), "HTTP/1.1 200 OK");
}

/// The first line of an answer.
fn status_of(address: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    let mut line = String::new();
    BufReader::new(stream)
        .read_line(&mut line)
        .expect("an answer");
    line.trim().to_owned()
}

#[test]
fn no_message_repeats_a_password() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = shown(dir.path());
    for url in [
        "postgres://web:k3ykey@127.0.0.1:1/portal",
        "postgres://web:k3ykey@db.example/portal?sslmode=disable",
        "mysql://web:k3ykey@127.0.0.1/portal",
        "postgres://web:k3ykey@127.0.0.1:none/portal",
    ] {
        for args in [
            vec!["database", "centers"],
            vec!["database", "centers", "--database", url],
            vec!["demo", "--home", home],
            vec!["database", "centers", "--help"],
        ] {
            let output = portal(url, &args);
            let told = text(&output.stdout) + &text(&output.stderr);
            assert!(!told.contains("k3ykey"), "{args:?}: {told}");
        }
    }
    let nothing = portal("", &["database", "init"]);
    let told = text(&nothing.stderr);
    assert!(told.contains("--database: expected an address"), "{told}");
}
