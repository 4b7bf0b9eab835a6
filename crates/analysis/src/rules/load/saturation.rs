//! Components that cannot carry their load, or nearly not.

use linchpin_catalog::Param;

use super::waiting::{Waiting, waiting};
use crate::facts::Facts;
use crate::load::Utilisation;
use crate::model::Model;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{count, duration, list, multiple, number, percent, rate, sentence};

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
    let mut findings: Vec<Finding> = shown.filter_map(|(place, step)| saturation(facts, &steps, place, step)).collect();
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

impl Step {
    fn names(&self, model: &Model) -> Vec<String> {
        self.components.iter().map(|index| model.components[*index].name().to_owned()).collect()
    }
}

fn steps(model: &Model, ladder: &[Rung]) -> Vec<Step> {
    let pools_of = |index: usize| -> Vec<usize> {
        let into = model.incoming.get(index).iter().map(|connection| &model.connections[*connection]);
        into.filter_map(|connection| connection.pool).collect()
    };
    let mut steps: Vec<Step> = Vec::new();
    // Refusing is no load.
    let rungs = ladder.iter().filter(|rung| rung.resource != Resource::RateLimit);
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

fn saturation(facts: &Facts, steps: &[Step], place: usize, step: &Step) -> Option<Finding> {
    let index = *step.components.first()?;
    let component = &facts.model.components[index];
    let used = facts.load.utilisation[index]?;
    let now = used.value * facts.scale;
    let severity = if now >= SATURATED { Severity::Critical } else { Severity::Warning };
    let (names, several) = (step.names(facts.model), step.components.len() > 1);
    let verb = if several { "saturate" } else { "saturates" };
    let title = format!("{} {verb} at {}", list(&names), multiple(step.multiple));
    let each = if several { " each" } else { "" };
    let next = if place == 0 { next_steps(facts, steps) } else { String::new() };
    let waits = (used.resource == Resource::Concurrency).then(|| waiting(facts, index)).flatten();
    let (carried, holds) = (carried(facts, index, used), holds(facts, index, used, waits.as_ref()));
    let explanation = format!("{} {carried}{each}.{holds}{next}", circumstances(facts, now));
    let remedy = match (used.resource, &waits) {
        (Resource::Concurrency, Some(waits)) => hand_over(facts, waits),
        _ if several => "Run more of them, or make each larger.".to_owned(),
        _ => remedy(component, used),
    };
    let mut finding = HEADING.finding(severity, [title, explanation, remedy]);
    let cause = waits.map(|waits| waits.cause).filter(|cause| !step.components.contains(cause));
    let subjects = step.components.iter().copied().chain(cause);
    finding.subjects = subjects.map(|index| facts.model.components[index].item.id).collect();
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
    let when =
        if facts.scale == 1.0 { "today's peak".to_owned() } else { format!("{} today's peak", multiple(facts.scale)) };
    let failed = if facts.something_failed { ", with what has failed," } else { "" };
    if now >= SATURATED {
        format!("{}{failed} asks for {} of what it can do:", sentence(&when), percent(now))
    } else {
        format!("{}{failed} uses {} of it:", sentence(&when), percent(now))
    }
}

/// "400 of 5,000 reads/s and 120 of 1,000 writes/s", "210 of 200 slots".
fn carried(facts: &Facts, index: usize, used: Utilisation) -> String {
    let (component, asked) = (&facts.model.components[index], facts.load.asked[index]);
    let up = facts.asked.instances_up(index);
    let ceiling = crate::load::ceiling(component, up);
    let part = |what: &str, load: f64, most: f64| {
        (load > 0.0).then(|| format!("{} of {} {what}", number(load * facts.scale), number(most)))
    };
    let all = |limit: Option<Param>| limit.map_or(0.0, |limit| limit.value * f64::from(up));
    match used.resource {
        Resource::Concurrency => part("slots", asked.held.value, all(component.slots)),
        Resource::Cpu => part("cores", asked.rate.total() * component.cpu_time.value / 1e3, all(component.cores)),
        Resource::Network => part("Mbit/s", asked.traffic.busier(), all(component.bandwidth)),
        _ if component.traits.store => {
            let parts =
                [part("reads/s", asked.rate.read, ceiling.read), part("writes/s", asked.rate.write, ceiling.write)];
            Some(list(&parts.into_iter().flatten().collect::<Vec<_>>()))
        }
        _ if component.holds_messages() => part("messages/s", asked.rate.total(), ceiling.read),
        _ => part("requests/s", asked.rate.total(), ceiling.read),
    }
    .unwrap_or_default()
}

/// " A request holds one for 1.2 s, 1.1 s of it waiting for Orders and in the end for Payments."
fn holds(facts: &Facts, index: usize, used: Utilisation, waits: Option<&Waiting>) -> String {
    if used.resource != Resource::Concurrency {
        return String::new();
    }
    let asked = facts.load.asked[index];
    let name = |index: usize| facts.model.components[index].name();
    let waiting = waits.map_or_else(String::new, |Waiting { callee, time, cause }| {
        let behind = if cause == callee { String::new() } else { format!(" and in the end for {}", name(*cause)) };
        format!(", {} of it waiting for {}{behind}", duration(*time), name(*callee))
    });
    format!(" A request holds one for at least {}{waiting}.", duration(asked.held.value * 1e3 / asked.rate.total()))
}

fn hand_over(facts: &Facts, waits: &Waiting) -> String {
    let name = facts.model.components[waits.cause].name();
    format!(
        "Answer before {name} is done: hand the work to a queue, or give the call a timeout. More slots only move the limit."
    )
}

/// "Then API at 1.5x and Load balancer at 4.2x."
fn next_steps(facts: &Facts, steps: &[Step]) -> String {
    let name = |step: &Step| format!("{} at {}", list(&step.names(facts.model)), multiple(step.multiple));
    let next: Vec<String> = steps.iter().skip(1).take(2).map(name).collect();
    if next.is_empty() { String::new() } else { format!(" Then {}.", next.join(", ")) }
}

fn remedy(component: &Component, used: Utilisation) -> String {
    match used.resource {
        Resource::Reads => "Add read replicas or instances, or put a cache in front.".to_owned(),
        Resource::Writes if component.shards > 1.0 && component.skew > 1.0 => {
            "Spread keys more evenly: the hottest shard decides.".to_owned()
        }
        Resource::Writes => "Split the data into shards, or let a queue smooth the writes.".to_owned(),
        Resource::Throughput if component.is_managed() => {
            "Ask the provider for a higher quota, or call it less often.".to_owned()
        }
        Resource::Throughput | Resource::RateLimit => {
            format!("Run {} instances or more.", count(instances_for(component, used)))
        }
        Resource::Concurrency => {
            format!("Run {} instances or more, or give each more slots.", count(instances_for(component, used)))
        }
        Resource::Cpu => format!(
            "Run {} instances or more, give each more cores, or make requests cheaper.",
            count(instances_for(component, used))
        ),
        Resource::Network => {
            "Send less: smaller answers, compression, a CDN. Or spread it over more instances.".to_owned()
        }
    }
}

/// The instances that bring it below [`TIGHT`] at today's peak, at least one more than there are.
fn instances_for(component: &Component, used: Utilisation) -> usize {
    let wanted = f64::from(component.instances) * used.value / TIGHT;
    (wanted.ceil().min(1e9) as usize).max(component.instances as usize + 1)
}

/// What was taken for granted of the resource that saturates.
pub(super) fn assumptions(component: &Component, rates: Rate, resource: Resource) -> Vec<String> {
    let assumption = |what: &str, param: Param, show: fn(f64) -> String| {
        let guessed = param.low < param.high;
        guessed.then(|| super::assumed(what, param, show))
    };
    let found = match resource {
        Resource::Concurrency => [
            component.slots.and_then(|slots| assumption("the slots of an instance", slots, number)),
            assumption("its own service time", component.service_time, duration),
        ],
        Resource::Cpu => {
            [component.cores.and_then(|cores| assumption("the cores of an instance", cores, number)), None]
        }
        Resource::Network => {
            let megabits = |value| format!("{} Mbit/s", number(value));
            [component.bandwidth.and_then(|most| assumption("the bandwidth of an instance", most, megabits)), None]
        }
        _ if component.traits.store => {
            let reads = (rates.read > 0.0)
                .then(|| assumption("the read capacity of an instance", component.read_capacity, rate));
            let writes = (rates.write > 0.0)
                .then(|| assumption("the write capacity of a shard", component.write_capacity, rate));
            [reads.flatten(), writes.flatten()]
        }
        _ => [assumption("the capacity of an instance", component.read_capacity, rate), None],
    };
    found.into_iter().flatten().collect()
}

fn fold(facts: &Facts, tight: &[&Step]) -> Option<Finding> {
    let rest = tight.get(MOST_IN_DETAIL..)?;
    let saturated = used(facts, rest.first()?) >= SATURATED;
    let severity = if saturated { Severity::Critical } else { Severity::Warning };
    let components: Vec<usize> = rest.iter().flat_map(|step| step.components.iter().copied()).collect();
    let words = [
        format!("{} more components are at their limit", sentence(&count(components.len()))),
        "They are marked on the canvas; the most loaded are listed one by one.".to_owned(),
        "Start with the first to saturate.".to_owned(),
    ];
    let mut finding = MORE.finding(severity, words);
    finding.subjects = components.iter().map(|index| facts.model.components[*index].item.id).collect();
    Some(finding)
}
