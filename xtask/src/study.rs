//! The second program of the bundle, which the page fetches when it is first needed.
//!
//! Trunk gives every file it builds a name that changes with its contents, except to workers; so once a
//! build is complete, [`name`] does the same for this one and tells the page.

use std::fs;
use std::path::Path;

use crate::error::{Context, Error, Result};
use crate::files;
use crate::fingerprint::Fingerprint;

/// What stands in index.html for the name of the program.
const PLACE: &str = "name-of-the-study-program";
/// The files of the program, after its name.
const ENDINGS: [&str; 2] = [".js", "_bg.wasm"];

/// Whether a file of the bundle belongs to the program: `study.js`, `study-1f2e_bg.wasm`.
pub fn is_of_study(name: &str) -> bool {
    name.strip_prefix("study").is_some_and(|rest| rest.starts_with(['-', '.', '_']))
}

/// Names the program, and writes its name into the page that trunk has just put into `folder`.
pub fn name(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let text = files::read(&page)?;
    if text.matches(PLACE).count() != 1 {
        return Err(Error::new(format!("index.html does not hold {PLACE} once")));
    }
    let built = ENDINGS.map(|ending| folder.join(format!("study{ending}")));
    let mut fingerprint = Fingerprint::new();
    for file in &built {
        fingerprint.add(&fs::read(file).context(|| format!("read {}", file.display()))?);
    }
    let name = format!("study-{}", fingerprint.finish());
    for (file, ending) in built.iter().zip(ENDINGS) {
        fs::rename(file, folder.join(format!("{name}{ending}"))).context(|| format!("rename {}", file.display()))?;
    }
    fs::write(&page, text.replace(PLACE, &name)).context(|| "name the study program in index.html".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><meta name="study" content="name-of-the-study-program" /></head>"#;

    /// The page of a build, and its files.
    fn built(test: &str, page: &str, parts: &[(&str, &str)]) -> Result<(String, Vec<String>)> {
        let dir = std::env::temp_dir().join(format!("linchpin-study-{test}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("index.html"), page).unwrap();
        parts.iter().for_each(|(file, text)| fs::write(dir.join(file), text).unwrap());
        let outcome = name(&dir).and_then(|()| files::read(&dir.join("index.html")));
        let found =
            files::under(&dir).unwrap().into_iter().map(|file| file.file_name().unwrap().to_string_lossy().into());
        let found = found.collect();
        fs::remove_dir_all(&dir).unwrap();
        Ok((outcome?, found))
    }

    #[test]
    fn the_program_is_named_after_its_contents_and_the_page_knows() {
        let (page, files) = built("one", PAGE, &[("study.js", "js"), ("study_bg.wasm", "wasm")]).unwrap();
        let name = page.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(name.len() > "study-".len() && is_of_study(name), "{name}");
        assert_eq!(files, ["index.html".to_owned(), format!("{name}.js"), format!("{name}_bg.wasm")]);
        let (other, _) = built("other", PAGE, &[("study.js", "js"), ("study_bg.wasm", "changed")]).unwrap();
        assert_ne!(page, other);
    }

    #[test]
    fn a_build_without_the_program_or_a_place_for_its_name_is_refused() {
        assert!(built("none", PAGE, &[("study.js", "js")]).is_err());
        assert!(built("tag", "<head></head>", &[("study.js", "js"), ("study_bg.wasm", "wasm")]).is_err());
    }

    #[test]
    fn files_of_the_program_are_told_from_others() {
        assert!(["study.js", "study-1f_bg.wasm", "study_bg.wasm"].into_iter().all(is_of_study));
        assert!(!["index.html", "studying.js", "linchpin-1f_bg.wasm"].into_iter().any(is_of_study));
    }
}
