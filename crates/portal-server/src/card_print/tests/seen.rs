//! What is to be seen on a page, measured in what is drawn.

use usvg::{Group, Node, Tree};

use super::super::drawing::CARD;
use super::super::{Page, fonts};

/// Pixels in a millimetre, as the tree is measured.
const PIXELS: f32 = 96.0 / 25.4;

/// Rounding, in millimetres.
pub const CLOSE: f32 = 0.05;

/// A box in millimetres from the card's upper left corner.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    fn of(rect: usvg::Rect) -> Self {
        let (x, y) = ((215.9 - CARD.0) / 2.0, 25.0);
        Self {
            left: rect.left() / PIXELS - x,
            top: rect.top() / PIXELS - y,
            right: rect.right() / PIXELS - x,
            bottom: rect.bottom() / PIXELS - y,
        }
    }

    pub fn grown(self, by: f32) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub fn meets(self, other: Self) -> bool {
        self.left + CLOSE < other.right
            && other.left + CLOSE < self.right
            && self.top + CLOSE < other.bottom
            && other.top + CLOSE < self.bottom
    }

    pub fn is_in(self, other: Self) -> bool {
        self.left >= other.left - CLOSE
            && self.right <= other.right + CLOSE
            && self.top >= other.top - CLOSE
            && self.bottom <= other.bottom + CLOSE
    }
}

/// A text as it is drawn: its letters' outlines, and its size in millimetres.
pub struct Drawn {
    pub text: String,
    pub ink: Area,
    pub size: f32,
    /// Whether every letter of it is in a font.
    pub whole: bool,
}

fn tree(page: &Page) -> Tree {
    Tree::from_str(&page.svg, &fonts::OPTIONS).expect("a drawing")
}

fn walk(group: &Group, see: &mut impl FnMut(&Node)) {
    for node in group.children() {
        match node {
            Node::Group(inner) => walk(inner, see),
            other => see(other),
        }
    }
}

pub fn drawn(page: &Page) -> Vec<Drawn> {
    let mut out = Vec::new();
    walk(tree(page).root(), &mut |node| {
        if let Node::Text(text) = node {
            let glyphs = || text.layouted().iter().flat_map(|s| &s.positioned_glyphs);
            let outlines = text.flattened().bounding_box();
            let ink = outlines.transform(text.abs_transform());
            out.push(Drawn {
                text: text.chunks().iter().map(|c| c.text().to_owned()).collect(),
                ink: Area::of(ink.expect("a box")),
                size: text.layouted()[0].font_size.get(),
                whole: glyphs().all(|glyph| glyph.id.0 != 0),
            });
        }
    });
    out
}

/// The square code, without what stays free around it.
pub fn square(page: &Page) -> Area {
    let mut found = None;
    walk(tree(page).root(), &mut |node| {
        if let Node::Path(path) = node
            && path.data().len() > 500
        {
            found = Some(Area::of(path.abs_bounding_box()));
        }
    });
    found.expect("a square code")
}
