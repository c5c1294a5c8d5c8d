//! Many families at the same time: how many looks a second, and what each costs the processors.

use std::fs;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::sample::{Family, Line};

/// Families that look at the same time; more wait in the server for one of its connections to the database.
const AT_A_TIME: usize = 16;

/// The clock of `/proc` counts hundredths of a second, on every Linux (`USER_HZ`).
const TICKS: f64 = 100.0;

/// Lets the families look, so many at a time, and prints what came of it.
#[expect(clippy::cast_precision_loss, reason = "some thousand looks")]
pub fn look(families: &[Family], address: &str, server: u32, postgresql: u32) -> Result<()> {
    let spent = || Ok::<_, anyhow::Error>((seconds(server)?, with_children(postgresql)?));
    let (before, began) = (spent()?, Instant::now());
    thread::scope(|scope| {
        let looking: Vec<_> = families
            .chunks(families.len().div_ceil(AT_A_TIME))
            .map(|some| scope.spawn(|| each(some, address)))
            .collect();
        let ended = looking.into_iter().map(thread::ScopedJoinHandle::join);
        ended.into_iter().try_for_each(|end| match end {
            Ok(result) => result,
            Err(_) => bail!("a family gave up"),
        })
    })?;
    let (took, after) = (began.elapsed().as_secs_f64(), spent()?);
    let looks = families.len() as f64;
    println!(
        "scale: {AT_A_TIME} at a time: {:.0} looks/s; each takes {:.2} ms of a core in the server, {:.2} ms in PostgreSQL",
        looks / took,
        (after.0 - before.0) / looks * 1e3,
        (after.1 - before.1) / looks * 1e3,
    );
    Ok(())
}

fn each(families: &[Family], address: &str) -> Result<()> {
    let mut line = Line::to(address)?;
    families
        .iter()
        .try_for_each(|family| line.overview(family).map(drop))
}

/// Seconds of a core that a process and its children have used so far, those that ended with them.
fn with_children(process: u32) -> Result<f64> {
    let file = format!("/proc/{process}/task/{process}/children");
    let children = fs::read_to_string(&file).context(file)?;
    let mut sum = seconds(process)?;
    for child in children.split_whitespace() {
        // One that has ended since then counts with its parent at the next reading.
        sum += seconds(child.parse()?).unwrap_or(0.0);
    }
    Ok(sum)
}

/// Seconds of a core that a process and its ended children have used so far.
fn seconds(process: u32) -> Result<f64> {
    let file = format!("/proc/{process}/stat");
    let text = fs::read_to_string(&file).with_context(|| file.clone())?;
    ticks(&text)
        .map(|ticks| ticks / TICKS)
        .with_context(|| format!("{file}: no times"))
}

/// `utime`, `stime`, `cutime` and `cstime` (proc(5)), which come after a name that may hold blanks.
fn ticks(stat: &str) -> Option<f64> {
    let (_, after) = stat.rsplit_once(')')?;
    let times = after.split_whitespace().skip(11).take(4);
    let times: Vec<f64> = times.map(|time| time.parse().ok()).collect::<Option<_>>()?;
    (times.len() == 4).then(|| times.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_a_process_are_read() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 1 0 0 0 30 12 5 3 20 0 1 0 100";
        assert_eq!(ticks(stat), Some(50.0));
        assert_eq!(ticks("7 (a) S 1"), None);
    }
}
