//! `linchpin load`: how much of everything is used, what saturates when, and what failures do to that.

use clap::{Args, ColorChoice};
use linchpin_analysis::{Finding, Lens, Prepared, Query, Severity, recovery};
use linchpin_catalog::Profile;

use super::Verdict;
use super::what_if::{WhatIf, profile};
use crate::failure::Result;
use crate::output;
use crate::output::checked::Checked;
use crate::output::load::{self, Loaded};

/// Say where a design breaks under load, at what multiple, how long answers take, and what failures and
/// peaks do to it
#[derive(Debug, Args)]
#[command(mut_arg("load", |load| load.long("scale").visible_alias("load")))]
#[command(after_help = "\
Examples:
  linchpin load shop.json
  linchpin load shop.json --scale 10
  linchpin load shop.json --scale 3 --fail \"Zone A\"
  linchpin load shop.json --profile burst
  linchpin load shop.json --json | jq '.ladder[0]'

Exit codes: 0 everything carries its load whatever fails alone, 1 something is saturated or a hidden
single point of failure, or a target for answer or recovery times is missed, 2 unreadable input or
wrong usage.")]
pub struct Arguments {
    /// The design: a file, "-" for standard input, or a share link
    design: String,
    #[command(flatten)]
    what_if: WhatIf,
    /// How all load moves, whatever the design says: flat, daily or burst
    #[arg(long, value_name = "PROFILE", value_parser = profile)]
    profile: Option<Profile>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// How many rows of the table are printed
    #[arg(long, value_name = "N", default_value = "20")]
    limit: usize,
}

/// Analyses the design and every failure in it, and writes what was found.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let input = super::open(&arguments.design, colour)?;
    let query = Query { profile: arguments.profile, ..arguments.what_if.query(&input.design)? };
    let prepared = Prepared::of(&input.design);
    let report = prepared.report(&query);
    let (design, deny) = (&input.design, Severity::Critical);
    let loaded = Loaded {
        contingencies: prepared.contingencies(&query),
        headroom: prepared.headroom(&query),
        latency: prepared.latency(&query),
        peak: prepared.peak(&query),
        recovery: recovery(design),
        checked: Checked {
            places: input.places(),
            query,
            report,
            reliability: None,
            failures: None,
            deny,
            input: &input,
        },
    };
    if arguments.json {
        output::write_bytes(load::json(&loaded).as_bytes())?;
    } else {
        output::write_text(&load::text(&loaded, arguments.limit), colour)?;
    }
    let saturated = |finding: &Finding| finding.severity == Severity::Critical && finding.lens == Lens::Load;
    let breaks = loaded.checked.report.findings.iter().any(|finding| finding.is_open() && saturated(finding))
        || loaded.findings().any(Finding::is_open);
    Ok(if breaks { Verdict::Findings } else { Verdict::Clean })
}
