//! Plain text out of HTML and Markdown, both of which the standard allows in
//! descriptions. The portal shows text only, so this is about reading well; what
//! is left can never act as markup.

/// Elements after which a new line begins.
const BLOCKS: [&str; 10] = ["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3"];

/// How often markup written as markup is taken out of a text: `&amp;lt;b&amp;gt;` needs two.
const MOST_PASSES: usize = 8;

/// `text` without tags, entities and Markdown signs, also those that such signs were hiding:
/// what was read once reads the same again.
pub(super) fn to_plain(text: &str) -> String {
    let mut plain = once(text);
    for _ in 1..MOST_PASSES {
        let again = once(&plain);
        if again == plain {
            break;
        }
        plain = again;
    }
    plain
}

fn once(text: &str) -> String {
    let mut plain = text.to_owned();
    if plain.contains('&') {
        plain = entities(&plain);
    }
    if plain.contains('<') {
        plain = without_tags(&plain);
    }
    if plain.contains("](") {
        plain = links(&plain);
    }
    plain.replace("**", "").replace("__", "")
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match entity(rest) {
            Some((letter, length)) => {
                out.push(letter);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character of the entity that `text` begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "rsquo" => '\u{2019}',
        "lsquo" => '\u{2018}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "bull" => '\u{2022}',
        _ => numeric(name.strip_prefix('#')?)?,
    };
    Some((letter, end + 1))
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    // An entity must not bring back what the reader takes out of plain text.
    char::from_u32(code).filter(|letter| {
        !letter.is_control()
            && !matches!(code, 0x61c | 0x200b..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfeff)
    })
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = tag_end(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let name = tag_name(&rest[..end]);
        if BLOCKS.contains(&name.as_str()) {
            out.push('\n');
        }
        rest = &rest[end..];
        if name == "script" || name == "style" {
            rest = after_closing(rest, &name);
        }
    }
    out.push_str(rest);
    out
}

/// The length of the tag that `text` begins with, if it is one: "<5 years" is none.
fn tag_end(text: &str) -> Option<usize> {
    let next = *text.as_bytes().get(1)?;
    if !(next.is_ascii_alphabetic() || next == b'/' || next == b'!') {
        return None;
    }
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 3);
    }
    text.find('>').map(|at| at + 1)
}

fn tag_name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// What follows the closing tag `name`; nothing when it never closes.
fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let lower = text.to_ascii_lowercase();
    lower
        .find(&format!("</{name}"))
        .and_then(|at| text[at..].find('>').map(|end| &text[at + end + 1..]))
        .unwrap_or("")
}

/// `[words](address)` becomes `words (address)`, `[words](javascript:…)` only words.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let (before, after) = (&rest[..middle], &rest[middle + 2..]);
        let (Some(open), Some(close)) = (before.rfind('['), after.find(')')) else {
            out.push_str(&rest[..middle + 2]);
            rest = after;
            continue;
        };
        out.push_str(before[..open].trim_end_matches('!'));
        out.push_str(&before[open + 1..]);
        let address = after[..close].trim();
        if address.starts_with("http") {
            out.push_str(&format!(" ({address})"));
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_acts_as_markup() {
        for (text, plain) in [
            ("A <b>safe</b> place", "A safe place"),
            ("One<br/>Two<p>Three</p>", "One\nTwo\nThree\n"),
            ("x<script>alert('<b>')</script>y", "xy"),
            ("x<script>never closed", "x"),
            ("&lt;img src=x onerror=y&gt;Hello", "Hello"),
            ("Children <5 years, > 2", "Children <5 years, > 2"),
            (
                "AT&T &amp; Co &#8217; &#x202e;",
                "AT&T & Co \u{2019} &#x202e;",
            ),
            ("a <!-- note --> b", "a  b"),
            ("<a", "<a"),
            (
                "**Bold** [page](https://example.org) [bad](javascript:x)",
                "Bold page (https://example.org) bad",
            ),
            ("](", "]("),
            ("&amp;lt;b&amp;gt;Hello&amp;lt;/b&amp;gt;", "Hello"),
        ] {
            assert_eq!(to_plain(text), plain, "{text}");
        }
    }
}
