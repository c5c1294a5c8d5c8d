//! The container file, which no test builds: what its image must be can be read in it.

use std::fs;

use super::files;

/// Instructions with what follows them, continued lines joined, comments left out.
fn instructions(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\\\n", " ");
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(name, rest)| (name.to_owned(), rest.trim().to_owned()))
        .collect()
}

/// What is wrong with it.
fn complaints(text: &str) -> Vec<&'static str> {
    let all = instructions(text);
    let last = all
        .iter()
        .rposition(|(name, _)| name == "FROM")
        .unwrap_or(0);
    let (before, image) = all.split_at(last);
    let value = |wanted: &str| {
        let found = image.iter().find(|(name, _)| name == wanted);
        found.map_or("", |(_, value)| value.as_str())
    };
    let numbers = |text: &str| {
        text.split(':')
            .all(|n| n.parse::<u32>().is_ok_and(|n| n > 0))
    };
    let pinned = |(name, from): &(String, String)| {
        let image = from.split_whitespace().next().unwrap_or_default();
        name != "FROM" || image.contains(':') && !image.ends_with(":latest")
    };
    let list = |text: &str| serde_json::from_str::<Vec<String>>(text).is_ok_and(|l| !l.is_empty());
    let checks = [
        (value("FROM") == "scratch", "the image begins with nothing"),
        (before.iter().all(pinned), "what builds it has a version"),
        (numbers(value("USER")), "its user is a number and not root"),
        (
            !image.iter().any(|(name, _)| name == "RUN"),
            "it has no shell to run anything in",
        ),
        (
            !all.iter().any(|(name, _)| name == "ADD"),
            "nothing is fetched unseen",
        ),
        (
            list(value("ENTRYPOINT")) && list(value("CMD")),
            "it starts the program itself",
        ),
    ];
    let wrong = checks.into_iter().filter(|(is_so, _)| !is_so);
    wrong.map(|(_, what)| what).collect()
}

#[test]
fn the_container_has_one_program_and_no_root() {
    let text = fs::read_to_string(files::root().join("deploy/Containerfile")).unwrap();
    assert_eq!(complaints(&text), Vec::<&str>::new());
    for (from, to) in [
        ("FROM scratch", "FROM debian:12"),
        ("rust:1.95-bookworm", "rust:latest"),
        ("USER 65532:65532", "USER 0:0"),
        ("USER 65532:65532", "USER portal"),
        ("EXPOSE 8080", "RUN true"),
        ("COPY . .", "ADD . ."),
        (
            "ENTRYPOINT [\"/usr/local/bin/portal\"]",
            "ENTRYPOINT portal",
        ),
    ] {
        let planted = text.replacen(from, to, 1);
        assert!(!complaints(&planted).is_empty(), "{to} passes");
    }
}
