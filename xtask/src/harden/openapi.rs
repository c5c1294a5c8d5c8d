//! The whole API as its own document describes it, asked by schemathesis: by nobody, a family, an advocate and a touch screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::relay;
use super::screen::Screen;
use super::target::Target;
use super::{figure, setting};
use crate::bench::measured::{self, Goal, Measured};
use crate::{http, project, run, setup};

const DOCUMENT: &str = "openapi.json";

/// Questions for each operation and principal; `PORTAL_HARDEN_EXAMPLES` changes it.
const EXAMPLES: u64 = 300;

/// Paths that take a name of something, and where one that is there is named: a path, and a place in its answer.
const NAMES: [(&str, &str, &str); 6] = [
    (
        "/api/v1/me/appointments/{id}",
        "/api/v1/me/appointments",
        "/appointments/0/id",
    ),
    (
        "/api/v1/services/{id}",
        "/hsds/v3/services?per_page=1",
        "/contents/0/id",
    ),
    (
        "/api/v1/directory/{hash}",
        "/api/v1/center",
        "/directory/hash",
    ),
    (
        "/api/v1/directory/{hash}/pack",
        "/api/v1/center",
        "/directory/hash",
    ),
    (
        "/api/v1/playbook/{language}",
        "/api/v1/center",
        "/languages/0",
    ),
    (
        "/api/v1/advocate/families/{id}",
        "/api/v1/advocate/families",
        "/families/0/id",
    ),
];

/// Who asks.
struct Principal {
    name: &'static str,
    /// Host and port.
    address: String,
    cookie: Option<String>,
}

/// Lets each of them ask everything.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "hostile-openapi";
    let Some(programs) = setup::hsds_judge()? else {
        return measured::nothing(attack, &"python3 is not there");
    };
    let target = Target::start(attack)?;
    let before = target.files()?;
    let mut figures = Vec::new();
    for principal in principals(&target)? {
        let folder = write_document(&target, &principal)?;
        let report = ask(&programs, &folder, &principal)?;
        println!("{attack}: {}: {} questions", principal.name, report.asked);
        let name = principal.name;
        figures.extend([
            figure(
                attack,
                &format!("{name}-asked"),
                report.asked,
                "questions",
                Goal::AtLeast(1_000.0),
            ),
            figure(
                attack,
                &format!("{name}-failed"),
                report.failed,
                "checks",
                Goal::AtMost(0.0),
            ),
        ]);
    }
    figures.extend(target.figures(attack, before)?);
    Ok(figures)
}

fn principals(target: &Target) -> Result<Vec<Principal>> {
    let address = &target.server.address;
    let at = |name, cookie| Principal {
        name,
        address: address.clone(),
        cookie,
    };
    let family = target.server.sign_in(&target.home)?;
    let mut screen = Screen::start(target)?;
    let demo = target.demo()?;
    let card = &demo["caregivers"][0];
    let card = json!({"code": card["code"], "pin": card["pin"]}).to_string();
    let at_kiosk = screen.ask("POST", "/api/v1/session", &card)?;
    ensure!(at_kiosk.status() == 200, "nobody signs in at the kiosk");
    Ok(vec![
        at("nobody", None),
        at("family", Some(family)),
        at("advocate", Some(sign_advocate_in(target, &demo)?)),
        Principal {
            name: "kiosk",
            address: relay::start(screen, address)?,
            cookie: None,
        },
    ])
}

/// The cookie of the demo's first advocate.
fn sign_advocate_in(target: &Target, demo: &Value) -> Result<String> {
    let keys = &demo["advocates"][0];
    let secret = keys["totp_secret"].as_str().context("a secret")?;
    let secret = Secret::try_from_base32(secret).ok().context("base 32")?;
    let codes = Builder::new()
        .with_secret(secret)
        .build()
        .ok()
        .context("a secret")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let body = json!({"user": keys["user"], "passphrase": keys["passphrase"], "totp": codes.generate(now).to_string()});
    let headers = [
        ("Content-Type", "application/json"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let address = &target.server.address;
    let answer = http::request(
        address,
        "POST",
        "/api/v1/session",
        &headers,
        &body.to_string(),
    )?;
    let cookie = answer.header("set-cookie").context("a cookie")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// The document with names in it that this principal can find: made-up ones lead to 404 and no further.
fn write_document(target: &Target, principal: &Principal) -> Result<PathBuf> {
    let folder = project::target().join("openapi").join(principal.name);
    fs::create_dir_all(&folder)?;
    let server = &target.server.address;
    let mut document: Value =
        serde_json::from_str(&http::get(server, "/api/v1/openapi.json", "identity")?.text())?;
    for (path, list, place) in NAMES {
        let cookie = principal.cookie.as_deref().unwrap_or_default();
        let headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")];
        let answer = http::ask(server, "GET", list, &headers, "")?;
        let answer: Value = serde_json::from_str(&answer.text()).unwrap_or_default();
        let operations = document["paths"][path].as_object_mut();
        let operations = operations.with_context(|| format!("{path} in the document"))?;
        for operation in operations.values_mut() {
            let parameters = operation["parameters"].as_array_mut();
            let in_path = parameters.into_iter().flatten().find(|p| p["in"] == "path");
            if let Some((parameter, name)) = in_path.zip(answer.pointer(place)) {
                parameter["example"] = name.clone();
            }
        }
    }
    fs::write(folder.join(DOCUMENT), document.to_string())?;
    Ok(folder)
}

/// What schemathesis found: questions, and checks that failed.
struct Report {
    asked: f64,
    failed: f64,
}

fn ask(programs: &Path, folder: &Path, principal: &Principal) -> Result<Report> {
    let report = folder.join("report.json");
    let mut judge = run::program(programs.join("schemathesis"));
    judge.current_dir(folder).arg("--config-file");
    judge.arg(project::root().join("tests/hostile/schemathesis.toml"));
    judge.args([
        "run",
        DOCUMENT,
        "--url",
        &format!("http://{}", principal.address),
    ]);
    judge.args(["--header", "Sec-Fetch-Site: same-origin"]);
    judge.args([
        "--max-examples",
        &setting("PORTAL_HARDEN_EXAMPLES", EXAMPLES)?.to_string(),
    ]);
    judge.arg("--report-json-path").arg(&report);
    if let Some(cookie) = &principal.cookie {
        judge.args(["--header", &format!("Cookie: {cookie}")]);
    }
    if principal.name != "nobody" {
        // It would end the session that asks.
        judge.args(["--exclude-operation-id", "delete_session"]);
    }
    // It fails when it finds something, which its report tells as well.
    judge.status().context("schemathesis")?;
    read(&fs::read_to_string(&report)?)
}

fn read(report: &str) -> Result<Report> {
    let told: Value = serde_json::from_str(report)?;
    let cases = &told["test_cases"];
    let count = |name: &str| {
        cases[name]
            .as_f64()
            .with_context(|| format!("no count of {name}"))
    };
    let operations = &told["operations"];
    ensure!(
        operations["tested"] == operations["selected"] && told["complete"] == true,
        "schemathesis did not ask everything: {operations}"
    );
    Ok(Report {
        asked: count("generated")?,
        failed: count("unique_failures")? + count("errored")?,
    })
}
