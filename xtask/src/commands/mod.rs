//! One file per command; each says what it does as it goes.

mod bench;
mod dev;
mod run;
mod shots;
mod soak;
mod test;

use crate::args::{Benches, Command, USAGE};
use crate::error::Result;
use crate::{bundle, paths, peers, playwright, size, stage, tidy, tools};

/// Does what was asked.
pub fn execute(command: Command) -> Result<()> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Dev(options) => dev::dev(&options),
        Command::Build => bundle::ensure().map(drop),
        Command::Test { only } => test::test(only.as_deref()),
        Command::Soak { minutes } => soak::soak(minutes),
        Command::E2e { playwright_args } => playwright::test(&playwright_args),
        Command::Shots(options) => shots::shots(&options),
        Command::Bench(Benches::All) => bench::bench(),
        Command::Bench(Benches::Engine) => bench::engine::bench(),
        Command::Bench(Benches::Peers) => peers::compare(),
        Command::Size => measure_size(),
        Command::Tidy => stage::timed("tidy", tidy::check),
        Command::Tools => install_tools(),
        Command::FinishBundle => bundle::finish(),
        Command::Help => {
            print!("{USAGE}");
            Ok(())
        }
    }
}

/// Builds the bundle, prints the size of its parts and holds them to their limits.
fn measure_size() -> Result<()> {
    let entries = size::measure(&bundle::ensure()?)?;
    print!("{}", size::table(&entries));
    size::hold(&entries)
}

fn install_tools() -> Result<()> {
    stage::timed("tools", tools::ensure)?;
    stage::say(format!("they are in {}", paths::tools().display()));
    Ok(())
}
