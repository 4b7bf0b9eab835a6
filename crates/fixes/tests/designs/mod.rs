//! Every design that is shipped or tested with.

use std::path::{Path, PathBuf};

use linchpin_document::Design;

/// A design and where it is from.
pub struct Named {
    pub name: String,
    pub design: Design,
}

/// The corpus of the analysis, templates and examples.
pub fn all() -> Vec<Named> {
    let corpus = files("crates/analysis/tests/corpus", "txt").into_iter().map(|path| (path, true));
    let shipped = ["templates", "examples"].into_iter().flat_map(|folder| files(folder, "json"));
    corpus.chain(shipped.map(|path| (path, false))).map(|(path, fixture)| read(&path, fixture)).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn read(path: &Path, fixture: bool) -> Named {
    let text = std::fs::read_to_string(path).unwrap();
    let design =
        if fixture { linchpin_testkit::design(&text) } else { linchpin_format::file::read(&text).unwrap().design() };
    Named { name: path.file_stem().unwrap().to_string_lossy().into_owned(), design }
}
