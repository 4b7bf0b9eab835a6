//! The commands: each is a file with its arguments and what it does.

mod check;
mod completions;
mod fault_tree;
mod fix;
mod load;
mod render;
mod rules;
mod simulate;
mod what_if;

use clap::{ColorChoice, Parser, Subcommand};

use crate::failure::Result;
use crate::input::DesignInput;
use crate::output;

/// Says what takes a system down and what it cannot carry.
///
/// DESIGN is a design file, "-" for standard input, or a share link: the whole address, or what follows its "#".
#[derive(Debug, Parser)]
#[command(name = "linchpin", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  linchpin check shop.json
  linchpin load shop.json --scale 10
  linchpin simulate shop.json --fail \"Redis@60..120\"
  linchpin fix shop.json --harden -o better.json
  linchpin render shop.json -o shop.svg
  linchpin fault-tree plant.xml
  linchpin rules failure.single-point

Exit codes: 0 clean, 1 findings, 2 unreadable input or wrong usage.")]
pub struct Cli {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Load(load::Arguments),
    Simulate(simulate::Arguments),
    Render(render::Arguments),
    Fix(Box<fix::Arguments>),
    FaultTree(fault_tree::Arguments),
    Rules(rules::Arguments),
    Completions(completions::Arguments),
}

/// What a command that could do its work found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to complain about.
    Clean,
    /// Something that was asked to count.
    Findings,
}

impl Cli {
    /// Does what was asked for.
    pub fn run(&self) -> Result<Verdict> {
        match &self.command {
            Command::Check(arguments) => check::run(arguments, self.color),
            Command::Load(arguments) => load::run(arguments, self.color),
            Command::Simulate(arguments) => simulate::run(arguments, self.color),
            Command::Render(arguments) => render::run(arguments, self.color),
            Command::Fix(arguments) => fix::run(arguments, self.color),
            Command::FaultTree(arguments) => fault_tree::run(arguments, self.color),
            Command::Rules(arguments) => rules::run(arguments, self.color),
            Command::Completions(arguments) => completions::run(arguments),
        }
    }
}

/// Reads a design and tells what was odd about it.
fn open(argument: &str, colour: ColorChoice) -> Result<DesignInput> {
    let input = DesignInput::open(argument)?;
    for remark in input.remarks() {
        output::remark(&input.origin.name(), remark, colour);
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
