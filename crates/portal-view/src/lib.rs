//! `view!` as Leptos writes it, with one type for all elements.
//!
//! Leptos gives each tag, each attribute and each shape of children a type of its own, and with it code of its own to
//! build, change and remove it. That code was a third of what a family's phone downloads. Here elements and
//! attributes are data, so the code exists once: `crate::markup` of the portal. Components are called as Leptos
//! calls them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Result};

/// What is drawn in SVG.
const PICTURES: [&str; 2] = ["svg", "path"];

/// Makes an `AnyView` of markup. Not here: directives, `node_ref`, `bind:`, `class:` and `style:`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let made = rstml::parse2(tokens.into()).and_then(|nodes| many(&nodes));
    made.unwrap_or_else(Error::into_compile_error).into()
}

/// Nodes that stand beside each other: one is itself.
fn many(nodes: &[Node]) -> Result<TokenStream> {
    match nodes {
        [only] => node(only),
        _ => {
            let made = made(nodes, &[])?;
            Ok(quote! { #made.beside() })
        }
    }
}

/// What makes something of attributes and children, up to how it ends.
fn made(nodes: &[Node], attributes: &[NodeAttribute]) -> Result<TokenStream> {
    let attributes = attributes.iter().map(attribute);
    let children = nodes.iter().map(child);
    let steps: Vec<_> = attributes.chain(children).collect::<Result<_>>()?;
    Ok(quote! { crate::markup::Making::begin() #(.#steps)* })
}

/// How a node is added to what stands in an element.
fn child(found: &Node) -> Result<TokenStream> {
    Ok(match found {
        Node::Block(block) => quote! { show(#[allow(unused_braces)] #block) },
        Node::Text(text) => quote! { show(#text) },
        Node::RawText(text) => {
            let text = text.to_string_best();
            quote! { show(#text) }
        }
        Node::Element(found) if is_component(found.name()) => {
            let view = component(found)?;
            quote! { made(#view) }
        }
        Node::Element(found) if !PICTURES.contains(&&*found.name().to_string()) => {
            let (made, tag) = (made(&found.children, found.attributes())?, tag(found));
            quote! { within(#made, #tag) }
        }
        other => {
            let view = node(other)?;
            quote! { and(#view) }
        }
    })
}

/// A node by itself.
fn node(node: &Node) -> Result<TokenStream> {
    match node {
        Node::Element(found) if is_component(found.name()) => {
            let view = component(found)?;
            Ok(quote! { crate::markup::made(#view) })
        }
        Node::Element(found) => element(found),
        Node::Fragment(fragment) => many(&fragment.children),
        Node::Block(block) => Ok(quote! { crate::markup::shown(#[allow(unused_braces)] #block) }),
        other => Err(Error::new(other.span(), "not markup that is used here")),
    }
}

fn is_component(name: &NodeName) -> bool {
    let name = name.to_string();
    let last = name.rsplit("::").next().unwrap_or_default();
    last.starts_with(char::is_uppercase)
}

/// A component is called as Leptos calls it; what stands in it is made here.
fn component(found: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = found.name();
    let attributes: Vec<_> = found
        .attributes()
        .iter()
        .map(property)
        .collect::<Result<_>>()?;
    let children = if found.children.is_empty() {
        TokenStream::new()
    } else {
        let children = many(&found.children)?;
        quote! { .children(::leptos::children::ToChildren::to_children(move || #children)) }
    };
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#attributes)* #children .build(),
        )
    })
}

/// What a component is given: by its name alone, a variable that is called the same.
fn property(attribute: &NodeAttribute) -> Result<TokenStream> {
    let attribute = keyed(attribute)?;
    let name = &attribute.key;
    let value = attribute
        .value()
        .map_or_else(|| name.to_token_stream(), ToTokens::to_token_stream);
    Ok(quote! { .#name(#[allow(unused_braces)] #value) })
}

fn element(found: &NodeElement<Infallible>) -> Result<TokenStream> {
    let made = made(&found.children, found.attributes())?;
    let name = found.name().to_string();
    if PICTURES.contains(&&*name) {
        return Ok(quote! { #made.picture(#name) });
    }
    let tag = tag(found);
    Ok(quote! { #made.element(#tag) })
}

/// As a browser spells the tags of HTML: another element is put in the place of one whose tag is spelled otherwise, with the
/// focus that was in it.
fn tag(found: &NodeElement<Infallible>) -> String {
    found.name().to_string().to_uppercase()
}

/// How an attribute is added to an element.
fn attribute(attribute: &NodeAttribute) -> Result<TokenStream> {
    let attribute = keyed(attribute)?;
    let name = attribute.key.to_string();
    let value = value(attribute);
    match name.split_once(':') {
        None => Ok(quote! { attribute(#name, #value) }),
        Some(("prop", name)) => Ok(quote! { property(#name, #value) }),
        Some(("on", event)) => {
            let typed: Ident = syn::parse_str(event)?;
            Ok(quote! { on(#event, ::leptos::ev::#typed, #value) })
        }
        Some(_) => Err(Error::new(
            attribute.key.span(),
            "expected name, prop:name or on:event",
        )),
    }
}

fn keyed(attribute: &NodeAttribute) -> Result<&KeyedAttribute> {
    match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(_) => Err(Error::new(attribute.span(), "expected name=value")),
    }
}

/// An attribute without a value is there.
fn value(attribute: &KeyedAttribute) -> TokenStream {
    attribute
        .value()
        .map_or_else(|| quote! { true }, ToTokens::to_token_stream)
}
