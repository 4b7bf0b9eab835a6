//! Long tasks somebody waits for.

use crate::facts::Facts;
use crate::model::Model;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Duration, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("load.long-task", Lens::Load);

/// Milliseconds. Nielsen, *Usability Engineering* (1993): a second is about the limit for the flow of thought
/// to stay uninterrupted.
const LONG: f64 = 1_000.0;

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A long task behind a request",
    explanation: "Somebody waits while it runs, and everything between holds a thread or a connection as long. A burst \
                  takes all of them.",
    detection: "A service time of a second or more of something that clients wait for: on a way of requests, with no \
                queue or event in between.",
    false_alarms: "Few ask for it, and they know that it takes long.",
    remedies: "Answer at once and hand the work to a queue; tell the outcome later.",
};

const WORDS: Words = [
    "Clients wait for {0}",
    "It takes {1}, and everything on the way holds a thread or connection as long.",
    "Answer at once, hand the work to a queue, and tell the outcome later.",
];

/// One finding for each task.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    if !model.components.iter().any(|component| component.service_time.value >= LONG) {
        return Vec::new();
    }
    let waited_for = waited_for(model);
    let mut findings = Vec::new();
    for (index, task) in model.components.iter().enumerate() {
        let time = task.service_time;
        if time.value < LONG || !waited_for[index] {
            continue;
        }
        let values = [Text(task.name()), Duration(time.value)];
        let finding = HEADING.finding(Severity::Warning, &WORDS, &values, vec![task.item.id]);
        findings.push(Finding { holds_over_range: time.low >= LONG, ..finding });
    }
    more(findings, "long tasks are waited for")
}

/// The components clients wait for.
fn waited_for(model: &Model) -> Vec<bool> {
    let mut waited_for = vec![false; model.components.len()];
    let mut seen = vec![false; model.duties.len()];
    let of_clients = model.journeys.iter().filter(|journey| model.components[journey.entry].traits.client);
    let mut open: Vec<usize> = of_clients.map(|journey| journey.duty).collect();
    while let Some(duty) = open.pop() {
        if std::mem::replace(&mut seen[duty], true) {
            continue;
        }
        waited_for[model.duties.get(duty).component] = true;
        let members = model.duties.needs(duty).iter().flat_map(|need| model.duties.members(need));
        let awaited = members.filter(|member| model.connections[member.connection].is_waited_for(&model.components));
        open.extend(awaited.map(|member| member.duty));
    }
    waited_for
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    const APP: &str = "web:web-client -> app:service -> ";

    #[test]
    fn a_task_of_seconds_on_the_way_of_a_request() {
        check(HEADING, &format!("{APP}video:service service_time=4000"), &["warning video"]);
        check(HEADING, &format!("{APP}video:service service_time=800"), &[]);
    }

    #[test]
    fn a_worker_behind_a_queue_may_take_its_time() {
        check(HEADING, &format!("{APP}q:message-queue -> video:worker service_time=4000"), &[]);
        check(HEADING, "cron:scheduler -> nightly:service service_time=900000", &[]);
        check(
            HEADING,
            &format!("{APP}video:service service_time=4000\napp -> video [id=more interaction=event]"),
            &["warning video"],
        );
    }
}
