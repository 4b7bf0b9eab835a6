//! Where the time of an average request goes, call by call, as a waterfall.

use crate::ui::prelude::*;
use linchpin_analysis::{Answer, JourneyLatency, LatencyReport, LatencyStep, LatencyTarget, Times};
use linchpin_document::RecordId;

use super::super::look::name;
use super::super::simulation::journey_name;
use super::super::words;
use crate::css;
use crate::platform;
use crate::session::Session;

/// What takes a smaller share of the mean is not told apart.
const LEAST_SHARE: f64 = 5e-4;
/// Names of calls are set in by their depth, but no further than this; their bars have one axis.
const DEEPEST: u32 = 6;

/// The journey chosen by its number, or the slowest.
pub fn view(session: Session, chosen: RwSignal<Option<usize>>) -> AnyView {
    let Some(report) = session.signals.latency.get() else { return hint() };
    let Some(slowest) = report.slowest() else { return hint() };
    let slowest = number_of(&report, slowest);
    let start = chosen.get_untracked().filter(|chosen| *chosen < report.journeys.len()).unwrap_or(slowest);
    let options = report.journeys.iter().enumerate().map(|(index, journey)| {
        let label = journey_name(session, journey.entry, journey.endpoint, journey.class);
        view! { <option value=index.to_string() selected=index == start>{label}</option> }
    });
    let options = options.collect_view();
    let details = move || report.journeys.get(chosen.get().unwrap_or(slowest)).map(|journey| details(session, journey));
    view! {
        <div class="form"><div class="field">
            <label for="times-journey">"Journey"</label>
            <div class="control">
                <select id="times-journey" prop:value=move || chosen.get().unwrap_or(slowest).to_string() on:change:target=move |event| {
                    chosen.set(platform::number(&event.target().value()).map(|number| number as usize));
                }>{options}</select>
            </div>
        </div></div>
        {living(details)}
    }
}

fn hint() -> AnyView {
    view! { <p class="hint">"Here stands where the time of requests goes, once a client is connected to what it calls."</p> }
}

fn number_of(report: &LatencyReport, journey: &JourneyLatency) -> usize {
    report.journeys.iter().position(|other| std::ptr::eq(other, journey)).unwrap_or(0)
}

/// The number of the slowest journey of a client that is selected.
pub fn of_selection(session: Session) -> Option<usize> {
    let selected = session.signals.selection.read();
    let report = session.signals.latency.get_untracked()?;
    let of_it = report.journeys.iter().filter(|journey| selected.contains(&journey.entry));
    Some(number_of(&report, of_it.max_by(|a, b| a.p99().total_cmp(&b.p99()))?))
}

fn details(session: Session, journey: &JourneyLatency) -> AnyView {
    match journey.answer {
        Answer::Within(times) => within(session, journey, times),
        Answer::Unanswered => view! { <p class="hint">"Nothing answers it."</p> },
        Answer::Unbounded(limit) => {
            let (component, multiple) = (name(session, limit.component), words::multiple(limit.multiple));
            let text = format!(
                "Without bound: from {multiple} today\u{2019}s peak on {component} gets more than it can do, and what waits grows without end."
            );
            view! { <p class="hint">{text}</p> }
        }
    }
}

fn within(session: Session, journey: &JourneyLatency, times: Times) -> AnyView {
    let figures =
        [("mean", times.mean), ("p50", times.p50), ("p95", times.p95), ("p99", times.p99), ("p99.9", times.p999)];
    let figures = figures.map(|(title, time)| view! { <div><dt>{title}</dt><dd>{milliseconds(time)}</dd></div> });
    let rows: Vec<AnyView> = journey.steps.iter().map(|step| row(session, step, times.mean)).collect();
    let at_least =
        times.at_least.then(|| view! { <p class="footnote">"At least so long: calls go round in circles."</p> });
    view! {
        <dl class="quantiles">{figures.collect_view()}</dl>
        {journey.target.map(target)}
        {at_least}
        <h3 class="group-heading">"Where the time goes, on average"</h3>
        <p class="waterfall-key" aria-hidden="true">
            <span><i class="service"></i>"own work"</span>
            <span><i class="waiting"></i>"waiting for its turn"</span>
            <span><i class="network"></i>"network"</span>
        </p>
        <div class="bars waterfall">{rows}</div>
        <p class="footnote">"The line is how long the call takes with all it waits for. A call made by one request in five counts a fifth."</p>
    }
}

fn target(target: LatencyTarget) -> AnyView {
    let left = milliseconds(target.left.unwrap_or(0.0).abs());
    let limit = milliseconds(target.limit);
    let (text, tone) = match target.met {
        true => (format!("The p99 asked for, {limit}, is met with {left} to spare."), "target good"),
        false => (format!("The p99 asked for, {limit}, is missed by {left}."), "target bad"),
    };
    view! { <p class=tone>{text}</p> }
}

/// One call: its name, its own time, and where that lies between request and answer.
fn row(session: Session, step: &LatencyStep, mean: f64) -> AnyView {
    let id: RecordId = step.component;
    let share = move |time: f64| css::percent(if mean > 0.0 { (100.0 * time / mean).clamp(0.0, 100.0) } else { 0.0 });
    let own = step.network + step.waiting + step.service;
    let parts = [
        ("network", step.network, 0.0),
        ("waiting", step.waiting, step.network),
        ("service", step.service, own - step.service),
    ];
    let parts = parts.map(|(class, time, before)| {
        (time > 0.0)
            .then(|| view! { <i class=class style:left=share(step.start + before) style:width=share(time)></i> })
    });
    let told = [("own work", step.service), ("waiting", step.waiting), ("network", step.network)];
    // What rounds to nothing is not worth a word.
    let told = told.iter().filter(|(_, time)| *time >= LEAST_SHARE * mean);
    let mut told: Vec<String> = told.map(|(what, time)| format!("{what} {}", milliseconds(*time))).collect();
    if (step.calls - 1.0).abs() > 1e-9 {
        told.insert(0, format!("{} calls a request", words::number(step.calls)));
    }
    if !told.is_empty() {
        told.push(format!("{} of the time", words::percent(step.share)));
    }
    view! {
        <button on:click=move |_| session.show([id])>
            <span class="name" style:padding-left=format!("{}px", 10 * step.depth.min(DEEPEST))>{name(session, id)}</span>
            <b>{milliseconds(own)}</b>
            <span class="bar">
                <s style:left=share(step.start) style:width=share(step.end - step.start)></s>
                {parts.collect_view()}
            </span>
            <small>{told.join(", ")}</small>
        </button>
    }
}

fn milliseconds(time: f64) -> String {
    format!("{} ms", words::number(time))
}
