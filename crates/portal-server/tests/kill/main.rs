//! `kill -9` at any moment: facts are the old ones or the new ones, the snapshot is whole, and no
//! file that was sent is lost.
//!
//! `PORTAL_KILLS` says how often (150 unless given), `PORTAL_KILL_SEED` at which moments, and `PORTAL_KILLED` which program
//! (the one built for tests unless given).

mod center;

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use center::{Center, Story};

/// A small generator of moments, the same for the same seed (xorshift64).
struct Moments(u64);

impl Moments {
    fn within(&mut self, most: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        most.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    let given = env::var(name).ok();
    given.map_or(otherwise, |n| n.parse().expect("a number"))
}

fn start(args: &[&str]) -> Child {
    let program = env::var_os("PORTAL_KILLED");
    Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_portal").into()))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("portal runs")
}

/// Runs to the end; how long that took.
fn finish(args: &[&str]) -> Duration {
    let begun = Instant::now();
    let status = start(args).wait().expect("portal ends");
    assert!(status.success(), "{args:?}: {status}");
    begun.elapsed()
}

/// Kills what it started itself, and nothing else: how it ended.
fn kill_after(args: &[&str], moment: Duration) -> ExitStatus {
    let mut child = start(args);
    thread::sleep(moment);
    child.kill().expect("killed, or ended before");
    child.wait().expect("portal ends")
}

#[test]
#[expect(clippy::print_stdout, reason = "`cargo xtask harden` reads it")]
fn facts_are_whole_and_no_file_is_lost_whenever_an_import_is_killed() {
    let center = Center::new();
    let home = center.home_arg();
    let import = |story: Story| {
        vec![
            "import".to_owned(),
            "cases".to_owned(),
            center.feed(story),
            "--home".to_owned(),
            home.clone(),
            "--source".to_owned(),
            "county".to_owned(),
        ]
    };
    let mut moments = Moments(number("PORTAL_KILL_SEED", 0x5eed));
    for story in [Story::Old, Story::New, Story::Old] {
        finish(&strs(&import(story)));
        center.remember(story);
    }
    let kills = number("PORTAL_KILLS", 150);
    let watch = vec![
        "watch".to_owned(),
        center.inboxes(),
        "--home".to_owned(),
        home.clone(),
        "--once".to_owned(),
        "--every".to_owned(),
        "0".to_owned(),
    ];
    let publish = vec!["publish".to_owned(), "--home".to_owned(), home.clone()];
    let whole = finish(&strs(&import(Story::New))).mul_f64(1.2);
    let (mut in_the_middle, mut lost) = (0, 0);
    for kill in 0..kills {
        let before = center.story();
        let ended = match kill % 5 {
            0 | 1 => {
                let ended = kill_after(&strs(&import(before.other())), moments.within(whole));
                // Whoever was told that it is accepted need not send it again.
                lost += u64::from(ended.success() && center.story() == before);
                ended
            }
            2 => kill_after(&strs(&publish), moments.within(whole)),
            _ => {
                let sent = center.send(before.other());
                let ended = kill_after(&strs(&watch), moments.within(whole));
                center.check_sent(&sent);
                ended
            }
        };
        in_the_middle += u64::from(ended.signal().is_some());
        center.check(kill);
    }
    finish(&strs(&watch));
    finish(&strs(&publish));
    center.check_end();
    println!("killed: {kills}\nin the middle: {in_the_middle}\nlost: {lost}");
    assert_eq!(lost, 0, "accepted imports");
}

fn strs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}
