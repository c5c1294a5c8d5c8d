//! The sentences of a part of the page, in the order in which they are read, each with its place.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, Node, Range};

use gloo::utils::document;

/// What is not read aloud: controls, pictures, and what is folded away.
const SKIPPED: &str = "button:not(.term),nav,.back,svg,[aria-hidden=true],.visually-hidden,details:not([open])>:not(summary)";

/// Elements in the middle of a sentence; any other one begins a new paragraph.
const INLINE: &str = "span,b,a,small,bdi,button,i";

/// A sentence as it stands on the page.
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub range: Range,
}

/// The sentences of the card or screen around what was pressed.
#[must_use]
pub fn around(event: &MouseEvent, locale: &str) -> Vec<Sentence> {
    let pressed = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let part = pressed.and_then(|e| e.closest("article,main").ok().flatten());
    let mut reader = Reader {
        locale,
        paragraph: Paragraph::default(),
        found: Vec::new(),
    };
    if let Some(part) = part {
        reader.walk(&part);
        reader.end_paragraph();
    }
    reader.found
}

/// Text nodes that belong together, each with its offset; offsets count UTF-16 units, as ranges do.
#[derive(Default)]
struct Paragraph {
    text: String,
    nodes: Vec<(Node, u32)>,
    length: u32,
}

impl Paragraph {
    /// The node a position lies in, and the offset there.
    fn at(&self, position: u32) -> Option<(&Node, u32)> {
        let (node, start) = self
            .nodes
            .iter()
            .rev()
            .find(|(_, start)| *start <= position)?;
        Some((node, position - start))
    }

    fn range(&self, start: u32, end: u32) -> Option<Range> {
        let range = document().create_range().ok()?;
        let (first, from) = self.at(start)?;
        // The end of a sentence lies in the node of its last unit, not in the next one.
        let (last, to) = self.at(end.checked_sub(1)?)?;
        range.set_start(first, from).ok()?;
        range.set_end(last, to + 1).ok()?;
        Some(range)
    }
}

struct Reader<'a> {
    locale: &'a str,
    paragraph: Paragraph,
    found: Vec<Sentence>,
}

impl Reader<'_> {
    fn walk(&mut self, element: &Element) {
        let children = element.child_nodes();
        for at in 0..children.length() {
            let Some(node) = children.item(at) else {
                continue;
            };
            match node.dyn_ref::<Element>() {
                Some(child) => self.enter(child),
                None if node.node_type() == Node::TEXT_NODE => self.add(node),
                None => {}
            }
        }
    }

    fn enter(&mut self, element: &Element) {
        let matches = |selector| element.matches(selector).unwrap_or(false);
        if matches(SKIPPED) {
            return;
        }
        let inline = matches(INLINE);
        if !inline {
            self.end_paragraph();
        }
        self.walk(element);
        if !inline {
            self.end_paragraph();
        }
    }

    fn add(&mut self, node: Node) {
        let text = node.node_value().unwrap_or_default();
        let length = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
        let paragraph = &mut self.paragraph;
        paragraph.text.push_str(&text);
        paragraph.nodes.push((node, paragraph.length));
        paragraph.length += length;
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.text.trim().is_empty() {
            return;
        }
        for (text, start) in segments(&paragraph.text, self.locale) {
            let end = start + u32::try_from(text.encode_utf16().count()).unwrap_or(0);
            if let Some(range) = paragraph.range(start, end) {
                self.found.push(Sentence { text, range });
            }
        }
    }
}

/// A paragraph cut into sentences by the browser, each with its offset; whole where it cannot.
fn segments(text: &str, locale: &str) -> Vec<(String, u32)> {
    let cut = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"Segmenter".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let options = Object::new();
        Reflect::set(&options, &"granularity".into(), &"sentence".into()).ok()?;
        let segmenter = Reflect::construct(&class, &Array::of2(&locale.into(), &options)).ok()?;
        let segment: Function = Reflect::get(&segmenter, &"segment".into())
            .ok()?
            .dyn_into()
            .ok()?;
        Some(Array::from(&segment.call1(&segmenter, &text.into()).ok()?))
    };
    let Some(all) = cut() else {
        return vec![(text.to_owned(), 0)];
    };
    let one = |part: JsValue| {
        let text = Reflect::get(&part, &"segment".into()).ok()?.as_string()?;
        let index = Reflect::get(&part, &"index".into()).ok()?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an offset"
        )]
        let index = index as u32;
        (!text.trim().is_empty()).then_some((text, index))
    };
    all.iter().filter_map(one).collect()
}
