//! P6: read aloud, with a voice of the device or not at all.

use anyhow::{Result, ensure};
use journeys::{Name, Stage, TITLE};

/// A device with voices as named; what it is told to say is kept in `said`, and `ended()` is how the
/// device says that a sentence is over.
const DEVICE: &str = r"(() => {
  class Utterance extends EventTarget {
    constructor(text) { super(); this.text = text; this.voice = null; this.lang = ''; }
  }
  const engine = new EventTarget();
  window.said = [];
  window.silenced = 0;
  engine.getVoices = () => VOICES;
  engine.speak = one => { window.now = one; window.said.push([one.text.trim(), one.voice.name]); };
  engine.cancel = () => { window.silenced += 1; window.now = null; };
  window.ended = () => window.now.dispatchEvent(new Event('end'));
  window.marked = () => [...(CSS.highlights.get('aloud') || [])].map(String).join('').trim();
  window.SpeechSynthesisUtterance = Utterance;
  Object.defineProperty(window, 'speechSynthesis', { value: engine });
})()";

/// Voices of the device in English and Arabic, and one of somebody else's computer in Spanish.
const VOICES: &str = "[
  {name: 'Own English', lang: 'en-US', localService: true},
  {name: 'Own Arabic', lang: 'ar_EG', localService: true},
  {name: 'Distant Spanish', lang: 'es-MX', localService: false}
]";

/// A voice of the device for each language of the portal, named by its tag, behind distant ones.
const EVERY_VOICE: &str = "['en-US', 'es-MX', 'vi-VN', 'ar-EG', 'so-SO'].flatMap(lang => [
  {name: 'distant', lang, localService: false},
  {name: lang.slice(0, 2), lang, localService: true}
])";

async fn stage_with_voices(family: &str, language: &str) -> Result<Stage> {
    stage_with(family, language, VOICES).await
}

async fn stage_with(family: &str, language: &str, voices: &str) -> Result<Stage> {
    let stage = Stage::set_in(family, language).await?;
    let device = DEVICE.replace("VOICES", voices);
    stage.visitor.before_every_page(&device).await?;
    stage.enters().await?;
    Ok(stage)
}

#[tokio::test]
async fn a_card_is_read_sentence_by_sentence_by_the_devices_own_voice() -> Result<()> {
    let stage = stage_with_voices("on-time", "en").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.is_fine("home with voices", TITLE).await?;
    let title = stage
        .playbook
        .get(&["appointments", "compensation_help", "title"])?;
    visitor.tap("link", Name::Is(title)).await?;
    visitor.has_loaded(words).await?;
    let read = Name::Is(words.get("aloud.read")?);
    let buttons = visitor.all("button", read).await?;
    // The first one is of the screen, the next of its one card.
    ensure!(buttons.len() == 2, "{buttons:?}");
    visitor.tap_on(&buttons[1]).await?;
    let first = visitor.script("said[0][0]").await?;
    assert_eq!(first, "Monday, November 23");
    assert_eq!(visitor.script("said[0][1]").await?, "Own English");
    assert_eq!(visitor.script("marked()").await?, first);
    visitor.script("ended()").await?;
    assert_eq!(visitor.script("said.length").await?, 2);
    assert_eq!(visitor.script("marked() === said[1][0]").await?, true);
    // Every word of the card is said, none of its buttons, and nothing twice.
    visitor
        .script("while (window.now && said.length < 200) { const n = said.length; ended(); if (said.length === n) break; }")
        .await?;
    let all = visitor.script("said.map(s => s[0]).join(' ')").await?;
    let all = all.as_str().unwrap_or_default();
    let for_child = stage
        .playbook
        .get(&["appointments", "compensation_help", "for_child"])?;
    assert!(all.contains(for_child), "{all}");
    assert!(!all.contains(words.get("aloud.read")?), "{all}");
    assert_eq!(visitor.script("marked()").await?, "");
    visitor
        .gone("button", Name::Is(words.get("aloud.stop")?))
        .await
}

#[tokio::test]
async fn reading_stops_on_request_on_another_screen_and_on_leaving() -> Result<()> {
    let stage = stage_with_voices("on-time", "en").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    let (read, stop) = (words.get("aloud.read")?, words.get("aloud.stop")?);
    for leaving in ["button", "screen"] {
        let buttons = visitor.all("button", Name::Is(read)).await?;
        visitor.tap_on(&buttons[0]).await?;
        visitor.find("button", Name::Is(stop)).await?;
        visitor.script("silenced = 0").await?;
        match leaving {
            "button" => visitor.tap("button", Name::Is(stop)).await?,
            _ => visitor.goes_to(words, "nav.steps", "steps.title").await?,
        }
        visitor.gone("button", Name::Is(stop)).await?;
        assert!(
            visitor.script("silenced").await?.as_u64() > Some(0),
            "{leaving}"
        );
        assert_eq!(visitor.script("marked()").await?, "");
    }
    let buttons = visitor.all("button", Name::Is(read)).await?;
    visitor.tap_on(&buttons[0]).await?;
    // The page is held, so that what leaving did to it can be seen.
    visitor.script("silenced = 0").await?;
    visitor.is_offline(true).await?;
    visitor
        .script("document.addEventListener('click', () => { window.left = silenced; })")
        .await?;
    visitor
        .script("dispatchEvent(new Event('pagehide'))")
        .await?;
    assert!(visitor.script("silenced").await?.as_u64() > Some(0));
    Ok(())
}

#[tokio::test]
async fn arabic_is_read_by_an_arabic_voice() -> Result<()> {
    let stage = stage_with_voices("arabic", "ar").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    let buttons = visitor
        .all("button", Name::Is(words.get("aloud.read")?))
        .await?;
    visitor.tap_on(&buttons[0]).await?;
    assert_eq!(visitor.script("said[0][1]").await?, "Own Arabic");
    visitor.is_fine("reading aloud in Arabic", TITLE).await
}

#[tokio::test]
async fn every_language_is_read_by_its_own_voice() -> Result<()> {
    for language in ["en", "es", "vi", "ar", "so"] {
        let stage = stage_with("on-time", language, EVERY_VOICE).await?;
        let (visitor, words) = (&stage.visitor, &stage.words);
        let title = stage
            .playbook
            .get(&["appointments", "compensation_help", "title"])?;
        visitor.tap("link", Name::Is(title)).await?;
        visitor.has_loaded(words).await?;
        let buttons = visitor
            .all("button", Name::Is(words.get("aloud.read")?))
            .await?;
        visitor.tap_on(&buttons[0]).await?;
        // The screen begins with its heading.
        assert_eq!(visitor.script("said[0][0]").await?, title);
        assert_eq!(visitor.script("said[0][1]").await?, language);
        assert_eq!(visitor.script("marked()").await?, title);
        visitor
            .is_fine(&format!("reading aloud in {language}"), TITLE)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_voice_of_the_device_there_is_no_button() -> Result<()> {
    let stage = stage_with_voices("espanol", "es").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor
        .gone("button", Name::Is(words.get("aloud.read")?))
        .await?;
    // The same family on a phone that speaks no language at all.
    let silent = Stage::signed_in("on-time").await?;
    let label = silent.words.get("aloud.read")?;
    silent.visitor.gone("button", Name::Is(label)).await
}
