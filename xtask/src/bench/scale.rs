//! Whether a family's look at home costs the same among a hundred times as many families.
//!
//! Two databases of one PostgreSQL, each with a server of its own, are asked in turn, so that what else the machine does falls
//! on both. What was counted does not depend on the machine; what was timed is a ratio of one run.

pub mod cluster;
mod counts;
mod crowd;
mod region;
mod sample;

use anyhow::{Context, Result};

use super::measured::{Goal, Measured, Peer};
use crate::centre::{Home, Server};
use crate::{run, setup};
use cluster::Cluster;
use counts::Counts;
use region::Region;
use sample::{Family, Line, percentile};

/// Families of the two regions: fewer, more.
const FAMILIES: (u64, u64) = (10_000, 1_000_000);

/// Other numbers, as in `1000,10000`, for a quick run.
const ASKED_FOR: &str = "PORTAL_BENCH_FAMILIES";

/// Looks that are measured in each region.
const LOOKS: usize = 2_000;

/// Looks before that: every centre is asked once, and connections have their statements prepared.
const BEFORE: u64 = 200;

/// So many times as much among more families.
const AT_MOST: f64 = 1.3;

/// What the looks at one region came to.
struct Looks {
    times: Vec<f64>,
    counts: Counts,
}

/// Looks at both regions: fewer families, more.
type Both = [Looks; 2];

/// Makes both regions, and asks them in turn.
pub fn measure() -> Result<Vec<Measured>> {
    let (few, many) = families()?;
    setup::postgresql()?;
    let cluster = run::step("scale: a PostgreSQL of its own", Cluster::start)?;
    counts::prepare(&cluster)?;
    cluster.role("region", "CREATEROLE")?;
    cluster.role("importer", "")?;
    cluster.role("web", "")?;
    let seed = Home::new("scale-seed")?;
    let few = Region::make(&cluster, &seed, few)?;
    let many = Region::make(&cluster, &seed, many)?;
    sizes(&cluster, &few, &many)?;
    // Nothing of making them is to be written while families are answered.
    cluster.sql("postgres", "postgres", "CHECKPOINT")?;
    let servers = [few.serve(&cluster, &seed)?, many.serve(&cluster, &seed)?];
    let (first, again) = look(&cluster, [&few, &many], &servers)?;
    Ok(figures(&first, &again))
}

/// How many families: the numbers in the environment, or else the goal's.
fn families() -> Result<(u64, u64)> {
    let Some(text) = std::env::var_os(ASKED_FOR) else {
        return Ok(FAMILIES);
    };
    let read = || {
        let (few, many) = text.to_str()?.split_once(',')?;
        let (few, many) = (few.trim().parse().ok()?, many.trim().parse().ok()?);
        (0 < few && few < many).then_some((few, many))
    };
    read().with_context(|| {
        format!("{ASKED_FOR}: expected two numbers, fewer families first, as in 1000,10000, found {text:?}")
    })
}

/// Lets one family of each region look in turn: for the first time, when much of what they
/// see has to be fetched, and once more, when it is in PostgreSQL's memory.
fn look(cluster: &Cluster, regions: [&Region; 2], servers: &[Server; 2]) -> Result<(Both, Both)> {
    let mut chance = fastrand::Rng::with_seed(1);
    let before = regions.map(|region| region.one_of_each(BEFORE, &mut chance));
    let asking = regions.map(|region| region.some(LOOKS, &mut chance));
    for (at, region) in regions.iter().enumerate() {
        region.sign_in(cluster, &before[at])?;
        let mut line = Line::to(&servers[at].address)?;
        for family in &before[at] {
            line.overview(family)?;
        }
    }
    let first = in_turn(cluster, regions, servers, &asking)?;
    let again = in_turn(cluster, regions, servers, &asking)?;
    for region in regions {
        let following = counts::following(cluster, &region.database)?;
        println!(
            "scale: {}: looking for new publications took {:.2} ms each time",
            region.database,
            following.milliseconds / following.statements
        );
    }
    sign_in(cluster, regions, &asking)?;
    for (server, families) in servers.iter().zip(&asking) {
        crowd::look(families, &server.address, server.id(), cluster.id())?;
    }
    Ok((first, again))
}

