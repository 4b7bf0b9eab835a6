//! `cargo xtask shots`: pictures of every template, to look at and for the README.

use std::path::Path;

use crate::args::ShotOptions;
use crate::error::{Error, Result};
use crate::{files, paths, playwright, stage};

const SCRIPT: &str = "tests/e2e/shots.mjs";

/// The templates shown in the README.
const README_TEMPLATES: [&str; 2] = ["three-tier", "three-tier-hardened"];

/// Takes the pictures that were asked for.
pub fn shots(options: &ShotOptions) -> Result<()> {
    let known = template_ids(&paths::root().join("templates"))?;
    let ids = chosen(options, &known)?;
    let (set, folder) = match options.readme {
        true => ("readme", paths::root().join("docs/pictures")),
        false => ("all", paths::target().join("shots")),
    };
    let mut args = vec![set.to_owned(), folder.to_string_lossy().into_owned()];
    args.extend(ids);
    stage::timed("screenshots", || playwright::script(SCRIPT, &args))
}

fn chosen(options: &ShotOptions, known: &[String]) -> Result<Vec<String>> {
    let wanted: Vec<String> = match (&options.only, options.readme) {
        (Some(only), _) => vec![only.clone()],
        (None, true) => README_TEMPLATES.map(str::to_owned).to_vec(),
        (None, false) => known.to_vec(),
    };
    match wanted.iter().find(|id| !known.contains(id)) {
        None if wanted.is_empty() => Err(Error::new("there is no template in templates/")),
        None => Ok(wanted),
        Some(missing) => Err(Error::new(format!("there is no template `{missing}`"))
            .hint(format!("choose one of: {}", known.join(", ")))),
    }
}

/// Each template is a file in `folder`; its name without `.json` is its id.
fn template_ids(folder: &Path) -> Result<Vec<String>> {
    let found = files::under(folder)?.into_iter().filter(|file| files::extension(file) == "json");
    Ok(found.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(only: Option<&str>, readme: bool, known: &[&str]) -> Result<Vec<String>> {
        let known: Vec<String> = known.iter().map(|id| (*id).to_owned()).collect();
        chosen(&ShotOptions { only: only.map(str::to_owned), readme }, &known)
    }

    #[test]
    fn all_one_or_those_of_the_readme() {
        assert_eq!(choose(None, false, &["a", "b"]).unwrap(), ["a", "b"]);
        assert_eq!(choose(Some("b"), false, &["a", "b"]).unwrap(), ["b"]);
        assert_eq!(choose(None, true, &["three-tier", "three-tier-hardened", "z"]).unwrap(), README_TEMPLATES);
    }

    #[test]
    fn unknown_templates_are_refused() {
        assert!(choose(Some("c"), false, &["a"]).unwrap_err().to_string().contains("choose one of: a"));
        assert!(choose(None, false, &[]).is_err());
        assert!(choose(None, true, &["three-tier"]).is_err());
    }
}
