//! Queues nobody takes from.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("design.unconsumed-queue", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A queue nobody consumes",
    explanation: "Work is handed over and never done: messages pile up until the queue is full.",
    detection: "A queue or stream that something is put into and that leads nowhere. For a stream it is info: its log \
                may be what is wanted. An arrow from a worker into a queue means consuming.",
    false_alarms: "The consumer is outside the design: draw it as an external service.",
    remedies: "Draw the consumer, or take the queue out.",
};

const WORDS: Words =
    ["Nobody consumes {0}", "Work is handed over to it and never done.", "Connect it to what does the work."];

/// One finding for each.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let calls = |side: &[usize]| side.iter().any(|index| model.connections[*index].carries_calls());
    let mut findings = Vec::new();
    for (index, queue) in
        model.components.iter().enumerate().filter(|(index, one)| one.holds_messages() && facts.is_in_use(*index))
    {
        if !calls(model.incoming.get(index)) || calls(model.outgoing.get(index)) {
            continue;
        }
        let severity = if queue.traits.stream { Severity::Info } else { Severity::Warning };
        findings.push(HEADING.finding(severity, &WORDS, &[Text(queue.name())], vec![queue.item.id]));
    }
    more(findings, "queues nobody consumes")
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn work_is_put_in_and_never_taken_out() {
        check(HEADING, "web:web-client -> app:service -> q:message-queue", &["warning q"]);
        check(HEADING, "web:web-client -> app:service -> log:event-stream", &["info log"]);
    }

    #[test]
    fn a_consumer_drawn_either_way_and_a_queue_nobody_fills() {
        check(HEADING, "web:web-client -> app:service -> q:message-queue -> w:worker", &[]);
        check(HEADING, "web:web-client -> app:service -> q:message-queue\nw:worker -> q", &[]);
        check(HEADING, "web:web-client -> app:service\nq:message-queue", &[]);
    }
}
