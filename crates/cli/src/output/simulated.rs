//! What a simulated run came to, for people, programs and spreadsheets.

use linchpin_analysis::{
    ComponentRun, Ending, Event, Experiment, Interval, JourneyRun, RequestCounts, SimulationReport, TrafficClass,
};
use linchpin_document::RecordId;
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::plain::{line, multiple, percent};
use super::style::{BAD, GOOD, QUIET, WARN, paint};
use crate::input::DesignInput;

/// The version of the form of JSON.
const FORMAT: u32 = 1;
/// Busier than this on average leaves no room for chance.
const TIGHT: f64 = 0.8;

/// A run with what it was a run of.
pub struct Simulated<'a> {
    /// The design.
    pub input: &'a DesignInput,
    /// What was asked.
    pub experiment: &'a Experiment,
    /// What was measured.
    pub report: SimulationReport,
}

impl Simulated<'_> {
    fn name(&self, id: RecordId) -> String {
        let name = self.input.design.get(id).map(|item| item.name()).filter(|name| !name.trim().is_empty());
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

    /// "Browser, reads" or "Place an order, writes".
    fn journey(&self, journey: &JourneyRun) -> String {
        let name = self.name(journey.endpoint.unwrap_or(journey.entry));
        format!("{name}, {}", class(journey.class))
    }

    fn event(&self, event: Event) -> String {
        let name = self.name(event.record());
        match event {
            Event::Instance(_, index) => format!("{name}, instance {}", index + 1),
            _ => name,
        }
    }
}

fn class(class: TrafficClass) -> &'static str {
    match class {
        TrafficClass::Read => "reads",
        TrafficClass::Write => "writes",
    }
}

/// Tables of journeys and components, and a summary.
pub fn text(simulated: &Simulated) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let header = format!(
        "{:>10} {:>9} {:>8}  {:>16} {:>9} {:>9} {:>9} {:>9}  requests",
        "answered", "failed", "a second", "mean ms", "p50", "p95", "p99", "p99.9"
    );
    let _ = writeln!(out, "{}", paint(QUIET, &header));
    for journey in &simulated.report.journeys {
        let _ = writeln!(out, "{}", journey_row(simulated, journey));
    }
    let header =
        format!("\n{:>10} {:>9} {:>9} {:>9} {:>9}  component", "busy", "slots", "a second", "waiting", "refused");
    let _ = writeln!(out, "{}", paint(QUIET, &header));
    let mut components: Vec<&ComponentRun> = simulated.report.components.iter().collect();
    components.sort_by(|a, b| b.utilisation.total_cmp(&a.utilisation));
    for component in components {
        let _ = writeln!(out, "{}", component_row(simulated, component));
    }
    let _ = writeln!(out, "\n{}: {}", line(&simulated.input.origin.name()), summary(simulated));
    out
}

fn journey_row(simulated: &Simulated, journey: &JourneyRun) -> String {
    let requests = &journey.requests;
    let style = if requests.failed > 0 { BAD } else { GOOD };
    let failed = paint(style, &format!("{:>9}", requests.failed));
    let mean = journey.mean.map_or_else(
        || "-".to_owned(),
        |mean| format!("{} ±{}", milliseconds(mean.value), milliseconds((mean.high - mean.low) / 2.0)),
    );
    let of = |level: Option<Interval>| level.map_or_else(|| "-".to_owned(), |level| milliseconds(level.value));
    let times = [journey.p50, journey.p95, journey.p99, journey.p999].map(|level| format!("{:>9}", of(level)));
    let mut row = format!(
        "{:>10} {failed} {:>8.1}  {mean:>16} {}  {}",
        requests.answered,
        journey.throughput,
        times.join(" "),
        line(&simulated.journey(journey))
    );
    for (count, what) in troubles(requests) {
        let _ = write!(row, "\n{:>20} {}", count, paint(QUIET, what));
    }
    row
}

