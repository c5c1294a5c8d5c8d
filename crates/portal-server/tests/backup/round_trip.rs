//! A centre that was restored is the one that was backed up.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use portal_server::backup;
use portal_server::home::Home;
use serde_json::Value;

use crate::support::{Place, files, key, open, portal, shown};

/// The day the demo is told on and looked at.
const NOW: &str = "2026-03-10T09:00:00-05:00";

/// `portal serve` of a home, until it is dropped.
struct Server {
    running: Child,
    address: String,
}

impl Server {
    fn start(home: &Path) -> Self {
        let mut running = Command::new(env!("CARGO_BIN_EXE_portal"))
            .args(["serve", "--home", shown(home), "--clock", NOW])
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("portal runs");
        let mut first = String::new();
        let out = running.stdout.as_mut().expect("its output");
        BufReader::new(out).read_line(&mut first).expect("a line");
        let address = first.trim().strip_prefix("ready http://");
        let address = address.expect("it is ready").to_owned();
        Self { running, address }
    }

    /// The whole answer, head and body.
    fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let (host, length) = (&self.address, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// What a family sees on its first screen.
    fn overview(&self, cookie: &str) -> Value {
        let answer = self.ask("GET", "/api/v1/me/overview", cookie, "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let body = answer.split_once("\r\n\r\n").expect("a body").1;
        serde_json::from_str(body).expect("JSON")
    }

    fn sign_in(&self, card: &Value) -> String {
        let body = serde_json::json!({"code": card["code"], "pin": card["pin"]}).to_string();
        let answer = self.ask("POST", "/api/v1/session", "", &body);
        let mut lines = answer.lines();
        let cookie = lines.find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.unwrap_or_else(|| panic!("no session: {answer}"));
        cookie.split(';').next().expect("a cookie").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.kill().expect("killed, or ended before");
        self.running.wait().expect("an end");
    }
}

#[test]
fn a_restored_centre_answers_as_the_one_that_was_backed_up() {
    let place = Place::new();
    let (home, restored) = (place.path("home"), place.path("restored"));
    let made = portal(&["demo", "--home", shown(&home), "--clock", NOW, "--json"]);
    let demo: Value = serde_json::from_slice(&made.stdout).expect("a demo");
    let card = &demo["caregivers"][0];
    let server = Server::start(&home);
    let cookie = server.sign_in(card);
    let seen = server.overview(&cookie);

    let (file, recipient) = (place.path("one.age"), &place.recipient);
    let to = ["--to", shown(&file), "--recipient", recipient];
    let written = portal(&[&["backup", "--home", shown(&home)], &to[..]].concat());
    assert!(written.status.success(), "{written:?}");
    let from = ["--from", shown(&file), "--identity", shown(&place.identity)];
    let told = portal(&[&["restore", "--home", shown(&restored)], &from[..]].concat());
    assert!(told.status.success(), "{told:?}");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.ends_with("access log: 1 rows, whole\n"), "{told}");
    assert_same(&Home::at(&home), &Home::at(&restored));
    drop(server);

    let server = Server::start(&restored);
    assert_eq!(server.overview(&cookie), seen, "the session goes on");
    // Only with the pepper does a card open, and only with the other key do its facts have the same ids.
    assert_eq!(server.overview(&server.sign_in(card)), seen);
    let verified = portal(&["log", "verify", "--home", shown(&restored)]);
    assert_eq!(
        String::from_utf8_lossy(&verified.stdout),
        "access log: 3 rows, whole\n"
    );
}

/// Every file is there with its bytes, and every row of what is written to all the time.
fn assert_same(home: &Home, restored: &Home) {
    let (before, after) = (files(home.root()), files(restored.root()));
    for database in ["working.db", "auth.db"] {
        let rows = |home: &Home| backup::tables(&open(&home.root().join(database)));
        assert_eq!(rows(home).expect("rows"), rows(restored).expect("rows"));
    }
    let current = fs::read_to_string(home.current_snapshot()).expect("a name");
    let copied = |name: &str| {
        let database = name.starts_with("working.db") || name.starts_with("auth.db");
        let older = name.starts_with("snapshots/portal-") && !name.ends_with(current.trim());
        !database && !older && name != "import.lock"
    };
    let kept = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        let kept = files.iter().filter(|(name, _)| copied(name));
        kept.map(|(name, bytes)| (name.clone(), bytes.clone()))
            .collect::<Vec<_>>()
    };
    let names = |files: &[(String, Vec<u8>)]| {
        let names = files.iter().map(|(name, _)| name.clone());
        names.collect::<Vec<_>>()
    };
    let (before, after) = (kept(&before), kept(&after));
    assert_eq!(names(&before), names(&after));
    assert!(before == after, "each file has the same bytes");
    for needed in ["center.json", "secrets/pepper", "snapshots/current"] {
        assert!(names(&before).iter().any(|name| name == needed), "{needed}");
    }
}

#[test]
fn each_of_several_keys_opens_a_backup_alone() {
    let place = Place::new();
    let home = place.center(3);
    let (other, identity) = key(place.dir.path(), "other.txt");
    let recipients = [place.recipient.clone(), other];
    let file = place.path("one.age");
    let written = backup::write(&home, &file, &recipients, jiff::Timestamp::now());
    let written = written.expect("a backup");
    let first = place.restore("one.age", "first").expect("restored");
    let second = backup::restore(&file, &identity, &place.path("second"));
    assert_eq!(first.manifest, written.manifest);
    assert_eq!(second.expect("restored").manifest, written.manifest);
    assert_eq!(files(&place.path("first")), files(&place.path("second")));
}

#[test]
fn a_home_that_was_never_served_or_published_is_backed_up_as_it_is() {
    let place = Place::new();
    let home = Home::at(place.path("home"));
    home.begin().expect("a home");
    fs::create_dir(home.secrets()).expect("a folder");
    fs::write(home.secrets().join("pepper"), [7; 32]).expect("a key");
    let written = place.back_up(&home, "one.age").expect("a backup");
    let names: Vec<_> = written.manifest.files.keys().collect();
    assert_eq!(names, ["center.json", "secrets/pepper"]);
    let restored = place.restore("one.age", "restored").expect("restored");
    assert_eq!(restored.log, None);
    assert_eq!(files(home.root()), files(&place.path("restored")));
}
