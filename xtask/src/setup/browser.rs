//! What comes from Debian: the browser and its driver, which always fit each other there.

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

/// What `deploy/kiosk/install` installs beside Chromium, and what its tests press keys with.
pub fn kiosk() -> Result<()> {
    let binaries = ["cage", "seatd", "Xwayland", "Xvfb", "openbox", "xdotool"];
    let Some(missing) = binaries.into_iter().find(|binary| !run::on_path(binary)) else {
        return Ok(());
    };
    let packages = [
        "cage",
        "fonts-noto-core",
        "iproute2",
        "openbox",
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
