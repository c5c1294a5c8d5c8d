//! What `index.html` links to, and the page with the final links.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use base64::Engine;
use sha2::{Digest, Sha256};

use super::names::Renamed;
use super::site::Site;
use super::tag;

const LOCALES: &str = r#"id="locales""#;

/// The scripts of the page, in order.
pub fn scripts(page: &str) -> Vec<String> {
    values(page, "script", "src")
}

/// The wasm modules that the page's scripts load.
pub fn wasm(page: &str) -> Vec<String> {
    values(page, "script", "data-wasm")
}

/// What is loaded when somebody is about to need it: the screens behind the first, and the search with its script.
pub fn later(page: &str) -> Vec<String> {
    let names = ["data-later", "data-search", "data-search-wasm"];
    let links = names.iter().flat_map(|name| values(page, "script", name));
    links.collect()
}

/// Language to the file with its words.
pub fn locales(page: &str) -> Result<BTreeMap<String, String>> {
    let (start, end) = locales_json(page)?;
    serde_json::from_str(&page[start..end]).context("the list of languages in index.html")
}

/// Everything of our own that a browser fetches for this page, without the languages.
pub fn local_links(page: &str) -> Vec<String> {
    let mut links = scripts(page);
    links.extend(wasm(page));
    for link in tag::all(page, "link").into_iter().map(|range| &page[range]) {
        let fetched = ["icon", "stylesheet", "manifest"]
            .into_iter()
            .any(|rel| tag::attribute(link, "rel") == Some(rel));
        if let Some(href) =
            tag::attribute(link, "href").filter(|href| fetched && href.starts_with('/'))
        {
            links.push(href.to_owned());
        }
    }
    links
}

/// The page with hashed names and with the digests that browsers check.
pub fn rewrite(page: &str, site: &Site, renamed: &Renamed) -> Result<String> {
    let mut page = page.to_owned();
    // From the last tag to the first, so that the places of the others stay.
    for range in tag::all(&page, "script").into_iter().rev() {
        let mut script = page[range.clone()].to_owned();
        for (name, digest) in [
            ("src", "integrity"),
            ("data-wasm", "data-wasm-integrity"),
            ("data-later", "data-later-integrity"),
            ("data-search", "data-search-integrity"),
            ("data-search-wasm", "data-search-wasm-integrity"),
        ] {
            if let Some(new) = tag::attribute(&script, name).and_then(|old| renamed.get(old)) {
                script = tag::with_attribute(&script, name, new);
                script = tag::with_attribute(&script, digest, &integrity(site.bytes(new)?));
            }
        }
        page.replace_range(range, &script);
    }
    let files = locales(&page)?;
    let files: BTreeMap<&String, &String> = files
        .iter()
        .map(|(language, file)| (language, renamed.get(file).unwrap_or(file)))
        .collect();
    let (start, end) = locales_json(&page)?;
    page.replace_range(start..end, &serde_json::to_string(&files)?);
    Ok(page)
}

/// The page that asks for its wasm at once, not only when the last script runs: on a slow line the
/// first screen is there a third sooner.
///
/// Without `integrity`, which browsers ignore here; the fetch that uses these bytes checks them.
pub fn with_preload(page: &str) -> Result<String> {
    let at = page.find("</title>").context("index.html has no title")? + "</title>".len();
    let preload = |link: String| {
        format!(
            "\n<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{link}\">"
        )
    };
    let links: String = wasm(page).into_iter().map(preload).collect();
    Ok(format!("{}{links}{}", &page[..at], &page[at..]))
}

