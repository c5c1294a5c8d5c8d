//! What `view!` makes of markup: one type of element, two of attributes, and few of what stands in an element, so that
//! the code that builds and changes them exists once in the wasm (`docs/decisions/0022-a-first-load-of-what-home-needs.md`).

use std::sync::{Arc, Mutex};

use leptos::either::Either;
use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::{Custom, HtmlElement, custom};
use leptos::tachys::html::event;
use leptos::tachys::html::property::{IntoProperty, prop};
use leptos::tachys::renderer::types::Event;

/// An element with what stands in it.
#[must_use]
pub fn element(
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
) -> AnyView {
    with(custom(tag).add_any_attr(attributes), children)
}

/// An element that has its attributes.
type Bare = <HtmlElement<Custom<&'static str>, (), ()> as AddAnyAttr>::Output<Vec<AnyAttribute>>;

/// In the wasm, where types are erased (`.cargo/config.toml`), an element with one child is of the type of one with many.
#[cfg(target_family = "wasm")]
fn with(element: Bare, children: Vec<AnyView>) -> AnyView {
    let mut children = children.into_iter();
    let first = children.next().unwrap_or_else(|| ().into_any());
    children
        .fold(element.child(first), ElementChild::child)
        .into_any()
}

/// Elsewhere nothing is drawn: tests look at what is said.
#[cfg(not(target_family = "wasm"))]
fn with(element: Bare, children: Vec<AnyView>) -> AnyView {
    element.child(children).into_any()
}

/// Views beside each other.
#[must_use]
pub fn many(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// Anything that can stand in an element.
pub fn shown(view: impl Shown) -> AnyView {
    view.shown()
}

/// What Leptos itself made: a component, or a picture in SVG, which has element types of its own.
pub fn made(view: impl IntoAny) -> AnyView {
    view.into_any()
}

/// A part that is made anew when what it looks at changes. Boxed, because every closure of its own type would bring its
/// own copy of the renderer.
pub fn live(make: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> AnyView + Send> = Box::new(make);
    boxed.into_any()
}

/// An attribute by its name.
pub fn attribute(name: &'static str, value: impl Value) -> AnyAttribute {
    value.under(name)
}

/// A property of the element, which what somebody types changes: `value`, `checked`.
pub fn property<V: IntoProperty + Send + 'static>(name: &'static str, value: V) -> AnyAttribute {
    prop(name, value).into_any_attr()
}

/// What is done when something happens at the element.
pub fn on<E>(event: E, act: impl FnMut(E::EventType) + 'static) -> AnyAttribute
where
    E: EventDescriptor + Send + 'static,
    E::EventType: From<Event> + 'static,
{
    let act: Box<dyn FnMut(E::EventType)> = Box::new(act);
    event::on(event, act).into_any_attr()
}

/// What can stand in an element.
pub trait Shown {
    /// As a view.
    fn shown(self) -> AnyView;
}

impl Shown for AnyView {
    fn shown(self) -> AnyView {
        self
    }
}

impl Shown for String {
    fn shown(self) -> AnyView {
        self.into_any()
    }
}

impl Shown for &str {
    fn shown(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl<V: Shown> Shown for Option<V> {
    fn shown(self) -> AnyView {
        self.map_or_else(|| ().into_any(), Shown::shown)
    }
}

impl<V: Shown> Shown for Vec<V> {
    fn shown(self) -> AnyView {
        let views: Vec<AnyView> = self.into_iter().map(Shown::shown).collect();
        views.into_any()
    }
}

impl<A: Shown, B: Shown> Shown for Either<A, B> {
    fn shown(self) -> AnyView {
        match self {
            Self::Left(left) => left.shown(),
            Self::Right(right) => right.shown(),
        }
    }
}

impl Shown for Signal<String> {
    fn shown(self) -> AnyView {
        live(move || self.get().into_any())
    }
}

impl<F, V> Shown for F
where
    F: FnMut() -> V + Send + 'static,
    V: Shown,
{
    fn shown(mut self) -> AnyView {
        live(move || self().shown())
    }
}

/// What an attribute can say.
pub trait Value {
    /// Under its name.
    fn under(self, name: &'static str) -> AnyAttribute;
}

/// What an attribute says that does not change; nothing where it is not there.
pub trait Word {
    /// As text.
    fn word(self) -> Option<String>;
}

impl Word for &str {
    fn word(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Word for String {
    fn word(self) -> Option<String> {
        Some(self)
    }
}

impl Word for bool {
    fn word(self) -> Option<String> {
        self.then(String::new)
    }
}

impl Word for usize {
    fn word(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<W: Word> Word for Option<W> {
    fn word(self) -> Option<String> {
        self.and_then(Word::word)
    }
}

fn fixed(name: &'static str, word: Option<String>) -> AnyAttribute {
    custom_attribute(name, word).into_any_attr()
}

fn changing(
    name: &'static str,
    say: impl FnMut() -> Option<String> + Send + 'static,
) -> AnyAttribute {
    let say: Arc<Mutex<dyn FnMut() -> Option<String> + Send>> = Arc::new(Mutex::new(say));
    custom_attribute(name, say).into_any_attr()
}

impl Value for &str {
    fn under(self, name: &'static str) -> AnyAttribute {
        fixed(name, self.word())
    }
}

impl Value for String {
    fn under(self, name: &'static str) -> AnyAttribute {
        fixed(name, self.word())
    }
}

impl Value for bool {
    fn under(self, name: &'static str) -> AnyAttribute {
        fixed(name, self.word())
    }
}

impl Value for usize {
    fn under(self, name: &'static str) -> AnyAttribute {
        fixed(name, self.word())
    }
}

impl<W: Word> Value for Option<W> {
    fn under(self, name: &'static str) -> AnyAttribute {
        fixed(name, self.word())
    }
}

impl Value for Signal<String> {
    fn under(self, name: &'static str) -> AnyAttribute {
        changing(name, move || Some(self.get()))
    }
}

impl<F, W> Value for F
where
    F: FnMut() -> W + Send + 'static,
    W: Word,
{
    fn under(mut self, name: &'static str) -> AnyAttribute {
        changing(name, move || self().word())
    }
}
