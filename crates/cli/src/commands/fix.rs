//! `linchpin fix`: what helps, and the design with it.

use clap::{Args, ColorChoice, ValueEnum};
use linchpin_analysis::{Finding, Query, Severity, nearest_rule};
use linchpin_document::{RecordId, Replica, SortedSet};
use linchpin_fixes::{Bench, Criterion, Depth, Figures, Fix, Goal, Harden, ReadableIds, Remedy, Target};
use std::path::{Path, PathBuf};

use super::Verdict;
use crate::failure::{Failure, Result};
use crate::input::{DesignInput, events};
use crate::output::fixes::{Applied, Offered, Told};
use crate::output::{self, fixes, rules};

/// No more fixes are applied in one go.
const MOST_APPLIED: usize = 200;

/// Say what helps against what is found, apply it, or find the cheapest fixes that meet all targets
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin fix shop.json
  linchpin fix shop.json --rule failure.single-point -o better.json
  linchpin fix shop.json --rule failure.single-point --subject \"Orders DB\" --remedy standby -o better.json
  linchpin fix shop.json --harden -o better.json
  linchpin fix shop.json --harden --availability 99.95% --p99 300 --rto 60 --by price --json

A fix is offered only if the finding is gone with it and nothing as severe is new. Without -o nothing is
written. --harden takes the targets of the design, and those given here before them; without any target, no
single failure may take everything down.

Exit codes: 0 done, 1 something was left or the targets cannot be met, 2 unreadable input or wrong usage.")]
pub struct Arguments {
    /// The design: a file, "-" for standard input, or a share link
    design: String,
    /// Apply the first fix offered for each finding of this rule
    #[arg(long, value_name = "ID", conflicts_with = "harden")]
    rule: Option<String>,
    /// Only findings about this component or boundary, by id or name
    #[arg(long, value_name = "NAME", conflicts_with = "harden")]
    subject: Option<String>,
    /// Only this remedy
    #[arg(long, value_name = "ID", conflicts_with = "harden")]
    remedy: Option<String>,
    /// Apply the cheapest fixes that meet all targets
    #[arg(long)]
    harden: bool,
    /// What the fixes are to cost as little of as possible
    #[arg(long, value_enum, default_value = "instances", requires = "harden")]
    by: By,
    /// The share of time everything must be answered, such as 99.95%
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "harden")]
    availability: Option<f64>,
    /// Milliseconds within which 99 of 100 requests must be answered
    #[arg(long, value_name = "MS", value_parser = positive, requires = "harden")]
    p99: Option<f64>,
    /// Seconds within which requests must be answered again after any one failure
    #[arg(long, value_name = "S", value_parser = positive, requires = "harden")]
    rto: Option<f64>,
    /// The load to be carried, as a multiple of today's peak
    #[arg(long, value_name = "X", default_value = "1", value_parser = positive, visible_alias = "load")]
    scale: f64,
    /// Where to write the better design: a file, or "-" for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write JSON
    #[arg(long)]
    json: bool,
}

/// What is kept down.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// Instances that run
    Instances,
    /// Money, where every price is given
    Price,
}

fn positive(text: &str) -> std::result::Result<f64, String> {
    let number: f64 = text.strip_suffix('x').unwrap_or(text).parse().map_err(|_| "a number is needed, such as 2.5")?;
    if number > 0.0 && number <= 1e9 { Ok(number) } else { Err("it must be above 0 and at most 1e9".to_owned()) }
}

/// A share as people write it: "99.95%", "99.95" or "0.9995"; no availability worth asking for is below 1 %.
fn share(text: &str) -> std::result::Result<f64, String> {
    let (number, is_percent) = text.strip_suffix('%').map_or((text, false), |percent| (percent, true));
    let number: f64 = number.trim().parse().map_err(|_| "a share is needed, such as 99.95% or 0.9995")?;
    let share = if is_percent || number > 1.0 { number / 100.0 } else { number };
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("it must be between 0 and 100 %".to_owned()) }
}

/// Does what was asked for.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let input = DesignInput::open(&arguments.design)?;
    for remark in input.remarks() {
        output::remark(&input.origin.name(), remark, colour);
    }
    let (told, after) = if arguments.harden {
        harden(arguments, &input)?
    } else {
        let wanted = Wanted::of(arguments, &input)?;
        if arguments.rule.is_some() || arguments.remedy.is_some() || arguments.output.is_some() {
            apply(&input, &wanted)
        } else {
            (list(&input, &wanted), input.replica())
        }
    };
    let to_output = arguments.output.as_deref() == Some(Path::new("-"));
    if let Some(file) = &arguments.output {
        output::write_file(file, linchpin_format::file::write(after.design()).as_bytes())?;
    }
    match arguments.json {
        _ if to_output => {}
        true => output::write_bytes(fixes::json(&input, after.design(), &told).as_bytes())?,
        false => output::write_text(&fixes::text(&input, after.design(), &told), colour)?,
    }
    Ok(if told.leaves_something() { Verdict::Findings } else { Verdict::Clean })
}

/// Which findings, and what against them.
struct Wanted {
    query: Query,
    rule: Option<String>,
    subject: Option<RecordId>,
    remedy: Option<Remedy>,
}

