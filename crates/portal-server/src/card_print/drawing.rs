//! The page with one thing to cut out of it, in millimetres, as SVG with typed nodes.

use svg::node::element::{Group, Path, Rectangle, Text, path::Data};
use svg::{Document, Node};

use super::fonts::{MONO, SANS};
use crate::words::Words;

/// Letter, the paper of the centre's printer; on A4 it prints a little smaller and whole.
const PAGE: (f32, f32) = (215.9, 279.4);

/// From the top of the page to the card.
const TOP: f32 = 25.0;

/// A card, ISO/IEC 7810 ID-1.
pub const CARD: (f32, f32) = (85.6, 53.98);

/// Kept free inside the card's edges.
pub const MARGIN: f32 = 3.5;

/// What is left between the margins.
pub const ROOM: f32 = CARD.0 - 2.0 * MARGIN;

/// From the card's corner to a cut mark, and the mark's length.
const MARK: (f32, f32) = (1.0, 5.0);

/// A font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Words.
    Regular,
    /// Words that stand out.
    Bold,
    /// Code and PIN.
    Mono,
}

/// A font and its size in millimetres.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The font.
    pub face: Face,
    /// The size.
    pub size: f32,
}

/// What is drawn on a card. Its origin is the card's upper corner on the side where lines begin.
pub struct Drawing {
    group: Group,
    words: Words,
}

impl Drawing {
    /// An empty card for a language.
    pub fn new(words: Words) -> Self {
        Self {
            group: Group::new().set(
                "transform",
                format!("translate({} {TOP})", rounded((PAGE.0 - CARD.0) / 2.0)),
            ),
            words,
        }
    }

    /// A line of the language, which begins at `x`.
    pub fn line(&mut self, x: f32, baseline: f32, text: &str, style: Style) {
        if self.words.is_right_to_left() {
            // The base direction comes with the text (UAX #9, RLI and PDI): not every program that
            // draws SVG knows the property `direction`, and where it is known it turns anchors around.
            self.text(x, baseline, &format!("\u{2067}{text}\u{2069}"), style);
        } else {
            self.text(x, baseline, text, style);
        }
    }

    /// An address, code or PIN: left to right in every language, and beginning where its lines do.
    pub fn text(&mut self, x: f32, baseline: f32, text: &str, style: Style) {
        let (x, anchor) = if self.words.is_right_to_left() {
            (CARD.0 - x, "end")
        } else {
            (x, "start")
        };
        let node = text_node(text, style)
            .set("x", rounded(x))
            .set("y", rounded(baseline))
            .set("text-anchor", anchor);
        self.group.append(node);
    }

    /// Squares of a grid `wide` millimetres across whose edge begins at `x`. `squares` is a path with one
    /// unit a square, `across` of them.
    pub fn squares(&mut self, (x, y): (f32, f32), wide: f32, squares: Data, across: i32) {
        let left = if self.words.is_right_to_left() {
            CARD.0 - x - wide
        } else {
            x
        };
        let (left, top) = (rounded(left), rounded(y));
        let scale = rounded(wide / across as f32);
        let path = Path::new()
            .set("d", squares)
            .set("shape-rendering", "crispEdges")
            .set(
                "transform",
                format!("translate({left} {top}) scale({scale})"),
            );
        self.group.append(path);
    }

    /// The whole page as the text of an SVG file.
    pub fn finish(self) -> String {
        let paper = Rectangle::new()
            .set("width", "100%")
            .set("height", "100%")
            .set("fill", "#fff");
        Document::new()
            .set("width", format!("{}mm", PAGE.0))
            .set("height", format!("{}mm", PAGE.1))
            .set("viewBox", (0, 0, PAGE.0, PAGE.1))
            .set("xml:lang", self.words.tag())
            .add(paper)
            .add(self.group.add(cut_marks()))
            .to_string()
    }
}

/// A text by itself, to be measured.
pub fn alone(text: &str, style: Style) -> String {
    Document::new()
        .set("viewBox", (0, 0, 1, 1))
        .add(text_node(text, style))
        .to_string()
}

fn text_node(text: &str, style: Style) -> Text {
    let (family, fallback, weight) = match style.face {
        Face::Regular => (SANS, "sans-serif", "400"),
        Face::Bold => (SANS, "sans-serif", "700"),
        Face::Mono => (MONO, "monospace", "700"),
    };
    Text::new(text)
        .set("font-family", format!("{family}, {fallback}"))
        .set("font-size", rounded(style.size))
        .set("font-weight", weight)
}

/// A length in millimetres as it is written: no printer tells a tenth of a micrometre.
fn rounded(length: f32) -> f32 {
    (length * 1e4).round() / 1e4
}

/// Two short lines outside each corner, so that nothing of them is left on the card.
fn cut_marks() -> Path {
    let (gap, length) = MARK;
    let mut data = Data::new();
    for (x, outward_x) in [(0.0, -1.0), (CARD.0, 1.0)] {
        for (y, outward_y) in [(0.0, -1.0), (CARD.1, 1.0)] {
            data = data
                .move_to((x + outward_x * gap, y))
                .horizontal_line_by(outward_x * length)
                .move_to((x, y + outward_y * gap))
                .vertical_line_by(outward_y * length);
        }
    }
    Path::new()
        .set("d", data)
        .set("fill", "none")
        .set("stroke", "#000")
        .set("stroke-width", 0.15)
}
