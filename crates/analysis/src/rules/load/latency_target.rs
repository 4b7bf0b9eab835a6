//! Answers slower than asked for.

use linchpin_document::{Design, RecordId};

use crate::latency::{Answer, JourneyLatency, LatencyStep};
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{duration, more, multiple, percent};

pub(crate) const HEADING: Heading = Heading::new("load.latency-target", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Slower than asked for",
    explanation: "One request in a hundred takes longer than the design says it may.",
    detection: "The p99 by queueing theory, at the peak, against the target of the endpoint, of where its requests \
                enter, or of the design; without bound where something on the way is saturated.",
    false_alarms: "A service time is a guess: type what was measured.",
    remedies: "Relieve or speed up what takes most of the time: the waterfall shows it. A cache, calls made at once \
               instead of one after the other, work handed to a queue.",
};

/// One finding for each journey that misses its target.
pub(crate) fn find(design: &Design, journeys: &[JourneyLatency]) -> Vec<Finding> {
    let found = journeys.iter().filter_map(|journey| missed(design, journey)).collect();
    more(HEADING, found, "journeys are slower than asked for")
}

fn missed(design: &Design, journey: &JourneyLatency) -> Option<Finding> {
    let target = journey.target.filter(|target| !target.met)?;
    let name = |id: RecordId| design.get(id).map_or_else(String::new, |item| item.name().to_owned());
    let asker = journey.endpoint.unwrap_or(journey.entry);
    let requests = if journey.class == TrafficClass::Read { "reads" } else { "writes" };
    let asked_for = duration(target.limit);
    let (now, culprit) = match journey.answer {
        Answer::Within(times) => {
            let longest = journey.steps.iter().max_by(|a, b| a.share.total_cmp(&b.share));
            let part =
                |step: &LatencyStep| format!(" {} of the time is {}.", percent(step.share), name(step.component));
            let parts = longest.map(part).unwrap_or_default();
            (
                format!("The p99 is {}; {asked_for} are asked for.{parts}", duration(times.p99)),
                longest.map(|step| step.component),
            )
        }
        Answer::Unbounded(limit) => {
            let from = multiple(limit.multiple);
            let why = format!("From {from} today's peak on {} cannot keep up", name(limit.component));
            (format!("{why}, and times grow without bound; {asked_for} are asked for."), Some(limit.component))
        }
        Answer::Unanswered => return None,
    };
    let remedy = culprit
        .map_or_else(|| "Make fewer calls.".to_owned(), |id| format!("Relieve {} or make it quicker.", name(id)));
    let mut finding =
        HEADING.finding(Severity::Warning, [format!("{}: {requests} are too slow", name(asker)), now, remedy]);
    finding.subjects = std::iter::once(asker).chain(culprit).collect();
    Some(finding)
}
