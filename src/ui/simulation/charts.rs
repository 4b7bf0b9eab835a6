//! How a run went over time: rates, response times, and what waited.

use crate::ui::prelude::*;
use linchpin_analysis::{ComponentRun, JourneyPoint, SimulationReport};

use super::super::look::name;
use super::super::words;
use super::chart::{Chart, Line, Look};
use super::results::{journey_name, milliseconds};
use crate::platform;
use crate::session::{Session, use_session};

/// The queues shown: those that were longest.
const MOST_QUEUES: usize = 3;

/// The three charts.
#[component]
pub fn Charts() -> AnyView {
    let session = use_session();
    let simulation = session.signals.simulation;
    let chosen = RwSignal::new(0usize);
    let report = move || simulation.outcome.get().and_then(|outcome| outcome.as_ref().clone().ok());
    let charts = move || {
        let report = report()?;
        let shown = chosen.get().min(report.journeys.len().saturating_sub(1));
        let charts = [rates(&report), times(&report, shown), queues(session, &report)];
        Some(charts.into_iter().map(|chart| chart.view(session)).collect_view())
    };
    let journeys = move || {
        let (layout, _) = simulation.shown()?;
        let options = layout.journeys.iter().enumerate().map(|(index, journey)| {
            let label = journey_name(session, journey.entry, journey.endpoint, journey.class);
            view! { <option value=index.to_string()>{label}</option> }
        });
        Some(options.collect_view())
    };
    let known = memo(move || simulation.known.get() > 0.0);
    view! {
        <div class="field chosen">
            <label for="run-journey">"Response time of"</label>
            <select id="run-journey" on:change:target=move |event| {
                chosen.set(platform::number(&event.target().value()).unwrap_or(0.0) as usize);
            }>
                {living(move || known.get().then(|| untrack(journeys)))}
            </select>
        </div>
        {living(charts)}
    }
}

fn line(label: impl Into<String>, look: Look, values: impl Iterator<Item = Option<f32>>) -> Line {
    Line { label: label.into(), look, values: values.collect() }
}

/// All requests together.
fn rates(report: &SimulationReport) -> Chart {
    let points = report.journeys.first().map_or(0, |journey| journey.series.len());
    let sum = |what: fn(&JourneyPoint) -> f32| {
        (0..points).map(move |at| Some(report.journeys.iter().filter_map(|one| one.series.get(at)).map(what).sum()))
    };
    Chart {
        title: "Requests a second".to_owned(),
        lines: vec![
            line("offered", Look::Dotted, sum(|point| point.offered)),
            line("answered", Look::Solid, sum(|point| point.answered)),
            line("failed", Look::Dashed, sum(|point| point.failed)),
        ],
        interval: report.interval,
        words: |value| words::number(value.round()),
    }
}

fn times(report: &SimulationReport, shown: usize) -> Chart {
    let series = || report.journeys.get(shown).into_iter().flat_map(|journey| &journey.series);
    Chart {
        title: "Response time, ms".to_owned(),
        lines: vec![
            line("p99", Look::Dashed, series().map(|point| point.p99)),
            line("p50", Look::Solid, series().map(|point| point.p50)),
        ],
        interval: report.interval,
        words: milliseconds,
    }
}

fn queues(session: Session, report: &SimulationReport) -> Chart {
    let longest = |run: &ComponentRun| run.series.iter().map(|point| point.waiting).fold(0.0, f32::max);
    let mut runs: Vec<(f32, &ComponentRun)> = report.components.iter().map(|run| (longest(run), run)).collect();
    runs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let looks = [Look::Solid, Look::Dashed, Look::Dotted];
    let lines =
        runs.iter().take(MOST_QUEUES).zip(looks).map(|((_, run), look)| {
            line(name(session, run.id), look, run.series.iter().map(|point| Some(point.waiting)))
        });
    Chart {
        title: "Waiting".to_owned(),
        lines: lines.collect(),
        interval: report.interval,
        words: |value| words::number(value.round()),
    }
}
