//! What `view!` makes of markup: one type of element, and few of what stands in it, so that the code that builds and
//! changes them exists once in the wasm (`docs/decisions/0032-elements-of-our-own.md`).

mod attribute;
mod element;
mod text;

use std::any::Any;

use leptos::either::Either;
use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::Event;

use attribute::{Property, Value};
use element::{Act, Attribute, Element};

pub use text::Text;

/// What stands in an element, or beside each other, while it is made. It is passed on as a pointer, and what is added to it is
/// moved once, in code that exists once.
pub struct Making(Box<Parts>);

#[derive(Default)]
struct Parts {
    attributes: Vec<(&'static str, Attribute)>,
    children: Vec<AnyView>,
}

impl Making {
    /// Nothing yet.
    #[inline(never)]
    #[must_use]
    pub fn begin() -> Self {
        Self(Box::default())
    }

    /// Adds a view.
    #[inline(never)]
    #[must_use]
    pub fn and(mut self, view: AnyView) -> Self {
        self.0.children.push(view);
        self
    }

    /// Adds anything that can stand in an element.
    #[must_use]
    pub fn show(self, view: impl Shown) -> Self {
        self.and(view.shown())
    }

    /// Adds a component.
    #[must_use]
    pub fn made(self, view: impl IntoAny + 'static) -> Self {
        self.and(made(view))
    }

    /// Adds an attribute by its name.
    #[must_use]
    pub fn attribute(self, name: &'static str, value: impl Value) -> Self {
        self.with(name, value.attribute())
    }

    /// Adds a property of the element, which what somebody types changes: `value`, `checked`.
    #[must_use]
    pub fn property(self, name: &'static str, value: impl Property) -> Self {
        self.with(name, value.property())
    }

    /// Adds what is done when something happens at the element. `_event` says what of.
    #[must_use]
    pub fn on<E>(
        self,
        name: &'static str,
        _event: E,
        mut act: impl FnMut(E::EventType) + 'static,
    ) -> Self
    where
        E: EventDescriptor,
        E::EventType: From<JsValue>,
    {
        let act = move |event: &Event| act(JsValue::from(event.clone()).into());
        self.with(name, heard(Box::new(act)))
    }

    #[inline(never)]
    fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.attributes.push((name, attribute));
        self
    }

    /// Adds an element.
    #[inline(never)]
    #[must_use]
    pub fn within(self, element: Self, tag: &'static str) -> Self {
        self.and(element.element(tag))
    }

    /// An element with all that was added.
    #[inline(never)]
    #[must_use]
    pub fn element(self, tag: &'static str) -> AnyView {
        self.drawn(tag, false)
    }

    /// A picture with all that was added, or a part of one.
    #[must_use]
    pub fn picture(self, tag: &'static str) -> AnyView {
        self.drawn(tag, true)
    }

    #[inline(never)]
    fn drawn(self, tag: &'static str, drawn: bool) -> AnyView {
        let Parts {
            attributes,
            children,
        } = *self.0;
        Element {
            tag,
            drawn,
            attributes,
            children,
        }
        .into_any()
    }

    /// The views that were added, beside each other.
    #[inline(never)]
    #[must_use]
    pub fn beside(self) -> AnyView {
        self.0.children.into_any()
    }
}

/// What is done knows what was known where the element was made.
fn heard(mut act: Act) -> Attribute {
    let owner = Owner::current().unwrap_or_default();
    Attribute::Heard(SendWrapper::new(Box::new(move |event: &Event| {
        #[cfg(debug_assertions)]
        let _reads_once = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
        owner.with(|| act(event));
    })))
}

/// Views that come one after the other.
pub trait Beside {
    /// All of them beside each other.
    fn beside(self) -> AnyView;
}

impl<I: IntoIterator<Item: Shown>> Beside for I {
    fn beside(self) -> AnyView {
        self.into_iter()
            .fold(Making::begin(), Making::show)
            .beside()
    }
}

/// Anything that can stand in an element.
pub fn shown(view: impl Shown) -> AnyView {
    view.shown()
}

/// What a component made. A view that can be any already stays as it is.
pub fn made<V: IntoAny + 'static>(view: V) -> AnyView {
    let mut view = Some(view);
    let already = (&mut view as &mut dyn Any).downcast_mut::<Option<AnyView>>();
    if let Some(view) = already.and_then(Option::take) {
        return view;
    }
    view.map_or_else(|| ().into_any(), IntoAny::into_any)
}

/// A part that is made anew when what it looks at changes. Boxed, because every closure of its own type would bring its
/// own copy of the renderer.
pub fn live(make: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let boxed: Box<dyn FnMut() -> AnyView + Send> = Box::new(make);
    boxed.into_any()
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

impl Shown for Text {
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
