//! Turns the keys of `locales/` into typed methods, after comparing every language with English.

#[path = "build/locales.rs"]
mod locales;

use std::fmt::Write as _;
use std::{env, fs, path::Path};

use locales::{Locale, PLURAL_FORMS, compare, read, split_form};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    let mut locales = Vec::new();
    for entry in fs::read_dir("locales")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json") {
            let tag = path.file_stem().unwrap_or_default().to_string_lossy();
            locales.push(read(&tag, &fs::read_to_string(&path)?)?);
        }
    }
    // English first: it is the measure and the language of last resort.
    locales.sort_by_key(|l| (l.tag != "en", l.tag.clone()));
    let problems: Vec<String> = locales
        .iter()
        .flat_map(|locale| compare(&locales[0], locale))
        .collect();
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("words.rs");
    fs::write(out, generate(&locales))?;
    Ok(())
}

fn generate(locales: &[Locale]) -> String {
    let mut out = String::from("/// Every language of the portal, English first.\n");
    let _ = writeln!(
        out,
        "pub static LANGUAGES: [Language; {}] = [",
        locales.len()
    );
    for locale in locales {
        language(&mut out, locale);
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

fn language(out: &mut String, locale: &Locale) {
    let meta = |name: &str| locale.meta.get(name).cloned().flatten();
    let text = |name: &str| meta(name).unwrap_or_default();
    let calendar = match meta("months") {
        None => "None".to_owned(),
        Some(months) => format!(
            "Some(Calendar {{ months: {months:?}, weekdays: {:?}, day_periods: {:?}, and: {:?} }})",
            text("weekdays"),
            text("day_periods"),
            text("and"),
        ),
    };
    let _ = writeln!(
        out,
        "Language {{ tag: {:?}, name: {:?}, locale: {:?}, dir: {:?}, reviewed: {}, calendar: {calendar} }},",
        locale.tag,
        text("name"),
        text("locale"),
        text("dir"),
        locale.tag == "en" || meta("reviewed_by").is_some(),
    );
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
