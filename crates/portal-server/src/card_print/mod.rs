//! A family's card and the slip with its PIN, as one page to print and cut out. Pure.
//!
//! A card lies in a purse, and somebody the family fears may find it. So it names neither the centre nor
//! a person, says nothing of a case, and its PIN is on another piece of paper.
//!
//! The page is drawn once, as SVG with real text, and a PDF is made of that drawing.

mod card;
mod date;
mod drawing;
mod fonts;
mod pdf;
mod qr;
mod slip;
mod text;

#[cfg(test)]
mod tests;

use crate::words::Words;

pub use card::{CardFace, card};
pub use slip::pin_slip;

/// What a page is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page of Letter, fonts embedded.
    Pdf,
    /// The same drawing, with the fonts of whoever shows it.
    Svg,
}

/// A page, ready to be printed.
#[derive(Clone)]
pub struct Page {
    svg: String,
    words: Words,
}

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// More of it than a card has room for.
    #[error("the {0} is too long for a card")]
    TooLong(&'static str),
    /// The drawing could not be read back; it is the program's own, so this is a defect.
    #[error("the drawing of a card: {0}")]
    Drawing(#[from] usvg::Error),
    /// The PDF could not be written.
    #[error("the PDF of a card: {0}")]
    Pdf(String),
}

impl Page {
    /// The page as a file.
    ///
    /// # Errors
    /// [`PrintError::Drawing`] and [`PrintError::Pdf`].
    pub fn to_file(&self, format: Format) -> Result<Vec<u8>, PrintError> {
        match format {
            Format::Svg => Ok(self.svg.clone().into_bytes()),
            Format::Pdf => pdf::of(&self.svg, self.words),
        }
    }
}
