//! Running other programs, with errors a person can act on.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::{Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::paths;

/// Cargo itself, started in the workspace root.
pub fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    in_root(cargo)
}

/// Any program, started in the workspace root.
pub fn in_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}

/// Runs to the end with output shown; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::new(format!("`{}` failed ({status})", describe(command))))
}

/// Runs to the end and returns what it printed; anything but success is an error.
pub fn read(command: &mut Command) -> Result<String> {
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        return Err(Error::new(format!("`{}` failed ({})", describe(command), output.status)));
    }
    String::from_utf8(output.stdout).context(|| format!("read the output of `{}`", describe(command)))
}

fn not_started(command: &Command, error: &std::io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => Error::new(format!("`{program}` is not installed or not on the PATH")),
        _ => Error::new(format!("could not start `{program}`: {error}")),
    }
}

/// The command as one would type it, without the folders of the program.
fn describe(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    std::iter::once(name).chain(args).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("linchpin-no-such-program")).unwrap_err();
        assert!(error.to_string().contains("`linchpin-no-such-program` is not installed"), "{error}");
    }

    #[test]
    fn a_failure_names_what_was_typed() {
        let error = run(cargo().args(["--no-such-flag"]).stderr(Stdio::null())).unwrap_err();
        assert!(error.to_string().contains("--no-such-flag"), "{error}");
    }
}
