//! The page as a screen reader has it: the browser's own accessibility tree.

use std::collections::HashMap;
use std::fmt;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::Browser;

/// How an accessible name is compared; white space of any kind counts as one space.
#[derive(Clone, Copy, Debug)]
pub enum Name<'a> {
    /// The whole name.
    Is(&'a str),
    /// A part of it.
    Has(&'a str),
    /// Whatever it is.
    Any,
}

/// A control or another node with a role and a name.
#[derive(Clone, Debug)]
pub struct Control {
    /// Its role, e.g. `button`.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// What it describes itself with beyond the name, e.g. an error.
    pub description: String,
    /// The browser's number for its element.
    pub(crate) node: i64,
}

impl Name<'_> {
    /// Whether a name is the one that is meant.
    pub fn fits(self, name: &str) -> bool {
        match self {
            Self::Is(wanted) => squeeze(name) == squeeze(wanted),
            Self::Has(wanted) => squeeze(name).contains(&squeeze(wanted)),
            Self::Any => true,
        }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(name) => write!(f, "“{name}”"),
            Self::Has(name) => write!(f, "“…{name}…”"),
            Self::Any => write!(f, "of any name"),
        }
    }
}

/// White space of any kind becomes one space: `Intl` writes `9:30 AM` with a narrow one.
/// The marks that keep right-to-left names in place go: nobody sees or hears them.
pub fn squeeze(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !('\u{2066}'..='\u{2069}').contains(c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every node of that role and name that a screen reader would meet.
pub async fn find(browser: &Browser, role: &str, name: Name<'_>) -> Result<Vec<Control>> {
    let document = browser.cdp("DOM.getDocument", json!({"depth": 0})).await?;
    let query = json!({"nodeId": document["root"]["nodeId"], "role": role});
    let found = browser.cdp("Accessibility.queryAXTree", query).await?;
    let nodes = found["nodes"]
        .as_array()
        .context("nodes of the accessibility tree")?;
    let controls = nodes
        .iter()
        .filter(|node| node["ignored"] != true)
        .filter_map(control);
    Ok(controls
        .filter(|control| name.fits(&control.name))
        .collect())
}

/// Everything a screen reader would read out, in order.
pub async fn everything(browser: &Browser) -> Result<String> {
    let nodes = in_reading_order(browser).await?;
    let texts = nodes
        .iter()
        .filter(|node| value(node, "role") == "StaticText");
    Ok(squeeze(
        &texts
            .map(|node| value(node, "name"))
            .collect::<Vec<_>>()
            .join(" "),
    ))
}

/// Roles and names of everything that has a name, one a line: for messages when something is missing.
pub async fn outline(browser: &Browser) -> Result<String> {
    let silent = [
        "StaticText",
        "InlineTextBox",
        "none",
        "generic",
        "RootWebArea",
    ];
    let nodes = in_reading_order(browser).await?;
    let controls = nodes.iter().filter_map(control);
    let lines = controls.filter(|c| !silent.contains(&&*c.role) && !c.name.is_empty());
    Ok(lines
        .map(|c| format!("  {} “{}”", c.role, squeeze(&c.name)))
        .collect::<Vec<_>>()
        .join("\n"))
}

/// All nodes that are not ignored, parents before children, siblings as they stand on the page.
async fn in_reading_order(browser: &Browser) -> Result<Vec<Value>> {
    let tree = browser
        .cdp("Accessibility.getFullAXTree", json!({}))
        .await?;
    let nodes = tree["nodes"]
        .as_array()
        .context("nodes of the accessibility tree")?;
    let by_id: HashMap<&str, &Value> = nodes
        .iter()
        .map(|node| (text(&node["nodeId"]), node))
        .collect();
    let mut ordered = Vec::new();
    let mut waiting: Vec<&Value> = nodes.first().into_iter().collect();
    while let Some(node) = waiting.pop() {
        let children = node["childIds"].as_array().map_or(&[][..], Vec::as_slice);
        waiting.extend(children.iter().rev().filter_map(|id| by_id.get(text(id))));
        if node["ignored"] != true {
            ordered.push(node.clone());
        }
    }
    Ok(ordered)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn control(node: &Value) -> Option<Control> {
    Some(Control {
        role: value(node, "role").to_owned(),
        name: value(node, "name").to_owned(),
        description: value(node, "description").to_owned(),
        node: node["backendDOMNodeId"].as_i64()?,
    })
}

fn value<'a>(node: &'a Value, property: &str) -> &'a str {
    text(&node[property]["value"])
}
