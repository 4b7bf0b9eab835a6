//! What happens to a program on its way into the bundle, besides what cargo, wasm-bindgen and wasm-opt do.
//!
//! Trunk has no hooks around these three, so it finds this very program under their names ([`tools::trunk`]). As
//! cargo it asks for a small program; as wasm-bindgen it first cuts the page's program into parts, and afterwards
//! gives imports short names and takes spaces and comments out of the script; as wasm-opt it puts functions in
//! another order at the end.

pub mod compile;
mod names;
mod order;
mod parts;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use parts::{deliver, is_part};

use crate::error::{Error, Result};
use crate::{files, paths, process, tools};

/// Where index.html says how wasm-opt is called.
const OPTIMISER_FLAGS: &str = "data-wasm-opt-params=\"";
/// Leaves out what browsers do not read: what the program was made with and for.
const STRIP: [&str; 2] = ["--strip-producers", "--strip-target-features"];

/// The tool this program was started as, and the arguments for it.
pub fn asked() -> Option<(&'static str, Vec<OsString>)> {
    let mut arguments = std::env::args_os();
    let name = PathBuf::from(arguments.next()?);
    let tool = tools::STOOD_IN_FOR.into_iter().find(|tool| name.file_stem().is_some_and(|stem| stem == *tool))?;
    Some((tool, arguments.collect()))
}

/// Does what a tool does, and more.
pub fn stand_in(tool: &str, arguments: Vec<OsString>) -> Result<()> {
    match tool {
        tools::CARGO => compile::build_as(&arguments),
        tools::BINDGEN => bind(arguments),
        _ => optimise_as(&arguments),
    }
}

/// What trunk asks of wasm-bindgen.
fn bind(mut arguments: Vec<OsString>) -> Result<()> {
    let (folder, name) = (option(&arguments, "--out-dir="), option(&arguments, "--out-name="));
    let is_wasm = |argument: &&mut OsString| Path::new(argument).extension().is_some_and(|ending| ending == "wasm");
    let input = arguments.iter_mut().find(is_wasm);
    let (Some(folder), Some(name), Some(input)) = (folder, name, input) else {
        return process::run(tools::bindgen()?.args(arguments));
    };
    let cut = parts::cut(Path::new(input), &name)?;
    *input = cut.main().into();
    let mut bindgen = tools::bindgen()?;
    bindgen.args(arguments);
    if cut.has_parts() {
        // The table of functions is such an export, and parts call each other through it.
        bindgen.arg("--keep-lld-exports");
    }
    process::run(&mut bindgen)?;
    let script = Path::new(&folder).join(format!("{name}.js"));
    cut.finish(&script)?;
    names::shorten(&Path::new(&folder).join(format!("{name}_bg.wasm")), &script)?;
    minify(&script)
}

/// Optimises a program as index.html says of the page's.
pub fn optimise(input: &Path, output: &Path) -> Result<()> {
    let page = files::read(&paths::root().join("index.html"))?;
    let mut arguments: Vec<OsString> = optimiser_flags(&page)?.map(OsString::from).collect();
    arguments.extend(["--quiet".into(), format!("--output={}", output.display()).into(), input.into()]);
    optimise_as(&arguments)
}

/// What trunk asks of wasm-opt.
fn optimise_as(arguments: &[OsString]) -> Result<()> {
    process::run(tools::command(tools::OPTIMISER)?.args(arguments).args(STRIP))?;
    // Without an output it was asked for its version.
    option(arguments, "--output=").map_or(Ok(()), |output| order::arrange(Path::new(&output)))
}

fn optimiser_flags(page: &str) -> Result<impl Iterator<Item = &str>> {
    let flags = page.split(OPTIMISER_FLAGS).nth(1).and_then(|rest| rest.split('"').next());
    let flags = flags.ok_or_else(|| Error::new(format!("index.html does not hold {OPTIMISER_FLAGS}")))?;
    Ok(flags.split_whitespace())
}

fn minify(script: &Path) -> Result<()> {
    let mut esbuild = tools::command("esbuild")?;
    esbuild.args(["--minify", "--format=esm", "--log-level=warning", "--allow-overwrite"]);
    process::run(esbuild.arg(format!("--outfile={}", script.display())).arg(script))
}

/// What follows `name` in one of the arguments.
fn option(arguments: &[OsString], name: &str) -> Option<String> {
    arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_optimised_as_the_page_says() {
        let page = files::read(&paths::root().join("index.html")).unwrap();
        assert_eq!(optimiser_flags(&page).unwrap().next(), Some("-Os"));
        assert!(optimiser_flags("<head></head>").is_err());
    }
}
