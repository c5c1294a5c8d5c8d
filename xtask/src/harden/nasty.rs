//! Requests that no browser sends: what has stopped, crashed or fooled servers before.

/// One of them.
pub struct Nasty {
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is whole, so that an answer is due.
    pub is_whole: bool,
}

/// Paths that lead out of where they should, or nowhere.
const PATHS: [&str; 28] = [
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/..\\..\\etc\\passwd",
    "/%00",
    "/a%00.js",
    "/%c0%af%c0%ae",
    "/%ff%fe",
    "/%",
    "/%zz",
    "//",
    "///etc/passwd",
    "/./",
    "/api/v1/../../healthz",
    "/api/v1/services/%2e%2e%2fsecret",
    "/api/v1/services/..",
    "/api/v1/directory/0/pack",
    "/api/v1/playbook/../../../center.json",
    "/api/v1/playbook/%F0%9F%92%A9",
    "/api/v1/me/appointments/'%20OR%201=1--",
    "/hsds/v3/services?page=-1&per_page=99999999999999999999",
    "/hsds/v3/services?search=%27%3B--",
    "/hsds/v3/services/%00",
    "http://evil.example/api/v1/center",
    "*",
    "/?x=%F0%28%8C%28",
    "/api/v1/oidc/return?code=%00&state=%ff",
    "/favicon.ico;x=/../..",
];

/// Methods, some of which nobody knows.
const METHODS: [&str; 14] = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PRI",
    "get",
    "M-SEARCH",
    "\u{e9}",
    "GETGETGETGETGETGETGETGETGETGET",
];

/// Headers that say the impossible, or the same thing twice in two ways.
const HEADERS: [&str; 34] = [
    "Content-Length: -1",
    "Content-Length: +5",
    "Content-Length: 5, 5",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 0x10",
    "Content-Length: 18446744073709551616",
    "Content-Length: 9223372036854775807",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: identity",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding:\x0bchunked",
    "Host: a\r\nHost: b",
    "Host:",
    "Host: \u{0}",
    ": no name",
    "No colon",
    " Folded: x",
    "X: \u{0}\u{1}\u{7f}",
    "Expect: 100-continue",
    "Expect: the unexpected",
    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
    "Connection: close, keep-alive, upgrade",
    "Content-Type: application/json; charset=utf-7",
    "Content-Encoding: gzip",
    "Accept-Encoding: br;q=-1,br;q=nan,*",
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
    "Cookie: portal=; portal==; portal=\"\"; ;;; =",
    "portal-kiosk: a.b.c",
    "portal-kiosk: ...",
    "If-None-Match: \"\", W/\"\", *, \u{ff}",
    "Range: bytes=18446744073709551615-",
    "Origin: null",
];

/// Bodies that are no JSON, or JSON that says too much.
const BODIES: [&str; 14] = [
    "",
    "{",
    "null",
    "[]",
    "\"\\ud800\"",
    "{\"code\":\"\u{0}\",\"pin\":\"\"}",
    "{\"code\":1,\"pin\":{}}",
    "{\"code\":\"a\",\"code\":\"b\",\"pin\":\"1\"}",
    "1e999",
    "{\"user\":\"' OR 1=1--\",\"passphrase\":\"\",\"totp\":\"\"}",
    "{\"token\":\"../..\",\"pin\":\"000000\"}",
    "\u{feff}{}",
    "{\"page\":1e99}",
    "{\"kiosk\":\"\u{202e}\"}",
];

/// Paths that take a body.
const POSTS: [&str; 7] = [
    "/api/v1/session",
    "/api/v1/kiosk/enrol",
    "/api/v1/kiosk/challenge",
    "/api/v1/kiosk/start",
    "/api/v1/handoff/redeem",
    "/api/v1/handoff",
    "/hsds/v3/services",
];

/// What is no HTTP/1.1 at all.
const OTHER_TONGUES: [&[u8]; 9] = [
    b"GET /\r\n",
    b"GET / HTTP/0.9\r\n\r\n",
    b"GET / HTTP/2.0\r\n\r\n",
    b"GET / HTTP/1.2\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
    b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
    b"SSH-2.0-x\r\n",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"\n\n\n\r\n\r\nGET / HTTP/1.1\nHost: a\n\n",
];

