//! BCP 47 tags out of the names that directories write.

use crate::model::{Language, Service};

/// Names, in small letters, and their tags.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("ingles", "en"),
    ("inglés", "en"),
    ("spanish", "es"),
    ("español", "es"),
    ("espanol", "es"),
    ("castilian", "es"),
    ("haitian creole", "ht"),
    ("haitian-creole", "ht"),
    ("creole", "ht"),
    ("kreyòl", "ht"),
    ("kreyol", "ht"),
    ("haitian", "ht"),
    ("french", "fr"),
    ("français", "fr"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("italian", "it"),
    ("german", "de"),
    ("dutch", "nl"),
    ("greek", "el"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("polish", "pl"),
    ("romanian", "ro"),
    ("hungarian", "hu"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("bosnian", "bs"),
    ("serbian", "sr"),
    ("croatian", "hr"),
    ("albanian", "sq"),
    ("armenian", "hy"),
    ("danish", "da"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("icelandic", "is"),
    ("finnish", "fi"),
    ("hebrew", "he"),
    ("yiddish", "yi"),
    ("arabic", "ar"),
    ("farsi", "fa"),
    ("persian", "fa"),
    ("dari", "prs"),
    ("pashto", "ps"),
    ("kurdish", "ku"),
    ("turkish", "tr"),
    ("urdu", "ur"),
    ("hindi", "hi"),
    ("punjabi", "pa"),
    ("gujarati", "gu"),
    ("bengali", "bn"),
    ("nepali", "ne"),
    ("sindhi", "sd"),
    ("tamil", "ta"),
    ("telugu", "te"),
    ("chinese", "zh"),
    ("mandarin", "cmn"),
    ("cantonese", "yue"),
    ("taiwanese", "nan"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("vietnamese", "vi"),
    ("thai", "th"),
    ("lao", "lo"),
    ("laotian", "lo"),
    ("khmer", "km"),
    ("cambodian", "km"),
    ("hmong", "hmn"),
    ("burmese", "my"),
    ("karen", "kar"),
    ("tagalog", "tl"),
    ("filipino", "fil"),
    ("samoan", "sm"),
    ("marshallese", "mh"),
    ("somali", "so"),
    ("amharic", "am"),
    ("tigrinya", "ti"),
    ("oromo", "om"),
    ("swahili", "sw"),
    ("kinyarwanda", "rw"),
    ("yoruba", "yo"),
    ("igbo", "ig"),
    ("hausa", "ha"),
    ("wolof", "wo"),
    ("navajo", "nv"),
    ("quechua", "qu"),
    ("k'iche'", "quc"),
    ("mam", "mam"),
    ("american sign language", "ase"),
    ("asl", "ase"),
    ("sign language", "ase"),
];

/// Remarks in brackets that say it is not spoken there.
const NOT_SPOKEN: &[&str] = &[
    "website",
    "publication",
    "material",
    "written",
    "as needed",
    "not always",
];

/// The languages of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// BCP 47 tags, each once, in the order of the directory.
    pub tags: Vec<&'static str>,
    /// Names that have no tag here, as they stand.
    pub unknown: Vec<String>,
}

/// The languages of a service, or else those of its first place.
#[must_use]
pub fn languages(service: &Service) -> Spoken {
    let place = service
        .service_at_locations
        .first()
        .and_then(|place| place.location.as_deref());
    let at_place = place.map_or(&[][..], |place| &place.languages);
    let spoken = if service.languages.is_empty() {
        at_place
    } else {
        &service.languages
    };
    let mut result = Spoken::default();
    for language in spoken {
        let tags = tags_of(language);
        if tags.is_empty() {
            result
                .unknown
                .extend(language.name.clone().or_else(|| language.code.clone()));
        }
        for tag in tags {
            if !result.tags.contains(&tag) {
                result.tags.push(tag);
            }
        }
    }
    result
}

fn tags_of(language: &Language) -> Vec<&'static str> {
    let by_code = language.code.as_deref().and_then(of_code);
    if let Some(tag) = by_code {
        return vec![tag];
    }
    language.name.as_deref().map(of_name).unwrap_or_default()
}

fn of_code(code: &str) -> Option<&'static str> {
    let primary = code.split(['-', '_']).next()?.to_ascii_lowercase();
    let tag = match primary.as_str() {
        "eng" => "en",
        "spa" => "es",
        "hat" => "ht",
        "fra" | "fre" => "fr",
        "por" => "pt",
        "vie" => "vi",
        "ara" => "ar",
        "som" => "so",
        other => other,
    };
    NAMES
        .iter()
        .find(|(_, known)| *known == tag)
        .map(|(_, known)| *known)
}

/// The tags of "English and Spanish" or "Spanish (limited)", but not of "Spanish (website)".
fn of_name(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase();
    let (spoken, remark) = name.split_once('(').unwrap_or((&name, ""));
    if NOT_SPOKEN.iter().any(|word| remark.contains(word)) {
        return Vec::new();
    }
    let spoken = spoken.replace(" and ", ",").replace(" & ", ",");
    let words = |part: &str| part.trim_matches([' ', '.', '*', ':']).to_owned();
    let known = |part: &str| {
        NAMES
            .iter()
            .find(|(known, _)| *known == part)
            .map(|(_, tag)| *tag)
    };
    spoken
        .split([',', ';', '/', '\n', '.'])
        .map(|part| words(part.trim().trim_start_matches("and ")))
        .filter_map(|part| known(part.trim_start_matches("limited ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_tags() {
        for (name, tags) in [
            ("English", &["en"][..]),
            ("Creole", &["ht"]),
            ("Haitian Creole", &["ht"]),
            ("American Sign Language", &["ase"]),
            ("English and Spanish", &["en", "es"]),
            ("Spanish (limited)", &["es"]),
            ("English; Spanish", &["en", "es"]),
            ("Spanish (website)", &[]),
            ("Language line available", &[]),
            ("SOMALI", &["so"]),
        ] {
            assert_eq!(of_name(name), tags, "{name}");
        }
        assert_eq!(of_code("spa"), Some("es"));
        assert_eq!(of_code("zh-Hant"), Some("zh"));
        assert_eq!(of_code("qqq"), None);
    }
}
