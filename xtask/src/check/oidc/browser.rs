//! As much of a browser as signing in at a provider needs.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::http::{self, Answer};

const START: &str = "/api/v1/oidc/start";

/// Where the provider sends a browser back to.
pub const RETURN: &str = "/api/v1/oidc/return";

/// Pages on the way there and back, with room to spare.
const MOST_STEPS: usize = 20;

/// Cookies for each host, redirects, and a form that is filled in.
pub struct Browser {
    portal: String,
    provider: String,
    cookies: BTreeMap<(String, String), String>,
    /// The address the provider sent it back to.
    pub returned: String,
}

impl Browser {
    /// A browser that was at neither of the two hosts.
    pub fn new(portal: &str, provider: &str) -> Self {
        Self {
            portal: portal.to_owned(),
            provider: provider.to_owned(),
            cookies: BTreeMap::new(),
            returned: String::new(),
        }
    }

    /// Goes to the provider by the portal's link, answers what is asked there, and comes back; where it ends.
    pub fn sign_in(&mut self, login: &str) -> Result<String> {
        let portal = self.portal.clone();
        let mut answer = self.ask(&portal, "GET", START, "")?;
        for _ in 0..MOST_STEPS {
            if let Some(to) = answer.header("location").map(str::to_owned) {
                let path = to.strip_prefix(&format!("http://{portal}"));
                if let Some(path) = path.filter(|path| path.starts_with(RETURN)) {
                    self.returned = path.to_owned();
                    return self.go(path);
                }
                answer = self.ask(&self.provider.clone(), "GET", self.path_of(&to)?, "")?;
            } else {
                let page = answer.text();
                let action = between(&page, "action=\"", "\"")?;
                let prompt = between(&page, "name=\"prompt\" value=\"", "\"")?;
                let form = format!("prompt={prompt}&login={login}&password=any");
                answer = self.ask(&self.provider.clone(), "POST", self.path_of(action)?, &form)?;
            }
        }
        bail!("the provider did not send {login} back")
    }

    /// Comes to the portal from the provider's site; where the portal sends it.
    pub fn go(&mut self, path: &str) -> Result<String> {
        let answer = self.ask(&self.portal.clone(), "GET", path, "")?;
        ensure!(
            answer.status() == 302,
            "{path} answered {}",
            answer.status()
        );
        Ok(answer.header("location").context("an address")?.to_owned())
    }

    /// Who is signed in at the portal, as what, and which families they are shown.
    pub fn is(&mut self, name: &str, role: &str, families: &[&str]) -> Result<()> {
        let portal = self.portal.clone();
        let session = self.ask(&portal, "GET", "/api/v1/session", "")?.text();
        let session: Value = serde_json::from_str(&session)?;
        let staff = &session["staff"];
        ensure!(
            staff["name"] == name && staff["role"] == role,
            "signed in as {staff}"
        );
        let list = self.ask(&portal, "GET", "/api/v1/advocate/families", "")?;
        let list: Value = serde_json::from_str(&list.text())?;
        let list = list["families"].as_array().context("families")?;
        let mut shown: Vec<_> = list.iter().filter_map(|f| f["number"].as_str()).collect();
        shown.sort_unstable();
        ensure!(shown == families, "shown {shown:?}");
        Ok(())
    }

    fn path_of<'a>(&self, address: &'a str) -> Result<&'a str> {
        let own = format!("http://{}", self.provider);
        let path = address.strip_prefix(&own).unwrap_or(address);
        ensure!(path.starts_with('/'), "sent to {address}");
        Ok(path)
    }

    /// Sends one request with the host's cookies, and keeps those that come back.
    pub fn ask(&mut self, host: &str, method: &str, path: &str, body: &str) -> Result<Answer> {
        let own = self.cookies.iter().filter(|((at, _), _)| at == host);
        let cookies: Vec<_> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        // A redirect from elsewhere stays one from elsewhere, whatever it leads to.
        let site = if path.starts_with(RETURN) {
            "cross-site"
        } else {
            "same-origin"
        };
        let headers = [
            ("Cookie", cookies.as_str()),
            ("Sec-Fetch-Site", site),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let answer = http::ask(host, method, path, &headers, body)
            .with_context(|| format!("{method} {path} of {host}"))?;
        for set in answer.headers("set-cookie") {
            let pair = set.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.context("a cookie")?;
            let key = (host.to_owned(), name.to_owned());
            match value {
                "" => self.cookies.remove(&key),
                value => self.cookies.insert(key, value.to_owned()),
            };
        }
        Ok(answer)
    }
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> Result<&'a str> {
    let rest = page.split_once(before).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(after));
    Ok(found.with_context(|| format!("no {before} in {page}"))?.0)
}
