//! `linchpin completions`: what a shell needs to complete the others.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Verdict};
use crate::failure::Result;
use crate::output;

/// Write the completions of a shell to standard output
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin completions bash > ~/.local/share/bash-completion/completions/linchpin
  linchpin completions zsh > ~/.zfunc/_linchpin
  linchpin completions fish > ~/.config/fish/completions/linchpin.fish")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// Writes them.
pub fn run(arguments: &Arguments) -> Result<Verdict> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "linchpin", &mut script);
    output::write_bytes(&script)?;
    Ok(Verdict::Clean)
}
