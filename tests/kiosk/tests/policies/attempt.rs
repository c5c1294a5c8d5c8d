//! One attempt to do at the kiosk what nobody should.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use kiosk::{Kiosk, Policies, Room, Screen, Site, State, became};

/// A kiosk that somebody tries something at.
pub(crate) struct Scene {
    pub(crate) screen: Screen,
    pub(crate) site: Site,
    pub(crate) state: State,
    _kiosk: Kiosk,
    _room: Option<Room>,
}

impl Scene {
    /// Whether a page told this.
    pub(crate) fn said(&self, what: &str) -> bool {
        self.site.said().iter().any(|said| said == what)
    }

    /// Whether a window with this in its name is on the screen.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.screen
            .windows()
            .iter()
            .any(|window| window.contains(name))
    }

    /// Touches the page until it feels it: the first frame may come after the page is ready.
    fn touch(&self) -> Result<()> {
        let felt = became(|| {
            let touched = self.screen.touch();
            std::thread::sleep(Duration::from_millis(300));
            touched.is_ok() && self.said("touched")
        });
        ensure!(felt, "the page does not feel a touch");
        Ok(())
    }

    /// Opens a window with an address bar, which the kiosk's own has not, and types an address.
    pub(crate) fn enter_in_new_window(&self, address: &str) -> Result<()> {
        self.screen.press(&["ctrl+n"])?;
        ensure!(
            became(|| self.screen.windows().len() == 2),
            "{:?}",
            self.screen.windows()
        );
        self.screen.press(&["ctrl+l"])?;
        self.screen.enter(address)
    }
}

/// What is tried, and how it would be seen.
pub(crate) struct Attempt<'attempt> {
    page: &'attempt str,
    flags: &'attempt dyn Fn(&Room) -> Result<String>,
    in_a_window: bool,
    by_hand: bool,
    act: &'attempt dyn Fn(&Scene) -> Result<()>,
}

impl<'attempt> Attempt<'attempt> {
    /// The page itself tries it, as soon as it is there; `say('ready')` is said before.
    pub(crate) fn by_page(page: &'attempt str) -> Self {
        Self {
            page,
            flags: &|_| Ok(String::new()),
            in_a_window: false,
            by_hand: false,
            act: &|_| Ok(()),
        }
    }

    /// Somebody tries it with hands.
    pub(crate) fn by_hand(act: &'attempt dyn Fn(&Scene) -> Result<()>) -> Self {
        Self {
            act,
            by_hand: true,
            ..Self::by_page("")
        }
    }

    /// Somebody touches the page, which then does it.
    pub(crate) fn by_touch(page: &'attempt str) -> Self {
        Self {
            act: &Scene::touch,
            ..Self::by_page(page)
        }
    }

    /// On a page of its own.
    pub(crate) fn on(self, page: &'attempt str) -> Self {
        Self { page, ..self }
    }

    /// With more flags for Chromium.
    pub(crate) fn with_flags(self, flags: &'attempt dyn Fn(&Room) -> Result<String>) -> Self {
        Self { flags, ..self }
    }

    /// In an ordinary window, because Chromium's kiosk mode leaves out what is tried: the policies
    /// are the second lock.
    pub(crate) fn in_a_window(self) -> Self {
        Self {
            in_a_window: true,
            ..self
        }
    }

    /// Insists that `seen` becomes so without policies, and never does with those that are shipped.
    pub(crate) fn is_blocked(&self, seen: impl Fn(&Scene) -> bool) -> Result<()> {
        let room = Room::enter()?;
        let open = self.open(&room, Policies::None)?;
        let began = Instant::now();
        self.act(&open)?;
        ensure!(
            became(|| seen(&open)),
            "nothing shows the attempt, even without policies: {:?} {:?}",
            open.screen.windows(),
            open.site.hits()
        );
        let took = began.elapsed();
        drop(open);
        let shut = self.open(&room, Policies::Shipped)?;
        let began = Instant::now();
        self.act(&shut)?;
        // The time that it took without policies, and one second more.
        while began.elapsed() < took + Duration::from_secs(1) {
            ensure!(
                !seen(&shut),
                "the policies do not block it: {:?} {:?}",
                shut.screen.windows(),
                shut.site.hits()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// The same for many things that one page tells of: all without policies, none with them.
    pub(crate) fn are_blocked(&self, all: &[&str]) -> Result<()> {
        let last = std::cell::Cell::new(0);
        self.is_blocked(|scene| {
            let seen = all.iter().filter(|what| scene.said(what)).count();
            // Without policies it counts when the last of them is there; with them, the first.
            let before = last.replace(last.get().max(seen));
            seen == all.len() || (before == all.len() && seen > 0)
        })
    }

    /// Carries it out with the shipped policies, and leaves the judging to the test.
    pub(crate) fn carried_out(&self) -> Result<Scene> {
        let room = Room::enter()?;
        let mut scene = self.open(&room, Policies::Shipped)?;
        self.act(&scene)?;
        scene._room = Some(room);
        Ok(scene)
    }

    fn act(&self, scene: &Scene) -> Result<()> {
        // Keys need a window; a page may have left by now.
        if self.by_hand {
            scene.screen.shows("Portal")?;
        }
        (self.act)(scene)
    }

    fn open(&self, room: &Room, policies: Policies) -> Result<Scene> {
        let ready = "<script>addEventListener('pointerdown', () => say('touched'));
            addEventListener('load', () => setTimeout(() => say('ready')));</script>";
        let site = Site::start(&format!("{}{ready}", self.page))?;
        room.set_policies(policies, &site.address())?;
        let screen = Screen::start()?;
        let state = State::new(room, &format!("{policies:?}"))?;
        let flags = (self.flags)(room)?;
        let kiosk = if self.in_a_window {
            let profile: PathBuf = room.folder_for_kiosk(&format!("{policies:?}-window"))?;
            Kiosk::in_a_window(&screen, &profile, &site.address())?
        } else {
            // The launcher's own lock is off: here it is the policies that must hold.
            let flags = format!("--host-resolver-rules= {flags}");
            Kiosk::start(&screen, &state, &site.address(), "run", &flags)?
        };
        site.heard("ready")?;
        Ok(Scene {
            screen,
            site,
            state,
            _kiosk: kiosk,
            _room: None,
        })
    }
}
