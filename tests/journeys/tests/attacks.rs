//! What others send is shown as it is and never runs: names and descriptions made of known attacks, on every screen that shows them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use journeys::{Centre, Name, NeutralSite, Visitor, Words};
use serde_json::{Value, json};

/// Ways in which text has become a program elsewhere: as an element, an attribute, an address, a template, by an entity or an escape
/// that is read once too often, or out of an element that text was put into.
const ATTACKS: [&str; 18] = [
    "<script>attacked()</script>",
    "<img src=x onerror=attacked()>",
    "<svg onload=attacked()>",
    "\"><script>attacked()</script>",
    "' autofocus onfocus=attacked() x='",
    "javascript:attacked()",
    "<iframe srcdoc='<script>parent.attacked()</script>'>",
    "</title><script>attacked()</script>",
    "</textarea><img src=x onerror=attacked()>",
    "{{constructor.constructor('attacked()')()}}",
    "${attacked()}",
    "<math><mi xlink:href=\"javascript:attacked()\">x",
    "<details open ontoggle=attacked()>",
    "<a href=javascript:attacked()>here</a>",
    "&lt;script&gt;attacked()&lt;/script&gt;",
    "<!--><img src=x onerror=attacked()>-->",
    "<template><script>attacked()</script></template>",
    "\\u003cscript\\u003eattacked()\\u003c/script\\u003e",
];

/// What all of them have in common.
const CALL: &str = "attacked()";

/// Tells when one runs, or when only the page's policy kept it from that.
const WATCH: &str = "window.attacks = [];
    window.attacked = () => { window.attacks.push('it ran'); };
    addEventListener('securitypolicyviolation', e => { window.attacks.push(e.violatedDirective + ' ' + e.blockedURI); });";

/// Elements and attributes by which one could run, none of which the portal has.
const FOUND: &str = "[...window.attacks,
    ...[...document.querySelectorAll('iframe, object, embed, math, template, body img, main script, [onerror], [onload], \
        [onfocus], [ontoggle], [srcdoc], [href^=\"javascript:\" i]')].map(e => e.outerHTML)].join('\\n')";

/// The attack of a row and a field.
fn attack(at: usize) -> Value {
    json!(ATTACKS[at % ATTACKS.len()])
}

/// Rows of the case feed whose names families read.
fn plant_in_cases(row: &mut Value, at: usize) {
    let fields: &[&str] = match row["type"].as_str() {
        Some("agency" | "contact") => &["name"],
        Some("place") => &["name", "street", "unit"],
        _ => &[],
    };
    for (more, field) in fields.iter().enumerate() {
        // A confidential place has no street, and may have none.
        if row.get(*field).is_some() {
            row[*field] = attack(at + more);
        }
    }
}

/// Services, in every text that a family reads, and in where their links lead.
fn plant_in_services(row: &mut Value, at: usize) {
    for (more, field) in [
        "description",
        "application_process",
        "fees_description",
        "eligibility_description",
    ]
    .iter()
    .enumerate()
    {
        row[*field] = attack(at + more);
    }
    // The importer takes elements out, and a service must have a name.
    row["name"] = json!(format!("Help {}", ATTACKS[at % ATTACKS.len()]));
    row["url"] = json!("javascript:attacked()");
    row["organization"]["name"] = attack(at + 5);
}

fn plant(home: &Path) -> Result<()> {
    type Plant = fn(&mut Value, usize);
    let feeds: [(&str, &str, Plant); 2] = [
        ("cases", "center", plant_in_cases),
        ("services", "directory", plant_in_services),
    ];
    for (what, source, plant) in feeds {
        let path = home.join(format!("demo-{what}.ndjson"));
        let text = fs::read_to_string(&path)?;
        let planted = text.lines().enumerate().map(|(at, line)| {
            let mut row: Value = serde_json::from_str(line)?;
            plant(&mut row, at);
            Ok(row.to_string())
        });
        fs::write(&path, planted.collect::<Result<Vec<_>>>()?.join("\n"))?;
        let output = Command::new(journeys::portal())
            .args(["import", what, "--source", source, "--home"])
            .arg(home)
            .arg(&path)
            .output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "import {what}: {told}");
    }
    Ok(())
}

/// Nothing on the screen acts, and what it shows of the attacks is text.
async fn nothing_acts(visitor: &Visitor, screen: &str) -> Result<usize> {
    let unfold = "document.querySelectorAll('details').forEach(d => { d.open = true; })";
    visitor.script(unfold).await?;
    let found = visitor.script(FOUND).await?;
    let found = found.as_str().context("what was found")?;
    ensure!(found.is_empty(), "{screen}: {found}");
    Ok(visitor.text().await?.matches(CALL).count())
}

#[tokio::test]
async fn names_that_are_known_attacks_are_read_by_families_and_never_run() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::prepared(&site.url, plant)?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.before_every_page(WATCH).await?;
    let card = centre.card("kansas-city")?;
    visitor.signs_in(&words, &words, &card).await?;
    visitor.understands(&words).await?;
    for door in [
        "nav.home",
        "nav.steps",
        "nav.visits",
        "nav.people",
        "rights.link",
        "nav.help",
    ] {
        visitor.tap("link", Name::Is(words.get(door)?)).await?;
        visitor.has_loaded(&words).await?;
        let shown = nothing_acts(&visitor, door).await?;
        ensure!(
            shown > 0 || matches!(door, "rights.link" | "nav.help"),
            "{door} shows none of them"
        );
    }
    Ok(())
}

#[tokio::test]
async fn services_that_are_known_attacks_are_found_opened_and_never_run() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::prepared(&site.url, plant)?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.before_every_page(WATCH).await?;
    visitor.open("/help").await?;
    visitor.has_loaded(&words).await?;
    visitor.searches(&words, "help").await?;
    let names = "[...document.querySelectorAll('main h3 a')].map(a => a.textContent)";
    let found = visitor
        .wait(|| async {
            let names = visitor.script(names).await?;
            let names = names.as_array().cloned().unwrap_or_default();
            ensure!(names.len() > 5, "found: {names:?}");
            Ok(names.len())
        })
        .await?;
    nothing_acts(&visitor, "the list").await?;
    let mut shown = 0;
    for at in 0..found {
        let follow = format!("document.querySelectorAll('main h3 a')[{at}].click()");
        visitor.script(&follow).await?;
        visitor.has_settled().await?;
        shown += nothing_acts(&visitor, &format!("service {at}")).await?;
        visitor.goes_back().await?;
        visitor.has_settled().await?;
    }
    ensure!(shown > found, "{found} services show {shown} of them");
    Ok(())
}
