//! What a process holds in memory, as the kernel counts it.

use std::fs;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// What a process has in memory now, in MB.
#[derive(Debug, PartialEq)]
pub struct Held {
    /// Its own: what nobody else can have as long as it runs.
    pub own: f64,
    /// With the pages of files it looks at, the program itself and the mapped snapshot, which are the kernel's: it
    /// drops them when it wants to, and they stand there once for whoever looks at them.
    pub with_files: f64,
}

/// Asks the kernel about a process by its number.
pub fn held(process: u32) -> Result<Held> {
    let file = format!("/proc/{process}/status");
    let status = fs::read_to_string(&file).with_context(|| file.clone())?;
    read(&status).with_context(|| format!("{file}: no figures of memory"))
}

fn read(status: &str) -> Option<Held> {
    Some(Held {
        own: megabytes(status, "RssAnon:")? + megabytes(status, "RssShmem:")?,
        with_files: megabytes(status, "VmRSS:")?,
    })
}

/// The most it ever held, in MB; `status` is the text of its file in `/proc`.
fn high_water(status: &str) -> Option<f64> {
    megabytes(status, "VmHWM:")
}

/// Waits for a program and returns the most memory it held, in MB.
///
/// The kernel keeps the high-water mark itself, so looking now and then is enough.
pub fn watch(mut child: Child) -> Result<(ExitStatus, f64)> {
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    loop {
        if let Ok(text) = fs::read_to_string(&status_file) {
            peak = peak.max(high_water(&text).unwrap_or(0.0));
        }
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn megabytes(status: &str, field: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_files_are_told_apart() {
        let status =
            "VmRSS:\t 3000 kB\nRssAnon:\t 1500 kB\nRssFile:\t 1000 kB\nRssShmem:\t 500 kB\n";
        let held = Held {
            own: 1.536 + 0.512,
            with_files: 3.072,
        };
        assert_eq!(read(status), Some(held));
        assert_eq!(read("VmRSS:\t 3000 kB\n"), None);
    }

    #[test]
    fn the_high_water_mark_is_read() {
        let status = "Name:\tportal\nVmHWM:\t  20000 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(high_water(status), Some(20.48));
        assert_eq!(high_water("Name:\tportal\n"), None);
    }
}
