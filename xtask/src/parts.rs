//! The page's program in parts: what opening, drawing and live verdicts need, and what is fetched later.
//!
//! The sources say where to cut (`#[wasm_split(part)]`, see src/later.rs), and the cut must come between cargo
//! and wasm-bindgen. Trunk has no hook there, so it finds this program under the name of wasm-bindgen: it cuts,
//! hands the main part on to the real wasm-bindgen, and lays the others aside. Once trunk has put a build
//! together, [`deliver`] adds them.

use std::ffi::OsString;
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
const WASM_OPT_FLAGS: &str = "data-wasm-opt-params=\"";

/// Whether a file of the bundle is a part that is fetched later: `part-dialogs-1f2e.wasm`.
pub fn is_part(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// The arguments, where this program was started as wasm-bindgen.
pub fn asked_as_bindgen() -> Option<Vec<OsString>> {
    let mut arguments = std::env::args_os();
    let name = PathBuf::from(arguments.next()?);
    (name.file_stem()? == tools::BINDGEN).then(|| arguments.collect())
}

/// What trunk asks of wasm-bindgen, with the program cut into parts before.
pub fn bindgen(mut arguments: Vec<OsString>) -> Result<()> {
    let option =
        |name: &str| arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix(name)).map(str::to_owned);
    let is_wasm = |argument: &&mut OsString| Path::new(argument).extension().is_some_and(|ending| ending == "wasm");
    let (folder, name) = (option("--out-dir="), option("--out-name="));
    let input = arguments.iter_mut().find(is_wasm);
    let (Some(folder), Some(name), Some(input)) = (folder, name, input) else {
        return process::run(tools::bindgen()?.args(arguments));
    };
    let cut = cut(Path::new(input), &name)?;
    *input = cut.join(MAIN).into();
    let parts = finish(&cut, &name)?;
    let mut bindgen = tools::bindgen()?;
    bindgen.args(arguments);
    if parts.is_empty() {
        return process::run(&mut bindgen);
    }
    // The table of functions is such an export, and parts call each other through it.
    process::run(bindgen.arg("--keep-lld-exports"))?;
    let mut loader = files::read(&cut.join(LOADER))?;
    for (old, new) in parts {
        loader = loader.replace(&format!("\"./{old}\""), &format!("\"./{new}\""));
    }
    let script = PathBuf::from(folder).join(format!("{name}.js"));
    let joined = join(&files::read(&script)?, &loader)?;
    fs::write(&script, joined).context(|| format!("write {}", script.display()))
}

/// Adds the parts to the build that trunk has just put together in `staging`.
pub fn deliver(staging: &Path) -> Result<()> {
    for part in files::under(&paths::target().join(FINISHED))? {
        let name = part.file_name().unwrap_or_default();
        fs::copy(&part, staging.join(name)).context(|| format!("copy {}", part.display()))?;
    }
    Ok(())
}

/// Cuts a program, in a folder of its own. What says where it could be cut is gone from all parts.
fn cut(program: &Path, name: &str) -> Result<PathBuf> {
    let folder = paths::target().join("cut").join(name);
    empty(&folder)?;
    process::run(tools::command("wasm-split-cli")?.arg(program).arg(&folder))?;
    Ok(folder)
}

/// Optimises all parts but the main one, which trunk does, and names them after their contents: old and new names.
fn finish(cut: &Path, name: &str) -> Result<Vec<(String, String)>> {
    let flags = optimiser_flags(&files::read(&paths::root().join("index.html"))?)?;
    let finished = paths::target().join(FINISHED).join(name);
    empty(&finished)?;
    let mut names = Vec::new();
    for part in files::under(cut)?.iter().filter(|part| files::extension(part) == "wasm" && !part.ends_with(MAIN)) {
        process::read(tools::command("wasm-opt")?.arg(part).args(&flags).args(["--quiet", "-o"]).arg(part))?;
        let bytes = fs::read(part).context(|| format!("read {}", part.display()))?;
        let mut fingerprint = Fingerprint::new();
        fingerprint.add(&bytes);
        let old = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let new = format!("{PREFIX}{}-{}.wasm", title(&old), fingerprint.finish());
        let path = finished.join(&new);
        fs::write(&path, bytes).context(|| format!("write {}", path.display()))?;
        names.push((old, new));
    }
    Ok(names)
}

/// What a part is called: its own name, or a number where several others share it.
fn title(file: &str) -> &str {
    let stem = file.trim_end_matches(".wasm");
    stem.trim_start_matches("split_").trim_start_matches("chunk_")
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).context(|| format!("empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).context(|| format!("create {}", folder.display()))
}

/// Parts are optimised as index.html says of the page's program.
fn optimiser_flags(page: &str) -> Result<Vec<String>> {
    let flags = page.split(WASM_OPT_FLAGS).nth(1).and_then(|rest| rest.split('"').next());
    let flags = flags.ok_or_else(|| Error::new(format!("index.html does not hold {WASM_OPT_FLAGS}")))?;
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

/// Makes one script of wasm-bindgen's and the one that loads parts. Apart, each would have to import the other, and the
/// first gets its name from trunk, later.
fn join(script: &str, loader: &str) -> Result<String> {
    let import = format!(" from \"./{LOADER}\"");
    let mut joined = String::new();
    let mut imported = 0;
    for line in script.lines() {
        if line.starts_with("import * as ") && line.ends_with(&import) {
            imported += 1;
        } else if line.trim_start().starts_with(&format!("\"./{LOADER}\": ")) {
            joined += &format!("        \"./{LOADER}\": parts,\n");
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
                          function imports() {\n    return {\n        \"./__wasm_split.js\": import1,\n    };\n}\n";
    const LOADER_TEXT: &str = "import { initSync } from \"./main.js\";\n\
                               export const __wasm_split_load_run = load(\"./split_run.wasm\");\n\
                               const other = 1;\n";

    #[test]
    fn the_loader_becomes_a_part_of_the_script() {
        let joined = join(SCRIPT, LOADER_TEXT).unwrap();
        assert!(!joined.contains("import ") && !joined.contains("export "), "{joined}");
        assert!(joined.contains("\"./__wasm_split.js\": parts,"), "{joined}");
        assert!(joined.ends_with("const parts = { __wasm_split_load_run };\n"), "{joined}");
    }

    #[test]
    fn parts_that_nothing_can_load_are_noticed() {
        assert!(join("function imports() {}\n", LOADER_TEXT).is_err());
        assert!(join(SCRIPT, "function runtime() {}\n").is_err());
    }

    #[test]
    fn parts_are_optimised_like_the_page() {
        let flags = optimiser_flags(&files::read(&paths::root().join("index.html")).unwrap()).unwrap();
        assert_eq!(flags[0], "-Oz");
        assert!(optimiser_flags("<head></head>").is_err());
    }

    #[test]
    fn files_of_parts_are_told_from_others() {
        assert!(is_part("part-dialogs-1f.wasm"));
        assert_eq!([title("split_run.wasm"), title("chunk_4.wasm")], ["run", "4"]);
        assert!(!["linchpin-1f_bg.wasm", "study-1f_bg.wasm", "index.html"].into_iter().any(is_part));
    }
}
