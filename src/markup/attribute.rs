//! What an attribute or a property in markup can be.

use wasm_bindgen::JsValue;

use super::Text;
use super::element::Attribute;

/// What an attribute can say.
pub trait Value {
    /// As an attribute.
    fn attribute(self) -> Attribute;
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

impl Value for &str {
    fn attribute(self) -> Attribute {
        Attribute::Fixed(self.word())
    }
}

impl Value for String {
    fn attribute(self) -> Attribute {
        Attribute::Fixed(self.word())
    }
}

impl Value for bool {
    fn attribute(self) -> Attribute {
        Attribute::Fixed(self.word())
    }
}

impl Value for usize {
    fn attribute(self) -> Attribute {
        Attribute::Fixed(self.word())
    }
}

impl<W: Word> Value for Option<W> {
    fn attribute(self) -> Attribute {
        Attribute::Fixed(self.word())
    }
}

impl Value for Text {
    fn attribute(self) -> Attribute {
        Attribute::Changing(Box::new(move || Some(self.get())))
    }
}

impl<F, W> Value for F
where
    F: FnMut() -> W + Send + 'static,
    W: Word,
{
    fn attribute(mut self) -> Attribute {
        Attribute::Changing(Box::new(move || self().word()))
    }
}

/// What a property can be.
pub trait Property {
    /// As an attribute.
    fn property(self) -> Attribute;
}

impl Property for bool {
    fn property(self) -> Attribute {
        Attribute::Property(Box::new(move || self.into()))
    }
}

impl<F, V> Property for F
where
    F: FnMut() -> V + Send + 'static,
    V: Into<JsValue>,
{
    fn property(mut self) -> Attribute {
        Attribute::Property(Box::new(move || self().into()))
    }
}
