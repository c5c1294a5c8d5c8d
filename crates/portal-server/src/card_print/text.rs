//! Text in lines: where they break, and the largest size at which they fit.

use super::drawing::{Face, Style};
use super::fonts::width;

/// Sizes are tried in steps of this, in millimetres.
const STEP: f32 = 0.05;

/// From baseline to baseline, in sizes.
pub const LINE: f32 = 1.28;

/// More between two paragraphs, in sizes.
const GAP: f32 = 0.42;

/// Height of a capital, in sizes, of both fonts.
pub const CAPITAL: f32 = 0.729;

/// How far tails of letters go below the baseline, in sizes.
const TAIL: f32 = 0.24;

/// A paragraph.
pub struct Paragraph {
    /// Its words; a no-break space keeps two of them on one line.
    pub text: String,
    /// Regular or bold.
    pub face: Face,
}

/// A line, and how far its baseline is below the top of where it stands, in millimetres.
pub struct Line {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Below the top.
    pub baseline: f32,
}

/// Sizes from the one wished for down to the smallest that is still read, in millimetres.
#[derive(Clone, Copy)]
pub struct Sizes {
    /// What it should be.
    pub wished: f32,
    /// What it must be.
    pub least: f32,
}

impl Sizes {
    fn all(self) -> impl Iterator<Item = f32> {
        let steps = ((self.wished - self.least) / STEP).round() as usize;
        (0..=steps).map(move |step| self.wished - step as f32 * STEP)
    }
}

/// The largest style in which a text fits into one line; nothing when it fits in none.
pub fn fit_line(text: &str, face: Face, sizes: Sizes, room: f32) -> Option<Style> {
    let wide = width(text, Style { face, size: 1.0 });
    sizes
        .all()
        .find(|size| wide * size <= room)
        .map(|size| Style { face, size })
}

/// Paragraphs broken into lines, all of the largest size at which they fit into `wide` times `high`
/// millimetres; nothing when they fit at none.
pub fn fit(paragraphs: &[Paragraph], sizes: Sizes, wide: f32, high: f32) -> Option<Vec<Line>> {
    let measured: Vec<Measured> = paragraphs.iter().map(Measured::of).collect();
    sizes
        .all()
        .find_map(|size| lines(&measured, size, wide, high))
}

/// The words of a paragraph with their widths at size 1.
struct Measured<'a> {
    face: Face,
    words: Vec<(&'a str, f32)>,
    space: f32,
}

impl<'a> Measured<'a> {
    fn of(paragraph: &'a Paragraph) -> Self {
        let style = Style {
            face: paragraph.face,
            size: 1.0,
        };
        let words = paragraph.text.split(' ');
        Self {
            face: paragraph.face,
            words: words.map(|word| (word, width(word, style))).collect(),
            // A space alone has no box to measure.
            space: width("n n", style) - width("nn", style),
        }
    }

    /// Greedy, as browsers break lines; nothing when a word alone is too wide.
    fn broken(&self, size: f32, wide: f32) -> Option<Vec<String>> {
        let mut lines: Vec<(String, f32)> = Vec::new();
        for (word, at_one) in &self.words {
            let (word_wide, space) = (at_one * size, self.space * size);
            if word_wide > wide {
                return None;
            }
            match lines.last_mut() {
                Some((line, used)) if *used + space + word_wide <= wide => {
                    line.push(' ');
                    line.push_str(word);
                    *used += space + word_wide;
                }
                _ => lines.push(((*word).to_owned(), word_wide)),
            }
        }
        Some(lines.into_iter().map(|(line, _)| line).collect())
    }
}

fn lines(paragraphs: &[Measured<'_>], size: f32, wide: f32, high: f32) -> Option<Vec<Line>> {
    let mut out = Vec::new();
    let mut baseline = CAPITAL * size;
    for paragraph in paragraphs {
        let style = Style {
            face: paragraph.face,
            size,
        };
        for text in paragraph.broken(size, wide)? {
            out.push(Line {
                text,
                style,
                baseline,
            });
            baseline += LINE * size;
        }
        baseline += GAP * size;
    }
    let last = out.last().map_or(0.0, |line| line.baseline);
    (last + TAIL * size <= high).then_some(out)
}
