//! Finding and changing tags in a page we wrote ourselves.
//!
//! Not an HTML parser: `index.html` is ours, its attributes are always quoted,
//! and a tag that is not found ends the build.

use std::ops::Range;

/// Where every `<name …>` stands in the page.
pub fn all(html: &str, name: &str) -> Vec<Range<usize>> {
    let opening = format!("<{name}");
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find(&opening).map(|at| at + from) {
        let after = start + opening.len();
        let Some(end) = html[after..].find('>').map(|at| at + after + 1) else {
            break;
        };
        if html[after..].starts_with([' ', '>', '\n', '\t', '/']) {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// The value of an attribute.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = &tag[value_range(tag, name)?];
    Some(value)
}

/// The tag with an attribute set to a value.
pub fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    if let Some(range) = value_range(tag, name) {
        return format!("{}{value}{}", &tag[..range.start], &tag[range.end..]);
    }
    let end = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
    format!(
        "{} {name}=\"{value}\"{}",
        tag[..end].trim_end(),
        &tag[end..]
    )
}

fn value_range(tag: &str, name: &str) -> Option<Range<usize>> {
    let opening = format!(" {name}=\"");
    let start = tag.find(&opening)? + opening.len();
    Some(start..start + tag[start..].find('"')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = r#"<link rel="icon" href="/i.svg"><script defer src="/a.js"></script><scripty src="/no.js">"#;

    #[test]
    fn tags_are_found_by_their_whole_name() {
        let scripts = all(HTML, "script");
        assert_eq!(scripts.len(), 1);
        assert_eq!(attribute(&HTML[scripts[0].clone()], "src"), Some("/a.js"));
    }

    #[test]
    fn an_attribute_is_replaced_or_added() {
        let tag = r#"<script data-x="" src="/a.js">"#;
        assert_eq!(
            with_attribute(tag, "data-x", "1"),
            r#"<script data-x="1" src="/a.js">"#
        );
        assert_eq!(
            with_attribute("<link />", "href", "/b"),
            r#"<link href="/b"/>"#
        );
    }

    #[test]
    fn an_attribute_is_not_found_inside_the_name_of_another() {
        assert_eq!(
            attribute(r#"<script data-wasm-integrity="x">"#, "integrity"),
            None
        );
    }
}
