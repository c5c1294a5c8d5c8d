//! Texts as the search compares them: small letters without marks, one byte a letter.
//!
//! The tables of the standard library for small letters cost 12 KB on the wire. Here
//! are the letters of the languages that directories and families write: all of Latin with its
//! marks (Vietnamese has two on a letter), Arabic, and the simple part of Cyrillic. A
//! letter of these is one byte, so that a typing error is one byte as well.

/// Latin letters without their marks, from U+00C0, U+1E00 and on.
const LATIN: [(u32, &[u8]); 4] = [
    (0xC0, b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"),
    (0x100, b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"),
    (0x180, b"bbbb  occdddd eeeffgghiikkl mnnooooopp   ssttttuuuvyyzzzzzz    w    dddlllnnnaaiioouuuuuuuuuueaaaaaaggggkkoooozzjdddgghwnnaaaaooaaaaeeeeiiiioooorrrruuuussttyyhhndoozzaaeeooooooooyylntjdqaccltsz  buveejj qrryy"),
    (0x1E00, b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyassss aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy    yy"),
];

/// Arabic begins here in the folded alphabet, Cyrillic there, and the bytes of all other letters.
const ARABIC: u8 = 0x80;
const CYRILLIC: u8 = 0xB0;
const OTHERS: u8 = 0xF0;

/// What a character is to the search.
enum Kind {
    /// It ends a word.
    Gap,
    /// It is not there: an accent, an apostrophe, the dots of an abbreviation.
    Nothing,
    /// A letter or digit.
    Letter(u8),
    /// A letter of a writing that has no bytes of its own.
    Other(u32),
}

/// Hands over the words of a text, folded.
pub(crate) fn words(text: &str, mut each: impl FnMut(&[u8])) {
    let mut word = Vec::with_capacity(32);
    for c in text.chars() {
        match kind(c) {
            Kind::Nothing => {}
            Kind::Letter(letter) => word.push(letter),
            Kind::Other(code) => word.extend([
                OTHERS | (code >> 14) as u8 & 0xF,
                0x80 | (code >> 7) as u8 & 0x7F,
                0x80 | code as u8 & 0x7F,
            ]),
            Kind::Gap if word.is_empty() => {}
            Kind::Gap => {
                each(without_article(&word));
                word.clear();
            }
        }
    }
    if !word.is_empty() {
        each(without_article(&word));
    }
}

/// An Arabic word without its "the", which is written into it, nor an "and", "with" or "for"
/// before that: each is a beginning, and how many letters must be left so that it is one.
/// With fewer it may be the word's own, as in "mother" or "parents".
fn without_article(word: &[u8]) -> &[u8] {
    const ALEF: u8 = ARABIC + 0x06;
    const BA: u8 = ARABIC + 0x07;
    const LAM: u8 = ARABIC + 0x23;
    const WAW: u8 = ARABIC + 0x27;
    const ARTICLES: [(&[u8], usize); 4] = [
        (&[ALEF, LAM], 3),
        (&[LAM, LAM], 3),
        (&[WAW, ALEF, LAM], 4),
        (&[BA, ALEF, LAM], 4),
    ];
    for (article, least) in ARTICLES {
        if let Some(rest) = word.strip_prefix(article)
            && rest.len() >= least
        {
            return rest;
        }
    }
    word
}

fn kind(c: char) -> Kind {
    let code = c as u32;
    match c {
        'a'..='z' | '0'..='9' => Kind::Letter(c as u8),
        'A'..='Z' => Kind::Letter(c as u8 | 0x20),
        '\'' | '.' | '\u{2019}' | '\u{2BC}' | '\u{300}'..='\u{36F}' => Kind::Nothing,
        // Marks of direction and joining.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Kind::Nothing,
        '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Kind::Nothing,
        '\0'..='\u{BF}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' => Kind::Gap,
        '\u{600}'..='\u{6FF}' => arabic(code),
        '\u{410}'..='\u{42F}' => Kind::Letter(CYRILLIC + (code - 0x410) as u8),
        'ё' | 'Ё' => Kind::Letter(CYRILLIC + 5),
        '\u{430}'..='\u{44F}' => Kind::Letter(CYRILLIC + (code - 0x430) as u8),
        _ => latin(code),
    }
}

fn latin(code: u32) -> Kind {
    for (from, letters) in LATIN {
        if let Some(letter) = letters.get(code.wrapping_sub(from) as usize) {
            return match letter {
                b' ' => Kind::Gap,
                letter => Kind::Letter(*letter),
            };
        }
    }
    Kind::Other(code)
}

/// Alef, ya and ta marbuta are written in several ways by the same hand; vowel signs and
/// the stretching line mean nothing to a search.
fn arabic(code: u32) -> Kind {
    let plain = match code {
        0x660..=0x669 => return Kind::Letter(b'0' + (code - 0x660) as u8),
        0x6F0..=0x6F9 => return Kind::Letter(b'0' + (code - 0x6F0) as u8),
        0x610..=0x61A | 0x621 | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED => {
            return Kind::Nothing;
        }
        0x600..=0x60F | 0x61B..=0x61F | 0x66A..=0x66D | 0x6D4 => return Kind::Gap,
        0x622 | 0x623 | 0x625 | 0x671 => 0x627,
        0x624 => 0x648,
        0x626 | 0x649 | 0x6CC => 0x64A,
        0x629 => 0x647,
        0x6A9 => 0x643,
        other => other,
    };
    match plain {
        0x621..=0x64A => Kind::Letter(ARABIC + (plain - 0x621) as u8),
        other => Kind::Other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_vec()));
        found
    }

    #[test]
    fn two_ways_to_write_a_word_are_the_same_word() {
        for (one, other) in [
            ("Consejería Médica", "consejeria medica"),
            ("Niño", "NIN\u{303}O"),
            ("Nơi ở, thực phẩm", "noi o thuc pham"),
            ("ạ ả ấ ầ ế ệ ị ọ ố ụ ữ ỳ đ Đ", "a a a a e e i o o u u y d d"),
            ("bệnh", "be\u{323}\u{302}nh"),
            ("مأوى", "ماوي"),
            ("إسكان آمن", "اسكان امن"),
            ("عيـــادة", "عياده"),
            ("طَعَام", "طعام"),
            ("المحامي والطعام", "محامى طعام"),
            ("مساعدة بالإيجار للأطفال", "مساعده ايجار اطفال"),
            ("مسؤول بيئة", "مسوول بييه"),
            ("٣٣١٣٦", "33136"),
            ("Łódź Straße", "lodz strase"),
            ("ЁЛКА", "елка"),
            ("Children’s Y.M.C.A.", "childrens ymca"),
            ("day-care/night", "day care night"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn a_letter_is_one_byte() {
        for text in ["consejería", "thựcphẩm", "عيادة", "приют"] {
            let letters = text.chars().count();
            assert_eq!(folded(text), [folded(text)[0].clone()]);
            assert_eq!(folded(text)[0].len(), letters, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_short_arabic_word_is_its_own() {
        for text in ["الأم", "ألم", "والد", "والدين", "بالغ", "الى", "الآن", "لله"]
        {
            assert_eq!(folded(text)[0].len(), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn nothing_but_marks_is_no_word() {
        for text in ["", "   ", "…—!", "'.'", "\u{301}"] {
            assert!(folded(text).is_empty(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_folded(text in "\\PC*") {
            words(&text, |word| assert!(!word.is_empty()));
        }
    }
}
