//! `cargo xtask serve`: the portal with a demo centre, ready to be looked at.

mod cards;

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{dist, project, run};
use cards::Demo;

/// The options of `serve`.
#[derive(clap::Args)]
pub struct Args {
    /// Port to listen on; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Fixes the demo centre's "now", as RFC 3339.
    #[arg(long, value_name = "RFC3339")]
    clock: Option<String>,
    /// The centre's folder; a demo centre is made there if it has none.
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// Serve the optimised portal, as families get it.
    #[arg(long)]
    release: bool,
}

/// Builds, makes the demo centre if there is none, says who can sign in, and serves.
pub fn serve(args: &Args) -> Result<()> {
    let files = if args.release {
        dist::build()?;
        project::dist()
    } else {
        dist::build_for_development()?
    };
    let portal = project::portal_binary(args.release);
    let home = args
        .home
        .clone()
        .unwrap_or_else(|| project::target().join("demo"));
    // A relative folder is meant from where the person stands.
    let home = std::path::absolute(home)?;
    let is_new = is_empty(&home);
    if is_new {
        run::step("the demo centre", || {
            make_demo(&portal, &home, args.clock.as_deref())
        })?;
    }
    match Demo::of_home(&home)? {
        Some(demo) if is_new => demo.print(),
        // What a demo said of its kiosks is good for ten minutes.
        Some(mut demo) => {
            demo.renew_kiosks(|name| renew_kiosk(&portal, &home, name))?;
            demo.print();
        }
        None => println!(
            "{} holds a centre of its own, not the demo: no cards to show",
            home.display()
        ),
    }

    let mut server = run::program(portal);
    server
        .arg("serve")
        .arg("--home")
        .arg(home)
        .arg("--static")
        .arg(files);
    server.args(["--listen", &format!("127.0.0.1:{}", args.port)]);
    if let Some(clock) = &args.clock {
        server.args(["--clock", clock]);
    }
    // The server takes this process's place: its `ready` line is the last one printed, and
    // whoever ends this task ends the server.
    let problem = server.exec();
    bail!("cannot start the server: {problem}")
}

fn make_demo(portal: &Path, home: &Path, clock: Option<&str>) -> Result<()> {
    let mut command = run::program(portal);
    command.arg("demo").arg("--home").arg(home).arg("--json");
    if let Some(clock) = clock {
        command.args(["--clock", clock]);
    }
    run::output(&mut command).context("making the demo centre")?;
    Ok(())
}

/// A fresh one-time code for a kiosk: the first line of what the command prints.
fn renew_kiosk(portal: &Path, home: &Path, name: &str) -> Result<String> {
    let mut command = run::program(portal);
    command.args(["kiosk", "renew", "--home"]).arg(home);
    let printed = run::output(command.arg(name)).context("a fresh code for the kiosk")?;
    let code = printed
        .lines()
        .next()
        .context("the command prints a code")?;
    Ok(code.to_owned())
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
