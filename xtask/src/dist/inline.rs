//! What the first moment needs stands inside the page: leaving, the start of the portal, and the icon cost no request, and
//! the facts are asked for as soon as the page is here.
//!
//! The server allows exactly these scripts by their hashes in the content security policy.

use anyhow::{Context, Result, bail};

use super::site::Site;
use super::tag;

/// What marks a tag in a page's source.
const MARK: &str = " data-inline";

/// Puts the marked scripts and icons into a page.
pub fn into(page: &str, site: &Site) -> Result<String> {
    let mut page = page.to_owned();
    // From the last tag to the first, so that the places of the others stay.
    for range in tag::all(&page, "script").into_iter().rev() {
        let opening = &page[range.clone()];
        if let Some(file) = marked(opening, "src") {
            let text = site.text(file)?;
            let text = text.trim();
            if text.contains("</script") || text.contains("<!--") {
                bail!("{file} cannot stand inside a page: it holds `</script` or `<!--`");
            }
            let rest = [MARK, " defer", &format!(" src=\"{file}\"")];
            let opening = rest
                .iter()
                .fold(opening.to_owned(), |tag, part| tag.replacen(part, "", 1));
            page.replace_range(range, &(opening + text));
        }
    }
    for range in tag::all(&page, "link").into_iter().rev() {
        let link = &page[range.clone()];
        if let Some(file) = marked(link, "href") {
            let kind = tag::attribute(link, "type").context("an inline link names its type")?;
            let address = format!("data:{kind},{}", in_address(&site.text(file)?));
            let link = tag::with_attribute(&link.replacen(MARK, "", 1), "href", &address);
            page.replace_range(range, &link);
        }
    }
    Ok(page)
}

/// A text as part of an address (RFC 3986): smaller in a compressed page than base64.
fn in_address(text: &str) -> String {
    let mut encoded = text.trim().replace('%', "%25").replace('"', "'");
    for sign in ['<', '>', '#', '\n'] {
        encoded = encoded.replace(sign, &format!("%{:02X}", u32::from(sign)));
    }
    encoded
}

/// The files of the marked tags.
pub fn files(page: &str) -> Vec<String> {
    let of = |name, attribute: &'static str| {
        let tags = tag::all(page, name).into_iter();
        tags.filter_map(move |range| marked(&page[range], attribute).map(str::to_owned))
    };
    of("script", "src").chain(of("link", "href")).collect()
}

fn marked<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    let file = tag::attribute(tag, attribute);
    file.filter(|_| tag.contains(MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<link data-inline rel="icon" type="image/svg+xml" href="/i.svg"><script data-inline src="/a.js"></script>
<script data-inline defer src="/b.js" data-wasm="/w"></script><script defer src="/c.js"></script>"#;

    fn site() -> Site {
        let mut site = Site::default();
        for (name, text) in [
            ("a.js", "leave();\n"),
            ("b.js", "start()"),
            ("i.svg", "<svg/>"),
        ] {
            site.put(name, text.as_bytes().to_vec());
        }
        site
    }

    #[test]
    fn what_is_marked_stands_inside_and_keeps_its_other_attributes() {
        assert_eq!(
            into(PAGE, &site()).unwrap(),
            r#"<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,%3Csvg/%3E"><script>leave();</script>
<script data-wasm="/w">start()</script><script defer src="/c.js"></script>"#
        );
        assert_eq!(files(PAGE), ["/a.js", "/b.js", "/i.svg"]);
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        let mut site = site();
        site.put("a.js", b"say('</script>')".to_vec());
        assert!(into(PAGE, &site).is_err());
    }
}