/// What went wrong how often.
fn troubles(requests: &RequestCounts) -> impl Iterator<Item = (u64, &'static str)> {
    let all = [
        (requests.down, "found nobody to answer"),
        (requests.full, "found a queue full"),
        (requests.timed_out, "got no answer in time"),
        (requests.broken, "stopped by a circuit breaker"),
        (requests.limited, "over a rate limit"),
        (requests.degraded, "answered with something missing"),
        (requests.retries, "calls made again"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0)
}

fn component_row(simulated: &Simulated, component: &ComponentRun) -> String {
    let busiest = component.held.unwrap_or(0.0).max(component.utilisation);
    let style = match busiest {
        busiest if busiest >= 0.98 => BAD,
        busiest if busiest >= TIGHT => WARN,
        _ => GOOD,
    };
    let busy = paint(style, &format!("{:>10}", percent(component.utilisation)));
    let held = component.held.map_or_else(|| "-".to_owned(), percent);
    format!(
        "{busy} {held:>9} {:>9.1} {:>9.1} {:>9}  {}",
        component.throughput,
        component.waiting,
        component.refused,
        line(&simulated.name(component.id))
    )
}

/// Three digits are more than chance leaves standing.
fn milliseconds(value: f64) -> String {
    match value {
        value if !value.is_finite() => "?".to_owned(),
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

fn summary(simulated: &Simulated) -> String {
    let report = &simulated.report;
    let total = |count: fn(&RequestCounts) -> u64| report.journeys.iter().map(|one| count(&one.requests)).sum::<u64>();
    let (offered, failed, in_flight) =
        (total(|counts| counts.offered), total(|counts| counts.failed), total(|counts| counts.in_flight));
    let ending = match report.ending {
        Some(Ending::InFlight) => ", ended early: what waits grows without end",
        Some(Ending::Events) => ", ended early: too many events",
        Some(Ending::Time) | None => "",
    };
    let failures: Vec<String> = simulated
        .experiment
        .outages
        .iter()
        .map(|outage| {
            let until = outage.to.map_or_else(|| "for good".to_owned(), |to| format!("to {to} s"));
            format!("; {} down from {} s {until}", line(&simulated.event(outage.event)), outage.from)
        })
        .collect();
    format!(
        "{:.0} s at {} today's peak, seed {}{ending}{}; {offered} requests, {failed} failed, {in_flight} in flight",
        report.simulated,
        multiple(simulated.experiment.scale),
        simulated.experiment.seed,
        failures.concat()
    )
}

/// The same for programs. Fields may be added, but none changes its meaning or goes away within one
/// `format`.
pub fn json(simulated: &Simulated) -> String {
    let report = &simulated.report;
    let outages = simulated.experiment.outages.iter().map(|outage| {
        let id = outage.event.record();
        let instance = if let Event::Instance(_, index) = outage.event { Some(index + 1) } else { None };
        json!({ "id": id.to_string(), "name": simulated.name(id), "instance": instance, "from": outage.from, "to": outage.to })
    });
    let document = json!({
        "format": FORMAT,
        "source": simulated.input.origin.name(),
        "title": simulated.input.design.title(),
        "query": {
            "scale": simulated.experiment.scale,
            "seed": simulated.experiment.seed,
            "duration": simulated.experiment.duration,
            "warm_up": simulated.experiment.warm_up,
            "failed": outages.collect::<Vec<_>>(),
        },
        "simulated": report.simulated,
        "events": report.events,
        "ending": match report.ending {
            Some(Ending::InFlight) => "in_flight",
            Some(Ending::Events) => "events",
            Some(Ending::Time) | None => "time",
        },
        "journeys": report.journeys.iter().map(|journey| journey_of(simulated, journey)).collect::<Vec<_>>(),
        "components": report.components.iter().map(|component| component_of(simulated, component)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn journey_of(simulated: &Simulated, journey: &JourneyRun) -> Json {
    let interval = |estimate: Option<Interval>| {
        estimate.map(|Interval { value, low, high }| {
            json!({ "value": value, "low": low, "high": Some(high).filter(|high| high.is_finite()) })
        })
    };
    json!({
        "entry": journey.entry.to_string(),
        "endpoint": journey.endpoint.map(|endpoint| endpoint.to_string()),
        "name": simulated.name(journey.endpoint.unwrap_or(journey.entry)),
        "class": class(journey.class),
        "requests": counts(&journey.requests),
        "messages": counts(&journey.messages),
        "throughput": journey.throughput,
        "mean": interval(journey.mean),
        "p50": interval(journey.p50),
        "p95": interval(journey.p95),
        "p99": interval(journey.p99),
        "p999": interval(journey.p999),
    })
}

fn counts(counts: &RequestCounts) -> Json {
    json!({
        "offered": counts.offered,
        "answered": counts.answered,
        "degraded": counts.degraded,
        "failed": counts.failed,
        "full": counts.full,
        "down": counts.down,
        "timed_out": counts.timed_out,
        "broken": counts.broken,
        "limited": counts.limited,
        "in_flight": counts.in_flight,
        "retries": counts.retries,
    })
}

fn component_of(simulated: &Simulated, component: &ComponentRun) -> Json {
    json!({
        "id": component.id.to_string(),
        "name": simulated.name(component.id),
        "throughput": component.throughput,
        "utilisation": component.utilisation,
        "slots_held": component.held,
        "waiting": component.waiting,
        "waiting_time": component.waiting_time,
        "refused": component.refused,
        "interrupted": component.interrupted,
    })
}

/// The series: one line for each journey and component and point. Fields that do not apply are empty.
pub fn csv(simulated: &Simulated) -> String {
    let mut out = "seconds,of,id,name,offered,answered,failed,mean_ms,p50_ms,p99_ms,waiting,busy,servers\n".to_owned();
    let end = |index: usize| (index + 1) as f64 * simulated.report.interval;
    let time = |value: Option<f32>| value.map_or_else(String::new, |value| value.to_string());
    for journey in &simulated.report.journeys {
        let name = quoted(&simulated.journey(journey));
        let id = journey.endpoint.unwrap_or(journey.entry);
        for (index, point) in journey.series.iter().enumerate() {
            let (mean, p50, p99) = (time(point.mean), time(point.p50), time(point.p99));
            let rates = format!("{},{},{}", point.offered, point.answered, point.failed);
            let _ = writeln!(out, "{},journey,{id},{name},{rates},{mean},{p50},{p99},,,", end(index));
        }
    }
    for component in &simulated.report.components {
        let name = quoted(&simulated.name(component.id));
        for (index, point) in component.series.iter().enumerate() {
            let state = format!("{},{},{}", point.waiting, point.busy, point.servers);
            let _ = writeln!(out, "{},component,{},{name},,,,,,,{state}", end(index), component.id);
        }
    }
    out
}

/// A name as a field of CSV; one that a spreadsheet would take for a formula is kept from it.
fn quoted(name: &str) -> String {
    let name = line(name).replace('"', "\"\"");
    let guard = if name.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{name}\"")
}
