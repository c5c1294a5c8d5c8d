//! Turns the keys of `locales/` into typed methods, after comparing every language with English.

#[path = "build/locales.rs"]
mod locales;

use std::fmt::Write as _;
use std::{env, fs, path::Path};

use locales::{Locale, compare, head, read, slots, split_form};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    let portal = read_all("locales", true)?;
    let office = read_all("locales/office", false)?;
    let kiosk = read_all("locales/kiosk", false)?;
    let later = read_all("locales/later", false)?;
    let out = Path::new(&env::var("OUT_DIR")?).join("words.rs");
    fs::write(out, generate(&portal, &office, &kiosk, &later))?;
    Ok(())
}

/// The languages of a folder, compared with English. Only the portal's own have a head.
fn read_all(folder: &str, has_head: bool) -> Result<Vec<Locale>, Box<dyn std::error::Error>> {
    let mut locales = Vec::new();
    for entry in fs::read_dir(folder)? {
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
        .flat_map(|locale| {
            let head = if has_head { head(locale) } else { Vec::new() };
            [head, compare(&locales[0], locale)].concat()
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    Ok(locales)
}

/// Methods for every text: those of the office stand behind those of the portal, those of the touch screen behind them, and
/// those of screens that fetch their own behind all, in one table. A part that is not spoken stays empty.
fn generate(locales: &[Locale], office: &[Locale], kiosk: &[Locale], later: &[Locale]) -> String {
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
    let mut methods = String::new();
    let names = texts(&mut methods, &locales[0], 0);
    let office_names = texts(&mut methods, &office[0], names.len());
    let kiosk_names = texts(&mut methods, &kiosk[0], names.len() + office_names.len());
    let before = names.len() + office_names.len() + kiosk_names.len();
    let later_names = texts(&mut methods, &later[0], before);
    for (what, name, keys) in [
        ("Every key of the portal", "NAMES", &names),
        (
            "Every key that staff and the board alone read",
            "OFFICE_NAMES",
            &office_names,
        ),
        (
            "Every key that is read at the touch screen alone",
            "KIOSK_NAMES",
            &kiosk_names,
        ),
        (
            "Every key of the screens that fetch their own words",
            "LATER_NAMES",
            &later_names,
        ),
    ] {
        let _ = writeln!(
            out,
            "/// {what}, plural ones once per form.\npub static {name}: [&str; {}] = {keys:?};",
            keys.len()
        );
    }
    let _ = writeln!(out, "impl Words {{\n{methods}}}");
    starts(&mut out, kiosk);
    out
}

/// The one text that is on screen in every language at once.
fn starts(out: &mut String, kiosk: &[Locale]) {
    let text = |locale: &Locale| {
        locale
            .texts
            .get("attract.start")
            .cloned()
            .unwrap_or_default()
    };
    let texts: Vec<String> = kiosk.iter().map(text).collect();
    let _ = writeln!(
        out,
        "/// `attract.start` in every language, in the order of [`LANGUAGES`].\npub static ATTRACT_START: [&str; {}] = {texts:?};",
        texts.len()
    );
}

/// Writes the methods of one file's texts, which begin at a place in the table; hands back their keys.
fn texts(methods: &mut String, english: &Locale, first: usize) -> Vec<String> {
    let names = slots(english);
    for (at, name) in names.iter().enumerate() {
        let (key, plural) = match split_form(name) {
            (base, Some("zero")) => (base, true),
            (_, Some(_)) => continue,
            (key, None) => (key, false),
        };
        let text = if plural {
            format!("{key}.other")
        } else {
            key.to_owned()
        };
        method(methods, key, &english.texts[&text], first + at, plural);
    }
    names
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
