//! A passphrase that somebody chose: long, and nothing that is tried first.

use zxcvbn::{Score, zxcvbn};

use super::enrol::EnrolError;

/// Characters a passphrase has at least (NIST SP 800-63B-4, 3.1.1.2: 15 where it might be the only factor).
pub const SHORTEST: usize = 15;

/// Characters a passphrase has at most: a sign-in's body must take it.
pub const LONGEST: usize = 256;

/// Words of any place like this one. A centre's own name, and the person's, come to them.
const OF_THE_PLACE: [&str; 9] = [
    "advocacy",
    "advocate",
    "center",
    "centre",
    "child",
    "family",
    "kiosk",
    "passphrase",
    "portal",
];

/// Letters of a word that is worth trying.
const WORD: usize = 3;

/// A passphrase as somebody typed it. No `Debug`: it must not reach a log.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// Each character of it.
    pub text: &'a str,
    /// What the centre is called.
    pub place: &'a str,
}

/// A passphrase that was judged good enough.
pub struct Chosen(String);

impl Chosen {
    /// Judges what was typed. Words of the place and of the person's names make a passphrase no better: the rest of it must be
    /// good enough alone.
    ///
    /// How many guesses it takes is estimated from lists of common passwords, names and words, from patterns on a keyboard, and
    /// from what comes again and again (ASVS 5.0, 6.1.2, 6.2.4 and 6.2.11); it must be a hundred million at least.
    ///
    /// # Errors
    /// [`EnrolError::Passphrase`] when it is too short, too long or too easy.
    pub fn judge(typed: &Typed<'_>, person: [&str; 2]) -> Result<Self, EnrolError> {
        let Typed { text, place } = *typed;
        let known = person.into_iter().chain([place]);
        let known = known.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let known = known.filter(|word| word.chars().count() >= WORD);
        let rest = known
            .chain(OF_THE_PLACE)
            .fold(text.to_lowercase(), |rest, word| {
                rest.replace(&word.to_lowercase(), "")
            });
        let is_long_enough = (SHORTEST..=LONGEST).contains(&text.chars().count());
        match is_long_enough && zxcvbn(&rest, &[]).score() >= Score::Three {
            true => Ok(Self(text.to_owned())),
            false => Err(EnrolError::Passphrase),
        }
    }

    /// As it was typed.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_long_and_nothing_that_is_tried_first() {
        let judged = |text: &str| {
            let typed = Typed {
                text,
                place: "Riverbend Family House",
            };
            Chosen::judge(&typed, ["dana.whitlow", "Dana Whitlow"]).is_ok()
        };
        for (typed, good) in [
            ("four words in a row", true),
            ("ninety lamps sing", true),
            ("خمس كلمات في صف واحد", true),
            ("short passwor", false),
            ("aaaaaaaaaaaaaaaaaaaa", false),
            ("passwordpassword", false),
            ("Password123456789", false),
            ("qwertyuiopasdfgh", false),
            ("iloveyouiloveyou", false),
            ("dana.whitlowdana.whitlow", false),
            ("DanaWhitlow2026", false),
            ("RiverbendFamily1", false),
            ("advocacy center portal", false),
        ] {
            assert_eq!(judged(typed), good, "{typed}");
        }
        let long = "seven grey herons walk slowly past the old mill while nobody else is looking";
        assert!(long.len() > 64 && judged(long), "{long}");
        assert!(!judged(&long.repeat(4)), "too long");
    }
}
