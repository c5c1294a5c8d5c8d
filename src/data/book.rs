//! The centre's playbook as the browser parsed it: looked up text by text, never read as a whole.
//!
//! A screen needs a dozen of its texts; types for all of them would cost every family 8 KB of
//! download.

use js_sys::{Array, Object, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use crate::api::Wire;
use crate::facts;

/// The playbook of one language.
pub struct Book(SendWrapper<JsValue>);

impl Wire for Book {
    fn read(value: &JsValue) -> Option<Self> {
        let is_book = Reflect::has(value, &"steps".into()).unwrap_or(false);
        is_book.then(|| Self(SendWrapper::new(value.clone())))
    }
}

impl Book {
    fn at(&self, path: &[&str]) -> Option<JsValue> {
        let mut at = (*self.0).clone();
        for name in path {
            at = Reflect::get(&at, &JsValue::from_str(name)).ok()?;
        }
        Some(at)
    }
}

impl facts::Book for Book {
    fn text(&self, path: &[&str]) -> Option<String> {
        self.at(path)?.as_string()
    }

    fn items(&self, path: &[&str]) -> Vec<String> {
        let found = match self.at(path) {
            Some(list) if Array::is_array(&list) => Array::from(&list),
            Some(entries) if entries.is_object() => Object::keys(entries.unchecked_ref::<Object>()),
            _ => return Vec::new(),
        };
        found.iter().filter_map(|item| item.as_string()).collect()
    }
}
