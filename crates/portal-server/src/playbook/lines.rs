//! In which line of a JSON text a path such as `steps.trial.title` stands.

use std::collections::HashMap;

/// Values within values that are followed; JSON that goes deeper was refused when it was read (`serde_json`, 128).
const DEEPEST: usize = 128;

/// Lines by path, and names that stand twice in one object.
#[derive(Debug, Default)]
pub struct Lines {
    by_path: HashMap<String, u64>,
    /// Paths that are there twice, with the line of the second.
    pub doubled: Vec<(String, u64)>,
}

impl Lines {
    /// Walks over a text, as far as it is JSON.
    pub fn of(text: &str) -> Self {
        let mut lines = Self::default();
        let mut walk = Walk {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
            depth: 0,
        };
        walk.value("", &mut lines);
        lines
    }

    /// The line of a path, or of the nearest thing around it that is there.
    pub fn line(&self, path: &str) -> u64 {
        let mut path = path;
        loop {
            if let Some(line) = self.by_path.get(path) {
                return *line;
            }
            let Some((around, _)) = path.rsplit_once('.') else {
                return 1;
            };
            path = around;
        }
    }

    fn note(&mut self, path: &str, line: u64) {
        if self.by_path.insert(path.to_owned(), line).is_some() {
            self.doubled.push((path.to_owned(), line));
        }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    depth: usize,
}

impl Walk<'_> {
    fn value(&mut self, path: &str, lines: &mut Lines) {
        if self.depth == DEEPEST {
            self.at = self.bytes.len();
            return;
        }
        self.depth += 1;
        match self.next_mark() {
            Some(b'{') => self.object(path, lines),
            Some(b'[') => self.list(path, lines),
            Some(b'"') => drop(self.text()),
            _ => self.skip_while(|b| !matches!(b, b',' | b']' | b'}') && !b.is_ascii_whitespace()),
        }
        self.depth -= 1;
    }

    fn object(&mut self, path: &str, lines: &mut Lines) {
        self.at += 1;
        while self.next_mark() == Some(b'"') {
            let line = self.line;
            let name = self.text();
            let inner = join(path, &name);
            lines.note(&inner, line);
            self.pass(b':');
            self.value(&inner, lines);
            self.pass(b',');
        }
        self.pass(b'}');
    }

    fn list(&mut self, path: &str, lines: &mut Lines) {
        self.at += 1;
        let mut index = 0;
        while self.next_mark().is_some_and(|b| b != b']') {
            let (inner, start) = (join(path, &index.to_string()), self.at);
            lines.note(&inner, self.line);
            self.value(&inner, lines);
            self.pass(b',');
            index += 1;
            if self.at == start {
                break;
            }
        }
        self.pass(b']');
    }

    /// A string, without its quotes and escapes.
    fn text(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if *byte == b'"' {
                break;
            }
        }
        let end = self.at.min(self.bytes.len());
        serde_json::from_slice(&self.bytes[start..end]).unwrap_or_default()
    }

    /// The next byte that is no white space; it stays where it is.
    fn next_mark(&mut self) -> Option<u8> {
        self.skip_while(|b| b.is_ascii_whitespace());
        self.bytes.get(self.at).copied()
    }

    fn pass(&mut self, mark: u8) {
        if self.next_mark() == Some(mark) {
            self.at += 1;
        }
    }

    fn skip_while(&mut self, goes_on: impl Fn(u8) -> bool) {
        while let Some(byte) = self.bytes.get(self.at).filter(|b| goes_on(**b)) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "a": { "b\n\"{": "x, } \" ]", "c":
    null },
  "list": [1,
    "two", {"d": true}],
  "a": 3.5e1
}"#;

    #[test]
    fn a_path_is_found_in_its_line_or_in_the_line_of_what_is_around_it() {
        let lines = Lines::of(TEXT);
        let table = [
            ("a.b\n\"{", 2),
            ("a.c", 2),
            ("list", 4),
            ("list.0", 4),
            ("list.1", 5),
            ("list.2.d", 5),
            ("list.9.e.f", 4),
            ("nothing", 1),
        ];
        for (path, line) in table {
            assert_eq!(lines.line(path), line, "{path}");
        }
    }

    #[test]
    fn a_name_that_stands_twice_is_found() {
        assert_eq!(Lines::of(TEXT).doubled, [("a".to_owned(), 6)]);
    }

    #[test]
    fn a_text_without_a_bottom_does_no_harm() {
        for begins in ["[", "{\"a\":"] {
            let lines = Lines::of(&begins.repeat(1_000_000));
            assert!(lines.by_path.len() <= DEEPEST);
        }
    }

    #[test]
    fn a_text_that_breaks_off_does_no_harm() {
        for end in 0..TEXT.len() {
            let _ = Lines::of(&TEXT[..end]);
        }
    }
}
