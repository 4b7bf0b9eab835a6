//! Walking the project's own files, in an order that is always the same.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};

/// Folders that hold nothing written by hand.
const SKIPPED: [&str; 6] = [".git", ".tools", "dist", "node_modules", "results", "target"];

/// Every file under `dir` (or `dir` itself where it is a file), sorted; nothing when it is absent.
pub fn under(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if dir.is_file() {
        found.push(dir.to_path_buf());
    } else if dir.is_dir() {
        collect(dir, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(dir).context(|| format!("list {}", dir.display()))?;
    for entry in entries {
        let entry = entry.context(|| format!("list {}", dir.display()))?;
        let kind = entry.file_type().context(|| format!("look at {}", entry.path().display()))?;
        if kind.is_file() {
            found.push(entry.path());
        } else if kind.is_dir() && !SKIPPED.iter().any(|skipped| entry.file_name() == *skipped) {
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

/// A file's text.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).context(|| format!("read {}", path.display()))
}

/// The extension in lower case, or nothing.
pub fn extension(path: &Path) -> String {
    path.extension().map(|ext| ext.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn the_walk_is_sorted_and_skips_what_is_generated() {
        let files = under(&paths::root().join("xtask")).unwrap();
        assert!(files.is_sorted());
        assert!(files.contains(&paths::root().join("xtask/src/main.rs")));
        assert!(under(&paths::root().join("no-such-folder")).unwrap().is_empty());
    }
}
