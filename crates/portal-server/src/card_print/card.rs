//! The card: where to go, the code, the square of both, until when, and whom to call.

use jiff::civil::Date;
use portal_types::CardCode;

use super::drawing::{CARD, Drawing, Face, MARGIN, ROOM};
use super::text::{CAPITAL, LINE, Line, Paragraph, Sizes, fit, fit_line};
use super::{Page, PrintError, date, qr};
use crate::address::Address;
use crate::words::Words;

/// What stands on a card. There is no field for a PIN, a person or the centre's name.
pub struct CardFace<'a> {
    /// Where families reach the portal.
    pub address: &'a Address,
    /// What is typed there.
    pub code: &'a CardCode,
    /// Last day it is good.
    pub expires_on: Date,
    /// The number to call, which is answered without the centre's name.
    pub phone: &'a str,
    /// The words of the caregiver's language.
    pub words: Words,
}

/// With its quiet zone. A link has at least 34 bytes and so 29 squares: the code itself is 20 mm or more.
const SQUARE: f32 = 26.5;

/// How far a Q goes below the baseline, in sizes of the code.
const TAIL_OF_Q: f32 = 0.14;

/// Between what stands above one another.
const GAP: f32 = 2.4;

/// Nothing on a card is smaller: 2.4 mm are 6.8 points, the small print of a ticket.
const LEAST: f32 = 2.4;

const ADDRESS: Sizes = Sizes {
    wished: 3.8,
    least: LEAST,
};
const CODE: Sizes = Sizes {
    wished: 9.2,
    least: 8.0,
};
const WORDS: Sizes = Sizes {
    wished: 3.4,
    least: LEAST,
};

/// What the square holds: the sign-in page with the code behind `#`, which no browser sends to a server
/// (RFC 9110 section 7.1), as the portal reads it there.
fn link(face: &CardFace<'_>) -> String {
    format!("{}/start#c={}", face.address, face.code.to_printed())
}

/// The page with a card.
///
/// # Errors
/// [`PrintError::TooLong`] when address or phone number have no room on it.
pub fn card(face: &CardFace<'_>) -> Result<Page, PrintError> {
    let mut drawing = Drawing::new(face.words);
    let below = head(face, &mut drawing)?;
    let column = square(face, &mut drawing, below)?;
    let foot = foot(face)?;
    let top = below + GAP;
    let high = foot[0].baseline - CAPITAL * foot[0].style.size - GAP - top;
    let told = fit(&told(face), WORDS, CARD.0 - MARGIN - column, high);
    for line in told.ok_or(PrintError::TooLong("instruction"))? {
        drawing.line(column, top + line.baseline, &line.text, line.style);
    }
    for line in foot {
        drawing.line(MARGIN, line.baseline, &line.text, line.style);
    }
    Ok(Page {
        svg: drawing.finish(),
        words: face.words,
    })
}

/// Address and code. Answers where the code ends, with the tail of a Q.
fn head(face: &CardFace<'_>, drawing: &mut Drawing) -> Result<f32, PrintError> {
    let line = |text, face, sizes| fit_line(text, face, sizes, ROOM);
    let address = face.address.as_str();
    let address_style = line(address, Face::Bold, ADDRESS).ok_or(PrintError::TooLong("address"))?;
    let code = face.code.to_printed();
    let code_style = line(&code, Face::Mono, CODE).ok_or(PrintError::TooLong("code"))?;
    let first = MARGIN + CAPITAL * address_style.size;
    drawing.text(MARGIN, first, address, address_style);
    let second = first + GAP + CAPITAL * code_style.size;
    drawing.text(MARGIN, second, &code, code_style);
    Ok(second + TAIL_OF_Q * code_style.size)
}

/// The square below the code. Answers where text beside it may begin.
fn square(face: &CardFace<'_>, drawing: &mut Drawing, below: f32) -> Result<f32, PrintError> {
    let code = qr::squares(&link(face)).ok_or(PrintError::TooLong("address"))?;
    let quiet = SQUARE * qr::QUIET as f32 / (code.across + 2 * qr::QUIET) as f32;
    let wide = SQUARE - 2.0 * quiet;
    let top = below + quiet;
    drawing.squares((MARGIN, top), wide, code.dark, code.across);
    Ok(MARGIN + wide + quiet)
}

/// Whom to call, below everything; baselines are below the card's upper edge.
fn foot(face: &CardFace<'_>) -> Result<[Line; 2], PrintError> {
    let help = face.words.fill("card.help", &[("phone", face.phone)]);
    let emergency = face.words.text("emergency").to_owned();
    let style = |text: &str, face| {
        fit_line(text, face, WORDS, ROOM).ok_or(PrintError::TooLong("phone number"))
    };
    let help_style = style(&help, Face::Regular)?;
    let last_style = style(&emergency, Face::Bold)?;
    let last = CARD.1 - MARGIN;
    Ok([
        Line {
            text: help,
            style: help_style,
            baseline: last - LINE * last_style.size,
        },
        Line {
            text: emergency,
            style: last_style,
            baseline: last,
        },
    ])
}

fn told(face: &CardFace<'_>) -> [Paragraph; 3] {
    let words = face.words;
    // One line holds the whole day.
    let day = date::in_words(face.expires_on, words).replace(' ', "\u{a0}");
    let paragraph = |text: String, face| Paragraph { text, face };
    [
        paragraph(words.text("card.how").to_owned(), Face::Regular),
        paragraph(words.text("card.pin").to_owned(), Face::Regular),
        paragraph(words.fill("card.until", &[("day", &day)]), Face::Bold),
    ]
}
