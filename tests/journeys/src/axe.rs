//! axe-core on the screen as it stands, contrast included.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::tools;

const RUN: &str =
    "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
    .then(result => JSON.stringify(result.violations))";

/// Fails with a readable list when the screen breaks a rule of WCAG 2.2 AA.
pub async fn check(browser: &Browser, screen: &str) -> Result<()> {
    let script =
        fs::read_to_string(tools::axe()).context("axe-core (run `cargo xtask setup` first)")?;
    // The protocol's own evaluation is not bound by the page's content security policy.
    browser
        .cdp("Runtime.evaluate", json!({"expression": script}))
        .await?;
    let run = json!({"expression": RUN, "awaitPromise": true, "returnByValue": true});
    let answer = browser.cdp("Runtime.evaluate", run).await?;
    let text = answer["result"]["value"]
        .as_str()
        .with_context(|| format!("axe did not run: {answer}"))?;
    let violations: Vec<Value> = serde_json::from_str(text)?;
    if !violations.is_empty() {
        bail!(
            "axe on {screen}:\n{}",
            violations
                .iter()
                .map(described)
                .collect::<Vec<_>>()
                .join("\n")
        );
    }
    Ok(())
}

fn described(violation: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().map_or(&[][..], Vec::as_slice);
    let places: Vec<String> = nodes
        .iter()
        .map(|node| {
            format!(
                "    {}\n      {}",
                word(&node["html"]),
                word(&node["failureSummary"]).replace('\n', " ")
            )
        })
        .collect();
    format!(
        "  {}: {}\n{}",
        word(&violation["id"]),
        word(&violation["help"]),
        places.join("\n")
    )
}
