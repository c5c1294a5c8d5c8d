//! P1: a parent at a bus stop: what to do next, the next visit, what is late; then gone without a trace.

use anyhow::{Context, Result, ensure};
use journeys::{Name, Stage, TITLE};

/// What a stranger must not read anywhere: agencies, people and kinds of visit of this family.
const TELLING: [&str; 4] = ["Police", "Dana Whitlow", "money form", "Counsel"];

#[tokio::test]
async fn a_mistyped_code_is_said_at_once_and_costs_no_try() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/start").await?;
    let mut code = stage.card.code.clone();
    let last = code.pop().context("a code")?;
    code.push(if last == '0' { '1' } else { '0' });
    visitor
        .types(Name::Has(words.get("code.label")?), &code)
        .await?;
    visitor.presses("Tab").await?;
    visitor.reads(words.get("code.check")?).await?;
    visitor.is_fine("a mistyped code", TITLE).await?;

    visitor
        .tap("button", Name::Is(words.get("sign_in")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    let tries = stage
        .visitor
        .requests()
        .await?
        .iter()
        .filter(|request| request.method == "POST")
        .count();
    assert_eq!(tries, 0);
    Ok(())
}

#[tokio::test]
async fn a_code_is_forgiven_its_case_and_its_spaces() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    stage.card.code = stage.card.code.to_lowercase().replace('-', " ");
    let words = &stage.words;
    stage.visitor.signs_in(words, words, &stage.card).await?;
    stage
        .visitor
        .find("button", Name::Is(stage.words.get("welcome.ok")?))
        .await?;
    stage
        .visitor
        .is_fine("the note about leaving", TITLE)
        .await?;
    Ok(())
}

#[tokio::test]
async fn home_answers_three_questions_and_the_visit_says_everything() -> Result<()> {
    let mut stage = Stage::signed_in("on-time").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    for card in ["home.next", "home.visit", "home.late"] {
        visitor.find("heading", Name::Is(words.get(card)?)).await?;
    }
    let step = playbook.get(&["steps", "victim_compensation", "title"])?;
    visitor.find("link", Name::Is(step)).await?;
    visitor.reads(words.get("state.waiting_family")?).await?;
    visitor.reads(words.get("home.nothing_late")?).await?;
    visitor.is_fine("home", TITLE).await?;

    let title = playbook.get(&["appointments", "compensation_help", "title"])?;
    visitor.tap("link", Name::Is(title)).await?;
    visitor.find("heading", Name::Is(title)).await?;
    visitor
        .find("link", Name::Is(words.get("calendar.add")?))
        .await?;
    let in_days = words.fill("when.in_days.other", &[("n", "5")])?;
    let facts = [
        "Monday, November 23",
        "10:30 AM",
        &in_days,
        "200 Cedar Street",
        "Second floor",
        "Dana Whitlow",
    ];
    for fact in facts {
        visitor.reads(fact).await?;
    }
    for key in [
        "visit.where",
        "visit.way",
        "visit.who",
        "visit.how_long",
        "visit.bring",
        "visit.for_child",
    ] {
        visitor.reads(words.get(key)?).await?;
    }
    visitor.reads(playbook.get(&["bring", "photo_id"])?).await?;
    visitor
        .reads(playbook.get(&["appointments", "compensation_help", "for_child"])?)
        .await?;
    visitor.is_fine("a visit", TITLE).await?;

    let entry = visitor
        .target_of("link", Name::Is(words.get("calendar.add")?))
        .await?;
    let path = entry
        .strip_prefix(&stage.centre.origin)
        .context("a file of the portal")?;
    let file = stage.centre.send("GET", path, &visitor.cookie().await?)?;
    assert!(file.contains("SUMMARY:Appointment\r\n"), "{file}");
    for word in TELLING {
        assert!(
            !file.to_lowercase().contains(&word.to_lowercase()),
            "the calendar entry says {word}:\n{file}"
        );
    }

    let url = stage.site.url.clone();
    stage
        .visitor
        .leaves_no_trace(&url, &TELLING, &TELLING[1..2])
        .await?;
    Ok(())
}

#[tokio::test]
async fn leaving_is_final_and_back_shows_nothing() -> Result<()> {
    let mut stage = Stage::signed_in("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.goes_to(words, "nav.steps", "steps.title").await?;
    visitor.goes_to(words, "nav.people", "people.title").await?;
    let cookie = visitor.cookie().await?;
    visitor.leaves(words).await?;
    visitor.arrives_at(&stage.site.url).await?;

    let portal = stage.centre.origin.trim_start_matches("http://");
    for learnt in stage.site.requests() {
        let telling = learnt.contains(portal) || learnt.to_lowercase().contains("cookie:");
        assert!(
            !telling,
            "the other site learns:
{learnt}"
        );
    }
    // The portal asks for the session's end while the next page is already loading.
    let ended = || async {
        let answer = stage.centre.send("GET", "/api/v1/me/overview", &cookie)?;
        ensure!(
            answer.starts_with("HTTP/1.1 401"),
            "the session outlived leaving: {answer}"
        );
        Ok(())
    };
    visitor.wait(ended).await?;

    visitor.goes_back().await?;
    visitor.reads_nothing_of(&TELLING).await?;
    let url = stage.site.url.clone();
    stage
        .visitor
        .leaves_no_trace(&url, &TELLING, &TELLING[1..2])
        .await?;
    Ok(())
}

#[tokio::test]
async fn signing_out_is_final_and_back_shows_nothing() -> Result<()> {
    let mut stage = Stage::signed_in("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.goes_to(words, "nav.steps", "steps.title").await?;
    let cookie = visitor.cookie().await?;
    visitor
        .tap("button", Name::Is(words.get("sign_out")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    visitor.reads_nothing_of(&TELLING).await?;
    visitor.is_fine("after signing out", TITLE).await?;
    let answer = stage.centre.send("GET", "/api/v1/me/overview", &cookie)?;
    assert!(
        answer.starts_with("HTTP/1.1 401"),
        "the session outlived signing out: {answer}"
    );

    visitor.goes_back().await?;
    visitor.reads_nothing_of(&TELLING).await?;
    let url = stage.site.url.clone();
    stage
        .visitor
        .leaves_no_trace(&url, &TELLING, &TELLING[1..2])
        .await?;
    Ok(())
}
