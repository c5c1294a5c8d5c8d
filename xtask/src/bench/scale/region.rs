//! A database of many centres, and the server in front of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};
use serde_json::Value;

use super::cluster::Cluster;
use super::sample::Family;
use crate::centre::{Home, Server};
use crate::{project, run};

/// Families of one centre, where there are so many: a large centre opens as many cases in a year.
const CENTRE: u64 = 1_000;

/// Rows of the access log for each family.
const LOOKS: u32 = 4;

const SEED: &str = include_str!("seed.sql");
const CENTRE_ROWS: &str = include_str!("centre.sql");
const SESSIONS: &str = include_str!("sessions.sql");

/// A database and its centres.
pub struct Region {
    /// Name of its database.
    pub database: String,
    /// How many families it has.
    pub families: u64,
    centres: u64,
}

impl Region {
    /// Makes tables, publishes the demo, and multiplies its families.
    pub fn make(cluster: &Cluster, seed: &Home, families: u64) -> Result<Self> {
        let centres = (families / CENTRE).max(1);
        let region = Self {
            database: format!("families_{families}"),
            families: families / centres * centres,
            centres,
        };
        let database = &region.database;
        let create = format!(
            "CREATE DATABASE {database} OWNER region TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        );
        cluster.sql("postgres", "postgres", &create)?;
        let owner = cluster.url("region", database);
        portal(&owner, &["database", "init"], None)?;
        cluster.sql(
            "postgres",
            "postgres",
            "GRANT portal_publish TO importer; GRANT portal_serve TO web",
        )?;
        portal(
            &cluster.url("importer", database),
            &["publish"],
            Some(seed.path()),
        )?;
        run::step(
            &format!("scale: {} families in {centres} centres", region.families),
            || region.grow(cluster, seed),
        )?;
        Ok(region)
    }

    fn grow(&self, cluster: &Cluster, seed: &Home) -> Result<()> {
        let id = seed.path().file_name().unwrap_or_default();
        let mut statements = format!("\\set seed {}\n{SEED}", id.display());
        let each = self.families / self.centres;
        statements += &format!("\\set families {each}\n\\set looks {LOOKS}\n");
        for centre in 1..=self.centres {
            statements += &format!("\\set center {}\n{CENTRE_ROWS}", id_of(centre));
        }
        cluster.sql("region", &self.database, &statements)?;
        // What autovacuum does in time: statistics, and which pages all may see. The owner is no superuser, and need not be.
        cluster.sql("postgres", &self.database, "VACUUM (ANALYZE)")?;
        let count = "SELECT count(*) FROM portal.family";
        let found = cluster.sql("postgres", &self.database, count)?;
        ensure!(
            found.trim().parse::<u64>()? > self.families,
            "{}: expected more than {} families, found {found}",
            self.database,
            self.families
        );
        Ok(())
    }

    /// Bytes on the disk, with indexes.
    pub fn bytes(&self, cluster: &Cluster) -> Result<f64> {
        let size = format!("SELECT pg_database_size('{}')", self.database);
        Ok(cluster.sql("postgres", "postgres", &size)?.trim().parse()?)
    }

    /// The largest tables, a line each: name, MB of rows, MB of indexes.
    pub fn largest(&self, cluster: &Cluster) -> Result<String> {
        let tables = "
            SELECT relname, pg_table_size(oid) / 1000000, pg_indexes_size(oid) / 1000000 FROM pg_class
            WHERE relkind = 'r' AND relnamespace IN ('portal'::regnamespace, 'portal_auth'::regnamespace)
            ORDER BY pg_total_relation_size(oid) DESC LIMIT 6";
        cluster.sql("postgres", &self.database, tables)
    }

    /// Starts a server for all of its centres.
    pub fn serve(&self, cluster: &Cluster, seed: &Home) -> Result<Server> {
        let homes = self.homes(seed.path())?;
        let mut portal = run::program(project::portal_binary(true));
        portal
            .args(["serve", "--listen", "127.0.0.1:0", "--behind-tls-proxy"])
            .arg("--homes")
            .arg(homes)
            .env("PORTAL_DATABASE", cluster.url("web", &self.database))
            .stderr(Stdio::null());
        Server::answering(portal)
    }

    /// A home for each centre: the demo's settings at an address of its own, and its secrets. A server makes none where there
    /// are cards already.
    fn homes(&self, seed: &Path) -> Result<PathBuf> {
        let homes = project::target()
            .join("bench/scale/homes")
            .join(&self.database);
        if homes.exists() {
            fs::remove_dir_all(&homes)?;
        }
        let mut settings: Value =
            serde_json::from_str(&fs::read_to_string(seed.join("center.json"))?)?;
        settings["demo"] = false.into();
        for centre in 1..=self.centres {
            let home = homes.join(id_of(centre));
            fs::create_dir_all(&home)?;
            settings["address"] = format!("https://{}", host_of(centre)).into();
            fs::write(home.join("center.json"), settings.to_string())?;
            let mut copy = Command::new("cp");
            run::done(copy.arg("--archive").arg(seed.join("secrets")).arg(home))?;
        }
        Ok(homes)
    }

    /// Some families, of some centres, by chance.
    pub fn some(&self, count: usize, chance: &mut fastrand::Rng) -> Vec<Family> {
        let family = |_| self.family(chance.u64(1..=self.centres), chance);
        (0..count).map(family).collect()
    }

    /// A family of each centre, again and again until there are so many.
    pub fn one_of_each(&self, at_least: u64, chance: &mut fastrand::Rng) -> Vec<Family> {
        let rounds = at_least.div_ceil(self.centres);
        let centres = (0..rounds).flat_map(|_| 1..=self.centres);
        centres.map(|centre| self.family(centre, chance)).collect()
    }

    fn family(&self, centre: u64, chance: &mut fastrand::Rng) -> Family {
        Family {
            centre: id_of(centre),
            host: host_of(centre),
            number: chance.u64(1..=self.families / self.centres),
        }
    }

    /// Signs families in: their sessions begin now, or count as used now.
    pub fn sign_in(&self, cluster: &Cluster, families: &[Family]) -> Result<()> {
        let mut sorted: Vec<_> = families.iter().map(|f| (&f.centre, f.number)).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut statements = String::new();
        for centre in sorted.chunk_by(|a, b| a.0 == b.0) {
            let numbers: Vec<_> = centre
                .iter()
                .map(|(_, number)| number.to_string())
                .collect();
            let (id, numbers) = (centre[0].0, numbers.join(","));
            statements += &format!("\\set center {id}\n\\set families '{{{numbers}}}'\n{SESSIONS}");
        }
        cluster.sql("region", &self.database, &statements).map(drop)
    }
}

fn id_of(centre: u64) -> String {
    format!("centre-{centre:04}")
}

fn host_of(centre: u64) -> String {
    format!("{}.portal.example", id_of(centre))
}

/// Runs the portal with a database.
fn portal(database: &str, words: &[&str], home: Option<&Path>) -> Result<()> {
    let mut portal = run::program(project::portal_binary(true));
    portal.args(words).env("PORTAL_DATABASE", database);
    if let Some(home) = home {
        portal.arg("--home").arg(home);
    }
    run::output(&mut portal).map(drop)
}
