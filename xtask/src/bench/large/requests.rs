//! Ten thousand requests of all kinds, from several families at once.

use std::thread;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::centre::{Home, Server};
use crate::http;

const REQUESTS: usize = 10_000;

/// Families that ask at the same time.
const FAMILIES: usize = 16;

/// What a family's phone asks for of its own case.
const PRIVATE: [&str; 5] = [
    "/api/v1/me/overview",
    "/api/v1/me/steps",
    "/api/v1/me/appointments",
    "/api/v1/me/team",
    "/api/v1/me/updates",
];

/// What anyone asks for; `ID` is a service, another one each time, `HASH` the directory.
const PUBLIC: [&str; 6] = [
    "/api/v1/center",
    "/api/v1/playbook/es",
    "/api/v1/services/ID",
    "/api/v1/directory/HASH/pack",
    "/hsds/v3/services?search=counselor",
    "/hsds/v3/services/ID",
];

/// One phone.
struct Phone<'a> {
    address: &'a str,
    cookie: String,
    hash: &'a str,
    services: &'a [Value],
}

/// Signs families in and lets each ask its share.
pub fn ask(server: &Server, home: &Home) -> Result<()> {
    let center = json(server, "/api/v1/center")?;
    let hash = center["directory"]["hash"]
        .as_str()
        .context("a directory")?;
    let directory = json(server, &format!("/api/v1/directory/{hash}"))?;
    let services = directory["services"]["id"].as_array();
    let services = services.context("services in the directory")?;
    let phones = (0..FAMILIES)
        .map(|family| {
            let card = home.issue_card(&format!("f-{family}-a"))?;
            Ok(Phone {
                address: &server.address,
                cookie: server.sign_in_with(&card)?,
                hash,
                services,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    thread::scope(|scope| {
        let phone = |(at, phone): (usize, &'_ Phone<'_>)| phone.ask(at * REQUESTS / FAMILIES);
        let asking: Vec<_> = phones
            .iter()
            .enumerate()
            .map(|each| scope.spawn(move || phone(each)))
            .collect();
        let ended = asking.into_iter().map(|asking| asking.join());
        ended.into_iter().try_for_each(|end| match end {
            Ok(result) => result,
            Err(_) => bail!("a phone gave up"),
        })
    })
}

impl Phone<'_> {
    fn ask(&self, first: usize) -> Result<()> {
        let paths: Vec<&str> = PRIVATE.into_iter().chain(PUBLIC).collect();
        for at in first..first + REQUESTS / FAMILIES {
            let service = &self.services[at % self.services.len()];
            let path = paths[at % paths.len()]
                .replace("HASH", self.hash)
                .replace("ID", service.as_str().unwrap_or_default());
            let headers = [
                ("Cookie", &*self.cookie),
                ("Sec-Fetch-Site", "same-origin"),
                ("Accept-Encoding", "br"),
            ];
            let answer = http::ask(self.address, "GET", &path, &headers, "")?;
            if answer.status() != 200 {
                bail!("{path} answered {}", answer.status());
            }
        }
        Ok(())
    }
}

fn json(server: &Server, path: &str) -> Result<Value> {
    let answer = http::get(&server.address, path, "identity")?;
    Ok(serde_json::from_str(&answer.text())?)
}
