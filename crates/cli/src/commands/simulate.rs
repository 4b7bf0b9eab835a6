//! `linchpin simulate`: a run of the design over time, with chance, queues, and failures on the way.

use clap::{Args, ColorChoice};
use linchpin_analysis::{Ending, Experiment, Outage, Query, Report, SimulationRun, analyse};
use linchpin_catalog::Profile;
use linchpin_document::Design;
use std::io::IsTerminal;
use std::path::PathBuf;

use super::Verdict;
use super::what_if::{multiple, profile};
use crate::failure::{Failure, Result};
use crate::input::{DesignInput, events};
use crate::output::simulated::{self, Simulated};
use crate::output::{self, progress};

/// Events between two looks at how far the run is.
const SLICE: u64 = 200_000;

/// Run a design for a while and say how many requests are answered, how fast, and what waits where
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin simulate shop.json
  linchpin simulate shop.json --scale 3 --duration 600 --seed 7
  linchpin simulate shop.json --fail \"Redis@60..120\" --fail \"Zone A@90\"
  linchpin simulate shop.json --fail \"orders#2@30..60\" --series run.csv
  linchpin simulate shop.json --json | jq '.journeys[].p99'

Exit codes: 0 every request was answered, 1 some failed or what waits grew without end, 2 unreadable input,
wrong usage, or a design that cannot be simulated.")]
pub struct Arguments {
    /// The design: a file, "-" for standard input, or a share link
    design: String,
    /// Where chance starts: the same seed gives the same run
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Simulated seconds
    #[arg(long, value_name = "SECONDS", default_value = "180")]
    duration: f64,
    /// Seconds after which answers count for means and percentiles; a tenth of the duration if not said
    #[arg(long, value_name = "SECONDS")]
    warm_up: Option<f64>,
    /// The load, as a multiple of today's peak
    #[arg(long, visible_alias = "load", value_name = "X", default_value = "1", value_parser = multiple)]
    scale: f64,
    /// How all load moves, whatever the design says: flat, daily or burst
    #[arg(long, value_name = "PROFILE", value_parser = profile)]
    profile: Option<Profile>,
    /// What fails when: a component or failure domain by id or name, or an instance as in "orders#2", then
    /// from and to in seconds; for good without the latter
    #[arg(long, value_name = "EVENT@FROM..TO")]
    fail: Vec<String>,
    /// Points of the series over time
    #[arg(long, value_name = "N", default_value = "120")]
    points: u32,
    /// Also write the series as CSV
    #[arg(long, value_name = "FILE")]
    series: Option<PathBuf>,
    /// Write JSON
    #[arg(long)]
    json: bool,
}

/// Runs the design to its end and writes what was measured.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let input = DesignInput::open(&arguments.design)?;
    for remark in input.remarks() {
        output::remark(&input.origin.name(), remark, colour);
    }
    let experiment = arguments.experiment(&input.design)?;
    let unsimulable = |why: linchpin_analysis::Unsimulable| Failure::at(input.origin.name(), why.to_string());
    let mut run = SimulationRun::new(&input.design, &experiment).map_err(unsimulable)?;
    finish(&mut run, experiment.duration);
    let simulated = Simulated { input: &input, experiment: &experiment, report: run.report() };
    if let Some(path) = &arguments.series {
        let written = std::fs::write(path, simulated::csv(&simulated));
        written.map_err(|error| Failure::at(path.display().to_string(), format!("it cannot be written: {error}")))?;
    }
    if arguments.json {
        output::write_bytes(simulated::json(&simulated).as_bytes())?;
    } else {
        output::write_text(&simulated::text(&simulated), colour)?;
    }
    let failed = simulated.report.journeys.iter().any(|journey| journey.requests.failed > 0);
    let overloaded = simulated.report.ending == Some(Ending::InFlight);
    Ok(if failed || overloaded { Verdict::Findings } else { Verdict::Clean })
}

/// Advances to the end, and says how far it is where somebody watches.
fn finish(run: &mut SimulationRun, duration: f64) {
    let is_watched = std::io::stderr().is_terminal();
    while run.advance(SLICE).is_none() {
        if is_watched {
            progress::show(run.now() / duration);
        }
    }
    if is_watched {
        progress::clear();
    }
}

impl Arguments {
    fn experiment(&self, design: &Design) -> Result<Experiment> {
        let report = if self.fail.is_empty() { Report::default() } else { analyse(design, &Query::default()) };
        let outages = self.fail.iter().map(|text| outage(text, design, &report)).collect::<Result<Vec<_>>>()?;
        Ok(Experiment {
            scale: self.scale,
            profile: self.profile,
            seed: self.seed,
            warm_up: self.warm_up.unwrap_or(self.duration / 10.0),
            outages,
            points: self.points,
            ..Experiment::lasting(self.duration)
        })
    }
}

/// "Redis@60..120": what fails, from when, and until when.
fn outage(text: &str, design: &Design, report: &Report) -> Result<Outage> {
    let wrong = |why: String| Failure::at(format!("--fail {text}"), why).hint("for example --fail \"Redis@60..120\"");
    let (event, times) =
        text.rsplit_once('@').ok_or_else(|| wrong("it must say when: seconds after an @".to_owned()))?;
    let (from, to) = times.split_once("..").map_or((times, None), |(from, to)| (from, Some(to)));
    let seconds = |text: &str| {
        let number = text.trim().trim_end_matches('s').parse::<f64>().ok().filter(|number| *number >= 0.0);
        number.ok_or_else(|| wrong(format!("{text:?} is no number of seconds")))
    };
    let from = seconds(from)?;
    let to = to.map(str::trim).filter(|to| !to.is_empty()).map(seconds).transpose()?;
    if to.is_some_and(|to| to < from) {
        return Err(wrong("it is back before it fails".to_owned()));
    }
    let event = events::resolve(event, design, report).map_err(wrong)?;
    Ok(Outage { event, from, to })
}
