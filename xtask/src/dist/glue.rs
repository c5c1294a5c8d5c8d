//! The script between a program's wasm and the browser, as wasm-bindgen writes it.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExportSectionReader, Parser, Payload};

/// How the script asks for what loads the second part of a program.
const ASKED: &str = "require(\"./__wasm_split.js\")";

/// What loads the second part, as the first one calls it.
const LOADER: &str = "__wasm_split_load_later";

/// Begins the name of a global by which the splitting knows its own crate: with a hash of the folder that crate lies in.
const MARK: &str = "_WASM_SPLIT_MARKER_";

/// Begins an entry of the script's list of what the wasm may call.
const ENTRY: &str = "            ";

/// The script, with what loads the second part: `boot.js` does, with what the first one shares. `linked` is the script that
/// the splitting wrote; it names what a part of a build for development wants beside that, to see that both are of one build.
pub fn with_loader(script: &str, linked: &str) -> Result<String> {
    let beside = linked
        .split_once("{ __wasm_split: {")
        .and_then(|(_, rest)| rest.split_once('}'))
        .map(|(beside, _)| beside.trim());
    let beside = beside.context("the script that the splitting wrote shares nothing")?;
    let loader = format!(
        "{{ {LOADER}: function (callback, data) {{ portalBoot.later(callback, data, Object.assign({{ {beside} }}, wasm)); }} }}"
    );
    ensure!(
        script.matches(ASKED).count() == 1,
        "expected the script to say {ASKED} once"
    );
    Ok(script.replace(ASKED, &loader))
}

/// Wasm and script with short names for what the wasm calls, and without what it does not call. wasm-bindgen names each
/// import by what it is and a hash, in both of them: 4 KB of a family's first load.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let wasm = renamed(wasm, &mut names)?;
    let script = entries(script, &names)?;
    Ok((wasm, script))
}

/// The module without what the linker and others noted beside its code, for binaryen takes no other; and without the marks of
/// the splitting, which are left where nothing was split and are not the same on two machines.
pub fn without_notes(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Payload::ExportSection(exports) = payload {
            module.section(&without_marks(exports)?);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&as_it_is(wasm, id, range)?);
        }
    }
    Ok(module.finish())
}

fn without_marks(exports: ExportSectionReader<'_>) -> Result<ExportSection> {
    let mut section = ExportSection::new();
    for export in exports {
        let export = export?;
        if !export.name.starts_with(MARK) {
            let kind = ExportKind::from(export.kind);
            section.export(export.name, kind, export.index);
        }
    }
    Ok(section)
}

/// The module with imported functions named `a`, `b` and so on.
fn renamed(wasm: &[u8], names: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import?;
                let kind = wasm_encoder::EntityType::try_from(import.ty)
                    .map_err(|_| anyhow::anyhow!("an import of a kind that is not known"))?;
                let count = names.len();
                let short = names
                    .entry(import.name.to_owned())
                    .or_insert_with(|| letters(count));
                section.import(import.module, short, kind);
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&as_it_is(wasm, id, range)?);
        }
    }
    Ok(module.finish())
}

fn as_it_is(wasm: &[u8], id: u8, range: Range<u64>) -> Result<RawSection<'_>> {
    let data = &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
    Ok(RawSection { id, data })
}

/// 0 is `a`, 25 is `z`, 26 is `ba`.
fn letters(mut number: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        number /= 26;
        if number == 0 {
            return text;
        }
    }
}

/// The script with its list of what the wasm may call cut down to what it does call, by the new names.
fn entries(script: &str, names: &BTreeMap<String, String>) -> Result<String> {
    let mut kept = String::with_capacity(script.len());
    let mut found = 0;
    let mut skips = false;
    for line in script.lines() {
        let entry = line
            .strip_prefix(ENTRY)
            .filter(|rest| !rest.starts_with(' '));
        if let Some((name, rest)) = entry.and_then(named) {
            let short = names.get(name);
            skips = short.is_none();
            if let Some(short) = short {
                found += 1;
                kept.push_str(ENTRY);
                kept.push_str(short);
                kept.push(':');
                kept.push_str(rest);
                kept.push('\n');
            }
        } else if !skips {
            kept.push_str(line);
            kept.push('\n');
        }
        // An entry ends where its own brace does.
        if entry.is_some_and(|entry| entry.starts_with('}') || entry.ends_with("},")) {
            skips = false;
        }
    }
    let missing = names.len() - found;
    ensure!(
        missing <= usize::from(script.contains(LOADER)),
        "{missing} functions that the wasm calls were not found in its script"
    );
    Ok(match names.get(LOADER) {
        Some(short) => kept.replace(LOADER, short),
        None => kept,
    })
}

/// The name and the rest of a line that begins an entry.
fn named(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    (name.starts_with("__wb") && rest.starts_with(" function")).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, CustomSection, GlobalSection, GlobalType, ValType};

    use super::*;

    const SCRIPT: &str = "a
            __wbg_one_1: function(arg0) {
                one(arg0);
            },
            __wbg_two_2: function() { return handleError(function () {
                two();
            }, arguments); },
            __wbg_three_3: function() {
                three();
            },
        };
b
";

    #[test]
    fn what_is_not_called_is_left_out_and_the_rest_has_short_names() {
        let names = [("__wbg_one_1", "a"), ("__wbg_three_3", "b")];
        let names = names.map(|(long, short)| (long.to_owned(), short.to_owned()));
        let script = entries(SCRIPT, &names.into()).unwrap();
        assert_eq!(
            script,
            "a
            a: function(arg0) {
                one(arg0);
            },
            b: function() {
                three();
            },
        };
b
"
        );
    }

    #[test]
    fn what_is_called_must_be_in_the_script() {
        let names = [("__wbg_four_4".to_owned(), "a".to_owned())];
        assert!(entries(SCRIPT, &names.into()).is_err());
    }

    #[test]
    fn a_mark_of_the_splitting_and_a_note_are_taken_out_and_nothing_else() {
        let global = GlobalType {
            val_type: ValType::I32,
            mutable: false,
            shared: false,
        };
        let mut globals = GlobalSection::new();
        globals.global(global, &ConstExpr::i32_const(7));
        let module = |names: &[&str], note: Option<&str>| {
            let mut exports = ExportSection::new();
            for name in names {
                exports.export(name, ExportKind::Global, 0);
            }
            let mut module = Module::new();
            module.section(&globals).section(&exports);
            if let Some(note) = note {
                module.section(&CustomSection {
                    name: "reloc.CODE".into(),
                    data: note.as_bytes().into(),
                });
            }
            module.finish()
        };
        let marked = module(
            &["memory_end", "_WASM_SPLIT_MARKER_0123456789abcdef"],
            Some("a note"),
        );
        assert_eq!(
            without_notes(&marked).unwrap(),
            module(&["memory_end"], None)
        );
    }

    #[test]
    fn names_stay_short() {
        assert_eq!(letters(0), "a");
        assert_eq!(letters(25), "z");
        assert_eq!(letters(26), "ba");
        assert_eq!(letters(26 * 26), "baa");
    }
}
