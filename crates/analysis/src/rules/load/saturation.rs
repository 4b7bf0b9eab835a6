//! Components that cannot carry their load, or nearly not.

use linchpin_catalog::Param;

use super::waiting::{Waiting, waiting};
use super::{Show, when};
use crate::facts::Facts;
use crate::load::Utilisation;
use crate::model::Model;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{
    Components, Count, Duration, List, Megabits, Multiple, Number, PerSecond, Percent, Text,
};
use crate::rules::words::{Words, fill};

pub(crate) const HEADING: Heading = Heading::new("load.saturation", Lens::Load);
const MORE: Heading = Heading::new("load.more-saturation", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Saturated, or nearly so",
    explanation: "The load uses up what this component can serve, or leaves little. From 80 % on queues grow steeply, \
                  and one bad minute is all the headroom left; from 100 % on it cannot keep up.",
    detection: "Rates from the traffic equations, at the peak, against the ceiling of every resource: throughput, \
                cores, slots held while waiting for others, and network. What saturates together is told once.",
    false_alarms: "The ceiling is a guess: type what was measured. The finding says over which range it holds.",
    remedies: "More instances, larger ones, or less load: a cache, read replicas, shards, a queue, a CDN, smaller \
               answers. Where slots run out while waiting, answering before the slow part is done.",
};

pub(crate) const MORE_RULE: Rule = Rule {
    heading: MORE,
    severity: Severity::Critical,
    title: "More saturated components",
    explanation: "There are more saturated components than are told one by one.",
    detection: "All are computed and marked on the canvas; the most loaded are listed.",
    false_alarms: "As for a saturated component.",
    remedies: "Those told first.",
};

/// At and above this utilisation a component cannot keep up.
pub(super) const SATURATED: f64 = 1.0;
/// How many rungs beyond the tight ones are looked at for what comes next.
const MOST_NEXT: usize = 50;
/// From this utilisation on there is a warning: queues grow steeply beyond it, and one bad minute is
/// all the headroom left. What is below is in the ladder only.
pub(super) const TIGHT: f64 = 0.8;

/// Every component at or above [`TIGHT`] at the scale asked about, the most loaded first; alternatives
/// that saturate together are one.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    // The first steps beyond what is tight are told as what comes next.
    let beyond = facts.ladder.iter().filter(|rung| facts.scale / rung.multiple < TIGHT).nth(MOST_NEXT);
    let end = beyond.map_or(facts.ladder.len(), |rung| facts.ladder.partition_point(|r| r.multiple < rung.multiple));
    let steps = steps(facts.model, &facts.ladder[..end]);
    let tight: Vec<&Step> = steps.iter().filter(|step| used(facts, step) >= TIGHT).collect();
    let shown = tight.iter().enumerate().take(MOST_IN_DETAIL);
    let mut findings = Vec::new();
    for (place, step) in shown {
        findings.extend(saturation(facts, &steps, place, step));
    }
    findings.extend(fold(facts, &tight));
    findings
}

/// How much is used at the scale asked about: behind a limit on rates more than the multiple would say.
fn used(facts: &Facts, step: &Step) -> f64 {
    let first = step.components.first().and_then(|index| facts.load.utilisation[*index]);
    first.map_or(0.0, |used| used.value * facts.scale)
}

/// Components that saturate at the same multiple because they share their load.
struct Step {
    components: Vec<usize>,
    multiple: f64,
}

fn steps(model: &Model, ladder: &[Rung]) -> Vec<Step> {
    let pools_of = |index: usize| -> Vec<usize> {
        let into = model.incoming.get(index).iter().map(|connection| &model.connections[*connection]);
        into.filter_map(|connection| connection.pool).collect()
    };
    let mut steps: Vec<Step> = Vec::new();
    let rungs = ladder.iter().filter(|rung| !rung.resource.refuses());
    for (rung, index) in rungs.filter_map(|rung| Some((rung, model.component_of(rung.component)?))) {
        if let Some(last) = steps.last_mut().filter(|last| rung.multiple <= last.multiple * (1.0 + 1e-9)) {
            let mates = last.components.first().map(|first| pools_of(*first)).unwrap_or_default();
            if pools_of(index).iter().any(|pool| mates.contains(pool)) {
                last.components.push(index);
                continue;
            }
        }
        steps.push(Step { components: vec![index], multiple: rung.multiple });
    }
    steps
}

const WORDS: Words = ["{0} {0|saturates|saturate} at {1}", "{2} {3}{0|| each}.{4}{5}", "{6}"];

