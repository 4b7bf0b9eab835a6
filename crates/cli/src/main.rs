//! The command line of Linchpin: checks designs, draws them, and solves fault trees.
//!
//! A command is a file in `commands`. What it reads comes in through `input`, what it says goes out
//! through `output`; a [`failure::Failure`] is the one way for anything to go wrong.

mod commands;
mod failure;
mod input;
mod output;
mod picture;

use clap::Parser;
use std::process::ExitCode;

use commands::{Cli, Verdict};

/// Unreadable input or wrong usage; what clap itself exits with, too.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.run() {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::FAILURE,
        Err(failure) => {
            output::complain(&failure, cli.color);
            ExitCode::from(UNUSABLE)
        }
    }
}
