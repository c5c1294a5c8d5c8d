//! Every page of the portal: the only place that spells their URLs.
//!
//! The words are neutral and name no person, because a phone's history keeps them.

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What to do next, the next visit, what is late.
    Home,
    /// The path of the case.
    Steps,
    /// All visits.
    Visits,
    /// One visit, by its position in the list, from 1.
    Visit(usize),
    /// The services directory.
    Help,
    /// One service, by its public id.
    Service(String),
    /// The services kept for this visit.
    List,
    /// A screen that the touch screen in the lobby alone has.
    Kiosk(Lobby),
    /// The family's team.
    People,
    /// What changed.
    News,
    /// The family's rights, and hard words.
    Rights,
    /// What the portal cannot hide.
    Limits,
    /// Signing in.
    Start,
    /// How promises are kept: public, for the board.
    Board,
    /// A screen of staff.
    Staff(Desk),
    /// No page of ours.
    Unknown,
}

/// A screen of staff. All share one address: which family is open must not stand in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The families they serve.
    Families,
    /// One family.
    Family,
    /// The family's own screens, one thing at a time.
    Walk,
    /// The page a family takes along.
    Paper,
}

/// A screen of the touch screen in the lobby. All share one address, as nobody there has a way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lobby {
    /// Nobody is there: every language by its own name.
    Welcome,
    /// What one can do here.
    Doors,
    /// Where to go today, for who signs in.
    Today,
    /// The building, and who is here.
    Where,
    /// Staff enrol this screen.
    SetUp,
}

impl Route {
    /// The page's URL.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "/".to_owned(),
            Self::Steps => "/steps".to_owned(),
            Self::Visits => "/visits".to_owned(),
            Self::Visit(n) => ["/visits/", &n.to_string()].concat(),
            Self::Help => "/help".to_owned(),
            Self::Service(id) => ["/help/", id].concat(),
            Self::List => "/list".to_owned(),
            Self::Kiosk(_) => "/kiosk".to_owned(),
            Self::People => "/people".to_owned(),
            Self::News => "/news".to_owned(),
            Self::Rights => "/rights".to_owned(),
            Self::Limits => "/limits".to_owned(),
            Self::Start => "/start".to_owned(),
            Self::Board => "/board".to_owned(),
            Self::Staff(_) => "/staff".to_owned(),
        }
    }

    /// The page of a URL's path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        let page = match (parts.next().unwrap_or_default(), parts.next()) {
            ("", None) => Self::Home,
            ("steps", None) => Self::Steps,
            ("visits", None) => Self::Visits,
            ("visits", Some(n)) => match n.parse() {
                Ok(n) if n > 0 => Self::Visit(n),
                _ => Self::Unknown,
            },
            ("help", None) => Self::Help,
            ("help", Some(id)) if !id.is_empty() => Self::Service(id.to_owned()),
            ("list", None) => Self::List,
            ("kiosk", None) => Self::Kiosk(Lobby::Welcome),
            ("people", None) => Self::People,
            ("news", None) => Self::News,
            ("rights", None) => Self::Rights,
            ("limits", None) => Self::Limits,
            ("start", None) => Self::Start,
            ("board", None) => Self::Board,
            ("staff", None) => Self::Staff(Desk::Families),
            _ => Self::Unknown,
        };
        if parts.next().is_some() {
            return Self::Unknown;
        }
        page
    }

    /// Whether the page shows facts of a family. Such pages share one history entry.
    #[must_use]
    pub fn is_private(&self) -> bool {
        matches!(
            self,
            Self::Home | Self::Steps | Self::Visits | Self::Visit(_) | Self::People | Self::News
        )
    }

    /// Whether the page needs another program than that of families: the office's, or the lobby's.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Board | Self::Staff(_) | Self::Kiosk(_))
    }

    /// The page of the navigation this page belongs to.
    #[must_use]
    pub fn section(&self) -> Self {
        match self {
            Self::Visit(_) => Self::Visits,
            Self::Service(_) | Self::List => Self::Help,
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_reads_its_own_url_back() {
        let all = [
            (Route::Home, "/"),
            (Route::Steps, "/steps"),
            (Route::Visits, "/visits"),
            (Route::Visit(3), "/visits/3"),
            (Route::Help, "/help"),
            (Route::Service("s-1".to_owned()), "/help/s-1"),
            (Route::List, "/list"),
            (Route::Kiosk(Lobby::Welcome), "/kiosk"),
            (Route::People, "/people"),
            (Route::News, "/news"),
            (Route::Rights, "/rights"),
            (Route::Limits, "/limits"),
            (Route::Start, "/start"),
            (Route::Board, "/board"),
            (Route::Staff(Desk::Families), "/staff"),
        ];
        for (route, url) in all {
            assert_eq!(route.href(), url);
            assert_eq!(Route::parse(url), route);
        }
    }

    #[test]
    fn other_paths_are_no_pages() {
        for path in [
            "/visits/0",
            "/visits/x",
            "/visits/1/2",
            "/nothing",
            "/help//",
        ] {
            assert!(
                matches!(Route::parse(path), Route::Unknown | Route::Help),
                "{path}"
            );
        }
    }
}
