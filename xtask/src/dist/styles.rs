//! The style sheets become one inline `<style>`: the first paint waits for one file alone.
//!
//! The server allows exactly this element by its hash in the content security policy.

use anyhow::{Context, Result, bail};

use super::{scripts, tag};
use crate::project;

/// Where they lie in the built portal, until they stand inside the pages.
pub const FOLDER: &str = "styles";
const PREFIX: &str = "/styles/";

/// Replaces the link to the list of imports by everything it imports.
pub fn inline(page: &str) -> Result<String> {
    let is_list = |href: &&str| href.starts_with(PREFIX);
    let links = tag::all(page, "link").into_iter();
    let mut lists = links.filter_map(|link| {
        let href = tag::attribute(&page[link.clone()], "href").filter(is_list)?;
        Some((link.clone(), href))
    });
    let (link, href) = lists
        .next()
        .with_context(|| format!("the page has no <link> below {PREFIX}"))?;
    let main = project::root().join(href.trim_start_matches('/'));
    let css = scripts::esbuild(&["--bundle", "--minify"], &main)?;
    let css = css.trim();
    if css.contains("</") || css.contains("@import") {
        bail!(
            "the style sheets cannot stand inside the page: they hold `</` or an import that was not resolved"
        );
    }
    Ok(format!(
        "{}<style>{css}</style>{}",
        &page[..link.start],
        &page[link.end..]
    ))
}
