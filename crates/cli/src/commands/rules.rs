//! `linchpin rules`: what is looked for, and why.

use clap::{Args, ColorChoice, ValueEnum};
use linchpin_analysis::{catalogue, nearest_rule};

use super::Verdict;
use crate::failure::{Failure, Result};
use crate::output;
use crate::output::rules::{json, list, markdown, rule, text};
use crate::output::rules_page;

/// List what is looked for, or explain one rule
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin rules
  linchpin rules failure.single-point
  linchpin rules --format json | jq -r '.[].id'")]
pub struct Arguments {
    /// The rule to explain
    rule: Option<String>,
    /// How to write them
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How rules are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// The whole reference
    Markdown,
    /// The whole reference, as the page findings lead to
    Html,
    /// For programs
    Json,
}

/// Writes them.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let asked = arguments.rule.as_deref().map(|id| rule(id).ok_or_else(|| unknown(id))).transpose()?;
    match (arguments.format, asked) {
        (Format::Text, None) => output::write_text(&list(), colour)?,
        (Format::Text, Some(rule)) => output::write_text(&text(rule), colour)?,
        (Format::Markdown, _) => output::write_bytes(markdown().as_bytes())?,
        (Format::Html, _) => output::write_bytes(rules_page::html().as_bytes())?,
        (Format::Json, None) => output::write_bytes(json(catalogue().iter()).as_bytes())?,
        (Format::Json, Some(rule)) => output::write_bytes(json(std::iter::once(rule)).as_bytes())?,
    }
    Ok(Verdict::Clean)
}

fn unknown(id: &str) -> Failure {
    let failure = Failure::new(format!("there is no rule {id:?}"));
    match nearest_rule(id) {
        Some(nearest) => failure.hint(format!("did you mean {nearest}?")),
        None => failure.hint("`linchpin rules` lists them all"),
    }
}
