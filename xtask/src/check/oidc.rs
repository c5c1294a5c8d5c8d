//! Staff sign in at a certified OpenID provider that runs on this machine: `oidc-provider`, from npm. Everything
//! between the two is real: discovery, keys, code, token and claims.

mod browser;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use self::browser::Browser;
use crate::centre::{Home, Server};
use crate::{project, run, setup};

const CLIENT: &str = "family-portal";

/// How a centre and its provider agreed on things.
struct Agreement {
    name: &'static str,
    secret: Option<&'static str>,
    claims_in_token: bool,
}

const AGREEMENTS: [Agreement; 2] = [
    Agreement {
        name: "a secret, and claims that are asked for",
        secret: Some("a secret & of + the test"),
        claims_in_token: false,
    },
    Agreement {
        name: "a public client, and claims in the token",
        secret: None,
        claims_in_token: true,
    },
];

/// Has everybody sign in under each agreement.
pub fn check() -> Result<()> {
    let library = setup::identity_provider()?;
    for agreement in &AGREEMENTS {
        agreement.hold(&library).context(agreement.name)?;
        println!("signed in with {}", agreement.name);
    }
    Ok(())
}

impl Agreement {
    fn hold(&self, library: &Path) -> Result<()> {
        let address = free_address()?;
        let redirect = format!("http://{address}{}", browser::RETURN);
        let provider = Provider::start(library, &self.for_provider(&redirect))?;
        let home = Home::new("oidc")?;
        self.write_settings(&home, &provider.issuer, &redirect)?;
        let server = Server::start_at(&home, &address)?;
        let portal = server.address.as_str();

        let mut dana = Browser::new(portal, provider.host());
        ensure!(dana.sign_in("dana")? == "/staff", "an advocate is let in");
        dana.is("Dana Whitlow", "advocate", &["kansas-city", "on-time"])?;
        ensure!(
            dana.go(&dana.returned.clone())? == "/staff#refused",
            "an answer is good once"
        );
        dana.is("Dana Whitlow", "advocate", &["kansas-city", "on-time"])?;

        let mut ruth = Browser::new(portal, provider.host());
        ensure!(ruth.sign_in("ruth")? == "/staff", "a supervisor is let in");
        ruth.is("Ruth Hallgren", "supervisor", &[])?;

        let mut stranger = Browser::new(portal, provider.host());
        let end = stranger.sign_in("stranger")?;
        ensure!(end == "/staff#refused", "a stranger ended at {end}");
        let session = stranger.ask(portal, "GET", "/api/v1/session", "")?;
        ensure!(session.status() == 204, "a stranger has no session");
        Ok(())
    }

    fn for_provider(&self, redirect: &str) -> Value {
        json!({
            "redirect": redirect, "client": CLIENT, "secret": self.secret,
            "claims_in_token": self.claims_in_token,
        })
    }

    fn write_settings(&self, home: &Home, issuer: &str, redirect: &str) -> Result<()> {
        let mut settings = json!({
            "issuer": issuer,
            "client_id": CLIENT,
            "redirect": redirect,
            "role_claim": "groups",
            "families_claim": "families",
            "roles": {"portal-advocates": "advocate", "portal-leads": "supervisor"}
        });
        if let Some(secret) = self.secret {
            settings["client_secret_file"] = json!("secrets/identity");
            fs::write(home.path().join("secrets/identity"), secret)?;
        }
        Ok(fs::write(
            home.path().join("identity.json"),
            settings.to_string(),
        )?)
    }
}

/// The provider has to know the portal's address before the portal starts.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.to_string())
}

/// The provider; ends when it is dropped.
struct Provider {
    child: Child,
    issuer: String,
    /// It prints now and then, and would end if nobody held the other end.
    _output: BufReader<ChildStdout>,
}

impl Provider {
    fn start(library: &Path, options: &Value) -> Result<Self> {
        let script = project::root().join("tests/oidc/provider.mjs");
        let mut node = run::program("node");
        node.arg(script).arg(library).arg(options.to_string());
        node.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = node.spawn().context("starting the provider")?;
        let output = child.stdout.take().context("the provider's output")?;
        let mut output = BufReader::new(output);
        let mut lines = output.by_ref().lines().map_while(Result::ok);
        let issuer = lines.find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
        let mut provider = Self {
            child,
            issuer: issuer.unwrap_or_default(),
            _output: output,
        };
        if provider.issuer.is_empty() {
            bail!("the provider ended: {}", provider.child.wait()?);
        }
        Ok(provider)
    }
}

impl Provider {
    fn host(&self) -> &str {
        self.issuer.trim_start_matches("http://")
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
