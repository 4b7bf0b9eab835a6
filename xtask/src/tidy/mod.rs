//! House rules that no compiler checks: sizes that may only shrink, nothing left half done, nothing
//! that names the machine it was written on.

mod lines;
mod manifests;
mod ratchet;

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::{files, layering, paths};

/// A file of the project with what the rules ask about.
pub struct SourceFile {
    /// Relative to the root, with forward slashes.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// The extension in lower case.
    pub fn extension(&self) -> String {
        files::extension(&PathBuf::from(&self.name))
    }
}

/// Files of these kinds are text written by hand.
const TEXT: [&str; 14] =
    ["css", "html", "js", "json", "lock", "md", "mjs", "rs", "sh", "svg", "toml", "ts", "txt", "yml"];

/// Checks every rule and names every breach at once.
pub fn check() -> Result<()> {
    let sources = sources()?;
    let mut breaches = ratchet::check(&sources)?;
    breaches.extend(sources.iter().flat_map(lines::check));
    breaches.extend(manifests::check(&sources));
    breaches.extend(layering::breaches()?);
    if breaches.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("{} things are not tidy:\n  {}", breaches.len(), breaches.join("\n  "))))
}

fn sources() -> Result<Vec<SourceFile>> {
    let root = paths::root();
    let mut sources = Vec::new();
    for path in files::under(&root)? {
        let name = paths::display(&path);
        if TEXT.contains(&files::extension(&path).as_str()) || name.starts_with(".ci/") || name == ".npmrc" {
            sources.push(SourceFile { text: files::read(&path)?, name });
        }
    }
    Ok(sources)
}
