//! Who the portal is raced against: the same screens in Preact, and the first screen as a page that is nothing but a page.
//!
//! Both are folders as `dist/` is one, so that the same server serves them with the same headers, in brotli made beforehand.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::dist::page::{clean, local_scripts_out, rewrite};
use crate::dist::site::Site;
use crate::dist::{PAGES, compress, inline, names, scripts, styles};
use crate::{project, run, setup};

/// The server asks a page for its wasm; these have none.
const NO_WASM: &str = "<meta name=\"program\" data-wasm=\"none\">";
/// The module that begins, as esbuild names it.
const ENTRY: &str = "app.js";

/// Builds the peer; returns its folder.
pub fn build() -> Result<PathBuf> {
    let source = project::root().join("bench/peer/src");
    let modules = bundled(&source)?;
    let mut site = Site::default();
    for (path, from) in [
        ("exit.js", project::root().join("public/exit.js")),
        ("icon.svg", project::root().join("public/icon.svg")),
        ("boot.js", source.join("boot.js")),
    ] {
        site.put(
            path,
            fs::read(&from).with_context(|| from.display().to_string())?,
        );
    }
    for script in ["exit.js", "boot.js"] {
        scripts::minify_one(script, &mut site)?;
    }
    for (path, bytes) in Site::read(&project::root().join("locales"))?.files() {
        let words: serde_json::Value = serde_json::from_slice(bytes)?;
        site.put(&format!("locales/{path}"), serde_json::to_vec(&words)?);
    }
    let shared = put_modules(&modules, &mut site)?;

    let ours = fs::read_to_string(project::root().join("index.html"))?;
    let page = styles::inline(&clean(&ours))?;
    let page = local_scripts_out(&page, &["/exit.js"]);
    let own = format!(
        "{NO_WASM}\n<script data-inline src=\"/boot.js\"></script>\n<script type=\"module\" src=\"/{ENTRY}\"></script>\n</head>"
    );
    let page = inline::into(&page.replacen("</head>", &own, 1), &site)?;
    let renamed = names::rename(&[&page], &mut site)?;
    let page = rewrite(&page, &site, &renamed)?;
    let preload = shared
        .iter()
        .map(|path| format!("</title>\n<link rel=\"modulepreload\" href=\"/{path}\">"));
    let page = page.replacen("</title>", &preload.collect::<String>(), 1);
    write(site, &page, "peer")
}

/// The first screen of the built portal without its scripts and its wasm; returns its folder.
pub fn build_bare() -> Result<PathBuf> {
    let page = fs::read_to_string(project::dist().join("index.html"))?;
    let page = local_scripts_out(&page, &[]);
    let kept = page
        .lines()
        .filter(|line| !line.starts_with("<link rel=\"preload\""));
    let page = kept.collect::<Vec<_>>().join("\n");
    write(
        Site::default(),
        &page.replacen("</head>", &format!("{NO_WASM}</head>"), 1),
        "bare",
    )
}

fn write(mut site: Site, page: &str, name: &str) -> Result<PathBuf> {
    for file in PAGES {
        site.put(file, page.as_bytes().to_vec());
    }
    let folder = project::target().join("bench").join(name);
    compress::all(&site)?.write(&folder)?;
    Ok(folder)
}

/// Bundles the peer as its own documentation says, with what only the help page needs in a file of its own.
fn bundled(source: &Path) -> Result<Site> {
    let folder = project::target().join("bench/peer-modules");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut esbuild = run::program(project::node_modules().join(".bin/esbuild"));
    esbuild.env("NODE_PATH", setup::rival_portal()?);
    esbuild.args([
        "--bundle",
        "--splitting",
        "--format=esm",
        "--minify",
        "--legal-comments=none",
    ]);
    esbuild.args([
        "--jsx=automatic",
        "--jsx-import-source=preact",
        "--log-level=warning",
    ]);
    esbuild.arg(format!("--outdir={}", folder.display()));
    run::done(esbuild.arg(source.join("app.jsx")))?;
    Site::read(&folder)
}

/// Puts the modules into the site, those that are imported under names with their hashes; returns what the entry imports at
/// once.
fn put_modules(modules: &Site, site: &mut Site) -> Result<Vec<String>> {
    let mut open = modules.paths();
    let mut texts: Vec<(String, String)> = Vec::new();
    for path in &open {
        texts.push((path.clone(), modules.text(path)?));
    }
    let mut shared = Vec::new();
    // A file gets its name when every file that it imports has one.
    while let Some(at) = open.iter().position(|path| {
        let text = texts.iter().find(|(name, _)| name == path);
        text.is_some_and(|(_, text)| {
            !open
                .iter()
                .any(|other| other != path && text.contains(other.as_str()))
        })
    }) {
        let path = open.remove(at);
        let index = texts
            .iter()
            .position(|(name, _)| *name == path)
            .context("a module")?;
        let (_, text) = texts.remove(index);
        if path == ENTRY {
            site.put(&path, text.into_bytes());
            continue;
        }
        let name = names::hashed(&path, text.as_bytes());
        site.put(&name, text.into_bytes());
        for (user, text) in &mut texts {
            if user == ENTRY && text.contains(&format!("from\"./{path}\"")) {
                shared.push(name.clone());
            }
            *text = text.replace(&path, &name);
        }
    }
    if !open.is_empty() {
        bail!("modules that import each other: {}", open.join(", "));
    }
    Ok(shared)
}
