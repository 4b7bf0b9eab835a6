//! What commands say: text for people, JSON and SARIF for programs.

mod blast;
pub mod checked;
pub mod fault_tree;
pub mod fixes;
pub mod json;
pub mod load;
mod plain;
pub mod progress;
mod reliability;
pub mod rules;
pub mod rules_page;
pub mod sarif;
pub mod simulated;
mod style;
pub mod text;

use anstream::AutoStream;
use clap::ColorChoice;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::failure::{Failure, Result};
use style::{BAD, NOTE, paint};

/// Writes text to standard output, in colours where they are seen and wanted.
///
/// # Errors
/// When it cannot be written, unless whoever reads has read enough.
pub fn write_text(text: &str, colour: ColorChoice) -> Result<()> {
    written(AutoStream::new(io::stdout().lock(), choice(colour)).write_all(text.as_bytes()))
}

/// Writes bytes to standard output as they are.
///
/// # Errors
/// As for [`write_text`].
pub fn write_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Writes bytes to a file, or to standard output where its name is "-".
///
/// # Errors
/// When it cannot be written.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<()> {
    if file == Path::new("-") {
        return write_bytes(bytes);
    }
    fs::write(file, bytes)
        .map_err(|error| Failure::at(file.display().to_string(), format!("it cannot be written: {error}")))
}

fn written(outcome: io::Result<()>) -> Result<()> {
    match outcome {
        // `| head` has what it wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::at("<stdout>", format!("it cannot be written: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Says on standard error why a command could not do its work.
pub fn complain(failure: &Failure, colour: ColorChoice) {
    let (place, message) = (plain::line(failure.place()), plain::line(failure.message()));
    say(&format!("{place}: {} {message}", paint(BAD, "error:")), colour);
    if let Some(hint) = failure.hint_text() {
        say(&format!("    {}", plain::line(hint)), colour);
    }
}

/// Says on standard error what is worth knowing besides.
pub fn remark(place: &str, text: &str, colour: ColorChoice) {
    say(&format!("{}: {} {}", plain::line(place), paint(NOTE, "note:"), plain::line(text)), colour);
}

fn say(line: &str, colour: ColorChoice) {
    let mut out = AutoStream::new(io::stderr().lock(), choice(colour));
    // Where standard error cannot be written there is nobody to tell.
    let _ = writeln!(out, "{line}");
}

fn choice(colour: ColorChoice) -> anstream::ColorChoice {
    match colour {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
}
