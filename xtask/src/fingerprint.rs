//! A short number that changes when any of a set of files changes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};
use crate::files;

/// FNV-1a, 64 bits: small, and the same on every machine and with every compiler.
/// It notices changes; it is no defence against somebody who wants a collision.
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of nothing.
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one field, so that ("ab", "c") and ("a", "bc") differ.
    pub fn add(&mut self, bytes: &[u8]) {
        self.mix(&(bytes.len() as u64).to_le_bytes());
        self.mix(bytes);
    }

    /// Adds the names, relative to `root`, and contents of all files at or under `paths`.
    pub fn add_files(&mut self, root: &Path, paths: &[PathBuf]) -> Result<()> {
        for path in paths {
            for file in files::under(path)? {
                let name = file.strip_prefix(root).unwrap_or(&file);
                let content = fs::read(&file).context(|| format!("read {}", file.display()))?;
                self.add(name.to_string_lossy().as_bytes());
                self.add(&content);
            }
        }
        Ok(())
    }

    /// The result, as text to store.
    pub fn finish(&self) -> String {
        format!("{:016x}", self.0)
    }

    fn mix(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[&str]) -> String {
        let mut fingerprint = Fingerprint::new();
        fields.iter().for_each(|field| fingerprint.add(field.as_bytes()));
        fingerprint.finish()
    }

    fn of_folder(dir: &Path) -> String {
        let mut fingerprint = Fingerprint::new();
        fingerprint.add_files(dir, &[dir.to_path_buf()]).unwrap();
        fingerprint.finish()
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let mut fingerprint = Fingerprint::new();
        fingerprint.mix(b"foobar");
        assert_eq!(fingerprint.finish(), "85944171f73967e8");
    }

    #[test]
    fn where_one_field_ends_matters() {
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["", "a"]), of(&["a", ""]));
    }

    #[test]
    fn content_names_and_new_files_count_and_the_place_does_not() {
        let temp = std::env::temp_dir().join(format!("linchpin-fingerprint-{}", std::process::id()));
        let (one, two) = (temp.join("one"), temp.join("two"));
        for dir in [&one, &two] {
            fs::create_dir_all(dir).unwrap();
            fs::write(dir.join("a.rs"), "fn a() {}").unwrap();
        }
        let before = of_folder(&one);
        assert_eq!(before, of_folder(&two));
        fs::write(one.join("b.rs"), "").unwrap();
        let with_new_file = of_folder(&one);
        fs::write(one.join("a.rs"), "fn a() { }").unwrap();
        let with_change = of_folder(&one);
        fs::remove_dir_all(&temp).unwrap();
        assert_ne!(before, with_new_file);
        assert_ne!(with_new_file, with_change);
    }
}
