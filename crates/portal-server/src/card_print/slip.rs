//! The slip with the PIN: it names neither the code nor the portal.

use portal_types::Pin;

use super::drawing::{CARD, Drawing, Face, MARGIN, ROOM, Style};
use super::text::{CAPITAL, Paragraph, Sizes, fit};
use super::{Page, PrintError};
use crate::words::Words;

/// In millimetres: six digits then take two thirds of the slip.
const DIGITS: Style = Style {
    face: Face::Mono,
    size: 14.0,
};
const LABEL: Style = Style {
    face: Face::Bold,
    size: 4.0,
};
const GAP: f32 = 4.0;
const WORDS: Sizes = Sizes {
    wished: 4.0,
    least: 2.4,
};

/// The page with the slip of a PIN, in a language's words.
///
/// # Errors
/// [`PrintError::TooLong`] when the words have no room on it.
pub fn pin_slip(pin: &Pin, words: Words) -> Result<Page, PrintError> {
    let mut drawing = Drawing::new(words);
    let label = MARGIN + CAPITAL * LABEL.size;
    drawing.line(MARGIN, label, words.text("pin.label"), LABEL);
    let digits = label + GAP + CAPITAL * DIGITS.size;
    drawing.text(MARGIN, digits, &pin.digits(), DIGITS);
    let told = ["card.slip_learn", "card.slip_apart", "card.slip_secret"].map(|key| Paragraph {
        text: words.text(key).to_owned(),
        face: Face::Regular,
    });
    let top = digits + GAP;
    let lines = fit(&told, WORDS, ROOM, CARD.1 - MARGIN - top);
    for line in lines.ok_or(PrintError::TooLong("words"))? {
        drawing.line(MARGIN, top + line.baseline, &line.text, line.style);
    }
    Ok(Page {
        svg: drawing.finish(),
        words,
    })
}
