//! `view!` as Leptos writes it, with one type for all elements.
//!
//! Leptos gives each tag, each attribute and each shape of children a type of its own, and with it code of its own to
//! build, change and remove it. That code was a third of what a family's phone downloads. Here elements and
//! attributes are data, so the code exists once: `crate::ui::markup` of the portal. Components, and pictures in SVG, are
//! handed to Leptos as they are.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Result};

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
            let children = children(nodes)?;
            Ok(quote! { crate::ui::markup::many(#children) })
        }
    }
}

fn children(nodes: &[Node]) -> Result<TokenStream> {
    let nodes: Vec<_> = nodes.iter().map(node).collect::<Result<_>>()?;
    Ok(quote! { ::std::vec![#(#nodes),*] })
}

fn node(node: &Node) -> Result<TokenStream> {
    match node {
        Node::Element(found) if is_component(found.name()) => component(found),
        Node::Element(found) if found.name().to_string() == "svg" => {
            Ok(quote! { crate::ui::markup::made(::leptos::prelude::view! { #found }) })
        }
        Node::Element(found) => element(found),
        Node::Fragment(fragment) => many(&fragment.children),
        Node::Block(block) => {
            Ok(quote! { crate::ui::markup::shown(#[allow(unused_braces)] #block) })
        }
        Node::Text(text) => Ok(quote! { crate::ui::markup::shown(#text) }),
        Node::RawText(text) => {
            let text = text.to_string_best();
            Ok(quote! { crate::ui::markup::shown(#text) })
        }
        other => Err(Error::new(other.span(), "not markup that is used here")),
    }
}

fn is_component(name: &NodeName) -> bool {
    let name = name.to_string();
    let last = name.rsplit("::").next().unwrap_or_default();
    last.starts_with(char::is_uppercase)
}

/// Leptos makes it; what stands in it is made here.
fn component(found: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = found.name();
    let attributes = found.attributes();
    if found.children.is_empty() {
        return Ok(
            quote! { crate::ui::markup::made(::leptos::prelude::view! { <#name #(#attributes)* /> }) },
        );
    }
    let children = children(&found.children)?;
    Ok(quote! {
        crate::ui::markup::made(::leptos::prelude::view! {
            <#name #(#attributes)*>{crate::ui::markup::many(#children)}</#name>
        })
    })
}

fn element(found: &NodeElement<Infallible>) -> Result<TokenStream> {
    // As a browser spells the tags of HTML: Leptos compares, and puts another element in the place of one whose tag is
    // spelled otherwise, with the focus that was in it.
    let tag = found.name().to_string().to_uppercase();
    let attributes: Vec<_> = found
        .attributes()
        .iter()
        .map(attribute)
        .collect::<Result<_>>()?;
    let children = children(&found.children)?;
    Ok(quote! { crate::ui::markup::element(#tag, ::std::vec![#(#attributes),*], #children) })
}

fn attribute(attribute: &NodeAttribute) -> Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(attribute.span(), "expected name=value"));
    };
    let name = attribute.key.to_string();
    let value = value(attribute);
    match name.split_once(':') {
        None => Ok(quote! { crate::ui::markup::attribute(#name, #value) }),
        Some(("prop", name)) => Ok(quote! { crate::ui::markup::property(#name, #value) }),
        Some(("on", event)) => {
            let event: syn::Ident = syn::parse_str(event)?;
            Ok(quote! { crate::ui::markup::on(::leptos::ev::#event, #value) })
        }
        Some(_) => Err(Error::new(
            attribute.key.span(),
            "expected name, prop:name or on:event",
        )),
    }
}

/// An attribute without a value is there.
fn value(attribute: &KeyedAttribute) -> TokenStream {
    attribute
        .value()
        .map_or_else(|| quote! { true }, ToTokens::to_token_stream)
}
