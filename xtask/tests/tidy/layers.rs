//! Rules about who may use what: the invariants of `ARCHITECTURE.md`.

use crate::rule::{Finding, Rule, lines_where, lines_with, lines_with_word};

/// First segments of the portal's own pages; `routes.rs` alone spells them.
const PAGES: [&str; 11] = [
    "steps", "visits", "help", "list", "people", "news", "rights", "start", "staff", "kiosk",
    "board",
];

const BROWSER: [&str; 3] = ["web_sys", "gloo", "gloo_net"];

const TIMERS: [&str; 7] = [
    "set_timeout",
    "set_interval",
    "setTimeout",
    "setInterval",
    "add_event_listener",
    "addEventListener",
    "window_event_listener",
];

const STORAGE: [&str; 8] = [
    "localStorage",
    "local_storage",
    "sessionStorage",
    "session_storage",
    "indexedDB",
    "indexed_db",
    "CacheStorage",
    "caches",
];

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        name: "`ui` knows leptos, its markup, std and its own parts alone",
        covers: |path| path.starts_with("src/ui/"),
        find: |_, text| lines_where(text, |line| is_foreign_to_ui(line, text)),
        planted: &[
            ("src/ui/a.rs", "use crate::api::client;"),
            ("src/ui/a.rs", "use portal_types::Step;"),
            ("src/ui/a.rs", "    crate::i18n::t()"),
        ],
        allowed: &[
            (
                "src/ui/a.rs",
                "use leptos::prelude::*;\nuse portal_view::view;\nuse crate::markup::Text;\nuse super::icon::Icon;\npub use self::a::B;\nuse std::fmt;",
            ),
            ("src/ui/a.rs", "use crate::ui::icon::Icon;"),
            ("src/ui/mod.rs", "mod call;\npub use call::Call;"),
        ],
    },
    Rule {
        name: "a feature does not use another feature; what two need moves down",
        covers: |path| path.starts_with("src/features/") && path != "src/features/mod.rs",
        find: uses_other_feature,
        planted: &[
            (
                "src/features/home/page.rs",
                "use crate::features::team::Card;",
            ),
            ("src/features/home/page.rs", "use super::super::team::Card;"),
            ("src/features/home/mod.rs", "use super::team::Card;"),
            (
                "src/features/home/parts/a.rs",
                "use crate::features::{team, help};",
            ),
        ],
        allowed: &[
            (
                "src/features/home/page.rs",
                "use super::view_model::Card;\nuse crate::features::home::parts::a;",
            ),
            (
                "src/features/home/parts/a.rs",
                "use super::super::page::Home;",
            ),
        ],
    },
    Rule {
        name: "only src/routes.rs spells a page's URL",
        covers: |path| {
            path.starts_with("src/") && path.ends_with(".rs") && !path.starts_with("src/routes")
        },
        find: |_, text| lines_where(without_tests(text), spells_page),
        planted: &[
            ("src/shell/a.rs", "href=\"/steps\""),
            ("src/a.rs", "format!(\"/visits/{id}\")"),
            ("src/a.rs", "href=\"/\""),
        ],
        allowed: &[
            ("src/a.rs", "a / b"),
            (
                "src/a.rs",
                "#[cfg(test)]\nmod tests {\n assert_eq!(a, \"/steps\");",
            ),
            ("src/a.rs", "\"/locales/en.json\""),
            ("src/routes.rs", "\"/steps\""),
        ],
    },
    Rule {
        name: "only src/api/endpoints.rs spells an API path",
        covers: |path| {
            let own = [
                "src/api/endpoints.rs",
                "public/boot.js",
                "public/exit.js",
                "public/kiosk-key.js",
                "public/sw.js",
            ];
            (path.starts_with("src/") || path.starts_with("public/")) && !own.contains(&path)
        },
        find: |_, text| lines_with(text, &["/api/"]),
        planted: &[
            ("src/data/a.rs", "fetch(\"/api/v1/center\")"),
            ("public/other.js", "fetch('/api/v1/board')"),
        ],
        allowed: &[
            ("src/api/endpoints.rs", "\"/api/v1/center\""),
            ("src/a.rs", "// see /api/ for more"),
        ],
    },
    Rule {
        name: "only src/platform and src/markup touch the browser",
        covers: |path| {
            let touching = ["src/platform", "src/markup"];
            path.starts_with("src/") && !touching.iter().any(|folder| path.starts_with(folder))
        },
        find: |_, text| lines_with_word(text, &BROWSER),
        planted: &[
            ("src/a.rs", "use web_sys::Window;"),
            ("src/a.rs", "gloo::timers::x()"),
        ],
        allowed: &[
            ("src/platform/dom.rs", "use web_sys::Window;"),
            ("src/a.rs", "use wasm_bindgen::JsValue;"),
        ],
    },
    Rule {
        name: "only src/platform, and src/api and src/data where answers are read, handle JavaScript values",
        covers: |path| {
            path.starts_with("src/")
                && !["src/platform", "src/api/", "src/data/"]
                    .iter()
                    .any(|own| path.starts_with(own))
        },
        find: |_, text| lines_with_word(text, &["js_sys"]),
        planted: &[("src/features/home/page.rs", "js_sys::Date::now()")],
        allowed: &[("src/api/wire.rs", "use js_sys::Reflect;")],
    },
    Rule {
        name: "only src/platform makes timers and listeners",
        covers: |path| path.starts_with("src/") && !path.starts_with("src/platform"),
        find: |_, text| lines_with_word(text, &TIMERS),
        planted: &[
            ("src/a.rs", "set_timeout(f, t);"),
            ("src/a.rs", "window_event_listener(ev::keydown, f);"),
        ],
        allowed: &[("src/a.rs", "view! { <button on:click=f/> }")],
    },
    Rule {
        name: "nothing is kept on the device, and no text becomes markup",
        // The service worker keeps what is public, by a list, and the lobby's screen its own key; the journeys dump both.
        covers: |path| {
            (path.starts_with("src/") || path.starts_with("public/") || path == "index.html")
                && !["public/sw.js", "public/kiosk-key.js"].contains(&path)
        },
        find: |_, text| {
            let mut found = lines_with_word(text, &STORAGE);
            found.extend(lines_with_word(
                text,
                &["inner_html", "innerHTML", "outerHTML", "insertAdjacentHTML"],
            ));
            found
        },
        planted: &[
            ("public/boot.js", "localStorage.setItem('a', 1)"),
            ("src/a.rs", "<div inner_html=text/>"),
            ("src/platform/a.rs", "window.session_storage()"),
            ("public/exit.js", "caches.open('a')"),
        ],
        allowed: &[("src/a.rs", "let cached = 1;")],
    },
];

