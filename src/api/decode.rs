//! A serde deserialiser over what `Response.json()` gives: exactly the shapes the wire contract uses.
//!
//! `serde-wasm-bindgen` does the same, but explains every mistake in words: 15 KB for a text nobody reads. Here a mistake is
//! noted beside the reading, which goes on with something empty: code that stops in the middle of each field, and clears away
//! what was read before, would be as large again. Only the fields a type knows are looked at, so new ones never do harm.

use std::cell::Cell;
use std::process::abort;

use js_sys::{Array, Reflect};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, SeqAccess,
    Unexpected, Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value; nothing when its shape is not the type's.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    read(value, false)
}

/// The same for a type whose every field may be missing (`#[serde(default)]` on all of its types).
pub fn from_js_or_empty<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    read(value, true)
}

fn read<T: DeserializeOwned>(value: &JsValue, may_miss: bool) -> Option<T> {
    let reading = Reading {
        may_miss,
        wrong: Cell::new(false),
    };
    let Ok(read) = T::deserialize(reading.of(value.clone()));
    (!reading.wrong.get()).then_some(read)
}

/// What holds for all parts of an answer.
struct Reading {
    /// Whether fields may be missing.
    may_miss: bool,
    /// Whether the shape is not the type's.
    wrong: Cell<bool>,
}

impl Reading {
    fn of(&self, value: JsValue) -> Js<'_> {
        let reading = self;
        Js { value, reading }
    }

    /// Notes when something is not as it should be.
    fn is(&self, right: bool) {
        self.wrong.set(self.wrong.get() || !right);
    }
}

/// There is no error. Serde asks for one where a type does not fit what it is given, which no answer can bring about.
#[derive(Debug)]
pub enum Never {}

impl std::fmt::Display for Never {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        abort()
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        abort()
    }

    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        abort()
    }

    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        abort()
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        abort()
    }
}

/// A part of an answer.
struct Js<'a> {
    value: JsValue,
    reading: &'a Reading,
}

impl<'a> Js<'a> {
    /// What was read, or something empty where there was nothing of that kind.
    fn or_empty<T: Default>(&self, read: Option<T>) -> T {
        self.reading
            .is(read.is_some() || (self.reading.may_miss && self.value.is_undefined()));
        read.unwrap_or_default()
    }

    fn text(&self) -> String {
        self.or_empty(self.value.as_string())
    }

    /// A whole number; the contract has no others.
    fn integer<T: TryFrom<i64> + Default>(&self) -> T {
        self.or_empty(self.whole().and_then(|whole| T::try_from(whole).ok()))
    }

    fn whole(&self) -> Option<i64> {
        let number = self.value.as_f64()?;
        #[expect(clippy::cast_possible_truncation, reason = "the next line checks")]
        let whole = number as i64;
        #[expect(clippy::cast_precision_loss, reason = "what was lost is found here")]
        let same = whole as f64 == number;
        same.then_some(whole)
    }

    fn list(self) -> List<'a> {
        let items: Option<&Array> = self.value.dyn_ref();
        List {
            items: self.or_empty(items.cloned()),
            at: 0,
            reading: self.reading,
        }
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.integer())
        })+
    };
}

macro_rules! texts {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.visit_string(self.text())
        })+
    };
}

impl<'de> Deserializer<'de> for Js<'_> {
    type Error = Never;

    integers! {
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
    }
    texts! { deserialize_str deserialize_string deserialize_identifier }

    /// Nothing in the contract leaves its shape open.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        abort()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.or_empty(self.value.as_bool()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.value.is_null() || self.value.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.list())
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        let list = self.list();
        list.reading.is(list.items.length() as usize == length);
        visitor.visit_seq(Places(list))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.reading.is(self.value.is_object());
        visitor.visit_seq(Fields {
            object: self,
            fields,
        })
    }

    /// Enums of the contract are words, and no other words are taken.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let text = self.value.as_string();
        let place = (0_u32..)
            .zip(words)
            .find(|(_, word)| text.as_deref() == Some(**word));
        let place = self.or_empty(place.map(|(place, _)| place));
        visitor.visit_enum(place.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple map
        ignored_any
    }
}

struct List<'a> {
    items: Array,
    at: u32,
    reading: &'a Reading,
}

impl<'a> List<'a> {
    fn next(&mut self) -> Js<'a> {
        self.at += 1;
        self.reading.of(self.items.get(self.at - 1))
    }
}

impl<'de> SeqAccess<'de> for List<'_> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        if self.at >= self.items.length() {
            return Ok(None);
        }
        seed.deserialize(self.next()).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.length() as usize)
    }
}

/// The places of a list that stands for a type.
struct Places<'a>(List<'a>);

impl<'de> SeqAccess<'de> for Places<'_> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        seed.deserialize(self.0.next()).map(Some)
    }
}

/// The fields of a type, in its order: it needs no code of its own to tell them apart.
struct Fields<'a> {
    object: Js<'a>,
    fields: &'static [&'static str],
}

impl<'a> Fields<'a> {
    fn next(&mut self) -> Js<'a> {
        let value = self.fields.split_first().and_then(|(name, rest)| {
            self.fields = rest;
            Reflect::get(&self.object.value, &JsValue::from_str(name)).ok()
        });
        self.object.reading.of(value.unwrap_or_default())
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        seed.deserialize(self.next()).map(Some)
    }
}
