//! Content lines of iCalendar (RFC 5545 section 3.1): unfolded as bytes, because a fold may stand within a
//! character, and taken apart.

/// A line longer than this, unfolded, is refused instead of read.
const MAX_LINE_BYTES: usize = 1 << 20;

/// One property, or the beginning or end of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the file from 1, where it begins.
    pub number: u64,
    /// Name in capitals.
    pub name: String,
    /// Parameters: name in capitals, and all of the value without its quotes.
    pub parameters: Vec<(String, String)>,
    /// The value as it is written.
    pub value: String,
}

impl Line {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value as text, with what was escaped put back (RFC 5545 section 3.3.11).
    pub fn text(&self) -> String {
        unescaped(&self.value)
    }

    /// A list of texts: commas that are not escaped stand between them.
    pub fn texts(&self) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut escaped = false;
        for c in self.value.chars() {
            match (c, parts.last_mut()) {
                (',', _) if !escaped => parts.push(String::new()),
                (_, Some(part)) => part.push(c),
                (_, None) => {}
            }
            escaped = c == '\\' && !escaped;
        }
        parts.iter().map(|part| unescaped(part)).collect()
    }
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    text.trim().to_owned()
}

/// Reads a file line by line; each is a property or what is wrong with it.
pub struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
}

impl<'a> Lines<'a> {
    /// Begins after the mark that some editors put at the start.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
            number: 0,
        }
    }

    fn physical(&mut self) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| *byte == b'\n');
        let (line, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &self.rest[self.rest.len()..]),
        };
        self.rest = rest;
        self.number += 1;
        line.strip_suffix(b"\r").unwrap_or(line)
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Line, (u64, &'static str)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let first = self.physical();
            let number = self.number;
            let mut whole = first.to_vec();
            while self.rest.starts_with(b" ") || self.rest.starts_with(b"\t") {
                let more = self.physical();
                if whole.len() + more.len() <= MAX_LINE_BYTES {
                    whole.extend_from_slice(&more[1..]);
                } else {
                    whole.resize(MAX_LINE_BYTES + 1, b' ');
                }
            }
            if whole.len() > MAX_LINE_BYTES {
                return Some(Err((number, "expected a line shorter than 1 MB")));
            }
            let Ok(text) = std::str::from_utf8(&whole) else {
                return Some(Err((number, "expected UTF-8 text")));
            };
            if !text.trim().is_empty() {
                let why = "expected a name, a colon and a value, such as DTSTART:20260306T150000Z";
                return Some(parse(text, number).ok_or((number, why)));
            }
        }
    }
}

/// name *(";" param) ":" value, where a quoted parameter may hold any of these marks.
fn parse(text: &str, number: u64) -> Option<Line> {
    let mut cut = Vec::new();
    let mut quoted = false;
    let mut end = None;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => cut.push(at),
            ':' if !quoted => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    cut.push(end);
    let name = &text[..cut[0]];
    let is_name = !name.is_empty()
        && name.len() <= 64
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_name {
        return None;
    }
    let parameters = cut.windows(2).map(|pair| {
        let (name, value) = text[pair[0] + 1..pair[1]].split_once('=')?;
        let bare = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
        Some((
            name.to_ascii_uppercase(),
            bare.unwrap_or(value).trim().to_owned(),
        ))
    });
    Some(Line {
        number,
        name: name.to_ascii_uppercase(),
        parameters: parameters.collect::<Option<_>>()?,
        value: text[end + 1..].to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Result<Line, (u64, &'static str)>> {
        Lines::of(bytes).collect()
    }

    #[test]
    fn folds_are_undone_before_characters_are_read() {
        let text = "SUMMARY:Caf\u{e9} at nine".as_bytes();
        let at = text.iter().position(|b| *b == 0xc3).expect("an accent") + 1;
        for fold in ["\r\n ", "\n\t", "\n "] {
            let bytes = [&text[..at], fold.as_bytes(), &text[at..]].concat();
            let lines = read(&bytes);
            assert_eq!(
                lines[0].as_ref().map(Line::text),
                Ok("Caf\u{e9} at nine".to_owned())
            );
            assert_eq!(lines.len(), 1);
        }
    }

    #[test]
    fn parameters_may_hold_every_mark_in_quotes() {
        let lines = read(b"\xef\xbb\xbfdtstart;X-A=\"a;b:c,d\";TZID=America/Chicago:20260306T090000\r\n\r\nEND:X");
        let line = lines[0].as_ref().expect("a line");
        assert_eq!((line.name.as_str(), line.number), ("DTSTART", 1));
        assert_eq!(line.parameter("X-A"), Some("a;b:c,d"));
        assert_eq!(line.parameter("TZID"), Some("America/Chicago"));
        assert_eq!(line.value, "20260306T090000");
        assert_eq!(lines[1].as_ref().expect("a line").number, 3);
    }

    #[test]
    fn text_is_unescaped_and_lists_are_cut_at_bare_commas() {
        let lines = read(b"CATEGORIES:HRG,a\\,b\\; c,line\\nbreak\\\\");
        let line = lines[0].as_ref().expect("a line");
        assert_eq!(line.texts(), ["HRG", "a,b; c", "line\nbreak\\"]);
    }

    #[test]
    fn what_is_no_content_line_is_told_with_its_number() {
        for (bytes, why) in [
            (&b"\n no fold"[..], 1),
            (b"A:b\nno colon\n", 2),
            (b"A:b\n:no name", 2),
            (b"A:b\nA;B:no value", 2),
            (b"A:b\n\n\xff\xfe:x", 3),
        ] {
            let told = read(bytes).into_iter().find_map(Result::err);
            assert_eq!(told.map(|(number, _)| number), Some(why), "{bytes:?}");
        }
    }
}
