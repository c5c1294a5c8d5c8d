//! What `deploy/Containerfile` puts into its image, put into a folder by the same commands, and served from there by bubblewrap as a
//! container would: the image as the root and read-only, a user who is not root, a volume, no rights.
//!
//! No container engine takes part, so what is left untried is that its other lines name images that exist.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::bench::measured::{Goal, Measured, nothing};
use crate::centre::{Home, Server};
use crate::{http, project, run};

/// Who the image's user is, and the folder of its volume.
const USER: &str = "65532";
const VOLUME: &str = "/var/lib/portal";

/// Most that an image weighs, in MB: what a small line fetches in a minute or two.
const MEGABYTES: f64 = 60.0;

/// What must be answered by a server that lives in it.
const PATHS: [&str; 5] = [
    "/",
    "/healthz",
    "/readyz",
    "/api/v1/center",
    "/api/v1/me/overview",
];

/// Makes the image's folder and serves a demo centre from it.
pub fn measure() -> Result<Vec<Measured>> {
    if !run::on_path("bwrap") || !rustix::process::getuid().is_root() {
        return nothing(
            "image",
            &"needs bubblewrap, and root to make files of another user",
        );
    }
    let folder = project::target().join("harden/image");
    let image = folder.join("image");
    let volume = folder.join("volume");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&volume)?;
    let text = fs::read_to_string(project::root().join("deploy/Containerfile"))?;
    run::done(run::program("sh").arg("-c").arg(commands(&text, &image)?))?;
    let (bytes, programs) = weighed(&image)?;
    let demo = ["demo", "--json", "--home", VOLUME].map(str::to_owned);
    run::output(within(&image, &volume).args(demo))?;
    let mut serve = within(&image, &volume);
    serve.args(served(&text)?);
    let server = Server::answering(serve)?;
    let cookie = server.sign_in(&Home::at(&volume))?;
    let answered = PATHS.iter().filter(|path| {
        let headers = [("Cookie", cookie.as_str())];
        http::ask(&server.address, "GET", path, &headers, "")
            .is_ok_and(|answer| answer.status() == 200)
    });
    let figure =
        |name: &str, value, unit, goal| Measured::new(format!("image-{name}"), value, unit, goal);
    Ok(vec![
        figure("size", bytes as f64 / 1e6, "MB", Goal::AtMost(MEGABYTES)),
        figure("programs", programs as f64, "programs", Goal::AtMost(1.0)),
        figure(
            "answered",
            answered.count() as f64,
            "paths",
            Goal::AtLeast(PATHS.len() as f64),
        ),
    ])
}

/// The commands that gather the image, which stand in the last `RUN`, for another folder than `/image`.
fn commands(text: &str, image: &Path) -> Result<String> {
    let (_, run) = text
        .rsplit_once("\nRUN ")
        .context("Containerfile: no RUN")?;
    let (run, _) = run
        .split_once("\n\n")
        .context("Containerfile: no end of RUN")?;
    let image = image.display().to_string();
    Ok(run.replace("\\\n", "\n").replace("/image", &image))
}

/// The words of `CMD`, for a free port of this machine alone.
fn served(text: &str) -> Result<Vec<String>> {
    let (_, words) = text
        .rsplit_once("\nCMD ")
        .context("Containerfile: no CMD")?;
    let words: Vec<String> = serde_json::from_str(words).context("Containerfile: CMD")?;
    let here = |word: String| word.replace("0.0.0.0:8080", "127.0.0.1:0");
    Ok(words.into_iter().map(here).collect())
}

/// The image's program in a container of it.
fn within(image: &Path, volume: &Path) -> Command {
    let mut bwrap = run::program("bwrap");
    bwrap.args([
        "--unshare-all",
        "--share-net",
        "--die-with-parent",
        "--cap-drop",
        "ALL",
    ]);
    bwrap.args(["--uid", USER, "--gid", USER, "--clearenv"]);
    bwrap.args(["--setenv", "SQLITE_TMPDIR", "/tmp"]);
    bwrap.arg("--ro-bind").args([image, Path::new("/")]);
    bwrap.arg("--bind").args([volume, Path::new(VOLUME)]);
    bwrap.args(["--tmpfs", "/tmp", "/usr/local/bin/portal"]);
    bwrap
}

/// The bytes below a folder, and how many programs there are.
fn weighed(folder: &Path) -> Result<(u64, usize)> {
    let (mut bytes, mut programs) = (0, 0);
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let about = entry.path().symlink_metadata()?;
            if about.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let is_library = entry.file_name().to_string_lossy().contains(".so");
            bytes += about.len();
            programs += usize::from(
                about.permissions().mode() & 0o111 != 0 && about.is_file() && !is_library,
            );
        }
    }
    Ok((bytes, programs))
}
