//! A small HTTP server for a folder of files, on this machine only.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::error::{Context, Error, Result};
use crate::files;

/// No request of a browser has a longer head.
const LONGEST_HEAD: u64 = 64 * 1024;
/// A connection opened ahead of need and never used is let go after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that answers until the program ends.
pub struct Running {
    /// Where a browser finds it, without a trailing slash.
    pub address: String,
    /// The port it got, which is not always the one asked for.
    pub port: u16,
    listening: thread::JoinHandle<()>,
}

impl Running {
    /// Serves until the program is stopped.
    pub fn wait(self) {
        // It ends only with the program.
        let _ = self.listening.join();
    }
}

/// Serves `folder` on `port`, or on the next free one after it.
pub fn start(folder: &Path, port: u16) -> Result<Running> {
    let listener = listen(port)?;
    let port = listener.local_addr().context(|| "read the server's address".into())?.port();
    let folder = folder.to_path_buf();
    let listening = thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A thread for each: browsers hold several connections open, and none may wait for another.
            thread::spawn(move || answer(&stream, &folder));
        }
    });
    Ok(Running { address: format!("http://localhost:{port}"), port, listening })
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

/// Answers the one request of a connection. A browser that goes away in the middle is no error of ours.
fn answer(mut stream: &TcpStream, folder: &Path) {
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let Some((method, url)) = request_of(stream) else { return };
    let (status, content_type, body) = match (method.as_str(), resolve(folder, &url)) {
        ("GET" | "HEAD", Some(path)) => match std::fs::read(&path) {
            Ok(bytes) => ("200 OK", content_type(&path), bytes),
            Err(_) => NOT_FOUND.into_response(),
        },
        ("GET" | "HEAD", None) => NOT_FOUND.into_response(),
        _ => NOT_ALLOWED.into_response(),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let body = if method == "HEAD" { &[][..] } else { &body };
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).and_then(|()| stream.flush());
}

/// A short answer in words.
struct Words(&'static str);

const NOT_FOUND: Words = Words("404 Not Found");
const NOT_ALLOWED: Words = Words("405 Method Not Allowed");

impl Words {
    fn into_response(self) -> (&'static str, &'static str, Vec<u8>) {
        (self.0, "text/plain; charset=utf-8", self.0.as_bytes().to_vec())
    }
}

/// Method and URL of a request; its headers are read and not needed.
fn request_of(stream: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let request = (words.next()?.to_owned(), words.next()?.to_owned());
    lines.find(|line| line.as_ref().map_or(true, String::is_empty))?.ok()?;
    Some(request)
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
