//! The language of the screen: chosen by the phone, then by the session, then by the person.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{Formats, LANGUAGES, LATER, Language, MoreWords, NAMES, Words, find_language};
use crate::platform::intl::BrowserFormats;
use crate::platform::{boot, http, page};

static FORMATS: &dyn Formats = &BrowserFormats;

/// The current words and the way to others. The choice lives in memory only.
#[derive(Clone, Copy)]
pub struct Speech {
    words: RwSignal<Arc<Words>>,
    /// Whether the person has chosen: then nothing else does.
    chosen: StoredValue<bool>,
    /// The texts that this program alone speaks, where it has any.
    more: Option<&'static MoreWords>,
}

impl Speech {
    /// Speaks with these words from now on.
    #[must_use]
    pub fn new(words: Words, more: Option<&'static MoreWords>) -> Self {
        Self {
            words: RwSignal::new(Arc::new(words)),
            chosen: StoredValue::new(false),
            more,
        }
    }

    /// The current words.
    #[must_use]
    pub fn words(self) -> ReadSignal<Arc<Words>> {
        self.words.read_only()
    }

    /// The person chooses a language.
    pub fn choose(self, tag: &str) {
        self.chosen.set_value(true);
        self.switch(tag);
    }

    /// The session knows the family's language, which counts until the person chooses another.
    pub fn suggest(self, tag: &str) {
        if !self.chosen.get_value() {
            self.switch(tag);
        }
    }

    /// Changes the language; every text follows, and everything else stays where it is.
    fn switch(self, tag: &str) {
        let current = self.words.with_untracked(|w| w.language().tag);
        let Some(language) = find_language(tag).filter(|l| l.tag != current) else {
            return;
        };
        spawn_local(async move {
            if let Some(words) = fetch(language, self.more).await {
                page::set_language(language.tag, language.dir);
                self.words.set(Arc::new(words));
            }
        });
    }
}

/// The words of the language the phone prefers, or English. `more` are the texts that the program alone speaks.
pub async fn first_words(more: Option<&'static MoreWords>) -> Option<Words> {
    let preferred = boot::language();
    let language = preferred.as_deref().and_then(find_language);
    let language = language.unwrap_or(&LANGUAGES[0]);
    let words = fetch(language, more).await?;
    page::set_language(language.tag, language.dir);
    Some(words)
}

/// The words of a language, for one part of the screen.
pub async fn fetch(language: &'static Language, more: Option<&'static MoreWords>) -> Option<Words> {
    let mut texts = table(boot::locale_url(language.tag), NAMES.len()).await?;
    if let Some(more) = more {
        let name = [more.folder, language.tag].concat();
        more.append(
            &mut texts,
            table(boot::locale_url(&name), more.count).await?,
        );
    }
    Some(Words::new(language, texts, FORMATS))
}

/// The words of the screen, and what a screen says beside them that fetches its own.
pub async fn with_later(words: &Words) -> Option<Words> {
    let url = boot::later_url(words.language().tag);
    Some(words.and(&LATER, table(url, LATER.count).await?))
}

/// A table that is not of this version of the portal has another number of texts.
async fn table(url: Option<String>, count: usize) -> Option<Vec<String>> {
    let url = url?;
    let reply = http::send("GET", &url, None, None).await.ok()?;
    let texts = (reply.status == 200).then(|| boot::texts(&reply.body));
    texts.filter(|texts| texts.len() == count)
}

/// The words of the app.
#[must_use]
pub fn use_speech() -> Speech {
    expect_context()
}
