//! How long answers take.

use linchpin_analysis::{Answer, JourneyLatency, LatencyReport, LatencyStep, LatencyTarget, Times, TrafficClass};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use crate::output::checked::Checked;
use crate::output::plain::{line, milliseconds, multiple};
use crate::output::style::{BAD, GOOD, QUIET, paint};

/// So many parts of the time are told of each journey, and none below this share.
const MOST_PARTS: usize = 4;
const LEAST_PART: f64 = 0.05;

/// A table with a row for each journey; nothing without traffic.
pub fn text(checked: &Checked, report: &LatencyReport, limit: usize) -> String {
    if report.journeys.is_empty() {
        return String::new();
    }
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let header = format!("\n{:>10} {:>9} {:>9} {:>9} {:>9}  answers", "mean ms", "p50", "p95", "p99", "p99.9");
    let _ = writeln!(out, "{}", paint(QUIET, &header));
    for journey in report.journeys.iter().take(limit) {
        let _ = writeln!(out, "{}", row(checked, journey));
    }
    out + &super::and_more(report.journeys.len(), limit)
}

fn row(checked: &Checked, journey: &JourneyLatency) -> String {
    let name = name(checked, journey);
    match journey.answer {
        Answer::Within(times) => {
            let Times { mean, p50, p95, p99, p999, at_least } = times;
            let shown = [p50, p95, p99, p999].map(|time| format!("{:>9}", milliseconds(time))).join(" ");
            let at_least = if at_least { ", at least: calls go round in a circle" } else { "" };
            let target = journey.target.map_or_else(String::new, |target| judged(&target));
            let parts = paint(QUIET, &parts(checked, &journey.steps));
            format!("{:>10} {shown}  {name}{at_least}{target}{parts}", milliseconds(mean))
        }
        Answer::Unbounded(limit) => {
            let what = format!("without bound from {} on", multiple(limit.multiple));
            let target = journey.target.map_or_else(String::new, |target| judged(&target));
            let culprit = line(&checked.name(limit.component));
            format!("{}  {name}: {culprit} cannot keep up{target}", paint(BAD, &format!("{what:>50}")))
        }
        Answer::Unanswered => format!("{}  {name}", paint(BAD, &format!("{:>50}", "not answered"))),
    }
}

/// "Browser, reads" or "Place an order, writes".
fn name(checked: &Checked, journey: &JourneyLatency) -> String {
    let name = checked.name(journey.endpoint.unwrap_or(journey.entry));
    format!("{}, {}", line(&name), class(journey.class))
}

fn class(class: TrafficClass) -> &'static str {
    match class {
        TrafficClass::Read => "reads",
        TrafficClass::Write => "writes",
    }
}

/// ", p99 within its 200 ms", ", p99 12 ms over its 200 ms".
fn judged(target: &LatencyTarget) -> String {
    let limit = milliseconds(target.limit);
    match target.left {
        Some(left) if target.met => paint(GOOD, &format!(", p99 {} ms below its {limit} ms", milliseconds(left))),
        Some(left) => paint(BAD, &format!(", p99 {} ms over its {limit} ms", milliseconds(-left))),
        None => paint(BAD, &format!(", p99 over its {limit} ms")),
    }
}

/// "  Orders DB 45 % (30 % waiting), the network 20 %": the largest parts of the mean.
fn parts(checked: &Checked, steps: &[LatencyStep]) -> String {
    let mut parts: Vec<(String, f64, f64)> = Vec::new();
    let mean = steps.first().map_or(0.0, |step| step.end);
    for step in steps.iter().filter(|_| mean > 0.0) {
        let own = (line(&checked.name(step.component)), (step.waiting + step.service) / mean, step.waiting / mean);
        for (name, share, waiting) in [own, ("the network".to_owned(), step.network / mean, 0.0)] {
            match parts.iter_mut().find(|(known, ..)| *known == name) {
                Some((_, all, waits)) => (*all, *waits) = (*all + share, *waits + waiting),
                None => parts.push((name, share, waiting)),
            }
        }
    }
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told = parts.iter().filter(|(_, share, _)| *share >= LEAST_PART).take(MOST_PARTS);
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let told = told.map(|(name, share, waiting)| match *waiting {
        waiting if waiting >= LEAST_PART => format!("{name} {} ({} waiting)", percent(*share), percent(waiting)),
        _ => format!("{name} {}", percent(*share)),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!("  {}", told.join(", ")) }
}

/// All of it.
pub fn json(checked: &Checked, report: &LatencyReport) -> Json {
    let limit = |limit: linchpin_analysis::Limit| json!({ "id": limit.component.to_string(), "name": checked.name(limit.component), "multiple": limit.multiple });
    let step = |step: &LatencyStep| {
        json!({
            "id": step.component.to_string(),
            "connection": step.connection.map(|id| id.to_string()),
            "depth": step.depth, "calls": step.calls, "start": step.start, "end": step.end,
            "network": step.network, "waiting": step.waiting, "service": step.service, "share": step.share,
        })
    };
    let journey = |journey: &JourneyLatency| {
        let times = match journey.answer {
            Answer::Within(times) => Some(times),
            Answer::Unbounded(_) | Answer::Unanswered => None,
        };
        json!({
            "entry": journey.entry.to_string(),
            "endpoint": journey.endpoint.map(|id| id.to_string()),
            "class": if journey.class == TrafficClass::Read { "read" } else { "write" },
            "answered": journey.answer != Answer::Unanswered,
            "unbounded": matches!(journey.answer, Answer::Unbounded(_)),
            "mean": times.map(|times| times.mean), "p50": times.map(|times| times.p50),
            "p95": times.map(|times| times.p95), "p99": times.map(|times| times.p99),
            "p999": times.map(|times| times.p999), "at_least": times.is_some_and(|times| times.at_least),
            "limit": journey.limit.map(limit),
            "target": journey.target.map(|target| json!({
                "asked_by": target.asked_by.to_string(), "limit": target.limit, "met": target.met, "left": target.left,
            })),
            "steps": journey.steps.iter().map(step).collect::<Vec<_>>(),
        })
    };
    let queue = |queue: &linchpin_analysis::QueueReport| {
        json!({
            "id": queue.component.to_string(), "queues": queue.queues, "servers": queue.servers,
            "utilisation": queue.utilisation, "service": queue.service, "waiting": queue.waiting,
            "waiting_share": queue.waiting_share,
        })
    };
    json!({
        "journeys": report.journeys.iter().map(journey).collect::<Vec<_>>(),
        "queues": report.queues.iter().map(queue).collect::<Vec<_>>(),
    })
}
