//! Cards printed to files, and how a camera and a reader of PDF see them.

use std::fs;
use std::path::Path;

use lopdf::Document;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde_json::Value;

use crate::cards::Issued;
use crate::shown;

pub const ADDRESS: &str = "https://families.example.org";

/// What `issue` says of files.
pub struct Printed {
    pub issued: Issued,
    pub done: bool,
    pub said: String,
}

/// Issues a card into files of these names in the home.
pub fn print(files: &[(&str, &str)], rest: &[&str]) -> Printed {
    let issued = Issued::new();
    let (done, said) = print_again(&issued, files, rest);
    Printed { issued, done, said }
}

pub fn print_again(issued: &Issued, files: &[(&str, &str)], rest: &[&str]) -> (bool, String) {
    let paths: Vec<_> = files.iter().map(|f| issued.dir.path().join(f.1)).collect();
    let mut args = vec!["--caregiver", "es-parent-1"];
    for ((flag, _), path) in files.iter().zip(&paths) {
        args.extend([*flag, shown(path)]);
    }
    issued.card("issue", &[&args, rest].concat())
}

impl Printed {
    pub fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.issued.dir.path().join(name)).expect("a file")
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.file(name)).expect("text")
    }

    /// The rest of the line that starts so.
    pub fn line(&self, start: &str) -> &str {
        let found = self.said.lines().find_map(|line| line.strip_prefix(start));
        found.unwrap_or_else(|| panic!("{start}: {}", self.said))
    }
}

/// What a camera reads from a page.
pub fn scanned(svg: &str) -> String {
    let tree = Tree::from_str(svg, &Options::default()).expect("a drawing");
    let scale = 3.0;
    let size = tree.size();
    let (wide, high) = (size.width() * scale, size.height() * scale);
    let mut image = Pixmap::new(wide as u32, high as u32).expect("an image");
    image.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut image.as_mut(),
    );
    let (wide, high) = (image.width() as usize, image.height() as usize);
    let pixels = image.pixels();
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(wide, high, |x, y| pixels[y * wide + x].red());
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "one square code");
    let (meta, content) = grids[0].decode().expect("a code that reads");
    assert_eq!(
        meta.ecc_level, 0,
        "error correction M (ISO/IEC 18004 table 12)"
    );
    content
}

/// The text of a PDF's only page, without its spaces.
pub fn pdf_text(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("a PDF");
    assert_eq!(document.get_pages().len(), 1, "one page");
    let text = document.extract_text(&[1]).expect("text");
    text.split_whitespace().collect()
}

/// The only text of a drawing that is one.
fn found_in(svg: &str, is_one: impl Fn(&str) -> bool) -> String {
    let texts = svg.split(['<', '>']).map(str::trim);
    let found: Vec<&str> = texts.filter(|text| is_one(text)).collect();
    assert_eq!(found.len(), 1, "{svg}");
    found[0].to_owned()
}

pub fn code_in(svg: &str) -> String {
    let is_code = |text: &str| portal_types::CardCode::parse(text).is_ok();
    found_in(svg, |text| text.len() == 14 && is_code(text))
}

pub fn pin_in(svg: &str) -> String {
    found_in(svg, |text| {
        text.len() == 6 && portal_types::Pin::parse(text).is_ok()
    })
}

pub fn change_center(home: &Path, change: impl FnOnce(&mut Value)) {
    let path = home.join("center.json");
    let mut center = serde_json::from_slice(&fs::read(&path).expect("settings")).expect("JSON");
    change(&mut center);
    fs::write(path, center.to_string()).expect("settings");
}
