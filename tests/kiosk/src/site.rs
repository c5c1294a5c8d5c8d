//! A portal that serves one page and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::{Context, Result};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::response::{IntoResponse, Response};
use tokio::runtime::Runtime;

use crate::became;

/// One request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The host it was for, with the port.
    pub host: String,
    /// The path, with the query.
    pub path: String,
}

/// A server on the loopback: `localhost` is the portal, `127.0.0.1` stands for every other host.
pub struct Site {
    hits: Arc<Mutex<Vec<Hit>>>,
    port: u16,
    _runtime: Runtime,
}

struct Shown {
    page: String,
    hits: Arc<Mutex<Vec<Hit>>>,
}

/// What every page can do: tell the test something.
const SAY: &str =
    "<script>const say = (what) => fetch('/say?' + encodeURIComponent(what));</script>";

/// Opens the portal without a signal.
const WORKER: &str = "
self.addEventListener('install', (event) => event.waitUntil(
  caches.open('page').then((cache) => cache.add('/kiosk'))));
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(() => caches.match('/kiosk')));
  }
});";

impl Site {
    /// Serves `page` for every path below `/kiosk`.
    pub fn start(page: &str) -> Result<Self> {
        Self::start_at(0, page)
    }

    /// The same at a port: to come back where one was.
    pub fn start_at(port: u16, page: &str) -> Result<Self> {
        let runtime = Runtime::new()?;
        let hits = Arc::default();
        let shown = Arc::new(Shown {
            page: format!("<!doctype html><title>Portal</title>{SAY}{page}"),
            hits: Arc::clone(&hits),
        });
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address))?;
        let port = listener.local_addr()?.port();
        let app = axum::Router::new().fallback(answer).with_state(shown);
        runtime.spawn(async move { axum::serve(listener, app).await });
        Ok(Self {
            hits,
            port,
            _runtime: runtime,
        })
    }

    /// The portal's address, without a slash at the end.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The address of somebody else.
    pub fn other(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens at.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Everything it was asked so far.
    pub fn hits(&self) -> Vec<Hit> {
        self.all().clone()
    }

    /// What pages told, in order.
    pub fn said(&self) -> Vec<String> {
        let hits = self.hits().into_iter();
        hits.filter_map(|hit| hit.path.strip_prefix("/say?").map(str::to_owned))
            .collect()
    }

    /// Whether the host of somebody else was asked for a page.
    pub fn other_was_asked(&self) -> bool {
        let other = format!("127.0.0.1:{}", self.port);
        self.all().iter().any(|hit| hit.host == other)
    }

    /// Waits until a page tells something that begins like this; returns the rest.
    pub fn heard(&self, what: &str) -> Result<String> {
        let mut rest = None;
        became(|| {
            rest = self
                .said()
                .iter()
                .find_map(|said| said.strip_prefix(what).map(str::to_owned));
            rest.is_some()
        });
        rest.with_context(|| format!("no page said `{what}`; asked was {:?}", self.hits()))
    }

    fn all(&self) -> MutexGuard<'_, Vec<Hit>> {
        self.hits.lock().expect("nobody panics while holding it")
    }
}

async fn answer(State(shown): State<Arc<Shown>>, request: Request) -> Response {
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    let hit = Hit {
        host: host.unwrap_or_default().to_owned(),
        path: request.uri().to_string(),
    };
    shown
        .hits
        .lock()
        .expect("nobody panics while holding it")
        .push(hit);
    let html = (CONTENT_TYPE, "text/html; charset=utf-8");
    let fresh = (CACHE_CONTROL, "no-store");
    match request.uri().path() {
        "/say" => ([fresh], "heard").into_response(),
        "/worker.js" => ([(CONTENT_TYPE, "text/javascript"), fresh], WORKER).into_response(),
        "/kiosk/file" => {
            let kept = (CONTENT_DISPOSITION, "attachment; filename=taken.txt");
            ([(CONTENT_TYPE, "text/plain"), kept], "taken").into_response()
        }
        path if path.starts_with("/kiosk") => ([html, fresh], shown.page.clone()).into_response(),
        _ => ([html, fresh], "<title>Elsewhere</title>").into_response(),
    }
}
