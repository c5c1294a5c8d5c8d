//! The square code of a card (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};
use svg::node::element::path::Data;

/// Squares that stay free around it, on each side (ISO/IEC 18004 section 5.3.8).
pub const QUIET: i32 = 4;

/// Squares across beyond which they get too small for the camera of a cheap phone: at the size it has
/// on a card, each is then half a millimetre.
const MOST: i32 = 45;

/// A code without its quiet zone.
pub struct Squares {
    /// How many there are across.
    pub across: i32,
    /// The dark ones, one unit each.
    pub dark: Data,
}

/// A text as squares, with error correction M; nothing when there would be too many of them.
pub fn squares(text: &str) -> Option<Squares> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let across = code.size();
    if across > MOST {
        return None;
    }
    let mut dark = Data::new();
    for y in 0..across {
        let mut x = 0;
        while x < across {
            let run = (x..across).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                // One shape for each run: between neighbours a printer would leave hairlines.
                dark = dark
                    .move_to((x, y))
                    .horizontal_line_by(run)
                    .vertical_line_by(1)
                    .horizontal_line_by(-run)
                    .close();
            }
            x += run + 1;
        }
    }
    Some(Squares { across, dark })
}
