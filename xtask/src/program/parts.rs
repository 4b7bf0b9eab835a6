//! The page's program in parts: what opening, drawing and live verdicts need, and what is fetched later.
//!
//! The sources say where to cut (`#[wasm_split(part)]`, see src/later.rs), and the cut must come between cargo
//! and wasm-bindgen, which gets the main part only. The others are laid aside, and once trunk has put a build
//! together, [`deliver`] adds them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};
use crate::fingerprint::Fingerprint;
use crate::{files, paths, process, tools};

/// What the splitter calls the part that everything starts with.
const MAIN: &str = "main.wasm";
/// What the splitter calls the script that loads parts.
const LOADER: &str = "__wasm_split.js";
/// Where the parts of the last build are.
const FINISHED: &str = "parts";
/// What names of parts start with.
const PREFIX: &str = "part-";

/// Whether a file of the bundle is a part that is fetched later: `part-dialogs-1f2e.wasm`.
pub fn is_part(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// Adds the parts to the build that trunk has just put together in `staging`.
pub fn deliver(staging: &Path) -> Result<()> {
    for part in files::under(&paths::target().join(FINISHED))? {
        let name = part.file_name().unwrap_or_default();
        fs::copy(&part, staging.join(name)).context(|| format!("copy {}", part.display()))?;
    }
    Ok(())
}

/// A program that was cut.
pub struct Cut {
    folder: PathBuf,
    /// Where its parts go when they are finished.
    finished: PathBuf,
    /// All but the main one.
    parts: Vec<PathBuf>,
}

/// Cuts a program, in a folder of its own. What says where it could be cut is gone from all parts.
pub fn cut(program: &Path, name: &str) -> Result<Cut> {
    let folder = paths::target().join("cut").join(name);
    empty(&folder)?;
    process::run(tools::command("wasm-split-cli")?.arg(program).arg(&folder))?;
    let mut parts = files::under(&folder)?;
    parts.retain(|part| files::extension(part) == "wasm" && !part.ends_with(MAIN));
    Ok(Cut { folder, finished: paths::target().join(FINISHED).join(name), parts })
}

impl Cut {
    /// The part that everything starts with.
    pub fn main(&self) -> PathBuf {
        self.folder.join(MAIN)
    }

    /// Whether there are others.
    pub fn has_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Lays the other parts aside, and lets the main one's script load them.
    pub fn finish(&self, script: &Path) -> Result<()> {
        empty(&self.finished)?;
        if !self.has_parts() {
            return Ok(());
        }
        let mut loader = files::read(&self.folder.join(LOADER))?;
        for part in &self.parts {
            let old = part.file_name().unwrap_or_default().to_string_lossy();
            let new = lay_aside(part, &self.finished)?;
            loader = loader.replace(&format!("\"./{old}\""), &format!("\"./{new}\""));
        }
        let joined = join(&files::read(script)?, &loader)?;
        fs::write(script, joined).context(|| format!("write {}", script.display()))
    }
}

/// Optimises a part, as trunk does with the main one, and names it after its contents; returns the name.
fn lay_aside(part: &Path, folder: &Path) -> Result<String> {
    let optimised = part.with_extension("optimised");
    super::optimise(part, &optimised)?;
    let bytes = fs::read(&optimised).context(|| format!("read {}", optimised.display()))?;
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(&bytes);
    let stem = part.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{PREFIX}{}-{}.wasm", title(&stem), fingerprint.finish());
    let path = folder.join(&name);
    fs::write(&path, bytes).context(|| format!("write {}", path.display()))?;
    Ok(name)
}

/// What a part is called: its own name, or a number where several others share it.
fn title(stem: &str) -> &str {
    stem.trim_start_matches("split_").trim_start_matches("chunk_")
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).context(|| format!("empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).context(|| format!("create {}", folder.display()))
}

/// Makes one script of wasm-bindgen's and the one that loads parts. Apart, each would have to import the other, and the
/// first gets its name from trunk, later.
fn join(script: &str, loader: &str) -> Result<String> {
    let import = format!(" from \"./{LOADER}\"");
    let given = &format!("        \"./{LOADER}\": parts,\n");
    let mut joined = String::new();
    let mut imported = 0;
    for line in script.lines() {
        if line.starts_with("import * as ") && line.ends_with(&import) {
            imported += 1;
        } else if line.trim_start().starts_with(&format!("\"./{LOADER}\": ")) {
            // Once for each part, of which one will do.
            if !joined.contains(given) {
                joined += given;
            }
        } else {
            joined += line;
            joined.push('\n');
        }
    }
    let mut loads = Vec::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ")) {
        let line = line.strip_prefix("export ").inspect(|line| loads.extend(constant(line))).unwrap_or(line);
        // This one also serves hosts that name another type of content.
        joined += &line.replace("WebAssembly.instantiateStreaming(src, imports)", "__wbg_load(await src, imports)");
        joined.push('\n');
    }
    if imported == 0 || loads.is_empty() {
        return Err(Error::new("the script and its loader of parts do not fit").hint("did names change in either?"));
    }
    Ok(format!("{joined}const parts = {{ {} }};\n", loads.join(", ")))
}

/// The name a line defines.
fn constant(line: &str) -> Option<&str> {
    line.strip_prefix("const ")?.split(" =").next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import * as import1 from \"./__wasm_split.js\"\n\
                          import * as import2 from \"./__wasm_split.js\"\n\
                          function imports() {\n    return {\n        \"./__wasm_split.js\": import1,\n        \"./__wasm_split.js\": import2,\n    };\n}\n";
    const LOADER_TEXT: &str = "import { initSync } from \"./main.js\";\n\
                               export const __wasm_split_load_run = load(\"./split_run.wasm\");\n\
                               const other = 1;\n";

    #[test]
    fn the_loader_becomes_a_part_of_the_script() {
        let joined = join(SCRIPT, LOADER_TEXT).unwrap();
        assert!(!joined.contains("import ") && !joined.contains("export "), "{joined}");
        assert_eq!(joined.matches("\"./__wasm_split.js\": parts,").count(), 1, "{joined}");
        assert!(joined.ends_with("const parts = { __wasm_split_load_run };\n"), "{joined}");
    }

    #[test]
    fn parts_that_nothing_can_load_are_noticed() {
        assert!(join("function imports() {}\n", LOADER_TEXT).is_err());
        assert!(join(SCRIPT, "function runtime() {}\n").is_err());
    }

    #[test]
    fn files_of_parts_are_told_from_others() {
        assert!(is_part("part-dialogs-1f.wasm"));
        assert_eq!([title("split_run"), title("chunk_4")], ["run", "4"]);
        assert!(!["linchpin-1f_bg.wasm", "study-1f_bg.wasm", "index.html"].into_iter().any(is_part));
    }
}
