//! The command line: text in, [`Command`] out.

use std::ffi::OsString;

use lexopt::Arg::{Long, Short, Value};
use lexopt::{Parser, ValueExt};

use crate::error::{Error, Result};

/// What `cargo xtask` prints when asked for help.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  run [--port N] [--no-open]   build what changed, serve it, open the browser
  dev [--port N] [--no-open]   rebuild and reload on every change (unoptimised)
  build                        only build the optimised bundle into dist/
  test [--only STAGE]          every check and test; --only runs one stage
  soak [--minutes N]           the native tests again and again, with other random cases each time
  e2e [PLAYWRIGHT ARGS]        only the browser tests, e.g. `e2e smoke --headed`
  shots [--only NAME]          screenshots of every template into target/shots/
  shots --readme               the pictures of the README into docs/pictures/
  bench [--engine | --peers]   benchmarks; only the engine, natively and in WASM, or only
                               the simulation beside other simulators
  size                         size of the first load, compressed, and its limit
  tidy                         size ratchet, layering and other house rules
  tools                        only install what is missing
  finish-bundle                completes what trunk has built; trunk calls it
";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Build what changed, then serve it.
    Run(ServeOptions),
    /// Serve an unoptimised build that follows the sources.
    Dev(ServeOptions),
    /// Build the optimised bundle.
    Build,
    /// Run all stages, or the one named.
    Test { only: Option<String> },
    /// Run the native tests with new random cases for so many minutes.
    Soak { minutes: u16 },
    /// Run Playwright with further arguments of its own.
    E2e { playwright_args: Vec<OsString> },
    /// Take screenshots of templates.
    Shots(ShotOptions),
    /// Run benchmarks.
    Bench(Benches),
    /// Print and hold the size of the first load.
    Size,
    /// Check the house rules.
    Tidy,
    /// Install what is missing.
    Tools,
    /// Complete what trunk has built.
    FinishBundle,
    /// Print the usage.
    Help,
}

/// Which benchmarks to run.
#[derive(Debug, PartialEq, Eq)]
pub enum Benches {
    /// All but the comparison with peers.
    All,
    /// Only the engine, natively and in WASM.
    Engine,
    /// Only the simulation, beside other simulators.
    Peers,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The first port to try.
    pub port: u16,
    /// Whether to open the browser.
    pub open: bool,
}

/// Which screenshots to take.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ShotOptions {
    /// Only the template of this name.
    pub only: Option<String>,
    /// The pictures of the README instead of all templates.
    pub readme: bool,
}

const DEFAULT_PORT: u16 = 8080;
/// How long `soak` takes unless it is told.
const DEFAULT_MINUTES: u16 = 30;

/// Reads the arguments after the program's name.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = Parser::from_args(args);
    parse_command(&mut parser).map_err(|error| Error::new(error.to_string()).hint("see `cargo xtask help`"))
}

fn parse_command(parser: &mut Parser) -> std::result::Result<Command, lexopt::Error> {
    let name = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match name.as_str() {
        "run" => serve_options(parser).map(Command::Run),
        "dev" => serve_options(parser).map(Command::Dev),
        "test" => test_options(parser),
        "soak" => soak_options(parser),
        "e2e" => Ok(Command::E2e { playwright_args: parser.raw_args()?.collect() }),
        "shots" => shot_options(parser).map(Command::Shots),
        "build" => end(parser, Command::Build),
        "bench" => bench_options(parser),
        "size" => end(parser, Command::Size),
        "tidy" => end(parser, Command::Tidy),
        "tools" => end(parser, Command::Tools),
        "finish-bundle" => end(parser, Command::FinishBundle),
        "help" => end(parser, Command::Help),
        _ => Err(format!("there is no command `{name}`").into()),
    }
}

fn bench_options(parser: &mut Parser) -> std::result::Result<Command, lexopt::Error> {
    let mut benches = Benches::All;
    while let Some(arg) = parser.next()? {
        benches = match arg {
            Long("engine") => Benches::Engine,
            Long("peers") => Benches::Peers,
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(Command::Bench(benches))
}

fn serve_options(parser: &mut Parser) -> std::result::Result<ServeOptions, lexopt::Error> {
    let mut options = ServeOptions { port: DEFAULT_PORT, open: true };
    while let Some(arg) = parser.next()? {
        match arg {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("no-open") => options.open = false,
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(options)
}

fn test_options(parser: &mut Parser) -> std::result::Result<Command, lexopt::Error> {
    let mut only = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Long("only") => only = Some(parser.value()?.string()?),
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(Command::Test { only })
}

fn soak_options(parser: &mut Parser) -> std::result::Result<Command, lexopt::Error> {
    let mut minutes = DEFAULT_MINUTES;
    while let Some(arg) = parser.next()? {
        match arg {
            Long("minutes") => minutes = parser.value()?.parse()?,
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(Command::Soak { minutes })
}

fn shot_options(parser: &mut Parser) -> std::result::Result<ShotOptions, lexopt::Error> {
    let mut options = ShotOptions::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("only") => options.only = Some(parser.value()?.string()?),
            Long("readme") => options.readme = true,
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(options)
}

fn end(parser: &mut Parser, command: Command) -> std::result::Result<Command, lexopt::Error> {
    match parser.next()? {
        None => Ok(command),
        Some(arg) => Err(arg.unexpected()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Command) {
        let args = line.split_whitespace().map(OsString::from);
        assert_eq!(parse(args).unwrap(), expected, "{line}");
    }

    #[test]
    fn commands_and_options() {
        check("", Command::Help);
        check("run", Command::Run(ServeOptions { port: 8080, open: true }));
        check("run --port 9000 --no-open", Command::Run(ServeOptions { port: 9000, open: false }));
        check("test --only size", Command::Test { only: Some("size".into()) });
        check("soak", Command::Soak { minutes: 30 });
        check("soak --minutes 5", Command::Soak { minutes: 5 });
        check("bench --engine", Command::Bench(Benches::Engine));
        check("shots --readme", Command::Shots(ShotOptions { only: None, readme: true }));
        check("e2e smoke --headed", Command::E2e { playwright_args: vec!["smoke".into(), "--headed".into()] });
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["fly", "run --port many", "run --port 70000", "size now", "--nothing"] {
            assert!(parse(line.split_whitespace().map(OsString::from)).is_err(), "{line}");
        }
    }
}
