//! CycloneDX 1.6 as far as a release needs it (<https://cyclonedx.org/docs/1.6/json/>).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Serialize;

use super::crates::{Crate, Id};
use super::{PROGRAMS, Release, inside, sha256};

/// The release as a whole.
const RELEASE: &str = "release";
/// The standard library.
const LIBRARY: &str = "rust-std";

/// The document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    /// Told by the rest, so that the same release has the same.
    serial_number: String,
    version: u32,
    metadata: Metadata,
    components: Vec<Component>,
    dependencies: Vec<Dependency>,
}

#[derive(Serialize)]
struct Metadata {
    lifecycles: [Phase; 1],
    component: Component,
}

#[derive(Serialize)]
struct Phase {
    phase: &'static str,
}

/// Something a release has in it.
#[derive(Serialize, Default)]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    /// `required`, or `excluded` for what only builds.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Licence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpe: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component>,
}

#[derive(Serialize)]
struct Hash {
    alg: &'static str,
    content: String,
}

#[derive(Serialize)]
struct Licence {
    expression: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dependency {
    #[serde(rename = "ref")]
    of: String,
    depends_on: BTreeSet<String>,
}

/// The document of a release.
pub(super) fn of(release: &Release) -> Result<Document> {
    let components = components(release)?;
    let needs = needs(release, &components)?;
    numbered(Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: String::new(),
        version: 1,
        metadata: Metadata {
            lifecycles: [Phase { phase: "build" }],
            component: Component {
                kind: "application",
                reference: RELEASE.to_owned(),
                name: "family-portal".to_owned(),
                version: release
                    .programs
                    .first()
                    .map(|built| built.root.version.clone()),
                ..Component::default()
            },
        },
        components,
        dependencies: needs
            .into_iter()
            .map(|(of, depends_on)| Dependency { of, depends_on })
            .collect(),
    })
}

/// Programs, the standard library, crates, and the files that are served.
fn components(release: &Release) -> Result<Vec<Component>> {
    let programs = PROGRAMS.iter().zip(&release.programs);
    let programs = programs.map(|(program, built)| Component {
        kind: "application",
        reference: format!("program:{}", program.name),
        name: program.name.to_owned(),
        version: Some(built.root.version.clone()),
        hashes: hashes(release.files.get(program.name)),
        ..Component::default()
    });
    let mut components: Vec<Component> = programs.collect();
    components.push(standard_library(&release.compiler));
    let used = release.programs.iter().flat_map(|built| built.needs.keys());
    for id in used.collect::<BTreeSet<_>>() {
        components.push(of_crate(id, release)?);
    }
    let served = release.files.iter().filter(|(path, _)| path.contains('/'));
    components.extend(served.map(|(path, hash)| file(path, hash)));
    Ok(components)
}

/// What each component needs; what needs nothing says so.
fn needs(
    release: &Release,
    components: &[Component],
) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut needs = BTreeMap::<String, BTreeSet<String>>::new();
    let reference = |id: &Id| {
        let known = release.known.get(id).context("a crate that is not known")?;
        anyhow::Ok(reference_of(id, known))
    };
    for (program, built) in PROGRAMS.iter().zip(&release.programs) {
        let of_program = BTreeSet::from([reference(&built.root)?, LIBRARY.to_owned()]);
        needs.insert(format!("program:{}", program.name), of_program);
        for (id, needed) in &built.needs {
            let needed = needed.iter().map(reference).collect::<Result<Vec<_>>>()?;
            needs.entry(reference(id)?).or_default().extend(needed);
        }
    }
    for component in components {
        let inside = component.components.iter().map(|one| one.reference.clone());
        let inside: BTreeSet<String> = inside.collect();
        needs.extend(inside.iter().map(|one| (one.clone(), BTreeSet::new())));
        needs
            .entry(component.reference.clone())
            .or_default()
            .extend(inside);
    }
    let parts = components.iter().filter(|part| part.kind != "library");
    let parts = parts.map(|part| part.reference.clone()).collect();
    needs.insert(RELEASE.to_owned(), parts);
    Ok(needs)
}

/// With a number that its content tells: a UUID of version 8, which leaves to us what its bits say (RFC 9562, 5.8).
fn numbered(mut document: Document) -> Result<Document> {
    let hash = sha256(&serde_json::to_vec(&document)?);
    document.serial_number = format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    );
    Ok(document)
}

/// A crate of crates.io by its package URL; the project's own are nowhere else, and have none.
fn reference_of(id: &Id, known: &Crate) -> String {
    if known.checksum.is_some() {
        // What stands behind a plus sign is part of the version, and a plus sign in a URL may be read as a space.
        format!("pkg:cargo/{}@{}", id.name, id.version.replace('+', "%2B"))
    } else {
        format!("crate:{}", id.name)
    }
}

fn of_crate(id: &Id, release: &Release) -> Result<Component> {
    let known = release.known.get(id).context("a crate that is not known")?;
    let reference = reference_of(id, known);
    let is_inside = release
        .programs
        .iter()
        .any(|built| built.inside.contains(id));
    let bundled = inside::of(&id.name, &known.folder)?;
    Ok(Component {
        kind: "library",
        name: id.name.clone(),
        version: Some(id.version.clone()),
        scope: Some(if is_inside { "required" } else { "excluded" }),
        hashes: hashes(known.checksum.as_ref()),
        licenses: licence(&known.licence),
        purl: known.checksum.is_some().then(|| reference.clone()),
        reference,
        components: bundled.into_iter().map(of_bundled).collect(),
        ..Component::default()
    })
}

fn of_bundled(bundled: inside::Inside) -> Component {
    let inside::Inside { name, version, .. } = bundled;
    Component {
        kind: "library",
        reference: format!("inside:{name}"),
        name: name.to_owned(),
        licenses: licence(bundled.licence),
        cpe: Some(format!(
            "cpe:2.3:a:{}:{version}:*:*:*:*:*:*:*",
            bundled.known_as
        )),
        purl: Some(format!("pkg:generic/{name}@{version}")),
        version: Some(version),
        ..Component::default()
    }
}

fn standard_library(version: &str) -> Component {
    Component {
        kind: "library",
        reference: LIBRARY.to_owned(),
        name: LIBRARY.to_owned(),
        version: Some(version.to_owned()),
        scope: Some("required"),
        licenses: licence("MIT OR Apache-2.0"),
        purl: Some(format!("pkg:generic/{LIBRARY}@{version}")),
        ..Component::default()
    }
}

fn file(path: &str, hash: &String) -> Component {
    Component {
        kind: "file",
        reference: format!("file:{path}"),
        name: path.to_owned(),
        hashes: hashes(Some(hash)),
        ..Component::default()
    }
}

fn hashes(hash: Option<&String>) -> Vec<Hash> {
    let hash = hash.map(|content| Hash {
        alg: "SHA-256",
        content: content.clone(),
    });
    hash.into_iter().collect()
}

fn licence(expression: &str) -> Vec<Licence> {
    vec![Licence {
        expression: expression.to_owned(),
    }]
}
