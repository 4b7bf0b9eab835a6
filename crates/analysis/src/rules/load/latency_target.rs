//! Answers slower than asked for.

use linchpin_document::{Design, Item, RecordId};

use crate::latency::{Answer, JourneyLatency};
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Duration, Multiple, Percent, Text};
use crate::rules::words::{Words, more};

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
    more(found, "journeys are slower than asked for")
}

const TOO_SLOW: &str = "{0}: {1} are too slow";
const RELIEVE: &str = "Relieve {6} or make it quicker.";
const SHARED: Words = [TOO_SLOW, "The p99 is {3}; {2} are asked for. {4} of the time is {6}.", RELIEVE];
const LATE: Words = [TOO_SLOW, "The p99 is {3}; {2} are asked for.", "Make fewer calls."];
const WITHOUT_BOUND: Words = [
    TOO_SLOW,
    "From {5} today's peak on {6} cannot keep up, and times grow without bound; {2} are asked for.",
    RELIEVE,
];

fn missed(design: &Design, journey: &JourneyLatency) -> Option<Finding> {
    let target = journey.target.filter(|target| !target.met)?;
    let name = |id: RecordId| design.get(id).map_or("", Item::name);
    let asker = journey.endpoint.unwrap_or(journey.entry);
    let requests = if journey.class == TrafficClass::Read { "reads" } else { "writes" };
    let longest = journey.steps.iter().max_by(|a, b| a.share.total_cmp(&b.share));
    let (mut p99, mut share, mut from) = (0.0, 0.0, 0.0);
    let (words, culprit) = match (journey.answer, longest) {
        (Answer::Within(times), Some(step)) => {
            (p99, share) = (times.p99, step.share);
            (&SHARED, Some(step.component))
        }
        (Answer::Within(times), None) => {
            p99 = times.p99;
            (&LATE, None)
        }
        (Answer::Unbounded(limit), _) => {
            from = limit.multiple;
            (&WITHOUT_BOUND, Some(limit.component))
        }
        (Answer::Unanswered, _) => return None,
    };
    let values = [
        Text(name(asker)),
        Text(requests),
        Duration(target.limit),
        Duration(p99),
        Percent(share),
        Multiple(from),
        Text(culprit.map_or("", name)),
    ];
    let subjects = std::iter::once(asker).chain(culprit).collect();
    Some(HEADING.finding(Severity::Warning, words, &values, subjects))
}