/// Another one each time.
pub fn draw() -> Nasty {
    match fastrand::u8(..12) {
        0 => whole(one_of(&OTHER_TONGUES).to_vec()),
        1 => Nasty {
            bytes: (0..fastrand::usize(1..20_000))
                .map(|_| fastrand::u8(..))
                .collect(),
            is_whole: false,
        },
        2 => whole(get(
            &format!("/{}", "a".repeat(fastrand::usize(1..70_000))),
            "",
        )),
        3 => whole(get("/", &bomb())),
        4 => chunks(),
        5 => pipelined(),
        6 => broken_off(),
        7 => long_body(),
        8 => whole(request(one_of(&METHODS), one_of(&PATHS), "", "")),
        9 => whole(get(one_of(&PATHS), &lines(&HEADERS, 3))),
        10 => {
            let headers = lines(&HEADERS, 2);
            Nasty {
                bytes: request("POST", one_of(&POSTS), &headers, one_of(&BODIES)),
                // None of the bodies ends as one in pieces does.
                is_whole: !headers.contains("chunked"),
            }
        }
        _ => {
            let body = one_of(&BODIES);
            let json = format!(
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            );
            whole(request("POST", one_of(&POSTS), &json, body))
        }
    }
}

fn whole(bytes: Vec<u8>) -> Nasty {
    Nasty {
        bytes,
        is_whole: true,
    }
}

fn one_of<'a, T: ?Sized>(list: &[&'a T]) -> &'a T {
    list[fastrand::usize(..list.len())]
}

fn lines(list: &[&str], most: usize) -> String {
    let chosen = (0..fastrand::usize(1..=most)).map(|_| format!("{}\r\n", one_of(list)));
    chosen.collect()
}

fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nHost: portal\r\n{headers}\r\n{body}").into_bytes()
}

fn get(path: &str, headers: &str) -> Vec<u8> {
    request("GET", path, headers, "")
}

/// More headers, or longer ones, than anybody needs.
fn bomb() -> String {
    match fastrand::u8(..4) {
        0 => (0..fastrand::usize(60..10_000))
            .map(|n| format!("x{n}: 1\r\n"))
            .collect(),
        1 => format!("x: {}\r\n", "a".repeat(fastrand::usize(1_000..1_000_000))),
        2 => format!("{}: 1\r\n", "x".repeat(fastrand::usize(1_000..100_000))),
        _ => format!("Range: bytes={}\r\n", "0-,".repeat(4_000)),
    }
}

/// A body in pieces that do not fit together.
fn chunks() -> Nasty {
    const ENDLESS: &str = "FFFFFFFFFFFFFFFF\r\na\r\n0\r\n\r\n";
    let piece = one_of(&[
        ENDLESS,
        "-1\r\na\r\n",
        "1;\0\r\na\r\n0\r\n\r\n",
        "5\r\nabc\r\n0\r\n\r\n",
        "1\r\nab\r\n0\r\n\r\n",
        "0\r\nTrailer: x\r\n\r\n",
        "0x1\r\na\r\n0\r\n\r\n",
        "1\na\n0\n\n",
        " 1\r\na\r\n0\r\n\r\n",
        "\r\n",
        "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    ]);
    let body = match fastrand::u8(..3) {
        0 => "1\r\na\r\n".repeat(fastrand::usize(1..20_000)) + "0\r\n\r\n",
        1 => format!(
            "1;{}\r\na\r\n0\r\n\r\n",
            "x".repeat(fastrand::usize(1..300_000))
        ),
        _ => piece.to_owned(),
    };
    let headers = "Transfer-Encoding: chunked\r\n";
    Nasty {
        bytes: request("POST", one_of(&POSTS), headers, &body),
        is_whole: body != ENDLESS,
    }
}

/// Many requests at once, none of whose answers is waited for.
fn pipelined() -> Nasty {
    let one = get(
        one_of(&["/healthz", "/", "/api/v1/center", "/api/v1/me/overview"]),
        "",
    );
    whole(one.repeat(fastrand::usize(2..300)))
}

/// A request that never comes to its end.
fn broken_off() -> Nasty {
    let mut bytes = request(
        "POST",
        "/api/v1/session",
        "Content-Length: 60\r\n",
        "{\"code\":\"AAAA-AAAA-AAAA\",\"pin\":\"",
    );
    bytes.truncate(fastrand::usize(1..=bytes.len()));
    Nasty {
        bytes,
        is_whole: false,
    }
}

/// More of a body than is taken.
fn long_body() -> Nasty {
    let length = fastrand::usize(4_000..4_000_000);
    let headers = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
    whole(request(
        "POST",
        one_of(&POSTS),
        &headers,
        &"[".repeat(length),
    ))
}
