//! Rules about manifests and lock files.

use super::SourceFile;

/// Every breach in the manifests and lock files among `sources`.
pub fn check(sources: &[SourceFile]) -> Vec<String> {
    sources.iter().filter_map(breach).collect()
}

fn breach(source: &SourceFile) -> Option<String> {
    let holds = match source.name.as_str() {
        "Cargo.toml" => {
            has_setting(&source.text, "workspace.lints.rust", "unsafe_code=\"forbid\"") && inherits_lints(source)
        }
        "Cargo.lock" => only_crates_io(&source.text),
        "package-lock.json" => !source.text.contains("\"resolved\": \"http"),
        name if is_manifest_of_crate(name) => inherits_lints(source),
        _ => true,
    };
    let why = match source.name.as_str() {
        "Cargo.lock" => "takes a package from elsewhere than crates.io",
        "package-lock.json" => "records download addresses: run npm with the .npmrc of this folder",
        _ => "does not forbid unsafe code: it needs `[lints] workspace = true`",
    };
    (!holds).then(|| format!("{} {why}", source.name))
}

fn is_manifest_of_crate(name: &str) -> bool {
    // Fuzz targets are a workspace of their own.
    name.ends_with("/Cargo.toml") && !name.starts_with("fuzz/")
}

fn inherits_lints(source: &SourceFile) -> bool {
    has_setting(&source.text, "lints", "workspace=true")
}

/// Whether `[section]` has the line `setting`, white space aside.
fn has_setting(manifest: &str, section: &str, setting: &str) -> bool {
    let header = format!("[{section}]");
    let body = manifest.lines().map(str::trim).skip_while(|line| *line != header).skip(1);
    let mut settings = body.take_while(|line| !line.starts_with('['));
    settings.any(|line| line.split_whitespace().collect::<String>() == setting)
}

fn only_crates_io(lock: &str) -> bool {
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    sources.into_iter().all(|source| source == "\"registry+https://github.com/rust-lang/crates.io-index\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_tidy(name: &str, text: &str) -> bool {
        breach(&SourceFile { name: name.into(), text: text.into() }).is_none()
    }

    #[test]
    fn every_crate_inherits_the_lints() {
        assert!(is_tidy("crates/a/Cargo.toml", "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n"));
        assert!(!is_tidy("crates/a/Cargo.toml", "[package]\nname = \"a\"\n"));
        assert!(!is_tidy("crates/a/Cargo.toml", "[lints]\n[dependencies]\nworkspace = true\n"));
    }

    #[test]
    fn the_workspace_forbids_unsafe_code() {
        let inherits = "[lints]\nworkspace = true\n";
        assert!(is_tidy("Cargo.toml", &format!("[workspace.lints.rust]\nunsafe_code = \"forbid\"\n{inherits}")));
        assert!(!is_tidy("Cargo.toml", inherits));
    }

    #[test]
    fn lock_files_name_no_mirror() {
        assert!(is_tidy("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\""));
        assert!(!is_tidy("Cargo.lock", "source = \"registry+https://mirror.example/index\""));
        assert!(!is_tidy("package-lock.json", "\"resolved\": \"https://mirror.example/a.tgz\""));
    }
}
