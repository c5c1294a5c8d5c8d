//! One language's table of words; its methods are generated from `locales/en.json`.

use std::fmt;

use super::{Calendar, DateStyle, Formats, Language, PluralForm};

/// A text of the catalogue, to be said in whatever language the screen has.
pub type Say = fn(&Words) -> String;

/// Texts that one program or screen alone reads. They stand behind the portal's own.
pub struct MoreWords {
    /// Where they are, under `locales/`.
    pub folder: &'static str,
    /// How many there are.
    pub count: usize,
    /// How many texts of another program stand before them in the table.
    behind: usize,
}

/// What staff and the board read.
pub static OFFICE: MoreWords = MoreWords {
    folder: "office/",
    count: OFFICE_NAMES.len(),
    behind: 0,
};

/// What is read at the touch screen in the lobby.
pub static KIOSK: MoreWords = MoreWords {
    folder: "kiosk/",
    count: KIOSK_NAMES.len(),
    behind: OFFICE_NAMES.len(),
};

/// What screens say that fetch their own words.
pub static LATER: MoreWords = MoreWords {
    folder: "later/",
    count: LATER_NAMES.len(),
    behind: OFFICE_NAMES.len() + KIOSK_NAMES.len(),
};

impl MoreWords {
    /// Puts these texts behind the portal's own.
    pub fn append(&self, own: &mut Vec<String>, texts: Vec<String>) {
        own.resize(own.len() + self.behind, String::new());
        own.extend(texts);
    }
}

/// The words of the current language, with the grammar and formats to use them.
pub struct Words {
    language: &'static Language,
    texts: Vec<String>,
    formats: &'static dyn Formats,
}

impl Words {
    /// A table from texts in the order of [`NAMES`]; a form that a language does not have is empty.
    #[must_use]
    pub fn new(
        language: &'static Language,
        texts: Vec<String>,
        formats: &'static dyn Formats,
    ) -> Self {
        Self {
            language,
            texts,
            formats,
        }
    }

    /// The portal's own words and one part more.
    #[must_use]
    pub fn and(&self, more: &MoreWords, texts: Vec<String>) -> Self {
        let own = self.texts.iter().take(NAMES.len());
        let mut all = own.cloned().collect();
        more.append(&mut all, texts);
        Self::new(self.language, all, self.formats)
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// A date: "Friday, March 6".
    #[must_use]
    pub fn date(&self, iso: &str, zone: &str, style: DateStyle) -> String {
        self.formats.date(self.language, iso, zone, style)
    }

    /// A time of day: "2:30 PM".
    #[must_use]
    pub fn time(&self, rfc3339: &str, zone: &str) -> String {
        self.formats.time(self.language, rfc3339, zone)
    }

    /// A zone in everyday words: "Central Time".
    #[must_use]
    pub fn zone_name(&self, rfc3339: &str, zone: &str) -> String {
        self.formats.zone_name(self.language, rfc3339, zone)
    }

    /// A weekday's name, 1 being Monday.
    #[must_use]
    pub fn weekday(&self, day: u8) -> String {
        self.formats.weekday(self.language, day)
    }

    /// "a, b and c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        self.formats.list(self.language, items)
    }

    /// A language's name in this language.
    #[must_use]
    pub fn language_name(&self, tag: &str) -> String {
        self.formats.language_name(self.language, tag)
    }

    /// A number in this language's digits.
    #[must_use]
    pub fn number(&self, n: i32) -> String {
        self.formats.number(self.language, n)
    }

    fn text(&self, at: usize) -> String {
        self.texts.get(at).cloned().unwrap_or_default()
    }

    /// Puts values into their places, each isolated, so that a name of the other direction
    /// cannot reorder the sentence around it.
    fn fill(&self, at: usize, values: &[(&str, &str)]) -> String {
        let template = self.texts.get(at).map_or("", String::as_str);
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                out.push('\u{2068}');
                out.push_str(value);
                out.push('\u{2069}');
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn count(&self, at: usize, n: i32, values: &[(&str, &str)]) -> String {
        let form = self.formats.plural(self.language, n) as usize;
        let spelled = self.texts.get(at + form).is_some_and(|t| !t.is_empty());
        let slot = if spelled {
            form
        } else {
            PluralForm::Other as usize
        };
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        self.fill(at + slot, &all)
    }
}

/// A name or an address that keeps its own direction inside a line of the other one (UAX 9, 2.4.4): "200 Cedar Street" would else
/// end with its number in Arabic.
#[must_use]
pub fn isolated(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}

impl PartialEq for Words {
    /// Two tables of one language are the same table.
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.language.tag)
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
