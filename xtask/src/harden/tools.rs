//! Two programs that look for holes as attackers do: sqlmap for SQL, wapiti for the rest. Only when they are asked for by
//! name, because they take long.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::figure;
use super::target::Target;
use crate::bench::measured::{self, Goal, Measured};
use crate::{project, run, setup};

const NAME: &str = "hostile-tools";

/// Addresses with something in them that could reach a database; a star marks a place within the path.
const ASKED: [&str; 9] = [
    "/hsds/v3/services?search=help&page=1&per_page=2",
    "/hsds/v3/services?taxonomy_term_id=1&organization_id=2&modified_after=2026-01-01",
    "/hsds/v3/services/1*",
    "/hsds/v3/organizations/1*",
    "/api/v1/services/1*",
    "/api/v1/directory/1*",
    "/api/v1/playbook/en*",
    "/api/v1/me/appointments/1*?shows=time&language=en",
    "/api/v1/advocate/families/1*",
];

/// What takes a body, and one.
const SENT: [(&str, &str); 2] = [
    ("/api/v1/kiosk/challenge", r#"{"kiosk":"1*"}"#),
    ("/hsds/v3/services", r#"{"search":"help*"}"#),
];

/// Lets both try, when `only` asks for them.
pub fn measure(only: Option<&str>) -> Result<Vec<Measured>> {
    if !only.is_some_and(|only| only.contains(NAME)) {
        return measured::nothing(NAME, &"only with --only hostile-tools, in half an hour");
    }
    let target = Target::start(NAME)?;
    let cookie = target.server.sign_in(&target.home)?;
    let before = target.files()?;
    let folder = project::target().join(NAME);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut figures = Vec::new();
    match setup::sql_attacker()? {
        None => println!("{NAME}: sqlmap was not run: python3 is not there"),
        Some(programs) => {
            let found = inject(&programs.join("sqlmap"), &target, &cookie, &folder)?;
            figures.push(figure(
                NAME,
                "sqlmap-found",
                found,
                "parameters",
                Goal::AtMost(0.0),
            ));
        }
    }
    match setup::web_attacker() {
        Err(why) => println!("{NAME}: wapiti was not run: {why:#}"),
        Ok(()) => {
            let found = scan(&target, &folder)?;
            figures.push(figure(
                NAME,
                "wapiti-found",
                found,
                "holes",
                Goal::AtMost(0.0),
            ));
        }
    }
    figures.extend(target.figures(NAME, before)?);
    Ok(figures)
}

/// How many places sqlmap could put SQL into.
fn inject(sqlmap: &Path, target: &Target, cookie: &str, folder: &Path) -> Result<f64> {
    let asked = ASKED.iter().map(|path| (*path, None));
    let sent = SENT.iter().map(|(path, body)| (*path, Some(*body)));
    let mut found = 0.0;
    for (path, body) in asked.chain(sent) {
        let url = format!("http://{}{path}", target.server.address);
        let mut attack = run::program(sqlmap);
        attack.args([
            "--batch",
            "--level",
            "5",
            "--risk",
            "2",
            "--flush-session",
            "--url",
            &url,
        ]);
        attack.args([
            "--disable-coloring",
            "--threads",
            "2",
            "--headers",
            "Sec-Fetch-Site: same-origin",
            // What is not there, or not for this family, is answered so; sqlmap would else not even try.
            "--ignore-code",
            "*",
        ]);
        // Of the cookies only the session's is ours, and its value never reaches SQL but as a hash.
        attack.args([
            "--cookie",
            cookie,
            "--skip",
            "cookie,host,referer,user-agent",
        ]);
        attack.arg("--output-dir").arg(folder);
        if let Some(body) = body {
            attack.args(["--data", body]);
        }
        let printed = run::output(&mut attack)?;
        let is_hit = printed.contains("is vulnerable")
            || printed.contains("identified the following injection");
        let is_done = printed.contains("do not appear to be injectable") || is_hit;
        anyhow::ensure!(is_done, "sqlmap says nothing of {path}:\n{printed}");
        println!(
            "{NAME}: sqlmap: {path}: {}",
            if is_hit { "FOUND SOMETHING" } else { "nothing" }
        );
        found += f64::from(u8::from(is_hit));
    }
    Ok(found)
}

/// How many holes wapiti found. What it says of headers is tested in a browser.
fn scan(target: &Target, folder: &Path) -> Result<f64> {
    let report: PathBuf = folder.join("wapiti.json");
    let base = format!("http://{}/", target.server.address);
    let mut attack = run::program("wapiti");
    attack.args([
        "--url",
        &base,
        "--scope",
        "folder",
        "--flush-session",
        "--no-bugreport",
    ]);
    attack.args([
        "--module",
        // Not `ssrf` and `xxe`: they ask a server of wapiti's makers what has reached it.
        "backup,crlf,exec,file,htaccess,redirect,sql,timesql,xss",
    ]);
    attack
        .args(["--max-scan-time", "600", "--format", "json", "--output"])
        .arg(&report);
    for path in ASKED {
        attack.args([
            "--start",
            &format!("{base}{}", path.trim_start_matches('/').replace('*', "")),
        ]);
    }
    run::output(&mut attack)?;
    let report: Value = serde_json::from_str(&fs::read_to_string(&report)?)?;
    let kinds = report["vulnerabilities"]
        .as_object()
        .context("wapiti's report")?;
    let found = kinds
        .iter()
        .filter_map(|(kind, list)| Some((kind, list.as_array()?.len())));
    let found: Vec<_> = found.filter(|(_, count)| *count > 0).collect();
    found
        .iter()
        .for_each(|(kind, count)| println!("{NAME}: wapiti: {kind}: {count}"));
    let found: usize = found.iter().map(|(_, count)| count).sum();
    Ok(found as f64)
}
