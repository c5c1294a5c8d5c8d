//! The style sheets become one inline `<style>`: the first paint waits for one file alone.
//!
//! The server allows exactly this element by its hash in the content security policy.

use anyhow::{Context, Result, bail};

use super::site::Site;
use super::{scripts, tag};
use crate::project;

const FOLDER: &str = "styles";
const MAIN: &str = "/styles/main.css";

/// Replaces the link to the list of imports by everything it imports.
pub fn inline(page: &str, site: &mut Site) -> Result<String> {
    let link = tag::all(page, "link")
        .into_iter()
        .find(|link| tag::attribute(&page[link.clone()], "href") == Some(MAIN))
        .with_context(|| format!("index.html has no <link> to {MAIN}"))?;
    let main = project::root().join(MAIN.trim_start_matches('/'));
    let css = scripts::esbuild(&["--bundle", "--minify"], &main)?;
    let css = css.trim();
    if css.contains("</") || css.contains("@import") {
        bail!(
            "the style sheets cannot stand inside the page: they hold `</` or an import that was not resolved"
        );
    }
    site.remove_folder(FOLDER);
    Ok(format!(
        "{}<style>{css}</style>{}",
        &page[..link.start],
        &page[link.end..]
    ))
}
