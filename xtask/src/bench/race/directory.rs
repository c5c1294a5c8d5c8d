//! A directory as large as that of a large city: a real one, repeated under other names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

/// How often the services of the real one are there.
const ROUNDS: usize = 3;
/// A list that all rounds share.
const SHARED: &str = "taxonomy.csv";

/// Writes the package beside the other files of benchmarks; returns its folder.
pub fn build(package: &Path) -> Result<PathBuf> {
    let to = project::target().join("bench/large-directory");
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    fs::create_dir_all(to.join("data"))?;
    let description = "datapackage.json";
    fs::write(to.join(description), fs::read(package.join(description))?)?;
    for entry in fs::read_dir(package.join("data"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let rounds = if name == SHARED { 1 } else { ROUNDS };
        repeat(&entry.path(), &to.join("data").join(&name), rounds)
            .with_context(|| name.clone())?;
    }
    Ok(to)
}

/// Copies a table so often, with ids and names of its own in each round but the first.
fn repeat(from: &Path, to: &Path, rounds: usize) -> Result<()> {
    let mut table = csv::Reader::from_path(from)?;
    let columns = table.headers()?.clone();
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>()?;
    let mut out = csv::Writer::from_path(to)?;
    out.write_record(&columns)?;
    for round in 0..rounds {
        for row in &rows {
            let fields = columns
                .iter()
                .zip(row)
                .map(|(column, value)| varied(column, value, round));
            out.write_record(fields)?;
        }
    }
    Ok(out.flush()?)
}

fn varied(column: &str, value: &str, round: usize) -> String {
    let is_id = column == "id"
        || (column.ends_with("_id") && column != "taxonomy_id" && column != "tax_id");
    match column {
        _ if round == 0 || value.is_empty() => value.to_owned(),
        "name" => format!("{value}, branch {round}"),
        _ if is_id => format!("{value}-{round}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_differ_by_round_and_nothing_else_does() {
        assert_eq!(varied("service_id", "7", 0), "7");
        assert_eq!(varied("service_id", "7", 2), "7-2");
        assert_eq!(varied("id", "7", 1), "7-1");
        assert_eq!(varied("service_id", "", 1), "");
        assert_eq!(varied("name", "Night Door", 1), "Night Door, branch 1");
        assert_eq!(varied("taxonomy_id", "BH", 1), "BH");
        assert_eq!(varied("description", "Beds", 1), "Beds");
    }
}
