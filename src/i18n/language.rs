//! The languages a screen can be in.

use super::{Calendar, LANGUAGES};

/// A language of the portal, from the head of its file in `locales/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag, the name of its file.
    pub tag: &'static str,
    /// Its own name, as its speakers write it.
    pub name: &'static str,
    /// The tag that dates and numbers are formatted with.
    pub locale: &'static str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Whether a professional translator has signed the file.
    pub reviewed: bool,
    /// Names of days and months, for a language that browsers do not know.
    pub calendar: Option<Calendar>,
}

/// The portal's language for a BCP 47 tag: `es-MX` finds `es`, an unknown tag finds nothing.
#[must_use]
pub fn find_language(tag: &str) -> Option<&'static Language> {
    let primary = tag.split('-').next().unwrap_or_default();
    LANGUAGES
        .iter()
        .find(|l| l.tag.eq_ignore_ascii_case(tag))
        .or_else(|| {
            LANGUAGES
                .iter()
                .find(|l| l.tag.eq_ignore_ascii_case(primary))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_finds_its_language_and_an_unknown_tag_finds_nothing() {
        assert_eq!(find_language("es-MX").map(|l| l.tag), Some("es"));
        assert_eq!(find_language("EN").map(|l| l.tag), Some("en"));
        assert_eq!(find_language("tlh"), None);
    }
}
