//! Lists of texts, front-coded on the wire and in one string in memory.

use super::Damaged;
use super::bytes::Cursor;

/// Texts in one string.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    /// No texts yet, with room for `count` of so many bytes each.
    pub(super) fn with_room(count: usize, bytes: usize) -> Self {
        Self {
            all: String::with_capacity(count * bytes),
            ends: Vec::with_capacity(count),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A text by its position; empty beyond the last.
    pub(super) fn get(&self, at: usize) -> &str {
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before),
            None => Some(&0),
        };
        let range = start.zip(self.ends.get(at));
        range
            .and_then(|(start, end)| self.all.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }

    /// Adds a text at the end.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
    }

    /// Reads `count` texts.
    pub(super) fn read(bytes: &mut Cursor<'_>, count: usize) -> Result<Self, Damaged> {
        let shared = bytes.take(count)?;
        let mut all: Vec<u8> = Vec::with_capacity(bytes.0.len() * 2);
        let mut ends = Vec::with_capacity(count);
        let mut before = 0;
        for shared in shared {
            let start = all.len();
            let shared = usize::from(*shared);
            if before + shared > start {
                return Err(Damaged);
            }
            all.extend_from_within(before..before + shared);
            let length = bytes.0.iter().position(|byte| *byte == b'\n');
            all.extend_from_slice(bytes.take(length.ok_or(Damaged)?)?);
            bytes.take(1)?;
            ends.push(all.len() as u32);
            before = start;
        }
        let all = String::from_utf8(all).map_err(|_| Damaged)?;
        Ok(Self { all, ends })
    }
}

/// Writes texts so that [`Texts::read`] can read them. A line feed in one becomes a space.
pub(super) fn put<'a>(out: &mut Vec<u8>, texts: impl Iterator<Item = &'a str>) {
    let (mut shared, mut rest) = (Vec::new(), Vec::new());
    let mut before = String::new();
    for text in texts {
        let text = text.replace('\n', " ");
        let pairs = before.bytes().zip(text.bytes());
        let same = pairs.take(255).take_while(|(a, b)| a == b).count();
        shared.push(same as u8);
        rest.extend_from_slice(&text.as_bytes()[same..]);
        rest.push(b'\n');
        before = text;
    }
    out.extend(shared);
    out.extend(rest);
}

/// `3055550100` for `305-555-0100`; anything else stays as it is.
pub(super) fn without_dashes(phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| *c != '-').collect();
    if with_dashes(&digits) == phone {
        digits
    } else {
        phone.to_owned()
    }
}

/// `305-555-0100` for `3055550100`, also with something behind it.
pub(super) fn with_dashes(phone: &str) -> String {
    let digits = phone.bytes().take_while(u8::is_ascii_digit).count();
    match (phone.get(..3), phone.get(3..6), phone.get(6..)) {
        (Some(area), Some(exchange), Some(rest)) if digits == 10 => {
            [area, exchange, rest].join("-")
        }
        _ => phone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_come_back_as_they_were() {
        for (phone, packed) in [
            ("305-555-0100", "3055550100"),
            ("305-555-0100 x27", "3055550100 x27"),
            ("211", "211"),
            ("+44 20 7946 0000", "+44 20 7946 0000"),
            ("1-800-HELP", "1-800-HELP"),
            ("", ""),
        ] {
            assert_eq!(without_dashes(phone), packed);
            assert_eq!(with_dashes(packed), phone);
        }
    }

    #[test]
    fn texts_come_back_in_any_language() {
        let texts = ["Café", "Cafè", "", "Nơi ở", "Nơi ẩn", "مأوى"];
        let mut bytes = Vec::new();
        put(&mut bytes, texts.into_iter());
        let read = Texts::read(&mut Cursor(&bytes), texts.len()).unwrap();
        for (at, text) in texts.into_iter().enumerate() {
            assert_eq!(read.get(at), text);
        }
        assert_eq!(read.get(texts.len()), "");
    }
}
