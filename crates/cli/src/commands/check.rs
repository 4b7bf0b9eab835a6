//! `linchpin check`: findings, as a compiler prints them or for programs.

use clap::{Args, ColorChoice, ValueEnum};
use linchpin_analysis::{ReliabilityQuery, Severity, analyse, blast_radii, reliability};

use super::Verdict;
use super::what_if::WhatIf;
use crate::failure::Result;
use crate::output::checked::Checked;
use crate::output::{self, json, sarif, text};

/// Say what takes a design down and what it cannot carry
#[derive(Debug, Args)]
#[command(mut_arg("load", |load| load.visible_alias("scale")))]
#[command(after_help = "\
Examples:
  linchpin check shop.json
  linchpin check shop.json --deny critical
  linchpin check shop.json --fail Redis --fail orders#2 --load 3
  linchpin check shop.json --combinations 3
  linchpin check shop.json --failures
  linchpin check shop.json --format sarif > shop.sarif
  linchpin check 'https://example.org/#s=AQID...'
  generate-design | linchpin check - --format json | jq .summary

Exit codes: 0 clean, 1 findings at or above --deny (with --fail: or a system that suffers as badly:
down is critical, partly down a warning, degraded info), 2 unreadable input or wrong usage.")]
pub struct Arguments {
    /// The design: a file, "-" for standard input, or a share link
    design: String,
    /// How to write the findings
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The least severity that counts for the exit code
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    deny: Deny,
    /// List dangerous combinations of up to this many failures: 2 for pairs, 3 for triples too
    #[arg(long, value_name = "ORDER", default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=4))]
    combinations: u32,
    /// List what each single failure does, the gravest first: up to this many
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "20", conflicts_with = "fail")]
    failures: Option<usize>,
    #[command(flatten)]
    what_if: WhatIf,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, one block a finding
    Text,
    /// For programs
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    /// Everything found
    Info,
    /// What is worth changing
    Warning,
    /// What takes the system down
    Critical,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Info => Self::Info,
            Deny::Warning => Self::Warning,
            Deny::Critical => Self::Critical,
        }
    }
}

/// Analyses the design and writes what was found.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let input = super::open(&arguments.design, colour)?;
    let query = arguments.what_if.query(&input.design)?;
    let report = analyse(&input.design, &query);
    let asked = ReliabilityQuery { order: arguments.combinations, ..ReliabilityQuery::default() };
    let reliability = query.failed.is_empty().then(|| reliability(&input.design, &asked));
    let deny = arguments.deny.into();
    let failures = arguments.failures.map(|most| blast_radii(&input.design).into_iter().take(most).collect());
    let checked = Checked { places: input.places(), query, report, reliability, failures, deny, input: &input };
    match arguments.format {
        Format::Text => output::write_text(&text::report(&checked), colour)?,
        Format::Json => output::write_bytes(json::report(&checked).as_bytes())?,
        Format::Sarif => output::write_bytes(sarif::report(&checked).as_bytes())?,
    }
    Ok(if checked.is_denied() { Verdict::Findings } else { Verdict::Clean })
}
