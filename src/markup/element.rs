//! Elements as data, and how they get onto the page and change there. Leptos does the rest; its own elements are a type
//! for each shape of attributes and children, with code of its own (`docs/decisions/0032-elements-of-our-own.md`).

use std::mem::take;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

/// Where pictures are drawn (SVG 2, section 5.1).
const PICTURES: &str = "http://www.w3.org/2000/svg";

/// An element with what stands in it.
pub struct Element {
    /// As a browser spells it.
    pub tag: &'static str,
    /// Whether it is a picture, or a part of one.
    pub drawn: bool,
    /// Each under its name.
    pub attributes: Vec<(&'static str, Attribute)>,
    /// From the first to the last.
    pub children: Vec<AnyView>,
}

/// What an element has beside children.
pub enum Attribute {
    /// Stays; nothing where the attribute is not there.
    Fixed(Option<String>),
    /// Changes with what it reads.
    Changing(Box<dyn FnMut() -> Option<String> + Send>),
    /// A property, which also changes when somebody types.
    Property(Box<dyn FnMut() -> JsValue + Send>),
    /// Done when something happens at the element.
    Heard(SendWrapper<Act>),
}

/// What is done when something happens.
pub type Act = Box<dyn FnMut(&Event)>;

/// An element that is on the page, or about to be.
pub struct Standing {
    tag: &'static str,
    element: types::Element,
    attributes: Vec<(&'static str, Kept)>,
    children: Vec<AnyViewState>,
}

/// What keeps an attribute as it should be, until this goes.
enum Kept {
    Fixed(Option<String>),
    Effect { _runs: RenderEffect<()> },
    Listener { _hears: EventListener },
}

impl Attribute {
    /// Puts it onto an element, where `before` has kept it so far.
    fn keep(self, name: &'static str, element: &types::Element, before: Option<Kept>) -> Kept {
        match self {
            Self::Fixed(word) => {
                if !matches!(before, Some(Kept::Fixed(before)) if before == word) {
                    set(element, name, word.as_deref());
                }
                Kept::Fixed(word)
            }
            Self::Changing(mut say) => {
                let (element, mut said) = (element.clone(), None);
                effect(Box::new(move || {
                    let word = Some(say());
                    if word != said {
                        set(&element, name, word.as_ref().and_then(Option::as_deref));
                        said = word;
                    }
                }))
            }
            Self::Property(mut say) => {
                let element = element.clone();
                effect(Box::new(move || {
                    Rndr::set_property(&element, name, &say());
                }))
            }
            Self::Heard(act) => {
                let options = EventListenerOptions::enable_prevent_default();
                let hears = EventListener::new_with_options(element, name, options, act.take());
                Kept::Listener { _hears: hears }
            }
        }
    }
}

fn effect(mut run: Box<dyn FnMut()>) -> Kept {
    let runs = RenderEffect::new(move |_| run());
    Kept::Effect { _runs: runs }
}

fn set(element: &types::Element, name: &str, word: Option<&str>) {
    match word {
        Some(word) => Rndr::set_attribute(element, name, word),
        None => Rndr::remove_attribute(element, name),
    }
}

impl Standing {
    /// Attributes as they are to be now. One that is no longer named is taken away.
    fn name(&mut self, attributes: Vec<(&'static str, Attribute)>) {
        let mut before = take(&mut self.attributes);
        for (name, attribute) in attributes {
            let at = before.iter().position(|(before, _)| *before == name);
            let kept = at.map(|at| before.swap_remove(at).1);
            let kept = attribute.keep(name, &self.element, kept);
            self.attributes.push((name, kept));
        }
        for (name, _) in before {
            Rndr::remove_attribute(&self.element, name);
        }
    }

    /// Children as they are to be now, each in the place of the one that stood there.
    fn fill(&mut self, children: Vec<AnyView>) {
        let mut children = children.into_iter();
        let mut count = 0;
        for standing in &mut self.children {
            match children.next() {
                Some(child) => {
                    child.rebuild(standing);
                    count += 1;
                }
                None => standing.unmount(),
            }
        }
        self.children.truncate(count);
        for child in children {
            let mut child = child.build();
            child.mount(&self.element, None);
            self.children.push(child);
        }
    }
}

impl Render for Element {
    type State = Standing;

    fn build(self) -> Standing {
        let mut standing = Standing {
            tag: self.tag,
            element: Rndr::create_element(self.tag, self.drawn.then_some(PICTURES)),
            attributes: Vec::new(),
            children: Vec::new(),
        };
        // The value of a list of choices is one of its children.
        standing.fill(self.children);
        standing.name(self.attributes);
        standing
    }

    fn rebuild(self, standing: &mut Standing) {
        if self.tag == standing.tag {
            standing.name(self.attributes);
            standing.fill(self.children);
        } else {
            let mut other = self.build();
            standing.insert_before_this(&mut other);
            standing.unmount();
            *standing = other;
        }
    }
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.element);
        let parent = parent.and_then(|parent| parent.dyn_into::<types::Element>().ok());
        parent.is_some_and(|parent| {
            child.mount(&parent, Some(&self.element));
            true
        })
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.element.clone()]
    }
}

no_attrs!(Element);

/// Only browsers draw it: no server writes it as text, and nothing is there yet when the portal begins.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _text: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _more: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> Standing {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
