//! What comes from Debian: the browser and its driver, which always fit each other there, and PostgreSQL.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::run;

/// Chromium and chromedriver.
pub fn chromium() -> Result<()> {
    debian_package(
        "chromedriver",
        &["chromium", "chromium-driver"],
        "about 1 min",
    )?;
    debian_package("chromium", &["chromium"], "about 1 min")
}

/// Firefox, and `WebKit` with its driver and a screen, without which it does not start.
pub fn other_engines() -> Result<()> {
    let binaries = ["firefox-esr", "WebKitWebDriver", "Xvfb"];
    let Some(missing) = binaries.into_iter().find(|binary| !run::on_path(binary)) else {
        return Ok(());
    };
    let packages = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
    debian_package(missing, &packages, "about 1 min")
}

/// Debian keeps its servers apart by version and off PATH.
const POSTGRESQL: &str = "/usr/lib/postgresql";

/// Where Debian reads what a cluster is made with.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.d";

/// PostgreSQL's programs; tests start servers of their own, so none is made or started by the package.
pub fn postgresql() -> Result<()> {
    let of_debian = fs::read_dir(POSTGRESQL).into_iter().flatten().flatten();
    let mut folders = of_debian.map(|version| version.path().join("bin/initdb"));
    if run::on_path("initdb") || folders.any(|initdb| initdb.is_file()) {
        return Ok(());
    }
    if run::on_path("apt-get") {
        fs::create_dir_all(CLUSTERS)?;
        let settings = Path::new(CLUSTERS).join("portal-tests.conf");
        fs::write(settings, "create_main_cluster = false\n")?;
    }
    debian_package("initdb", &["postgresql-15"], "about 20 s")
}

/// What `deploy/kiosk/install` installs beside Chromium, and what its tests press keys with.
pub fn kiosk() -> Result<()> {
    let binaries = [
        "cage", "pkill", "seatd", "Xwayland", "Xvfb", "openbox", "xdotool",
    ];
    let Some(missing) = binaries.into_iter().find(|binary| !run::on_path(binary)) else {
        return Ok(());
    };
    let packages = [
        "cage",
        "fonts-noto-core",
        "iproute2",
        "openbox",
        "procps",
        "seatd",
        "xdotool",
        "xvfb",
        "xwayland",
    ];
    debian_package(missing, &packages, "about 30 s")
}

/// Installs Debian packages unless the program they bring is there.
pub fn debian_package(binary: &str, packages: &[&str], takes: &str) -> Result<()> {
    if run::on_path(binary) {
        return Ok(());
    }
    if !run::on_path("apt-get") {
        bail!("`{binary}` is missing and there is no apt-get here: please install it by hand");
    }
    run::step(
        &format!("setup: {} from Debian ({takes})", packages.join(", ")),
        || {
            run::done(run::program("apt-get").args(["update", "-qq"]))?;
            let mut apt = run::program("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            run::done(
                apt.args(["install", "-y", "-qq", "--no-install-recommends"])
                    .args(packages),
            )
        },
    )
}
