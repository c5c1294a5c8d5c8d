//! No word of a family, and no key, is in what the server tells whoever runs it: its log, its metrics, its readiness.
//!
//! The story: signing in right and wrong, every path of the API with every method by a family, by staff and by nobody, an
//! import that is refused, and a disk that takes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use portal_server::secrets::Secrets;
use portal_server::serve::openapi_document;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::served::{OVERVIEW, Served};

/// What somebody types or sends where it does not belong.
const PLANTED: &str = "canary-7f3a";

/// Fields of a feed whose values are of people and places.
const PERSONAL: [&str; 9] = [
    "id",
    "family",
    "caregiver",
    "label",
    "name",
    "phone",
    "street",
    "unit",
    "number",
];

/// Shorter values than this are in any log by chance.
const SHORTEST: usize = 5;

/// Everything that must not be told.
fn canaries(served: &Served) -> BTreeSet<String> {
    let mut found = BTreeSet::from([PLANTED.to_owned()]);
    let secrets = Secrets::open(&served.home).expect("keys");
    for name in ["demo-cases.ndjson", "demo-visits.ndjson"] {
        let feed = fs::read_to_string(served.home.root().join(name)).expect("a feed");
        for line in feed.lines() {
            let row: Value = serde_json::from_str(line).expect("a row");
            // Agencies and their places are named by what sources are called, which the admin address tells.
            if row["type"] != "agency" && row["type"] != "place" {
                let values = PERSONAL.iter().filter_map(|field| row[field].as_str());
                found.extend(values.map(str::to_owned));
            }
            if let (Some(kind), Some(id)) = (row["type"].as_str(), row["id"].as_str()) {
                found.insert(secrets.opaque_id(&[kind, "", id]));
            }
        }
    }
    for card in &served.demo.caregivers {
        found.extend([
            card.code.clone(),
            card.code.replace('-', ""),
            card.pin.clone(),
        ]);
    }
    for staff in &served.demo.advocates {
        let keys = [
            &staff.user,
            &staff.name,
            &staff.passphrase,
            &staff.totp_secret,
        ];
        found.extend(keys.map(Clone::clone));
    }
    let center: Value = serde_json::to_value(&served.demo.center).expect("settings");
    found.retain(|text| text.len() >= SHORTEST && center["name"] != **text);
    found
}

/// Those of them that a text has.
fn leaks<'a>(text: &str, canaries: &'a BTreeSet<String>) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let has = |canary: &&String| text.contains(&canary.to_lowercase());
    canaries.iter().filter(has).map(String::as_str).collect()
}

fn sign_staff_in(served: &Served) -> String {
    let staff = &served.demo.advocates[0];
    let secret = Secret::try_from_base32(staff.totp_secret.clone()).expect("base 32");
    let codes = Builder::new()
        .with_secret(secret)
        .build()
        .expect("a secret");
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let body = json!({"user": staff.user, "passphrase": staff.passphrase,
        "totp": codes.generate(now.as_secs()).to_string()});
    let answer = served.ask("POST", "/api/v1/session", "", &body.to_string());
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.cookies()
}

/// Each path and method of the API, with something planted in its variables.
fn routes() -> Vec<(String, String)> {
    let document = openapi_document().expect("a document");
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let planted = |path: &str| {
        let parts = path.split('/').map(|part| match part.starts_with('{') {
            true => PLANTED,
            false => part,
        });
        format!(
            "{}?q={PLANTED}&search={PLANTED}",
            parts.collect::<Vec<_>>().join("/")
        )
    };
    let methods = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").keys();
        let of_path: Vec<_> = methods.map(|m| (m.to_uppercase(), planted(path))).collect();
        of_path
    };
    paths.iter().flat_map(methods).collect()
}

fn live_through_everything(served: &Served) -> Vec<String> {
    let card = &served.demo.caregivers[0];
    let wrong = [
        json!({"code": card.code, "pin": PLANTED}).to_string(),
        json!({"code": card.code, "pin": "000000"}).to_string(),
        json!({"code": PLANTED, "pin": card.pin, "remember_device": PLANTED}).to_string(),
        json!({"user": PLANTED, "passphrase": PLANTED, "totp": PLANTED}).to_string(),
        format!("{{\"code\": \"{PLANTED}"),
    ];
    for body in &wrong {
        assert_eq!(served.ask("POST", "/api/v1/session", "", body).status, 401);
    }
    let family = served.sign_in();
    let staff = sign_staff_in(served);
    assert_eq!(served.status(OVERVIEW, &family), 200);
    for (method, path) in routes() {
        for cookie in [&family, &staff, PLANTED] {
            // Signing out has its turn last.
            if method != "DELETE" {
                served.ask(&method, &path, cookie, &wrong[4]);
            }
        }
    }
    served.status(&format!("/{PLANTED}/../{PLANTED}.js"), &family);
    served.ask("DELETE", "/api/v1/session", &family, "");
    served.ask("DELETE", "/api/v1/session", &staff, "");
    vec![family, staff]
}

/// A file in which nothing is right; what is printed of it.
fn import_nonsense(served: &Served) -> String {
    let feed = served.home.root().join("nonsense.ndjson");
    let head = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;
    let rows = [
        json!({"type": "family", "id": PLANTED, "language": PLANTED}),
        json!({"type": "child", "id": PLANTED, "family": PLANTED, "number": PLANTED}),
        json!({"type": PLANTED, "id": "a", PLANTED: PLANTED}),
        json!({"type": "family", "id": "b", "notes": PLANTED, "language": "en"}),
    ];
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    fs::write(
        &feed,
        format!("{head}\n{}\n{{\"{PLANTED}", lines.join("\n")),
    )
    .expect("a file");
    let feed = feed.display().to_string();
    let (accepted, text) = served.portal(&["import", "cases", &feed, "--source", "police"]);
    assert!(!accepted, "{text}");
    text
}

#[test]
fn whoever_runs_the_server_is_told_no_word_of_a_family() {
    let mut served = Served::stopped();
    // As much as can be told.
    served.start(&[
        "sh",
        "-c",
        r#"trap "" XFSZ; exec "$0" "$@""#,
        "env",
        "RUST_LOG=warn,portal_server=trace,portal=trace",
    ]);
    let mut canaries = canaries(&served);
    assert!(canaries.len() > 200, "{}", canaries.len());
    let cookies = live_through_everything(&served);
    canaries.extend(
        cookies
            .iter()
            .filter_map(|c| Some(c.split_once('=')?.1.to_owned())),
    );
    import_nonsense(&served);
    let limit = |bytes| served.limit_files(bytes);
    let cookie = served.sign_in();
    limit("0");
    served.check_closed(&cookie);
    limit("unlimited");
    served.wait_until_ready();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);

    let told = [
        served.log(),
        served.admin("/metrics").body,
        served.admin("/readyz").body,
        served.get("/readyz", "").body,
    ];
    assert!(told[0].contains("written again"), "something is told");
    for text in &told {
        assert_eq!(leaks(text, &canaries), Vec::<&str>::new(), "{text}");
    }
    // The search itself finds what is there.
    let planted: Vec<&String> = canaries.iter().step_by(canaries.len() / 5).collect();
    for canary in planted {
        let text = format!("{}{}", told[0], canary.to_uppercase());
        assert!(
            leaks(&text, &canaries).contains(&canary.as_str()),
            "{canary}"
        );
    }
}
