//! The document around the app: its root, its language, focus, and the static parts that the app
//! keeps in step with the language.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The element the app lives in.
#[must_use]
pub fn root() -> Option<HtmlElement> {
    by_id("app")
}

/// Takes the static first screen away.
pub fn clear(root: &HtmlElement) {
    root.replace_children_with_node_0();
}

/// Hands over to the plain page of `boot.js` that says the portal could not start.
pub fn fail() {
    if let Ok(event) = web_sys::Event::new("portal-failed") {
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// Facts about the centre that stand in the document, for when nothing else can be reached.
#[must_use]
pub fn static_fact(name: &str) -> String {
    root()
        .and_then(|root| root.get_attribute(&["data-", name].concat()))
        .unwrap_or_default()
}

/// Sets the document's language and direction.
pub fn set_language(tag: &str, dir: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", tag);
        let _ = html.set_attribute("dir", dir);
    }
}

/// How the whole document is to look: the value of one of its `data-` attributes.
pub fn set_look(name: &str, value: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(name, value);
    }
}

/// Puts words into a static element outside the app.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(text));
    }
}

/// Sets an attribute of a static element outside the app.
pub fn set_attribute(id: &str, name: &str, value: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.set_attribute(name, value);
    }
}

/// Opens the browser's own window for printing.
pub fn print() {
    let _ = gloo::utils::window().print();
}

/// Moves the view to the top of the page.
pub fn scroll_to_top() {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Scrolls until the first element that matches is in view.
pub fn reveal(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        element.scroll_into_view();
    }
}

/// Moves the focus to the first element that matches.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|e: Element| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
