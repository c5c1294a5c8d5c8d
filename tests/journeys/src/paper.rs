//! What the browser would print: a PDF, its pages and its text.

use anyhow::{Context, Result};
use base64::Engine;
use lopdf::Document;
use serde_json::json;

use crate::browser::Browser;

/// A size of paper, in inches.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Its name.
    pub name: &'static str,
    width: f64,
    height: f64,
}

/// ISO 216.
pub const A4: Paper = Paper {
    name: "A4",
    width: 8.27,
    height: 11.69,
};

/// ANSI/ASME Y14.1, size A.
pub const LETTER: Paper = Paper {
    name: "Letter",
    width: 8.5,
    height: 11.0,
};

/// What came out of the printer.
pub struct Printed {
    /// How many pages.
    pub pages: usize,
    /// All text, white space squeezed.
    pub text: String,
}

/// Prints the page as it stands.
pub async fn print(browser: &Browser, paper: Paper) -> Result<Printed> {
    let how = json!({
        "paperWidth": paper.width, "paperHeight": paper.height, "printBackground": false,
        "displayHeaderFooter": false
    });
    let pdf = browser.cdp("Page.printToPDF", how).await?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(pdf["data"].as_str().context("a file")?)?;
    let document = Document::load_mem(&bytes)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages)?;
    Ok(Printed {
        pages: pages.len(),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}