impl Wanted {
    fn of(arguments: &Arguments, input: &DesignInput) -> Result<Self> {
        if let Some(rule) = arguments.rule.as_deref().filter(|rule| rules::rule(rule).is_none()) {
            let failure = Failure::at(format!("--rule {rule}"), "there is no such rule");
            return Err(match nearest_rule(rule) {
                Some(nearest) => failure.hint(format!("did you mean {nearest}?")),
                None => failure.hint("`linchpin rules` lists them all"),
            });
        }
        let find = |text: &String| {
            let found = events::find(text, &input.design).map(|item| item.id);
            found.map_err(|why| Failure::at(format!("--subject {text}"), why))
        };
        let known = |text: &String| {
            let names: Vec<&str> = Remedy::all().map(Remedy::id).collect();
            Remedy::from_id(text).ok_or_else(|| {
                Failure::at(format!("--remedy {text}"), "there is no such remedy")
                    .hint(format!("there are {}", names.join(", ")))
            })
        };
        Ok(Self {
            query: Query { scale: arguments.scale, ..Query::default() },
            rule: arguments.rule.clone(),
            subject: arguments.subject.as_ref().map(find).transpose()?,
            remedy: arguments.remedy.as_ref().map(known).transpose()?,
        })
    }

    fn is_meant(&self, finding: &Finding) -> bool {
        let rule = self.rule.as_ref().is_none_or(|rule| *rule == finding.rule);
        rule && finding.waived.is_none() && self.subject.is_none_or(|subject| finding.subjects.contains(&subject))
    }

    fn offers(&self, bench: &Bench, finding: &Finding, ids: &mut ReadableIds) -> Vec<Fix> {
        let mut offers = bench.offers(finding, ids);
        offers.retain(|fix| self.remedy.is_none_or(|remedy| remedy == fix.remedy));
        offers
    }
}

/// Every finding meant, with what helps.
fn list(input: &DesignInput, wanted: &Wanted) -> Told {
    let bench = Bench::new(&input.design, &wanted.query);
    let meant = bench.findings().iter().filter(|finding| wanted.is_meant(finding));
    let offered = meant.map(|finding| Offered {
        finding: finding.clone(),
        fixes: wanted.offers(&bench, finding, &mut ReadableIds::default()),
    });
    Told::Offers(offered.collect())
}

/// Applies the first offer for each finding meant, one after the other.
fn apply(input: &DesignInput, wanted: &Wanted) -> (Told, Replica) {
    let mut replica = input.replica();
    let mut ids = ReadableIds::default();
    let mut applied: Vec<Applied> = Vec::new();
    let mut tried: SortedSet<(String, Option<RecordId>)> = SortedSet::new();
    let mut left = Vec::new();
    while applied.len() < MOST_APPLIED {
        let bench = Bench::new(replica.design(), &wanted.query);
        let worth = |finding: &&Finding| wanted.rule.is_some() || finding.severity > Severity::Info;
        let mut meant = bench.findings().iter().filter(|finding| wanted.is_meant(finding)).filter(worth);
        let key = |finding: &Finding| (finding.rule.to_string(), finding.subjects.first().copied());
        let Some(finding) = meant.find(|finding| !tried.contains(&key(finding))) else { break };
        let fix = wanted.offers(&bench, finding, &mut ids).into_iter().next();
        // What cannot be fixed is not tried again, and what is fixed does not come back.
        tried.insert(key(finding));
        match fix.filter(|fix| replica.commit(&fix.transaction).is_ok()) {
            Some(fix) => applied.push(Applied { finding: finding.clone(), fix }),
            None => left.push(finding.clone()),
        }
    }
    let figures = |replica: &Replica| Figures::of(replica.design(), &wanted.query, Depth::Full);
    (Told::Applied { before: figures(&input.replica()), after: figures(&replica), applied, left }, replica)
}

/// Searches and applies a plan.
fn harden(arguments: &Arguments, input: &DesignInput) -> Result<(Told, Replica)> {
    let target = Target { availability: arguments.availability, latency: arguments.p99, recovery: arguments.rto };
    let criterion = match arguments.by {
        By::Instances => Criterion::Instances,
        By::Price => Criterion::Price,
    };
    let goal = Goal { target, scale: arguments.scale, criterion, ..Goal::default() };
    let search = Harden::new(&input.design, goal).ok_or_else(|| {
        Failure::at(input.origin.name(), "a price is missing, so that plans cannot be compared by it")
            .hint("give every component but clients a price, or leave out --by")
    })?;
    let plan = search.run(&mut ReadableIds::default());
    let mut replica = input.replica();
    for step in &plan.steps {
        // Each was drawn on the design as those before it leave it.
        let _ = replica.commit(&step.fix.transaction);
    }
    Ok((Told::Plan(plan), replica))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_availability_is_a_percentage_or_a_share() {
        let near = |text: &str, expected: f64| (share(text).unwrap() - expected).abs() < 1e-12;
        assert!(near("99.95%", 0.9995) && near("99.95 %", 0.9995) && near("99.95", 0.9995) && near("0.9995", 0.9995));
        assert!(near("1", 1.0) && near("100", 1.0));
        assert!(["101", "-1", "nan", "often", ""].iter().all(|text| share(text).is_err()));
    }
}
