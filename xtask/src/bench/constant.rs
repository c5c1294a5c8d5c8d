//! Our answers beside nginx, which sends the same bytes and asks nobody: how much of that is left when each answer is
//! looked up, judged and, where it is a family's, in the access log on disk before it leaves.

use anyhow::{Context, Result};
use serde_json::Value;

use super::in_turn::Race;
use super::measured::Measured;
use super::nginx::Nginx;
use super::wrk;
use crate::centre::{Home, Server};
use crate::data::Data;
use crate::http;

/// A real directory, for a pack of a real size; without it the demo's own is served.
const DIRECTORY: &str = "open211-miami";

/// As many as keep both busy: one sync of the access log stands for all who wait for it.
const CONNECTIONS: u32 = 128;
const SECONDS: u32 = 3;

/// What is asked for, and at least how many times nginx's requests in a second.
const OVERVIEW: (&str, f64) = ("overview-against-nginx", 0.25);
const SERVICE: (&str, f64) = ("service-against-nginx", 0.4);
const PACK: (&str, f64) = ("pack-against-nginx", 0.4);

/// One address of ours.
struct Asked {
    goal: (&'static str, f64),
    path: String,
    headers: Vec<(&'static str, String)>,
}

/// Serves the same bytes with both, and compares.
pub fn measure(data: &Data) -> Result<Vec<Measured>> {
    let home = Home::new("constant")?;
    if let Ok(package) = data.set(DIRECTORY) {
        home.replace_directory(&package)?;
    }
    let server = Server::start(&home)?;
    let asked = what_is_asked(&server, &home)?;
    let bodies = asked
        .iter()
        .map(|asked| body(&server.address, asked))
        .collect::<Result<Vec<_>>>()?;
    let names = asked.iter().map(|asked| asked.goal.0);
    let files: Vec<(&str, &[u8])> = names.zip(bodies.iter().map(Vec::as_slice)).collect();
    let nginx = Nginx::serve(&files)?;
    asked
        .iter()
        .zip(&bodies)
        .map(|(asked, body)| race(asked, body.len(), &server, &nginx))
        .collect()
}

fn what_is_asked(server: &Server, home: &Home) -> Result<[Asked; 3]> {
    let center = http::get(&server.address, "/api/v1/center", "identity")?.text();
    let center: Value = serde_json::from_str(&center)?;
    let hash = center["directory"]["hash"]
        .as_str()
        .context("a directory")?;
    let list = http::get(&server.address, "/api/v1/directory", "identity")?.text();
    let list: Value = serde_json::from_str(&list)?;
    let service = list["services"]["id"][0].as_str();
    let service = service.context("a service in the directory")?;
    let signed_in = vec![
        ("Cookie", server.sign_in(home)?),
        ("Sec-Fetch-Site", "same-origin".to_owned()),
    ];
    let public = |encoding: &str| vec![("Accept-Encoding", encoding.to_owned())];
    Ok([
        Asked {
            goal: OVERVIEW,
            path: "/api/v1/me/overview".to_owned(),
            headers: signed_in,
        },
        Asked {
            goal: SERVICE,
            path: format!("/api/v1/services/{service}"),
            headers: public("identity"),
        },
        Asked {
            goal: PACK,
            path: format!("/api/v1/directory/{hash}/pack"),
            headers: public("br"),
        },
    ])
}

/// The bytes that nginx has to send as well.
fn body(address: &str, asked: &Asked) -> Result<Vec<u8>> {
    let headers: Vec<(&str, &str)> = asked.headers.iter().map(|(n, v)| (*n, &**v)).collect();
    let answer = http::request(address, "GET", &asked.path, &headers, "")?;
    Ok(answer.body().to_vec())
}

fn race(asked: &Asked, bytes: usize, server: &Server, nginx: &Nginx) -> Result<Measured> {
    let (name, at_least) = asked.goal;
    println!("{name}: {bytes} bytes a body, {CONNECTIONS} connections");
    let race = Race {
        name,
        peer: "nginx",
        at_least,
    };
    race.run(
        || ask(&format!("http://{}{}", server.address, asked.path), asked),
        || ask(&format!("http://{}/{name}", nginx.address), asked),
    )
}

/// Requests answered in a second. Both are sent the same headers.
fn ask(url: &str, asked: &Asked) -> Result<f64> {
    let mut wrk = wrk::seconds(SECONDS, CONNECTIONS)?;
    for (name, value) in &asked.headers {
        wrk.args(["--header", &format!("{name}: {value}")]);
    }
    Ok(wrk::run(wrk, url, &[])?.per_second)
}
