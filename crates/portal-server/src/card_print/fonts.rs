//! The fonts that are embedded, and how wide words are in them.

use std::sync::{Arc, LazyLock};

use usvg::{Node, Options, Tree};

use super::drawing::{self, Style};

/// Sans for words, Mono for code and PIN.
pub const SANS: &str = "DejaVu Sans";
/// Its zero has a dot, and all its symbols are equally wide.
pub const MONO: &str = "DejaVu Sans Mono";

/// Text is laid out with these fonts alone, so that a page looks the same from every machine.
pub static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for font in [
        dejavu::sans::regular(),
        dejavu::sans::bold(),
        dejavu::sans_mono::bold(),
    ] {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    }
    Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
});

/// Size at which words are measured; their width grows with the size.
const MEASURED: f32 = 100.0;

/// How wide a text is, shaped and ordered as it is drawn, in the unit of the style's size.
pub fn width(text: &str, style: Style) -> f32 {
    let measured = Style {
        size: MEASURED,
        ..style
    };
    let svg = drawing::alone(text, measured);
    let tree = Tree::from_str(&svg, &OPTIONS);
    let node = tree.as_ref().ok().and_then(|t| t.root().children().first());
    match node {
        Some(Node::Text(text)) => text.bounding_box().width() * style.size / MEASURED,
        _ => 0.0,
    }
}
