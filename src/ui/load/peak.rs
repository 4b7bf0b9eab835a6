//! What becomes of a peak while it passes: what falls behind, for how long, and whether scaling out keeps up.

use crate::ui::prelude::*;
use linchpin_analysis::{Backlog, PeakComponent, PeakReport, PeakVerdict, Resource, Scaling};

use super::super::look::name;
use super::super::simulation::{Chart, Line, Look, Span};
use super::super::words;
use crate::css;
use crate::session::Session;

/// The verdict, the chart of the worst, and what becomes of the rest.
pub fn view(session: Session) -> AnyView {
    let Some(report) = session.signals.load.get() else {
        return view! { <p class="hint">"Here stands what becomes of a peak while it passes."</p> };
    };
    let peak = &report.peak;
    let length = words::duration(peak.seconds / 60.0);
    let verdict = match peak.worst() {
        _ if peak.verdict() == PeakVerdict::Unanswered => {
            "Not all of it is answered, however little comes: what would answer is down.".to_owned()
        }
        None => format!("All of it is carried, over {length}."),
        Some(worst) => format!("{} is short while {length} of it pass.", name(session, worst.component)),
    };
    let chart = peak.components.first().map(|worst| chart(session, peak, worst));
    let all = peak.components.is_empty().then(|| entering(peak));
    let rows: Vec<AnyView> = peak.components.iter().map(|found| row(session, found)).collect();
    view! {
        <div class="headline"><p>{verdict}</p></div>
        {chart}{all}
        <div class="bars">{rows}</div>
        <p class="footnote">"All before it is taken to keep up. Another profile is chosen in the bar; how far it falls off, and for how long, stands with each client."</p>
    }
}

fn line(label: &str, look: Look, values: &[f64]) -> Line {
    Line { label: label.to_owned(), look, values: values.iter().map(|value| Some(*value as f32)).collect() }
}

fn chart(session: Session, peak: &PeakReport, worst: &PeakComponent) -> AnyView {
    let mut lines = vec![
        line("asked of it", Look::Dotted, &worst.series.rate),
        line("what it can do", Look::Solid, &worst.series.capacity),
    ];
    if worst.backlog.is_some() {
        lines.push(line("waiting", Look::Dashed, &worst.series.backlog));
    }
    let title = format!("{}, requests a second", name(session, worst.component));
    drawn(peak, title, lines, worst.at)
}

fn entering(peak: &PeakReport) -> AnyView {
    let title = "Requests a second, of all clients".to_owned();
    drawn(peak, title, vec![line("sent", Look::Solid, &peak.requests)], peak.seconds / 2.0)
}

fn drawn(peak: &PeakReport, title: String, lines: Vec<Line>, at: f64) -> AnyView {
    let chart = Chart { title, lines, interval: peak.step, words: |value| words::number(value.round()) };
    chart.over(Span { seconds: peak.seconds, outages: Vec::new() }, RwSignal::new(at))
}

fn row(session: Session, found: &PeakComponent) -> AnyView {
    let id = found.component;
    let used = css::percent((100.0 * found.utilisation).clamp(1.0, 100.0));
    view! {
        <button class:bad=found.is_short() on:click=move |_| session.show([id])>
            <span class="name">{name(session, id)}{words::resource(found.resource)}</span>
            <b>{words::percent(found.utilisation)}</b>
            <span class="bar"><i class="used" style:width=used></i></span>
            <small>{told(found)}</small>
        </button>
    }
}

/// "Above its ceiling for 3 min, 36,000 requests too many (0.8 %). 2 to 4 of 8 instances, too slowly."
fn told(found: &PeakComponent) -> String {
    let (above, beyond) = match found.resource {
        Resource::RateLimit => ("its limit", "refused"),
        _ => ("its ceiling", "too many"),
    };
    let above = (found.overloaded > 0.0 && found.backlog.is_none())
        .then(|| format!("Above {above} for {}", words::duration(found.overloaded / 60.0)));
    let beyond = (found.beyond > 0.0).then(|| {
        format!("{} requests {beyond} ({})", words::number(found.beyond.round()), words::percent(found.beyond_share))
    });
    let backlog = found.backlog.filter(|backlog| backlog.most > 0.0).map(waiting);
    let scaling = found.scaling.map(|of| scaled(found, of));
    let told: Vec<String> = [above, backlog, beyond, scaling].into_iter().flatten().collect();
    told.join("; ") + "."
}

fn waiting(backlog: Backlog) -> String {
    let drained = match backlog.drained {
        Some(drained) if drained > backlog.at => {
            format!("worked off {} later", words::duration((drained - backlog.at) / 60.0))
        }
        Some(_) => "worked off at once".to_owned(),
        None => "never worked off".to_owned(),
    };
    let (most, longest) = (words::number(backlog.most.round()), words::duration(backlog.longest_wait / 60.0));
    format!("Up to {most} messages wait, up to {longest} each, {drained}")
}

fn scaled(found: &PeakComponent, of: Scaling) -> String {
    let enough = match (found.overloaded > 0.0, of.enough) {
        (false, _) => "",
        (true, true) => ", too slowly",
        (true, false) => ", which is too few",
    };
    format!("{} to {} of {} instances{enough}", of.fewest, of.reached, of.most)
}
