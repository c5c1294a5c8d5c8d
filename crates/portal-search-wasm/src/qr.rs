//! A list that a phone takes along by its camera.

use qrcodegen::{QrCode, QrCodeEcc};
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes beyond which the squares get too small for the camera of a cheap phone.
const MOST: usize = 1000;

/// A text as a QR code (ISO/IEC 18004): its width in squares, a space, and the dark squares as the
/// path of an SVG. Nothing when the text is too long.
#[wasm_bindgen]
pub fn qr(text: &str) -> Option<String> {
    if text.len() > MOST {
        return None;
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = code.size().to_string();
    path.push(' ');
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"].concat());
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_its_three_corners() {
        let code = qr("https://portal.example/list#a,b").unwrap_or_default();
        let (size, path) = code.split_once(' ').unwrap_or_default();
        assert_eq!(size, "29");
        for corner in ["M0 0h", "M28 0h", "M0 28h"] {
            assert!(path.contains(corner), "{corner}");
        }
    }

    #[test]
    fn what_a_camera_could_not_read_is_no_code() {
        assert_eq!(qr(&"a".repeat(MOST + 1)), None);
    }
}