/// Before each round: a session that was used a minute ago would be noted as used again, which is no part of a look.
fn sign_in(cluster: &Cluster, regions: [&Region; 2], families: &[Vec<Family>; 2]) -> Result<()> {
    for (region, families) in regions.iter().zip(families) {
        region.sign_in(cluster, families)?;
    }
    Ok(())
}

/// One look of each family, at fewer and at more in turn.
fn in_turn(
    cluster: &Cluster,
    regions: [&Region; 2],
    servers: &[Server; 2],
    asking: &[Vec<Family>; 2],
) -> Result<Both> {
    sign_in(cluster, regions, asking)?;
    counts::reset(cluster)?;
    let mut few = Line::to(&servers[0].address)?;
    let mut many = Line::to(&servers[1].address)?;
    let mut times = [Vec::new(), Vec::new()];
    for (one, other) in asking[0].iter().zip(&asking[1]) {
        times[0].push(few.overview(one)?);
        times[1].push(many.overview(other)?);
    }
    let [of_few, of_many] = times;
    Ok([
        Looks::of(of_few, counts::read(cluster, &regions[0].database)?),
        Looks::of(of_many, counts::read(cluster, &regions[1].database)?),
    ])
}

impl Looks {
    fn of(times: Vec<f64>, counts: Counts) -> Self {
        let looks = Self { times, counts };
        println!(
            "scale: a look: {:.1} statements, {:.1} pages ({:.2} fetched), {:.3} ms in statements; median {:.2} ms, p99 {:.2} ms",
            looks.each(looks.counts.statements),
            looks.each(looks.counts.pages),
            looks.each(looks.counts.fetched),
            looks.each(looks.counts.milliseconds),
            percentile(&looks.times, 50),
            percentile(&looks.times, 99),
        );
        looks
    }

    /// A sum as what one look came to.
    #[expect(clippy::cast_precision_loss, reason = "some thousand looks")]
    fn each(&self, sum: f64) -> f64 {
        sum / self.times.len() as f64
    }
}

fn figures(first: &Both, again: &Both) -> Vec<Measured> {
    let figure = |name, unit, [few, many]: &Both, of: &dyn Fn(&Looks) -> f64| {
        let (ours, theirs) = (of(many), of(few));
        let figure = Measured::new(name, ours / theirs, "x", Goal::AtMost(AT_MOST));
        figure.beside(Peer {
            name: "fewer families",
            ours,
            theirs,
            unit,
        })
    };
    let pages = |looks: &Looks| looks.each(looks.counts.pages);
    let at = |of_hundred| move |looks: &Looks| percentile(&looks.times, of_hundred);
    vec![
        figure("scale-pages", "pages", again, &pages),
        figure("scale-median", "ms", again, &at(50)),
        figure("scale-p99", "ms", again, &at(99)),
        figure("scale-median-first", "ms", first, &at(50)),
        figure("scale-p99-first", "ms", first, &at(99)),
    ]
}

/// Prints what the regions take on the disk.
#[expect(clippy::cast_precision_loss, reason = "numbers of families")]
fn sizes(cluster: &Cluster, few: &Region, many: &Region) -> Result<()> {
    let (small, large) = (few.bytes(cluster)?, many.bytes(cluster)?);
    let more = (many.families - few.families) as f64;
    println!(
        "scale: on the disk {:.0} MB with {} families, {:.0} MB with {}: {:.1} kB for each",
        small / 1e6,
        few.families,
        large / 1e6,
        many.families,
        (large - small) / more / 1e3
    );
    println!(
        "scale: largest tables (MB of rows, MB of indexes):\n{}",
        many.largest(cluster)?.trim_end()
    );
    Ok(())
}
