//! Content lines of RFC 5545: folded by octets, with text escaped.

/// Octets a line has at most, its break not counted (RFC 5545 section 3.1).
const OCTETS: usize = 75;

/// The lines of a file.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a property whose value stands as it is.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Adds a property of the type TEXT.
    pub fn put_text(&mut self, name: &str, text: &str) {
        self.put(name, &escaped(text));
    }

    /// The file.
    pub fn finish(self) -> String {
        self.0
    }

    /// A reader joins octets before it reads letters or the reverse, so no letter is parted.
    fn fold(&mut self, line: &str) {
        let mut rest = line;
        let mut room = OCTETS;
        while rest.len() > room {
            let (piece, left) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(piece);
            self.0.push_str("\r\n ");
            rest = left;
            // The space that marks a line as the next part of one is an octet of it.
            room = OCTETS - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// RFC 5545 section 3.3.11. No other control character can be in a text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> String {
        let mut lines = Lines::default();
        lines.put_text("LOCATION", text);
        lines.finish()
    }

    #[test]
    fn lines_are_folded_by_octets_and_never_inside_a_letter() {
        let texts = [
            "a".repeat(300),
            "é".repeat(200),
            "老虎".repeat(90),
            "مركز رعاية الأسرة ".repeat(20),
            "👩‍👧 ".repeat(40),
            String::new(),
        ];
        for text in texts {
            for shift in 0..8 {
                let text = format!("{}{text}", "x".repeat(shift));
                let file = file(&text);
                assert!(file.ends_with("\r\n"), "{file}");
                assert!(file.split("\r\n").all(|l| l.len() <= OCTETS), "{file}");
                assert_eq!(file.replace("\r\n ", ""), format!("LOCATION:{text}\r\n"));
                let mut full = file.rsplit("\r\n").skip(2);
                assert!(full.all(|l| l.len() > OCTETS - 4), "{file}");
            }
        }
    }

    #[test]
    fn what_has_a_meaning_in_the_format_is_escaped() {
        let table = [
            ("a, b; c", r"LOCATION:a\, b\; c"),
            (r"a\n", r"LOCATION:a\\n"),
            ("a\nb\r\nc", r"LOCATION:a\nb\nc"),
            ("a\u{7}\tb\u{85}", "LOCATION:ab"),
            ("\"a: b\"", "LOCATION:\"a: b\""),
        ];
        for (text, line) in table {
            assert_eq!(file(text), format!("{line}\r\n"));
        }
    }
}
