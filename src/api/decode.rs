//! A serde deserialiser over what `Response.json()` gives: exactly the shapes the wire contract uses.
//!
//! `serde-wasm-bindgen` does the same and more, but explains every mistake in words, for which it
//! brings number formatting along: 15 KB more to download for a text nobody reads. Here a mistake
//! is a mistake. Only the fields a type knows are looked at, so new ones never do harm.

use js_sys::{Array, Reflect};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, SeqAccess,
    Unexpected, Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value; nothing when its shape is not the type's.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    T::deserialize(Js(value.clone())).ok()
}

struct Js(JsValue);

/// The shape is not the type's.
#[derive(Debug)]
pub struct Mismatch;

impl std::fmt::Display for Mismatch {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    // The same without a text, which serde would write first.
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
}

impl Js {
    fn is_none(&self) -> bool {
        self.0.is_undefined() || self.0.is_null()
    }

    fn text(&self) -> Result<String, Mismatch> {
        self.0.as_string().ok_or(Mismatch)
    }

    /// A whole number; the contract has no others.
    fn integer(&self) -> Result<i64, Mismatch> {
        let number = self.0.as_f64().ok_or(Mismatch)?;
        #[expect(clippy::cast_possible_truncation, reason = "the next line checks")]
        let whole = number as i64;
        #[expect(clippy::cast_precision_loss, reason = "what was lost is found here")]
        let same = whole as f64 == number;
        same.then_some(whole).ok_or(Mismatch)
    }

    fn list(self) -> Result<List, Mismatch> {
        let items = self.0.dyn_into().map_err(|_| Mismatch)?;
        Ok(List { items, at: 0 })
    }
}

macro_rules! integers {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.visit_i64(self.integer()?)
        })+
    };
}

macro_rules! texts {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.visit_string(self.text()?)
        })+
    };
}

impl<'de> Deserializer<'de> for Js {
    type Error = Mismatch;

    integers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_i32 deserialize_i64 }
    texts! { deserialize_str deserialize_string deserialize_identifier }

    /// Nothing in the contract leaves its shape open.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.is_none() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if !self.0.is_object() {
            return Err(Mismatch);
        }
        visitor.visit_seq(Fields {
            object: self.0,
            fields,
        })
    }

    /// Enums of the contract are words; a type without a word for what is unknown takes no other.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let text = self.text()?;
        let place = words.iter().position(|word| *word == text);
        let place = place.and_then(|place| u32::try_from(place).ok());
        visitor.visit_enum(place.unwrap_or(u32::MAX).into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple map
        ignored_any
    }
}

struct List {
    items: Array,
    at: u32,
}

impl<'de> SeqAccess<'de> for List {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        if self.at >= self.items.length() {
            return Ok(None);
        }
        let item = self.items.get(self.at);
        self.at += 1;
        seed.deserialize(Js(item)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.length() as usize)
    }
}

/// The fields of a type, in its order: it needs no code of its own to tell them apart.
struct Fields {
    object: JsValue,
    fields: &'static [&'static str],
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let Some((name, rest)) = self.fields.split_first() else {
            return Ok(None);
        };
        self.fields = rest;
        let value = Reflect::get(&self.object, &JsValue::from_str(name)).map_err(|_| Mismatch)?;
        let missing = value.is_undefined();
        match seed.deserialize(Js(value)) {
            // Whether it may be missing, the type says: it takes its default or refuses.
            Err(Mismatch) if missing => Ok(None),
            read => read.map(Some),
        }
    }
}
