//! Lighthouse's judgement of every page that is for everybody, and of a signed-in family's home: on its mobile phone with its
//! simulated line, the median of five.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::spread::Samples;
use crate::bench::measured::{Goal, Measured};
use crate::centre::{Home, Server};
use crate::{project, run, setup};

/// Pages that are for everybody.
const PUBLIC: [&str; 7] = [
    "/start", "/help", "/list", "/rights", "/limits", "/board", "/staff",
];
/// The first screen of a family.
const HOME: &str = "/";
const RUNS: usize = 5;
/// How often a run is begun before its failure counts.
const TRIES: usize = 3;

/// Categories, and the least that each page may have.
const CATEGORIES: [(&str, f64); 3] = [
    ("performance", 98.0),
    ("accessibility", 100.0),
    ("best-practices", 100.0),
];
/// How far things jump, by the name of the audit.
const SHIFT: &str = "cumulative-layout-shift";
/// Beside it these are told.
const TOLD: [&str; 3] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
];

/// Asks Lighthouse about each page; the figures are those of the page that is worst.
pub fn measure() -> Result<Vec<Measured>> {
    setup::browser()?;
    let home = Home::new("lighthouse")?;
    let server = Server::start(&home)?;
    let mut worst = CATEGORIES.map(|_| f64::INFINITY);
    let mut shift: f64 = 0.0;
    for page in PUBLIC.into_iter().chain([HOME]) {
        let cookie = (page == HOME).then(|| server.sign_in(&home)).transpose()?;
        let url = format!("http://{}{page}", server.address);
        let reports: Vec<Value> = (0..RUNS)
            .map(|_| patient_report(&url, cookie.as_deref()))
            .collect::<Result<_>>()?;
        let median = |value: &dyn Fn(&Value) -> Option<f64>| {
            Samples::new(reports.iter().filter_map(value).collect()).median()
        };
        let scores = CATEGORIES
            .map(|(name, _)| median(&|r| Some(r["categories"][name]["score"].as_f64()? * 100.0)));
        let audit = |name: &str| median(&|r| r["audits"][name]["numericValue"].as_f64());
        let [paint, largest, blocked] = TOLD.map(audit);
        println!(
            "race: {page}: {scores:?}, first paint {paint:.0}, largest {largest:.0}, blocked {blocked:.0} ms"
        );
        reports.first().map(complaints);
        for (worst, score) in worst.iter_mut().zip(scores) {
            *worst = worst.min(score);
        }
        shift = shift.max(audit(SHIFT));
    }
    let figures = CATEGORIES.iter().zip(worst).map(|((name, goal), score)| {
        Measured::new(
            format!("race-lighthouse-{name}"),
            score,
            "of 100",
            Goal::AtLeast(*goal),
        )
    });
    let shift = Measured::new("race-lighthouse-shift", shift, "CLS", Goal::AtMost(0.0));
    Ok(figures.chain([shift]).collect())
}

/// Names what is not perfect, so that it can be mended.
fn complaints(report: &Value) {
    let audits = report["audits"].as_object().into_iter().flatten();
    for (name, audit) in audits {
        let weighs = |category: &Value| {
            let list = category["auditRefs"].as_array().into_iter().flatten();
            list.filter(|a| a["id"] == *name)
                .any(|a| a["weight"].as_f64() > Some(0.0))
        };
        let counts = report["categories"]
            .as_object()
            .into_iter()
            .flatten()
            .any(|(_, c)| weighs(c));
        if counts && audit["score"].as_f64().is_some_and(|score| score < 1.0) {
            println!(
                "race:   {name}: {} {}",
                audit["score"], audit["displayValue"]
            );
        }
    }
}

/// One run, begun anew when Lighthouse itself asks for that: now and then its browser tells it of no beginning.
fn patient_report(url: &str, cookie: Option<&str>) -> Result<Value> {
    let mut outcome = report(url, cookie);
    for _ in 1..TRIES {
        if outcome.is_ok() {
            break;
        }
        outcome = report(url, cookie);
    }
    outcome
}

/// One run. The session goes along as a header, as Lighthouse begins with an empty browser.
fn report(url: &str, cookie: Option<&str>) -> Result<Value> {
    let chromium = run::find("chromium").context("chromium is not on PATH")?;
    let file = project::target().join("bench/lighthouse.json");
    let mut node = run::program("node");
    node.arg(setup::lighthouse()?).arg(url);
    node.args(["--quiet", "--no-enable-error-reporting", "--output=json"]);
    node.arg(format!("--output-path={}", file.display()));
    let categories = CATEGORIES.map(|(name, _)| name).join(",");
    node.arg(format!("--only-categories={categories}"));
    node.arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage");
    if let Some(cookie) = cookie {
        node.arg(format!("--extra-headers={}", json!({"Cookie": cookie})));
    }
    run::output(node.env("CHROME_PATH", chromium)).with_context(|| url.to_owned())?;
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}
