//! Checks the languages in `locales/` against each other and turns their keys into typed methods.
//!
//! English is the measure. The build fails when another language misses a key, has a key too
//! many, uses other placeholders, lacks a plural form that its grammar needs, or is not sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use serde_json::Value;

const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural forms a language must spell out (CLDR); rarer ones fall back to `other`.
fn needed_forms(tag: &str) -> &'static [&'static str] {
    match tag {
        "vi" => &["other"],
        "ar" => &PLURAL_FORMS,
        _ => &["one", "other"],
    }
}

struct Locale {
    tag: String,
    meta: BTreeMap<String, Option<String>>,
    texts: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut locales = Vec::new();
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json") {
            locales.push(read(&path)?);
        }
    }
    // English first: it is the measure and the language of last resort.
    locales.sort_by_key(|l| (l.tag != "en", l.tag.clone()));
    let mut problems = Vec::new();
    for locale in &locales {
        compare(&locales[0], locale, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("words.rs");
    fs::write(out, generate(&locales))?;
    Ok(())
}

fn read(path: &Path) -> Result<Locale, Box<dyn std::error::Error>> {
    let file = path.display();
    let text = fs::read_to_string(path)?;
    let tag = path.file_stem().unwrap_or_default().to_string_lossy();
    let Value::Object(object) = serde_json::from_str(&text)? else {
        return Err(format!("{file}: not an object").into());
    };
    let mut locale = Locale {
        tag: tag.into_owned(),
        meta: BTreeMap::new(),
        texts: BTreeMap::new(),
    };
    // One key per line is part of the format, so that a translator's change is one line of a diff.
    let lines = text.lines().filter_map(|l| l.trim().strip_prefix('"'));
    let keys: Vec<&str> = lines.filter_map(|l| l.split('"').next()).collect();
    if !keys.is_sorted_by(|a, b| a < b) || keys.len() != object.len() {
        return Err(format!("{file}: keys must be sorted, unique and one per line").into());
    }
    for (key, value) in object {
        match (key.strip_prefix("_meta."), value) {
            (Some(name), Value::Null) => drop(locale.meta.insert(name.to_owned(), None)),
            (Some(name), Value::String(v)) => drop(locale.meta.insert(name.to_owned(), Some(v))),
            (None, Value::String(v)) => drop(locale.texts.insert(key, v)),
            _ => return Err(format!("{file}: {key}: not a text").into()),
        }
    }
    Ok(locale)
}

/// `days.one` → `("days", Some("one"))`.
fn split_form(key: &str) -> (&str, Option<&str>) {
    match key.rsplit_once('.') {
        Some((base, form)) if PLURAL_FORMS.contains(&form) => (base, Some(form)),
        _ => (key, None),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

fn compare(english: &Locale, other: &Locale, problems: &mut Vec<String>) {
    let tag = &other.tag;
    for name in ["dir", "locale", "name", "reviewed_by"] {
        if !other.meta.contains_key(name) {
            problems.push(format!("{tag}: _meta.{name} is missing"));
        }
    }
    for (key, text) in &english.texts {
        let wanted = match split_form(key) {
            (base, Some("other")) => needed_forms(tag)
                .iter()
                .map(|form| format!("{base}.{form}"))
                .collect(),
            (_, Some(_)) => continue,
            (_, None) => vec![key.clone()],
        };
        for key in wanted {
            match other.texts.get(&key) {
                None => problems.push(format!("{tag}: {key} is missing")),
                // A form such as "tomorrow" may do without its number; nothing may be invented.
                Some(found) if split_form(&key).1.is_some() => {
                    if !placeholders(found).is_subset(&placeholders(text)) {
                        problems.push(format!("{tag}: {key} has an unknown placeholder"));
                    }
                }
                Some(found) if placeholders(found) != placeholders(text) => {
                    problems.push(format!("{tag}: {key} has other placeholders than English"));
                }
                Some(_) => {}
            }
        }
    }
    for key in other.texts.keys() {
        let (base, form) = split_form(key);
        let known = match form {
            Some(_) => english.texts.contains_key(&format!("{base}.other")),
            None => english.texts.contains_key(key),
        };
        if !known {
            problems.push(format!("{tag}: {key} is not in English"));
        }
    }
}

fn generate(locales: &[Locale]) -> String {
    let mut out = String::from("/// Every language of the portal, English first.\n");
    let _ = writeln!(
        out,
        "pub static LANGUAGES: [Language; {}] = [",
        locales.len()
    );
    for locale in locales {
        let meta = |name: &str| locale.meta.get(name).cloned().flatten();
        let _ = writeln!(
            out,
            "Language {{ tag: {:?}, name: {:?}, locale: {:?}, dir: {:?}, reviewed: {} }},",
            locale.tag,
            meta("name").unwrap_or_default(),
            meta("locale").unwrap_or_default(),
            meta("dir").unwrap_or_default(),
            locale.tag == "en" || meta("reviewed_by").is_some(),
        );
    }
    out.push_str("];\n");
    let mut names = Vec::new();
    let mut methods = String::new();
    for (key, text) in &locales[0].texts {
        let (base, form) = split_form(key);
        if form.is_some_and(|f| f != "other") {
            continue;
        }
        method(&mut methods, base, text, names.len(), form.is_some());
        names.extend(match form {
            Some(_) => PLURAL_FORMS.map(|f| format!("{base}.{f}")).to_vec(),
            None => vec![key.clone()],
        });
    }
    let _ = writeln!(
        out,
        "/// Every key, plural ones once per form.\npub static NAMES: [&str; {}] = {names:?};",
        names.len()
    );
    let _ = writeln!(out, "impl Words {{\n{methods}}}");
    out
}

/// One method per key: its placeholders are its parameters, in the order of the English text.
fn method(out: &mut String, key: &str, text: &str, at: usize, plural: bool) {
    let name = key.replace('.', "_");
    let mut params: Vec<&str> = Vec::new();
    for part in text.split('{').skip(1) {
        let param = part.split_once('}').map_or("", |(p, _)| p);
        // A plural's own number comes first and is filled in by itself.
        let counted = plural && param == "n";
        if !counted && !params.contains(&param) {
            params.push(param);
        }
    }
    let signature: String = params.iter().map(|p| format!(", {p}: &str")).collect();
    let pairs: String = params.iter().map(|p| format!("({p:?}, {p}), ")).collect();
    let _ = writeln!(out, "/// `{}`", text.replace('\n', " "));
    let _ = match (plural, params.is_empty()) {
        (true, _) => writeln!(
            out,
            "#[must_use] pub fn {name}(&self, n: i32{signature}) -> String {{ self.count({at}, n, &[{pairs}]) }}"
        ),
        (false, true) => writeln!(
            out,
            "#[must_use] pub fn {name}(&self) -> String {{ self.text({at}) }}"
        ),
        (false, false) => writeln!(
            out,
            "#[must_use] pub fn {name}(&self{signature}) -> String {{ self.fill({at}, &[{pairs}]) }}"
        ),
    };
}