fn saturation(facts: &Facts, steps: &[Step], place: usize, step: &Step) -> Option<Finding> {
    let (model, index) = (facts.model, *step.components.first()?);
    let component = &model.components[index];
    let used = facts.load.utilisation[index]?;
    let now = used.value * facts.scale;
    let severity = if now >= SATURATED { Severity::Critical } else { Severity::Warning };
    let next = if place == 0 { next_steps(facts, steps) } else { String::new() };
    let waits = (used.resource == Resource::Concurrency).then(|| waiting(facts, index)).flatten();
    let (carried, holds) = (carried(facts, index, used), holds(facts, index, used, waits.as_ref()));
    let remedy = match (used.resource, &waits) {
        (Resource::Concurrency, Some(waits)) => hand_over(facts, waits),
        _ if step.components.len() > 1 => "Run more of them, or make each larger.".to_owned(),
        _ => remedy(component, facts.asked.instances_up(index), used, now),
    };
    let circumstances = circumstances(facts, now);
    let values = [
        Components(model, &step.components),
        Multiple(step.multiple),
        Text(&circumstances),
        Text(&carried),
        Text(&holds),
        Text(&next),
        Text(&remedy),
    ];
    let cause = waits.map(|waits| waits.cause).filter(|cause| !step.components.contains(cause));
    let mut subjects = model.ids_of(&step.components);
    subjects.extend(cause.map(|cause| model.components[cause].item.id));
    let mut finding = HEADING.finding(severity, &WORDS, &values, subjects);
    // The verdict is the threshold passed; it holds if it still is with every ceiling at its best, and
    // none beyond is with every ceiling at its worst.
    finding.holds_over_range = match severity {
        Severity::Critical => used.low * facts.scale >= SATURATED,
        _ => used.low * facts.scale >= TIGHT && used.high * facts.scale < SATURATED,
    };
    if !finding.holds_over_range {
        finding.assumptions = assumptions(component, facts.load.asked[index].rate, used.resource);
    }
    Some(finding)
}

/// "Today's peak uses 91 % of it", with what was asked.
fn circumstances(facts: &Facts, now: f64) -> String {
    let template = if now >= SATURATED { "{0} asks for {1} of what it can do:" } else { "{0} uses {1} of it:" };
    fill(template, &[Text(&when(facts)), Percent(now)])
}

/// A part that is not told.
const NOTHING: (&str, f64, f64) = ("", 0.0, 0.0);

/// "400 of 5,000 reads/s and 120 of 1,000 writes/s", "210 of 200 slots".
fn carried(facts: &Facts, index: usize, used: Utilisation) -> String {
    let (component, asked) = (&facts.model.components[index], facts.load.asked[index]);
    let up = facts.asked.instances_up(index);
    let (ceiling, all) = (crate::load::ceiling(component, up), asked.rate.total());
    let of_each = |limit: Option<Param>| limit.map_or(0.0, |limit| limit.value * f64::from(up));
    let parts = match used.resource {
        Resource::Concurrency => [("slots", asked.held.value, of_each(component.slots)), NOTHING],
        Resource::Cpu => [("cores", all * component.cpu_time.value / 1e3, of_each(component.cores)), NOTHING],
        Resource::Network => [("Mbit/s", asked.traffic.busier(), of_each(component.bandwidth)), NOTHING],
        _ if component.traits.store => {
            [("reads/s", asked.rate.read, ceiling.read), ("writes/s", asked.rate.write, ceiling.write)]
        }
        _ if component.holds_messages() => [("messages/s", all, ceiling.read), NOTHING],
        _ => [("requests/s", all, ceiling.read), NOTHING],
    };
    let mut told = Vec::new();
    for (what, load, most) in parts {
        if load > 0.0 {
            told.push(fill("{0} of {1} {2}", &[Number(load * facts.scale), Number(most), Text(what)]));
        }
    }
    List(&told).show()
}

/// " A request holds one for 1.2 s, 1.1 s of it waiting for Orders and in the end for Payments."
fn holds(facts: &Facts, index: usize, used: Utilisation, waits: Option<&Waiting>) -> String {
    let template = match waits {
        _ if used.resource != Resource::Concurrency => return String::new(),
        None => " A request holds one for at least {0}.",
        Some(Waiting { callee, cause, .. }) if callee == cause => {
            " A request holds one for at least {0}, {1} of it waiting for {2}."
        }
        Some(_) => " A request holds one for at least {0}, {1} of it waiting for {2} and in the end for {3}.",
    };
    let asked = facts.load.asked[index];
    let name = |index: usize| Text(facts.model.components[index].name());
    let held = Duration(asked.held.value * 1e3 / asked.rate.total());
    let (time, callee, cause) = waits.map_or((0.0, index, index), |waits| (waits.time, waits.callee, waits.cause));
    fill(template, &[held, Duration(time), name(callee), name(cause)])
}

