//! Scripts and wasm made small by esbuild and wasm-opt.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::site::Site;
use super::{glue, order, page, search};
use crate::{project, run};

/// What rustc's wasm uses, spelled out. Never `--all-features`: that makes binaryen
/// emit compact imports, and browsers refuse the module.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How wasm-opt makes a module fast.
pub const FAST: &[&str] = &["-O3"];
/// How it makes one small: told to start from another shape of the code than the compiler's, and to go on while it finds something,
/// it saves 1.5 % more. The first 1,024 bytes of memory are the far end of the stack, where no value lies.
const SMALL: &[&str] = &[
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
];

/// Minifies every script the pages load, now or later.
///
/// No `--format`: the scripts are classic ones whose top-level names must stay.
pub fn minify(pages: &[&str], site: &mut Site) -> Result<()> {
    let mut paths = BTreeSet::new();
    for page in pages {
        paths.extend(page::scripts(page));
        let later = page::later(page).into_iter();
        paths.extend(later.filter(|path| path.ends_with(".js")));
    }
    for path in paths {
        minify_one(&path, site)?;
    }
    Ok(())
}

/// Minifies one script.
pub fn minify_one(path: &str, site: &mut Site) -> Result<()> {
    let file = scratch(path, site.bytes(path)?)?;
    let small = esbuild(&["--minify", "--legal-comments=none"], &file)?;
    site.put(path, small.into_bytes());
    Ok(())
}

/// Optimises every wasm module: the search to be fast, the others to be small.
pub fn optimise_wasm(site: &mut Site) -> Result<()> {
    for path in site
        .paths()
        .into_iter()
        .filter(|path| path.ends_with(".wasm"))
    {
        let from = scratch(&path, &glue::without_notes(site.bytes(&path)?)?)?;
        let to = from.with_extension("small.wasm");
        let level = if path.starts_with(search::NAME) {
            FAST
        } else {
            SMALL
        };
        wasm_opt(level, &from, &to)?;
        site.put(&path, order::by_likeness(&fs::read(&to)?)?);
    }
    Ok(())
}

/// Gives what each program's wasm calls short names.
pub fn shorten_names(site: &mut Site) -> Result<()> {
    let ending = "_bg.wasm";
    for path in site.paths().into_iter().filter(|p| p.ends_with(ending)) {
        let script = path.replace(ending, ".js");
        let (wasm, short) = glue::shorten(site.bytes(&path)?, &site.text(&script)?)
            .with_context(|| path.clone())?;
        site.put(&path, wasm);
        site.put(&script, short.into_bytes());
    }
    Ok(())
}

/// Optimises one wasm module.
pub fn wasm_opt(level: &[&str], from: &Path, to: &Path) -> Result<()> {
    let mut wasm_opt = run::program(project::node_modules().join("binaryen/bin/wasm-opt"));
    wasm_opt
        .args(level)
        .args(["--strip-debug", "--strip-producers"])
        .args(WASM_FEATURES);
    run::done(wasm_opt.arg(from).arg("-o").arg(to))
}

/// Runs esbuild on a file and returns what it makes of it.
pub fn esbuild(options: &[&str], file: &Path) -> Result<String> {
    let mut esbuild = run::program(project::node_modules().join(".bin/esbuild"));
    let text = run::output(
        esbuild
            .args(options)
            .args(["--log-level=warning"])
            .arg(file),
    )?;
    if text.trim().is_empty() {
        bail!("esbuild made nothing of {}", file.display());
    }
    Ok(text)
}

fn scratch(path: &str, bytes: &[u8]) -> Result<std::path::PathBuf> {
    let folder = project::target().join("dist-scratch");
    fs::create_dir_all(&folder)?;
    let file = folder.join(path.trim_start_matches('/').replace('/', "-"));
    fs::write(&file, bytes)?;
    Ok(file)
}
