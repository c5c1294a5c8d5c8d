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
    /// `'sha256-…'` of each inline `<style>`, for the content security policy.
    pub style_hashes: String,
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
        let hashes: BTreeSet<String> = [&page, &office, &kiosk]
            .into_iter()
            .flat_map(|page| style_hashes(page))
            .collect();
        Ok(Self {
            dir: dir.to_owned(),
            style_hashes: hashes.into_iter().collect(),
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

/// The hashes that allow this page's inline styles and no others (CSP Level 3, section 6.7.3).
fn style_hashes(html: &str) -> BTreeSet<String> {
    html.split("<style>")
        .skip(1)
        .filter_map(|rest| rest.split("</style>").next())
        .map(|css| {
            let digest = Sha256::digest(css.as_bytes());
            format!(
                " 'sha256-{}'",
                base64::engine::general_purpose::STANDARD.encode(digest)
            )
        })
        .collect()
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
        let hashes = |html: &str| style_hashes(html).into_iter().collect::<String>();
        assert_eq!(hashes("<style>a{}</style><p>"), known);
        assert_ne!(hashes("<style>a{} </style>"), known);
        assert_eq!(hashes("<p>no style</p>"), "");
    }
}
