//! The pages behind every URL: `index.html` for families, `office.html` for staff and the board, and `kiosk.html` for the
//! touch screen in the lobby, with the centre's own numbers in them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use sha2::{Digest, Sha256};

use super::state::Fixed;
use crate::center::CenterConfig;

/// What `index.html` spells and each centre replaces; see that file.
const LEAVE_URL: &str = "https://www.weather.gov/";
const PHONE: &str = "816-555-0100";
const PHONE_E164: &str = "+18165550100";
const NAME: &str = "Family Center";

/// The rendered page and what belongs to it.
pub struct Shell {
    /// Where the other files of the portal are.
    pub dir: PathBuf,
    /// The page of families.
    pub page: Fixed,
    /// The page of staff and the board.
    pub office: Fixed,
    /// The page of the touch screen in the lobby.
    pub kiosk: Fixed,
    /// What stands inside the pages and may apply there.
    pub inline: Inline,
}

/// `'sha256-…'` of what stands inside a page, each with a space before it, for the content security policy.
#[derive(Default)]
pub struct Inline {
    /// Of each `<style>`.
    pub styles: String,
    /// Of each `<script>` that runs and is no file.
    pub scripts: String,
}

impl Shell {
    /// Reads and renders the pages of a built portal.
    ///
    /// # Errors
    /// When it cannot be read, or does not load the portal at all.
    pub fn read(dir: &Path, center: &CenterConfig) -> io::Result<Self> {
        let page = read_page(&dir.join("index.html"), center)?;
        let office = read_page(&dir.join("office.html"), center)?;
        let kiosk = read_page(&dir.join("kiosk.html"), center)?;
        Ok(Self {
            dir: dir.to_owned(),
            inline: Inline::of(&[&page, &office, &kiosk]),
            page: Fixed::of(page.into_bytes()),
            office: Fixed::of(office.into_bytes()),
            kiosk: Fixed::of(kiosk.into_bytes()),
        })
    }
}

/// One page, rendered.
fn read_page(path: &Path, center: &CenterConfig) -> io::Result<String> {
    let text = fs::read_to_string(path)
        .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
    if !text.contains("data-wasm=") {
        let reason = format!(
            "{}: expected the built portal, whose page names its wasm in data-wasm",
            path.display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    }
    Ok(render(&text, center))
}

fn render(text: &str, center: &CenterConfig) -> String {
    text.replace(LEAVE_URL, &escape(&center.leave_url))
        .replace(PHONE_E164, &escape(&center.phone_e164()))
        .replace(PHONE, &escape(&center.phone))
        .replace(NAME, &escape(&center.name))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

impl Inline {
    fn of(pages: &[&str]) -> Self {
        let hashes = |find: fn(&str) -> Vec<&str>| -> String {
            let texts = pages.iter().flat_map(|page| find(page));
            texts
                .map(hash)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect()
        };
        Self {
            styles: hashes(|page| inside(page, "style", |_| true)),
            scripts: hashes(|page| inside(page, "script", runs_inline)),
        }
    }
}

/// Whether a script with these attributes runs, and stands in the page itself.
fn runs_inline(attributes: &str) -> bool {
    !attributes.contains(" src=") && !attributes.contains(" type=\"application/json\"")
}

/// What stands between the tags of an element whose content is no markup, where its attributes fit.
fn inside<'a>(html: &'a str, name: &str, fits: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&opening) {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((text, after)) = after.split_once(&closing) else {
            break;
        };
        if fits(attributes) {
            found.push(text);
        }
        rest = after;
    }
    found
}

/// The hash that allows a text and no other (CSP Level 3, section 6.7.3).
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    format!(
        " 'sha256-{}'",
        base64::engine::general_purpose::STANDARD.encode(digest)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page of this repository, so that a changed literal there cannot go unnoticed.
    fn page(name: &str) -> String {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        fs::read_to_string(Path::new(path).join(name)).expect("a page of the portal")
    }

    fn center() -> CenterConfig {
        CenterConfig {
            name: "North & South".to_owned(),
            phone: "417-555-0199".to_owned(),
            calendar_phone: None,
            time_zone: "America/Chicago".to_owned(),
            languages: vec!["en".to_owned()],
            leave_url: "https://example.org/?a=1&b=2".to_owned(),
            ..CenterConfig::starter()
        }
    }

    #[test]
    fn every_literal_of_the_page_is_replaced() {
        for name in ["index.html", "office.html"] {
            let html = rendered(name, &[LEAVE_URL, PHONE, PHONE_E164, NAME]);
            assert!(html.contains("North &amp; South") && html.contains("+14175550199"));
            assert!(html.contains("https://example.org/?a=1&amp;b=2"));
        }
    }

    #[test]
    fn nothing_on_the_touch_screen_dials_or_leads_out() {
        let html = rendered("kiosk.html", &[PHONE, NAME]);
        assert!(html.contains("North &amp; South") && html.contains("417-555-0199"));
        assert!(!html.contains("tel:") && !html.contains("https:"), "{html}");
    }

    /// The page rendered, once it is sure that every literal was there to be replaced.
    fn rendered(name: &str, literals: &[&str]) -> String {
        let page = page(name);
        for literal in literals {
            assert!(page.contains(literal), "{name} does not spell {literal}");
        }
        let html = render(&page, &center());
        for literal in literals {
            assert!(!html.contains(literal), "{name}: {literal} is left");
        }
        html
    }

    #[test]
    fn the_hash_is_of_what_stands_between_the_tags() {
        // echo -n 'a{}' | openssl dgst -sha256 -binary | base64
        let known = " 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
        let styles = |html: &str| Inline::of(&[html]).styles;
        assert_eq!(styles("<style>a{}</style><p>"), known);
        assert_ne!(styles("<style>a{} </style>"), known);
        assert_eq!(styles("<p>no style</p>"), "");
        assert_eq!(Inline::of(&["<style>a{}</style>"; 2]).styles, known);
    }

    #[test]
    fn only_scripts_that_run_inside_the_page_are_allowed_by_hash() {
        let inside = |html| inside(html, "script", runs_inline);
        assert_eq!(
            inside(r#"<script data-wasm="/a">f(/<script|a>/)</script><script>g()</script>"#),
            ["f(/<script|a>/)", "g()"]
        );
        for other in [
            r#"<script src="/a.js"></script>"#,
            r#"<script defer src="/a.js"></script>"#,
            r#"<script type="application/json" id="locales">{}</script>"#,
            "<p>none</p>",
        ] {
            assert!(inside(other).is_empty(), "{other}");
        }
    }
}
