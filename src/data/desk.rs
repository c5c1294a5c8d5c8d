//! What a member of staff has on their desk: their list, and one family at a time. In memory only.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::{Answer, Board, Caseload, FamilyLine, Kiosks, Session};

use super::speech::fetch;
use super::{Access, Book, Portal, Slot, effect};
use crate::api::endpoints;
use crate::i18n::{OFFICE, Words, find_language};

/// The family that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Opaque id.
    pub family: String,
    /// The caregiver who is shown their part, by opaque id.
    pub caregiver: Option<String>,
}

/// The desk.
#[derive(Clone, Copy)]
pub struct DeskMemory {
    /// The list.
    pub caseload: Slot<Answer<Caseload>>,
    /// The centre's touch screens.
    pub kiosks: Slot<Kiosks>,
    /// How well promises are kept; public.
    pub board: Slot<Board>,
    /// The open family as it stands in the list.
    pub line: Slot<Answer<FamilyLine>>,
    /// Which family is open.
    pub chosen: RwSignal<Option<Chosen>>,
    /// The words of the family that is being shown its case.
    pub theirs: RwSignal<Option<Arc<Words>>>,
    /// The centre's words in that language.
    pub their_book: Slot<Book>,
    /// Who was shown their part last: what was chosen together is theirs alone.
    pub shown_to: RwSignal<Option<String>>,
    /// How far the showing has come, from 0.
    pub position: RwSignal<usize>,
    /// Keys of the questions that were chosen.
    pub questions: RwSignal<BTreeSet<String>>,
    /// Whose work this is: only they go on with it.
    owner: StoredValue<Option<String>>,
}

impl DeskMemory {
    /// An empty desk. Made once, at the root of the office.
    #[must_use]
    pub fn new(portal: Portal) -> Self {
        let ended = Some(Callback::new(move |()| portal.access.set(Access::Ended)));
        Self {
            caseload: Slot::new(ended),
            kiosks: Slot::new(ended),
            board: Slot::new(None),
            line: Slot::new(ended),
            chosen: RwSignal::new(None),
            theirs: RwSignal::new(None),
            their_book: Slot::new(None),
            shown_to: RwSignal::new(None),
            position: RwSignal::new(0),
            questions: RwSignal::new(BTreeSet::new()),
            owner: StoredValue::new(None),
        }
    }

    /// Opens a family. Nothing of the one before is left.
    pub fn open(self, portal: Portal, family: &str) {
        self.clear(portal);
        self.chosen.set(Some(Chosen {
            family: family.to_owned(),
            caregiver: None,
        }));
    }

    /// Begins to show a caregiver their part, in their language, or in the words of the screen (`own`) where the portal
    /// does not speak it. The list of other families is forgotten, and so is what another caregiver chose.
    pub fn show(self, portal: Portal, caregiver: &str, language: &str, own: Arc<Words>) {
        let is_same = |shown: &Option<String>| shown.as_deref() == Some(caregiver);
        if !self.shown_to.with_untracked(is_same) {
            self.questions.update(BTreeSet::clear);
            self.shown_to.set(Some(caregiver.to_owned()));
        }
        self.theirs.set(None);
        self.their_book.forget();
        portal.wipe();
        self.caseload.forget();
        self.position.set(0);
        self.chosen.update(|chosen| {
            if let Some(chosen) = chosen {
                chosen.caregiver = Some(caregiver.to_owned());
            }
        });
        self.speak(caregiver.to_owned(), language, own);
    }

    /// Ends the showing; the family stays open.
    pub fn stop_showing(self, portal: Portal) {
        portal.wipe();
        self.chosen.update(|chosen| {
            if let Some(chosen) = chosen {
                chosen.caregiver = None;
            }
        });
    }

    fn speak(self, caregiver: String, tag: &str, own: Arc<Words>) {
        let language = find_language(tag).unwrap_or_else(|| own.language());
        self.their_book
            .refresh(&endpoints::playbook(language.tag), None);
        spawn_local(async move {
            let words = fetch(language, Some(&OFFICE)).await.map_or(own, Arc::new);
            // Somebody else may be shown theirs by now.
            let is_theirs = |shown: &Option<String>| shown.as_deref() == Some(&*caregiver);
            if self.shown_to.try_with_untracked(is_theirs) == Some(true) {
                self.theirs.try_set(Some(words));
            }
        });
    }

    /// Forgets the open family, and what was chosen with it.
    pub fn clear(self, portal: Portal) {
        portal.wipe();
        self.line.forget();
        self.chosen.set(None);
        self.shown_to.set(None);
        self.theirs.set(None);
        self.their_book.forget();
        self.position.set(0);
        self.questions.update(BTreeSet::clear);
    }

    /// Keeps the desk in step with who is signed in: facts go when the session ends, and the work itself goes unless
    /// the same person comes back. `other` is called when it goes.
    pub fn follow(self, portal: Portal, other: impl Fn() + 'static) {
        effect(move || {
            portal.access.with(|access| match access {
                Access::SignedIn(Session {
                    staff: Some(staff), ..
                }) => {
                    let is_same = self
                        .owner
                        .with_value(|o| o.as_ref().is_none_or(|o| *o == staff.id));
                    self.owner.set_value(Some(staff.id.clone()));
                    if !is_same {
                        untrack(|| self.clear(portal));
                        other();
                    }
                }
                Access::Ended => untrack(|| self.forget_facts()),
                Access::SignedOut => {
                    untrack(|| {
                        self.forget_facts();
                        self.clear(portal);
                    });
                    other();
                }
                _ => {}
            });
        });
    }

    fn forget_facts(self) {
        self.caseload.forget();
        self.kiosks.forget();
        self.line.forget();
    }
}

/// The desk of the office.
#[must_use]
pub fn use_desk() -> DeskMemory {
    expect_context()
}
