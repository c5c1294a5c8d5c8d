//! The portal's own words in the server, for what leaves the portal: calendar files and printed cards. No
//! screen is there to put words around their facts.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The words of one language by their key in `locales/`.
pub type Texts = HashMap<String, Option<String>>;

/// A language's own words, and those of the office, where the words of printed cards stand.
macro_rules! language {
    ($tag:literal) => {
        (
            $tag,
            [
                include_str!(concat!("../../../locales/", $tag, ".json")),
                include_str!(concat!("../../../locales/office/", $tag, ".json")),
            ],
        )
    };
}

/// Every language of the portal, English first: it is the language of last resort.
const FILES: [(&str, [&str; 2]); 5] = [
    language!("en"),
    language!("es"),
    language!("vi"),
    language!("ar"),
    language!("so"),
];

static LANGUAGES: LazyLock<Vec<(&str, Texts)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str::<Texts>(text).unwrap_or_default();
    let both = |(tag, texts): (_, [_; 2])| (tag, texts.into_iter().flat_map(read).collect());
    FILES.into_iter().map(both).collect()
});

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    tag: &'static str,
    texts: &'static Texts,
}

impl Words {
    /// The words for a BCP 47 tag: `es-MX` finds `es`, an unknown tag finds nothing.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        let mut languages = LANGUAGES.iter();
        let (tag, texts) = languages.find(|(known, _)| known.eq_ignore_ascii_case(primary))?;
        Some(Self { tag, texts })
    }

    /// English, the language of last resort.
    #[must_use]
    pub fn last_resort() -> Self {
        let (tag, texts) = &LANGUAGES[0];
        Self { tag, texts }
    }

    /// The words for somebody whose language is `own`: where the portal does not know it, those of the
    /// centre's first language that it knows.
    #[must_use]
    pub fn for_reader(own: &str, center: &[String]) -> Self {
        let tags = std::iter::once(own).chain(center.iter().map(String::as_str));
        let mut known = tags.filter_map(Self::of);
        known.next().unwrap_or_else(Self::last_resort)
    }

    /// The tags of every language, English first.
    #[must_use]
    pub fn tags() -> [&'static str; 5] {
        FILES.map(|(tag, _)| tag)
    }

    /// The language, as its files are named.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// What the head of its file says of itself: `locale`, `months` and the like, without `_meta.`.
    #[must_use]
    pub fn meta(self, name: &str) -> Option<&'static str> {
        self.texts.get(&format!("_meta.{name}"))?.as_deref()
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        self.meta("dir") == Some("rtl")
    }

    /// The text of a key. A key that is nowhere shows itself, and the tests look for that.
    #[must_use]
    pub fn text(&self, key: &'static str) -> &'static str {
        self.texts
            .get(key)
            .and_then(Option::as_deref)
            .unwrap_or(key)
    }

    /// A text with values in their places, each isolated as on the screen.
    #[must_use]
    pub fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let text = self.text(key).to_owned();
        values.iter().fold(text, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &isolated(value))
        })
    }
}

/// A value that cannot reorder the words around it: without this, a phone number in Arabic reads from
/// its end.
#[must_use]
pub fn isolated(value: &str) -> String {
    format!("\u{2068}{value}\u{2069}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_portal_is_compiled_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales");
        let names = std::fs::read_dir(folder).expect("a folder");
        let mut tags: Vec<String> = names
            .map(|entry| entry.expect("an entry").file_name())
            .filter_map(|name| Some(name.to_str()?.strip_suffix(".json")?.to_owned()))
            .collect();
        tags.sort();
        let mut known = FILES.map(|(tag, _)| tag);
        known.sort_unstable();
        assert_eq!(tags, known);
        for (tag, texts) in &*LANGUAGES {
            assert!(texts.len() > 100, "{tag} was not read");
        }
    }

    #[test]
    fn a_region_finds_its_language_and_an_unknown_tag_finds_nothing() {
        let table = [
            ("es-MX", Some("es")),
            ("AR", Some("ar")),
            ("tlh", None),
            ("../en", None),
            ("", None),
        ];
        for (asked, found) in table {
            assert_eq!(Words::of(asked).map(Words::tag), found, "{asked}");
        }
        let center = ["tlh", "vi", "es"].map(str::to_owned);
        assert_eq!(Words::for_reader("so-US", &center).tag(), "so");
        assert_eq!(Words::for_reader("fa", &center).tag(), "vi");
        assert_eq!(Words::for_reader("fa", &[]).tag(), "en");
        let spanish = Words::of("es").expect("Spanish");
        assert_ne!(
            spanish.text("visit.where"),
            Words::last_resort().text("visit.where")
        );
    }
}