/// The page without comments, without Trunk's own tags and without the indentation of its lines.
pub fn clean(page: &str) -> String {
    let mut page = page.to_owned();
    for range in tag::all(&page, "link").into_iter().rev() {
        if page[range.clone()].contains(" data-trunk") {
            page.replace_range(range, "");
        }
    }
    let mut rest = page.as_str();
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The page without its scripts that run, but for those of some files. The list of languages stays: it is data.
pub fn local_scripts_out(page: &str, but: &[&str]) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("<script") {
        let (before, script) = rest.split_at(at);
        kept.push_str(before);
        let (script, after) = script.split_once("</script>").unwrap_or((script, ""));
        let opening = script
            .split_once('>')
            .map_or(script, |(opening, _)| opening);
        let stays = opening.contains(LOCALES)
            || tag::attribute(&format!("{opening}>"), "src").is_some_and(|src| but.contains(&src));
        if stays {
            kept.push_str(script);
            kept.push_str("</script>");
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn values(page: &str, name: &str, attribute: &str) -> Vec<String> {
    let tags = tag::all(page, name).into_iter();
    tags.filter_map(|range| tag::attribute(&page[range], attribute).map(str::to_owned))
        .collect()
}

fn locales_json(page: &str) -> Result<(usize, usize)> {
    let script = tag::all(page, "script")
        .into_iter()
        .find(|range| page[range.clone()].contains(LOCALES));
    let start = script
        .with_context(|| format!("index.html has no <script {LOCALES}>"))?
        .end;
    let end = page[start..]
        .find("</script>")
        .context("the list of languages has no end")?;
    Ok((start, start + end))
}

fn integrity(bytes: &[u8]) -> String {
    format!(
        "sha256-{}",
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<link rel="icon" href="/icon.svg"><script src="/exit.js"></script>
<script defer src="/boot.js" data-wasm="/a_bg.wasm" data-wasm-integrity=""></script>
<script type="application/json" id="locales">{"en":"/locales/en.json"}</script>"#;

    #[test]
    fn the_page_tells_what_it_loads() {
        assert_eq!(
            local_links(PAGE),
            ["/exit.js", "/boot.js", "/a_bg.wasm", "/icon.svg"]
        );
        assert_eq!(locales(PAGE).unwrap()["en"], "/locales/en.json");
    }

    #[test]
    fn the_wasm_is_asked_for_first() {
        let page = with_preload(&format!("<title>A</title>{PAGE}")).unwrap();
        assert!(
            page.starts_with("<title>A</title>\n<link rel=\"preload\" as=\"fetch\""),
            "{page}"
        );
        assert!(page.contains(" crossorigin href=\"/a_bg.wasm\">"), "{page}");
    }

    #[test]
    fn every_link_gets_its_new_name_and_digest() {
        let mut site = Site::default();
        let mut renamed = Renamed::new();
        for old in ["/exit.js", "/boot.js", "/a_bg.wasm", "/locales/en.json"] {
            let new = format!("{old}.new");
            site.put(&new, old.as_bytes().to_vec());
            renamed.insert(old.to_owned(), new);
        }
        let page = rewrite(PAGE, &site, &renamed).unwrap();
        assert!(
            page.contains(r#"<script src="/exit.js.new" integrity="sha256-"#),
            "{page}"
        );
        assert!(
            page.contains(r#"data-wasm="/a_bg.wasm.new" data-wasm-integrity="sha256-"#),
            "{page}"
        );
        assert!(
            page.contains(r#">{"en":"/locales/en.json.new"}<"#),
            "{page}"
        );
    }

    #[test]
    fn scripts_that_run_go_but_for_those_that_are_named() {
        let page = r#"<a><script src="/exit.js"></script><script data-x>f(/<script|>/)</script>
<script type="application/json" id="locales">{}</script></a>"#;
        assert_eq!(
            local_scripts_out(page, &["/exit.js"]),
            r#"<a><script src="/exit.js"></script>
<script type="application/json" id="locales">{}</script></a>"#
        );
        assert!(!local_scripts_out(page, &[]).contains("exit.js"));
    }

    #[test]
    fn what_only_authors_and_trunk_need_goes() {
        let page = "<p>\n  <!-- why -->\n  <link data-trunk rel=\"rust\">\n  a\n</p>";
        assert_eq!(clean(page), "<p>\na\n</p>\n");
    }
}
