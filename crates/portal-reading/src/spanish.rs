//! Spanish: syllables by its own rules, and INFLESZ.

/// INFLESZ: the Szigriszt-Pazos score, read on the scale of Barrio-Cantalejo et al. (2008). Higher
/// is easier; below 55 is hard, 65 to 80 fairly easy.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of words fit an f64")]
pub fn inflesz(text: &str) -> f64 {
    let words = textstat::lexicon_count(text) as f64;
    if words == 0.0 {
        return 100.0;
    }
    let sentences = textstat::sentence_count(text) as f64;
    let all: usize = text.split_whitespace().map(syllables).sum();
    206.835 - 62.3 * (all as f64 / words) - words / sentences
}

/// Syllables of a word: its vowels, where a diphthong counts once. A weak vowel with an accent
/// stands alone ("país" has two).
pub fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut before = Sound::Other;
    let lower = word.to_lowercase();
    for sound in sounds(&lower) {
        let joins = matches!(
            (before, sound),
            (Sound::Weak, Sound::Weak | Sound::Strong)
                | (Sound::Strong, Sound::Weak)
                | (_, Sound::Other)
        );
        if !joins {
            count += 1;
        }
        before = sound;
    }
    if count == 0 {
        return usize::from(word.chars().any(char::is_alphanumeric));
    }
    count
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Strong,
    Weak,
    /// A weak vowel that stands alone.
    Hiatus,
    Other,
}

/// The sounds of a word; `u` is silent in "que", "qui", "gue" and "gui", and `h` between vowels is
/// silent as well.
fn sounds(lower: &str) -> Vec<Sound> {
    let letters: Vec<char> = lower.chars().filter(|c| *c != 'h').collect();
    let mut found = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let silent_u = *letter == 'u'
            && at > 0
            && matches!(letters[at - 1], 'q' | 'g')
            && letters
                .get(at + 1)
                .is_some_and(|next| matches!(next, 'e' | 'i' | 'é' | 'í'));
        if silent_u {
            continue;
        }
        let last = at + 1 == letters.len();
        found.push(match letter {
            'a' | 'e' | 'o' | 'á' | 'é' | 'ó' => Sound::Strong,
            'i' | 'u' | 'ü' => Sound::Weak,
            'y' if last => Sound::Weak,
            'í' | 'ú' => Sound::Hiatus,
            _ => Sound::Other,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        let table = [
            ("casa", 2),
            ("nombre", 2),
            ("usted", 2),
            ("ayuda", 3),
            ("policía", 4),
            ("país", 2),
            ("ciudad", 2),
            ("que", 1),
            ("guía", 2),
            ("reunión", 2),
            ("teatro", 3),
            ("hoy", 1),
            ("y", 1),
            ("hospital", 3),
            ("816-555-0100", 1),
            ("—", 0),
        ];
        for (word, count) in table {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_childs_sentence_is_easy_and_an_offices_is_hard() {
        assert!(inflesz("La niña va a casa. Usted la espera.") > 90.0);
        let office = "La determinación administrativa correspondiente será notificada oportunamente mediante comunicación certificada.";
        assert!(inflesz(office) < 20.0);
    }
}
