//! Where things are: everything hangs from the workspace root.

use std::path::{Path, PathBuf};

/// The workspace root: the folder above xtask's own.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The optimised bundle.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Where the installed tools live, one folder per tool and version.
///
/// Outside the clone where there is a home folder, so that a second clone finds them ready.
pub fn tools() -> PathBuf {
    tools_in(|name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from))
}

fn tools_in(var: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    if let Some(dir) = var("LINCHPIN_TOOLS") {
        return root().join(dir);
    }
    let cache = var("XDG_CACHE_HOME").or_else(|| var("HOME").map(|home| home.join(".cache")));
    match cache.filter(|dir| dir.is_absolute()) {
        Some(cache) => cache.join("linchpin").join("tools"),
        None => root().join(".tools"),
    }
}

/// A path as a person reads it: relative to the root, with forward slashes.
pub fn display(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools_with(vars: &[(&str, &str)]) -> PathBuf {
        tools_in(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| PathBuf::from(value)))
    }

    #[test]
    fn tools_are_shared_by_clones_where_there_is_a_home() {
        assert_eq!(tools_with(&[("HOME", "/h")]), Path::new("/h/.cache/linchpin/tools"));
        assert_eq!(tools_with(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")]), Path::new("/c/linchpin/tools"));
        assert_eq!(tools_with(&[("HOME", "/h"), ("LINCHPIN_TOOLS", "/t")]), Path::new("/t"));
        assert_eq!(tools_with(&[]), root().join(".tools"));
    }
}
