//! The home screen's facts under load, every read of them in the access log.

use anyhow::Result;

use super::measured::{Goal, Measured};
use super::wrk;
use crate::centre::{Home, Server};

const REQUESTS_PER_SECOND: f64 = 2_000.0;
const P99_MILLISECONDS: f64 = 50.0;

/// Runs `wrk` against the overview of one signed-in family.
pub fn measure() -> Result<Vec<Measured>> {
    let home = Home::new("overview")?;
    let server = Server::start(&home)?;
    let cookie = server.sign_in(&home)?;
    let mut wrk = wrk::seconds(10, wrk::CONNECTIONS)?;
    wrk.args([
        "--header",
        &format!("Cookie: {cookie}"),
        "--header",
        "Sec-Fetch-Site: same-origin",
    ]);
    let url = format!("http://{}/api/v1/me/overview", server.address);
    let load = wrk::run(wrk, &url, &[])?;
    Ok(vec![
        Measured::new(
            "overview-rate",
            load.per_second,
            "requests/s",
            Goal::AtLeast(REQUESTS_PER_SECOND),
        ),
        Measured::new(
            "overview-p99",
            load.p99,
            "ms",
            Goal::AtMost(P99_MILLISECONDS),
        ),
    ])
}
