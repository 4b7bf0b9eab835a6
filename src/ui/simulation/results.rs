//! What becomes of requests: now, and over the run.

use crate::ui::prelude::*;
use linchpin_analysis::{Interval, JourneyRun, RequestCounts, TrafficClass};
use linchpin_document::RecordId;
use linchpin_figures::decimal;

use super::super::look::name;
use super::super::words;
use crate::session::{Session, use_session};

/// More rows are not read, and would be written anew every second.
const MOST_ROWS: usize = 60;

/// The name of a class of a journey.
pub fn journey_name(session: Session, entry: RecordId, endpoint: Option<RecordId>, class: TrafficClass) -> String {
    let class = match class {
        TrafficClass::Read => "reads",
        TrafficClass::Write => "writes",
    };
    format!("{}, {class}", name(session, endpoint.unwrap_or(entry)))
}

/// Both tables.
#[component]
pub fn Results() -> AnyView {
    let session = use_session();
    let simulation = session.signals.simulation;
    let second = memo(move || simulation.clock.get().floor());
    let counts = move || {
        second.get();
        let (layout, moment) = untrack(|| simulation.shown())?;
        let rows = layout.journeys.iter().zip(&moment.journeys).take(MOST_ROWS).map(|(journey, counts)| {
            row_of_counts(journey_name(session, journey.entry, journey.endpoint, journey.class), counts)
        });
        Some(rows.collect_view())
    };
    let times = move || {
        let outcome = simulation.outcome.get()?;
        let report = outcome.as_ref().as_ref().ok()?;
        let shown = report.journeys.iter().take(MOST_ROWS);
        let rows: Vec<AnyView> = shown.map(|journey| row_of_times(session, journey)).collect();
        let more = report.journeys.len().saturating_sub(MOST_ROWS);
        let more = (more > 0).then(|| view! { <p class="footnote">{format!("{} more journeys are told by the command line.", words::number(more as f64))}</p> });
        let note = format!(
            "Milliseconds, with the interval that holds the true value 19 times in 20. What was answered before {} s does not count.",
            words::number(report.warm_up.round())
        );
        Some(view! {
            <h3 class="group-heading">"Response times"</h3>
            <table class="times" aria-label="Response times">
                <thead><tr><th scope="col">"ms"</th><th scope="col">"mean"</th><th scope="col">"p50"</th><th scope="col">"p95"</th><th scope="col">"p99"</th><th scope="col">"p99.9"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
            <p class="footnote">{note}</p>
        })
    };
    view! {
        <h3 class="group-heading">"Requests so far"</h3>
        <table class="counts" aria-label="Requests so far">
            <thead><tr><th></th><th scope="col">"answered"</th><th scope="col">"failed"</th><th scope="col">"in flight"</th></tr></thead>
            <tbody>{living(counts)}</tbody>
        </table>
        {living(times)}
    }
}

fn row_of_counts(label: String, counts: &RequestCounts) -> AnyView {
    let number = |count: u64| words::number(count as f64);
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>{number(counts.answered)}</td>
            <td class:bad={counts.failed > 0}>{number(counts.failed)}</td>
            <td>{number(counts.in_flight)}</td>
        </tr>
    }
}

fn row_of_times(session: Session, journey: &JourneyRun) -> AnyView {
    let label = journey_name(session, journey.entry, journey.endpoint, journey.class);
    let levels = [journey.mean, journey.p50, journey.p95, journey.p99, journey.p999];
    let cells = levels.map(|level| {
        let (value, range) =
            level.map_or(("\u{2013}".to_owned(), String::new()), |level| (milliseconds(level.value), range(level)));
        view! { <td>{value}<small>{range}</small></td> }
    });
    view! {
        <tr class="whole"><th scope="rowgroup" colspan="6">{label}</th></tr>
        <tr><th></th>{cells.collect_view()}</tr>
    }
}

/// "12-14": the ends of an interval.
fn range(interval: Interval) -> String {
    if !interval.high.is_finite() {
        return "?".to_owned();
    }
    format!("{}\u{2013}{}", milliseconds(interval.low), milliseconds(interval.high))
}

/// Three digits at most: more is chance.
pub fn milliseconds(value: f64) -> String {
    match value {
        value if value >= 99.95 => words::number(value.round()),
        value if value >= 9.995 => decimal(value, 1),
        value => decimal(value, 2),
    }
}
