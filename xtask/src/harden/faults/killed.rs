//! `kill -9` at any moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::stage::Stage;
use super::{Outcome, chance, number};
use crate::bench::measured::{Goal, Measured};
use crate::{http, project, run, setup};

/// How often the server is killed, unless told otherwise.
const SERVER: (&str, u64) = ("PORTAL_HARDEN_KILLS", 200);

/// How often an import, a publish or the watcher is.
const IMPORTS: (&str, u64) = ("PORTAL_HARDEN_IMPORT_KILLS", 1000);

/// Families who read meanwhile.
const READERS: usize = 4;

/// A server lives so long at most.
const LIFE: Duration = Duration::from_millis(250);

/// The chain of the access log is checked each time after so many kills.
const CHECKED: u64 = 20;

/// Kills the server while families read, and starts it again.
pub fn server() -> Result<Vec<Measured>> {
    let (mut chance, kills) = (chance()?, number(SERVER.0, SERVER.1)?);
    ensure!(kills > 0, "{}: expected 1 or more", SERVER.0);
    let mut stage = Stage::new("faults-killed")?;
    let (mut starts, mut outcome) = (Vec::new(), Outcome::default());
    for kill in 1..=kills {
        let life = LIFE.mul_f64(chance.f64());
        let answers = read_until_killed(&mut stage, life)?;
        stage.note(answers);
        let began = Instant::now();
        stage.start()?;
        while !stage.is_ready()? {
            ensure!(
                began.elapsed() < Duration::from_secs(60),
                "it does not start"
            );
        }
        starts.push(began.elapsed().as_secs_f64());
        ensure!(stage.is_answered()?, "whoever is signed in stays so");
        if kill % CHECKED == 0 || kill == kills {
            outcome.rows_lost = stage.rows_lost()?;
        }
    }
    starts.sort_by(f64::total_cmp);
    let most = starts.len().saturating_sub(1);
    outcome.recovery = starts[(starts.len() * 99 / 100).min(most)];
    let mut figures = outcome.figures("killed");
    #[expect(clippy::cast_precision_loss, reason = "some hundred kills")]
    figures.push(Measured::new(
        "faults-killed-times",
        starts.len() as f64,
        "kills",
        Goal::AtLeast(kills as f64),
    ));
    Ok(figures)
}

/// Lets families read for a while, and kills the server in the middle: how many answers came whole.
fn read_until_killed(stage: &mut Stage, life: Duration) -> Result<u64> {
    let address = stage.server()?.address.clone();
    let cookie = stage.cookie().to_owned();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = || {
            let cookie = [("Cookie", cookie.as_str())];
            let mut answers = 0;
            while !over.load(Ordering::Relaxed) {
                let answer = http::ask(&address, "GET", "/api/v1/me/overview", &cookie, "");
                // One that is cut off in its head is none; its row may be there.
                answers += u64::from(answer.is_ok_and(|a| a.status() == 200));
            }
            answers
        };
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        sleep(life);
        stage.kill();
        over.store(true, Ordering::Relaxed);
        let answers = readers.into_iter().map(|reader| reader.join().ok());
        answers.sum::<Option<u64>>().context("a reader ended early")
    })
}

/// The suite that kills imports, publishing and the watcher, for longer, and over the optimised program.
pub fn imports() -> Result<Vec<Measured>> {
    setup::test_runner()?;
    let kills = number(IMPORTS.0, IMPORTS.1)?;
    let mut suite = run::cargo();
    suite
        .args([
            "nextest",
            "run",
            "--package",
            "portal-server",
            "--test",
            "kill",
        ])
        .args(["--no-capture"])
        .env("PORTAL_KILLS", kills.to_string())
        .env("PORTAL_KILL_SEED", (chance()?.u64(1..)).to_string())
        .env("PORTAL_KILLED", project::portal_binary(true));
    // It ends with an error at the first fact, file or snapshot that is not whole.
    let told = run::output(&mut suite)?;
    let count = |name: &str| -> Result<f64> {
        let mut lines = told
            .lines()
            .filter_map(|line| line.trim().strip_prefix(name));
        let number = lines.next_back().and_then(|text| text.trim().parse().ok());
        number.with_context(|| format!("the suite does not say {name:?}"))
    };
    #[expect(clippy::cast_precision_loss, reason = "some thousand kills")]
    let asked = kills as f64;
    let figure = |name, value, goal| Measured::new(name, value, "kills", goal);
    Ok(vec![
        figure(
            "faults-imports-killed",
            count("killed:")?,
            Goal::AtLeast(asked),
        ),
        // Those that came before the end; the others found all done.
        figure(
            "faults-imports-in-the-middle",
            count("in the middle:")?,
            Goal::AtLeast(asked / 4.0),
        ),
        Measured::new(
            "faults-imports-lost",
            count("lost:")?,
            "imports",
            Goal::AtMost(0.0),
        ),
    ])
}
