//! `cargo xtask dev`: working on the app, with a quick build that follows every change.

use crate::args::ServeOptions;
use crate::error::{Context, Result};
use crate::{paths, process, serve, tools};

/// Serves an unoptimised build with trunk, apart from the optimised one.
pub fn dev(options: &ServeOptions) -> Result<()> {
    tools::ensure()?;
    let dist = paths::target().join("dev-dist");
    std::fs::create_dir_all(&dist).context(|| format!("create {}", paths::display(&dist)))?;
    let port = free_port(options.port)?;
    let mut command = tools::trunk()?;
    command.args(["serve", "--offline", "--port", &port.to_string(), "--dist"]).arg(dist);
    if options.open {
        command.arg("--open");
    }
    println!("\n== trunk serves what you edit; stop with Ctrl+C");
    process::run(&mut command)
}

fn free_port(wanted: u16) -> Result<u16> {
    let listener = serve::listen(wanted)?;
    Ok(listener.local_addr().context(|| "read the address of a free port".into())?.port())
}