fn is_foreign_to_ui(line: &str, file: &str) -> bool {
    let used = line
        .trim()
        .trim_start_matches("pub ")
        .trim_start_matches("pub(crate) ")
        .strip_prefix("use ");
    let foreign_use = used.is_some_and(|path| {
        let first = path.split([':', ';', ' ']).next().unwrap_or_default();
        let own_part = file.contains(&format!("mod {first};"));
        let known = [
            "leptos",
            "portal_view",
            "std",
            "core",
            "self",
            "super",
            "crate",
        ];
        !own_part && !known.contains(&first)
    });
    let outside = line.match_indices("crate::").any(|(at, _)| {
        let path = &line[at..];
        !path.starts_with("crate::ui") && !path.starts_with("crate::markup")
    });
    foreign_use || outside
}

/// The code before the tests at the end of a file: a test may spell what it expects.
fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]\nmod ")
        .map_or(text, |(code, _)| code)
}

fn spells_page(line: &str) -> bool {
    line.match_indices("\"/").any(|(at, _)| {
        let path = line[at + 2..]
            .split(['"', '/', '?', '{'])
            .next()
            .unwrap_or_default();
        line[at..].starts_with("\"/\"") || PAGES.contains(&path)
    })
}

/// Resolves `crate::` and `super::` paths against the file's own module.
fn uses_other_feature(path: &str, text: &str) -> Vec<Finding> {
    let module: Vec<&str> = path
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .split('/')
        .filter(|segment| *segment != "mod")
        .collect();
    let own = module.get(1).copied().unwrap_or_default();
    lines_where(text, |line| {
        paths_in(line).any(|used| leads_elsewhere(&module, own, used))
    })
}

/// Everything in a line that starts with `crate::` or `super::`.
fn paths_in(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '{')))
        .filter(|word| word.starts_with("crate::") || word.starts_with("super::"))
}

fn leads_elsewhere(module: &[&str], own: &str, used: &str) -> bool {
    let segments: Vec<&str> = used.split("::").collect();
    let ups = segments
        .iter()
        .take_while(|segment| **segment == "super")
        .count();
    let kept = if segments[0] == "crate" {
        0
    } else {
        module.len().saturating_sub(ups)
    };
    let rest = &segments[if segments[0] == "crate" { 1 } else { ups }..];
    let mut full = module[..kept].iter().chain(rest);
    full.next() == Some(&"features") && full.next().is_some_and(|feature| *feature != own)
}
