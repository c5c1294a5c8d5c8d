//! The drawing as a PDF of one page: text stays text, and the fonts go along.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::{Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use usvg::Tree;

use super::PrintError;
use super::fonts::OPTIONS;
use crate::words::Words;

/// Points in a CSS pixel, the unit of the tree (CSS Values 4 section 6.2).
const POINTS: f32 = 72.0 / 96.0;

/// The file. It names no author, program or time.
pub fn of(svg: &str, words: Words) -> Result<Vec<u8>, PrintError> {
    let tree = Tree::from_str(svg, &OPTIONS)?;
    let size = Size::from_wh(tree.size().width() * POINTS, tree.size().height() * POINTS)
        .ok_or_else(|| PrintError::Pdf("a page without a size".to_owned()))?;
    let mut document = Document::new();
    let direction = if words.is_right_to_left() {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    };
    let language = words.tag().to_owned();
    document.set_metadata(Metadata::new().language(language).text_direction(direction));
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| PrintError::Pdf("the drawing was not taken".to_owned()))?;
    document
        .finish()
        .map_err(|e| PrintError::Pdf(format!("{e:?}")))
}
