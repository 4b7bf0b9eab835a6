//! A small HTTP server for a folder of files, on this machine only.

use std::fs::File;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::error::{Context, Error, Result};
use crate::files;

const THREADS: usize = 4;

/// A server that answers until the program ends.
pub struct Running {
    /// Where a browser finds it, without a trailing slash.
    pub address: String,
    /// The port it got, which is not always the one asked for.
    pub port: u16,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Running {
    /// Serves until the program is stopped.
    pub fn wait(self) {
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// Serves `folder` on `port`, or on the next free one after it.
pub fn start(folder: &Path, port: u16) -> Result<Running> {
    let listener = listen(port)?;
    let port = listener.local_addr().context(|| "read the server's address".into())?.port();
    let server = Server::from_listener(listener, None).context(|| "start the server".into())?;
    let server = Arc::new(server);
    let threads = (0..THREADS).map(|_| answer_in_thread(Arc::clone(&server), folder.to_path_buf())).collect();
    Ok(Running { address: format!("http://localhost:{port}"), port, threads })
}

/// The first port from `port` on that is free; 0 lets the system choose.
pub fn listen(port: u16) -> Result<TcpListener> {
    for candidate in port..=port.saturating_add(100) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(Error::new(format!("could not listen on port {candidate}: {error}"))),
        }
    }
    Err(Error::new(format!("no port from {port} on is free")).hint("choose another with --port"))
}

fn answer_in_thread(server: Arc<Server>, folder: PathBuf) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for request in server.incoming_requests() {
            answer(request, &folder);
        }
    })
}

fn answer(request: Request, folder: &Path) {
    // A browser that goes away in the middle of an answer is no error of ours.
    let _ = match (request.method(), resolve(folder, request.url())) {
        (Method::Get | Method::Head, Some(path)) => match File::open(&path) {
            Ok(file) => request.respond(with_headers(Response::from_file(file), content_type(&path))),
            Err(_) => request.respond(plain(404, "not found")),
        },
        (Method::Get | Method::Head, None) => request.respond(plain(404, "not found")),
        _ => request.respond(plain(405, "only GET and HEAD are answered")),
    };
}

fn plain(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    with_headers(Response::from_string(text), "text/plain; charset=utf-8").with_status_code(status)
}

fn with_headers<R: std::io::Read>(response: Response<R>, content_type: &str) -> Response<R> {
    [("Content-Type", content_type), ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff")]
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .fold(response, Response::with_header)
}

/// The file that `url` names inside `folder`; none where it names anything outside or nothing.
fn resolve(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let mut file = folder.to_path_buf();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        // A leading dot covers `.`, `..` and hidden files.
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(segment);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = tail;
            continue;
        }
        let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &tail[2..];
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    match files::extension(path).as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// xtask's own folder stands in for a bundle.
    fn folder() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn a_url_names_a_file_inside_the_folder() {
        let main = Some(folder().join("src/main.rs"));
        for url in ["/src/main.rs", "/src/main.rs?v=1", "/src/main.rs#x", "/src//main.rs", "/%73rc/main.rs"] {
            assert_eq!(resolve(&folder(), url), main, "{url}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_can_be_named() {
        let urls = [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/..\\Cargo.toml",
            "//../Cargo.toml",
            "/src",
            "/none.rs",
            "/%",
            "/%zz",
            "/%+1",
            "/%ff",
            "http://localhost/src/main.rs",
            "",
        ];
        for url in urls {
            assert_eq!(resolve(&folder(), url), None, "{url}");
        }
    }

    #[test]
    fn wasm_has_the_type_that_streaming_compilation_needs() {
        assert_eq!(content_type(Path::new("app_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn a_taken_port_gives_the_next_one() {
        let first = listen(0).unwrap();
        let taken = first.local_addr().unwrap().port();
        let second = listen(taken).unwrap().local_addr().unwrap().port();
        assert!(second > taken);
    }

    #[test]
    fn it_answers_over_the_network() {
        let server = start(&folder(), 0).unwrap();
        for (line, status) in [
            ("GET /src/main.rs", "200"),
            ("HEAD /Cargo.toml", "200"),
            ("GET /nothing", "404"),
            ("POST /Cargo.toml", "405"),
        ] {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
            write!(stream, "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{line}: {answer}");
            assert!(answer.contains("Cache-Control: no-cache"), "{line}");
        }
    }
}