fn hand_over(facts: &Facts, waits: &Waiting) -> String {
    let template = "Answer before {0} is done: hand the work to a queue, or give the call a timeout. More slots only \
                    move the limit.";
    fill(template, &[Text(facts.model.components[waits.cause].name())])
}

/// " Then API at 1.5x, Load balancer at 4.2x."
fn next_steps(facts: &Facts, steps: &[Step]) -> String {
    let mut next = String::new();
    for step in steps.iter().skip(1).take(2) {
        let template = if next.is_empty() { " Then {0} at {1}" } else { ", {0} at {1}" };
        next += &fill(template, &[Components(facts.model, &step.components), Multiple(step.multiple)]);
    }
    if next.is_empty() { next } else { next + "." }
}

/// `now` is how much is used at the scale asked about.
fn remedy(component: &Component, up: u32, used: Utilisation, now: f64) -> String {
    let template = match used.resource {
        Resource::Reads => "Add read replicas or instances, or put a cache in front.",
        Resource::Writes if component.shards > 1.0 && component.skew > 1.0 => {
            "Spread keys more evenly: the hottest shard decides."
        }
        Resource::Writes => "Split the data into shards, or let a queue smooth the writes.",
        Resource::Throughput if component.is_managed() => "Ask the provider for a higher quota, or call it less often.",
        Resource::Throughput | Resource::RateLimit => "Run {0} instances or more.",
        Resource::Concurrency => "Run {0} instances or more, or give each more slots.",
        Resource::Cpu => "Run {0} instances or more, give each more cores, or make requests cheaper.",
        Resource::Network => "Send less: smaller answers, compression, a CDN. Or spread it over more instances.",
    };
    fill(template, &[Count(instances_for(component, up, now))])
}

/// How many instances, with as many down as are now, bring those that are up below [`TIGHT`] where so much of them is
/// used: at least one more.
fn instances_for(component: &Component, up: u32, used: f64) -> usize {
    let wanted = (f64::from(up) * used / TIGHT).ceil() + f64::from(component.instances.saturating_sub(up));
    (wanted.min(1e9) as usize).max(component.instances as usize + 1)
}

/// What was taken for granted of the resource that saturates.
pub(super) fn assumptions(component: &Component, rates: Rate, resource: Resource) -> Vec<String> {
    let is_asked = |rate: f64, capacity: Param| (rate > 0.0).then_some(capacity);
    let limits: [(&str, Option<Param>, Show); 2] = match resource {
        Resource::Concurrency => [
            ("the slots of an instance", component.slots, Number),
            ("its own service time", Some(component.service_time), Duration),
        ],
        Resource::Cpu => [("the cores of an instance", component.cores, Number), ("", None, Number)],
        Resource::Network => [("the bandwidth of an instance", component.bandwidth, Megabits), ("", None, Number)],
        _ if component.traits.store => [
            ("the read capacity of an instance", is_asked(rates.read, component.read_capacity), PerSecond),
            ("the write capacity of a shard", is_asked(rates.write, component.write_capacity), PerSecond),
        ],
        _ => [("the capacity of an instance", Some(component.read_capacity), PerSecond), ("", None, Number)],
    };
    let mut assumptions = Vec::new();
    for (what, param, show) in limits {
        let guessed = param.filter(|param| param.low < param.high);
        assumptions.extend(guessed.map(|param| super::assumed(what, param, show)));
    }
    assumptions
}

const FOLDED: Words = [
    "{^0} more components are at their limit",
    "They are marked on the canvas; the most loaded are listed one by one.",
    "Start with the first to saturate.",
];

fn fold(facts: &Facts, tight: &[&Step]) -> Option<Finding> {
    let rest = tight.get(MOST_IN_DETAIL..)?;
    let saturated = used(facts, rest.first()?) >= SATURATED;
    let severity = if saturated { Severity::Critical } else { Severity::Warning };
    let components: Vec<usize> = rest.iter().flat_map(|step| step.components.iter().copied()).collect();
    let values = [Count(components.len())];
    Some(MORE.finding(severity, &FOLDED, &values, facts.model.ids_of(&components)))
}
