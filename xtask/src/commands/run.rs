//! `cargo xtask run`: from a clone to the app in a browser.

use crate::args::ServeOptions;
use crate::error::Result;
use crate::{browser, bundle, serve, stage};

/// Builds what changed, serves it until stopped, and opens the browser.
pub fn run(options: &ServeOptions) -> Result<()> {
    let dist = stage::timed("Linchpin: install what is missing, build what changed", bundle::ensure)?;
    let server = serve::start(&dist, options.port)?;
    if server.port != options.port && options.port != 0 {
        stage::say(format!("port {} is taken; using {}", options.port, server.port));
    }
    println!("\nLinchpin is at {}   (stop with Ctrl+C)", server.address);
    if options.open {
        browser::open(&server.address);
    }
    server.wait();
    Ok(())
}
